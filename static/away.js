/* Sessions written down without a network: kept in the browser on the page /away/, brought into the diary on its form.
   app.js forgets them at sign-out, as everything that begins with "cs:". */
(() => {
  const d = document, LIST = "cs:away:session", TYPING = "cs:away:typing";
  const read = (key) => { try { return JSON.parse(localStorage.getItem(key) || "null"); } catch { return null; } };
  const write = (key, what) => { try { what ? localStorage.setItem(key, JSON.stringify(what)) : localStorage.removeItem(key); return true; } catch { return false; } };
  const kept = () => read(LIST) || [];
  const put = (form, text) => Object.entries(text).forEach(([name, value]) => { if (form.elements[name]) form.elements[name].value = value; });
  if ("serviceWorker" in navigator) navigator.serviceWorker.register("/worker.js").catch(() => { /* without it, nothing here works away; all else does */ });

  const away = d.getElementById("away");
  if (away) {
    const typed = () => Object.fromEntries([...new FormData(away)].filter(([, value]) => value));
    const waits = d.querySelector("[data-waiting]");
    const say = () => {
      const many = kept().length;
      waits.hidden = !many;
      waits.querySelector("[data-count]").textContent = many === 1 ? "One session waits in this browser." : `${many} sessions wait in this browser.`;
    };
    const before = read(TYPING);
    if (before) { put(away, before); away.querySelector("details").open = true; }
    say();
    away.addEventListener("input", () => write(TYPING, typed()));
    away.addEventListener("submit", (e) => {
      e.preventDefault();
      if (!write(LIST, [...kept(), typed()])) return;
      write(TYPING);
      away.reset();
      say();
      waits.scrollIntoView();
    });
    return;
  }

  const form = d.getElementById("entry"), box = d.getElementById("from-away");
  if (!form || !box || !kept().length) return;
  const many = kept().length;
  box.hidden = false;
  box.querySelector("b").textContent = many === 1 ? "You wrote a session down while there was no connection." : `You wrote ${many} sessions down while there was no connection.`;
  box.querySelector("[data-in]").addEventListener("click", () => {
    const [first, ...others] = kept();
    put(form, first);
    form.querySelectorAll("details").forEach((el) => { el.open = true; });
    form.dispatchEvent(new Event("input", { bubbles: true })); // from here on it is this form's own text, which keep.js keeps
    write(LIST, others.length ? others : null);
    box.hidden = true;
    form.elements.on?.focus();
  });
  box.querySelector("[data-out]").addEventListener("click", () => { write(LIST); box.hidden = true; });
})();

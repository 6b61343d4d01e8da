/* The browser's copy of text that was not saved: <form data-keep="cs:person:thing">. Enhancement only; app.js clears
   every copy at sign-out. A copy goes when the server says, beside its message, that the form arrived. */
(() => {
  const d = document, form = d.querySelector("form[data-keep]");
  const read = (key) => { try { return JSON.parse(localStorage.getItem(key) || "null"); } catch { return null; } };
  const write = (key, kept) => { try { kept ? localStorage.setItem(key, JSON.stringify(kept)) : localStorage.removeItem(key); } catch { /* storage is off */ } };
  d.querySelectorAll("[data-saved]").forEach((said) => write(said.dataset.saved));
  if (!form) return;
  const key = form.dataset.keep;

  const KEPT = (el) => el.name && !["hidden", "submit", "button", "file"].includes(el.type) && el.name !== "csrfmiddlewaretoken";
  const fields = () => [...form.elements].filter(KEPT);
  const value = (el) => (["radio", "checkbox"].includes(el.type) ? (el.checked ? el.value : null) : el.value);
  const stored = (el) => (["radio", "checkbox"].includes(el.type) ? (el.defaultChecked ? el.value : null) : el.tagName === "SELECT" ? [...el.options].find((o) => o.defaultSelected)?.value ?? el.options[0]?.value : el.defaultValue);
  const now = () => Object.fromEntries(fields().filter((el) => value(el) !== null).map((el) => [el.name, value(el)]));
  const changed = () => fields().some((el) => value(el) !== stored(el));
  const kept = read(key), box = d.getElementById("kept");
  const same = kept && fields().every((el) => !(el.name in kept.text) || (el.type === "radio" ? !el.checked || kept.text[el.name] === el.value : kept.text[el.name] === value(el)));
  if (kept && (same || !box)) write(key);
  else if (kept) {
    box.hidden = false;
    box.querySelector("[data-when]").textContent = new Date(kept.at).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
    box.querySelector("[data-back]").addEventListener("click", () => {
      fields().forEach((el) => {
        if (!(el.name in kept.text)) return;
        if (["radio", "checkbox"].includes(el.type)) el.checked = kept.text[el.name] === el.value; else el.value = kept.text[el.name];
      });
      form.querySelectorAll("details").forEach((el) => { el.open = true; });
      box.hidden = true;
      keep();
      fields()[0]?.focus();
    });
    box.querySelector("[data-drop]").addEventListener("click", () => { box.hidden = true; write(key); });
  }
  function keep() { write(key, changed() ? { text: now(), at: Date.now() } : null); }
  form.addEventListener("input", () => { if (box && !box.hidden) box.hidden = true; keep(); });
  form.addEventListener("change", keep);
})();

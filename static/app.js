/* Enhancement only, on every page. Everything works, by links and posted forms, with this file missing. */
(() => {
  const d = document, root = d.documentElement;
  root.classList.add("js");
  // A script that cannot be had: show the buttons that need none.
  addEventListener("error", (e) => { if (e.target.tagName === "SCRIPT") root.classList.remove("js"); }, true);

  d.addEventListener("click", (e) => {
    const opener = e.target.closest("[data-open]");
    if (opener) d.getElementById(opener.dataset.open).showModal();
    d.querySelectorAll("details.menu[open]").forEach((menu) => { if (!menu.contains(e.target)) menu.open = false; });
  });
  d.addEventListener("keydown", (e) => {
    const menu = e.key === "Escape" && d.querySelector("details.menu[open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  });

  d.addEventListener("submit", (e) => {
    const form = e.target;
    // Text kept for unsaved sheets (desk.js) belongs to the person; it leaves the browser with them.
    if (form.matches("[data-sign-out]")) {
      try { Object.keys(localStorage).filter((k) => k.startsWith("cs:")).forEach((k) => localStorage.removeItem(k)); } catch { /* storage is off */ }
    }
    // One press, one post.
    if (form.method === "post" && !e.defaultPrevented && !form.id) {
      if (form.dataset.sent) return e.preventDefault();
      form.dataset.sent = "1";
      e.submitter?.setAttribute("aria-busy", "true");
    }
  });
  addEventListener("pageshow", () => d.querySelectorAll("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-busy]").forEach((b) => b.removeAttribute("aria-busy"));
  }));

  d.addEventListener("change", (e) => {
    const input = e.target, list = input.type === "file" && input.closest(".drop")?.querySelector(".files-chosen");
    if (!list || (input.dataset.upload && d.querySelector("script[src*='upload']"))) return; // those go at once
    const most = +input.dataset.max || 26214400;
    list.replaceChildren(...[...input.files].map((file) => {
      const line = d.createElement("li"), size = file.size / 1048576;
      line.textContent = `${file.name} · ${size < 0.1 ? Math.ceil(file.size / 1024) + " kB" : size.toFixed(1) + " MB"}`;
      if (file.size > most) { line.className = "too-big"; line.append(" · " + list.dataset.tooBig); }
      return line;
    }));
    list.hidden = !input.files.length;
  });
})();

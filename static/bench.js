/* The bench: files in the reading pane, the two panes of a phone, the keyboard. Saving is desk.js. */
(() => {
  const d = document, bench = d.querySelector(".bench"), form = d.getElementById("sheet");
  if (!bench) return;
  const $ = (id) => d.getElementById(id);

  // -- another file, without losing one's place on the sheet
  async function turnTo(link) {
    try {
      const page = new DOMParser().parseFromString(await (await fetch(link.href)).text(), "text/html").getElementById("work");
      $("work").replaceChildren(...page.childNodes);
      $("work").scrollTop = 0;
      history.replaceState(null, "", link.href);
      $("work").querySelector(".files [aria-current]")?.focus();
    } catch { location.href = link.href; }
  }
  $("work").addEventListener("click", (e) => {
    const link = e.target.closest(".files a:not(.get)");
    if (!link || e.ctrlKey || e.metaKey || e.shiftKey) return;
    e.preventDefault();
    e.stopPropagation();
    turnTo(link);
  });

  // -- a phone shows the work or the sheet
  const show = (which) => {
    bench.dataset.show = which;
    d.querySelectorAll(".tabs a").forEach((a) => a.setAttribute("aria-current", String(a.dataset.show === which)));
  };
  d.querySelector(".tabs").addEventListener("click", (e) => {
    const tab = e.target.closest("a");
    if (tab) { e.preventDefault(); show(tab.dataset.show); }
  });

  // -- keys: never while typing; single keys can be switched off
  const single = $("single-keys");
  try { single.checked = localStorage.getItem("keys") !== "off"; } catch { /* on, then */ }
  single.addEventListener("change", () => {
    try { localStorage.setItem("keys", single.checked ? "on" : "off"); } catch { /* for this page only */ }
  });
  const press = (selector) => d.querySelector(selector)?.click();
  // On a sheet that is only read there is no field; the part itself comes into view.
  const toMark = (n) => {
    const field = form.querySelector(`[data-n="${n}"]:checked`) || form.querySelector(`[data-n="${n}"]`);
    if (!field) { press(`#strip a:nth-child(${n})`); return false; }
    show("sheet");
    field.focus();
    field.select?.();
    return true;
  };
  // A decision in words is one key: "m" the first option that passes, "n" the first that does not; then the next open one.
  const openOnes = () => [...form.querySelectorAll(".part-head .seg")].filter((seg) => !seg.querySelector(":checked")?.value);
  const decide = (key) => {
    const here = d.activeElement.closest("#sheet .part")?.querySelector(".part-head .seg");
    const seg = here || openOnes()[0], radio = seg?.querySelector(`[data-key=${key}]`);
    if (!radio) return;
    show("sheet");
    radio.click();
    const rest = openOnes(), next = rest.find((one) => seg.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) || rest[0];
    (next?.querySelector(":checked") || radio).focus();
  };
  // What is refused asks for words.
  form.addEventListener("change", (e) => {
    const words = e.target.matches("[data-key=n]") && e.target.closest(".part").querySelector(".feedback");
    if (words) words.open = true;
  });
  form.addEventListener("click", (e) => {
    const part = e.target.closest("#strip a")?.getAttribute("href");
    if (part) $(part.slice(1)).querySelector(":is([data-n]:checked, [data-n]:not([type=radio]))")?.focus({ preventScroll: true });
  });
  const turn = (step) => {
    const all = [...d.querySelectorAll(".files a:not(.get)")];
    all[all.findIndex((a) => a.hasAttribute("aria-current")) + step]?.click();
  };
  const KEYS = {
    j: () => press("[data-next]"), k: () => press("[data-prev]"), "=": () => press("[name=same]"), "?": () => $("keys").showModal(),
    w: () => { show("work"); $("work").focus(); }, s: () => { show("sheet"); $("parts").focus(); },
    "[": () => turn(-1), "]": () => turn(1), m: () => decide("m"), n: () => decide("n"),
  };
  d.addEventListener("keydown", (e) => {
    const field = e.target, key = e.key.toLowerCase();
    if (d.querySelector("dialog[open]") || e.isComposing) return;
    if ((e.ctrlKey || e.metaKey) && key === "enter") { e.preventDefault(); return press("[data-go]"); }
    if (key === "escape" && form.contains(field)) return field.blur();
    // Enter in a mark goes to the next one; it never signs by accident.
    if (key === "enter" && field.matches("#sheet input")) {
      e.preventDefault();
      if (field.dataset.n && !toMark(+field.dataset.n + 1)) field.blur();
      return;
    }
    if (field.matches("textarea,select,input:not([type=radio],[type=checkbox])")) return;
    if (!single.checked || e.ctrlKey || e.metaKey || e.altKey) return;
    if (/^[1-9]$/.test(key)) { if (toMark(key)) e.preventDefault(); }
    else if (KEYS[key]) { e.preventDefault(); KEYS[key](); }
  });
})();

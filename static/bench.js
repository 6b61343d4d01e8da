/* The bench: files in the reading pane, the two panes of a phone, the keyboard. Saving is desk.js. */
(() => {
  const d = document, bench = d.querySelector(".bench"), form = d.getElementById("sheet");
  if (!bench) return;
  const $ = (id) => d.getElementById(id);

  // -- another file, another form of it or words found in it, without losing one's place on the sheet
  const work = $("work");
  const parse = (html) => new DOMParser().parseFromString(html, "text/html");
  async function turnTo(url) {
    try {
      const page = parse(await (await fetch(url)).text()).getElementById("work"), { hash } = new URL(url, location.href);
      work.replaceChildren(...page.childNodes);
      history.replaceState(null, "", url);
      opened();
      const place = hash && $(hash.slice(1));
      place ? place.scrollIntoView() : (work.scrollTop = 0);
      (work.querySelector(".finds summary") || work.querySelector(".files [aria-current]"))?.focus({ preventScroll: true });
    } catch { location.href = url; }
  }
  work.addEventListener("click", (e) => {
    const link = e.target.closest(".files a:not(.get), a[data-turn]"), size = e.target.closest("[data-zoom]"), again = e.target.closest("[data-refetch]");
    if (size) return zoomBy(+size.dataset.zoom);
    if (again) return fetchLeaf(again.closest(".leaf"));
    if (!link || e.ctrlKey || e.metaKey || e.shiftKey) return;
    e.preventDefault();
    e.stopPropagation();
    turnTo(link.href);
  });
  work.addEventListener("submit", (e) => {
    if (!e.target.matches(".find")) return;
    e.preventDefault();
    e.stopPropagation();
    turnTo(`${location.pathname}?${new URLSearchParams(new FormData(e.target))}`);
  });
  // A place found on a page is a part of this page already.
  work.addEventListener("click", (e) => {
    const link = e.target.closest(".finds a"), leaf = link && $(new URL(link.href).hash.slice(1));
    if (!leaf) return;
    e.preventDefault();
    e.stopPropagation();
    leaf.scrollIntoView();
  });

  // -- pages come when they are near
  const near = new IntersectionObserver((all) => all.forEach((one) => one.isIntersecting && fetchLeaf(one.target)), { root: null, rootMargin: "600px" });
  async function fetchLeaf(leaf) {
    near.unobserve(leaf);
    const { leaf: url } = leaf.dataset, box = leaf.parentElement;
    try {
      const answer = await fetch(url);
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      const fresh = parse(await answer.text()).querySelector(".leaf");
      leaf.replaceWith(d.adoptNode(fresh));
      marked(fresh);
      d.dispatchEvent(new Event("bench:drawn"));
    } catch {
      const button = Object.assign(d.createElement("button"), { type: "button", className: "btn btn-s", textContent: box.dataset.again });
      button.dataset.refetch = "";
      leaf.querySelector("p").replaceChildren(box.dataset.failed, d.createElement("br"), button);
    }
  }
  // What was looked for is marked where it stands: words on a drawn page, text elsewhere.
  const SVG = "http://www.w3.org/2000/svg", bare = (text) => text.toLowerCase().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
  function marked(leaf) {
    const asked = ($("find")?.defaultValue ?? "").split(/\s+/).map(bare).filter(Boolean), texts = [...leaf.querySelectorAll(".leaf-words text")];
    if (!asked.length) return;
    const hit = (i) => asked.every((word, k) => { const t = texts[i + k] && bare(texts[i + k].textContent); return t && (asked.length === 1 ? t.includes(word) : k === 0 ? t.endsWith(word) : k === asked.length - 1 ? t.startsWith(word) : t === word); });
    texts.forEach((_, i) => hit(i) && asked.forEach((_, k) => {
      const box = d.createElementNS(SVG, "rect"), t = texts[i + k];
      for (const [name, from] of [["x", "x"], ["y", "y"], ["width", "textLength"], ["height", "font-size"]]) box.setAttribute(name, t.getAttribute(from));
      t.before(box);
    }));
  }
  const inText = (page) => {
    const asked = $("find")?.defaultValue.trim();
    if (!asked) return;
    const wanted = new RegExp(asked.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+"), "gi"), walk = d.createTreeWalker(page, NodeFilter.SHOW_TEXT), nodes = [];
    while (walk.nextNode()) nodes.push(walk.currentNode);
    nodes.forEach((node) => [...node.data.matchAll(wanted)].reverse().forEach((hit) => {
      const mark = d.createElement("mark"), part = node.splitText(hit.index);
      part.splitText(hit[0].length);
      part.replaceWith(mark);
      mark.append(part);
    }));
  };
  // Selected words of a page are copied as words with spaces between them.
  d.addEventListener("copy", (e) => {
    const range = getSelection().rangeCount && getSelection().getRangeAt(0), texts = range && [...work.querySelectorAll(".leaf-words text")].filter((t) => range.intersectsNode(t));
    if (!texts || !texts.length) return;
    e.clipboardData.setData("text/plain", texts.map((t) => t.textContent).join(" "));
    e.preventDefault();
  });

  // -- size
  const SIZES = [0.75, 1, 1.25, 1.5, 2];
  let size = 1;
  try { size = SIZES.find((s) => s === +localStorage.getItem("zoom")) || 1; } catch { /* as it is */ }
  const sized = () => { work.style.setProperty("--zoom", size); if ($("zoom")) $("zoom").textContent = `${size * 100} %`; };
  const zoomBy = (step) => {
    size = SIZES[Math.min(SIZES.length - 1, Math.max(0, SIZES.indexOf(size) + step))];
    try { localStorage.setItem("zoom", size); } catch { /* for this page only */ }
    sized();
  };
  const opened = () => {
    sized();
    near.disconnect();
    work.querySelectorAll("[data-leaf]").forEach((leaf) => near.observe(leaf));
    work.querySelectorAll(".leaf:not([data-leaf])").forEach(marked);
    const page = work.querySelector(".page:not(.entries-beside)");
    if (page) inText(page);
    d.dispatchEvent(new Event("bench:drawn"));
  };

  opened();
  // What is cited in the sheet, or below the work, is turned to.
  bench.addEventListener("click", (e) => {
    if (e.target.closest('a[href^="#cited-"]')) show("sheet"); // on a phone it is behind its tab
    const link = e.target.closest("a[data-turn]");
    if (!link || work.contains(link) || e.ctrlKey || e.metaKey || e.shiftKey) return;
    e.preventDefault();
    e.stopPropagation();
    show("work");
    turnTo(link.href);
  });

  // -- comments on the work: fetched when there are some, else with the first sign that somebody is at work here
  const come = {};
  const fetched = (name) => come[name] ||= new Promise((done) => {
    const script = Object.assign(d.createElement("script"), { src: bench.dataset[name], onload: done });
    script.onerror = () => { script.remove(); delete come[name]; }; // without a network: with the next wish, or when it is back
    d.head.append(script);
  });
  const pointing = () => fetched("point"), savedWords = (at) => fetched("bank").then(() => d.dispatchEvent(new CustomEvent("bench:bank", { detail: at })));
  form.addEventListener("click", (e) => { const button = e.target.closest("[data-saved-words]"); if (button) savedWords(button); });
  if (d.querySelector("#annotations li")) pointing();
  else for (const sign of ["pointermove", "pointerdown", "keydown", "online"]) addEventListener(sign, pointing, { once: true, passive: true });

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
    e: () => { show("work"); pointing().then(() => d.dispatchEvent(new Event("bench:comment"))); }, "[": () => turn(-1), "]": () => turn(1), r: () => { const words = $("return-reason"); if (words) { show("sheet"); words.closest("details").open = true; words.focus(); } }, m: () => decide("m"), n: () => decide("n"),
  };
  d.addEventListener("keydown", (e) => {
    const field = e.target, key = e.key.toLowerCase();
    if (d.querySelector("dialog[open]") || e.isComposing) return;
    const commenting = field.closest("#annotate");
    if ((e.ctrlKey || e.metaKey) && key === "enter") { e.preventDefault(); return press(commenting ? "[name=annotate]" : "[data-go]"); }
    if ((e.ctrlKey || e.metaKey) && key === ";" && $("bank")) { e.preventDefault(); return savedWords(field); }
    if (key === "escape" && commenting) { commenting.open = false; return commenting.querySelector("summary").focus(); }
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

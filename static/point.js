/* Comments on the work: drawn where they point, begun from what is selected. Keeping them is desk.js. */
(() => {
  const d = document, work = d.getElementById("work"), form = d.getElementById("sheet");
  if (!work || !form) return;
  const $ = (id) => d.getElementById(id);

  // -- drawn from the list below the work: on pages as areas, in text by the words quoted
  const SVG = "http://www.w3.org/2000/svg";
  const WHOLE = 10000;
  const draw = (name, given, inside) => {
    const made = d.createElementNS(SVG, name);
    for (const key in given) made.setAttribute(key, given[key]);
    inside.append(made);
    return made;
  };
  const open = () => work.querySelector("[data-file]")?.dataset.file;
  const commented = () => [...d.querySelectorAll("#annotations li")].map((li, i) => ({ n: i + 1, id: li.id, label: [...li.children].filter((part) => !part.matches("button")).map((part) => part.textContent.trim()).join(", "), ...li.dataset })).filter((one) => one.file === open());
  function pointed(leaf) {
    leaf.querySelectorAll(".pointed").forEach((old) => old.remove());
    const svg = leaf.querySelector("svg");
    if (!svg) return;
    const { width, height } = svg.viewBox.baseVal, layer = d.createElementNS(SVG, "g"), last = { y: -1 };
    layer.setAttribute("class", "pointed");
    svg.querySelector(".leaf-words").before(layer);
    for (const one of commented()) {
      if (one.page !== leaf.dataset.page) continue;
      const areas = one.areas.split(",").filter(Boolean).map((a) => a.split(" ").map(Number));
      for (const [x, y, w, h] of areas) draw("rect", { x: x * width / WHOLE, y: y * height / WHOLE, width: w * width / WHOLE, height: h * height / WHOLE }, layer);
      // A number in the margin, at the height of what it is about and below the one before it.
      const r = width / 55, y = Math.max((areas[0]?.[1] ?? 0) * height / WHOLE + r, last.y + 2.2 * r), link = draw("a", { href: `#${one.about ? `cited-${one.about}` : one.id}`, "aria-label": one.label }, layer);
      last.y = y;
      draw("circle", { cx: width - 1.4 * r, cy: y, r }, link);
      draw("text", { x: width - 1.4 * r, y, "font-size": r * 1.2 }, link).textContent = one.n;
    }
  }
  function inWords(page) {
    const found = [], walk = d.createTreeWalker(page, NodeFilter.SHOW_TEXT), spots = [];
    let flat = "";
    while (walk.nextNode()) for (let i = 0, { data } = walk.currentNode; i < data.length; i++) if (data[i].trim()) { flat += data[i]; spots.push([walk.currentNode, i]); }
    for (const { quote } of commented()) {
      const words = quote.replace(/\s+/g, ""), at = words ? flat.indexOf(words) : -1;
      if (at < 0) continue;
      const range = d.createRange(), [end, i] = spots[at + words.length - 1];
      range.setStart(...spots[at]);
      range.setEnd(end, i + 1);
      found.push(range);
    }
    CSS.highlights.set("pointed", new Highlight(...found));
  }
  function point() {
    work.querySelectorAll(".leaf:not([data-leaf])").forEach(pointed);
    const page = work.querySelector(".page[data-file]");
    if (page && window.Highlight) inWords(page);
  }

  // -- a new comment takes what is selected: words, or with Shift held a place dragged over
  const panel = $("annotate"), field = (name) => form.elements[`annotation-${name}`];
  let chosen = null;
  const note = () => {
    const range = getSelection().rangeCount ? getSelection().getRangeAt(0) : null;
    if (range && !range.collapsed && work.contains(range.commonAncestorContainer)) chosen = range.cloneRange();
  };
  note();
  d.addEventListener("selectionchange", note);
  const onPage = (leaf, boxes) => {
    const { width, height } = leaf.querySelector("svg").viewBox.baseVal, share = (v, of) => Math.round(Math.min(Math.max(v / of, 0), 1) * WHOLE);
    return boxes.map(([left, top, right, bottom]) => [share(left, width), share(top, height), share(right, width), share(bottom, height)]).map(([x, y, r, b]) => [Math.min(x, WHOLE - 1), Math.min(y, WHOLE - 1), Math.max(r - x, 1), Math.max(b - y, 1)].join(" ")).join(",");
  };
  const taken = (range) => {
    const words = [...work.querySelectorAll(".leaf-words text")].filter((t) => range.intersectsNode(t)), leaf = words[0]?.closest(".leaf");
    if (!leaf) return { quote: range.toString().replace(/\s+/g, " ").trim() };
    const lines = [], mine = words.filter((t) => leaf.contains(t));
    for (const t of mine) {
      const [x, y, w, h] = ["x", "y", "textLength", "font-size"].map((name) => +t.getAttribute(name)), line = lines.at(-1);
      if (line && Math.abs(line[1] - y) < h / 2 && x >= line[0]) { line[2] = Math.max(line[2], x + w); line[3] = Math.max(line[3], y + h); }
      else lines.push([x, y, x + w, y + h]);
    }
    return { page: leaf.dataset.page, quote: mine.map((t) => t.textContent).join(" "), areas: onPage(leaf, lines.slice(0, 40)) };
  };
  const fill = (place) => {
    for (const [name, value] of Object.entries({ page: "", areas: "", ...place, quote: (place.quote ?? "").slice(0, 1000) })) field(name).value = value;
    if (open()) field("file").value = open();
  };
  const begin = () => { panel.open = true; $("annotation-about").focus(); };
  if (panel) {
    panel.addEventListener("toggle", () => {
      if (!panel.open || !chosen || $("annotation-text").value) return;
      fill(taken(chosen));
      chosen = null;
    });
    // Words typed over are no longer those of the marked place.
    $("annotation-quote").addEventListener("input", () => { field("areas").value = ""; });
    $("annotation-page").addEventListener("input", () => { field("areas").value = ""; });
    work.addEventListener("pointerdown", (e) => {
      const svg = e.shiftKey && e.button === 0 && e.target.closest(".leaf svg");
      if (!svg) return;
      e.preventDefault();
      const at = (p) => new DOMPoint(p.clientX, p.clientY).matrixTransform(svg.getScreenCTM().inverse()), from = at(e), box = draw("rect", { class: "dragged" }, svg);
      const corners = (p) => { const to = at(p); return [Math.min(from.x, to.x), Math.min(from.y, to.y), Math.max(from.x, to.x), Math.max(from.y, to.y)]; };
      const move = (p) => { const [x, y, r, b] = corners(p); Object.entries({ x, y, width: r - x, height: b - y }).forEach(([k, v]) => box.setAttribute(k, v)); };
      svg.setPointerCapture(e.pointerId);
      svg.addEventListener("pointermove", move);
      const done = (p) => {
        svg.removeEventListener("pointermove", move);
        box.remove();
        const [x, y, r, b] = corners(p), leaf = svg.closest(".leaf");
        if (p.type === "pointercancel" || r - x < 8 || b - y < 8) return;
        chosen = null;
        fill({ page: leaf.dataset.page, areas: onPage(leaf, [[x, y, r, b]]) });
        begin();
      };
      for (const kind of ["pointerup", "pointercancel"]) svg.addEventListener(kind, done, { once: true });
    });
    d.addEventListener("bench:comment", begin);
    d.addEventListener("desk:saved", ({ detail }) => {
      if ("annotate" in detail) {
        fill({});
        for (const name of ["text", "about"]) field(name).value = "";
        $("annotation-text").removeAttribute("aria-invalid");
        const back = panel.contains(d.activeElement);
        panel.open = false;
        if (back) panel.querySelector("summary").focus();
      }
      if ("annotate" in detail || "unannotate" in detail) point();
    });
  }
  d.addEventListener("bench:drawn", point);
  point();
})();

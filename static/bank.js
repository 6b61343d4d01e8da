/* Saved comments at the cursor: Ctrl and ; offers those that fit the box, a digit or Enter inserts one. */
(() => {
  const d = document, form = d.getElementById("sheet"), bank = d.getElementById("bank");
  if (!form || !bank) return;
  const $ = (id) => d.getElementById(id), ask = $("bank-q"), token = () => form.elements.csrfmiddlewaretoken.value;
  let box = null, number = 0, found = Promise.resolve();

  // The box that is written in; from elsewhere in a part its first empty one.
  const boxFor = (at) => {
    if (at.matches("textarea")) return at;
    const part = at.closest(".part") || form.querySelector(".part"), boxes = [...(part?.querySelectorAll(".write textarea") ?? [])];
    return boxes.find((one) => !one.value.trim()) || boxes.at(-1);
  };
  const about = () => {
    const [, kind, node] = box.name.match(/^(strengths|areas)-(.+)$/) || ["", "", ""];
    return { node, box: kind, appointment: form.elements.appointment?.value ?? "" };
  };
  const show = (html) => $("bank-found").replaceWith(new DOMParser().parseFromString(html, "text/html").getElementById("bank-found"));
  // A key means the list that comes, never one that was asked for before.
  const find = () => (found = fetchList(++number));
  async function fetchList(mine) {
    try {
      const answer = await fetch(`${bank.dataset.url}?${new URLSearchParams({ ...about(), q: ask.value })}`);
      const html = await answer.text();
      if (mine === number && answer.ok && !answer.redirected) show(html);
    } catch { /* what is shown stays */ }
  }
  const insert = (one) => {
    const { text, use } = one.dataset;
    bank.close();
    box.closest("details")?.setAttribute("open", "");
    box.focus();
    const before = box.value.slice(0, box.selectionStart), gap = before && !/\s$/.test(before) ? " " : "";
    box.setRangeText(gap + text, box.selectionStart, box.selectionEnd, "end");
    box.dispatchEvent(new Event("input", { bubbles: true }));
    fetch(use, { method: "POST", body: new URLSearchParams({ csrfmiddlewaretoken: token(), appointment: about().appointment }), keepalive: true }).catch(() => {});
  };
  const all = () => [...bank.querySelectorAll(".bank-one")];
  d.addEventListener("bench:bank", ({ detail }) => {
    box = boxFor(detail);
    if (!box) return;
    ask.value = "";
    $("bank-save").hidden = !box.value.trim() || !about().node;
    $("bank-found").replaceChildren();
    bank.showModal();
    ask.focus();
    find();
  });
  ask.addEventListener("input", find);
  bank.addEventListener("click", (e) => {
    const one = e.target.closest(".bank-one"), change = e.target.closest("[data-change]");
    if (one) insert(one);
    if (change) improve(change);
  });
  async function improve(button) {
    const { change, version, where, node, box: kind } = button.dataset, part = button.parentElement;
    try {
      const body = new URLSearchParams({ text: part.querySelector("textarea").value, version, where, node, box: kind, appointment: about().appointment, csrfmiddlewaretoken: token() });
      const answer = await fetch(change, { method: "POST", body, redirect: "manual" });
      if (answer.type === "opaqueredirect") { await find(); return ask.focus(); }
      part.querySelector(".error").textContent = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".summary li")?.textContent.trim() ?? "";
    } catch { /* it can be pressed again */ }
  }
  bank.addEventListener("keydown", async (e) => {
    const list = all(), here = list.indexOf(d.activeElement);
    if (e.key === "Escape") { bank.close(); box.focus(); return; }
    if (e.target.matches("textarea")) return;
    if (/^[1-9]$/.test(e.key) && !ask.value && !e.ctrlKey && !e.metaKey && !e.altKey) {
      e.preventDefault();
      await found;
      const one = all()[e.key - 1];
      if (one && bank.open) insert(one);
    } else if (e.key === "Enter" && d.activeElement === ask) {
      e.preventDefault();
      await found;
      if (bank.open && all()[0]) insert(all()[0]);
    } else if (e.key === "ArrowDown" || e.key === "ArrowUp") {
      e.preventDefault();
      (list[here + (e.key === "ArrowDown" ? 1 : -1)] || (e.key === "ArrowUp" ? ask : list.at(-1)))?.focus();
    }
  });
  $("bank-save").addEventListener("click", async () => {
    const chosen = box.value.slice(box.selectionStart, box.selectionEnd).trim() || box.value.trim();
    try {
      const answer = await fetch(bank.dataset.url, { method: "POST", body: new URLSearchParams({ ...about(), text: chosen, csrfmiddlewaretoken: token() }) });
      show(await answer.text());
      $("bank-save").hidden = answer.ok;
    } catch { /* it can be pressed again */ }
    ask.focus();
  });
})();

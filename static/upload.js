/* Files go up in pieces, each acknowledged, so that a lost connection or a sleeping phone costs one piece. Without this file the form takes them whole. */
(() => {
  const d = document, input = d.querySelector("input[type=file][data-upload]");
  if (!input || !input.form) return;
  const form = input.form, list = d.querySelector("[data-uploads]"), say = list.dataset, base = input.dataset.upload;
  const here = input.dataset.here; // after a refused act this page stands at an address that only takes forms
  const LEAST = 65536, MOST = 1048576;
  let piece = 4 * LEAST, running = false, pressed = null, token = form.elements.csrfmiddlewaretoken.value;
  const queue = [];

  // -- what the browser knows a file by, so that the same one chosen again is recognised
  async function fingerprint(file) {
    const known = `${file.name}|${file.size}|${file.lastModified}`;
    if (!crypto.subtle) return known;
    const ends = await new Blob([file.slice(0, LEAST), file.slice(-LEAST)]).arrayBuffer();
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", ends));
    return `${file.size}|${[...hash.slice(0, 16)].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  }

  // -- one request; a refusal is an answer, a lost connection is thrown
  class SignedOut extends Error {}
  async function ask(url, options = {}) {
    const answer = await fetch(url, { ...options, headers: { "X-CSRFToken": token, ...options.headers }, redirect: "manual", signal: AbortSignal.timeout(60000) });
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) throw new SignedOut();
    if (answer.status >= 500) throw new Error(answer.status);
    const said = await answer.json().catch(() => { throw new Error("not ours"); });
    return { ok: answer.ok, status: answer.status, ...said };
  }
  const pause = (ms) => new Promise((go) => {
    const timer = setTimeout(done, ms);
    function done() { clearTimeout(timer); removeEventListener("online", done); d.removeEventListener("visibilitychange", done); go(); }
    addEventListener("online", done);
    d.addEventListener("visibilitychange", done);
  });
  // After signing in again the token is old; the page, fetched anew, brings a fresh one.
  const page = async () => new DOMParser().parseFromString(await (await fetch(here)).text(), "text/html");
  async function freshToken() {
    const fresh = (await page()).querySelector("[data-upload]")?.form;
    if (fresh) token = form.elements.csrfmiddlewaretoken.value = fresh.elements.csrfmiddlewaretoken.value;
    return !!fresh;
  }

  // -- a row for each file
  function row(file) {
    const li = d.createElement("li"), head = d.createElement("div"), name = d.createElement("b"), state = d.createElement("span"), bar = d.createElement("progress"), stop = d.createElement("button"), drop = d.createElement("button");
    name.textContent = file.name;
    state.setAttribute("role", "status");
    bar.max = file.size || 1;
    bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    for (const [button, words] of [[stop, say.pause], [drop, say.drop]]) { button.type = "button"; button.className = "btn btn-s"; button.textContent = words; }
    head.append(name, " ", state);
    li.append(head, bar, stop, drop);
    list.append(li);
    return { li, state, bar, stop, drop };
  }
  const megabytes = (bytes) => (bytes / 1048576).toFixed(1);

  // -- one file, from wherever it stands to its end
  async function send(job) {
    const { file, at } = job;
    let wait = 1000, id = "", offset = 0;
    const show = (words, tone = "") => { at.state.textContent = words; at.state.className = tone; at.bar.value = offset; };
    const begin = async () => {
      const stands = await ask(base, { method: "POST", body: new URLSearchParams({ target: input.dataset.target, name: file.name, size: file.size, fingerprint: await fingerprint(file) }) });
      if (stands.ok) ({ id, offset } = stands);
      return stands;
    };
    for (;;) {
      if (job.dropped) return id ? ask(`${base}${id}/forget/`, { method: "POST" }).catch(() => {}) : null;
      if (job.paused) { show(say.paused); await new Promise((go) => { job.resume = go; }); continue; }
      try {
        if (!id) {
          const stands = await begin();
          if (!stands.ok) return show(stands.detail, "error");
        } else if (offset < file.size) {
          const started = performance.now();
          const stands = await ask(`${base}${id}/`, { method: "POST", body: file.slice(offset, offset + piece), headers: { "Upload-Offset": offset, "Content-Type": "application/octet-stream" } });
          if (stands.status === 404) { id = ""; continue; }
          if (!stands.ok && stands.offset === undefined) return show(stands.detail, "error");
          offset = stands.offset;
          const took = performance.now() - started;
          piece = Math.min(MOST, Math.max(LEAST, took < 1000 ? piece * 2 : took > 5000 ? piece / 2 : piece));
        } else {
          show(say.looks);
          const ended = await ask(`${base}${id}/end/`, { method: "POST" });
          if (ended.status === 409 && ended.offset < file.size) { offset = ended.offset; continue; }
          if (!ended.ok) return show(ended.detail, "error");
          job.done = true;
          return at.li.remove();
        }
        wait = 1000;
        show(`${say.goes}: ${megabytes(offset)} / ${megabytes(file.size)} MB`);
      } catch (problem) {
        piece = LEAST;
        if (problem instanceof SignedOut) {
          show(say.signedOut, "error");
          job.paused = true;
          at.stop.textContent = say.go;
          await new Promise((go) => { job.resume = go; });
          if (!(await freshToken().catch(() => false))) job.paused = true;
          continue;
        }
        show(say.away, "error");
        await pause(wait);
        wait = Math.min(wait * 2, 30000);
        if (id) await ask(`${base}${id}/`).then((stands) => { if (stands.ok) offset = stands.offset; else if (stands.status === 404) id = ""; }).catch(() => {});
      }
    }
  }

  async function run() {
    if (running) return;
    running = true;
    let added = false;
    while (queue.length) {
      const job = queue[0];
      await send(job);
      queue.shift();
      if (job.done) added = true;
      else if (job.dropped) job.at.li.remove();
      else { job.at.stop.remove(); pressed = null; }
    }
    running = false;
    if (added) await refresh();
    if (pressed) { const button = pressed; pressed = null; form.requestSubmit(button.isConnected ? button : undefined); }
  }
  // The list of files and the sentence above it, as the server now has them; what is ticked stays as it is.
  async function refresh() {
    try {
      const fresh = await page();
      for (const part of [".head", "[data-kept]"]) {
        const old = d.querySelector(part), now = fresh.querySelector(part);
        if (old && now) old.replaceWith(d.adoptNode(now));
      }
      d.querySelectorAll("[data-begun]").forEach((li) => li.remove());
    } catch { location.href = here; }
  }

  input.addEventListener("change", () => {
    for (const file of input.files) {
      const at = row(file), job = { file, at };
      at.state.textContent = say.waits;
      at.stop.addEventListener("click", () => {
        job.paused = !job.paused;
        at.stop.textContent = job.paused ? say.go : say.pause;
        if (!job.paused) job.resume?.();
      });
      at.drop.addEventListener("click", () => { job.dropped = true; job.paused = false; job.resume?.(); if (!queue.includes(job)) at.li.remove(); });
      queue.push(job);
    }
    input.value = "";
    run();
  });
  // Handing in waits for what is on its way.
  form.addEventListener("submit", (e) => {
    if (!running) return;
    e.preventDefault();
    pressed = e.submitter;
    list.scrollIntoView({ block: "nearest" });
  });
  addEventListener("beforeunload", (e) => { if (running) e.preventDefault(); });
})();

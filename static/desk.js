/* The desk saves each field by itself, in order, and loses nothing. What marks mean, the server says (decision 0002). */
(() => {
  const d = document, form = d.getElementById("sheet");
  if (!form) return;
  const $ = (id) => d.getElementById(id);
  const url = form.getAttribute("action"), key = `cs:${form.dataset.person}:${form.dataset.sheet}`;
  const status = $("saved"), trouble = $("trouble");
  const FIELD = /^(mark|strengths|areas|bullet|refer|note)-/;
  const parse = (html) => new DOMParser().parseFromString(html, "text/html");

  // -- what is typed, what the server has
  const names = () => [...new Set([...form.elements].map((el) => el.name).filter((n) => FIELD.test(n)))];
  const value = (name) => form.elements[name]?.value ?? "";
  const inputs = (name) => [form.elements[name]].flatMap((el) => (el instanceof RadioNodeList ? [...el] : el || []));
  const stored = (name) => { const all = inputs(name); return all[0].type === "radio" ? all.find((r) => r.defaultChecked)?.value ?? "" : all[0].defaultValue; };
  const sent = new Map(), refused = new Set();
  const learn = () => names().forEach((n) => { if (!sent.has(n)) sent.set(n, stored(n)); });
  const differs = (n) => value(n) !== sent.get(n);
  const unsaved = () => names().filter(differs);
  const dirty = () => unsaved().filter((n) => !refused.has(n));
  let token = form.elements.csrfmiddlewaretoken.value, problem = "", stopped = false, going = false, ours = false, inFlight = 0;
  const pending = () => inFlight > 0 || dirty().length > 0 || Boolean(comment());
  // A comment on the work is sent with its button, or with whatever leads away from it.
  const comment = (pressed) => {
    const all = [...form.elements].filter((el) => /^annotation-/.test(el.name) && (el.type !== "radio" || el.checked)), given = Object.fromEntries(all.map((el) => [el.name, el.value]));
    const said = given["annotation-text"]?.trim() || (given["annotation-about"] && given["annotation-quote"]);
    return pressed || said ? { ...given, annotate: "1" } : undefined;
  };

  // -- the browser's copy of unsaved text
  const mine = new Set();
  const copy = (change) => {
    try {
      const kept = JSON.parse(localStorage.getItem(key) || "{}");
      kept.text ||= {};
      if (!change) return kept;
      change(kept);
      Object.keys(kept.text).length ? localStorage.setItem(key, JSON.stringify(kept)) : localStorage.removeItem(key);
    } catch { /* storage full or off: the red bar remains */ }
    return { text: {} };
  };
  const keep = () => copy((kept) => names().forEach((n) => {
    if (differs(n)) { kept.text[n] = value(n); kept.at = Date.now(); mine.add(n); }
    else if (mine.delete(n)) delete kept.text[n];
  }));

  // -- time at work: from one sign of life to the next, where they lie less than a minute apart
  let spent = 0, alive = 0;
  for (const sign of ["keydown", "pointermove", "wheel"]) d.addEventListener(sign, () => {
    const now = Date.now();
    if (now - alive < 60000) spent += now - alive;
    alive = now;
  }, { passive: true });
  const seconds = () => { const whole = Math.floor(spent / 1000); spent -= whole * 1000; return whole; };

  // -- saying how it stands
  const sprite = d.querySelector("use").getAttribute("href").split("#")[0];
  const say = (what, tone = "") => {
    const time = what === "ok" ? " " + new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" }) : "";
    status.dataset.tone = tone;
    status.innerHTML = (tone && `<svg class="i" aria-hidden="true"><use href="${sprite}#i-${tone}"/></svg>`) + "<span></span>";
    status.lastChild.textContent = status.dataset[what] + time;
  };
  let again = 0, pause = 2000;
  const fail = (kind, sentence) => {
    problem = kind;
    trouble.hidden = false;
    trouble.querySelectorAll("[data-case]").forEach((s) => { s.hidden = s.dataset.case !== kind; if (sentence && !s.hidden) s.textContent = sentence; });
    say("bad", "ref");
    clearTimeout(again);
    if (kind === "network") { again = setTimeout(retry, pause); pause = Math.min(pause * 2, 30000); }
    return false;
  };

  const sentence = (html) => parse(html).querySelector("h1,p")?.textContent ?? "";

  // -- fragments
  const typing = (el) => [...el.querySelectorAll("input,textarea")].some((f) => f === d.activeElement || (FIELD.test(f.name) && differs(f.name)));
  // A field that was refused keeps its sentence while others are saved, until it is typed in again.
  const slots = (el) => [el, ...el.querySelectorAll("*")].filter((p) => p.matches(".error[id^=err-]") && p.textContent.trim());
  const refusal = (el) => slots(el).some((slot) => refused.has(slot.id.slice(4)));
  const swap = (html) => {
    for (const fresh of [...parse(html).body.children]) {
      const old = fresh.id && $(fresh.id);
      if (!old) continue;
      const open = [...old.querySelectorAll("details")].map((el) => el.open);
      fresh.querySelectorAll("details").forEach((el, i) => { if (i in open) el.open = open[i]; });
      if (old.outerHTML === fresh.outerHTML || typing(old) || (refusal(old) && !slots(fresh).length)) continue;
      const focus = old.contains(d.activeElement) && d.activeElement.id;
      fresh.querySelectorAll("input,textarea").forEach((f) => sent.delete(f.name));
      old.replaceWith(d.adoptNode(fresh));
      if (focus) $(focus)?.focus({ preventScroll: true });
    }
    learn();
  };

  // -- saving: one request at a time, in order. One whose answer got lost is sent again as it was, with its key, so
  // that a save which arrived is answered as it was the first time, and is no conflict with oneself.
  const newKey = () => [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  let unsure = null;
  let tail = Promise.resolve(true), timer = 0, since = 0, markFirst = false;
  const save = (extra) => { clearTimeout(timer); since = 0; markFirst = false; return (tail = tail.then(() => send(extra))); };
  const soon = (isMark) => {
    if (markFirst && !isMark) return;
    markFirst = isMark;
    since ||= Date.now();
    clearTimeout(timer);
    timer = setTimeout(save, Math.max(0, Math.min(isMark ? 200 : 800, since + 5000 - Date.now())));
  };
  async function send(extra) {
    if (stopped) return false;
    const again = unsure, batch = again ? again.batch : new Map(dirty().map((n) => [n, value(n)]));
    if (!again && !batch.size && !extra) return !refused.size && !problem;
    const body = again ? again.body : new URLSearchParams({ version: $("version").value, appointment: form.elements.appointment?.value ?? "", once: newKey(), spent: seconds(), ...extra });
    if (!again) batch.forEach((text, n) => body.set(n, text));
    body.set("csrfmiddlewaretoken", token);
    unsure = { batch, body };
    say("saving");
    let answer, html;
    inFlight++;
    try {
      answer = await fetch(url, { method: "POST", body, headers: { "X-Requested-With": "desk" }, redirect: "manual", signal: AbortSignal.timeout(20000) });
      html = await answer.text();
    } catch { return fail("network"); } finally { inFlight--; }
    const signedOut = answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403;
    if (answer.status < 500 && !(signedOut && again)) unsure = null;
    if (answer.status === 200) {
      batch.forEach((text, n) => { sent.set(n, text); inputs(n).forEach((el) => el.removeAttribute("aria-invalid")); });
      swap(html);
      keep();
      d.dispatchEvent(new CustomEvent("desk:saved", { detail: Object.fromEntries(body) }));
      trouble.hidden = true; problem = ""; pause = 2000;
      refused.size ? say("check", "ref") : say("ok", "ok");
      return again && (extra || dirty().length) ? send(extra) : !refused.size;
    }
    if (answer.status === 422) return partly(html, batch);
    if (answer.status === 409) return (onlyGrown(parse(html)) && (await catchUp(extra))) || clash(html);
    if (signedOut) return fail("session");
    if (answer.status >= 500) return fail("network");
    return fail("refused", sentence(html));
  }
  // What is wrong waits for its writer, the rest goes again.
  function partly(html, batch) {
    swap(html);
    keep();
    const wrong = [...form.querySelectorAll(".error[id^=err-]")].filter((el) => el.textContent.trim()).map((el) => el.id.slice(4)).filter((n) => batch.has(n));
    wrong.forEach((n) => { refused.add(n); inputs(n).forEach((el) => el.setAttribute("aria-invalid", "true")); });
    const misplaced = $("err-annotation-text")?.textContent.trim();
    if (!wrong.length && !misplaced) return fail("refused", sentence(html));
    if (misplaced) { $("annotation-text").setAttribute("aria-invalid", "true"); $("annotate").open = true; }
    trouble.hidden = true; problem = "";
    say("check", "ref");
    return dirty().length ? send() : false;
  }
  // What is saved is what was typed here, or the beginning of it: the tab before this one saved it. Nothing of it gets
  // lost when what stands here goes again, so nobody is asked.
  const onlyGrown = (answer) => !answer.querySelector("#conflict dl") && [...answer.querySelectorAll("#conflict fieldset")].every((field) => {
    const [, saved] = field.querySelectorAll("input");
    return /^(strengths|areas|note)-/.test(saved.name) && saved.value && value(saved.name).startsWith(saved.value.replace(/\r\n/g, "\n"));
  });
  async function catchUp(extra) {
    try {
      const answer = await fetch(form.dataset.here, { redirect: "manual" }), fresh = answer.ok && parse(await answer.text()).getElementById("sheet");
      if (!fresh || fresh.dataset.person !== form.dataset.person || !names().every((n) => fresh.elements[n])) return false; // not this hand's any more
      for (const n of names()) {
        const now = fresh.elements[n].value;
        if (!differs(n)) form.elements[n].value = now;
        sent.set(n, now);
      }
      $("version").value = fresh.elements.version.value;
    } catch { return false; }
    keep();
    trouble.hidden = true; problem = ""; pause = 2000;
    say("ok", "ok");
    return extra || dirty().length ? send(extra) : true;
  }
  function clash(html) {
    stopped = true;
    keep();
    const box = $("clash"), answer = parse(html);
    box.replaceChildren(answer.getElementById("conflict") || answer.body);
    say("bad", "ref");
    box.showModal();
    return false;
  }
  // After signing in again the token is old; the page, fetched anew, brings a fresh one.
  async function retry() {
    if (problem === "session" || problem === "person") {
      try {
        const answer = await fetch(form.dataset.here, { redirect: "manual" });
        const fresh = answer.ok && parse(await answer.text()).getElementById("sheet");
        if (!fresh) return fail("session");
        if (fresh.dataset.person !== form.dataset.person) return fail("person");
        token = fresh.elements.csrfmiddlewaretoken.value;
        d.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((el) => { el.value = token; });
      } catch { return fail("network"); }
    }
    problem = "";
    const done = await save();
    if (done) trouble.hidden = true;
    return done;
  }

  // -- typing
  form.addEventListener("input", (e) => {
    const name = e.target.name;
    if (!FIELD.test(name)) return;
    refused.delete(name);
    keep();
    soon(/^(mark|bullet)-/.test(name));
  });
  form.addEventListener("focusout", () => { if (dirty().length && !problem) save(); });
  d.addEventListener("visibilitychange", () => { if (d.hidden && dirty().length && !problem) save(); });
  for (const back of ["online", "focus"]) addEventListener(back, () => { if (problem) retry(); });
  addEventListener("beforeunload", (e) => { if (!going && pending()) e.preventDefault(); });
  addEventListener("pageshow", () => { going = false; });
  trouble.querySelector("[data-retry]").addEventListener("click", retry);

  // -- leaving waits for what is pending
  const toTrouble = () => { const bad = form.querySelector("[aria-invalid=true]"); if (bad) { d.querySelector(".tabs [data-show=sheet]").click(); bad.focus(); } };
  d.addEventListener("submit", async (e) => {
    const button = e.submitter, target = e.target;
    if (target.method === "dialog") return;
    if (going) { if (!ours) e.preventDefault(); ours = false; return; } // one press, one post
    if (target.matches("[data-clash]")) { going = true; copy((kept) => { kept.merged = +target.elements.version.value; }); return; }
    if (target === form) {
      e.preventDefault();
      if (button?.name === "same") return void save({ same: "1" });
      if (button?.name === "annotate") return void save(comment(true));
      if (button?.name === "unannotate") return void save({ unannotate: button.value });
      // After a clash the post itself brings both versions.
      if (!stopped && !(await save(comment()))) return void toTrouble();
      if (button?.name === "save" || !button) return;
    } else {
      if (!pending() || problem) return;
      e.preventDefault();
      e.stopImmediatePropagation();
      if (!(await save(comment()))) return;
    }
    going = true;
    form.elements.spent.value = seconds();
    // Later, since with nothing to wait for we are still inside the event just stopped, and there a form will not submit.
    setTimeout(() => { ours = true; target.requestSubmit(button?.isConnected ? button : button?.id ? $(button.id) : undefined); });
  }, true);
  d.addEventListener("click", async (e) => {
    const link = e.target.closest("a[href]");
    if (!link || e.ctrlKey || e.metaKey || e.shiftKey || link.target || link.getAttribute("href").startsWith("#")) return;
    if (!pending() || problem || stopped) return;
    e.preventDefault();
    if (await save(comment())) location.href = link.href;
  });

  // -- start
  // After a refused act this page stands at an address that only takes forms; reloading asks for the sheet's own.
  if (location.pathname !== form.dataset.here) history.replaceState(null, "", form.dataset.here);
  learn();
  const kept = copy(), lost = Object.entries(kept.text).filter(([n, text]) => form.elements[n] && value(n) !== text);
  if (!lost.length || (kept.merged && +$("version").value > kept.merged)) copy((c) => { c.text = {}; });
  else {
    const box = $("kept"), list = box.querySelector("dl");
    box.querySelector("[data-when]").textContent = new Date(kept.at).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
    lost.forEach(([n, text]) => {
      const dt = d.createElement("dt"), dd = d.createElement("dd"), label = inputs(n)[0].closest("fieldset");
      dt.textContent = [label?.querySelector("legend").textContent, d.querySelector(`label[for="${CSS.escape(n)}"]`)?.textContent].filter(Boolean).join(" · ");
      dd.textContent = text || "–";
      list.append(dt, dd);
    });
    box.addEventListener("cancel", (e) => e.preventDefault());
    box.addEventListener("close", () => {
      if (box.returnValue === "back") { lost.forEach(([n, text]) => { form.elements[n].value = text; }); keep(); save(); }
      else copy((c) => { c.text = {}; });
    });
    box.showModal();
  }
})();

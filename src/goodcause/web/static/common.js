// What every screen shares: asking the server, keys, dialogs, and decisions that are not lost.

const meta = (name) => document.querySelector(`meta[name=${name}]`)?.content ?? "";
export const base = meta("base");
export const $ = (selector, root = document) => root.querySelector(selector);
export const all = (selector, root = document) => [...root.querySelectorAll(selector)];
export const boot = (id) => JSON.parse(document.getElementById(id).textContent);

export function make(tag, facts = {}, ...inside) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(facts)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...inside.filter((part) => part !== null && part !== undefined));
  return node;
}

export function uuid() {
  return crypto.randomUUID ? crypto.randomUUID() : [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
}

export function say(words) {
  const live = $("#live");
  live.textContent = "";
  requestAnimationFrame(() => { live.textContent = words; });
}

export function banner(words, { plain = false, button = null } = {}) {
  const place = $("#banner");
  place.replaceChildren(words ? words + " " : "", ...(button ? [make("button", { type: "button", onclick: button.do }, button.words)] : []));
  place.classList.toggle("plain", plain);
  place.hidden = !words;
}

// A request: {ok, status, data}. Status 0: the server was not reached.
export async function ask(path, body = null, more = {}) {
  const facts = { headers: { Accept: "application/json" }, credentials: "same-origin", ...more };
  if (body !== null) {
    facts.method = "POST";
    facts.headers["Content-Type"] = "application/json";
    facts.headers["X-CSRFToken"] = meta("csrf");
    facts.body = JSON.stringify(body);
  }
  try {
    const response = await fetch(base + path, facts);
    const data = await response.json().catch(() => ({ error: "the server's answer makes no sense; load the page again" }));
    return { ok: response.ok, status: response.status, data };
  } catch {
    return { ok: false, status: 0, data: { error: "the server cannot be reached; what you did is kept here and sent again" } };
  }
}

// Decisions on their way. They stand in local storage until the server has answered for each, and
// each carries a key, so that sending one twice records it once.
const STORE = `goodcause:${base}:pending`;
const read = () => { try { return JSON.parse(localStorage.getItem(STORE) ?? "[]"); } catch { return []; } };
const write = (acts) => { try { localStorage.setItem(STORE, JSON.stringify(acts)); } catch { /* shown as not saved all the same */ } };

export const outbox = {
  acts: base ? read() : [], sending: null, failed: false, timer: 0, wait: 250, done: () => {},
  put(act) {
    this.acts.push(act); write(this.acts); this.show();
    if (!this.failed) this.later(250);
  },
  later(wait) { clearTimeout(this.timer); this.timer = setTimeout(() => this.flush(), wait); },
  flush() {
    if (this.sending) return this.sending.then(() => (this.acts.length && !this.failed ? this.flush() : undefined));
    if (!this.acts.length) return Promise.resolve();
    this.sending = this.send().finally(() => { this.sending = null; });
    return this.sending;
  },
  async send() {
    clearTimeout(this.timer);
    const part = this.acts.slice(0, 100);
    const { ok, status, data } = await ask("do/decide", { acts: part });
    if (ok) {
      const keys = new Set(part.map((act) => act.key));
      this.acts = this.acts.filter((act) => !keys.has(act.key));
      write(this.acts);
      this.failed = false; this.wait = 250; banner("");
      this.done(data.done);
    } else if (status === 400 || status === 403 || status === 413) {
      this.acts = this.acts.slice(part.length); write(this.acts);
      banner(`Not recorded: ${data.error}.`);
      this.done(part.map((act) => ({ key: act.key, error: data.error })));
    } else {
      this.failed = true;
      this.wait = Math.min(this.wait * 2, 8000);
      banner(`Not saved yet: ${data.error}.`, { button: { words: "Try again", do: () => this.flush() } });
      this.later(this.wait);
    }
    this.show();
    if (this.acts.length && !this.failed) await this.send();
  },
  show() {
    const place = $("#saved");
    if (!place) return;
    const n = this.acts.length;
    place.textContent = !n ? "saved" : this.failed ? `not saved (${n})` : `saving ${n}`;
    place.className = `saved ${!n ? "" : this.failed ? "lost" : "busy"}`;
  },
};

if (base) {
  outbox.show();
  if (outbox.acts.length) outbox.flush();
  addEventListener("beforeunload", (event) => { if (outbox.acts.length && outbox.failed) event.preventDefault(); });
  addEventListener("pagehide", () => {
    if (outbox.acts.length && !outbox.sending) ask("do/decide", { acts: outbox.acts.slice(0, 100) }, { keepalive: true });
  });
}

// Keys: every action has a name, a default key, and words; a person may change the key.
const KEYS = "goodcause:keys";
export const actions = new Map();
export function changedKeys() { try { return JSON.parse(localStorage.getItem(KEYS) ?? "{}"); } catch { return {}; } }
export function keyOf(name) { return changedKeys()[name] ?? actions.get(name)?.key; }
export function changeKey(name, key) { const known = changedKeys(); if (key === actions.get(name).key) delete known[name]; else known[name] = key; localStorage.setItem(KEYS, JSON.stringify(known)); }
export function action(name, key, words, act) { actions.set(name, { key, words, do: act }); }
export const spoken = (key) => (key === " " ? "Space" : key);

let going = false;
const open = () => document.querySelector("dialog[open]");
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || open()) return;
  const target = event.target;
  if (target.matches?.("input, textarea, select") ) { if (event.key === "Escape") target.blur(); return; }
  const onControl = target.closest?.("a, button, summary") && (event.key === "Enter" || event.key === " ");
  if (onControl) return;
  const key = going ? `g ${event.key}` : event.key;
  going = false;
  if (key === "g") { going = true; setTimeout(() => { going = false; }, 1500); return; }
  for (const [name, facts] of actions) {
    if (keyOf(name) === key && facts.do) { event.preventDefault(); facts.do(event); return; }
  }
});
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-act]");
  if (button && actions.has(button.dataset.act)) { actions.get(button.dataset.act).do(event); button.blur(); }
});

export function go(path) { outbox.flush().then(() => { if (!outbox.failed) location.href = path.startsWith("/") ? path : base + path; }); }
if (base) {
  action("queue", "g q", "go to the queue", () => go("queue"));
  action("next", "g n", "go on with the next thing", () => go(""));
  action("people", "g p", "go to the people", () => go("people"));
  action("compare", "g d", "go to the comparison of donors and applicants", () => go("compare"));
  action("desk", "g c", "go to counsel's desk", () => go("desk"));
  action("quality", "g y", "go to quality", () => go("quality"));
  action("progress", "g b", "go to the burn-down", () => go("progress"));
  action("production", "g v", "go to production", () => go("production"));
  action("afterwards", "g a", "go to what the order sets in motion afterwards", () => go("afterwards"));
  action("trail", "g t", "go to the trail", () => go("trail"));
  action("help", "g h", "go to the five-minute guide", () => go("help"));
  action("search", "/", "search pages and people", () => $("#find").focus());
  action("keys", "?", "show the keys", showKeys);
  $("#keys").addEventListener("click", showKeys);
}

export function dialog(title, ...inside) {
  const place = $("#dialog");
  const back = document.activeElement;
  return new Promise((resolve) => {
    const close = (value) => { place.onkeydown = null; place.oncancel = null; place.close(); place.replaceChildren(); back?.focus?.({ preventScroll: true }); resolve(value); };
    const parts = inside.flatMap((part) => (typeof part === "function" ? part(close) : part));
    place.replaceChildren(make("h2", { id: "dialog-title" }, title), ...parts);
    place.oncancel = (event) => { event.preventDefault(); close(null); };
    place.onkeydown = (event) => {
      if (event.target.matches("textarea, input") && event.key !== "Enter") return;
      const chosen = all("[data-hot]", place).find((node) => node.dataset.hot === event.key);
      if (chosen && !(event.target.matches("button") && event.key === "Enter" && event.target !== chosen && event.target.dataset.hot === undefined)) { event.preventDefault(); event.stopPropagation(); chosen.click(); }
    };
    place.showModal();
    ($("[autofocus]", place) ?? $("button", place))?.focus();
  });
}

export function askWords(title, words, { value = "", button = "Save" } = {}) {
  const text = make("textarea", { autofocus: true, "aria-label": words, maxlength: 2000 }, value);
  return dialog(title, make("p", { class: "small" }, words), text, (close) => [make("div", { class: "acts" },
    make("button", { type: "button", class: "quiet", onclick: () => close(null) }, "Cancel"),
    make("button", { type: "button", class: "main", "data-hot": "Enter", onclick: () => close(text.value.trim() || null) }, button, make("kbd", {}, "Enter")))]);
}

export async function askReason(reasons, title = "Why is it left?") {
  const chosen = await dialog(title, (close) => [make("div", { class: "options" },
    ...reasons.map((words, n) => make("button", { type: "button", "data-hot": String(n + 1), onclick: () => close(String(n + 1)) }, make("kbd", {}, String(n + 1)), words)))]);
  if (chosen !== String(reasons.length)) return chosen;
  return askWords(title, "The reason, in your own words; it stands beside the decision.", { button: "Leave it" });
}

export function keyTable(change = false) {
  return make("div", { class: "keytable" }, ...[...actions].map(([name, facts]) => make("div", {}, make("span", {}, facts.words),
    change ? make("button", { type: "button", "aria-label": `Change the key for: ${facts.words}`, onclick: (event) => learn(event.currentTarget, name) }, make("kbd", {}, spoken(keyOf(name)))) : make("kbd", {}, spoken(keyOf(name))))));
}
function learn(button, name) {
  button.replaceChildren("press a key…");
  addEventListener("keydown", (event) => { event.preventDefault(); event.stopPropagation(); if (event.key !== "Escape") changeKey(name, event.key); button.replaceChildren(make("kbd", {}, spoken(keyOf(name)))); }, { once: true, capture: true });
}
export function showKeys() { dialog("Keys", keyTable(), (close) => [make("div", { class: "acts" }, make("a", { class: "button quiet", href: `${base}help` }, "Change keys"), make("button", { type: "button", class: "main", onclick: () => close(null) }, "Close"))]); }

// Rows of a table: j and k move, Enter opens.
export function rowKeys(selector = "#rows") {
  const links = all(`${selector} a`);
  if (!links.length) return;
  let at = -1;
  const move = (by) => { at = Math.min(Math.max(at + by, 0), links.length - 1); all(".at").forEach((row) => row.classList.remove("at")); links[at].closest("tr, li")?.classList.add("at"); links[at].focus(); };
  action("down", "j", "next row", () => move(1));
  action("up", "k", "row before", () => move(-1));
}

// S2: one page. Decisions show at once and are sent in the background; pictures come from the
// server, boxes lie over them in the same pixels.
import { $, action, all, ask, askReason, askWords, banner, base, boot, dialog, go, make, outbox, say, uuid } from "./common.js";
import { PAGE_KEYS } from "./pagekeys.js";

const SVG = "http://www.w3.org/2000/svg";
const START = boot("boot");
const query = new URLSearchParams(location.search);
const lane = query.get("lane");
const S = { facts: START.facts, sel: -1, view: "before", scale: 1, fit: true, drawing: false, band: null, since: performance.now(), nodes: new Map(), rows: new Map(), turn: 0 };
const ahead = new Map(); // pages fetched ahead: address -> promise of facts
const pictures = new Map(); // address -> image element, the newest last
const svg = (tag, facts, ...inside) => { const node = document.createElementNS(SVG, tag); for (const [k, v] of Object.entries(facts)) node.setAttribute(k, v); node.append(...inside); return node; };
const items = () => S.facts.items;
const current = () => items()[S.sel];
const decided = (item) => item.state === "remove" || item.state === "leave";
const mine = (item) => item.state === "open" && !item.escalated && (!lane || String(item.lane) === lane);

// ---- pictures -------------------------------------------------------------------------------
const stamp = () => items().reduce((sum, item) => sum + item.version, 0) + S.turn;
function address(facts = S.facts, view = S.view, size = null) {
  const wanted = size ?? (S.scale * devicePixelRatio > 0.52 ? "full" : "half");
  return `${base}image/${facts.document}/${facts.page}/${view}/${wanted}.png${view === "before" ? "" : `?v=${stamp()}`}`;
}
function picture(url) {
  let image = pictures.get(url);
  if (!image) {
    image = new Image();
    image.alt = "";
    image.decoding = "async";
    image.src = url;
    pictures.set(url, image);
    while (pictures.size > 14) pictures.delete(pictures.keys().next().value);
  }
  return image;
}
async function showPicture() {
  const url = address();
  const image = picture(url);
  const old = $("img", stage);
  if (old === image) return place();
  try { await image.decode(); } catch {
    pictures.delete(url);
    const { data } = await ask(url.slice(base.length));
    banner(`This page cannot be shown: ${data.error ?? "the server did not answer"}. Its findings can still be decided.`);
  }
  if (address() !== url) return;
  $("img", stage)?.remove();
  stage.prepend(image);
  place();
}

// ---- the stage ------------------------------------------------------------------------------
const stage = $("#stage");
const scroll = $("#scroll");
let overlay = null;
function place() {
  const { width, height } = S.facts;
  if (S.fit) S.scale = Math.max(0.1, (scroll.clientWidth - 26) / width);
  const wide = width * S.scale, high = height * S.scale;
  stage.style.width = `${wide}px`; stage.style.height = `${high}px`;
  overlay.setAttribute("width", wide); overlay.setAttribute("height", high);
  const image = $("img", stage);
  if (image) {
    const half = image.src.includes("/half.png");
    // The small picture is padded to even sides; it is laid out as large as what it shows.
    image.style.width = `${(half ? Math.ceil(width / 2) * 2 : width) * S.scale}px`;
    // A marked page may be longer than the page it was: a band at its foot, for number and legend.
    const tall = image.naturalHeight ? image.naturalHeight * (half ? 2 : 1) : half ? Math.ceil(height / 2) * 2 : height;
    image.style.height = `${tall * S.scale}px`;
  }
}
function draw() {
  overlay = svg("svg", { viewBox: `0 0 ${S.facts.width} ${S.facts.height}`, role: "img", "aria-label": "Findings on the page" });
  S.nodes = new Map();
  const parts = document.createDocumentFragment();
  for (const item of items()) {
    const group = svg("g", { "data-id": item.id });
    for (const [l, t, r, b] of item.boxes) {
      group.append(svg("rect", { class: "halo", x: l - 9, y: t - 9, width: r - l + 18, height: b - t + 18 }), svg("rect", { class: "box", x: l, y: t, width: r - l, height: b - t }), svg("rect", { class: "twice", x: l - 6, y: t - 6, width: r - l + 12, height: b - t + 12 }));
    }
    const [l, t] = item.boxes[0] ?? [0, 0];
    // The letter stands on the corner, between the lines, so that it hides no word.
    const [x, y] = [Math.max(l - 16, 0), Math.max(t - 22, 0)];
    group.append(svg("rect", { class: "tab", x, y, width: 26, height: 26, rx: 4 }));
    const letter = svg("text", { x: x + 13, y: y + 21 });
    letter.textContent = item.letter;
    group.append(letter);
    S.nodes.set(item.id, group);
    paint(item);
    parts.append(group);
  }
  overlay.append(parts);
  stage.replaceChildren(overlay);
}
function paint(item) {
  const node = S.nodes.get(item.id);
  if (node) node.setAttribute("class", `item ${item.state}${item.escalated ? " escalated" : ""}${item.second === "confirmed" ? " confirmed" : ""}${item === current() ? " sel" : ""}`);
  const row = S.rows.get(item.id);
  if (row) {
    row.className = `row ${item.state}${item === current() ? " sel" : ""}`;
    row.setAttribute("aria-current", String(item === current()));
    row.lastChild.textContent = stateWords(item);
  }
}
const WORDS = { open: "open", remove: "removed", leave: "left", stays: "stays", waiting: "waits" };
const stateWords = (item) => (item.escalated ? "before counsel" : item.second === "returned" && item.state === "open" ? "sent back" : WORDS[item.state]);

// ---- the rail -------------------------------------------------------------------------------
function list() {
  S.rows = new Map();
  const shown = items().filter((item) => item.state !== "stays" || !stage.classList.contains("hide-stays"));
  $("#list").replaceChildren(...shown.map((item) => {
    const row = make("li", { onclick: () => select(items().indexOf(item)) }, make("span", { class: "badge" }, item.letter), make("span", { class: "t" }, item.text || "(nobody could read it)"), make("span", { class: "s" }));
    S.rows.set(item.id, row);
    paint(item);
    return row;
  }));
}
function counts() {
  const open = items().filter((item) => item.state === "open" && !item.escalated).length;
  const total = items().filter((item) => item.state !== "stays").length;
  const stay = items().length - total;
  $("#count").textContent = `${total - open} of ${total} decided${stay ? `, ${stay} stay by the order` : ""}`;
}
function detail() {
  const item = current();
  const place_ = $("#detail");
  if (!item) {
    const none = items().some((each) => each.state !== "stays") ? "Choose a finding with j." : "Nothing on this page is proposed for removal. Read it; draw with d what was missed.";
    place_.replaceChildren(make("div", { class: "nothing" }, make("p", {}, none)));
    return;
  }
  const button = (name, words, main = false) => make("button", { "data-act": name, class: main ? "main" : "" }, words, make("kbd", {}, PAGE_KEYS[name][0]));
  const facts = [["why", item.because], ["order", item.reason], ["clause", item.rule ? `${item.rule}${item.clause ? ", " + item.clause : ""}` : "\u2013"], ["prints", item.label || "\u2013"], ["same", item.same > 1 ? `${item.same} findings hold this value` : "only here"], ["sure", `${Math.round(item.probability * 100)} %`]];
  if (item.by) facts.push(["by", `${item.by}${item.why && item.state === "leave" ? ": " + item.why : ""}`]);
  if (item.second) facts.push(["second", `${item.second} by ${item.second_by}`]);
  const acts = item.state === "stays" ? [] : [button("accept", "Remove", true), button("reject", "Leave"), button("everywhere", "All\u2026"), button("escalate", "Ask"), ...(decided(item) ? [button("confirm", "Confirm"), button("sendBack", "Send back")] : []), ...(item.template ? [button("template", "Sheet")] : [])];
  place_.replaceChildren(
    make("div", { class: "crop-box" }, make("img", { src: `${base}crop/${item.id}.png`, alt: item.text ? `Crop: ${item.text}` : "Crop of the finding" })),
    make("h2", {}, item.words + " ", make("span", { class: `state ${item.state}` }, stateWords(item))),
    make("p", { class: "value" }, item.text || "(nobody could read it)"),
    make("dl", {}, ...facts.flatMap(([name, words]) => [make("dt", {}, name), make("dd", {}, words)])),
    make("div", { class: "acts" }, ...acts));
}
function frame() {
  const f = S.facts;
  document.title = `${f.path}, page ${f.page} \u00b7 goodcause`;
  $("#path").textContent = f.path;
  $("#number").textContent = `page ${f.page} of ${f.pages}`;
  $("#trouble").textContent = f.trouble;
  $("#person").replaceChildren(...(f.person.key ? [make("b", {}, f.person.name), make("span", { class: "tag" }, f.person.class), " ", make("a", { href: `${base}people/${f.person.key}` }, "person")] : ["No person is known for this paper."]), make("div", { class: "small" }, `${f.series}${f.taken ? `; ${f.taken} has taken this document` : ""}${lane ? `; lane ${lane}` : ""}`));
  $("#film").replaceChildren(...f.film.map((p) => make("a", { href: `${base}page/${f.document}/${p.page}`, "data-page": p.page, class: p.open || p.wait ? "" : "clear", "aria-current": p.page === f.page ? "page" : null, "aria-label": `page ${p.page}, ${p.open} open` }, String(p.page), make("b", {}, p.open ? String(p.open) : p.wait ? "waits" : "\u2713"))));
  $("#notes").replaceChildren(...f.notes.map((n) => make("p", {}, make("b", {}, n.by), `: ${n.text}${n.answer ? ` \u2192 ${n.answered_by}: ${n.answer}` : ""}`)));
}
function select(index, { look = true } = {}) {
  const before = current();
  S.sel = index;
  if (before) paint(before);
  const item = current();
  if (item) { paint(item); S.rows.get(item.id)?.scrollIntoView({ block: "nearest" }); if (look) reveal(item); say(`${item.words}: ${item.text}. ${stateWords(item)}`); }
  detail();
}
function reveal(item) {
  if (!item.boxes.length) return;
  const [l, t, r, b] = item.boxes[0].map((v) => v * S.scale);
  const x = l + stage.offsetLeft, y = t + stage.offsetTop;
  if (y < scroll.scrollTop + 40 || y + (b - t) > scroll.scrollTop + scroll.clientHeight - 40) scroll.scrollTop = y - scroll.clientHeight / 3;
  if (x < scroll.scrollLeft + 40 || x + (r - l) > scroll.scrollLeft + scroll.clientWidth - 40) scroll.scrollLeft = x - 60;
}

// ---- going through the queue ------------------------------------------------------------------
function show(facts, { item = null, push = true } = {}) {
  S.facts = facts; S.sel = -1; S.drawing = false; S.turn = 0;
  if (S.view !== "before") setView("before");
  if (push) history.pushState({}, "", `${base}page/${facts.document}/${facts.page}?${new URLSearchParams({ ...(lane ? { lane } : {}), ...(item ? { item } : {}) })}`);
  draw(); list(); frame(); counts(); place(); showPicture();
  const wanted = item ? items().findIndex((each) => each.id === Number(item)) : -1;
  select(wanted >= 0 ? wanted : items().findIndex(mine) >= 0 ? items().findIndex(mine) : items().findIndex((each) => each.state !== "stays"));
  scroll.focus({ preventScroll: true });
  fetchAhead();
}
const rank = () => Math.max(-1, ...items().filter((item) => !lane || String(item.lane) === lane).map((item) => item.rank).filter((r) => r < 2e9));
const factsAt = (document_, page, place_) => `page/${document_}/${page}/facts?${new URLSearchParams({ ...(lane ? { lane } : {}), rank: String(place_) })}`;
async function fetchAhead() {
  if (!S.facts.upcoming) {
    const { ok, data } = await ask(factsAt(S.facts.document, S.facts.page, rank()));
    if (!ok) return;
    S.facts.upcoming = data.upcoming;
  }
  for (const [document_, page, , place_] of S.facts.upcoming) {
    const key = `${document_}/${page}`;
    if (key === `${S.facts.document}/${S.facts.page}` || ahead.has(key)) continue;
    ahead.set(key, ask(factsAt(document_, page, place_)).then((got) => { if (got.ok) { picture(address(got.data, "before")).decode().catch(() => {}); return got.data; } ahead.delete(key); return null; }));
  }
}
async function nextPage() {
  const known = (S.facts.upcoming ?? []).find(([d, p]) => !(d === S.facts.document && p === S.facts.page) && ahead.has(`${d}/${p}`));
  if (outbox.failed) { banner("What you did is not saved yet; it must be before you go on.", { button: { words: "Try again", do: () => outbox.flush() } }); return; }
  if (known) {
    const key = `${known[0]}/${known[1]}`;
    const facts = await ahead.get(key);
    ahead.delete(key);
    if (facts) { show(facts, { item: known[2] }); return; }
  }
  await outbox.flush();
  const { ok, data } = await ask(`do/next?${new URLSearchParams({ ...(lane ? { lane } : {}), after: String(rank()) })}`);
  if (!ok) { banner(data.error); return; }
  if (!data.spot) { go(""); return; }
  if (data.spot.document === S.facts.document && data.spot.page === S.facts.page) { await reload(); const n = items().findIndex((i) => i.id === data.spot.item); if (n >= 0) select(n); return; }
  await open_(data.spot.document, data.spot.page, data.spot.item);
}
async function open_(document_, page, item = null, push = true) {
  const { ok, data } = await ask(factsAt(document_, page, -1));
  if (ok) { data.upcoming = null; show(data, { item, push }); } else banner(data.error);
}
async function reload(keep = current()?.id) {
  const { ok, data } = await ask(factsAt(S.facts.document, S.facts.page, rank()));
  if (!ok) { banner(data.error); return; }
  S.facts = data; S.turn += 1;
  draw(); list(); frame(); counts(); place(); showPicture();
  select(Math.max(-1, items().findIndex((item) => item.id === keep)), { look: false });
}
function step(by) {
  const seen = items().filter((item) => item.state !== "stays" || !stage.classList.contains("hide-stays"));
  const at = seen.indexOf(current()) + by;
  if (at >= seen.length) { nextPage(); return; }
  if (at >= 0 && seen[at]) select(items().indexOf(seen[at]));
}
function undecided() {
  const all_ = items();
  for (let n = 1; n <= all_.length; n += 1) {
    const index = (S.sel + n + all_.length) % all_.length;
    if (mine(all_[index]) && index !== S.sel) { select(index); return; }
  }
  if (current() && mine(current())) return;
  nextPage();
}

// ---- deciding ---------------------------------------------------------------------------------
function seconds() { const now = performance.now(); const spent = (now - S.since) / 1000; S.since = now; return spent; }
function decide(chosen, outcome, reason = "", kind = "decide") {
  const some = chosen.filter((item) => item.state !== "stays" && item.state !== "waiting");
  const first = chosen[0];
  if (!some.length) { banner(first?.state === "waiting" ? "This turns on the person's class: settle it first (g p)." : `The order lets it stay: ${first?.reason ?? ""}`, { plain: true }); return false; }
  if (some.some((item) => item.escalated) && START.rank < 3) { banner("This is before counsel.", { plain: true }); return false; }
  banner("");
  outbox.put({ key: uuid(), items: Object.fromEntries(some.map((item) => [item.id, item.version])), outcome, reason, kind, shown: S.facts.shown, seconds: seconds() });
  for (const item of some) {
    Object.assign(item, { state: outcome === "remove" ? "remove" : "leave", version: item.version + 1, by: START.name, why: reason ? START.reasons[Number(reason) - 1] ?? reason : "", second: "", escalated: false });
    paint(item);
  }
  counts();
  film();
  return true;
}
function film() {
  const link = $(`#film a[data-page="${S.facts.page}"]`);
  const open = items().filter((item) => item.state === "open").length;
  if (link) { link.lastChild.textContent = open ? String(open) : "\u2713"; link.classList.toggle("clear", !open); }
}
outbox.done = (done) => {
  const wrong = done.filter((each) => each.error);
  if (!wrong.length) return;
  banner(`Not recorded: ${wrong[0].error}.`);
  say(wrong[0].error);
  reload();
};
async function tell(path, body) {
  await outbox.flush();
  if (outbox.failed) return null;
  const { ok, data } = await ask(path, { key: uuid(), ...body });
  if (!ok) { banner(`Not recorded: ${data.error}.`); if (data.stale) await reload(); return null; }
  banner("");
  return data;
}
const one = (item) => ({ items: { [item.id]: item.version } });

// ---- views --------------------------------------------------------------------------------------
async function setView(view) {
  S.view = view;
  stage.classList.toggle("after", view !== "before");
  for (const name of ["before", "after", "marked"]) $(`[data-act=${name}]`).setAttribute("aria-pressed", String(name === view));
  $("#outlook").textContent = "";
  if (view === "before") { showPicture(); return; }
  await outbox.flush();
  showPicture();
  const { ok, data } = await ask(`outlook/${S.facts.document}/${S.facts.page}`);
  if (!ok || S.view !== view) return;
  const lost = data.taken_with.length ? `goes with it: ${data.taken_with.slice(0, 4).join(" ")}${data.taken_with.length > 4 ? "\u2026" : ""}` : "nothing else goes";
  $("#outlook").textContent = view === "marked" ? `${(data.kept * 100).toFixed(0)} % of the mark finds room` : lost;
}
function zoom(factor) { S.fit = false; S.scale = Math.min(Math.max(S.scale * factor, 0.1), 3); place(); showPicture(); if (current()) reveal(current()); }
function fit() {
  if (!S.fit) { S.fit = true; place(); showPicture(); if (current()) reveal(current()); return; }
  const item = current();
  if (!item?.boxes.length) return;
  S.fit = false; S.scale = Math.min(1, Math.max(0.6, (scroll.clientWidth * 0.8) / Math.max(item.boxes[0][2] - item.boxes[0][0], 1)));
  place(); showPicture();
  const [l, t, r, b] = item.boxes[0].map((v) => v * S.scale);
  scroll.scrollTop = (t + b) / 2 - scroll.clientHeight / 2; scroll.scrollLeft = (l + r) / 2 - scroll.clientWidth / 2;
}

// ---- drawing ------------------------------------------------------------------------------------
function setDrawing(value) {
  S.drawing = value;
  stage.classList.toggle("drawing", value);
  $("[data-act=draw]").setAttribute("aria-pressed", String(value));
  if (value) { if (S.view !== "before") setView("before"); say("drag a box; with Shift the words under it are taken; Escape ends"); }
}
const spot = (event) => { const box = overlay.getBoundingClientRect(); return [Math.round((event.clientX - box.left) / S.scale), Math.round((event.clientY - box.top) / S.scale)]; };
stage.addEventListener("pointerdown", (event) => {
  const hit = event.target.closest?.(".item");
  if (!S.drawing) { if (hit) select(items().findIndex((item) => String(item.id) === hit.dataset.id), { look: false }); return; }
  event.preventDefault();
  stage.setPointerCapture(event.pointerId);
  const [x, y] = spot(event);
  S.band = { x, y, node: svg("rect", { class: "band", x, y, width: 0, height: 0 }) };
  overlay.append(S.band.node);
});
stage.addEventListener("pointermove", (event) => {
  if (!S.band) return;
  const [x, y] = spot(event);
  const facts = { x: Math.min(x, S.band.x), y: Math.min(y, S.band.y), width: Math.abs(x - S.band.x), height: Math.abs(y - S.band.y) };
  for (const [name, value] of Object.entries(facts)) S.band.node.setAttribute(name, value);
});
stage.addEventListener("pointerup", async (event) => {
  if (!S.band) return;
  const { x, y, node } = S.band;
  S.band = null;
  const [right, bottom] = spot(event);
  const snapped = event.shiftKey;
  const chosen = await dialog("What is it?", S.facts.choices.length ? [] : [make("p", {}, "No clause of the order reaches anything in this paper.")], (close) => [
    make("div", { class: "options" }, ...S.facts.choices.map(([category, words, clause], n) => make("button", { type: "button", "data-hot": "123456789"[n], onclick: () => close(category) }, n < 9 ? make("kbd", {}, String(n + 1)) : "", words, make("small", {}, clause)))),
    make("div", { class: "acts" }, make("button", { type: "button", class: "quiet", onclick: () => close(null) }, "Cancel"))]);
  node.remove();
  setDrawing(false);
  if (!chosen) return;
  const done = await tell("do/draw", { document: S.facts.document, page: S.facts.page, box: [x, y, right, bottom], category: chosen, snapped });
  if (done) await reload(Number(Object.keys(done.items)[0]));
});

// ---- what the keys do -----------------------------------------------------------------------------
async function everywhere() {
  const item = current();
  if (!item || item.state === "stays") return;
  await outbox.flush();
  let scope = "person", found = null;
  const body = make("div", {});
  const look = async () => {
    body.replaceChildren("looking\u2026");
    const { ok, data } = await ask(`do/occurrences?${new URLSearchParams({ item: item.id, scope })}`);
    found = ok ? data : null;
    if (!ok) { body.replaceChildren(make("p", {}, data.error + ".")); return; }
    const more = data.words.length ? ` and ${data.words.length} places where the words stand and nothing was found; they get a box each` : "";
    const beyond = data.beyond ? `; ${data.beyond} further pages hold the words and are not looked at in this step: do it again afterwards` : "";
    body.replaceChildren(make("p", {}, make("b", {}, String(data.count)), ` finding${data.count === 1 ? "" : "s"} with this value${more}${beyond}.`), make("div", { class: "samples" }, ...data.samples.map((id) => make("img", { src: `${base}crop/${id}.png`, alt: "another occurrence" }))));
    for (const button of all("#dialog [data-scope]")) button.setAttribute("aria-pressed", String(button.dataset.scope === scope));
  };
  const answer = dialog(`All occurrences of \u201c${item.text}\u201d`, (close) => [
    make("div", { class: "options across" }, ...["page", "document", "person", "case"].map((name, n) => make("button", { type: "button", "data-hot": String(n + 1), "data-scope": name, "aria-pressed": "false", onclick: () => { scope = name; look(); } }, make("kbd", {}, String(n + 1)), name))), body,
    make("div", { class: "acts" }, make("button", { type: "button", class: "quiet", onclick: () => close(null) }, "Cancel"), make("button", { type: "button", "data-hot": "x", onclick: () => close("leave") }, "Leave all", make("kbd", {}, "x")), make("button", { type: "button", class: "main", "data-hot": "Enter", autofocus: true, onclick: () => close("remove") }, "Remove all", make("kbd", {}, "Enter")))]);
  look();
  const outcome = await answer;
  if (!outcome || !found) return;
  const reason = outcome === "leave" ? await askReason(START.reasons) : "";
  if (outcome === "leave" && !reason) return;
  const done = await tell("do/everywhere", { items: found.items, first: item.id, outcome, reason, scope, kind: "occurrences", shown: S.facts.shown, seconds: seconds() });
  if (!done) return;
  await reload();
  const drawn = Object.keys(done.drawn ?? {}).length;
  banner(`${Object.keys(done.items).length} decided${drawn ? `, ${drawn} boxes added` : ""}${done.refused?.length ? `; ${done.refused.length} stay: ${done.refused[0]}` : ""}.`, { plain: true });
  undecided();
}
const DO = {
  down: () => step(1), up: () => step(-1), undecided,
  accept: () => { if (current() && decide([current()], "remove")) undecided(); },
  reject: async () => { const item = current(); if (!item) return; if (item.state === "stays" || item.state === "waiting") { decide([item], "leave"); return; } const reason = await askReason(START.reasons); if (reason && decide([item], "leave", reason)) undecided(); },
  acceptAll: () => { const item = current(); if (!item) return; const some = items().filter((each) => each.category === item.category && each.state === "open" && !each.escalated); if (some.length && decide(some, "remove", "", "sheet")) { say(`${some.length} removed`); undecided(); } },
  done: () => { const left = items().filter(mine); if (left.length) { banner(`${left.length} on this page ${left.length === 1 ? "is" : "are"} undecided.`, { plain: true }); select(items().indexOf(left[0])); return; } nextPage(); },
  draw: () => setDrawing(!S.drawing), everywhere,
  template: async () => { const item = current(); if (!item?.template) { banner("This finding is in no form box that repeats.", { plain: true }); return; } await outbox.flush(); if (!outbox.failed) location.href = `${base}sheets/3?key=${item.template}`; },
  after: () => setView(S.view === "after" ? "before" : "after"), marked: () => setView(S.view === "marked" ? "before" : "marked"), before: () => setView("before"),
  escalate: async () => { const item = current(); if (!item) return; const words = await askWords("Ask counsel", "What is counsel to decide? The finding leaves the queue until then.", { button: "Ask" }); if (words && await tell("do/escalate", { ...one(item), words })) { await reload(); undecided(); } },
  comment: async () => { const words = await askWords("A note on this page", "Whoever works on the case sees it; it is never served."); if (words && await tell("do/note", { document: S.facts.document, page: S.facts.page, words })) reload(); },
  fit, larger: () => zoom(1.25), smaller: () => zoom(0.8),
  undo: async () => { const done = await tell("do/undo", {}); if (!done) return; ahead.clear(); if (done.document && !(done.document === S.facts.document && done.page === S.facts.page)) await open_(done.document, done.page, done.item); else await reload(done.item); say("taken back"); },
  stays: () => { const hidden = stage.classList.toggle("hide-stays"); $("[data-act=stays]").setAttribute("aria-pressed", String(!hidden)); list(); },
  confirm: async () => { const item = current(); if (item && await tell("do/second", { ...one(item), words: "" })) { await reload(); step(1); } },
  sendBack: async () => { const item = current(); if (!item) return; const words = await askWords("Send it back", "Why? It is open again, with your words beside it.", { button: "Send back" }); if (words && await tell("do/second", { ...one(item), words })) reload(); },
};
for (const [name, [key, words]] of Object.entries(PAGE_KEYS)) action(name, key, words, DO[name]);
action("before", "b", "the page as it is", DO.before);
action("escape", "Escape", "stop drawing", () => setDrawing(false));
for (const button of all(".tools [data-act]")) button.addEventListener("mousedown", (event) => event.preventDefault());
addEventListener("resize", () => { place(); });
addEventListener("popstate", () => location.reload());
stage.classList.add("hide-stays");
show(S.facts, { item: query.get("item"), push: false });
outbox.flush().then(() => { if (START.pending) reload(); });
ask("do/take", { key: uuid(), document: S.facts.document });

import { $, action, all, ask, askReason, banner, boot, go, outbox, say, uuid } from "./common.js";

const sheet = $("#crops");
if (sheet) {
  const crops = all(".crop", sheet);
  let at = 0;
  let since = performance.now();
  const taken = () => crops.filter((crop) => crop.classList.contains("in"));
  const left = () => crops.filter((crop) => !crop.classList.contains("in"));
  const mark = (crop, value) => { crop.classList.toggle("in", value); crop.classList.toggle("out", !value); $(".pick", crop).setAttribute("aria-pressed", String(value)); $("#count").textContent = taken().length; };
  const move = (by) => { crops[at].classList.remove("at"); at = Math.min(Math.max(at + by, 0), crops.length - 1); crops[at].classList.add("at"); crops[at].scrollIntoView({ block: "nearest" }); $(".pick", crops[at]).focus({ preventScroll: true }); };
  const across = () => Math.max(1, crops.filter((crop) => crop.offsetTop === crops[0].offsetTop).length);
  crops.forEach((crop, n) => $(".pick", crop).addEventListener("click", () => { at = n; mark(crop, !crop.classList.contains("in")); }));
  const act = (chosen, outcome, reason) => ({
    key: uuid(), kind: "sheet", outcome, reason, shown: sheet.dataset.shown, seconds: (performance.now() - since) / 1000,
    items: Object.fromEntries(chosen.map((crop) => [crop.dataset.id, Number(crop.dataset.version)])),
  });
  let refused = "";
  outbox.done = (done) => { refused = done.find((each) => each.error)?.error ?? refused; };
  async function finish() {
    await outbox.flush();
    if (outbox.failed) return;
    if (refused) { banner(`Not recorded: ${refused}.`, { button: { words: "Show it anew", do: () => location.reload() } }); return; }
    location.href = location.pathname;
  }
  async function accept() {
    const chosen = taken();
    if (!chosen.length) { say("nothing is chosen"); banner("Nothing is chosen: take something in, or leave those with x.", { plain: true }); return; }
    outbox.put(act(chosen, "remove", ""));
    if (left().length) { for (const crop of chosen) crop.remove(); banner(`${chosen.length} removed. ${left().length} stay open: leave them with x, or open each on its page.`, { plain: true }); await outbox.flush(); if (refused) finish(); crops.splice(0, crops.length, ...all(".crop", sheet)); at = 0; return; }
    await finish();
  }
  async function leave() {
    const chosen = left();
    if (!chosen.length) { banner("Take out first what is to be left: click it.", { plain: true }); return; }
    const reason = await askReason(boot("reasons"));
    if (!reason) return;
    outbox.put(act(chosen, "leave", reason));
    chosen.forEach((crop) => crop.remove());
    crops.splice(0, crops.length, ...all(".crop", sheet)); at = 0;
    if (!crops.length) await finish(); else await outbox.flush();
  }
  async function undo() {
    await outbox.flush();
    const { ok, data } = await ask("do/undo", { key: uuid() });
    if (ok) location.reload(); else banner(data.error);
  }
  action("accept", "Enter", "remove those chosen", accept);
  action("leave", "x", "leave those taken out, with a reason", leave);
  action("none", "0", "take all out, or all in", () => { const value = !taken().length; crops.forEach((crop) => mark(crop, value)); });
  action("toggle", " ", "take this one out, or in", () => mark(crops[at], !crops[at].classList.contains("in")));
  action("right", "ArrowRight", "next", () => move(1));
  action("left", "ArrowLeft", "before", () => move(-1));
  action("down", "ArrowDown", "row below", () => move(across()));
  action("up", "ArrowUp", "row above", () => move(-across()));
  action("j", "j", "next", () => move(1));
  action("k", "k", "before", () => move(-1));
  action("undo", "u", "take the last act back", undo);
  crops.forEach((crop) => $(".pick", crop).addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); event.stopPropagation(); accept(); } }));
  crops[0].classList.add("at");
} else {
  action("go", "Enter", "go on with the next thing", () => go(""));
}

// Procedures: opened by a form, moved by a key, a button or by dragging a card.
import { $, action, all, ask, banner, boot, dialog, make, rowKeys } from "./common.js";

// A day that a person gave last is offered again: what is recorded together happened together.
const today = () => { const now = new Date(); return new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10); };

function field(facts) {
  const known = { name: facts.name, "aria-label": facts.words, required: facts.needed, maxlength: 2000 };
  let input;
  if (facts.choices.length) input = make("select", known, ...(facts.needed ? [] : [make("option", { value: "" })]), ...facts.choices.map((words) => make("option", {}, words)));
  else if (facts.kind === "long") input = make("textarea", known);
  else input = make("input", { ...known, type: facts.kind === "day" ? "date" : "text" });
  return make("label", { class: "wide" }, facts.words + (facts.needed ? "" : " (if any)"), input);
}

async function take(card, move) {
  const form = make("form", { class: "step", method: "dialog" });
  form.append(...move.fields.map(field), make("label", { class: "wide" }, "the day it happened", make("input", { name: "on", type: "date", value: today(), "aria-label": "the day it happened" })));
  const wrong = make("p", { class: "outcome bad", role: "alert" });
  const sent = await dialog(`${move.words[0].toUpperCase()}${move.words.slice(1)}`, make("p", { class: "small" }, `For ${move.by.join(", ")}.`), form, wrong, (close) => {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const { on, ...facts } = Object.fromEntries(new FormData(form));
      const { ok, data } = await ask("do/step", { kind: card.kind, number: card.number, version: card.version, move: move.name, facts, on });
      if (ok) close(data); else wrong.textContent = data.error;
    });
    const record = make("button", { class: "main" }, "Record");
    form.append(make("div", { class: "acts" }, make("button", { type: "button", class: "quiet", onclick: () => close(null) }, "Cancel"), record));
    return [];
  });
  if (sent) location.reload();
}

async function choose(card, moves) {
  if (!moves.length) { banner("No step leads there from here.", { plain: true }); return; }
  if (moves.length === 1) { await take(card, moves[0]); return; }
  const chosen = await dialog("Which step?", (close) => [make("div", { class: "options" },
    ...moves.map((move, n) => make("button", { type: "button", ...(n < 9 ? { "data-hot": String(n + 1) } : {}), onclick: () => close(move) }, n < 9 ? make("kbd", {}, String(n + 1)) : "", move.words)))]);
  if (chosen) await take(card, chosen);
}

for (const form of all("form.opening")) form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { on, ...facts } = Object.fromEntries(new FormData(form));
  const { ok, data } = await ask("do/begin", { kind: form.dataset.kind, facts, on });
  if (ok) location.href = data.at; else banner(`Not opened: ${data.error}.`);
});

if ($("#rows")) rowKeys();

if ($(".kanban")) {
  const cards = boot("boot"), places = all("[data-card]");
  let at = -1;
  const here = () => cards[places[at]?.dataset.card];
  const move = (by) => {
    if (!places.length) return;
    at = Math.min(Math.max(at + by, 0), places.length - 1);
    all(".kard.at").forEach((place) => place.classList.remove("at"));
    places[at].classList.add("at");
    $("a", places[at]).focus();
  };
  places.forEach((place, n) => {
    $("a", place).addEventListener("focus", () => { if (at !== n) { at = n; move(0); } });
    place.addEventListener("dragstart", (event) => { at = n; event.dataTransfer.setData("text/plain", place.dataset.card); });
  });
  for (const column of all(".column")) {
    column.addEventListener("dragover", (event) => event.preventDefault());
    column.addEventListener("drop", (event) => {
      event.preventDefault();
      const card = cards[event.dataTransfer.getData("text/plain")], to = Number(column.dataset.column);
      if (card && to !== card.column) choose(card, card.moves.filter((each) => each.column === to));
    });
  }
  action("down", "j", "next card", () => move(1));
  action("up", "k", "card before", () => move(-1));
  action("on", "]", "move the card on", () => here() && choose(here(), here().moves.filter((each) => each.column >= here().column)));
  action("back", "[", "move the card back", () => here() && choose(here(), here().moves.filter((each) => each.column < here().column)));
}

if ($("#moves")) {
  const card = boot("boot");
  const named = (name) => card.moves.find((each) => each.name === name);
  for (const button of all("[data-move]")) button.addEventListener("click", () => take(card, named(button.dataset.move)));
  card.moves.slice(0, 9).forEach((each, n) => action(`step-${n + 1}`, String(n + 1), each.words, () => take(card, each)));
  $("#tell")?.addEventListener("click", async () => {
    const { ok, data } = await ask("do/tell", { number: card.number });
    $("#outcome").className = `outcome ${ok ? "good" : "bad"}`;
    $("#outcome").textContent = ok ? `Written: ${data.words} (${data.papers.join(", ")}).` : data.error;
  });
}

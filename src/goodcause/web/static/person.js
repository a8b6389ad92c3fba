import { $, action, all, ask, banner, go, make, outbox, say, uuid } from "./common.js";

const place = $("#settle");
const choices = all(".choice", place);
let chosen = null;

async function choose(button) {
  choices.forEach((each) => each.setAttribute("aria-checked", String(each === button)));
  chosen = button.dataset.class;
  const { ok, data } = await ask(`people/${place.dataset.person}/if/${chosen}`);
  if (!ok) { $("#preview").replaceChildren(data.error); return; }
  const rows = data.changes.map((c) => make("tr", {}, make("td", { class: "num" }, String(c.count)), make("td", {}, c.category), make("td", {}, c.now), make("td", { class: "then" }, `\u2192 ${c.then}`), make("td", { class: "small" }, c.clause)));
  const said = [`${data.documents} documents`, data.released ? `${data.released} are no longer held` : "", data.reopened ? `${data.reopened} decisions are opened again` : ""].filter(Boolean).join("; ");
  $("#preview").replaceChildren(make("p", {}, make("b", {}, "If so: "), said + "."), rows.length ? make("table", {}, make("tbody", {}, ...rows)) : make("p", { class: "small" }, "No proposal would change."));
  $("#apply").disabled = false;
  say(`${said}; ${data.changes.length} kinds of finding change`);
}
async function apply() {
  if (!chosen) { banner("Choose a class first.", { plain: true }); return; }
  const reason = $("#reason").value.trim();
  if (!reason) { banner("Say on what the class rests.", { plain: true }); $("#reason").focus(); return; }
  const { ok, data } = await ask("do/class", { key, person: place.dataset.person, class: chosen, reason });
  if (ok) go(""); else banner(data.error);
}
const key = uuid();
choices.forEach((button, n) => {
  button.addEventListener("click", () => choose(button));
  action(`class${n}`, String(n + 1), `preview: ${button.textContent.trim()}`, () => choose(button));
});
action("apply", "Enter", "settle it", apply);
$("#apply").addEventListener("click", apply);
outbox.show();

// S14: rows of records; j and k move, x says that one was looked up.
import { $, action, all, ask } from "./common.js";

const about = $("#about").dataset;
const rows = all("tr[data-row]");
let at = -1;
// After a row was looked up the page is loaded again; it goes on where it stood.
const PLACE = `goodcause:tiers:${about.number}`;

function move(by) {
  if (!rows.length) return;
  at = Math.min(Math.max(at + by, 0), rows.length - 1);
  all("tr.at").forEach((row) => row.classList.remove("at"));
  rows[at].classList.add("at");
  rows[at].scrollIntoView({ block: "center" });
  (rows[at].querySelector("[data-look]") ?? rows[at].querySelector("a"))?.focus();
}

async function look(row) {
  const { ok, data } = await ask("do/look-up", { number: Number(about.number), version: Number(about.version), row: Number(row) });
  if (!ok) { $("#outcome").textContent = `Not recorded: ${data.error}.`; $("#outcome").className = "outcome bad"; return; }
  sessionStorage.setItem(PLACE, row);
  location.reload();
}

for (const button of all("[data-look]")) button.addEventListener("click", () => look(button.dataset.look));
action("down", "j", "next row", () => move(1));
action("up", "k", "row before", () => move(-1));
action("look", "x", "I looked this row up", () => { const button = rows[at]?.querySelector("[data-look]"); if (button) look(button.dataset.look); });
const last = Number(sessionStorage.getItem(PLACE) ?? 0);
if (last) { sessionStorage.removeItem(PLACE); at = rows.findIndex((row) => Number(row.dataset.row) === last); move(1); }

import { $, action, ask, banner, uuid } from "./common.js";

const place = $("#sample");
const key = uuid();
async function answer(missed) {
  const { ok, data } = await ask("do/sample", { key, item: place.dataset.item, missed, note: $("#note").value.trim() });
  if (ok) location.reload(); else banner(data.error);
}
if (place) {
  action("nothing", "0", "nothing was missed on this page", () => answer(false));
  action("missed", "m", "something was missed", () => { if (!$("#note").value.trim()) { $("#note").focus(); banner("Say what was missed, then press the button.", { plain: true }); return; } answer(true); });
}
$("#draw")?.addEventListener("click", async () => {
  const { ok, data } = await ask("do/draw-sample", { key });
  if (ok) location.reload(); else banner(data.error);
});

import { $, action, ask, banner, go, rowKeys, uuid } from "./common.js";

rowKeys();
action("begin", "Enter", "go on with the next thing", () => go(""));
async function take(path) {
  const { ok, data } = await ask(path, { key: uuid() });
  if (ok) location.reload(); else banner(data.error);
}
if ($("#take")) {
  action("take", "t", "take 25 documents", () => take("do/take"));
  $("#take").addEventListener("click", () => take("do/take"));
  $("#give").addEventListener("click", () => take("do/give-back"));
}

import { $, action, ask, banner, say as speak, showKeys, uuid } from "./common.js";

const place = $("#pair");
const key = uuid(); // of this showing: pressed twice, or sent twice, it is one word
let busy = false;
const here = () => `?pile=${place?.dataset.pile ?? "first"}`;
const stay = () => (place && Number(place.dataset.place) > 1 ? `${here()}&skip=${Number(place.dataset.place) - 1}` : here());

async function word(value) {
  if (busy) return;
  busy = true;
  const { ok, status, data } = await ask("do/pair", { key, pair: place.dataset.pair, shown: place.dataset.shown, word: value, reason: $("#reason").value.trim() });
  busy = false;
  if (ok) { location.href = stay(); return; }
  banner(data.error, status === 409 ? { button: { words: "Show it anew", do: () => location.reload() } } : {});
}

async function back() {
  const { ok, data } = await ask("do/pair-back", { key: uuid() });
  if (ok) location.href = data.pair ? `${here()}&pair=${data.pair}` : here(); else banner(data.error, { plain: true });
}

// The key of every other screen's list of keys means "unsure" here.
action("keys", "K", "show the keys", showKeys);
action("undo", "u", "take my newest word back", back);
if (place) {
  action("match", "m", "it is a match", () => word("match"));
  action("not", "n", "it is none", () => word("not"));
  if ($("[data-act=household]")) action("household", "h", "two persons of one household", () => word("household"));
  action("unsure", "?", "nobody could say", () => word("unsure"));
  action("skip", "s", "skip this pair", () => { location.href = `${here()}&skip=${place.dataset.place}`; });
  action("reason", "r", "write a reason", () => $("#reason").focus());
  speak(`Pair ${place.dataset.place} of ${place.dataset.total}`);
} else {
  const next = $("[data-key=Enter]");
  if (next) action("begin", "Enter", "read the next pair", () => { location.href = next.href; });
}

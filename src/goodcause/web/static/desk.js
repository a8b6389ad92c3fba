import { all, $, ask, banner, uuid } from "./common.js";

async function settle(ask_, verb) {
  const words = $("[name=words]", ask_).value.trim();
  const note = Number(ask_.dataset.note);
  if (verb !== "return" && ask_.dataset.id) {
    const act = { key: uuid(), outcome: verb, reason: words || (verb === "leave" ? "" : "counsel's decision"), items: { [ask_.dataset.id]: Number(ask_.dataset.version) } };
    if (verb === "leave" && !words) { banner("Say why it is left.", { plain: true }); $("[name=words]", ask_).focus(); return; }
    const { ok, data } = await ask("do/decide", { acts: [act] });
    const error = ok ? data.done[0].error : data.error;
    if (error) { banner(`Not recorded: ${error}.`); return; }
  }
  const { ok, data } = await ask("do/answer", { key: uuid(), note, words: words || verb });
  if (!ok) { banner(data.error); return; }
  location.reload();
}
for (const each of all(".ask")) for (const button of all("[data-do]", each)) button.addEventListener("click", () => settle(each, button.dataset.do));

import { $, action, all, ask, askWords, banner, boot, uuid } from "./common.js";

const spokenStage = { build: "building documents", verify: "the verifier attacks the volume", starting: "starting" };
let watching = 0;

function show(job) {
  $("#job").hidden = job.state !== "running";
  const place = $("#outcome");
  if (job.state === "running") {
    $("#stage").textContent = `${spokenStage[job.stage] ?? job.stage}${job.total ? `: ${job.done} of ${job.total}` : ""}`;
    const bar = $("#bar");
    if (job.total) { bar.max = job.total; bar.value = job.done; } else bar.removeAttribute("value");
    place.textContent = "";
    return;
  }
  if (!job.state) return;
  if (job.state === "done") {
    const figures = Object.entries(job.figures).filter(([, value]) => !Array.isArray(value) && typeof value !== "boolean").map(([name, value]) => `${value} ${name}`).join(", ");
    const problems = [...(job.figures.problems ?? []), ...(job.figures.failed ?? [])];
    place.textContent = job.kind === "dry" ? `Dry run: ${figures}. ${problems.length ? problems.join("; ") : "The verifier found nothing wrong; nothing was kept."}` : `${job.volume} is built and verified: ${figures}.`;
    place.className = `outcome ${problems.length ? "bad" : "good"}`;
  } else {
    place.textContent = `${job.words}.`;
    place.className = "outcome bad";
  }
}
async function watch() {
  const { ok, data } = await ask("production/job");
  if (!ok) { banner(data.error); watching = setTimeout(watch, 2000); return; }
  banner("");
  const was = !$("#job").hidden;
  show(data);
  if (data.state === "running") watching = setTimeout(watch, 400);
  else if (was && data.kind === "build" && data.state === "done") location.reload();
}
async function start(body) {
  const { ok, data } = await ask("production/start", body);
  if (!ok) { banner(data.error); return; }
  banner("");
  show(data);
  clearTimeout(watching);
  watching = setTimeout(watch, 300);
}
$("#dry").addEventListener("click", () => start({ kind: "dry" }));
$("#build").addEventListener("submit", (event) => {
  event.preventDefault();
  const facts = Object.fromEntries(new FormData(event.target));
  start({ kind: "build", ...facts });
});
$("#stop").addEventListener("click", () => ask("production/stop", {}));
async function sign(volume) {
  const typed = await askWords(`Sign ${volume}`, `You say that ${volume} may be served. Your name, the time and the digest of its manifest go into the trail. Type ${volume}.`, { button: "Sign" });
  if (!typed) return;
  const { ok, data } = await ask("production/sign", { key: uuid(), volume, typed });
  if (ok) location.reload(); else banner(data.error);
}
for (const button of all("[data-sign]")) button.addEventListener("click", () => sign(button.dataset.sign));
action("dry", "d", "dry run on 20 pages", () => start({ kind: "dry" }));
action("sign", "s", "sign the newest volume", () => $("[data-sign]")?.click());
const now = boot("job-now");
show(now);
if (now.state === "running") watching = setTimeout(watch, 400);
// Enabled only now, or a quick click would send the form past this script.
$("#make").disabled = !("ready" in $("#make").dataset);

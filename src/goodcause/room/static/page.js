// One page: how long it was looked at, a box around what the mark hides, keys to turn pages.

const $ = (selector) => document.querySelector(selector);
const look = $("main [data-look]").dataset.look;
const token = $("meta[name=csrf]").content;

// Seconds in front of somebody's eyes: not while the page is hidden behind another.
let seen = 0, since = document.hidden ? null : performance.now(), told = -1;
const total = () => Math.floor((seen + (since === null ? 0 : performance.now() - since)) / 1000);
function tell() {
  const seconds = total();
  if (seconds === told) return;
  told = seconds;
  fetch(`/look/${look}/stay`, {
    method: "POST", keepalive: true, credentials: "same-origin",
    headers: { "X-CSRFToken": token, "Content-Type": "application/x-www-form-urlencoded" },
    body: `seconds=${seconds}`,
  }).catch(() => { told = -1; });
}
document.addEventListener("visibilitychange", () => {
  if (document.hidden) { seen += performance.now() - (since ?? performance.now()); since = null; tell(); }
  else since = performance.now();
});
addEventListener("pagehide", tell);
setInterval(tell, 30000);

addEventListener("keydown", (event) => {
  if (event.target.matches("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
  const to = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
  const link = to && $(`a[rel=${to}]`);
  if (link) { event.preventDefault(); link.click(); }
});
$("#leaf img").addEventListener("contextmenu", (event) => event.preventDefault());

// A box in pixels of the page at 300 dpi. The picture has a strip above the page, which is no part of it.
const svg = $("#leaf svg"), field = $("#box");
if (field) {
  const draw = $("#draw"), send = $("#send-box");
  const [width, height] = [Number(svg.dataset.width), Number(svg.dataset.height)];
  const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  let from = null;
  const at = (event) => {
    const base = svg.getBoundingClientRect(), strip = Number(svg.dataset.strip);
    const x = (event.clientX - base.left) / base.width * width;
    const y = (event.clientY - base.top) / base.height * (height + strip) - strip;
    return [Math.round(Math.min(Math.max(x, 0), width)), Math.round(Math.min(Math.max(y, 0), height))];
  };
  const set = (a, b) => {
    const [l, t, r, d] = [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1])];
    for (const [name, value] of Object.entries({ x: l, y: t + Number(svg.dataset.strip), width: r - l, height: d - t })) rect.setAttribute(name, value);
    svg.append(rect);
    field.value = r > l && d > t ? `${l},${t},${r},${d}` : "";
    send.disabled = !field.value;
  };
  draw.addEventListener("click", () => {
    const on = draw.getAttribute("aria-pressed") !== "true";
    draw.setAttribute("aria-pressed", on);
    svg.classList.toggle("drag", on);
  });
  svg.addEventListener("pointerdown", (event) => {
    if (!svg.classList.contains("drag")) return;
    from = at(event); svg.setPointerCapture(event.pointerId); event.preventDefault();
  });
  svg.addEventListener("pointermove", (event) => { if (from) set(from, at(event)); });
  svg.addEventListener("pointerup", (event) => { if (from) { set(from, at(event)); from = null; } });
}

// The judge's page: one item at a time, keys 1, 2 and 3; a ruling is shown once it is kept.
const $ = (selector) => document.querySelector(selector);
const boot = JSON.parse($("#boot").textContent);
const choices = Object.entries(boot.words);
let said = boot.said;
let at = 0;

const make = (tag, facts = {}, ...inside) => {
  const node = Object.assign(document.createElement(tag), facts);
  node.append(...inside);
  return node;
};
const nameOf = (item) => item.what || `page ${item.page}`;
const tabOf = (item) => boot.tabs.find((tab) => tab.number === item.tab);
const pageOf = (item) => `${item.tab}.${item.page}`;
// A passage of a page that stays with the court needs no ruling of its own.
const moot = (item) => item.what !== "" && said[pageOf(item)] !== undefined && said[pageOf(item)] !== "disclose";
const waits = (item) => said[item.number] === undefined && !moot(item);

function list() {
  const rows = [];
  let tab = 0;
  boot.items.forEach((item, n) => {
    if (item.tab !== tab) {
      tab = item.tab;
      const facts = tabOf(item);
      rows.push(make("li", { className: "head" }, `Tab ${tab}: ${facts.kind}, ${facts.dated}`));
    }
    const word = said[item.number];
    const mark = make("span", { className: `mark ${word ?? (moot(item) ? "" : "open")}` }, word ? String(choices.findIndex(([key]) => key === word) + 1) : moot(item) ? "–" : "");
    const button = make("button", { type: "button", className: item.what ? "passage" : "" }, make("b", {}, item.number), make("span", {}, nameOf(item)), mark);
    button.setAttribute("aria-label", `Item ${item.number}, ${nameOf(item)}: ${word ? boot.words[word] : moot(item) ? "stays with its page" : "not ruled upon"}`);
    if (n === at) button.setAttribute("aria-current", "true");
    button.addEventListener("click", () => go(n));
    rows.push(make("li", {}, button));
  });
  $("#items").replaceChildren(...rows);
  $("#items [aria-current]")?.scrollIntoView({ block: "nearest" });
}

function places() {
  const stage = $("#stage");
  for (const old of stage.querySelectorAll(".place")) old.remove();
  const picture = $("#picture");
  if (!picture.naturalWidth) return;
  const item = boot.items[at];
  for (const other of boot.items.filter((one) => pageOf(one) === pageOf(item))) {
    for (const [left, top, right, bottom] of other.boxes) {
      const place = make("div", { className: other === item ? "place at" : "place", title: `${other.number} ${other.what}` });
      place.style.left = `${left / picture.naturalWidth * 100}%`;
      place.style.top = `${top / picture.naturalHeight * 100}%`;
      place.style.width = `${(right - left) / picture.naturalWidth * 100}%`;
      place.style.height = `${(bottom - top) / picture.naturalHeight * 100}%`;
      stage.append(place);
    }
  }
  stage.querySelector(".place.at")?.scrollIntoView({ block: "center" });
}

function show() {
  const item = boot.items[at];
  const tab = tabOf(item);
  $("#where").textContent = `Tab ${item.tab}, ${tab.kind}: page ${item.page} of ${tab.pages}`;
  $("#number").textContent = item.number;
  $("#what").textContent = item.what || `The whole of page ${item.page}`;
  $("#ground").textContent = item.ground || `Producing party: ${tab.relevant ? "relevant" : "irrelevant"}. ${tab.why}`;
  const address = `/page/${item.tab}/${item.page}.png`;
  const picture = $("#picture");
  picture.alt = `Tab ${item.tab}, page ${item.page}`;
  if (picture.getAttribute("src") !== address) { picture.onload = places; picture.src = address; } else places();
  for (const button of document.querySelectorAll(".rulings button")) button.setAttribute("aria-pressed", String(said[item.number] === button.dataset.word));
  $("#undo").disabled = said[item.number] === undefined;
  const left = boot.items.filter(waits).length;
  $("#left").textContent = left ? `${left} of ${boot.items.length} items wait` : "Every item is ruled upon";
  $("#bar").value = 1 - left / boot.items.length;
  $("#export").toggleAttribute("aria-disabled", left > 0);
  list();
}

function go(n) { at = Math.min(Math.max(n, 0), boot.items.length - 1); show(); }
function following() {
  for (let step = 1; step <= boot.items.length; step += 1) {
    const n = (at + step) % boot.items.length;
    if (waits(boot.items[n])) return n;
  }
  return at;
}

async function rule(word) {
  const item = boot.items[at];
  const state = $("#state");
  state.textContent = "keeping…";
  try {
    const response = await fetch("/do/rule", {
      method: "POST", credentials: "same-origin", cache: "no-store",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": $("#csrf").value },
      body: JSON.stringify({ item: item.number, ruling: word }),
    });
    const data = await response.json();
    if (!response.ok) { state.textContent = `Not kept: ${data.error}.`; return; }
    said = data.said;
    state.textContent = word ? `Item ${item.number}: ${boot.words[word]}. Kept.` : `Item ${item.number}: taken back.`;
    $("#live").textContent = state.textContent;
    if (word) go(following()); else show();
  } catch {
    state.textContent = "Not kept: the server cannot be reached; try again.";
  }
}

$(".rulings").append(...choices.map(([word, words], n) => {
  const button = make("button", { type: "button" }, make("kbd", {}, String(n + 1)), words);
  button.dataset.word = word;
  button.addEventListener("click", () => rule(word));
  return button;
}));
$("#back").addEventListener("click", () => go(at - 1));
$("#on").addEventListener("click", () => go(at + 1));
$("#undo").addEventListener("click", () => rule(""));
function marks() {
  const plain = $("#stage").classList.toggle("plain");
  $("#boxes").setAttribute("aria-pressed", String(!plain));
}
$("#boxes").addEventListener("click", marks);
const keys = { j: () => go(at + 1), k: () => go(at - 1), u: () => { if (!$("#undo").disabled) rule(""); }, m: marks };
choices.forEach(([word], n) => { keys[String(n + 1)] = () => rule(word); });
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
});
at = Math.max(boot.items.findIndex(waits), 0);
show();

import { $, ask } from "./common.js";

$("#check").addEventListener("click", async () => {
  const place = $("#verdict");
  place.textContent = "following the chain\u2026";
  const { ok, data } = await ask("trail/check", {});
  place.textContent = ok ? `${data.words}.` : data.error;
  place.className = `outcome ${ok && data.whole ? "good" : "bad"}`;
});

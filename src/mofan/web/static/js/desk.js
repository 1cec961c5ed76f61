// 派单台：J、K 换一件，数字选常交办的单位。没有它，链接和表单照样能用。
"use strict";

const desk = document.querySelector("[data-desk]");
const lines = desk ? [...desk.querySelectorAll("ol[aria-label] > li > a")] : [];

function choose(name) {
  const form = desk.querySelector("details.move:has([name='n-lead'])");
  if (!form || !name) return;
  form.open = true;
  const lead = form.querySelector("[name='n-lead']");
  lead.value = name;
  form.querySelector("button[type=submit]").focus();
}

desk?.addEventListener("click", (event) => choose(event.target.closest("[data-unit]")?.dataset.unit));
document.addEventListener("keydown", (event) => {
  if (!desk || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, select, textarea, [popover]")) return;
  const at = lines.findIndex((line) => line.hasAttribute("aria-current"));
  if (event.key === "j" || event.key === "k") lines[at + (event.key === "j" ? 1 : -1)]?.click();
  else if (/^[1-9]$/.test(event.key)) choose(desk.querySelectorAll("[data-unit]")[Number(event.key) - 1]?.dataset.unit);
});

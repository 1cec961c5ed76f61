// 派单台：J、K 换一件，A 到办理的按钮（回车就办），数字选单位，Y 采用建议，N 不用；登记时 Alt+Y、Alt+N。没有它，链接和表单照样能用。
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
const offered = (mark) => document.querySelector(`[data-suggestion] [data-${mark}]`);

// 登记时：采用就填进类别那一栏，不用就收起这一条。
document.addEventListener("click", (event) => {
  const taken = event.target.closest("[data-takes-into]");
  const waved = event.target.closest("#suggested [data-waves]");
  if (!taken && !waved) return;
  event.preventDefault();
  if (taken) document.getElementById(taken.dataset.takesInto).value = taken.value;
  (taken ?? waved).closest("[data-suggestion]").remove();
  if (taken) document.getElementById(taken.dataset.takesInto).focus();
});
document.addEventListener("keydown", (event) => {
  const key = event.key.toLowerCase();
  if (event.isComposing || !event.altKey || event.ctrlKey || event.metaKey || !document.getElementById("suggested")) return;
  const button = key === "y" ? offered("takes-into") : key === "n" ? offered("waves") : null;
  if (!button) return;
  event.preventDefault();
  button.click();
});
document.addEventListener("keydown", (event) => {
  if (!desk || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, select, textarea, [popover]")) return;
  const key = event.key.toLowerCase(); // 大写锁定时一样
  const at = lines.findIndex((line) => line.hasAttribute("aria-current"));
  if (key === "j" || key === "k") lines[at + (key === "j" ? 1 : -1)]?.click();
  else if (key === "a") desk.querySelector(".moves button[type=submit], .moves summary")?.focus();
  else if (key === "y") offered("takes")?.click();
  else if (key === "n") offered("waves")?.click();
  else if (/^[1-9]$/.test(event.key)) choose(desk.querySelectorAll("[data-unit]")[Number(event.key) - 1]?.dataset.unit);
});
document.addEventListener("keydown", (event) => {
  const form = event.target.closest("#intake");
  if (!form || event.key !== "Enter" || !event.ctrlKey || event.altKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector(event.shiftKey ? "[name=do][value=again]" : "[name=do][value=save]"));
});

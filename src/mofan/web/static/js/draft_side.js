// 起草页的旁参：点一条发现去到那一段；找范例先用光标上面的小标题。
"use strict";

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-goes]");
  if (link && window.draftEditor?.goTo(link.dataset.goes, Number(link.dataset.at ?? 0))) event.preventDefault();
});
document.addEventListener("htmx:configRequest", (event) => {
  const { path, parameters } = event.detail;
  if (path.endsWith("/beside/passages/") && !parameters.words) parameters.words = window.draftEditor?.heading() ?? "";
});
document.addEventListener("htmx:beforeRequest", (event) => {
  const tab = event.target.closest?.(".tabs a[hx-target='#beside']");
  if (!tab) return;
  for (const other of tab.closest("ul").querySelectorAll("a")) other.removeAttribute("aria-current");
  tab.setAttribute("aria-current", "true");
});

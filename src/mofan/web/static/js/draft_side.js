// 起草页的旁参：点一条发现去到那一段；找范例先用光标上面的小标题；一处一处地写掉待写的。
"use strict";

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-goes]");
  const index = link && window.draftEditor?.spot(link.dataset.goes, Number(link.dataset.at ?? 0));
  if (typeof index !== "number") return;
  const { quill } = window.draftEditor;
  event.preventDefault();
  quill.setSelection(index, 0, "user");
  quill.getLine(index)[0].domNode.scrollIntoView({ block: "center" });
});
document.addEventListener("htmx:configRequest", (event) => {
  const { path, parameters } = event.detail;
  if (/\/beside\/(?:passages|sayings)\/$/.test(path) && !parameters.words) parameters.words = window.draftEditor?.heading() ?? "";
});
document.addEventListener("htmx:beforeRequest", (event) => {
  const tab = event.target.closest?.(".tabs a[hx-target='#beside']");
  if (!tab) return;
  for (const other of tab.closest("ul").querySelectorAll("a")) other.removeAttribute("aria-current");
  tab.setAttribute("aria-current", "true");
  document.getElementById("beside").textContent = "正在看……";
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "beside") return;
  const aside = event.detail.target.closest(".stay"), tabs = event.detail.target.previousElementSibling;
  if (aside.scrollHeight > aside.clientHeight) aside.scrollTop += tabs.getBoundingClientRect().top - aside.getBoundingClientRect().top;
});

// —— 待写之处〔　〕：点它就选中，打字就换掉；F9 去下一处 ——
document.addEventListener("DOMContentLoaded", () => {
  const button = document.getElementById("next-gap"), root = window.draftEditor?.root;
  if (!button || !root) return;
  const gaps = () => [...root.querySelectorAll(".gap")];
  const count = () => { document.getElementById("gap-count").textContent = gaps().length; button.hidden = !gaps().length; };
  const next = () => {
    const all = gaps(), from = window.getSelection().anchorNode;
    const after = (node) => !root.contains(from) || (!node.contains(from) && from.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING);
    const found = all.find((node) => after(node) && !node.classList.contains("here")) ?? all[0];
    if (found) pick(found);
  };
  const pick = (node) => {
    for (const other of root.querySelectorAll(".gap.here")) other.classList.remove("here");
    node.classList.add("here");
    window.draftEditor.pick(node);
  };
  root.addEventListener("click", (event) => { const gap = event.target.closest(".gap"); if (gap) pick(gap); });
  button.addEventListener("click", next);
  document.addEventListener("keydown", (event) => { if (event.key === "F9" && !event.isComposing) { event.preventDefault(); next(); } });
  new MutationObserver(count).observe(root, { childList: true, subtree: true });
  count();
});

// —— 光标不停在数签、待写的里面：那里打字没有反应，移到它后面 ——
document.addEventListener("selectionchange", () => {
  const { root, quill } = window.draftEditor ?? {}, at = window.getSelection();
  const inside = at.isCollapsed && root?.contains(at.anchorNode) && at.anchorNode.parentElement.closest(".figure, .gap");
  if (inside) quill.setSelection(quill.getIndex(Quill.find(inside)) + 1, 0, "user");
});

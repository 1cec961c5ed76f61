// 只做锦上添花的事：没有它，链接和表单照样能用。
"use strict";

const all = (selector, root = document) => [...root.querySelectorAll(selector)];

// —— 每次换上新内容：亮出要脚本才有用的控件，让错误汇总取得焦点 ——
function settle(root) {
  for (const part of all("[data-needs-script]", root)) part.hidden = false;
  root.querySelector(".errors")?.focus();
  countPicked();
  followOutline();
}
document.addEventListener("DOMContentLoaded", () => {
  settle(document);
  for (const here of all(".rail [aria-current], .tabs [aria-current]")) { // 窄屏上排成一行，要往旁边滚
    const row = here.closest("nav"), gap = (row.clientWidth - here.offsetWidth) / 2;
    row.scrollLeft += here.getBoundingClientRect().left - row.getBoundingClientRect().left - gap;
  }
});
document.addEventListener("htmx:afterSettle", () => settle(document));

// —— 检索结果：数选中的篇数，选中本页，取消选中 ——
function countPicked() {
  const place = document.querySelector("[data-picked]");
  if (!place) return;
  const boxes = all(".hits input[type=checkbox]");
  const picked = boxes.filter((box) => box.checked).length;
  place.textContent = `已选 ${picked} 篇，打包下载`;
  const whole = document.getElementById("all");
  if (whole) {
    whole.checked = picked > 0 && picked === boxes.length;
    whole.indeterminate = picked > 0 && picked < boxes.length;
  }
}
document.addEventListener("change", (event) => {
  if (event.target.id === "all") {
    for (const box of all(".hits input[type=checkbox]")) box.checked = event.target.checked;
  }
  if (event.target.matches("[data-hands-in] input[type=file]")) showChosen(event.target.form);
  countPicked();
});
document.addEventListener("reset", () => setTimeout(countPicked));
document.addEventListener("submit", (event) => event.target.matches("[data-takes]") && event.target.closest("[popover]")?.hidePopover());

// —— 斜杠去检索框；正在打字时不管 ——
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, select, textarea, [popover]")) return;
  event.preventDefault();
  document.querySelector("main input[type=search], input[type=search]")?.focus();
});

// —— 复制正文：不带清掉的部分 ——
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copies]");
  if (!button) return;
  const lines = all("h1, h2, h3, h4, h5, p", document.getElementById(button.dataset.copies))
    .filter((line) => !line.matches(".cut"))
    .map((line) => {
      const kept = line.cloneNode(true);
      for (const cut of all(".cut", kept)) cut.remove();
      return kept.textContent.trim();
    });
  const done = await copy(lines.filter(Boolean).join("\n"));
  const label = (button.dataset.label ??= button.textContent);
  button.textContent = done ? "已复制" : "请手工选中复制";
  setTimeout(() => { button.textContent = label; }, 2500);
});
async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text).then(() => true, () => false);
  const box = document.createElement("textarea");
  box.value = text;
  document.body.append(box);
  box.select();
  const done = document.execCommand("copy"); // 内网多为 http，没有 navigator.clipboard
  box.remove();
  return done;
}

// —— 提纲：读到哪一段，哪一条加粗 ——
let watching;
function followOutline() {
  const links = all(".outline a");
  watching?.disconnect();
  if (!links.length) return;
  const places = links.map((link) => document.getElementById(link.hash.slice(1))).filter(Boolean);
  const mark = () => {
    const past = places.filter((place) => place.getBoundingClientRect().top < window.innerHeight * 0.3);
    const here = past.at(-1) ?? places[0];
    for (const link of links) {
      if (link.hash === `#${here.id}`) {
        if (!link.hasAttribute("aria-current")) link.scrollIntoView({ block: "nearest" });
        link.setAttribute("aria-current", "true");
      } else link.removeAttribute("aria-current");
    }
  };
  watching = new IntersectionObserver(mark, { threshold: [0, 1], rootMargin: "0px 0px -70% 0px" });
  for (const place of places) watching.observe(place);
}

// —— 入库：拖放文件和文件夹，列出选中的，记下路径，显示送出多少 ——
const sizeText = (bytes) => (bytes < 1024 ? `${bytes} B` : bytes < 1048576 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1048576).toFixed(1)} MB`);
const SHOWN = 12;
const pathOf = (file) => file.mofanPath || file.webkitRelativePath || file.name;
const chosenFiles = (form) => all("input[type=file]", form).flatMap((input) => [...input.files]);

function showChosen(form) {
  const files = chosenFiles(form);
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  const tooMuch = bytes > Number(form.dataset.limit);
  form.elements.paths.value = JSON.stringify(files.map(pathOf));
  form.querySelector("[data-sum]").textContent = !files.length ? "" : tooMuch
    ? `已选 ${files.length} 个文件，共 ${sizeText(bytes)}，超过一次的上限 ${sizeText(Number(form.dataset.limit))}，请分几次交。`
    : `已选 ${files.length} 个文件，共 ${sizeText(bytes)}`;
  const list = form.querySelector("[data-chosen]");
  list.replaceChildren(...files.slice(0, SHOWN).map((file) => {
    const row = document.createElement("li");
    const size = document.createElement("span");
    size.className = "quiet";
    size.textContent = sizeText(file.size);
    row.append(pathOf(file), size);
    return row;
  }));
  if (files.length > SHOWN) list.append(Object.assign(document.createElement("li"), { textContent: `另外 ${files.length - SHOWN} 个` }));
  form.querySelector(".primary").disabled = tooMuch;
}

const dropOf = (event) => event.target.closest?.("[data-drop]");
for (const name of ["dragover", "dragleave"]) {
  document.addEventListener(name, (event) => {
    const drop = dropOf(event);
    if (!drop) return;
    event.preventDefault();
    drop.classList.toggle("over", name === "dragover");
  });
}
document.addEventListener("drop", async (event) => {
  const drop = dropOf(event);
  if (!drop) return;
  event.preventDefault();
  drop.classList.remove("over");
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const found = entries.length ? (await Promise.all(entries.map(filesUnder))).flat() : [...event.dataTransfer.files];
  const input = drop.querySelector("#files");
  const basket = new DataTransfer();
  const paths = [...input.files, ...found].map((file) => { basket.items.add(file); return pathOf(file); });
  input.files = basket.files;
  [...input.files].forEach((file, place) => { file.mofanPath = paths[place]; });
  showChosen(drop.closest("form"));
});
async function filesUnder(entry) {
  if (entry.isFile) {
    const file = await new Promise((done, failed) => entry.file(done, failed));
    file.mofanPath = entry.fullPath.replace(/^\//, "");
    return [file];
  }
  const reader = entry.createReader();
  const under = [];
  for (;;) {
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (!some.length) break;
    under.push(...some);
  }
  return (await Promise.all(under.map(filesUnder))).flat();
}
document.addEventListener("htmx:xhr:progress", (event) => {
  const bar = event.target.querySelector?.("[data-sent]");
  if (!bar || !event.detail.lengthComputable) return;
  bar.hidden = false;
  bar.value = Math.round((event.detail.loaded / event.detail.total) * 100);
  const sum = event.target.querySelector("[data-sum]");
  sum.textContent = bar.value < 100 ? `正在送出，已送 ${bar.value}%` : "已送到，正在登记，马上转到进度页";
});
document.addEventListener("htmx:beforeRequest", (event) => {
  const form = event.target.closest?.("[data-hands-in]");
  if (form) form.querySelector(".primary").disabled = true;
});
for (const name of ["htmx:sendError", "htmx:responseError"]) {
  document.addEventListener(name, (event) => {
    const form = event.target.closest?.("[data-hands-in]");
    if (!form) return;
    form.querySelector(".primary").disabled = false;
    form.querySelector("[data-sum]").textContent = event.detail.xhr?.status === 413
      ? "一次交的太多了，请分几次交。" : "没有送到，请看看网络，再交一次。已选的文件还在。";
  });
}

// —— 检索框联想：边打边列，上下键选，回车去，Esc 收起；拼音选字时不打扰 ——
for (const form of all("[data-suggests]")) suggestIn(form, form.querySelector("input[type=search]"), `${form.dataset.suggests}?q=`);
function suggestIn(form, input, address, names = false) {
  const list = Object.assign(document.createElement("ul"), { id: `offers-${all(".offers").length}`, className: "offers", hidden: true });
  list.setAttribute("role", "listbox"); list.setAttribute("aria-label", "联想");
  form.append(list);
  const mark = (name, value) => input.setAttribute(name, value), single = input.tagName === "INPUT"; // 多行栏不能是 combobox
  const expanded = (open) => single && mark("aria-expanded", String(open));
  for (const [name, value] of [...(single ? [["role", "combobox"], ["aria-expanded", "false"]] : []), ["autocomplete", "off"], ["aria-autocomplete", "list"], ["aria-controls", list.id]]) mark(name, value);
  let waiting, asking, active = -1, typed = input.value;
  const close = () => { clearTimeout(waiting); asking?.abort(); list.hidden = true; active = -1; expanded(false); input.removeAttribute("aria-activedescendant"); };
  // 人名栏：只问最后一个名字，选中的补在前面的后面
  const before = () => (names ? input.value.match(/^[\s\S]*[、，,；;\s]/)?.[0] ?? "" : "");
  const go = (option) => {
    close();
    if (!names) { location.assign(option.dataset.address); return; }
    input.value = `${before()}${option.dataset.text}、`;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const ask = async () => {
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(address + encodeURIComponent(typed), { signal: asking.signal, headers: { Accept: "text/html" } });
      const html = answer.ok && !answer.redirected ? await answer.text() : "";
      close();
      list.innerHTML = html;
      list.hidden = !list.children.length || document.activeElement !== input;
      expanded(!list.hidden);
    } catch { /* 打得更快，这一问作废 */ }
  };
  const later = () => { typed = input.value.slice(before().length); clearTimeout(waiting); if (typed.trim()) waiting = setTimeout(ask, 120); else close(); };
  input.addEventListener("input", (event) => { if (!event.isComposing) later(); });
  input.addEventListener("compositionend", later);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const options = [...list.children];
    if (event.isComposing || list.hidden || !options.length) return;
    if (event.key === "Escape") { event.preventDefault(); if (!names) input.value = typed; close(); }
    else if (event.key === "Enter" && active >= 0) { event.preventDefault(); go(options[active]); }
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      active = (active + (event.key === "ArrowDown" ? 1 : -1) + options.length + 1 + 1) % (options.length + 1) - 1;
      options.forEach((option, place) => option.setAttribute("aria-selected", String(place === active)));
      if (!names) input.value = active >= 0 ? options[active].dataset.text : typed;
      if (active >= 0) { mark("aria-activedescendant", options[active].id); options[active].scrollIntoView({ block: "nearest" }); } else input.removeAttribute("aria-activedescendant");
    }
  });
  list.addEventListener("mousedown", (event) => { event.preventDefault(); const option = event.target.closest("[role=option]"); if (option) go(option); });
}

/* 两篇对照：上一处、下一处（k、j），两边一起走到 */
const walk = document.querySelector("[data-passages]");
if (walk) {
  const count = document.querySelectorAll(".beside a.pair[id^=a]").length;
  let at = 0;
  const step = (by) => {
    if (!count) return;
    at = (at - 1 + by + count) % count + 1;
    for (const side of ["a", "b"]) document.getElementById(side + at)?.scrollIntoView({ block: "nearest" });
    location.replace(`#a${at}`);
    document.getElementById(`a${at}`)?.focus({ preventScroll: true });
  };
  walk.addEventListener("click", (event) => { const by = event.target.dataset?.step; if (by) step(Number(by)); });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea")) return;
    if (event.key === "j" || event.key === "k") step(event.key === "j" ? 1 : -1);
  });
}

// —— 校对：j、k 上下走，a 采纳，r 不采纳，u 撤销；回车按旁边的那个钮 ——
document.addEventListener("keydown", (event) => {
  const proof = document.querySelector("[data-proof]");
  if (!proof || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input:not([type=checkbox]), select, textarea")) {
    const button = event.key === "Enter" && event.target.closest(".findings .row")?.querySelector("button");
    if (button) { event.preventDefault(); button.click(); }
    return;
  }
  const items = all(".findings ol > li", proof), here = document.activeElement.closest(".findings ol > li"), at = items.indexOf(here);
  const press = (what) => here?.querySelector(what)?.click();
  if (event.key === "j" || event.key === "k") goTo(items[at < 0 ? 0 : Math.min(Math.max(at + (event.key === "j" ? 1 : -1), 0), items.length - 1)]);
  else if (event.key === "a") { if (here?.querySelector("[data-by-hand]")) { here.querySelector("details").open = true; here.querySelector("input").focus(); event.preventDefault(); } else press("[data-accept]"); }
  else if (event.key === "r") press("[data-refuse]");
  else if (event.key === "u") proof.querySelector("[data-undo]")?.click();
});
function goTo(item) {
  if (!item) return;
  for (const mark of all(".found.here")) mark.classList.remove("here");
  const mark = document.getElementById(item.id.replace("f", "t"));
  mark?.classList.add("here");
  mark?.scrollIntoView({ block: "center" });
  item.focus({ preventScroll: true });
  item.scrollIntoView({ block: "nearest" });
}
document.addEventListener("htmx:afterSettle", () => goTo(document.querySelector("[data-here]")));

// —— 登记：人名边打边列；粘贴、拖放的文件放进附件栏 ——
for (const input of all("[data-people]")) suggestIn(input.parentElement, input, `${input.dataset.people}&q=`, true);
for (const form of all("[data-pastes]")) {
  const take = (event, files) => {
    const box = form.querySelector("input[type=file][multiple]");
    if (!files?.length || !box) return;
    event.preventDefault();
    const basket = new DataTransfer();
    for (const file of [...box.files, ...files]) basket.items.add(file);
    box.files = basket.files;
  };
  form.addEventListener("paste", (event) => take(event, event.clipboardData.files));
  form.addEventListener("dragover", (event) => { if (event.dataTransfer.types.includes("Files")) event.preventDefault(); });
  form.addEventListener("drop", (event) => take(event, event.dataTransfer.files));
}

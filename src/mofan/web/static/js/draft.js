// 起草：在稿纸上写，边写边存，数签随台账变。没有它，正文照样能读、数位照样能填。
"use strict";

(() => {
  const paper = document.getElementById("draft");
  if (!paper || !window.Quill) return;
  const told = JSON.parse(document.getElementById("told").textContent);
  const token = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? document.querySelector("[name=csrfmiddlewaretoken]")?.value;
  const $ = (id) => document.getElementById(id);
  let { revision, chips } = told;
  let dirty = false, saving = false, timer = 0, since = 0;

  registerBlots((key) => chips[key], dress);
  paper.replaceChildren();
  const editor = new Quill(paper, {
    formats: ["slot", "gap", "bid", "kind"],
    modules: { keyboard: { bindings: bindings() }, history: { userOnly: true, delay: 800 }, toolbar: false },
  });
  editor.root.setAttribute("aria-label", "正文");
  editor.root.setAttribute("role", "textbox");
  editor.root.setAttribute("aria-multiline", "true");
  editor.root.spellcheck = false;
  show(told.body);
  for (const part of document.querySelectorAll("[data-needs-editor]")) part.hidden = false;
  countWaiting();
  drawOutline();

  function show(body) {
    const at = editor.getSelection();
    const place = at && placeOf(at.index);
    editor.setContents(draftText.deltaOf(body), "silent");
    if (at) editor.setSelection(indexOf(place) ?? Math.min(at.index, editor.getLength() - 1), 0, "silent");
  }
  function read() { return draftText.bodyOf(editor.getContents(), (key) => key in chips); }
  function placeOf(index) {
    const [line, offset] = editor.getLine(index);
    return { id: line?.domNode.dataset.id, offset };
  }
  function indexOf(place) {
    const line = place?.id && editor.root.querySelector(`[data-id="${CSS.escape(place.id)}"]`);
    const blot = line && Quill.find(line);
    return blot ? editor.getIndex(blot) + Math.min(place.offset, blot.length() - 1) : null;
  }
  // 分段、粘贴会带出同号的段：后面的另起号，别处合并时才认得
  function settleIds() {
    const seen = new Set();
    for (const line of editor.getLines()) {
      const id = line.domNode.dataset.id;
      if (!id || seen.has(id)) editor.formatLine(editor.getIndex(line), 1, { bid: draftText.fresh() }, "silent");
      if (!line.domNode.dataset.kind) editor.formatLine(editor.getIndex(line), 1, { kind: "paragraph" }, "silent");
      seen.add(line.domNode.dataset.id);
    }
  }

  // —— 数签 ——
  function dress(node) {
    const chip = chips[node.dataset.slot];
    node.classList.remove("live", "frozen", "changed", "typed", "blank", "task");
    node.classList.add(chip?.face ?? "blank");
    node.title = chip ? `${chip.state}${chip.now && chip.now !== chip.shown ? `，现为 ${chip.now}` : ""}` : "";
    const inner = node.querySelector("span");
    if (inner && chip && inner.textContent !== chip.shown) inner.textContent = chip.shown;
  }
  function adopt(found) {
    chips = found;
    for (const node of editor.root.querySelectorAll(".figure")) dress(node);
    countWaiting();
  }
  function fetchChips() { return fetch(paper.dataset.chips).then((answer) => answer.json()).then((answer) => adopt(answer.chips), () => {}); }
  function waiting() { return [...editor.root.querySelectorAll(".figure.blank")]; }
  function countWaiting() { $("waiting-count").textContent = waiting().length; }
  function open(node, { focus = true } = {}) {
    for (const other of editor.root.querySelectorAll(".figure.here")) other.classList.remove("here");
    node.classList.add("here");
    node.scrollIntoView({ block: "nearest" });
    const address = chips[node.dataset.slot]?.address;
    if (address) htmx.ajax("GET", address, { target: "#side" }).then(() => focus && focusSide());
  }
  function nodeOf(key) { return editor.root.querySelector(`.figure[data-slot="${CSS.escape(key)}"]`); }
  function focusSide() { ($("side").querySelector("[data-choice='1']") ?? $("this"))?.focus(); }
  function openNext() {
    const all = waiting();
    const from = editor.root.querySelector(".figure.here");
    const next = all.find((node) => !from || from.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING) ?? all[0];
    if (next) open(next);
    else say("没有待定的数了");
  }
  editor.root.addEventListener("click", (event) => {
    const node = event.target.closest(".figure");
    if (node) open(node, { focus: false });
  });
  $("next").addEventListener("click", openNext);
  document.body.addEventListener("slots-changed", () => fetchChips().then(() => ($("next-slot") ?? $("this"))?.focus()));
  document.addEventListener("click", (event) => {
    const link = event.target.closest("#next-slot");
    if (!link) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    nodeOf(link.dataset.key) ? open(nodeOf(link.dataset.key)) : openNext(); // 没有：那一句刚刚拿掉
  }, true);
  document.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "F8") { event.preventDefault(); openNext(); }
    if (event.ctrlKey && event.key.toLowerCase() === "i" && editor.hasFocus()) { event.preventDefault(); insert(); }
    if (/^[0-9]$/.test(event.key) && $("side").contains(event.target) && !event.target.matches("input")) $("side").querySelector(`[data-choice="${event.key}"]`)?.click();
    if (event.key === "Escape" && $("side").contains(event.target)) editor.focus();
  });

  // —— 插入数字：选中的字（如 36场次）成为数位，没有选中就插一个空的 ——
  $("insert").addEventListener("click", insert);
  async function insert() {
    const range = editor.getSelection(true);
    const written = editor.getText(range.index, range.length).trim();
    const answer = await post(paper.dataset.add, new URLSearchParams({ written })).catch(() => null);
    if (!answer?.ok) return say("没有插入：连不上，或者这份草稿不能再改");
    const made = await answer.json();
    chips = made.chips;
    editor.deleteText(range.index, range.length, "user");
    editor.insertEmbed(range.index, "slot", made.key, "user");
    editor.setSelection(range.index + 1, 0, "user");
    await save();
    if (nodeOf(made.key)) open(nodeOf(made.key));
  }

  // —— 段的类别 ——
  $("kind").addEventListener("change", () => { mark($("kind").value); editor.focus(); });
  editor.on("editor-change", () => {
    const at = editor.getSelection();
    if (at) $("kind").value = editor.getFormat(at).kind ?? "paragraph";
  });
  function mark(kind) {
    const at = editor.getSelection(true);
    editor.formatLine(at.index, Math.max(1, at.length), { kind }, "user");
  }
  function bindings() {
    const levels = ["paragraph", "heading-1", "heading-2", "heading-3", "heading-4"];
    const shortcuts = Object.fromEntries(levels.map((kind, level) => [`level${level}`, { key: String(level), altKey: true, handler: () => mark(kind) }]));
    return {
      ...shortcuts,
      afterHeading: { // 小标题末尾回车，下一段是正文
        key: "Enter",
        handler(range) {
          const [line, offset] = editor.getLine(range.index);
          if (range.length || offset < line.length() - 1 || (line.domNode.dataset.kind ?? "paragraph") === "paragraph") return true;
          editor.insertText(range.index, "\n", "user");
          editor.formatLine(range.index + 1, 1, { kind: "paragraph", bid: draftText.fresh() }, "user");
          editor.setSelection(range.index + 1, 0, "user");
          return false;
        },
      },
    };
  }

  // —— 存：停笔一秒就存，一直写也每三秒存一次；关页前再存 ——
  editor.on("text-change", (_delta, _old, source) => {
    if (source !== "user") return;
    dirty = true;
    if (!timer) since = Date.now();
    clearTimeout(timer);
    timer = setTimeout(save, Math.max(0, Math.min(1000, since + 3000 - Date.now())));
  });
  function post(address, body, type) {
    const headers = { "X-CSRFToken": token, ...(type ? { "Content-Type": type } : {}) };
    return fetch(address, { method: "POST", body, headers, credentials: "same-origin" });
  }
  async function save() {
    clearTimeout(timer);
    timer = 0;
    if (saving || !dirty) return;
    saving = true;
    dirty = false;
    settleIds();
    const mine = read();
    try {
      const answer = await post(paper.dataset.save, JSON.stringify({ revision, body: mine }), "application/json");
      const kept = await answer.json();
      await composed();
      if (answer.ok) took(mine, kept);
      else if (answer.status === 409) clashed(mine, kept);
      else throw new Error(kept.sentence);
    } catch (error) {
      dirty = true;
      timer = setTimeout(save, 4000);
      say(`还没存上：${error instanceof TypeError || error instanceof SyntaxError ? "连不上服务器，文字在这一页上，稍后再试" : error.message}`, true);
    }
    saving = false;
    if (dirty && !timer) timer = setTimeout(save, 1000);
  }
  function composed() { // 输入法还没有选定字的时候不换稿纸上的字
    return editor.composition.isComposing && new Promise((go) => editor.root.addEventListener("compositionend", () => setTimeout(go), { once: true }));
  }
  function took(mine, kept) {
    revision = kept.revision;
    if (kept.body) {
      const merged = dirty ? draftText.rebased(mine, read(), kept.body) : kept.body;
      show(merged);
      say(`第 ${revision} 版，${kept.at} 已保存，并入了别人的改动`);
    } else say(`第 ${revision} 版，${kept.at} 已保存`);
    measured(kept);
    drawOutline();
    countWaiting();
    paper.dispatchEvent(new Event("kept"));
  }
  function measured(kept) {
    $("length").textContent = kept.characters.toLocaleString("en-US");
    $("notices").textContent = kept.notices.join(" ");
  }
  function clashed(mine, kept) {
    revision = kept.revision;
    show(dirty ? draftText.rebased(mine, read(), kept.body) : kept.body);
    measured(kept);
    const lines = kept.clashes.map((one) => {
      const line = make("li"), row = make("div", "", "actions");
      const choose = (name, act) => row.append(button(name, () => { act(); line.remove(); closeClashes(); }));
      if (one.block) choose("用我的", () => replace(one.block));
      choose("用他人的", () => {});
      if (one.block && one.theirs) choose("两段都留", () => replace(one.block, true));
      line.append(marked("他人的：", one.theirs, one.mine), marked("您的：", one.mine, one.theirs), row);
      return line;
    });
    if (!$("clashes").querySelector("ul")) {
      const note = make("div", "", "note warn notes");
      note.append(make("p", `${kept.sentence}稿纸上现在是他人的；您的整篇在“版本”里也有一份。`), make("ul", "", "passages"));
      $("clashes").replaceChildren(note);
    }
    $("clashes").querySelector("ul").append(...lines); // 上一回没有选的，还在
    say("有几段与他人同时改了，请看上面");
  }
  function closeClashes() { if (!$("clashes").querySelector("li")) $("clashes").replaceChildren(); }
  function marked(who, text, other) {
    const [head, middle, tail] = draftText.apart(text, other), line = make("p");
    line.append(who, head, middle ? make("mark", middle) : "", tail || (text ? "" : "（删去了这一段）"));
    return line;
  }
  function replace(block, beside = false) {
    const body = read(), at = body.blocks.findIndex((one) => one.id === block.id);
    if (at < 0) body.blocks.push(block);
    else body.blocks.splice(at + beside, 1 - beside, beside ? { ...block, id: draftText.fresh() } : block);
    show(body);
    dirty = true;
    save();
  }
  function make(tag, text = "", named = "") { const node = document.createElement(tag); node.textContent = text; node.className = named; return node; }
  function button(text, does) { const node = make("button", text); node.type = "button"; node.className = "small"; node.addEventListener("click", does); return node; }
  function say(sentence, wrong = false) { $("saved").textContent = sentence; $("saved").classList.toggle("late", wrong); }
  window.addEventListener("beforeunload", (event) => { if (dirty || saving) { save(); event.preventDefault(); } });
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });

  // —— 别人写的，几秒里看见；数签半分钟看一次 ——
  setInterval(async () => {
    if (document.hidden || dirty || saving) return;
    const answer = await fetch(`${paper.dataset.now}?revision=${revision}`).then((one) => one.json()).catch(() => null);
    if (!answer || dirty || saving || !answer.body || answer.revision <= revision) return;
    await fetchChips();
    await composed();
    if (dirty || saving || answer.revision <= revision) return; // 其间又写了：存的时候再并
    revision = answer.revision;
    show(answer.body);
    measured(answer);
    drawOutline();
    say(`第 ${revision} 版，${answer.by}刚改过`);
  }, 5000);
  setInterval(() => { if (!document.hidden) fetchChips(); }, 30000);

  // —— 提纲，也按它去到一段 ——
  function drawOutline() {
    const all = editor.getLines(), loose = !all.some(isHeading);
    const leadOf = (line) => (line.domNode.dataset.kind === "paragraph" ? draftText.leadOf(wordsOf(line), loose) : "");
    $("outline").replaceChildren(...all.filter((line) => isHeading(line) || leadOf(line)).map((line) => {
      const lead = leadOf(line), item = make("li"), link = make("a", lead || wordsOf(line));
      item.className = lead ? "l2" : `l${line.domNode.dataset.kind.at(-1)}`;
      link.href = `#${line.domNode.dataset.id}`;
      link.dataset.goes = line.domNode.dataset.id;
      item.append(link);
      return item;
    }));
  }
  function isHeading(line) { return /^heading-/.test(line.domNode.dataset.kind ?? ""); }
  function wordsOf(line) { return line.domNode.textContent.replace(/\ufeff/g, ""); }
  function shownLength(embed) { return embed.slot ? (chips[embed.slot]?.shown ?? "x").length : embed.gap.length + 2; }
  // 给旁边的面板用：光标上面的小标题；一段的某个字在第几格；选中一处待写，接着打字就换掉它
  window.draftEditor = {
    root: editor.root,
    quill: editor,
    insert,
    openNext,
    spot(id, at) { // 一段的第 at 个字是编辑器的第几格；没有这一段就是 null
      const node = editor.root.querySelector(`[data-id="${CSS.escape(id)}"]`);
      const line = node && Quill.find(node);
      return line ? editor.getIndex(line) + draftText.indexIn(line.delta().ops, at, shownLength) : null;
    },
    pick(node) { editor.setSelection(editor.getIndex(Quill.find(node)), 1, "user"); node.scrollIntoView({ block: "nearest" }); },
    heading() {
      const at = editor.getSelection()?.index ?? 0;
      const above = editor.getLines(0, at + 1).filter(isHeading).at(-1);
      return above ? wordsOf(above).replace(/^[（(]?[一二三四五六七八九十\d]+[)）]?[、.．]?\s*/, "").slice(0, 40) : "";
    },
  };
})();

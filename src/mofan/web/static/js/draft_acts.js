// 起草页的一键办法：照校对的改、把直接写的数换成数位、拿掉一句、放入一句提法。都能用 Ctrl+Z 放回。
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const draft = window.draftEditor, side = document.getElementById("side"), beside = document.getElementById("beside");
  if (!draft) return;
  const { quill } = draft;
  const tell = (sentence) => { document.getElementById("saved").textContent = sentence; };
  let last = 0; // 光标最后停的地方：点旁边的按钮时编辑器已经失去焦点
  quill.on("selection-change", (range) => { if (range) last = range.index; });

  // 有编辑器才用得上的按钮，这时才露出来
  const show = (root) => { for (const one of root.querySelectorAll("[data-does], [data-put], [data-drop]")) one.hidden = false; };
  document.addEventListener("htmx:afterSwap", (event) => {
    show(event.detail.target);
    for (const list of event.detail.target.querySelectorAll("select[data-cursor]")) {
      const id = quill.getLine(Math.min(last, quill.getLength() - 1))[0]?.domNode.dataset.id;
      if ([...list.options].some((one) => one.value === id)) list.value = id;
    }
  });

  function dropSentence(index) {
    const [line, offset] = quill.getLine(index);
    const [start, end] = draftText.sentenceAround(line.delta().ops, offset);
    const whole = end - start >= line.length() - 1;
    quill.history.cutoff();
    quill.deleteText(index - offset + start, end - start + (whole && quill.getLines().length > 1 ? 1 : 0), "user");
    quill.history.cutoff();
    tell("拿掉了一句，按 Ctrl+Z 放回");
  }
  const ways = {
    replace(index, { quote, now }) {
      quill.deleteText(index, quote.length, "user");
      quill.insertText(index, now, "user");
      quill.setSelection(index + now.length, 0, "user");
    },
    slot(index, { quote }) {
      quill.setSelection(index, quote.length, "user");
      draft.insert();
    },
    drop: dropSentence,
  };
  beside.addEventListener("click", (event) => {
    const button = event.target.closest("[data-does]");
    if (!button) return;
    const { does, block, at, quote } = button.dataset, index = draft.spot(block, Number(at));
    const there = index !== null && (does === "drop" || quill.getText(index, quote.length) === quote);
    if (there) ways[does](index, button.dataset);
    else tell("这一处已经改过了，请重新核对");
    button.closest("li").remove();
  });
  beside.addEventListener("click", (event) => {
    const words = event.target.closest("[data-put]")?.dataset.put;
    if (!words) return;
    const at = Math.min(last, quill.getLength() - 1);
    quill.insertText(at, words, "user");
    quill.setSelection(at + words.length, 0, "user");
  });
  // 没有来源的数、没有数的断语标在稿纸上：打开时、每次存下之后
  const paper = document.getElementById("draft");
  const leafAt = (index) => { const [leaf, offset] = quill.scroll.leaf(index); return leaf?.domNode.nodeType === Node.TEXT_NODE ? [leaf.domNode, offset] : null; };
  async function mark() {
    if (!window.Highlight) return;
    const answer = await fetch(paper.dataset.marks).then((one) => one.json()).catch(() => null);
    for (const kind of answer ? ["number", "claim"] : []) {
      const ranges = answer.marks.filter((one) => one.kind === kind).map(({ id, at, words }) => {
        const index = draft.spot(id, at), same = index !== null && quill.getText(index, words.length) === words;
        const from = same && leafAt(index), to = same && leafAt(index + words.length);
        if (!from || !to) return null; // 存下之后又改过，下回再标
        const range = document.createRange();
        range.setStart(...from);
        range.setEnd(...to);
        return range;
      });
      CSS.highlights.set(kind, new Highlight(...ranges.filter(Boolean)));
    }
  }
  paper.addEventListener("kept", mark);
  mark();

  side.addEventListener("click", (event) => {
    const key = event.target.closest("[data-drop]")?.dataset.drop;
    const node = key && quill.root.querySelector(`.figure[data-slot="${CSS.escape(key)}"]`);
    if (!node) return;
    dropSentence(quill.getIndex(Quill.find(node)));
    draft.openNext();
  });
});

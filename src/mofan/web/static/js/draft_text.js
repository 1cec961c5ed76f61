// 正文与编辑器之间的换算：一段一行，段号和类别挂在行上，数位和待写之处是嵌入。纯函数，不碰页面。
"use strict";

const draftText = (() => {
  const KINDS = new Set(["title", "paragraph", "signature", "date", "attachment"]);

  // 正文 → 编辑器的增量
  function deltaOf(body) {
    const ops = [];
    for (const block of body.blocks) {
      for (const run of block.runs) {
        if (run.text !== undefined) ops.push({ insert: run.text });
        else if (run.slot !== undefined) ops.push({ insert: { slot: run.slot } });
        else ops.push({ insert: { gap: run.gap } });
      }
      ops.push({ insert: "\n", attributes: { bid: block.id, kind: named(block) } });
    }
    if (!ops.length) ops.push({ insert: "\n", attributes: { bid: fresh(), kind: "paragraph" } });
    return { ops };
  }
  const named = (block) => (block.kind === "heading" ? `heading-${block.level || 1}` : block.kind);

  // 编辑器的增量 → 正文；known 是草稿有的数位，不认识的嵌入不留
  function bodyOf(delta, known) {
    const blocks = [];
    const taken = new Set();
    let runs = [];
    const close = (attributes = {}) => {
      let id = attributes.bid;
      if (!id || taken.has(id)) id = fresh();
      taken.add(id);
      blocks.push(block(id, attributes.kind, runs));
      runs = [];
    };
    for (const op of delta.ops) {
      if (typeof op.insert !== "string") {
        if (op.insert.slot && known(op.insert.slot)) runs.push({ slot: op.insert.slot });
        else if (op.insert.gap) runs.push({ gap: op.insert.gap });
        continue;
      }
      const lines = op.insert.split("\n");
      lines.forEach((words, at) => {
        const text = words.replace(/[\u0000-\u001f\u007f\ufeff\u200b]/g, "");
        if (text) runs.push({ text });
        if (at < lines.length - 1) close(op.attributes);
      });
    }
    if (runs.length) close();
    return { blocks };
  }
  function block(id, kind, runs) {
    const level = /^heading-([1-4])$/.exec(kind ?? "");
    if (level) return { id, kind: "heading", level: Number(level[1]), runs };
    return { id, kind: KINDS.has(kind) ? kind : "paragraph", level: 0, runs };
  }
  const fresh = () => `n${Date.now().toString(36)}${Math.floor(Math.random() * 1e6).toString(36)}`;

  // 服务器并入了别人的改动（theirs），其间我又写了（mine，从 sent 起）：没再动的段用并入后的，动了的两边都要
  function rebased(sent, mine, theirs) {
    const was = index(sent), me = index(mine);
    const moved = (one) => !same(one, was.get(one.id));
    const kept = theirs.blocks
      .filter((one) => me.has(one.id) || !was.has(one.id))
      .map((one) => (me.has(one.id) && moved(me.get(one.id)) ? together(was.get(one.id), me.get(one.id), one) : one));
    const there = new Set(kept.map((one) => one.id));
    mine.blocks.forEach((one, at) => {
      if (there.has(one.id) || !moved(one)) return;
      const before = mine.blocks.slice(0, at).reverse().find((other) => there.has(other.id));
      kept.splice(before ? kept.findIndex((other) => other.id === before.id) + 1 : 0, 0, one);
      there.add(one.id);
    });
    return { blocks: kept };
  }
  // 同一段里从 was 起各改一处，两处都留；碰在一起的，先我的后别人的
  function together(was, mine, theirs) {
    if (!was) return mine;
    const cells = cellsOf(was), my = changeOf(cells, cellsOf(mine)), their = changeOf(cells, cellsOf(theirs));
    const [first, second] = their.to <= my.from && their.from < my.to ? [their, my] : [my, their];
    const between = cells.slice(first.to, Math.max(first.to, second.from)), rest = cells.slice(Math.max(first.to, second.to));
    const whole = [...cells.slice(0, Math.min(first.from, second.from)), ...first.put, ...between, ...second.put, ...rest];
    return { ...(mine.kind === was.kind && mine.level === was.level ? theirs : mine), runs: runsOf(whole) };
  }
  function changeOf(was, now) {
    const [head, gone] = apart(was, now);
    return { from: head.length, to: head.length + gone.length, put: apart(now, was)[1] };
  }
  // 一段的一格一格：一个字，或者一个嵌入
  const cellsOf = (one) => one.runs.flatMap((run) => (run.text === undefined ? [JSON.stringify(run)] : [...run.text]));
  function runsOf(cells) {
    const runs = [];
    for (const cell of cells) {
      if (cell.startsWith("{\"")) runs.push(JSON.parse(cell));
      else if (runs.at(-1)?.text !== undefined) runs.at(-1).text += cell;
      else runs.push({ text: cell });
    }
    return runs;
  }
  const index = (body) => new Map(body.blocks.map((one) => [one.id, one]));
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  // 一段文字里第 at 个字在编辑器的第几格：嵌入占一格，读作 shown 个字
  function indexIn(ops, at, shown) {
    let index = 0;
    for (const { insert } of ops) {
      const words = typeof insert === "string";
      const long = words ? insert.length : shown(insert);
      if (at < long) return index + (words ? at : 0);
      at -= long;
      index += words ? long : 1;
    }
    return index;
  }

  // 两段话只有中间不同：头、这一段的中间、尾
  function apart(text, other) {
    const most = Math.min(text.length, other.length);
    let head = 0, tail = 0;
    while (head < most && text[head] === other[head]) head += 1;
    while (tail < most - head && text.at(-1 - tail) === other.at(-1 - tail)) tail += 1;
    return [text.slice(0, head), text.slice(head, text.length - tail), text.slice(text.length - tail)];
  }
  // 一段开头的小标题（党建领航 着力……机关。、（一）……。）；没有就是空
  function leadOf(text, loose) {
    const lead = /^([^。；：〔]{4,36})。(?=.)/.exec(text.trim())?.[1] ?? "";
    return lead && (loose || /^(?:[一二三四五六七八九十]+(?:、|是)|[（(][一二三四五六七八九十]+[）)]|\d+[.．、])/.test(lead)) ? lead : "";
  }

  // 第 at 格所在的句子在一行里的起止：嵌入占一格，句末标点和后引号算在句里
  function sentenceAround(ops, at) {
    const cells = ops.map(({ insert }) => (typeof insert === "string" ? insert : "\ufffc")).join("").replace(/\n$/, "");
    for (const found of cells.matchAll(/[^。！？；]*[。！？；]?[”’）】]*/g)) {
      if (at < found.index + found[0].length) return [found.index, found.index + found[0].length];
    }
    return [0, cells.length];
  }

  return { sentenceAround, apart, indexIn, deltaOf, bodyOf, leadOf, rebased, same, fresh };
})();

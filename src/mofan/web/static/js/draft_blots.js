// 编辑器认得的东西：数签、待写之处，每一行的段号与类别。chipOf 给出一个数位现在的样子，dress 照它打扮节点。
"use strict";

function registerBlots(chipOf, dress) {
  const Parchment = Quill.import("parchment");
  const Embed = Quill.import("blots/embed");
  class Chip extends Embed {
    static blotName = "slot";
    static tagName = "SPAN";
    static className = "figure";
    static create(key) {
      const node = super.create();
      node.dataset.slot = key;
      node.textContent = chipOf(key)?.shown ?? "x";
      dress(node);
      return node;
    }
    static value(node) { return node.dataset.slot; }
  }
  class Gap extends Embed {
    static blotName = "gap";
    static tagName = "SPAN";
    static className = "gap";
    static create(what) {
      const node = super.create();
      node.dataset.gap = what;
      node.textContent = `〔${what}〕`;
      return node;
    }
    static value(node) { return node.dataset.gap; }
  }
  const onLines = { scope: Parchment.Scope.BLOCK };
  Quill.register(Chip);
  Quill.register(Gap);
  Quill.register(new Parchment.Attributor("bid", "data-id", onLines));
  Quill.register(new Parchment.Attributor("kind", "data-kind", onLines));
}

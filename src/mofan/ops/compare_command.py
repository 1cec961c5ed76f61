"""`mofan compare A B`: two texts side by side. No database, no Django."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from mofan.ops.answering import Result, bytes_of, document_of, print_json, print_text, refuse

if TYPE_CHECKING:
    from mofan.text.clean import Cleaned
    from mofan.text.span import Span

KINDS = {"set_phrase": "套话", "local_slogan": "本地提法", "copied_passage": "雷同"}


def declare(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    comparing = commands.add_parser("compare", help="比对两篇材料：包含度、相似度、相同的段落")
    comparing.add_argument("a", metavar="甲文件", help="- 表示标准输入")
    comparing.add_argument("b", metavar="乙文件")
    comparing.add_argument("--json", action="store_true", help="输出一个 JSON 对象")
    comparing.set_defaults(command=compare)


def compare(asked: argparse.Namespace) -> int:
    """`mofan compare A B`: what both texts hold, once their advertisements are set aside."""
    from mofan.text.clean import clean
    from mofan.text.read import Unreadable

    if asked.a == asked.b == "-":
        return refuse("标准输入只能读一次，请至少写明一个文件。")
    try:
        texts = [document_of(*bytes_of(file)).text for file in (asked.a, asked.b)]
    except Unreadable as refusal:
        return refuse(str(refusal))
    result = compare_result(*map(clean, texts))
    if asked.json:
        print_json(result)
    else:
        print_text(_show(result))
    return 0


def compare_result(a: Cleaned, b: Cleaned) -> Result:
    """The stable shape of `mofan compare --json`: offsets in the texts as read, `text` without advertisements."""
    from mofan.text.reuse import compare

    found = compare(a.text, b.text)
    return {
        "containment": round(found.containment, 4),
        "resemblance": round(found.resemblance, 4),
        "passages": [
            {
                "a": _in_raw(a, passage.a),
                "b": _in_raw(b, passage.b),
                "text": passage.text,
                "kind": passage.kind,
                "document_frequency": passage.document_frequency,
            }
            for passage in found.passages
        ],
    }


def _in_raw(cleaned: Cleaned, span: Span) -> dict[str, int]:
    raw = cleaned.raw_span(span)
    return {"start": raw.start, "end": raw.end}


def _show(result: Result) -> str:
    head = (
        f"包含度 {result['containment']:.1%}，相似度 {result['resemblance']:.1%}，相同段落 {len(result['passages'])} 处"
    )
    lines = [
        f"{KINDS[passage['kind']]}　甲 {passage['a']['start']}–{passage['a']['end']}　"
        f"乙 {passage['b']['start']}–{passage['b']['end']}　{passage['text']}"
        for passage in result["passages"]
    ]
    return "\n".join([head, *lines])

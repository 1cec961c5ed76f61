"""`mofan compare A B` and `mofan similar FILE`: two texts side by side, a text against the library.

Comparing two texts needs no database and loads no Django, unless there is a library to count passages in.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from mofan.ops.answering import Result, bytes_of, document_of, print_json, print_text, refuse, say_warnings
from mofan.ops.system_commands import start_django, told

if TYPE_CHECKING:
    from mofan.text.clean import Cleaned
    from mofan.text.reuse import Frequencies, Passage
    from mofan.text.span import Span

KINDS = {"set_phrase": "套话", "local_slogan": "本地提法", "copied_passage": "雷同"}


def declare(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    comparing = commands.add_parser("compare", help="比对两篇材料：包含度、相似度、相同的段落")
    comparing.add_argument("a", metavar="甲文件", help="- 表示标准输入")
    comparing.add_argument("b", metavar="乙文件")
    comparing.add_argument("--json", action="store_true", help="输出一个 JSON 对象")
    comparing.set_defaults(command=compare)

    checking = commands.add_parser("similar", help="拿一篇材料与素材库比对：哪些篇与它雷同（查重）")
    checking.add_argument("file", metavar="文件", help="- 表示标准输入")
    checking.add_argument("--limit", type=int, default=20, help="最多列出几篇，默认 20")
    checking.add_argument("--min-containment", type=float, default=0.2, metavar="比例", help="包含度至少多少，默认 0.2")
    checking.add_argument("--json", action="store_true", help="输出一个 JSON 数组")
    checking.set_defaults(command=similar)


def compare(asked: argparse.Namespace) -> int:
    """`mofan compare A B`: what both texts hold, once their advertisements are set aside."""
    from mofan.text.read import Unreadable

    if asked.a == asked.b == "-":
        return refuse("标准输入只能读一次，请至少写明一个文件。")
    try:
        a, b = (_cleaned(file) for file in (asked.a, asked.b))
    except Unreadable as refusal:
        return refuse(str(refusal))
    result = compare_result(a, b, library())
    if asked.json:
        print_json(result)
    else:
        print_text(_show(result))
    return 0


def _cleaned(file: str) -> Cleaned:
    """The text of one of two files. Raises Unreadable, which says whose fault it is."""
    from mofan.text.clean import clean
    from mofan.text.read import Unreadable

    data, name = bytes_of(file)
    try:
        return clean(document_of(data, name).text)
    except Unreadable as refusal:
        raise Unreadable(refusal.reason, f"{name or '标准输入'}：{refusal}") from refusal


@told
def similar(asked: argparse.Namespace) -> int:
    """`mofan similar FILE`: the pieces of the library that share something with a text."""
    from mofan.text.clean import clean
    from mofan.text.read import Unreadable

    if not 0 < asked.min_containment <= 1:
        return refuse("--min-containment 要大于 0、不大于 1，例如 0.2。")
    if asked.limit < 1:
        return refuse("--limit 至少为 1。")
    try:
        cleaned = clean(document_of(*bytes_of(asked.file)).text)
    except Unreadable as refusal:
        return refuse(str(refusal))
    start_django()
    result = similar_result(cleaned, asked.limit, asked.min_containment)
    if not result:
        _say_if_empty()
    if asked.json:
        print_json(result)
    else:
        print_text(_list(result))
    return 0


def _say_if_empty() -> None:
    from mofan.library.likeness import library_frequencies

    if library_frequencies() is None:
        say_warnings(("素材库里还没有材料。请先用 mofan ingest 入库，或用 MOFAN_HOME 指明素材库所在的文件夹。",))


def library() -> Frequencies | None:
    """What counts passages in the library of MOFAN_HOME; None where there is none, or it does not answer."""
    home = Path(os.environ.get("MOFAN_HOME") or Path.home() / ".mofan").expanduser()
    if not ((home / "index").is_dir() or os.environ.get("SEARCH_URL")):
        return None
    start_django()
    from mofan.library.likeness import library_frequencies
    from mofan.search import SearchError

    try:
        return library_frequencies()
    except SearchError as error:
        say_warnings((f"素材库没有应答，不计各段落的篇数：{error}",))
        return None


def compare_result(a: Cleaned, b: Cleaned, frequencies: Frequencies | None = None) -> Result:
    """The stable shape of `mofan compare --json`: offsets in the texts as read, `text` without advertisements."""
    from mofan.text.reuse import compare

    found = compare(a.text, b.text, frequencies=frequencies)
    return {
        "containment": round(found.containment, 4),
        "resemblance": round(found.resemblance, 4),
        "passages": [
            _shape(passage) | {"b": _in_raw(b, passage.b)} | _in_first(a, passage) for passage in found.passages
        ],
    }


def similar_result(cleaned: Cleaned, limit: int, least: float) -> list[Result]:
    """The stable shape of `mofan similar --json`: `a` counts in the text as read, `b` in the piece's clean text."""
    from django.utils import timezone

    from mofan.library.likeness import similar_to
    from mofan.org.actions import console

    found = similar_to(console(at=timezone.now()), cleaned.text, limit, min_containment=least)
    return [
        {
            "id": one.piece.pk,
            "title": one.piece.title,
            "containment": round(one.comparison.containment, 4),
            "resemblance": round(one.comparison.resemblance, 4),
            "weighted": round(one.comparison.weighted, 4),
            "near_duplicate": one.near_duplicate,
            "passages": [_shape(passage) | _in_first(cleaned, passage) for passage in one.comparison.passages],
        }
        for one in found
    ]


def _shape(passage: Passage) -> Result:
    return {
        "a": {"start": passage.a.start, "end": passage.a.end},
        "b": {"start": passage.b.start, "end": passage.b.end},
        "text": passage.text,
        "kind": passage.kind,
        "document_frequency": passage.document_frequency,
    }


def _in_first(cleaned: Cleaned, passage: Passage) -> Result:
    return {"a": _in_raw(cleaned, passage.a)}


def _list(found: list[Result]) -> str:
    if not found:
        return "素材库里没有与它相同较多的篇目。"
    lines = [f"素材库里有 {len(found)} 篇与它相同较多：", "编号　重合　去套话　相似　相同段落　标题"]
    for one in found:
        mark = "（疑似同篇）" if one["near_duplicate"] else ""
        lines.append(
            f"{one['id']}　{one['containment']:.1%}　{one['weighted']:.1%}　{one['resemblance']:.1%}　"
            f"{len(one['passages'])} 处　{one['title']}{mark}"
        )
    return "\n".join(lines)


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

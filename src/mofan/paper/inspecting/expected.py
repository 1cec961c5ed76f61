"""What the standard expects of each element (各要素的格式): face, size, place, with the clause and the rank."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mofan.paper import measurements as m
from mofan.paper.inspecting.finding import Rank
from mofan.paper.inspecting.roles import MARK_LEVELS, Placed, Role
from mofan.text.outline.schemes import FLOATING, read_marker


@dataclass(frozen=True, slots=True)
class Expected:
    """The format of one element."""

    clause: str
    element: str
    kind: str | None
    """小标宋, 仿宋, 楷体, 黑体; None where the face is free."""
    size: int | None
    """Half-points; None where the size is free."""
    alignment: tuple[str, ...] = ()
    """Alignments that will do, the one that a repair sets first; () where it is free."""
    first: float | None = None
    """Where the first line begins, in characters; None where it is free."""
    flush: bool = False
    """Whether further lines begin at the left edge (回行顶格)."""
    rank: Rank = "must"
    """Of face and size."""
    lines: bool = False
    """Whether it stands on the lines of the page, 28 characters each."""
    red: bool = False


_CENTRED: Final = ("center",)
_LEFT: Final = ("left", "both", "distribute")
_BODY: Final = ("both", "left", "distribute")

EXPECTED: Final[dict[Role, Expected]] = {
    "copy_number": Expected("7.2.1", "份号", None, m.BODY_SIZE, _LEFT, 0),
    "secrecy": Expected("7.2.2", "密级和保密期限", "黑体", m.BODY_SIZE, _LEFT, 0),
    "urgency": Expected("7.2.3", "紧急程度", "黑体", m.BODY_SIZE, _LEFT, 0),
    "red_head": Expected("7.2.4", "发文机关标志", "小标宋", None, _CENTRED, 0, rank="normally", red=True),
    "document_number": Expected("7.2.5", "发文字号", "仿宋", m.BODY_SIZE),
    "signatory": Expected("7.2.6", "签发人", "仿宋", m.BODY_SIZE),
    "title": Expected("7.3.1", "标题", "小标宋", m.TITLE_SIZE, _CENTRED, 0),
    "subtitle": Expected("惯例", "副标题", "楷体", m.BODY_SIZE, _CENTRED, 0, rank="habit"),
    "byline": Expected("惯例", "题下署名", "楷体", m.BODY_SIZE, _CENTRED, 0, rank="habit"),
    "address": Expected("7.3.2", "主送机关", "仿宋", m.BODY_SIZE, _BODY, 0, flush=True, lines=True),
    "heading": Expected("7.3.3", "层次标题", "仿宋", m.BODY_SIZE, _BODY, 2, flush=True, rank="normally", lines=True),
    "body": Expected("7.3.3", "正文", "仿宋", m.BODY_SIZE, _BODY, 2, flush=True, lines=True),
    "attachments": Expected("7.3.4", "附件说明", "仿宋", m.BODY_SIZE, _BODY, 2, lines=True),
    "attached": Expected("7.3.4", "附件说明", "仿宋", m.BODY_SIZE, _BODY, lines=True),
    "author": Expected("7.3.5", "发文机关署名", "仿宋", m.BODY_SIZE, lines=True),
    "date": Expected("7.3.5", "成文日期", "仿宋", m.BODY_SIZE, lines=True),
    "note": Expected("7.3.6", "附注", "仿宋", m.BODY_SIZE, _BODY, 2, lines=True),
    "attendance": Expected("10.3", "出席、请假、列席人员", "仿宋", m.BODY_SIZE, _BODY, 2, lines=True),
    "attachment_label": Expected("7.3.7", "附件", "黑体", m.BODY_SIZE, _BODY, 0),
    "copied_to": Expected("7.4.2", "抄送机关", "仿宋", m.PAGE_NUMBER_SIZE),
    "issued": Expected("7.4.3", "印发机关和印发日期", "仿宋", m.PAGE_NUMBER_SIZE),
}
"""By role; 主题词 and what is not known are left alone."""
_LABEL: Final = re.compile(r"(签\s*发\s*人)\s*[：:]")

_KINDS: Final = {1: "黑体", 2: "楷体", 3: "仿宋", 4: "仿宋"}
LEVEL_NAMES: Final = {1: "一级标题", 2: "二级标题", 3: "三级标题", 4: "四级标题"}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters of a paragraph (offsets in `Block.raw`) with the faces that will do, the standard's first."""

    start: int
    end: int
    kinds: tuple[str, ...]
    element: str
    rank: Rank
    clause: str = ""
    """Where it is not that of the paragraph's element."""


def stretches(placed: Placed, expected: Expected) -> tuple[Stretch, ...]:
    """The parts of a paragraph that have a face each: a run-in heading (段首标题) and the text behind it."""
    whole = len(placed.block.raw)
    if expected.kind is None:
        return ()
    if placed.role == "attendance":
        label = placed.block.raw_place(placed.heading_end)
        return (
            Stretch(0, label, ("黑体",), expected.element, "must"),
            Stretch(label, whole, ("仿宋",), expected.element, "must"),
        )
    if placed.role in ("document_number", "signatory"):
        return tuple(_of_number(placed, expected))
    if placed.role != "heading":
        return (Stretch(0, whole, (expected.kind,), expected.element, expected.rank),)
    kinds, element = heading_kinds(placed), LEVEL_NAMES[placed.level]
    if not placed.run_in:
        return (Stretch(0, whole, kinds, element, expected.rank),)
    end = placed.block.raw_place(placed.heading_end)
    body = EXPECTED["body"]
    return (
        Stretch(0, end, kinds, element, expected.rank),
        Stretch(end, whole, ("仿宋",), body.element, body.rank),
    )


def _of_number(placed: Placed, expected: Expected) -> Iterator[Stretch]:
    """The number, what stands before it in a letter, and 签发人 behind it: label in 仿宋, names in 楷体 (7.2.6)."""
    block, raw = placed.block, placed.block.raw
    start = end = 0
    if placed.role == "document_number":
        start, end = block.raw_place(placed.heading_start), block.raw_place(placed.heading_end)
        yield Stretch(start, end, (expected.kind or "",), expected.element, expected.rank)
    signatory = EXPECTED["signatory"]
    if start and not raw[:start].strip().isdigit():
        urgency = EXPECTED["urgency"]
        yield Stretch(0, start, ("黑体",), urgency.element, urgency.rank, urgency.clause)
    label = _LABEL.search(raw, end)
    if label:
        yield Stretch(end, label.end(1), ("仿宋",), signatory.element, signatory.rank, signatory.clause)
        end = label.end()
    if end < len(raw):
        yield Stretch(end, len(raw), ("楷体",), signatory.element, signatory.rank, signatory.clause)


def heading_kinds(placed: Placed) -> tuple[str, ...]:
    """The faces that a heading may have: by its mark, and by its level where levels are skipped (一、 then 1.)."""
    by_level = _KINDS[placed.level]
    marked = read_marker(placed.block.text) if placed.marker else None
    if marked is None or marked.scheme.rank == FLOATING:
        return ("仿宋", by_level) if placed.run_in else (by_level, "仿宋")
    by_mark = _KINDS[MARK_LEVELS.get(marked.scheme.name, placed.level)]
    if not placed.sure:
        return tuple(dict.fromkeys(("仿宋", by_mark)))
    return tuple(dict.fromkeys((by_mark, by_level)))

"""Paragraphs again (重新分段): a line that is full goes on in the next, unless that one is indented."""

import re
from collections.abc import Callable, Sequence
from functools import reduce
from itertools import pairwise

from mofan.text.read.paged.lines import Line, is_wide

_FULL, _INDENT = 1.6, 0.9
"""In glyph sizes: how much of a full line may be missing at its right end, and how far an indent is at least."""
_NARROWEST = 0.7
"""Of the page's width: a line that ends before is not full, though all lines be short."""
_SAME_SIZE = 0.12
_APART = 1.3
"""Of the usual leading: lines that stand farther apart are two paragraphs."""
_LARGER = 1.12
_CENTRED = 1.5
_STEP, _STRAY = 2.0, 0.03
"""Points, and the part of all characters that is more than a stray line."""
_BROKEN_EARLY = 4.0
"""Glyph sizes that a line may end early before something that may not be broken."""
_ENDS = "。！？；：…”’）》】"
_PLACED = 6.0
"""Glyph sizes: what begins so far in has a place of its own (署名, 签发人), and is no line that goes on."""
_STARTS_ANEW = ("——", "—", "附件", "附：")
_MARKER = re.compile(r"[（(]?[一二三四五六七八九十百\d]{1,4}[）)、.．]|第[一二三四五六七八九十百零〇\d]{1,6}[章节条]")
"""What opens a numbered paragraph, where the line before ends a sentence."""


def paragraphs_of(lines: Sequence[Line], width: float) -> list[str]:
    """The paragraphs of a text whose lines these are; `width` of a page in points."""
    return [text_of(part) for part in grouped(lines, width)]


def grouped(lines: Sequence[Line], width: float) -> list[list[Line]]:
    """The lines of each paragraph."""
    if not lines:
        return []
    frame = _Frame(lines, width)
    parts = [[lines[0]]]
    for before, line in pairwise(lines):
        if frame.goes_on(before, line):
            parts[-1].append(line)
        else:
            parts.append([line])
    return parts


def text_of(paragraph: Sequence[Line]) -> str:
    """The lines of a paragraph as one."""
    return reduce(_joined, (line.text for line in paragraph))


class _Frame:
    """The margins and the size of the text, as most of its lines have them."""

    def __init__(self, lines: Sequence[Line], width: float) -> None:
        self.width = width
        self.size = _commonest(lines, lambda line: line.size, 0.5)
        body = [line for line in lines if _same_size(line.size, self.size)]
        self.left = _leftmost(body)
        self.right = max(_NARROWEST * width, *(line.right for line in body))
        self.leading = _leading(lines)

    def goes_on(self, before: Line, line: Line) -> bool:
        """Whether `line` belongs to the paragraph of the line before."""
        if not _same_size(before.size, line.size) or _opens_paragraph(before, line):
            return False
        if self._is_title(before) and self._is_title(line):
            return before.text[-1] not in _ENDS and before.page == line.page
        if _step(before, line) > _APART * self.leading or before.left > self.left + _PLACED * before.size:
            return False
        missing = _FULL if before.text[-1] in _ENDS else _BROKEN_EARLY
        return before.right >= self.right - missing * before.size and line.left < self.left + _INDENT * line.size

    def _is_title(self, line: Line) -> bool:
        centred = abs(line.centre - self.width / 2) < _CENTRED * line.size
        return centred and line.size > _LARGER * self.size


def _opens_paragraph(before: Line, line: Line) -> bool:
    return line.text.startswith(_STARTS_ANEW) or (before.text[-1] in _ENDS and _MARKER.match(line.text) is not None)


def _step(one: Line, other: Line) -> float:
    """How far down the page the next line stands, in points; 0 over a page break."""
    return one.bottom - other.bottom if one.page == other.page else 0.0


def _leading(lines: Sequence[Line]) -> float:
    """From one line to the next, as most stand."""
    steps = sorted(step for one, other in pairwise(lines) if (step := _step(one, other)) > 0)
    return steps[len(steps) // 2] if steps else 0.0


def _same_size(one: float, other: float) -> bool:
    return abs(one - other) <= _SAME_SIZE * max(one, other)


def _commonest(lines: Sequence[Line], measure: Callable[[Line], float], step: float) -> float:
    """The value that most characters stand at, to `step` points; the smallest of equals."""
    weights = _weights(lines, measure, step)
    return step * min(weights, key=lambda place: (-weights[place], place))


def _leftmost(lines: Sequence[Line]) -> float:
    """Where lines begin that are not indented: the leftmost place that is more than a stray one."""
    weights = _weights(lines, lambda line: line.left, _STEP)
    least = _STRAY * sum(weights.values())
    return _STEP * min(place for place, weight in weights.items() if weight >= least)


def _weights(lines: Sequence[Line], measure: Callable[[Line], float], step: float) -> dict[int, int]:
    """Place, in steps → how many characters stand in lines there."""
    weights: dict[int, int] = {}
    for line in lines:
        place = round(measure(line) / step)
        weights[place] = weights.get(place, 0) + len(line.text)
    return weights


def _joined(one: str, other: str) -> str:
    """Two lines of one paragraph; between Latin words stands a space, a hyphen at the end is taken for a break."""
    if is_wide(one[-1]) or is_wide(other[0]):
        return one + other
    if one[-1] == "-" and len(one) > 1 and one[-2].isalpha() and other[0].islower():
        return one[:-1] + other
    return one + (" " if one[-1].isalpha() and other[0].isalpha() else "") + other

"""What belongs to the page and not to the text (页码、页眉、页脚)."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from mofan.text.read.paged.lines import Line

_ZONE = 0.12
"""Which part of a page's height, at the top and at the bottom, is looked through."""
_DASHED = re.compile(r"[—–―\-－·•~～]\s*\d{1,4}\s*[—–―\-－·•~～]+")
_NUMBER = re.compile(r"(?:第?\s*\d{1,4}\s*页?(?:\s*[/／,，、|共]*\s*\d{1,4}\s*页?)?|[ivxlcIVXLC]{1,7})")
_ONE_OF_ONE = re.compile(r"第?\s*1\s*页?(?:[\s/／,，、|共]*1\s*页?)?")
_DIGITS = re.compile(r"\d+")
_LEAST_SHARE = 0.5
"""On how many of the pages a running head stands at least; and on two."""


def without_furniture(pages: Sequence[tuple[float, list[Line]]]) -> tuple[list[Line], list[str]]:
    """The lines of the text, page after page, and the different lines of heads and feet that were left out.

    `pages`: the height of each page in points and its lines.
    """
    edges = [[line for line in lines if _in_zone(line, height)] for height, lines in pages]
    repeated = _repeated(edges)
    numbered = _are_numbered(edges)
    kept: list[Line] = []
    left_out: dict[str, None] = {}
    for (_, lines), edge in zip(pages, edges, strict=True):
        for line in lines:
            if line in edge and (_is_furniture(line, numbered=numbered) or _shape(line) in repeated):
                left_out[line.text] = None
            else:
                kept.append(line)
    return kept, [text for text in left_out if not _NUMBER.fullmatch(text) and not _DASHED.fullmatch(text)]


def _in_zone(line: Line, height: float) -> bool:
    return line.top <= _ZONE * height or line.bottom >= (1 - _ZONE) * height


def _is_furniture(line: Line, *, numbered: bool) -> bool:
    """— 3 — is a page number anywhere; a bare 3 only where the pages are numbered so."""
    return _DASHED.fullmatch(line.text) is not None or (numbered and _NUMBER.fullmatch(line.text) is not None)


def _are_numbered(edges: Sequence[list[Line]]) -> bool:
    """Whether most pages, and two at least, carry a bare number at an edge; a page that is alone carries 1."""
    if len(edges) == 1:
        return any(_ONE_OF_ONE.fullmatch(line.text) for line in edges[0])
    with_number = sum(any(_NUMBER.fullmatch(line.text) for line in edge) for edge in edges)
    return with_number >= max(2, _LEAST_SHARE * len(edges))


def _repeated(edges: Sequence[list[Line]]) -> set[tuple[str, int]]:
    """The shapes of edge lines that stand on most pages, or on most of one side's."""
    pages: dict[tuple[str, int], set[int]] = defaultdict(set)
    for number, edge in enumerate(edges):
        for line in edge:
            pages[_shape(line)].add(number)
    sides = Counter(number % 2 for number in range(len(edges)))
    return {shape for shape, on in pages.items() if len(on) >= 2 and _on_most(on, sides, len(edges))}


def _on_most(on: set[int], sides: Counter[int], pages: int) -> bool:
    one_side = {number % 2 for number in on}
    of = sides[one_side.pop()] if len(one_side) == 1 else pages
    return len(on) >= _LEAST_SHARE * of


def _shape(line: Line) -> tuple[str, int]:
    """Its text with every number alike, and its height on the page to about two lines."""
    return _DIGITS.sub("0", line.text), round(line.bottom / 40)

"""Outline (提纲): the headings of a text, as a list in reading order and as a tree.

Decided, and kept everywhere: a heading's text has its mark and not its end mark; the paragraphs that begin with 一是,
二是 … are headings where the series has a paragraph for each; a series inside one paragraph is not; chapters and
sections of laws are headings, articles are not. In a compilation the numbering of every piece stands by itself.
"""

from mofan.text.lines import Line
from mofan.text.outline.heading import Form, Heading, Node, tree
from mofan.text.outline.items import Item, keep_headings, read_items
from mofan.text.outline.numbering import NumberingIssue, numbering_issues
from mofan.text.outline.parallel import shaped_items
from mofan.text.outline.schemes import FLOATING, Scheme
from mofan.text.split.cut import lay_out
from mofan.text.split.opening import opening_title

__all__ = ["Form", "Heading", "Node", "NumberingIssue", "numbering_issues", "outline", "tree"]


def outline(text: str) -> tuple[Heading, ...]:
    """The headings of `text`, which holds no advertisements, in reading order; offsets are code points in `text`."""
    layout = lay_out(text)
    headings: list[Heading] = []
    lines = layout.lines
    starts = [(block.first, block.last + 1) for block in layout.blocks]
    if not starts:
        first = layout.frame.size
        starts = [(first, first + opening_title(lines[first:])[0])]
    for (_, body), (stop, _) in zip(starts, [*starts[1:], (len(lines), 0)], strict=True):
        headings += _headings(lines, body, stop)
    return tuple(headings)


def _headings(lines: list[Line], first: int, stop: int) -> list[Heading]:
    """The headings of one piece."""
    items, articles = read_items(lines, first, stop)
    numbered = keep_headings(items, lines)
    shaped = shaped_items(lines, first, stop, articles.union(item.line for item in numbered))
    found = sorted([*numbered, *shaped], key=lambda item: item.line)
    return [
        Heading(level, item.form, item.start, item.end, item.text, item.marker, item.number)
        for item, level in zip(found, _levels(found), strict=True)
    ]


def _levels(items: list[Item]) -> list[int]:
    """The level of each item, by nesting: the first scheme seen is outermost, one of higher rank closes lower ones.

    Of two schemes that stand at any level (一是, 第一，) the second is under the first only if that goes on after it.
    """
    levels = []
    open_schemes: list[Scheme] = []
    for index, item in enumerate(items):
        scheme = item.scheme
        depth = next((at for at, seen in enumerate(open_schemes) if seen is scheme), None)
        if depth is not None:
            del open_schemes[depth + 1 :]
        else:
            while open_schemes and _is_over(scheme, open_schemes[-1], items[index:]):
                open_schemes.pop()
            open_schemes.append(scheme)
        levels.append(len(open_schemes))
    return levels


def _is_over(scheme: Scheme, last: Scheme, rest: list[Item]) -> bool:
    """Whether a scheme not yet open closes the last open one."""
    if last.rank != FLOATING:
        return last.rank > scheme.rank
    if scheme.rank != FLOATING:
        return True
    for item in rest:
        if item.scheme is last:
            return item.number == 1
        if item.scheme.rank != FLOATING:
            break
    return True

"""A heading (标题层次), and the headings of a text as a tree."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Form = Literal["line", "lead"]


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading of a text."""

    level: int
    """1 for the outermost headings of a piece, whatever their numbering: levels follow the nesting, not the mark."""
    form: Form
    """`line`: a line of its own; `lead`: the leading sentence of its paragraph (段首句)."""
    start: int
    end: int
    """Code points in the text given: from the mark on; a closing 。 or ： stays outside."""
    text: str
    """As written, its mark included, without the end mark: 一、守正创新, 一是守正创新, 守正创新 谱写新篇."""
    marker: str | None
    """一、 · （一） · 1. · 一是 · 第一， · 第一章; None for a heading known by its shape alone."""
    number: int | None
    """The value of the mark: 3 for 三、; None without one."""


@dataclass(frozen=True, slots=True)
class Node:
    """A heading with the headings under it."""

    heading: Heading
    children: tuple["Node", ...]


def tree(headings: Iterable[Heading]) -> tuple[Node, ...]:
    """`headings`, in reading order, as a tree: each stands under the last one before it with a smaller level."""
    return _nodes(list(headings), 0, 0)[0]


def _nodes(headings: list[Heading], index: int, above: int) -> tuple[tuple[Node, ...], int]:
    """The nodes from `index` on that are deeper than level `above`, and the index after them."""
    nodes = []
    while index < len(headings) and headings[index].level > above:
        heading = headings[index]
        children, index = _nodes(headings, index + 1, heading.level)
        nodes.append(Node(heading, children))
    return tuple(nodes), index

"""Characters that no document may hold are taken out (去控制字符), wherever they stand, and the places behind moved."""

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from mofan.paper.characters import is_readable, readable
from mofan.paper.paragraph import Paragraph

_T = TypeVar("_T")


def fitting(value: _T, removed: list[str]) -> _T:
    """`value` (a text, a paragraph, a paper, a document …) as a document may hold it; what is out is appended."""
    made: Any = value
    if isinstance(value, str):
        result = readable(value)
        removed.append(result.removed)
        made = result.text
    elif isinstance(value, tuple):
        made = tuple(fitting(one, removed) for one in value)
    elif isinstance(value, Paragraph):
        made = _paragraph(value, removed)
    elif is_dataclass(value) and not isinstance(value, type):
        kept = {field.name: fitting(getattr(value, field.name), removed) for field in fields(value)}
        made = replace(value, **kept)
    return cast(_T, made)


def _paragraph(paragraph: Paragraph, removed: list[str]) -> Paragraph:
    text = paragraph.text
    if is_readable(text) and not paragraph.marks and not paragraph.grid:
        return paragraph

    def moved(place: int) -> int:
        return len(readable(text[:place]).text)

    grid = fitting(paragraph.grid, removed)
    marks = tuple(replace(fitting(mark, removed), place=moved(mark.place)) for mark in paragraph.marks)
    words = readable(text).text if grid else fitting(text, removed)  # those of a table are counted in its cells
    return replace(paragraph, text=words, heading_end=moved(paragraph.heading_end), marks=marks, grid=grid)

"""Messages of known class (已定类别的留言), of a file of lines: whatever the classes are called, ours or others."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from mofan.cases.kinds import Kind

FORM: Final = '{"id","title","text"}'
TEXT: Final = ("text", "content", "detail", "内容", "正文", "诉求内容", "留言内容", "留言详情")
TITLE: Final = ("title", "subject", "标题", "主题", "留言标题", "留言主题")
CATEGORY: Final = ("category", "label", "code", "class", "类别", "分类", "类型", "标签", "一级标签", "一级分类")
"""Names under which these stand in the lines of other systems; the first that a line has is taken."""


@dataclass(frozen=True, slots=True)
class Lessons:
    """What is to be learnt (学习材料)."""

    messages: tuple[tuple[str, str], ...]
    """Text and class, in the order of the file."""
    classes: Mapping[str, str]
    """Class → its name, of all that can be guessed: those of the file, and the others of the kind where the file goes
    by the kind's classes."""


def row_of(line: bytes) -> Mapping[str, Any] | None:
    """The JSON object of a line that has a text; None for anything else."""
    try:
        row = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
    except ValueError:
        return None
    return row if isinstance(row, dict) and isinstance(_first(row, TEXT), str) else None


def whole(row: Mapping[str, Any]) -> str:
    """As `suggest_category` sees a case: its title, then its text."""
    return f"{_first(row, TITLE) or ''}\n{_first(row, TEXT)}"


def lessons_in(path: Path, kind: Kind) -> Lessons:
    """Read a file of lessons. A class is known by its code or its name; one that the kind does not have is a class of
    the agency's own. Raises ValueError naming the first line without text or class, OSError."""
    codes = {name: code for code, name in kind.categories.items()} | {code: code for code in kind.categories}
    messages = [(text, codes.get(label, codes.get(label.removesuffix("类"), label))) for text, label in _labelled(path)]
    if not messages:
        raise ValueError(f"{path.name} 里没有留言。")
    found = dict.fromkeys(label for _, label in messages)
    ours = [one for one in found if one in kind.categories]
    more = kind.categories if 2 * len(ours) >= len(found) else ()
    return Lessons(tuple(messages), {one: kind.categories.get(one, one) for one in (*more, *found)})


def _labelled(path: Path) -> Iterator[tuple[str, str]]:
    for no, line in enumerate(path.read_bytes().splitlines(), 1):
        if line.strip():
            row = row_of(line)
            label = _first(row, CATEGORY) if row is not None else None
            said = str(label).strip() if isinstance(label, str | int) else ""
            if row is None or not said:
                raise ValueError(
                    f'{path.name} 第 {no} 行要有 text 和 category，如 {{"text":"…","category":"交通运输"}}。'
                )
            yield whole(row), said


def _first(row: Mapping[str, Any], names: Sequence[str]) -> Any:
    return next((row[one] for one in names if row.get(one) is not None), None)

"""Problems out of the text of an inspection report (巡视巡察反馈意见里的问题): numbered paragraphs become rows. Pure.

A numbered paragraph is a problem when no deeper numbered paragraph follows under it; else it is a group and its words
go with its problems. Where a report has a part on problems (“二、存在的主要问题”) the others are left out. What follows
a label (整改措施：, 责任单位：, 整改时限：) belongs to the problem above it, numbered or not.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

LABELS: Final[Mapping[str, tuple[str, ...]]] = {
    "problem": ("反馈问题", "存在问题", "具体问题", "问题描述", "问题表现", "问题"),
    "measure": ("整改措施", "整改举措", "具体措施", "措施"),
    "owner": ("整改责任单位", "责任单位", "牵头单位", "整改单位", "主责单位", "责任部门", "责任科室"),
    "due_on": ("整改时限", "完成时限", "整改期限", "完成时间", "时限", "期限"),
}
"""Field → the labels that stand before it in running text."""
LEVELS: Final[tuple[re.Pattern[str], ...]] = (
    re.compile(r"[一二三四五六七八九十]{1,3}、"),
    re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]"),
    re.compile(r"\d{1,3}(?:[.．、](?!\d)|\s+(?=[\u4e00-\u9fff]))"),
    re.compile(r"[（(]\d{1,3}[）)]|[①-⑳]"),
)
"""How numbered paragraphs begin, the highest level first (GB/T 9704-2012, 7.3.3)."""
ALL_PROBLEMS: Final = re.compile(
    r"[^，。]{0,8}(?:主要|突出|存在|发现|反馈)的?[^，。]{0,6}(?:问题|不足|短板)(?:和不足)?"
)
"""The heading of the one part that holds all problems: 二、巡察发现的主要问题."""
NO_PROBLEMS: Final = re.compile(
    r"[^，。]{0,8}(?:基本情况|总体情况|总体评价|开展情况|主要成绩|工作成效|意见建议|整改建议|意见和建议"
    r"|(?:整改|工作|有关)要求)|下一步[^，。]{0,8}"
)
"""The heading of a part without problems: 三、意见建议."""
_LABEL: Final = re.compile(
    r"(?:^|(?<=[。；;，,\s（(]))("
    + "|".join(sorted({one for some in LABELS.values() for one in some}, key=len, reverse=True))
    + r")\s*[：:]\s*"
)
_SHORT: Final = frozenset({"owner", "due_on"})
"""Fields of one paragraph; what follows in another one goes on with the problem."""
_ENDS: Final = "。；;，, 　）)"


@dataclass(slots=True)
class Found:
    """A problem as it stands in the text: its fields, and the number of its first line."""

    line: int
    level: int
    groups: tuple[str, ...]
    fields: dict[str, list[str]] = field(default_factory=dict)
    is_group: bool = False

    @property
    def part(self) -> str:
        """The heading of the part of the report that it stands in (一、…); of a problem of that level its own words."""
        return self.groups[0] if self.groups else _heading(self) if self.level == 0 else ""

    def said(self, name: str) -> str:
        """What was written in one field, a paragraph a line."""
        return "\n".join(self.fields.get(name, ()))


def problems_in(text: str) -> tuple[list[Found], list[str]]:
    """The problems of a report in order, and what was left out, a sentence each."""
    found, remarks = _read(text.splitlines())
    parts = list(dict.fromkeys(one.part for one in found if one.part))
    grouped = {one.part for one in found if one.groups}
    whole = [one for one in parts if one in grouped and ALL_PROBLEMS.fullmatch(one)]
    left = [one for one in parts if (one not in whole if whole else NO_PROBLEMS.fullmatch(one))]
    remarks += [f"“{one}”这一部分不是问题，没有读。" for one in left]
    return [one for one in found if one.part not in left], remarks


def _read(lines: Sequence[str]) -> tuple[list[Found], list[str]]:
    above: list[Found] = []
    """Those that are open, the highest level first."""
    found: list[Found] = []
    at, unread = "problem", 0
    for number, line in enumerate((one.strip() for one in lines), 1):
        level, words = _numbered(line)
        if level is not None and not (at == "measure" and above and level > above[-1].level):
            above = [one for one in above if one.level < level]
            for one in above:
                one.is_group = True
            above.append(Found(number, level, tuple(_heading(one) for one in above)))
            found.append(above[-1])
            at = "problem"
        elif not above:
            unread += bool(line)
            continue
        else:
            words, at = line, "problem" if at in _SHORT else at
        for name, said in _labelled(words, at):
            at = name
            above[-1].fields.setdefault(name, []).extend([said] if said else [])
    told = [f"第一个编号以前的 {unread} 段没有读。"] if unread else []
    return [one for one in found if not one.is_group and one.said("problem")], told


def _numbered(line: str) -> tuple[int | None, str]:
    for level, pattern in enumerate(LEVELS):
        if mark := pattern.match(line):
            return level, line[mark.end() :].strip()
    return None, line


def _heading(one: Found) -> str:
    first = one.fields.get("problem", [""])[0]
    return re.split("[。；]", first)[0].strip()


def _labelled(words: str, at: str) -> Iterator[tuple[str, str]]:
    """The pieces of a paragraph, each with the field that its label names; what stands before the first goes on with
    the field that was being written."""
    places = list(_LABEL.finditer(words))
    before = words[: places[0].start()] if places else words
    if before.strip(_ENDS):
        yield at, before.strip().rstrip("（(").strip()
    ends = [*(one.start() for one in places[1:]), len(words)]
    for place, end in zip(places, ends, strict=False):
        said = words[place.end() : end]
        name = next(name for name, labels in LABELS.items() if place.group(1) in labels)
        yield name, said.strip().strip(_ENDS) if name in _SHORT else said.strip().rstrip("（(").strip()

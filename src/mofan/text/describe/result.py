"""What a description holds (描述)."""

from dataclasses import dataclass

from mofan.text.units import Unit


@dataclass(frozen=True, slots=True)
class Mention:
    """Something named in the text: a region, a person, a date, a slogan."""

    start: int
    end: int
    """Code points in the text; quotation marks of a slogan stand outside."""
    text: str
    value: str | None = None
    """Of a region its level (省, 市, 县, 乡镇), of a date its ISO form (2021-03-05, 2021-03, 2021, of
    a span 2021-03-05/2021-03-09) where known."""


Value = int | float | tuple[float, float]
"""A number, or the two ends of a range."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its measure word (数据): 3000余人次, 近3000万元, 85.3%, x余次."""

    start: int
    end: int
    text: str
    value: Value | None
    """Multiplied out (1.2亿元 → 120000000); percentages as written (85.3); None for a blank and for 数百."""
    measure: str | None
    """人次, 元, %, 小时 …; None for a bare fraction (三分之二)."""
    approximate: bool
    """Whether the text says 余, 多, 近, 约, 以上 …"""
    blank: bool
    """Whether the number was taken out (x余次)."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A place where a number or a name was taken out (空缺): x, xx, ×, ××, ___, 某, 〇〇, 【 】."""

    start: int
    end: int
    """Of the mark alone, measure word and place type excluded."""
    text: str
    what: str | None
    """What it counts (警示教育 in 召开警示教育x次), or 地名, 单位名, 人名, 日期, 序号 for a name."""
    measure: str | None
    """The measure word behind it (次); None for a name."""


NATIONAL_LEADERS = frozenset({"习近平", "毛泽东", "周恩来", "邓小平", "江泽民", "胡锦涛"})
"""Persons whose names no anonymised text takes out."""


@dataclass(frozen=True, slots=True)
class Description:
    """All that is known of one piece from its words alone."""

    title: str
    subtitle: str | None
    unit: Unit | None
    genre: str
    """文种: 经验材料, 工作总结, 通知 …; 其他 if nothing says."""
    themes: tuple[str, ...]
    """领域 by weight of evidence, five at most."""
    regions: tuple[Mention, ...]
    persons: tuple[Mention, ...]
    dates: tuple[Mention, ...]
    slogans: tuple[Mention, ...]
    figures: tuple[Figure, ...]
    blanks: tuple[Blank, ...]
    year: int | None
    """The year that the piece speaks of."""
    characters: int
    """字数: characters without white space."""

    @property
    def leaks(self) -> tuple[Mention, ...]:
        """Real names left in a text whose names were otherwise taken out: places below the province, and persons."""
        if not any(blank.measure is None and blank.what in ("地名", "单位名", "人名") for blank in self.blanks):
            return ()
        places = [region for region in self.regions if region.value != "省"]
        people = [person for person in self.persons if person.text not in NATIONAL_LEADERS]
        return tuple(sorted((*places, *people), key=lambda mention: mention.start))

    @property
    def unit_level(self) -> str | None:
        """国家 … 村, or None."""
        return self.unit.level if self.unit else None

    @property
    def unit_kind(self) -> str | None:
        """党委部门, 政府部门 …, or None."""
        return self.unit.kind if self.unit else None

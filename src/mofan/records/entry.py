"""What somebody enters (录入内容), read from what he typed. Pure: no Django.

An `Entry` is complete and typed; `checking` says what is wrong with it and what deserves a remark.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as made
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from mofan.records.attendance import Attendee, State, Tally, Votes, tally
from mofan.records.catalogue.kinds import Field, Kind

FieldValue = str | Decimal | date

LONGEST_TEXT: Final = 500
"""Characters of a one-line field."""
LONGEST_PARAGRAPH: Final = 50_000
LARGEST: Final = Decimal(10) ** 13
FIRST_DAY, LAST_DAY = date(1949, 10, 1), date(2999, 12, 31)
"""Days outside of these are typing errors."""
_DAY: Final = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_SPEAKER: Final = re.compile(r"([\u3400-\u9fff·]{2,8}?|[A-Za-z .]{2,30})(?:同志)?\s*[：:]\s*(\S.*)", re.DOTALL)


_LABEL: Final = re.compile(
    "时间|地点|主题|议题|内容|要求|决定|结论|补充|说明|会议|大会|同意|反对|其中|[一二三四五六]是|下一步|主要有|大家认为|会议.{2}"
)
"""Words before a colon that are nobody's name."""


class NotAValue(ValueError):
    """What was typed does not fit its field; the message is a Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody (人员): a row of the organisation, or, for an outsider, a name alone."""

    name: str
    person: int | None = None


@dataclass(frozen=True, slots=True)
class OnRoll:
    """A line of the roll (名册一行)."""

    who: Who
    state: State = "present"
    has_vote: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Assigned:
    """A task that a decision makes (交办): what, who (a row of the organisation), until when."""

    what: str
    owner: int
    due_on: date


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the agenda (议题)."""

    title: str
    points: tuple[tuple[str, str], ...] = ()
    """(who, what he said); who is empty where a line names nobody."""
    conclusion: str = ""
    votes: Votes | None = None
    tasks: tuple[Assigned, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One record as it is entered (录入内容)."""

    kind: Kind
    title: str
    held_on: date
    values: Mapping[str, FieldValue] = made(default_factory=dict)
    people: Mapping[str, tuple[Who, ...]] = made(default_factory=dict)
    roll: tuple[OnRoll, ...] = ()
    headcount: Tally | None = None
    """For a ledger that holds numbers and no names."""
    agenda: tuple[Item, ...] = ()
    serves: tuple[str, ...] = ()
    tasks: tuple[Assigned, ...] = ()
    """Tasks of the record as a whole, for kinds without an agenda."""

    @property
    def tally(self) -> Tally | None:
        """Who was due and came; None for a kind without a roll."""
        if self.kind.roll is None:
            return None
        if not self.roll:
            return self.headcount
        return tally(Attendee(one.state, one.has_vote) for one in self.roll)

    @property
    def text(self) -> str:
        """What its author wrote, one paragraph a line: text fields that are not carried over, points, conclusions."""
        return "\n".join(self._written())

    def _written(self) -> Iterator[str]:
        for one in self.kind.fields:
            written = one.type == "paragraph" or (one.type == "text" and not one.carry)
            if written and (value := self.values.get(one.code)):
                yield str(value)
        for item in self.agenda:
            yield from (said for _, said in item.points)
            if item.conclusion:
                yield item.conclusion


def read_value(field: Field, typed: str) -> FieldValue | None:
    """The value behind what was typed into a field; None when nothing was. Raises NotAValue.

    Full-width digits, thousands marks and a measure word behind a number are read; a choice is taken by its code or by
    its label.
    """
    text = typed.strip()
    if not text:
        return None
    if field.counts:
        return _number(text, field.measure)
    if field.type == "date":
        return read_day(text)
    if field.type == "choice":
        return _choice(field, text)
    if field.type == "units":
        return "、".join(dict.fromkeys(one for one in re.split(r"[、，,；;\n]+", text) if one.strip()))[:LONGEST_TEXT]
    longest = LONGEST_PARAGRAPH if field.type == "paragraph" else LONGEST_TEXT
    if len(text) > longest:
        raise NotAValue(f"最多 {longest} 字，现在 {len(text)} 字。")
    return text if field.type == "paragraph" else " ".join(text.split())


def _number(text: str, measure: str) -> Decimal:
    """The number, with its measure word behind it or without: 12, 12户, 3.5万元 of what is counted in 元."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "")
    times = 10_000 if measure and plain.endswith(f"万{measure}") else 1
    try:
        number = Decimal(plain.removesuffix(measure).removesuffix("万" if times > 1 else "")) * times
    except InvalidOperation:
        raise NotAValue(f"“{text}”不是数，只写数字。") from None
    if not number.is_finite() or number < 0:
        raise NotAValue("要写不小于 0 的数。")
    if number >= LARGEST or number != round(number, 4):
        raise NotAValue("数太大，或者小数超过四位。")
    return number


def read_day(text: str) -> date:
    """The day that was typed: 2026-11-20, 2026.11.20, 2026/11/20, 2026年11月20日. Raises NotAValue."""
    found = _DAY.match(unicodedata.normalize("NFKC", text.strip()))
    try:
        day = date(*map(int, found.groups())) if found else None
    except ValueError:
        day = None
    if day is None or not FIRST_DAY <= day <= LAST_DAY:
        raise NotAValue(f"“{text.strip()[:20]}”不是日期，写成 2026-11-20 这样。")
    return day


def _choice(field: Field, text: str) -> str:
    if text in field.choices:
        return text
    for code, label in field.choices.items():
        if label == text:
            return code
    raise NotAValue(f"没有“{text[:20]}”这一项，可选：{'、'.join(field.choices.values())}。")


def read_points(text: str) -> tuple[tuple[str, str], ...]:
    """Points of a discussion, one a line, the name before a colon: 沈知行：下村走访 41 次. A line that names nobody
    belongs to whoever spoke before it, as a paragraph of his own; nothing is made up for it."""
    points: list[tuple[str, str]] = []
    for line in text.splitlines():
        if not (line := line.strip()):
            continue
        found = _SPEAKER.fullmatch(line)
        named = found is not None and not _LABEL.fullmatch(found[1].strip())
        points.append((found[1].strip(), found[2].strip()) if found and named else ("", line))
    return tuple(points)


def read_names(text: str) -> tuple[str, ...]:
    """Names that were typed or pasted, each once: divided by 、 commas, semicolons or white space, but 张 三 with one
    wide space inside stays one name."""
    joined = re.sub(r"(?<![\u3400-\u9fff])([\u3400-\u9fff])\u3000([\u3400-\u9fff])(?![\u3400-\u9fff])", r"\1\2", text)
    return tuple(dict.fromkeys(one for one in re.split(r"[、，,；;\s]+", joined) if one))


def shown(field: Field, value: object) -> str:
    """A value as people read it: a choice by its label, a number with its measure, a day in Chinese."""
    if value is None or value == "":
        return ""
    if field.type == "choice":
        return field.choices.get(str(value), str(value))
    if field.counts:
        number = Decimal(str(value))
        plain = f"{number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize():f}"
        return f"{plain} {field.measure}"
    if field.type == "date":
        day = value if isinstance(value, date) else date.fromisoformat(str(value))
        return f"{day.year}年{day.month}月{day.day}日"
    return str(value)


def stored(value: FieldValue) -> str:
    """A value as JSON holds it."""
    if isinstance(value, date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else value


def restored(field: Field, kept: object) -> FieldValue | None:
    """The value behind what `stored` gave."""
    return read_value(field, str(kept)) if kept not in (None, "") else None

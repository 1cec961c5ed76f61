"""A unit's own ledger read as records (台账): columns by their headings, errors row by row. Pure: no Django."""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from mofan.org.reading_days import NotADay
from mofan.org.reading_days import read_day as read_cell
from mofan.records.attendance import State, Tally
from mofan.records.catalogue.kinds import Kind
from mofan.records.checking import LONGEST_REASON, problems
from mofan.records.entry import Entry, FieldValue, Item, NotAValue, OnRoll, Who, read_day, read_names, read_value

Cell = str | int | float | datetime | date | None

MOST_ROWS: Final = 5_000
"""Rows of one sheet; more come in several."""
STANDARD: Final[Mapping[str, str]] = {
    "title": "主题",
    "held_on": "日期",
    "present_names": "参加人员",
    "leave_names": "请假人员",
    "absent_names": "缺席人员",
    "due": "应到人数",
    "present": "实到人数",
}
"""Columns that a ledger may have beside the fields of the kind."""
_SPOKEN: Final[Mapping[str, tuple[str, ...]]] = {
    "title": ("主题", "题目", "标题", "名称", "会议主题", "活动主题", "内容摘要", "事项"),
    "held_on": ("日期", "时间", "召开时间", "活动时间", "会议时间", "开展时间", "召开日期"),
    "present_names": ("参加人员", "到会人员", "参会人员", "出席人员", "实到人员"),
    "leave_names": ("请假人员", "请假"),
    "absent_names": ("缺席人员", "缺席", "未到人员"),
    "due": ("应到", "应到人数", "应参加人数"),
    "present": ("实到", "实到人数", "参加人数", "到会人数", "实际参加人数"),
}
_ENDINGS: Final[Mapping[str, str]] = {
    "日期": "held_on", "时间": "held_on", "主题": "title", "题目": "title", "标题": "title",
}  # fmt: skip
"""How a heading ends → what it is, where its beginning names the kind itself (走访时间) or any occasion."""
_OCCASIONS: Final = ("开展", "举办", "活动", "召开", "会议", "发生", "举行", "组织")
_COUNTED: Final = re.compile(r"(?:个数|数量|数|情况|内容|名单)$")
"""What a heading may have at its end or not: 收集问题数, 收集问题."""
_PARTICLE: Final = re.compile("到?的")
"""了解到的情况, 了解的情况, 了解情况: the same."""
_ROLL: Final[tuple[tuple[State, str], ...]] = (
    ("present", "present_names"), ("leave", "leave_names"), ("absent", "absent_names"),
)  # fmt: skip
_WITH_REASON: Final = re.compile(r"([\u3400-\u9fff·]{2,20})\s*[（(]([^（()）]{1,200})[)）]")
_DAYS_IN_DIGITS: Final = (5, 8)
"""How many digits a day has that is written as a number: 46086 of a spreadsheet, 20260305."""
_WITHOUT_YEAR: Final = re.compile(r"\d{1,2}\s*[-/.月]\s*\d{1,2}\s*[日号]?")
_BRACKETS: Final = re.compile(r"[（(].*?[）)]|[\s:：*]")


@dataclass(frozen=True, slots=True)
class RowRead:
    """One row of a ledger (台账一行): its number in the sheet, and the entry or what is wrong with it."""

    number: int
    entry: Entry | None
    sentences: tuple[str, ...] = ()


def fingerprint_of(headings: Sequence[str]) -> str:
    """The same for the same headings in whatever order (表头指纹)."""
    said = "\n".join(sorted(" ".join(one.split()) for one in headings if one.strip()))
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()


def targets(kind: Kind) -> dict[str, str]:
    """Code → name of everything that a column may be for this kind."""
    found = {"title": kind.title_name, "held_on": kind.date_name}
    if kind.roll is not None:
        found |= {code: STANDARD[code] for code in STANDARD if code not in found}
    return found | {one.code: one.name for one in kind.fields if one.type != "file"}


def guess_columns(kind: Kind, headings: Sequence[str]) -> dict[str, str]:
    """Heading → code of what it seems to be, "" where nothing fits; no code is given twice. Names that are written in
    full go first; one that is like two columns is left to whoever looks at it."""
    names = {_plain(name): code for code, name in targets(kind).items()}
    for code in targets(kind):
        names |= {_plain(name): code for name in _SPOKEN.get(code, ()) if _plain(name) not in names}
    guessed = dict.fromkeys(headings, "")
    guesses: tuple[Callable[[str], str], ...] = (lambda one: names.get(one, ""), lambda one: _by_ending(kind, one))
    for guess in guesses:
        for heading in headings:
            code = guess(_plain(heading))
            if not guessed[heading] and code not in guessed.values():
                guessed[heading] = code
    return guessed | _alike(kind, guessed)


def _by_ending(kind: Kind, heading: str) -> str:
    """走访时间 of 走访调研: its day."""
    beginning, ending = heading[:-2], heading[-2:]
    known = beginning in _OCCASIONS or (len(beginning) > 1 and beginning in kind.name)
    return _ENDINGS.get(ending, "") if known else ""


def _alike(kind: Kind, guessed: Mapping[str, str]) -> dict[str, str]:
    """Headings that hold the name of one field alone, or are held in it, where no other heading does the same."""
    left = {one.code: _stem(one.name) for one in kind.fields if one.type != "file" and one.code not in guessed.values()}
    found: dict[str, list[str]] = {}
    for heading, code in guessed.items():
        stem = _stem(heading)
        fits = [one for one, name in left.items() if len(stem) > 1 and (stem in name or name in stem)]
        if not code and len(fits) == 1:
            found.setdefault(fits[0], []).append(heading)
    return {some[0]: code for code, some in found.items() if len(some) == 1}


def _stem(heading: str) -> str:
    plain = _PARTICLE.sub("", _plain(heading))
    stem = _COUNTED.sub("", plain)
    return stem if len(stem) > 1 else plain


def _plain(heading: str) -> str:
    return _BRACKETS.sub("", heading)


def read_ledger(
    kind: Kind,
    headings: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    columns: Mapping[str, str],
    *,
    person_of: Callable[[str], int | None],
    today: date,
    first_row: int = 2,
    year: int | None = None,
) -> tuple[RowRead, ...]:
    """Every row that holds anything, as an entry or with what is wrong. `columns` is heading → code; `person_of` finds
    the row of the organisation behind a name, None where there is none or more than one; `year` is that of days
    without one (3月5日)."""
    read = []
    for number, row in enumerate(rows, first_row):
        cells = {
            columns[heading]: _text(cell)
            for heading, cell in zip(headings, row, strict=False)
            if columns.get(heading) and _text(cell)
        }
        if cells:
            read.append(_row(kind, number, cells, person_of, today, year))
    return tuple(read)


def _row(
    kind: Kind,
    number: int,
    cells: Mapping[str, str],
    person_of: Callable[[str], int | None],
    today: date,
    year: int | None,
) -> RowRead:
    wrong: list[str] = []
    held_on = _day(cells.get("held_on", ""), kind.date_name, wrong, year)
    told = {"held_on"} if held_on is None else set()
    values: dict[str, FieldValue] = {}
    people: dict[str, tuple[Who, ...]] = {}
    agenda: tuple[Item, ...] = ()
    for field in kind.fields:
        text = cells.get(field.code, "")
        if field.type == "people":
            people[field.code] = tuple(Who(name, person_of(name)) for name in names_in(text))
        elif field.type == "agenda":
            agenda = tuple(Item(title=line.strip()[:200]) for line in text.splitlines() if line.strip())
        elif field.type != "file":
            try:
                value = read_value(field, text)
            except NotAValue as error:
                wrong.append(f"{field.name}：{error}")
                told.add(field.code)
                continue
            if value is not None:
                values[field.code] = value
    roll = tuple(
        OnRoll(Who(name, person_of(name)), state, reason=reason or ("台账未写" if state == "leave" else ""))
        for state, column in _ROLL
        for name, reason in _names_with_reasons(cells.get(column, ""))
    )
    headcount = None if roll or kind.roll is None else _headcount(cells, wrong)
    entry = Entry(kind, cells.get("title", ""), held_on or today, values, people, roll, headcount, agenda)
    wrong += [one.sentence for one in problems(entry, today) if one.control not in told]
    return RowRead(number, None if wrong else entry, tuple(wrong))


def names_in(text: str) -> list[str]:
    """The names in a cell, without the reasons in brackets behind them."""
    return [name for name, _ in _names_with_reasons(text)]


def _names_with_reasons(text: str) -> list[tuple[str, str]]:
    """Each name with the reason that stands in brackets behind it: 沈知行（外出学习）、程以宁."""
    reasons = {found[1]: found[2].strip() for found in _WITH_REASON.finditer(text)}
    return [(name, reasons.get(name, "")[:LONGEST_REASON]) for name in read_names(_WITH_REASON.sub(r"\1、", text))]


def _day(text: str, name: str, wrong: list[str], year: int | None) -> date | None:
    try:
        if year is not None and _WITHOUT_YEAR.fullmatch(text):
            return read_cell(text, year)
        return read_cell(text) if text.isdecimal() and len(text) in _DAYS_IN_DIGITS else read_day(text)
    except NotADay as error:
        wrong.append(f"{name}：{error}")
        return None
    except NotAValue as error:
        wrong.append(f"{name}：{error}" if text else f"{name}要填写。")
        return None


def _headcount(cells: Mapping[str, str], wrong: list[str]) -> Tally | None:
    """应到 and 实到 as numbers; the rest is counted as absent, because nobody wrote why."""
    numbers = []
    for code in ("due", "present"):
        text = cells.get(code, "").rstrip("人 ")
        if text and not text.isdecimal():
            wrong.append(f"{STANDARD[code]}“{text}”不是数。")
            return None
        numbers.append(int(text) if text else None)
    due, present = numbers
    if present is None:
        return None
    due = present if due is None else due
    if present > due:
        wrong.append(f"实到 {present} 人，比应到 {due} 人多。")
        return None
    return Tally(due=due, due_voting=due, present=present, present_voting=present, absent=due - present)


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()

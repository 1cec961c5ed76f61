"""A list of an upper platform read as what is handed in (清单识别), row by row, with what is wrong. Writes nothing."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from mofan.cases.channels.columns import NOTE
from mofan.cases.channels.outside import outside_key
from mofan.cases.intake import LONGEST_TEXT, Intake, PartyFacts, Value, problems, read_values
from mofan.cases.kinds import Kind, Need, Urgency
from mofan.cases.models import Channel
from mofan.org.reading_days import NotADay, read_day
from mofan.org.sheets import Cell, Sheet, said
from mofan.records.ledger_sheets import Ledger

LONGEST_TITLE: Final = 120
MOST_WORDS: Final = 60
"""Names of categories of a platform that are matched with ours."""
_URGENT: Final[tuple[tuple[Urgency, tuple[str, ...]], ...]] = (
    ("ordinary", ("不急", "不紧急", "非紧急")),
    ("emergency", ("危急", "危及", "生命", "特急", "特别紧急", "一级")),
    ("complex", ("复杂", "疑难")),
    ("urgent", ("紧急", "加急", "急件", "急事", "二级")),
    ("ordinary", ("一般", "普通", "平件", "常规", "正常", "三级")),
)
"""What platforms write; the first that fits counts, so that 不紧急 and 特别紧急 are looked for before 紧急."""
_SENTENCE: Final = re.compile(r"[^。！？；\n]+")
_POINTS: Final = re.compile(r"[\n；;]+")
_YES: Final = ("是", "有", "1", "√", "true")


@dataclass(frozen=True, slots=True)
class RowRead:
    """One row of a list (清单一行): its number in the sheet, the platform's own number, and what is handed in or what
    is wrong with it."""

    number: int
    outside: str
    intake: Intake | None
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class How:
    """How a list is read (怎样读): heading → what it is; what the platform calls a category → ours; its name."""

    columns: Mapping[str, str]
    words: Mapping[str, str]
    platform: str = ""


def category_words(ledger: Ledger, columns: Mapping[str, str]) -> tuple[str, ...]:
    """What stands in the column of categories, each once, in order."""
    places = [place for place, heading in enumerate(ledger.headings) if columns.get(heading) == "category"]
    found = {said(row[place]): None for row in ledger.rows for place in places if place < len(row)}
    return tuple(word for word in found if word)[:MOST_WORDS]


def guess_words(kind: Kind, words: Sequence[str]) -> dict[str, str]:
    """What a platform calls a category → ours of the same name, or the one of whose name or part it is; else ""."""
    guessed = {}
    for word in words:
        same = [code for code, name in kind.categories.items() if name == word]
        parts = [
            code
            for code, name in kind.categories.items()
            if word in name or name in word or any(part and part in word for part in re.split("[和与、及]", name))
        ]
        guessed[word] = same[0] if same else parts[0] if len(parts) == 1 else ""
    return guessed


def read_rows(kind: Kind, ledger: Ledger, how: How) -> tuple[RowRead, ...]:
    """Every row that holds anything, as what is handed in or with what is wrong; a number that stood before in the list
    is wrong the second time."""
    read: list[RowRead] = []
    first: dict[str, int] = {}
    for number, row in enumerate(ledger.rows, ledger.first_row):
        cells = _cells(ledger.headings, row, how.columns)
        if not cells:
            continue
        one = _row(kind, number, cells, how)
        if one.outside and (before := first.setdefault(one.outside, number)) != number:
            one = RowRead(number, one.outside, None, (f"平台编号与第 {before} 行相同。",))
        read.append(one)
    return tuple(read)


def wrong_rows(ledger: Ledger, read: Sequence[RowRead]) -> Sheet:
    """The rows with something wrong as they stood, with what is wrong before them: mended, they can be read again."""
    wrong = {one.number: "".join(one.sentences) for one in read if one.intake is None}
    rows: list[tuple[Cell, ...]] = [("问题", *ledger.headings)]
    for number, row in enumerate(ledger.rows, ledger.first_row):
        if number in wrong:
            rows.append((wrong[number], *row))
    return Sheet("有问题的行", tuple(rows))


@dataclass(frozen=True, slots=True)
class _Given:
    """A cell that holds something, below its heading."""

    heading: str
    cell: Cell

    @property
    def words(self) -> str:
        return str(self.cell).strip() if isinstance(self.cell, str) else said(self.cell)


def _cells(headings: Sequence[str], row: Sequence[Cell], columns: Mapping[str, str]) -> dict[str, list[_Given]]:
    found: dict[str, list[_Given]] = {}
    for heading, cell in zip(headings, row, strict=False):
        code = columns.get(heading, "")
        if code and said(cell):
            found.setdefault(code, []).append(_Given(heading, cell))
    return found


def _row(kind: Kind, number: int, cells: Mapping[str, list[_Given]], how: How) -> RowRead:
    def first(code: str) -> str:
        return cells[code][0].words if code in cells else ""

    outside = outside_key(first("number"), how.platform)
    wrong = [] if outside else ["没有平台编号，再导一次就会重复。请补上编号，或者指明哪一列是编号。"]
    notes = [f"{one.heading}：{said(one.cell)}" for one in cells.get(NOTE, ())]
    category = how.words.get(said(first("category")), "")
    if first("category") and not category:
        notes.append(f"{cells['category'][0].heading}：{said(first('category'))}")
    urgency = _urgency(first("urgency"))
    if first("urgency") and urgency is None:
        notes.append(f"{cells['urgency'][0].heading}：{said(first('urgency'))}")
    text, title = first("text"), " ".join(first("title").split())
    title, text = _titled(title, text)
    values, unread = _values(kind, cells)
    wrong += unread
    intake = Intake(
        kind,
        title,
        Channel.UPPER,
        text="\n".join([*filter(None, (text,)), *notes])[: LONGEST_TEXT + 1],
        urgency=urgency or "ordinary",
        category=category,
        place=said(first("place")),
        points=tuple(one.strip() for one in _POINTS.split(first("points")) if one.strip()),
        parties=_parties(kind, cells),
        values=values,
        outside=outside or None,
    )
    wrong += problems(intake)
    return RowRead(number, outside, None if wrong else intake, tuple(wrong))


def _titled(title: str, text: str) -> tuple[str, str]:
    """A title where none stands is the first clause of the text; one that is too long is shortened and kept whole in
    the text."""
    if not title and (clause := _SENTENCE.search(text)):
        title = " ".join(clause.group().split())
        return (title if len(title) <= 40 else f"{title[:39]}…"), text
    if len(title) > LONGEST_TITLE:
        return f"{title[: LONGEST_TITLE - 1]}…", "\n".join(filter(None, (title, text)))
    return title, text


def _urgency(word: str) -> Urgency | None:
    return next((code for code, marks in _URGENT if any(mark in word for mark in marks)), None) if word else None


def _parties(kind: Kind, cells: Mapping[str, list[_Given]]) -> tuple[PartyFacts, ...]:
    found = []
    for form in kind.parties:
        given = {
            datum: said(cells[f"{form.role}.{datum}"][0].cell) for datum in form.data if f"{form.role}.{datum}" in cells
        }
        if given:
            found.append(
                PartyFacts(
                    form.role,
                    given.get("name", ""),
                    given.get("phone", ""),
                    given.get("id_number", ""),
                    given.get("address", ""),
                    given.get("organisation", ""),
                )
            )
    return tuple(found)


def _values(kind: Kind, cells: Mapping[str, list[_Given]]) -> tuple[dict[str, Value], list[str]]:
    typed, wrong = {}, []
    for need in kind.fields:
        if f"value.{need.code}" not in cells:
            continue
        try:
            typed[need.code] = _typed(need, cells[f"value.{need.code}"][0])
        except NotADay as error:
            wrong.append(f"{need.name}：{error}")
    values, unread = read_values(kind.fields, typed)
    return values, [*wrong, *unread]


def _typed(need: Need, given: _Given) -> str:
    """As a form would have it: a day as ISO, a choice as its code, a tick as 1. Raises NotADay."""
    if need.type == "day":
        day = read_day(given.cell)
        return day.isoformat() if day else ""
    if need.type == "choice":
        codes = {name: code for code, name in need.choices.items()}
        return codes.get(said(given.cell), said(given.cell))
    if need.type == "tick":
        return "1" if said(given.cell).lower() in _YES else ""
    return given.words if need.type == "text" else said(given.cell)

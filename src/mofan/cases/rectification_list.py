"""An inspection report's list into rectification items (整改问题清单导入): problem – measure – owner – deadline.

Rows are read from a table (.xlsx, .csv, or in a .docx) as agencies keep it, or from the numbered paragraphs of the
report itself; what cannot be read is said with its row, and nothing is guessed: a deadline that is no day stays open
and is told.
"""

import io
import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Final

from docx import Document

from mofan.cases.actions import take_in
from mofan.cases.intake import Intake, Value, problems
from mofan.cases.known_kinds import kind_named
from mofan.cases.models import Case, Channel
from mofan.cases.rectification_report import problems_in
from mofan.org.importing.columns import match
from mofan.org.models import Person, Unit
from mofan.org.reading_days import NotADay, read_day
from mofan.org.sheets import Cell, NotASheet, Sheet, read_sheets, said
from mofan.text.read import MediaType, Unreadable, read_bytes, sniff

KIND: Final = "rectification_item"
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "problem": ("问题", "反馈问题", "存在问题", "具体问题", "问题描述", "整改问题", "问题表现"),
    "measure": ("整改措施", "措施", "具体措施", "整改举措"),
    "owner": ("责任单位", "牵头单位", "整改单位", "主责单位", "责任部门", "责任科室"),
    "due_on": ("整改时限", "完成时限", "整改期限", "时限", "完成时间", "期限"),
}
"""Field → the headings under which it stands, the usual one first."""
_TITLE: Final = 60
_LOOKED_AT: Final = 12
_MONTH: Final = re.compile(r"(\d{4})[年.\-/](\d{1,2})月?(?:底前?|末)?")
_SENTENCE: Final = re.compile(r"[^。；;！？]+")


@dataclass(frozen=True, slots=True)
class Item:
    """One row of the list (问题清单的一行)."""

    row: int
    problem: str
    measure: str = ""
    owner: str = ""
    """As it is written: one unit or several."""
    due_on: date | None = None
    group: str = ""
    """The headings of the report that it stands under."""


@dataclass(frozen=True, slots=True)
class ReadList:
    """What was read of a list (清单识别结果)."""

    items: tuple[Item, ...]
    remarks: tuple[str, ...] = ()
    """What could not be read, a sentence each."""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of a list (导入结果)."""

    new: tuple[Case, ...]
    known: tuple[Case, ...]
    """That stood already: the same problem of the same report comes in once."""
    owners: Mapping[int, Unit] = field(default_factory=dict)
    """Key of a case → the unit that is written as its owner, where there is exactly one; for whoever dispatches."""


def read_file(data: bytes, name: str) -> ReadList:
    """The problems of a file: of a table, of a table in a document, else of its numbered paragraphs. Raises NotASheet,
    with the next step."""
    try:
        kind = sniff(data, name)
        if kind == MediaType.XLSX or name.lower().endswith((".csv", ".xls")):
            return read_list(data, name)
        text = read_bytes(data, name).text
    except Unreadable as refusal:
        raise NotASheet(refusal.sentence) from refusal
    tables = _tables(data) if kind == MediaType.DOCX else ()
    return _of_sheets(tables) if tables else _of_text(text)


def _tables(data: bytes) -> tuple[Sheet, ...]:
    """The tables of a .docx that have a column of problems."""
    tables = Document(io.BytesIO(data)).tables
    sheets = (
        Sheet(f"表{no}", tuple(tuple(cell.text for cell in row.cells) for row in table.rows))
        for no, table in enumerate(tables, 1)
    )
    return tuple(one for one in sheets if _headed(one) is not None)


def _of_text(text: str) -> ReadList:
    found, remarks = problems_in(text)
    items = []
    for one in found:
        due_on = None
        try:
            due_on = deadline(one.said("due_on"))
        except NotADay:
            remarks.append(f"第{one.line}段的时限“{one.said('due_on')}”不是一个日期，没有填入。")
        problem, measure, owner = (one.said(name) for name in ("problem", "measure", "owner"))
        items.append(Item(one.line, problem, measure, " ".join(owner.split()), due_on, "—".join(one.groups)))
    if not items:
        raise NotASheet("没有读到带编号的问题。请检查问题是否编了号（一、（一）1.），或者改用有“问题”一栏的表格。")
    return ReadList(tuple(items), tuple(remarks))


def read_list(data: bytes, name: str) -> ReadList:
    """The rows of a table that has a column of problems. Raises NotASheet, with the next step."""
    return _of_sheets(read_sheets(data, name))


def _of_sheets(sheets: Sequence[Sheet]) -> ReadList:
    items: list[Item] = []
    remarks: list[str] = []
    for sheet in sheets:
        found = _headed(sheet)
        if found is None:
            remarks.append(f"工作表“{sheet.name}”里没有“问题”一栏，没有读。")
        else:
            _read_rows(sheet, *found, items, remarks)
    if not items:
        raise NotASheet("表格里没有读到问题。请检查表头是否有“问题”“整改措施”“责任单位”“整改时限”等栏目。")
    return ReadList(tuple(items), tuple(remarks))


def take_in_list(items: Sequence[Item], report: str, category: str, unit: Unit, *, by: Person, at: datetime) -> TakenIn:
    """Take the items in as rectification items of a unit (导入整改清单). The owner is not told: dispatching stays with
    the centre. Raises RuleBroken as `take_in` does."""
    new: list[Case] = []
    known: list[Case] = []
    owners: dict[int, Unit] = {}
    for item in items:
        key = _key(report, item.problem, unit)
        before = Case.objects.filter(outside=key).exists()
        case = take_in(_intake(item, report, category, key), unit, by=by, at=at)
        (known if before else new).append(case)
        named = list(Unit.objects.valid().filter(name=item.owner)[:2]) if item.owner else []
        if len(named) == 1:
            owners[case.pk] = named[0]
    return TakenIn(tuple(new), tuple(known), owners)


def refused(items: Sequence[Item], report: str, category: str) -> list[str]:
    """Why items could not be taken in, each sentence with its row; empty: all can."""
    return [
        f"第{item.row}行：{sentence}" for item in items for sentence in problems(_intake(item, report, category, None))
    ]


def deadline(cell: Cell) -> date | None:
    """The day by which, None for an empty cell: of a month alone, or its end, the last day («2026年12月底前»). Raises
    NotADay."""
    if isinstance(cell, str) and (month := _MONTH.fullmatch(said(cell))) and 1 <= int(month[2]) <= 12:
        year, number = int(month[1]), int(month[2])
        return date(year, number, monthrange(year, number)[1])
    return read_day(said(cell).removesuffix("前") if isinstance(cell, str) else cell)


def _intake(item: Item, report: str, category: str, key: str | None) -> Intake:
    first = _SENTENCE.search(item.problem)
    title = first.group().strip() if first else item.problem
    values: dict[str, Value] = {"problem": item.problem, "measure": item.measure, "report": report, "owner": item.owner}
    if item.due_on is not None:
        values["due_on"] = item.due_on
    return Intake(
        kind_named(KIND),
        title if len(title) <= _TITLE else f"{title[: _TITLE - 1]}…",
        Channel.OWN,
        text=item.group,
        category=category,
        values={code: value for code, value in values.items() if value},
        outside=key,
    )


def _key(report: str, problem: str, unit: Unit) -> str:
    said_once = "".join(f"{unit.pk}\n{report}\n{problem}".split())
    return f"rectification:{sha256(said_once.encode()).hexdigest()[:40]}"


def _headed(sheet: Sheet) -> tuple[int, dict[int, str]] | None:
    """The row of the headings and the places of the columns; the row with the most of them."""
    found = [(top, match([said(cell) for cell in row], COLUMNS)) for top, row in enumerate(sheet.rows[:_LOOKED_AT])]
    fitting = [one for one in found if "problem" in one[1].values() and len(one[1]) > 1]
    return max(fitting, key=lambda one: len(one[1]), default=None)


def _read_rows(sheet: Sheet, top: int, columns: Mapping[int, str], items: list[Item], remarks: list[str]) -> None:
    last: Item | None = None
    for row, cells in enumerate(sheet.rows[top + 1 :], top + 2):
        given = {name: cells[place] for place, name in columns.items() if place < len(cells)}
        words = {name: said(cell) for name, cell in given.items()}
        if not any(words.values()):
            continue
        try:
            due_on = deadline(given.get("due_on"))
        except NotADay:
            due_on = None
            remarks.append(f"第{row}行的时限“{words['due_on']}”不是一个日期，没有填入。")
        if words.get("problem"):
            last = Item(row, words["problem"], words.get("measure", ""), words.get("owner", ""), due_on)
            items.append(last)
        elif last is not None and words.get("measure"):  # a merged cell: one problem, several measures
            joined = "\n".join(filter(None, (last.measure, words["measure"])))
            last = Item(last.row, last.problem, joined, last.owner or words.get("owner", ""), last.due_on or due_on)
            items[-1] = last
        else:
            remarks.append(f"第{row}行没有写问题，没有读。")

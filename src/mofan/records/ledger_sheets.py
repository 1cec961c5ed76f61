"""A unit's own ledger as a sheet (台账表格): found in the file, read with the names of this place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mofan.org.models import Person, Unit
from mofan.org.sheets import Cell, NotASheet, said
from mofan.records.catalogue import Kind
from mofan.records.entry import read_names
from mofan.records.ledgers import MOST_ROWS, RowRead, read_ledger
from mofan.records.queries import people_named


@dataclass(frozen=True, slots=True)
class Ledger:
    """A sheet as read: its headings, its rows, the number of its first row."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    first_row: int


def ledger_of(rows: tuple[tuple[Cell, ...], ...]) -> Ledger:
    """The heading row and what stands below it: the first row with two cells that say something is the heading; a title
    above it is left out. Raises NotASheet."""
    for place, row in enumerate(rows):
        cells = [said(cell) for cell in row]
        if sum(bool(cell) for cell in cells) >= 2:
            headings = tuple(cell or f"第{no}列" for no, cell in enumerate(cells, 1))
            if len(rows) - place - 1 > MOST_ROWS:
                raise NotASheet(f"一次最多 {MOST_ROWS} 行，请拆成几份。")
            return Ledger(headings, rows[place + 1 :], place + 2)
    raise NotASheet("没有找到表头。第一行写各列的名称，如“日期”“主题”。")


def rows_of(
    person: Person, kind: Kind, unit: Unit, ledger: Ledger, columns: Mapping[str, str], today: date
) -> tuple[RowRead, ...]:
    """Every row of a ledger as an entry or with what is wrong, names looked up among those that this person sees."""
    named = {one.code for one in kind.fields if one.type == "people"} | {"present_names", "leave_names", "absent_names"}
    places = [place for place, heading in enumerate(ledger.headings) if columns[heading] in named]
    names = {
        name for row in ledger.rows for place in places if place < len(row) for name in read_names(said(row[place]))
    }
    known = people_named(person, names, unit)
    return read_ledger(
        kind,
        ledger.headings,
        ledger.rows,
        columns,
        person_of=known.get,
        today=today,
        first_row=ledger.first_row,
    )

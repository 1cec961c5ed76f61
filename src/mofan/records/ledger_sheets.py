"""A unit's own ledger as a sheet (台账表格): found in the file, read with the names of this place."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from mofan.org.models import Person, Unit
from mofan.org.sheets import Cell, NotASheet, Sheet, said
from mofan.records.catalogue import Kind
from mofan.records.ledgers import MOST_ROWS, RowRead, guess_columns, names_in, read_ledger
from mofan.records.queries import people_named

LOOKED_AT: Final = 12
"""Rows at the top of a sheet among which the headings are looked for."""
_YEAR: Final = re.compile(r"(?<!\d)(20\d\d)(?:年|度|$|\s)")


@dataclass(frozen=True, slots=True)
class Ledger:
    """A sheet as read: its headings, its rows, the number of its first row."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    first_row: int
    year: int | None = None
    """The one year that its name or what stands above the headings speaks of: that of days without one."""


def sheet_of(sheets: Sequence[Sheet], kind: Kind, name: str = "") -> Sheet:
    """The sheet of that name in a file of several (哪一张表), else the first of those whose headings fit the kind
    best."""
    named = next((one for one in sheets if one.name == name), None)
    return named or max(sheets, key=lambda one: _best(one.rows, kind)[0])


def ledger_of(rows: tuple[tuple[Cell, ...], ...], kind: Kind | None = None, name: str = "") -> Ledger:
    """The heading row and what stands below it: of the first rows with two cells that say something the one that fits
    the kind best, else the first; titles and notes above it are left out. Raises NotASheet."""
    place = _best(rows, kind)[1]
    if place is None:
        raise NotASheet("没有找到表头。第一行写各列的名称，如“日期”“主题”。")
    headings = tuple(said(cell) or f"第{no}列" for no, cell in enumerate(rows[place], 1))
    if len(rows) - place - 1 > MOST_ROWS:
        raise NotASheet(f"一次最多 {MOST_ROWS} 行，请拆成几份。")
    above = " ".join([name, *(said(cell) for row in rows[:place] for cell in row)])
    years = {int(one) for one in _YEAR.findall(above)}
    return Ledger(headings, rows[place + 1 :], place + 2, years.pop() if len(years) == 1 else None)


def _best(rows: Sequence[Sequence[Cell]], kind: Kind | None) -> tuple[int, int | None]:
    """How many headings of the heading row are known, and where it stands; None where no row can be one."""
    full = [place for place, row in enumerate(rows) if sum(bool(said(cell)) for cell in row) >= 2]
    if kind is None or not full:
        return 0, full[0] if full else None
    fits = [
        sum(map(bool, guess_columns(kind, [said(cell) for cell in rows[place]]).values())) for place in full[:LOOKED_AT]
    ]
    best = max(fits)
    return best, full[fits.index(best)] if best >= 2 else full[0]


def rows_of(
    person: Person, kind: Kind, unit: Unit, ledger: Ledger, columns: Mapping[str, str], today: date
) -> tuple[RowRead, ...]:
    """Every row of a ledger as an entry or with what is wrong, names looked up among those that this person sees."""
    named = {one.code for one in kind.fields if one.type == "people"} | {"present_names", "leave_names", "absent_names"}
    places = [place for place, heading in enumerate(ledger.headings) if columns[heading] in named]
    names = {name for row in ledger.rows for place in places if place < len(row) for name in names_in(said(row[place]))}
    known = people_named(person, names, unit)
    return read_ledger(
        kind,
        ledger.headings,
        ledger.rows,
        columns,
        person_of=known.get,
        today=today,
        first_row=ledger.first_row,
        year=ledger.year,
    )

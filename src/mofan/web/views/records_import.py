"""Bring in a ledger that a unit keeps in a sheet (导入台账): choose, match the columns, look at it, bring it in."""

import base64
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from mofan.org.models import Person, Unit
from mofan.org.rules import RuleBroken
from mofan.org.sheets import Cell, NotASheet, read_sheets, said
from mofan.records import actions
from mofan.records.catalogue import Kind
from mofan.records.entry import read_names
from mofan.records.known_kinds import units_for
from mofan.records.ledgers import MOST_ROWS, RowRead, fingerprint_of, guess_columns, read_ledger, targets
from mofan.records.queries import mapping_for, people_named
from mofan.web.asked import number_asked
from mofan.web.forms import Wrong
from mofan.web.views.records_enter import kind_or_404
from mofan.web.visitor import person_of

LARGEST: Final = 2 * 1024 * 1024
"""Bytes of a sheet that is carried from page to page."""
SHOWN_WRONG: Final = 100


@dataclass(frozen=True, slots=True)
class Ledger:
    """A sheet as read: its headings, its rows, the number of its first row."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    first_row: int


def import_ledger(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Three steps on one address: no file yet; the columns and a dry run; brought in."""
    me, what = person_of(request), kind_or_404(kind)
    units = units_for(me, what)
    unit = units.filter(pk=number_asked(request.POST.get("unit", "")) or 0).first() or units.order_by("depth").first()
    if unit is None:
        return render(request, "web/records/no_unit.html", {"kind": what}, status=403)
    context: dict[str, Any] = {"kind": what, "unit": unit, "units": units[:300], "targets": targets(what).items()}
    if request.method != "POST":
        return render(request, "web/records/import.html", context)
    try:
        data, name = _sent(request)
        ledger = ledger_of(read_sheets(data, name)[0].rows)
    except (NotASheet, RuleBroken) as error:
        context["errors"] = (Wrong(str(error), "file"),)
        return render(request, "web/records/import.html", context)
    columns = _columns(request, me, what, unit, ledger)
    read = _read(me, what, unit, ledger, columns)
    right = [one.entry for one in read if one.entry is not None]
    wrong = [one for one in read if one.entry is None]
    if request.POST.get("do") == "bring" and right and not wrong:
        return _bring(request, what, unit, ledger, columns, read)
    context |= {
        "columns": [(f"column-{no}", heading, columns[heading]) for no, heading in enumerate(ledger.headings)],
        "right": len(right),
        "wrong": wrong[:SHOWN_WRONG],
        "wrong_count": len(wrong),
        "carried": signing.dumps({"name": name, "data": base64.b85encode(data).decode()}, salt="ledger"),
        "name": name,
        "first": [(one.held_on, one.title) for one in right[:5]],
        "dated": "held_on" in columns.values(),
    }
    return render(request, "web/records/import.html", context)


def _sent(request: HttpRequest) -> tuple[bytes, str]:
    """The file that was sent now, or the one that was sent before and carried along, signed."""
    if file := request.FILES.get("file"):
        if (file.size or 0) > LARGEST:
            raise RuleBroken("表格超过 2 MB。请分年或分单位拆成几份再导入。")
        return file.read(), file.name or "台账.xlsx"
    try:
        carried = signing.loads(request.POST.get("carried", ""), salt="ledger", max_age=24 * 3600)
        return base64.b85decode(carried["data"]), str(carried["name"])
    except (signing.BadSignature, ValueError, KeyError):
        raise RuleBroken("还没有选表格文件。") from None


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


def _columns(request: HttpRequest, me: Person, kind: Kind, unit: Unit, ledger: Ledger) -> dict[str, str]:
    """As chosen on the page, as remembered, or as guessed from the headings."""
    allowed = targets(kind)
    if "column-0" in request.POST:
        chosen = {heading: request.POST.get(f"column-{no}", "") for no, heading in enumerate(ledger.headings)}
    else:
        remembered = mapping_for(kind.code, unit, fingerprint_of(ledger.headings))
        chosen = remembered if remembered is not None else guess_columns(kind, ledger.headings)
    return {heading: chosen.get(heading, "") if chosen.get(heading) in allowed else "" for heading in ledger.headings}


def _read(me: Person, kind: Kind, unit: Unit, ledger: Ledger, columns: dict[str, str]) -> tuple[RowRead, ...]:
    named = {one.code for one in kind.fields if one.type == "people"} | {"present_names", "leave_names", "absent_names"}
    places = [place for place, heading in enumerate(ledger.headings) if columns[heading] in named]
    names = {
        name for row in ledger.rows for place in places if place < len(row) for name in read_names(said(row[place]))
    }
    known = people_named(me, names, unit)
    return read_ledger(
        kind,
        ledger.headings,
        ledger.rows,
        columns,
        person_of=known.get,
        today=timezone.localdate(),
        first_row=ledger.first_row,
    )


def _bring(
    request: HttpRequest, kind: Kind, unit: Unit, ledger: Ledger, columns: dict[str, str], read: tuple[RowRead, ...]
) -> HttpResponseBase:
    me, at = person_of(request), timezone.now()
    entries = [one.entry for one in read if one.entry is not None]
    fresh = actions.without_doubles(entries, unit)
    try:
        actions.bring_in(fresh, unit, by=me, at=at)
        actions.remember_columns(kind.code, unit, ledger.headings, columns, by=me, at=at)
    except RuleBroken as rule:
        messages.error(request, rule.sentence)
    else:
        same = len(entries) - len(fresh)
        messages.success(request, f"导入 {len(fresh)} 条" + (f"，{same} 条原来就有，没有重复记。" if same else "。"))
    return redirect("records_of", kind.code)

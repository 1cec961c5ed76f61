"""Bring in a ledger that a unit keeps in a sheet (导入台账): choose, match the columns, look at it, bring it in."""

import base64
from typing import Any, Final

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from mofan.org.actions import ask_import
from mofan.org.models import Person, Unit
from mofan.org.rules import RuleBroken
from mofan.org.sheets import NotASheet, read_sheets
from mofan.records import actions
from mofan.records.catalogue import Kind
from mofan.records.known_kinds import units_for
from mofan.records.ledger_sheets import Ledger, ledger_of, rows_of, sheet_of
from mofan.records.ledgers import RowRead, fingerprint_of, guess_columns, targets
from mofan.records.queries import mapping_for
from mofan.web.asked import number_asked
from mofan.web.forms import Wrong
from mofan.web.unit_choices import offered
from mofan.web.views.records_enter import kind_or_404
from mofan.web.visitor import person_of

LARGEST: Final = 2 * 1024 * 1024
"""Bytes of a sheet that is carried from page to page."""
SHOWN_WRONG: Final = 100
LONG: Final = 200
"""Rows from which on the worker brings them in."""


def import_ledger(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Three steps on one address: no file yet; the columns and a dry run; brought in."""
    me, what = person_of(request), kind_or_404(kind)
    units = units_for(me, what)
    unit = units.filter(pk=number_asked(request.POST.get("unit", "")) or 0).first() or units.order_by("depth").first()
    if unit is None:
        return render(request, "web/records/no_unit.html", {"kind": what}, status=403)
    context: dict[str, Any] = {
        "kind": what,
        "unit": unit,
        "units": offered(units, [unit and unit.pk]),
        "targets": targets(what).items(),
    }
    if request.method != "POST":
        return render(request, "web/records/import.html", context)
    try:
        data, name = _sent(request)
        sheets = read_sheets(data, name)
        sheet = sheet_of(sheets, what, request.POST.get("sheet", ""))
        ledger = ledger_of(sheet.rows, what, sheet.name)
    except (NotASheet, RuleBroken) as error:
        context["errors"] = (Wrong(str(error), "file"),)
        return render(request, "web/records/import.html", context)
    columns = _columns(request, me, what, unit, ledger)
    read = rows_of(me, what, unit, ledger, columns, timezone.localdate())
    right = [one.entry for one in read if one.entry is not None]
    wrong = [one for one in read if one.entry is None]
    do = request.POST.get("do")
    if do == "read":  # also for whoever now puts the rows right and sends the sheet again
        actions.remember_columns(what.code, unit, ledger.headings, columns, by=me, at=timezone.now())
    if right and (do == "bring_right" or (do == "bring" and not wrong)):
        if len(read) > LONG:
            return _hand_over(request, what, unit, (data, name, sheet.name), columns, len(read))
        return _bring(request, what, unit, ledger, columns, read)
    context |= {
        "columns": [(f"column-{no}", heading, columns[heading]) for no, heading in enumerate(ledger.headings)],
        "right": len(right),
        "wrong": wrong[:SHOWN_WRONG],
        "wrong_count": len(wrong),
        "carried": signing.dumps({"name": name, "data": base64.b85encode(data).decode()}, salt="ledger"),
        "name": name,
        "sheet": sheet.name,
        "sheets": [one.name for one in sheets] if len(sheets) > 1 else [],
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


def _columns(request: HttpRequest, me: Person, kind: Kind, unit: Unit, ledger: Ledger) -> dict[str, str]:
    """As chosen on the page, as remembered, or as guessed from the headings."""
    allowed = targets(kind)
    if "column-0" in request.POST and request.POST.get("do") != "sheet":
        chosen = {heading: request.POST.get(f"column-{no}", "") for no, heading in enumerate(ledger.headings)}
    else:
        remembered = mapping_for(kind.code, unit, fingerprint_of(ledger.headings))
        chosen = remembered if remembered is not None else guess_columns(kind, ledger.headings)
    return {heading: chosen.get(heading, "") if chosen.get(heading) in allowed else "" for heading in ledger.headings}


def _hand_over(
    request: HttpRequest, kind: Kind, unit: Unit, sent: tuple[bytes, str, str], columns: dict[str, str], total: int
) -> HttpResponseBase:
    """So many rows are brought in by the worker; the page shows how far it is."""
    data, name, sheet = sent
    asked = {"kind": kind.code, "columns": columns, "sheet": sheet}
    run = ask_import("ledger", unit, name, data, asked, total=total, by=person_of(request), at=timezone.now())
    return redirect("import_run", run.pk)


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
        left = len(read) - len(entries)
        messages.success(
            request,
            f"导入 {len(fresh)} 条"
            + (f"，{same} 条原来就有，没有重复记" if same else "")
            + (f"；{left} 行有问题没有导入，改好后把原表再导一次，不会重复。" if left else "。"),
        )
    return redirect("records_of", kind.code)

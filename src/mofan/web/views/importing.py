"""Units and people from the table that an agency has (导入): tried first, written when confirmed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mofan.org import waiting_files
from mofan.org.actions import ask_import
from mofan.org.importing import ImportReport, blank_sheets, import_file
from mofan.org.models import Unit
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken
from mofan.org.sheets import write_workbook
from mofan.web.forms import Wrong, broken, wrongs
from mofan.web.unit_choices import unit_chosen, units_in_order
from mofan.web.unit_forms import ImportForm
from mofan.web.visitor import needs, person_of

LARGEST = 20 * 1024 * 1024
OUTCOMES = (("wrong", "有错"), ("new", "新增"), ("changed", "更新"), ("same", "无变化"))
LONG = 200
"""Rows from which on the worker writes them."""
SHOWN = 300
"""Rows of each outcome that the report lists."""


@needs(Right.MANAGE)
def import_units(request: HttpRequest) -> HttpResponseBase:
    """Choose a file; what would come of it is shown, nothing is written yet."""
    me = person_of(request)
    form = ImportForm(units_in_order(me, Right.MANAGE), request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return render(request, "web/import.html", {"form": form})
    file = request.FILES.get("file")
    if not form.is_valid() or file is None or isinstance(file, list):
        missing = () if file is not None else (Wrong("请选要导入的文件。", "id_file"),)
        return render(request, "web/import.html", {"form": form, "errors": wrongs(form) + missing})
    if file.size is None or file.size > LARGEST:
        return render(
            request, "web/import.html", {"form": form, "errors": (Wrong("文件超过 20 MB，请拆开。", "id_file"),)}
        )
    data, name = file.read(), file.name or ""
    unit, make_units = unit_chosen(me, form.cleaned_data["unit"]), form.cleaned_data["make_units"]
    try:
        report = import_file(data, name, under=unit, make_units=make_units, write=False, by=me, at=timezone.now())
    except RuleBroken as rule:
        return render(request, "web/import.html", {"form": form, "errors": broken(rule)})
    key = waiting_files.keep(data)
    request.session["import"] = {
        "key": key,
        "name": name,
        "unit": unit.pk,
        "make_units": make_units,
        "rows": len(report.rows),
    }
    context = {"form": form, "report": report, "name": name, "unit": unit, "key": key} | _listed(report)
    return render(request, "web/import.html", context)


@needs(Right.MANAGE)
@require_POST
def confirm_import(request: HttpRequest) -> HttpResponseBase:
    """Write what was shown. Done again, it changes nothing."""
    me, asked = person_of(request), request.session.get("import") or {}
    if not asked or request.POST.get("key") != asked["key"]:
        raise Http404
    data = waiting_files.kept(asked["key"])
    if data is None:
        messages.error(request, "核对过的文件已过一天，不再保留。请重新选文件。")
        return redirect("import_units")
    unit = unit_chosen(me, str(asked["unit"]))
    if not me.may(Right.MANAGE, unit):
        raise PermissionDenied(f"您在“{unit}”没有“{Right.MANAGE.label}”的权限。")
    if asked.get("rows", 0) > LONG:
        return _hand_over(request, unit, data, asked)
    try:
        report = import_file(
            data, asked["name"], under=unit, make_units=asked["make_units"], write=True, by=me, at=timezone.now()
        )
    except RuleBroken as rule:
        messages.error(request, rule.sentence)
        return redirect("import_units")
    waiting_files.drop(asked["key"])
    del request.session["import"]
    form = ImportForm(units_in_order(me, Right.MANAGE))
    context = {"form": form, "report": report, "name": asked["name"], "unit": unit} | _listed(report)
    return render(request, "web/import.html", context)


def _hand_over(request: HttpRequest, unit: Unit, data: bytes, asked: dict[str, Any]) -> HttpResponseBase:
    """So many rows are written by the worker; the page shows how far it is."""
    run = ask_import(
        "units",
        unit,
        asked["name"],
        data,
        {"make_units": asked["make_units"]},
        total=asked["rows"],
        by=person_of(request),
        at=timezone.now(),
    )
    waiting_files.drop(asked["key"])
    del request.session["import"]
    return redirect("import_run", run.pk)


def import_template(request: HttpRequest) -> HttpResponseBase:
    """An empty workbook with the headings, for whoever has no table yet."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    answer = HttpResponse(write_workbook(blank_sheets()), content_type=kind)
    answer["Content-Disposition"] = "attachment; filename*=UTF-8''%E5%AF%BC%E5%85%A5%E6%A8%A1%E6%9D%BF.xlsx"
    return answer


def _listed(report: ImportReport) -> dict[str, object]:
    """The rows in three lists, those that are wrong first, and how many of each."""
    counts = {name: report.count(name) for name in ("new", "changed", "same", "wrong")}
    rows = {name: [row for row in report.rows if row.outcome == name][:SHOWN] for name in counts}
    return {"counts": counts, "outcomes": OUTCOMES, "listed": rows, "good": counts["new"] + counts["changed"]}

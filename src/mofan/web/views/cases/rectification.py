"""Rectification (整改): the ledger, item by item; an inspection report's list or its text brought in after a look."""

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from mofan.cases.known_kinds import kind_named
from mofan.cases.models import Case
from mofan.cases.models.cases import CaseQuerySet
from mofan.cases.rectification_ledger import Line, Narrowed, items_of, ledger, reports_of, sheet_rows
from mofan.cases.rectification_list import KIND, Item, ReadList, read_file, refused, take_in_list
from mofan.org import waiting_files
from mofan.org.actions import log_access
from mofan.org.models import Person, Unit
from mofan.org.queries import units_visible_to
from mofan.org.rules import RuleBroken
from mofan.org.sheets import NotASheet, Sheet, write_workbook
from mofan.web.asked import number_asked
from mofan.web.forms import Wrong
from mofan.web.paging import page_of
from mofan.web.sending import XLSX, sent
from mofan.web.views.cases.intake import unit_chosen, units_for
from mofan.web.views.cases.listing import doors
from mofan.web.views.cases.loading import LOOKS, look_of
from mofan.web.visitor import address_of, person_of

AT_ONCE: Final = 30
MOST_EXPORTED: Final = 10_000
LARGEST: Final = 20 * 1024 * 1024
"""Bytes of a list or a report."""
_WAITING: Final = "rectification"
"""Of the session: the file that was looked at and not brought in yet."""


def show(request: HttpRequest) -> HttpResponseBase:
    """The ledger as it is narrowed (整改台账)."""
    me, now = person_of(request), timezone.now()
    kind, narrowed = kind_named(KIND), _narrowed(request)
    page = page_of(_rows(request), request, size=AT_ONCE)
    lines = ledger(page.rows, now)
    context = {
        "page": page,
        "lines": [_shown(one, kind.states.get(one.case.state, one.case.state)) for one in lines],
        "narrowed": narrowed,
        "is_narrowed": narrowed != Narrowed(),
        "kind": kind,
        "states": kind.states,
        "reports": reports_of(me),
        "units": units_visible_to(me),
        "question": request.GET.urlencode(),
        "may_bring_in": bool(units_for(me, kind)),
        **doors(me),
    }
    return render(request, "web/cases/rectification.html", context)


def export(request: HttpRequest) -> HttpResponseBase:
    """The ledger as it is narrowed, as .xlsx; that is logged."""
    me, now = person_of(request), timezone.now()
    cases = list(_rows(request).select_related("unit", "detail")[:MOST_EXPORTED])
    rows = sheet_rows(ledger(cases, now), dict(kind_named(KIND).states))
    log_access("导出整改台账", by=me, at=now, detail=f"{len(cases)} 项", address=address_of(request))
    return sent(write_workbook([Sheet("整改台账", tuple(rows))]), "整改台账.xlsx", XLSX)


def bring_in(request: HttpRequest) -> HttpResponseBase:
    """Choose a file; what was read of it is shown, nothing is written yet (导入问题清单)."""
    me, units = _taker(request)
    context = _asked(request, units, me)
    if request.method != "POST":
        return render(request, "web/cases/rectification_import.html", context)
    file = request.FILES.get("file")
    wrong = []
    if file is None or isinstance(file, list):
        wrong.append(Wrong("请选要导入的文件。", "file"))
    elif file.size is None or file.size > LARGEST:
        wrong.append(Wrong("文件超过 20 MB，请拆开。", "file"))
    if not context["report"]:
        wrong.append(Wrong("请填写出自哪份报告：同一份报告的同一个问题只收一次。", "report"))
    if wrong or file is None or isinstance(file, list):
        return _again(request, context, wrong)
    data, name = file.read(), file.name or ""
    try:
        read = read_file(data, name)
    except NotASheet as error:
        return _again(request, context, [Wrong(str(error), "file")])
    key = waiting_files.keep(data)
    request.session[_WAITING] = {
        "key": key,
        "name": name,
        "unit": context["unit"].pk,
        "report": context["report"],
        "category": context["category"],
    }
    return render(request, "web/cases/rectification_import.html", context | _looked(read, context, name, key))


@require_POST
def confirm(request: HttpRequest) -> HttpResponseBase:
    """Take in the items that stay ticked. Done again, it takes in nothing twice."""
    me, units = _taker(request)
    asked = request.session.get(_WAITING) or {}
    data = waiting_files.kept(asked.get("key", "")) if asked.get("key") == request.POST.get("key") else None
    if data is None:
        messages.error(request, "核对过的文件已过一天，或者已经导入。请重新选文件。")
        return redirect("import_rectification")
    items = _ticked(request, read_file(data, asked["name"]).items)
    unit = unit_chosen(units, {"unit": str(asked["unit"])}, me)
    context = _asked(request, units, me) | {"report": asked["report"], "category": asked["category"], "unit": unit}
    wrong = refused(items, asked["report"], asked["category"])
    if wrong or not items:
        return _again(request, context, [Wrong(one) for one in wrong[:20] or ["一项也没有选。"]])
    try:
        taken = take_in_list(items, asked["report"], asked["category"], unit, by=me, at=timezone.now())
    except RuleBroken as rule:
        return _again(request, context, [Wrong(rule.sentence)])
    waiting_files.drop(asked["key"])
    request.session.pop(_WAITING, None)
    known = f"，{len(taken.known)} 项以前已经收过" if taken.known else ""
    messages.success(request, f"已列入台账 {len(taken.new)} 项{known}。请逐项交办给责任单位。")
    return redirect(f"{reverse('rectification')}?{urlencode({'report': asked['report']})}")


def _taker(request: HttpRequest) -> tuple[Person, list[Unit]]:
    me = person_of(request)
    units = units_for(me, kind_named(KIND))
    if not units:
        raise PermissionDenied("您没有登记整改事项的权限。需要的话，请单位管理员给您相应的角色。")
    return me, units


def _asked(request: HttpRequest, units: list[Unit], me: Person) -> dict[str, Any]:
    kind, given = kind_named(KIND), request.POST
    category = given.get("category", "")
    return {
        "kind": kind,
        "units": units,
        "unit": unit_chosen(units, given, me),
        "report": " ".join(given.get("report", "").split())[:200],
        "category": category if category in kind.categories else "",
        **doors(me),
    }


def _again(request: HttpRequest, context: dict[str, Any], errors: list[Wrong]) -> HttpResponse:
    return render(request, "web/cases/rectification_import.html", context | {"errors": errors}, status=422)


def _looked(read: ReadList, context: dict[str, Any], name: str, key: str) -> dict[str, Any]:
    wrong = refused(read.items, context["report"], context["category"])
    return {"read": read, "name": name, "key": key, "wrong": wrong}


def _ticked(request: HttpRequest, items: tuple[Item, ...]) -> list[Item]:
    """The items whose box stays ticked, in order."""
    chosen = {number_asked(one) for one in request.POST.getlist("row")}
    return [one for no, one in enumerate(items) if no in chosen]


def _narrowed(request: HttpRequest) -> Narrowed:
    given = request.GET
    return Narrowed(
        report=given.get("report", "")[:200],
        state=given.get("state", "")[:40],
        unit=number_asked(given.get("unit", "")),
        late_at=timezone.now() if given.get("late") == "1" else None,
        looking=given.get("looking") == "1",
        words=given.get("words", "")[:60],
    )


def _rows(request: HttpRequest) -> CaseQuerySet:
    return _narrowed(request).of(items_of(person_of(request)))


def _shown(line: Line, state: str) -> tuple[Line, str, str, str]:
    """A line, how its case looks, the name of its state, how its deadline looks."""
    case: Case = line.case
    return line, look_of(case), state, LOOKS[line.standing] if line.standing is not None else ""

"""Who may do what, who looked at what, how long things are kept (角色、访问日志、保管期限)."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mofan.cases.queries import cases_visible_to
from mofan.cases.retention import waiting as waiting_cases
from mofan.org import actions
from mofan.org.queries import accesses_visible_to, grants_visible_to, history_of_retention, people_ever_visible_to
from mofan.org.retention import LOGS, classes, leavers_data, lines_of, open_offers, past_offers, stretch_of
from mofan.org.roles import UNIT_RIGHTS, Right, UnitRole
from mofan.org.rules import RuleBroken
from mofan.records.queries import records_visible_to
from mofan.records.retention import waiting as waiting_records
from mofan.web.asked import day_asked, number_asked
from mofan.web.paging import page_of
from mofan.web.visitor import needs, person_of

AT_ONCE = 50


@needs(Right.MANAGE)
def roles(request: HttpRequest) -> HttpResponseBase:
    """Who has which role in the units that one manages, and what each role allows."""
    me = person_of(request)
    role = request.GET.get("role", "")
    rows = grants_visible_to(me, timezone.localdate())
    if role in UnitRole.values:
        rows = rows.filter(role=role)
    rights = [right for right in Right if any(right in given for given in UNIT_RIGHTS.values())]
    table = [(one, [right in UNIT_RIGHTS[one] for right in rights]) for one in UnitRole]
    context = {
        "page": page_of(rows, request, size=AT_ONCE),
        "role": role,
        "choices": UnitRole.choices,
        "rights": rights,
        "table": table,
    }
    return render(request, "web/roles.html", context)


@needs(Right.ADMINISTER)
def accesses(request: HttpRequest) -> HttpResponseBase:
    """The access log (访问日志), newest first."""
    me = person_of(request)
    rows = accesses_visible_to(me)
    what, day = request.GET.get("what", "").strip()[:40], day_asked(request.GET.get("on", ""))
    if what:
        rows = rows.filter(what__icontains=what)
    if day:
        rows = rows.filter(at__date=day)
    context = {"page": page_of(rows, request, size=AT_ONCE), "what": what, "day": day}
    return render(request, "web/accesses.html", context)


@needs(Right.ADMINISTER)
def retention(request: HttpRequest) -> HttpResponseBase:
    """How long each class of record is kept, and what has passed its period."""
    context: dict[str, object] = {"classes": classes(), "offers": open_offers(), "past": past_offers()[:AT_ONCE]}
    context["history"] = history_of_retention()
    return render(request, "web/retention.html", context)


@needs(Right.ADMINISTER)
def expired(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What an offer asks about, one by one (期满的是哪些): records, cases, lines of the access log, people who left."""
    me = person_of(request)
    offer = get_object_or_404(open_offers(), pk=pk)
    code, stretch = offer.of.code, stretch_of(offer)
    parts: dict[str, tuple[str, QuerySet[Any]]] = {}
    if code in LOGS:
        parts["lines"] = ("访问日志", lines_of(code, stretch, accesses_visible_to(me)))
    elif code == "leaver_data":
        parts["people"] = ("人员", people_ever_visible_to(me).filter(pk__in=leavers_data(stretch.before).values("pk")))
    else:
        parts["records"] = ("记录", waiting_records(code, stretch, records_visible_to(me)))
        parts["cases"] = ("事项", waiting_cases(code, stretch, cases_visible_to(me)))
    counted = [(part, label, rows.count()) for part, (label, rows) in parts.items()]
    part = request.GET.get("part", "")
    if part not in parts:
        part = next((one for one, _, count in counted if count), counted[0][0])
    context = {
        "offer": offer,
        "stretch": stretch,
        "parts": counted,
        "part": part,
        "page": page_of(parts[part][1], request, size=AT_ONCE),
    }
    return render(request, "web/expired.html", context)


@needs(Right.ADMINISTER)
@require_POST
def set_retention(request: HttpRequest, code: str) -> HttpResponseBase:
    """Another period for a class (修改保管期限)."""
    years = request.POST.get("years", "").strip()
    number = number_asked(years)
    try:
        actions.set_retention(
            code,
            (0 if number is None else number) if years else None,  # what is no number is not "for ever"
            basis=request.POST.get("basis", ""),
            by=person_of(request),
            at=timezone.now(),
        )
    except RuleBroken as rule:
        messages.error(request, rule.sentence)
    else:
        messages.success(request, "保管期限已修改。")
    return redirect("retention")


@needs(Right.ADMINISTER)
@require_POST
def decide_retention(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What is to be done with what has passed its period (处置)."""
    offer = get_object_or_404(open_offers(), pk=pk)
    try:
        actions.decide_offer(
            offer,
            request.POST.get("decision", ""),
            why=request.POST.get("why", ""),
            by=person_of(request),
            at=timezone.now(),
        )
    except RuleBroken as rule:
        messages.error(request, rule.sentence)
    else:
        messages.success(request, "决定已记下。")
    return redirect("retention")

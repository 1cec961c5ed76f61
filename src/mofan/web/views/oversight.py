"""Who may do what, who looked at what, how long things are kept (角色、访问日志、保管期限)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mofan.org import actions
from mofan.org.queries import accesses_visible_to, grants_visible_to, history_of_retention
from mofan.org.retention import classes, open_offers, past_offers
from mofan.org.roles import UNIT_RIGHTS, Right, UnitRole
from mofan.org.rules import RuleBroken
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
@require_POST
def set_retention(request: HttpRequest, code: str) -> HttpResponseBase:
    """Another period for a class (修改保管期限)."""
    years = request.POST.get("years", "").strip()
    try:
        actions.set_retention(
            code,
            number_asked(years) if years else None,
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

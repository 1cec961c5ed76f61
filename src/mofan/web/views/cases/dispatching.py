"""Sending a case to units (交办), from its page or from the desk: names typed, suggested, or chosen by number."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mofan.cases import actions
from mofan.cases.receivers import callable_units, receivers, units_found
from mofan.org.models import Unit
from mofan.web.asked import day_asked, number_asked
from mofan.web.views.cases.acting import as_it_was_seen, attempt, refused
from mofan.web.views.cases.controls import label_of, units_named
from mofan.web.views.cases.loading import leg_of, loaded
from mofan.web.visitor import person_of


def units(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The units behind `?q=` that a case, or a leg `?leg=` of it, can be sent to; with `?all=1` those that can be
    called or named. The options of a list box."""
    row = loaded(request, pk)
    leg = number_asked(request.GET.get("leg", ""))
    sender = leg_of(row, leg).unit if leg else row.unit
    open_to = callable_units(sender) if request.GET.get("all") == "1" else receivers(sender)
    found = units_found(open_to, request.GET.get("q", "")[:40])
    among = list(open_to.filter(name__in=[one.name for one in found]).select_related("parent"))
    named = {one.pk: one for one in among}
    labels = [(named[one.pk], label_of(named[one.pk], among)) for one in found if one.pk in named]
    return render(request, "web/cases/units.html", {"units": labels})


@require_POST
def dispatch(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Send it: the case (交办), or from a leg further on (转下级、请协办)."""
    row = loaded(request, pk)
    key = number_asked(request.POST.get("leg", ""))
    leg = leg_of(row, key) if key else None
    place = f"l{key}-dispatch_on" if key else "m-dispatch"
    sent, wrong = _read(request, leg.unit if leg else row.unit)
    if sent is None:
        return refused(request, row, place, wrong)

    def act() -> object:
        by, at = person_of(request), timezone.now()
        if leg is not None:
            return actions.dispatch_on(as_it_was_seen(leg, request), sent, by=by, at=at)
        return actions.dispatch(as_it_was_seen(row, request), sent, by=by, at=at)

    names = "、".join(unit.name for unit, _ in sent.units)
    return attempt(request, row, place, act, f"已交办给{names}。")


def _read(request: HttpRequest, sender: Unit) -> tuple[actions.Dispatch | None, list[str]]:
    """What was filled in, or why it cannot be read."""
    given = request.POST
    lead, unknown = units_named(sender, given.get("n-lead", ""))
    co, strange = units_named(sender, given.get("n-co", ""))
    if unknown or strange:
        names = "、".join([*unknown, *strange])
        return None, [f"找不到单位：{names}。请写全称，或者从联想里选；重名的写成“县水务局/办公室”。"]
    if len(lead) > 1:
        return None, ["主办单位只能有一个，其余的请写在协办里。"]
    day = given.get("n-due_on", "")
    due = day_asked(day)
    if day and due is None:
        return None, ["办理期限写成 2026-11-20 的样子。"]
    words = given.get("n-instruction", "")[:2000]
    return actions.Dispatch(lead[0] if lead else None, tuple(co), words, due), []

"""The first page (今日): one search box, what waits for whoever looks, what came in lately, what needs attention."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from mofan.library.models import State
from mofan.library.queries import counts, latest_batches, latest_pieces, open_candidates, sources_listed
from mofan.org.roles import Right
from mofan.web.awaited import awaited_by
from mofan.web.views.saved import kept_searches
from mofan.web.visitor import person_of

ATTENTION = 5
LATEST = 8


def home(request: HttpRequest) -> HttpResponseBase:
    """What waits for this person, and what the library holds for him, today."""
    me, now = person_of(request), timezone.now()
    today = timezone.localdate(now)
    numbers = counts(me, today)
    context: dict[str, object] = {"today": today, "counts": numbers, "latest": latest_pieces(me, LATEST)}
    context |= {"awaited": awaited_by(me, now), "may_record": me.may(Right.RECORD), "may_take_in": me.may(Right.INTAKE)}
    context["has_unit"] = me.may(Right.VIEW)
    context["kept"] = kept_searches(me)
    if me.may(Right.INGEST):
        refused = sources_listed(me, state=State.REFUSED, day=today)
        context |= {"refused": refused[:ATTENTION], "batches": latest_batches(me, 3)}
    if me.may(Right.CURATE) and numbers.candidates:
        context["candidates"] = open_candidates(me)[:ATTENTION]
    return render(request, "web/home.html", context)

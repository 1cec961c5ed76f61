"""The first page (今日): one search box, what came in lately, what needs attention."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from mofan.library.models import State
from mofan.library.queries import counts, latest_batches, latest_pieces, open_candidates, sources_listed
from mofan.org.roles import Right
from mofan.records.owed import owed_by
from mofan.records.reminders import reminding_of
from mofan.web.views.saved import kept_searches
from mofan.web.visitor import person_of

ATTENTION = 5
LATEST = 8
REMINDED = 8


def home(request: HttpRequest) -> HttpResponseBase:
    """What the library holds, for this person, today."""
    me, today = person_of(request), timezone.localdate()
    numbers = counts(me, today)
    context: dict[str, object] = {"today": today, "counts": numbers, "latest": latest_pieces(me, LATEST)}
    if reminding_of(me).wanted:
        owed = owed_by(me, today)
        context |= {"owed": [(one, one.left(today)) for one in owed[:REMINDED]], "owed_count": len(owed)}
    context["kept"] = kept_searches(me)
    if me.may(Right.INGEST):
        refused = sources_listed(me, state=State.REFUSED, day=today)
        context |= {"refused": refused[:ATTENTION], "batches": latest_batches(me, 3)}
    if me.may(Right.CURATE) and numbers.candidates:
        context["candidates"] = open_candidates(me)[:ATTENTION]
    return render(request, "web/home.html", context)

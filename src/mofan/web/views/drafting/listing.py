"""The list of drafts (草稿)."""

from typing import Final

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from mofan.drafting.models import DraftState
from mofan.drafting.queries import drafts_listed, units_to_write_for
from mofan.web.paging import page_of
from mofan.web.views.drafting.loading import STATUS
from mofan.web.visitor import person_of

AT_ONCE: Final = 50


def drafts(request: HttpRequest) -> HttpResponseBase:
    """The drafts that this person may see, last changed first; narrowed by state, words, and to his own; voided ones
    only where they are asked for."""
    me = person_of(request)
    state, words = request.GET.get("state", ""), request.GET.get("words", "")[:60]
    rows = drafts_listed(me, state=state if state in DraftState.values else "", words=words)
    if request.GET.get("mine"):
        rows = rows.filter(created_by=me)
    page = page_of(rows.order_by("-changed_at", "-pk"), request, size=AT_ONCE)
    context = {
        "page": page,
        "rows": [(one, STATUS.get(one.state, "na")) for one in page.rows],
        "state": state,
        "states": DraftState.choices,
        "voided": state == DraftState.VOIDED,
        "words": words,
        "mine": bool(request.GET.get("mine")),
        "may_start": units_to_write_for(me).exists(),
    }
    return render(request, "web/drafting/list.html", context)

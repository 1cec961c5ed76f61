"""More time asked for (延期), on the page of a case: granted or not, and told to the person."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from mofan.cases import actions
from mofan.cases.models import Case, Extension
from mofan.cases.noticing import reported_to
from mofan.cases.queries import clocks_of
from mofan.web.views.cases.acting import attempt
from mofan.web.views.cases.loading import loaded
from mofan.web.visitor import person_of


@require_POST
def extend(request: HttpRequest, pk: int, extension: int, verb: str) -> HttpResponseBase:
    """Decide on it (批准、不批准), or say how the person was told (告知)."""
    row, me, at = loaded(request, pk), person_of(request), timezone.now()
    one, words, place = _extension(row, extension), request.POST.get("words", ""), f"x-{extension}"
    if verb == "tell":
        return attempt(
            request, row, place, lambda: actions.tell_extension(one, words, by=me, at=at), "已记下告知诉求人。"
        )
    if verb not in ("grant", "refuse"):
        raise Http404
    granted = verb == "grant"
    return attempt(
        request,
        row,
        place,
        lambda: actions.decide_extension(one, granted, answer=words, by=me, at=at),
        "已批准延期，请告知诉求人。" if granted else "不批准延期，已记下理由。",
    )


@require_POST
def see_alert(request: HttpRequest, clock: int) -> HttpResponseBase:
    """What was reported to this person of a time limit was read (已阅), and with it what was of the same case: they
    stand in one line."""
    me, at = person_of(request), timezone.now()
    reported = reported_to(me, at)
    for one in list(reported.filter(case=get_object_or_404(reported, pk=clock).case_id)):
        actions.see_alerts(one, by=me, at=at)
    return redirect("home")


def _extension(row: Case, pk: int) -> Extension:
    found = next((one for clock in clocks_of(row) for one in clock.extensions.filter(pk=pk)), None)
    if found is None:
        raise Http404
    return found

"""A suggestion of a case taken or waved off (采用、不用建议), and its category set by hand."""

from typing import Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from mofan.cases.actions.classifying import CLASSIFY, classify
from mofan.cases.known_kinds import kind_of_case
from mofan.cases.standing import parts_in_case
from mofan.web.asked import number_asked
from mofan.web.views.cases.acting import as_it_was_seen, attempt
from mofan.web.views.cases.loading import loaded
from mofan.web.views.cases.suggestions import WAVED
from mofan.web.visitor import person_of

_MOST_WAVED: Final = 300
"""Of one session; then the first are shown again."""


@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Set the category of a case (定类别): the one suggested, or another."""
    row = as_it_was_seen(loaded(request, pk), request)
    category = request.POST.get("category", "")
    name = kind_of_case(row).categories.get(category, "")
    return attempt(
        request,
        row,
        "category",
        lambda: classify(row, category, by=person_of(request), at=timezone.now()),
        f"类别已定为{name}。",
    )


@require_POST
def wave_off(request: HttpRequest, pk: int, what: str) -> HttpResponseBase:
    """Show this suggestion of a case no more in this session (不用)."""
    row = loaded(request, pk)
    if what not in ("category", "unit") or not parts_in_case(row, person_of(request)) & {*CLASSIFY.who}:
        raise Http404
    kept = [one for one in request.session.get(WAVED, []) if one != f"{pk}-{what}"]
    request.session[WAVED] = [*kept, f"{pk}-{what}"][-_MOST_WAVED:]
    if request.POST.get("back") == "desk":
        place = {
            "unit": number_asked(request.POST.get("desk", "")) or "",
            "tab": request.POST.get("tab", ""),
            "case": pk,
        }
        return redirect(f"{reverse('case_desk')}?{urlencode(place)}")
    return redirect("case", row.pk)

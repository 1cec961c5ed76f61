"""Suggestions while typing (联想): the list under the search box."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from mofan.library.quick_find.suggesting import Suggestion, suggest
from mofan.web.visitor import person_of

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Offer:
    """A suggestion with where it leads."""

    suggestion: Suggestion
    address: str


def suggestions(request: HttpRequest) -> HttpResponseBase:
    """What `?q=` may be the beginning of: the options of a list box, nothing else."""
    found = suggest(person_of(request), request.GET.get("q", "")[:100], SHOWN)
    offers = [Offer(one, address_of(one)) for one in found]
    return render(request, "web/parts/suggestions.html", {"offers": offers})


def address_of(one: Suggestion) -> str:
    """Where a suggestion leads: a theme to its pieces, a title to its piece, everything else to what holds it."""
    if one.piece is not None:
        return reverse("piece", args=[one.piece])
    asked = {"themes": one.text} if one.kind == "theme" else {"q": f"“{one.text}”"}
    return f"{reverse('library')}?{urlencode(asked)}"

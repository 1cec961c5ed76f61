"""Versions and shared passages (版本与雷同): beside a piece, two pieces side by side, and a text checked (查重)."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from mofan.library.likeness import (
    LONGEST,
    family_of,
    likeness_between,
    mark_different,
    mark_same,
    shared_passages,
    side_by_side,
    similar_to,
    undo,
)
from mofan.library.models import Piece
from mofan.library.queries import pieces_visible_to
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken
from mofan.web.forms import Wrong
from mofan.web.given_text import given_text
from mofan.web.visitor import needs, person_of

MOST = 20
VERBS: dict[str, tuple[Callable[..., None], str]] = {
    "same": (mark_same, "已认定为同一篇的不同版本。"),
    "different": (mark_different, "已认定为不是同一篇，以后不再归在一起。"),
    "undo": (undo, "已撤销认定。"),
}
"""Verb in the address → what it does, what is said then."""


def family(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The family of a piece and the passages it shares: a part of its page, or a page of its own."""
    me, row = person_of(request), _loaded(request, pk)
    context = {"piece": row, "family": family_of(me, row), "shared": shared_passages(me, row)}
    part = "web/parts/family.html" if request.headers.get("HX-Request") else "web/family.html"
    return render(request, part, context)


def beside(request: HttpRequest, pk: int, other: int) -> HttpResponseBase:
    """Two pieces side by side (对照)."""
    one, two = _loaded(request, pk), _loaded(request, other)
    return render(request, "web/beside.html", {"one": one, "other": two, "found": side_by_side(one, two)})


@require_POST
@needs(Right.CURATE)
def decide(request: HttpRequest, pk: int, other: int, verb: str) -> HttpResponseBase:
    """Say what two pieces are to each other, or take it back (认定、撤销)."""
    row = _loaded(request, pk)
    likeness = likeness_between(row, _loaded(request, other))
    if likeness is None or verb not in VERBS:
        raise Http404
    act, done = VERBS[verb]
    try:
        act(likeness, by=person_of(request), at=timezone.now())
    except RuleBroken as rule:
        messages.error(request, str(rule))
    else:
        messages.success(request, done)
    return redirect(f"{reverse('piece', args=[row.pk])}#family")


def check(request: HttpRequest) -> HttpResponseBase:
    """Paste or hand in a text: what it shares with the library (查重). Nothing of it is kept."""
    if request.method != "POST":
        return _page(request)
    text, wrong = given_text(request, "查", LONGEST)
    if wrong:
        return _page(request, errors=(wrong,), text=text)
    found = similar_to(person_of(request), text, MOST)
    return _page(request, text=text, found=found, asked=True)


def _page(request: HttpRequest, *, errors: tuple[Wrong, ...] = (), text: str = "", **more: object) -> HttpResponse:
    context = {"errors": errors, "text": text, "longest": LONGEST, "length": len(text), **more}
    return render(request, "web/check.html", context, status=422 if errors else 200)


def _loaded(request: HttpRequest, pk: int) -> Piece:
    return get_object_or_404(pieces_visible_to(person_of(request)), pk=pk)

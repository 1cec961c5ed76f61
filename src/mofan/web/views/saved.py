"""Kept searches (常用检索): keep, look at what is new, rename, remove and bring back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST

from mofan.library import actions
from mofan.library.models import SavedSearch
from mofan.library.quick_find.saved import came_since, count_since, kept_by, removed_searches, saved_searches
from mofan.org.models import Person
from mofan.org.rules import RuleBroken
from mofan.web.paging import page_of
from mofan.web.questions import address_kept, question_of, said
from mofan.web.visitor import person_of

AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept search as it stands in a list: what it asks in words, how many pieces are new, where they are."""

    saved: SavedSearch
    words: str
    fresh: int | None
    new_address: str


def kept_searches(me: Person) -> list[Kept]:
    """What this person keeps, each with how many pieces came since he last looked."""
    return [_kept(me, saved) for saved in kept_by(me)]


def _kept(me: Person, saved: SavedSearch) -> Kept:
    question = question_of(QueryDict(saved.address))
    since = urlencode({"since": saved.seen_at.isoformat()})
    address = f"{reverse('saved_new', args=[saved.pk])}?{since}"
    return Kept(saved, said(question), count_since(me, question, saved.seen_at), address)


def saved(request: HttpRequest) -> HttpResponseBase:
    """The list: rename, remove, bring back."""
    me = person_of(request)
    return render(request, "web/saved.html", {"kept": kept_searches(me), "removed": removed_searches(me)[:10]})


@require_POST
def keep(request: HttpRequest) -> HttpResponseBase:
    """Keep the question of the address that comes along."""
    me, given = person_of(request), request.POST.get("address", "")
    address = address_kept(QueryDict(given.removeprefix("?")[:4000]))
    try:
        made = actions.save_search(request.POST.get("name", ""), address, by=me, at=timezone.now())
        messages.success(request, f"已存为“{made.name}”，今日页和素材库页会说有没有新到。")
    except RuleBroken as rule:
        messages.error(request, rule.sentence)
    return redirect(f"{reverse('library')}?{address}")


def new_of_saved(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What came in since `?since=`: exactly the pieces that the number counted. From now on they are seen."""
    me = person_of(request)
    one = get_object_or_404(saved_searches(me), pk=pk)
    since = _moment(request.GET.get("since", "")) or one.seen_at
    question = question_of(QueryDict(one.address))
    page = page_of(came_since(me, question, since), request, size=AT_ONCE)
    actions.see_search(one, by=me, at=timezone.now())
    context = {"saved": one, "words": said(question), "since": since, "page": page}
    return render(request, "web/saved_new.html", context)


@require_POST
def rename(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Another name."""
    name = request.POST.get("name", "")
    return _done(request, pk, lambda one, me, at: actions.rename_search(one, name, by=me, at=at), "已改名。")


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Off the list."""
    said_so = "已移除，在“已移除”里可以恢复。"
    return _done(request, pk, lambda one, me, at: actions.remove_search(one, by=me, at=at), said_so)


@require_POST
def bring_back(request: HttpRequest, pk: int) -> HttpResponseBase:
    """On the list again."""
    me = person_of(request)
    one = get_object_or_404(removed_searches(me), pk=pk)
    return _said(request, lambda: actions.bring_search_back(one, by=me, at=timezone.now()), "已恢复。")


def _done(
    request: HttpRequest, pk: int, act: Callable[[SavedSearch, Person, datetime], None], done: str
) -> HttpResponseBase:
    me = person_of(request)
    one = get_object_or_404(saved_searches(me), pk=pk)
    return _said(request, lambda: act(one, me, timezone.now()), done)


def _said(request: HttpRequest, act: Callable[[], None], done: str) -> HttpResponseBase:
    try:
        act()
        messages.success(request, done)
    except RuleBroken as rule:
        messages.error(request, rule.sentence)
    return redirect("saved")


def _moment(given: str) -> datetime | None:
    try:
        found = parse_datetime(given)
    except ValueError:
        return None
    return found if found is not None and timezone.is_aware(found) else None

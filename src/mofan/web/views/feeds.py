"""Calendar feeds (日历订阅): open and revoke one's own, and what a calendar program fetches without signing in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_POST, require_safe

from mofan.org.actions import open_feed, revoke_feed, use_feed
from mofan.org.feed_secrets import secret_of
from mofan.org.models import FeedLink, Unit
from mofan.org.queries import feeds_visible_to, units_visible_to
from mofan.org.rules import RuleBroken
from mofan.records.feeds import calendar_of, owed_in
from mofan.records.owed import Owed
from mofan.web.visitor import person_of

MEDIA_TYPE = "text/calendar; charset=utf-8"


@require_POST
def open_own(request: HttpRequest) -> HttpResponseBase:
    """An address for what one owes oneself."""
    open_feed(by=person_of(request), at=timezone.now())
    messages.success(request, "日历地址已开通，抄到日历软件的“订阅”里即可。")
    return redirect(f"{reverse('account')}#feeds")


@require_POST
def open_of_unit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """An address for what a unit owes."""
    me = person_of(request)
    unit = get_object_or_404(units_visible_to(me), pk=pk)
    open_feed(unit, by=me, at=timezone.now())
    messages.success(request, "日历地址已开通，抄到日历软件的“订阅”里即可。")
    return redirect(f"{reverse('unit', args=[pk])}#feed")


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One's own address leads nowhere from now on."""
    me = person_of(request)
    link = get_object_or_404(feeds_visible_to(me).filter(person=me), pk=pk)
    try:
        revoke_feed(link, by=me, at=timezone.now())
    except RuleBroken as rule:
        messages.error(request, rule.sentence)
    else:
        messages.success(request, f"“{link}”的地址已停用，用它的日历不再更新。")
    return redirect("account")


def feed_shown(request: HttpRequest, unit: Unit | None) -> tuple[FeedLink, str] | None:
    """One's own good feed (of a unit) with its whole address, for the page that shows it."""
    link = feeds_visible_to(person_of(request)).filter(person=person_of(request), unit=unit, revoked_at=None).first()
    return (link, request.build_absolute_uri(reverse("feed", args=[secret_of(link.nonce)]))) if link else None


def feeds_shown(request: HttpRequest) -> list[tuple[FeedLink, str]]:
    """All one's own good feeds with their addresses."""
    links = feeds_visible_to(person_of(request)).filter(person=person_of(request), revoked_at=None)
    return [(one, request.build_absolute_uri(reverse("feed", args=[secret_of(one.nonce)]))) for one in links]


@login_not_required
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar behind a secret address; whatever is wrong with it, there is none."""
    try:
        link = use_feed(secret, at=timezone.now())
    except RuleBroken as rule:
        raise Http404(rule.sentence) from rule

    def address_of(one: Owed) -> str:
        return request.build_absolute_uri(reverse("record_task" if one.of == "task" else "duty", args=[one.key]))

    owed = owed_in(link, timezone.localdate())
    name = f"模范：{link.unit or '我的待办'}"
    answer = HttpResponse(calendar_of(owed, name, at=timezone.now(), address_of=address_of), content_type=MEDIA_TYPE)
    patch_cache_control(answer, private=True, max_age=600)
    return answer

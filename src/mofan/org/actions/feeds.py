"""Verbs on calendar feeds (日历订阅): open, revoke, use."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from mofan.org.actions.entries import allow, note
from mofan.org.feed_secrets import nonce_in
from mofan.org.models import FeedLink, Person, Unit
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken

USED_EVERY = timedelta(minutes=10)
"""The last use is written down at most so often: a read stays a read."""
_GONE = "这个日历地址无效或者已经停用。请在“我的账号”或单位页另开一个。"


@transaction.atomic
def open_feed(unit: Unit | None = None, *, by: Person, at: datetime) -> FeedLink:
    """An address for what one owes oneself, or for what a unit owes that one may look at (开通日历订阅). The one that
    is there already is given again. Raises RuleBroken for a unit that one may not look at."""
    if unit is not None and not Unit.objects.visible_to(by).filter(pk=unit.pk).exists():
        raise RuleBroken("没有这个单位，或者您不能查看它。")
    known = FeedLink.objects.good().filter(person=by, unit=unit).first()
    if known is not None:
        return known
    link = FeedLink.objects.create(person=by, unit=unit, nonce=secrets.token_hex(16), created_at=at)
    note(link, "开通日历订阅", by=by, at=at, why=str(link))
    return link


@transaction.atomic
def revoke_feed(link: FeedLink, *, by: Person, at: datetime) -> None:
    """The address leads nowhere from now on (停用日历订阅). Raises RuleBroken for another's, unless an administrator
    does it, and for one that was revoked before."""
    if link.person_id != by.pk:
        allow(by, Right.ADMINISTER)
    if not FeedLink.objects.good().filter(pk=link.pk).update(revoked_at=at):
        raise RuleBroken("这个日历地址已经停用。")
    link.revoked_at = at
    note(link, "停用日历订阅", by=by, at=at, why=str(link))


def use_feed(secret: str, *, at: datetime) -> FeedLink:
    """The feed behind an address. Raises RuleBroken, always with the same sentence, for one that is wrong or revoked,
    whose person may not sign in any more, or may no longer look at the unit."""
    nonce = nonce_in(secret)
    if nonce is None:
        raise RuleBroken(_GONE)
    link = FeedLink.objects.good().filter(nonce=nonce).select_related("person", "unit").first()
    if link is None or not link.person.is_active or link.person.is_void:
        raise RuleBroken(_GONE)
    if link.unit is not None and not Unit.objects.visible_to(link.person).filter(pk=link.unit.pk).exists():
        raise RuleBroken(_GONE)
    if link.last_used_at is None or at - link.last_used_at >= USED_EVERY:
        FeedLink.objects.filter(pk=link.pk).update(last_used_at=at)
    return link

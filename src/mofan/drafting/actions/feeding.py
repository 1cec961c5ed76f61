"""Verbs on the feeds of published materials (材料订阅): open, revoke, use."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from mofan.drafting.models import MaterialFeed
from mofan.org.actions import note
from mofan.org.feed_secrets import nonce_in
from mofan.org.models import Person, Unit
from mofan.org.rules import RuleBroken

USED_EVERY = timedelta(minutes=10)
"""The last use is written down at most so often: a read stays a read."""
_GONE = "这个订阅地址无效或者已经停用。请在“已发布的材料”另开一个。"


@transaction.atomic
def open_material_feed(unit: Unit | None = None, *, by: Person, at: datetime) -> MaterialFeed:
    """An address for what a unit and those below it publish, or every unit that one may look at (开通材料订阅). The one
    that is there already is given again. Raises RuleBroken for a unit that one may not look at."""
    if unit is not None and not Unit.objects.visible_to(by).filter(pk=unit.pk).exists():
        raise RuleBroken("没有这个单位，或者您不能查看它。")
    known = MaterialFeed.objects.good().filter(person=by, unit=unit).first()
    if known is not None:
        return known
    feed = MaterialFeed.objects.create(person=by, unit=unit, nonce=secrets.token_hex(16), created_at=at)
    note(feed, "开通材料订阅", by=by, at=at, why=str(feed))
    return feed


@transaction.atomic
def revoke_material_feed(feed: MaterialFeed, *, by: Person, at: datetime) -> None:
    """The address leads nowhere from now on (停用材料订阅). Raises RuleBroken for another's, and for one that was
    revoked before."""
    if feed.person_id != by.pk or not MaterialFeed.objects.good().filter(pk=feed.pk).update(revoked_at=at):
        raise RuleBroken("这个订阅地址已经停用。")
    feed.revoked_at = at
    note(feed, "停用材料订阅", by=by, at=at, why=str(feed))


def use_material_feed(secret: str, *, at: datetime) -> MaterialFeed:
    """The feed behind an address. Raises RuleBroken, always with the same sentence, for one that is wrong or revoked,
    whose person may not sign in any more, or may no longer look at the unit."""
    nonce = nonce_in(secret)
    good = MaterialFeed.objects.good().select_related("person", "unit")
    feed = good.filter(nonce=nonce).first() if nonce else None
    if feed is None or not feed.person.is_active or feed.person.is_void:
        raise RuleBroken(_GONE)
    if feed.unit is not None and not Unit.objects.visible_to(feed.person).filter(pk=feed.unit.pk).exists():
        raise RuleBroken(_GONE)
    if feed.last_used_at is None or at - feed.last_used_at >= USED_EVERY:
        MaterialFeed.objects.filter(pk=feed.pk).update(last_used_at=at)
    return feed

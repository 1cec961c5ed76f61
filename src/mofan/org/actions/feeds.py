"""Verbs on calendar feeds (日历订阅): open, revoke, use."""

from datetime import datetime
from typing import Final

from django.db import transaction

from mofan.org.actions.addresses import open_address, revoke_address, use_address
from mofan.org.actions.entries import allow
from mofan.org.models import FeedLink, Person, Unit
from mofan.org.roles import Right

_GONE: Final = "这个日历地址无效或者已经停用。请在“我的账号”或单位页另开一个。"


def open_feed(unit: Unit | None = None, *, by: Person, at: datetime) -> FeedLink:
    """An address for what one owes oneself, or for what a unit owes that one may look at (开通日历订阅). The one that
    is there already is given again. Raises RuleBroken for a unit that one may not look at."""
    return open_address(FeedLink, unit, "开通日历订阅", by=by, at=at)


@transaction.atomic
def revoke_feed(link: FeedLink, *, by: Person, at: datetime) -> None:
    """The address leads nowhere from now on (停用日历订阅). Raises RuleBroken for another's, unless an administrator
    does it, and for one that was revoked before."""
    if link.person_id != by.pk:
        allow(by, Right.ADMINISTER)
    revoke_address(link, "停用日历订阅", "这个日历地址已经停用。", by=by, at=at)


def use_feed(secret: str, *, at: datetime) -> FeedLink:
    """The feed behind an address. Raises RuleBroken, always with the same sentence, for one that is wrong or revoked,
    whose person may not sign in any more, or may no longer look at the unit."""
    return use_address(FeedLink, secret, _GONE, at=at)

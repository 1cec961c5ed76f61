"""Verbs on the feeds of published materials (材料订阅): open, revoke, use."""

from datetime import datetime
from typing import Final

from django.db import transaction

from mofan.drafting.models import MaterialFeed
from mofan.org.actions import open_address, revoke_address, use_address
from mofan.org.models import Person, Unit
from mofan.org.rules import RuleBroken

_GONE: Final = "这个订阅地址无效或者已经停用。请在“已发布的材料”另开一个。"
_REVOKED: Final = "这个订阅地址已经停用。"


def open_material_feed(unit: Unit | None = None, *, by: Person, at: datetime) -> MaterialFeed:
    """An address for what a unit and those below it publish, or every unit that one may look at (开通材料订阅). The one
    that is there already is given again. Raises RuleBroken for a unit that one may not look at."""
    return open_address(MaterialFeed, unit, "开通材料订阅", by=by, at=at)


@transaction.atomic
def revoke_material_feed(feed: MaterialFeed, *, by: Person, at: datetime) -> None:
    """The address leads nowhere from now on (停用材料订阅). Raises RuleBroken for another's, and for one that was
    revoked before."""
    if feed.person_id != by.pk:
        raise RuleBroken(_REVOKED)
    revoke_address(feed, "停用材料订阅", _REVOKED, by=by, at=at)


def use_material_feed(secret: str, *, at: datetime) -> MaterialFeed:
    """The feed behind an address. Raises RuleBroken, always with the same sentence, for one that is wrong or revoked,
    whose person may not sign in any more, or may no longer look at the unit."""
    return use_address(MaterialFeed, secret, _GONE, at=at)

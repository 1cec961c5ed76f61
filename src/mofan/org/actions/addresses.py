"""Verbs on secret addresses (秘密地址) of whatever sort: what calendars and feeds of materials have in common."""

import secrets
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import transaction

from mofan.org.actions.entries import note
from mofan.org.feed_secrets import nonce_in
from mofan.org.models import Person, Unit
from mofan.org.models.feeds import SecretAddress
from mofan.org.rules import RuleBroken

USED_EVERY = timedelta(minutes=10)
"""The last use is written down at most so often: a read stays a read."""
A = TypeVar("A", bound=SecretAddress)


@transaction.atomic
def open_address(sort: type[A], unit: Unit | None, verb: str, *, by: Person, at: datetime) -> A:
    """One's address of this sort for a unit, or without one (开通). The one that is there already is given again.
    Raises RuleBroken for a unit that one may not look at."""
    if unit is not None and not Unit.objects.visible_to(by).filter(pk=unit.pk).exists():
        raise RuleBroken("没有这个单位，或者您不能查看它。")
    rows = sort._default_manager
    known = rows.filter(person=by, unit=unit, revoked_at=None).first()
    if known is not None:
        return known
    made = rows.create(person=by, unit=unit, nonce=secrets.token_hex(16), created_at=at)
    note(made, verb, by=by, at=at, why=str(made))
    return made


@transaction.atomic
def revoke_address(address: SecretAddress, verb: str, gone: str, *, by: Person, at: datetime) -> None:
    """It leads nowhere from now on (停用). Raises RuleBroken with `gone` for one that was revoked before."""
    if not type(address)._default_manager.filter(pk=address.pk, revoked_at=None).update(revoked_at=at):
        raise RuleBroken(gone)
    address.revoked_at = at
    note(address, verb, by=by, at=at, why=str(address))


def use_address(sort: type[A], secret: str, gone: str, *, at: datetime) -> A:
    """What stands behind an address. Raises RuleBroken, always with `gone`, for one that is wrong or revoked, whose
    person may not sign in any more, or may no longer look at the unit."""
    nonce = nonce_in(secret)
    rows = sort._default_manager.filter(revoked_at=None).select_related("person", "unit")
    found = rows.filter(nonce=nonce).first() if nonce else None
    if found is None or not found.person.is_active or found.person.is_void:
        raise RuleBroken(gone)
    if found.unit is not None and not Unit.objects.visible_to(found.person).filter(pk=found.unit.pk).exists():
        raise RuleBroken(gone)
    if found.last_used_at is None or at - found.last_used_at >= USED_EVERY:
        sort._default_manager.filter(pk=found.pk).update(last_used_at=at)
    return found

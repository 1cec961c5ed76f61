"""What every action does (动作的共同之处): ask for leave, write the history entry, write the access log."""

from collections.abc import Sequence
from datetime import datetime

from django.db import models

from mofan.org.models import Access, History, Person, Unit
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken

Change = tuple[str, str, str]
"""What was changed, what it was, what it is now (变更), in words that a reader knows; personal data masked."""


def note(
    subject: models.Model, verb: str, *, by: Person, at: datetime, why: str = "", changes: Sequence[Change] = ()
) -> History:
    """Write one history entry. Called by the action that did it, in its transaction."""
    return History.objects.create(
        at=at,
        by=by,
        verb=verb,
        subject=subject._meta.label_lower,
        subject_id=subject.pk,
        note=why,
        changes=[list(one) for one in changes],
    )


def log_access(what: str, *, by: Person | None, at: datetime, detail: str = "", address: str = "") -> Access:
    """Write one line of the access log."""
    return Access.objects.create(at=at, by=by, what=what, detail=detail[:300], address=address[:60])


def allow(person: Person, right: Right, unit: Unit | None = None) -> None:
    """Raises RuleBroken when the person has not that right, in `unit` where one is named."""
    if person.may(right, unit):
        return
    where = f"在“{unit}”" if unit is not None else ""
    raise RuleBroken(f"您{where}没有“{right.label}”的权限，请找系统管理员。")


def reason(why: str) -> str:
    """The reason given, without white space around it. Raises RuleBroken when there is none or it is too long."""
    why = " ".join(why.split())
    if not why:
        raise RuleBroken("请写明缘由。")
    if len(why) > 200:
        raise RuleBroken("缘由请写在 200 个字以内。")
    return why

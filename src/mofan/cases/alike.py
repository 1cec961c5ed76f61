"""Cases that may be the same as one that is being written (疑似重复), and what happened to a case since it was read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from mofan.cases.models import Case, Move, Party
from mofan.cases.queries import cases_visible_to
from mofan.org.models import Person
from mofan.org.sealing import digest

_BEFORE: Final = timedelta(days=60)
_LOOKED_AT: Final = 3000
"""Titles of the latest cases that are compared."""
_LIKE: Final = 0.5
_LEAST: Final = 4
"""Characters of a title from which on it is compared."""


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in a form so far (正在登记的内容)."""

    phone: str = ""
    title: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Alike:
    """A case that may be the same (疑似重复), and why it is shown."""

    case: Case
    why: str


def alike(person: Person, written: Written, at: datetime, most: int = 5) -> list[Alike]:
    """Cases by the same telephone number, and of the sixty days before those with the same place or nearly the same
    title, that the person may read (同一人、同一事): those of the same person first."""
    seen = cases_visible_to(person)
    found: dict[int, Alike] = {}
    if len(phone := written.phone.strip()) >= 7:
        known = Party.objects.exclude(phone_digest="")  # what stands in the index
        same = known.filter(phone_digest=digest(phone)).exclude(role="respondent").order_by().values("case")
        for one in seen.filter(pk__in=same)[:most]:
            found[one.pk] = Alike(one, "同一联系电话")
    recent = seen.filter(taken_in_at__gte=at - _BEFORE)
    if len(place := written.place.strip()) >= _LEAST:
        for one in recent.filter(place__icontains=place)[:most]:
            found.setdefault(one.pk, Alike(one, "同一地点"))
    if len(title := "".join(written.title.split())) >= _LEAST:
        titles = recent.values_list("pk", "title")[:_LOOKED_AT]
        near = sorted(((likeness(title, other), pk) for pk, other in titles), reverse=True)[:most]
        keys = [pk for how, pk in near if how >= _LIKE]
        for one in seen.filter(pk__in=keys):
            found.setdefault(one.pk, Alike(one, "标题相近"))
    return list(found.values())[:most]


def likeness(one: str, other: str) -> float:
    """How alike two titles are, from 0 to 1: the pairs of neighbouring characters that both have, of all pairs that
    the shorter one has."""
    first, second = _pairs(one), _pairs(other)
    shorter = min(len(first), len(second))
    return len(first & second) / shorter if shorter else 0.0


def _pairs(text: str) -> frozenset[str]:
    letters = "".join(text.split())
    return frozenset(letters[place : place + 2] for place in range(len(letters) - 1))


def happened_since(case: Case, last: int) -> list[Move]:
    """What was done to a case that was loaded through `cases_visible_to` after the move of that key (之后的办理)."""
    return list(Move.objects.filter(case=case, pk__gt=last).select_related("by", "unit"))


def last_move(moves: Iterable[Move]) -> int:
    """The key of the last of them, 0 of none."""
    return max((one.pk for one in moves), default=0)

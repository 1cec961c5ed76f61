"""Groups of like cases in place and time, and how they grow (热点): a pure count, and the query that feeds it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils import timezone

from mofan.cases.alike import likeness
from mofan.cases.queries import Asked, case_list
from mofan.org.models import Person

_LIKE: Final = 0.4
"""Likeness of titles from which on two cases of one category at different places of like name are one matter."""
_SAME_PLACE: Final = 0.6
_MOST: Final = 5000
"""Cases of both spans that are looked at, the latest."""


@dataclass(frozen=True, slots=True)
class Happening:
    """What of a case is grouped (一件事项)."""

    key: int
    title: str
    category: str
    place: str
    on: date


@dataclass(frozen=True, slots=True)
class HotSpot:
    """Like cases at one place within a span of days (热点)."""

    place: str
    """As most of them write it."""
    category: str
    title: str
    """Of the latest of them: what it is about."""
    cases: tuple[int, ...]
    """Keys of those of the span, the latest first."""
    earlier: tuple[int, ...]
    """Keys of those of the span of the same length before, the latest first."""
    since: date
    until: date

    @property
    def before(self) -> int:
        """How many there were in the span before."""
        return len(self.earlier)

    @property
    def now(self) -> int:
        """How many there are in the span."""
        return len(self.cases)

    @property
    def growth(self) -> int:
        """How many more than in the span before (增减)."""
        return self.now - self.before

    @property
    def sentence(self) -> str:
        """«柳湾小区：近30天8件，比前30天多5件。»"""
        days = (self.until - self.since).days + 1
        than = f"多{self.growth}件" if self.growth > 0 else f"少{-self.growth}件" if self.growth < 0 else "持平"
        return f"{self.place}：近{days}天{self.now}件，比前{days}天{than}。"


def hot_spots(happenings: Iterable[Happening], until: date, *, days: int = 30, least: int = 3) -> tuple[HotSpot, ...]:
    """Places at which `least` or more like cases came in within `days` up to `until`: those that grow most first.

    Like are cases of one category whose places are written the same or nearly so; of a place that is only near, the
    titles must be alike as well. Cases without a place are in no group. Raises ValueError for fewer than one day.
    """
    if days < 1:
        raise ValueError("至少一天。")
    since = until - timedelta(days=days - 1)
    first = since - timedelta(days=days)
    within = [one for one in happenings if _plain(one.place) and first <= one.on <= until]
    found = []
    for group in _groups(within):
        group.sort(key=lambda one: (one.on, one.key), reverse=True)
        now = [one for one in group if one.on >= since]
        if len(now) >= least:
            place = Counter(one.place.strip() for one in now).most_common(1)[0][0]
            keys = tuple(one.key for one in now)
            earlier = tuple(one.key for one in group[len(now) :])
            found.append(HotSpot(place, now[0].category, now[0].title, keys, earlier, since, until))
    return tuple(sorted(found, key=lambda one: (-one.growth, -one.now, one.place)))


def hot_spots_of(person: Person, asked: Asked, until: date, *, days: int = 30, least: int = 3) -> tuple[HotSpot, ...]:
    """Of the cases asked for that the person may read; tip-offs never stand in a group."""
    start = until - timedelta(days=2 * days - 1)
    rows = case_list(person, asked).filter(restricted=False, taken_in_at__date__range=(start, until)).exclude(place="")
    values = rows.order_by("-taken_in_at").values_list("pk", "title", "category", "place", "taken_in_at")[:_MOST]
    happenings = (
        Happening(pk, title, category, place, timezone.localdate(taken_in_at))
        for pk, title, category, place, taken_in_at in values
    )
    return hot_spots(happenings, until, days=days, least=least)


def _groups(happenings: Sequence[Happening]) -> list[list[Happening]]:
    """Cases of one category and place together; groups of like places and titles joined to the larger one."""
    exact: defaultdict[tuple[str, str], list[Happening]] = defaultdict(list)
    for one in happenings:
        exact[one.category, _plain(one.place)].append(one)
    by_category: defaultdict[str, list[tuple[str, list[Happening]]]] = defaultdict(list)
    for (category, place), group in sorted(exact.items(), key=lambda item: (-len(item[1]), item[0])):
        home = next((kept for near, kept in by_category[category] if _belongs(place, group, near, kept)), None)
        if home is not None:
            home.extend(group)
        else:
            by_category[category].append((place, group))
    return [group for groups in by_category.values() for _, group in groups]


def _belongs(place: str, group: Sequence[Happening], near: str, kept: Sequence[Happening]) -> bool:
    return likeness(place, near) >= _SAME_PLACE and likeness(group[0].title, kept[0].title) >= _LIKE


def _plain(place: str) -> str:
    return "".join(place.split())

"""A unit with the people who were in it when (单位与在册人员), and what it is like. Pure: no Django."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from math import exp
from random import Random

from mofan.records.catalogue import Kind
from mofan.records.entry import OnRoll, Who

ORDINARY_SIZE = 22
"""People of a unit that does as much as `Rhythm.per_month` says."""


@dataclass(frozen=True, slots=True)
class Held:
    """Somebody's place in a unit, from a day to a day; None: from of old, until now."""

    who: Who
    since: date | None = None
    until: date | None = None
    votes: bool = True
    leads: bool = False

    def on(self, day: date) -> bool:
        """Whether it holds on that day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(slots=True)
class Place:
    """A unit: what sort it is for the rhythms, its members by pinyin, its posts by rank, its own people by pinyin."""

    key: int
    sort: str
    name: str
    members: list[Held] = field(default_factory=list)
    posts: list[Held] = field(default_factory=list)
    staff: list[Who] = field(default_factory=list)

    def roll(self, kind: Kind, day: date) -> tuple[OnRoll, ...]:
        """Who is due on that day, as `records.queries.roster` finds it."""
        if kind.roll is None or kind.roll.roster == "invited":
            return ()
        if kind.roll.roster in ("members", "group"):
            return tuple(OnRoll(one.who, has_vote=one.votes) for one in self.members if one.on(day))
        leading = kind.roll.roster in ("committee", "leading_body")
        found = {one.who.person: one.who for one in self.posts if one.on(day) and (one.leads or not leading)}
        if kind.roll.roster == "staff":
            found |= {who.person: who for who in self.staff if who.person not in found}
        return tuple(OnRoll(who) for who in found.values())

    def people(self, day: date) -> list[Who]:
        """Who could have done something there on that day, the leaders first."""
        return list({who.person: who for who in self._people(day)}.values())

    def _people(self, day: date) -> Iterator[Who]:
        yield from (one.who for one in self.posts if one.on(day))
        yield from (one.who for one in self.members if one.on(day))
        yield from self.staff

    @property
    def size(self) -> int:
        """How many people it has, about."""
        return max(len(self.staff), len(self.members), len(self.posts))


@dataclass(frozen=True, slots=True)
class Character:
    """What a unit is like (脾性): no two are the same, and no unit is the same in everything."""

    diligence: float
    """How many of the expected occasions it meets."""
    pace: float
    """How much it does beside the others."""
    habit: float
    """Where in a month its usual day lies, 0 to 1."""
    weekday: int
    lateness: float
    """How much later than others it enters; some enter a whole month on its last day."""
    batches: bool


def character(place: Place, chance: Random) -> Character:
    """Drawn once a unit."""
    size = (max(place.size, 3) / ORDINARY_SIZE) ** 0.6
    return Character(
        diligence=min(0.995, chance.betavariate(14, 1.4)),
        pace=size * min(2.2, exp(chance.gauss(0, 0.3))),
        habit=chance.betavariate(2, 2),
        weekday=chance.randrange(5),
        lateness=exp(chance.gauss(0, 0.5)),
        batches=chance.random() < 0.15,
    )

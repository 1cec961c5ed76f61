"""The course of a duty over a period (履责经过): how each occasion stands, as one letter. Pure: no Django.

A board has tens of thousands of occasions and is looked at again and again, while hardly any of them changes: a course
follows from what is expected and the days that were recorded alone, and is kept as long as these stay what they are.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from sys import intern
from typing import Final, NamedTuple

from mofan.measure import Period
from mofan.records.occasions import Occasion, State, whole_of

OWN, ANOTHERS, OWN_LATE, ANOTHERS_LATE = "0123"
"""Behind the day of what was recorded: of the duty's own kind or of another, entered in time or late. Of several on a
day those in time come first, and of these its own. In a course: met by such a record."""
LATE, OPEN, EXCUSED, NOT_APPLICABLE = "luxn"
STATE_OF: Final[Mapping[str, State]] = {
    OWN: "done",
    ANOTHERS: "done",
    OWN_LATE: "done",
    ANOTHERS_LATE: "done",
    LATE: "late",
    OPEN: "due",
    EXCUSED: "excused",
    NOT_APPLICABLE: "not_applicable",
}
"""Letter of a course → the state of the occasion."""
IN_TIME: Final = frozenset((OWN, ANOTHERS))
MET: Final = frozenset((OWN, ANOTHERS, OWN_LATE, ANOTHERS_LATE))
KEYS_FROM: Final = 10**12
"""Added to the key of a record that stands behind the mark, where it is wanted too, so that the texts of all keys are
equally long and sort as numbers do: 2026-03-0501000000001234."""
_AFTER_ALL: Final = "9"
_ONE_DAY: Final = timedelta(days=1)
KEPT: Final = 80_000
"""Courses that a process keeps, some 40 MB at most: those of twenty thousand duties over the periods of a card."""
COUNTS_KEPT: Final = 8_000
"""Different courses whose counts it keeps; many duties have the same."""


def mark_of(*, is_late: bool, own: bool) -> str:
    """The mark of what was recorded."""
    return str(is_late * 2 + 1 - own)


class Expected(NamedTuple):
    """One occasion as it is met (应做一次): its first day and the last, as texts that days of records are compared
    with."""

    first: str
    last: str
    occasion: Occasion
    belongs: bool
    """Whether it belongs to the period: some before it are looked at because one record meets the first of two."""


@dataclass(frozen=True, eq=False)
class Asked:
    """What a rhythm expects over a period (应做时点), worked out once for all duties that have it."""

    occasions: tuple[Occasion, ...]
    period: Period

    @cached_property
    def in_order(self) -> tuple[Expected, ...]:
        """The occasions in the order in which they are met."""
        ordered = sorted(self.occasions, key=lambda one: (one.period.end, one.number))
        return tuple(
            Expected(
                one.period.start.isoformat(),
                one.period.end.isoformat() + _AFTER_ALL,
                one,
                self.period.contains(one.deadline),
            )
            for one in ordered
        )

    @cached_property
    def before(self) -> int:
        """How many of them do not belong to the period: they end before it, and so come first."""
        return sum(not one.belongs for one in self.in_order)

    @cached_property
    def months(self) -> tuple[tuple[int, int], ...]:
        """The year and month in which the last day of each that belongs lies."""
        ends = (one.occasion.period.end for one in self.in_order[self.before :])
        return tuple((end.year, end.month) for end in ends)

    @cached_property
    def first(self) -> date:
        """The first day on which something that is expected may lie; the period's last where nothing is."""
        return min((one.period.start for one in self.occasions), default=self.period.end)

    @cached_property
    def over(self) -> date:
        """The day from which on nothing of it is open any more."""
        return max((one.period.end for one in self.occasions), default=self.period.end) + _ONE_DAY


class Recorded(NamedTuple):
    """What met an occasion: its day as an ISO text, its mark, the key of the record."""

    day: str
    mark: str
    key: int

    @classmethod
    def of(cls, text: str) -> "Recorded":
        """Read from such a text with a key."""
        return cls(text[:10], text[10], int(text[11:]) - KEYS_FROM)


class Applies(NamedTuple):
    """From when to when a duty is owed, and what of it need not be done."""

    since: date | None
    until: date | None
    excused: tuple[date, ...] = ()
    """The first days of stretches that are excused."""


def sorted_days(days: str) -> list[str]:
    """What was recorded, from the text that a database joins it in, in the order in which it meets occasions."""
    return sorted(days.split(",")) if days else []


def walk(asked: Asked, served: Sequence[str], applies: Applies, today: date) -> list[tuple[Expected, str, str]]:
    """Every occasion, those before the period too, in order: its letter and what met it, as in `served`, or nothing.

    `served`: an ISO day and a mark each, perhaps with more behind it, sorted. Each meets one occasion, as in
    `occasions.board`: the one of its stretch that ends first and is still open.
    """
    left, now = list(served), today.isoformat()
    since, until, excused = applies
    found = []
    for expected in asked.in_order:
        first, last, occasion, _ = expected
        place = bisect_left(left, first)
        end, by = occasion.period.end, ""
        if (since is not None and since > end) or (until is not None and end > until):
            letter = NOT_APPLICABLE
        elif place < len(left) and left[place] < last:
            by = left.pop(place)
            letter = by[10]
        elif occasion.period.start in excused:
            letter = EXCUSED
        else:
            letter = LATE if last < now else OPEN
        found.append((expected, letter, by))
    return found


@dataclass(frozen=True, slots=True)
class Tally:
    """How often each letter stands in a course (计数)."""

    counts: Mapping[State, int]
    """State → how many occasions are in it; one that none is in counts 0."""
    state: State
    """How the duty stands as a whole."""
    done: int
    due: int
    late: int
    on_time: int
    """Met by a record that was entered in time (按时)."""
    entered: int
    """Met by a record of the duty's own kind (专门填)."""

    reused: int
    """Met by a record of another kind (一并履行)."""
    fell_due: int
    """Met or overdue."""
    owed: int
    """All but those excused and not applicable."""


@lru_cache(maxsize=COUNTS_KEPT)
def tally_of(course: str) -> Tally:
    """The counts of a course: many duties have the same one."""
    of = {letter: course.count(letter) for letter in STATE_OF}
    counts: Counter[State] = Counter()
    for letter, number in of.items():
        if number:
            counts[STATE_OF[letter]] += number
    done, due, late, entered = counts["done"], counts["due"], counts["late"], of[OWN] + of[OWN_LATE]
    return Tally(
        counts=counts,
        state=whole_of(counts),
        done=done,
        due=due,
        late=late,
        on_time=of[OWN] + of[ANOTHERS],
        entered=entered,
        reused=done - entered,
        fell_due=done + late,
        owed=done + due + late,
    )


def stands(asked: Asked, days: str, applies: Applies, today: date) -> tuple[str, Tally]:
    """The letters of the occasions that belong to the period, in order (履责经过), and how often each stands there.
    `days`: what was recorded, joined by commas."""
    over = asked.over
    return _stands(asked, days, applies, over if over < today else today)


@lru_cache(maxsize=KEPT)
def _stands(asked: Asked, days: str, applies: Applies, today: date) -> tuple[str, Tally]:
    walked = walk(asked, sorted_days(days), applies, today)
    course = intern("".join([letter for _, letter, _ in walked[asked.before :]]))
    return course, tally_of(course)


@lru_cache(maxsize=COUNTS_KEPT)
def by_month(asked: Asked, course: str, letters: frozenset[str]) -> Mapping[tuple[int, int], int]:
    """(year, month) → how many occasions end in it that have one of these letters."""
    return Counter(month for month, letter in zip(asked.months, course, strict=True) if letter in letters)

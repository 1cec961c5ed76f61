"""Entries of the demonstration (录入内容): what was done on a day in a unit, who came, who entered it when. Pure: no
Django. The same for the same seed, unit by unit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Literal

from mofan.ops.demo.happenings import Calendar, days_of
from mofan.ops.demo.places import Character, Place, character
from mofan.ops.demo.rhythms import Rhythm, rhythms
from mofan.ops.demo.wording import drawn, filled, values_of
from mofan.records.attendance import State, Votes
from mofan.records.catalogue import Kind, kind_of
from mofan.records.entry import Assigned, Entry, FieldValue, Item, OnRoll, Who

Fate = Literal["kept", "corrected", "voided"]

SEED = 20261122
LED = ("chair", "leader", "lead", "signatory", "talker")
"""Fields that mostly name whoever leads."""
ALONE = frozenset(
    (
        *LED, "lecturer", "organiser", "minute_taker", "secretary", "partner", "member", "reader", "author", "speaker",
        "owner", "reporter",
    )
)  # fmt: skip
"""Fields that name one person; the others name one to four."""
_REASONS = ("出差", "病假", "值班", "下村", "外出培训", "事假")
_SUMMER_REASONS = ("年休假", "防汛值班", "年休假", "下村")
_OUTSIDERS = ("社区志愿者", "返乡学生", "退休教师", "驻村医生")
_FATES: tuple[tuple[float, Fate], ...] = ((0.006, "voided"), (0.016, "corrected"))


@dataclass(frozen=True, slots=True)
class Entered:
    """One entry with who made it when (录入), and what became of it."""

    place: int
    entry: Entry
    by: int
    at: datetime
    """Without a zone: the clock on the wall."""
    fate: Fate = "kept"
    done: tuple[float, ...] = ()
    """For each task a number by which it is done or not, 0 to 1."""


def entries(place: Place, calendar: Calendar, *, seed: int = SEED, quiet: float = 1.0) -> Iterator[Entered]:
    """What a unit entered in the days of the calendar, kind by kind. `quiet`: less than 1 for a unit that does only so
    much of what is owed at no rhythm."""
    like = character(place, Random(f"{seed} {place.name}"))
    for number, rhythm in enumerate(rhythms()):
        chance = Random(f"{seed} {place.name} {number}")
        if place.sort not in rhythm.of or chance.random() > rhythm.share:
            continue
        kind = kind_of(rhythm.kind)
        for day in days_of(rhythm, like, calendar, chance):
            if rhythm.every or quiet >= 1 or chance.random() < quiet:
                entry = _entry(rhythm, kind, place, day, chance)
                if entry is not None:
                    yield _entered(entry, place, like, calendar, chance)


def owed(place: Place, *, seed: int = SEED) -> tuple[Rhythm, ...]:
    """What a unit owes at a rhythm: of what it does at all."""
    return tuple(
        one
        for number, one in enumerate(rhythms())
        if one.duty and place.sort in one.of and Random(f"{seed} {place.name} {number}").random() <= one.share
    )


def _entered(entry: Entry, place: Place, like: Character, calendar: Calendar, chance: Random) -> Entered:
    on = min(entry.held_on + timedelta(days=_delay(entry.held_on, like, chance)), calendar.period.end)
    clock = time(chance.choice((8, 9, 10, 11, 14, 15, 16, 17, 17, 18)), chance.randrange(60), chance.randrange(60))
    if on == calendar.period.end:
        clock = time(8, 30)
    staff = place.staff or [one.who for one in place.members] or [one.who for one in place.posts]
    writers = [who.person for who in staff[:: max(1, len(staff) // 2)][:2] if who.person]
    fate_of = chance.random()
    fate: Fate = next((fate for limit, fate in _FATES if fate_of < limit), "kept")
    tasks = len(entry.tasks) + sum(len(item.tasks) for item in entry.agenda)
    done = tuple(chance.random() for _ in range(tasks))
    return Entered(place.key, entry, chance.choice(writers), datetime.combine(on, clock), fate, done)


def _delay(day: date, like: Character, chance: Random) -> int:
    """Days until it is entered: mostly none or one, sometimes weeks; some wait for the end of the month."""
    if like.batches and chance.random() < 0.4:
        return max(0, 28 - day.day)
    if chance.random() < 0.66:
        return 0
    return int(chance.expovariate(1 / (1.6 * like.lateness)))


def _entry(rhythm: Rhythm, kind: Kind, place: Place, day: date, chance: Random) -> Entry | None:
    roll = _roll(rhythm, kind, place, day, chance)
    there = [one.who for one in roll if one.state == "present"] if kind.roll else place.people(day)
    own = [who for who in there if who.person]
    if not own:
        return None
    values = values_of(rhythm, kind, day, chance)
    if rhythm.grades:
        values |= _grades(roll, chance)
    if rhythm.deadline:
        values[rhythm.deadline] = day + timedelta(days=chance.choice((14, 30, 30, 60, 90)))
    tasks: tuple[Assigned, ...] = ()
    if rhythm.tasks and chance.random() < rhythm.tasks:
        tasks = (_task(f"{kind.name}：落实整改措施", day, own, chance),)
    return Entry(
        kind=kind,
        title=filled(chance.choice(rhythm.titles), day, chance),
        held_on=day,
        values=values,
        people=_people(rhythm, own, chance),
        roll=roll,
        agenda=_agenda(rhythm, roll, own, day, chance),
        serves=tuple(code for code, often in rhythm.serves.items() if chance.random() < often),
        tasks=tasks,
    )


def _roll(rhythm: Rhythm, kind: Kind, place: Place, day: date, chance: Random) -> tuple[OnRoll, ...]:
    """Most come; some are on leave, more in summer, fewer stay away."""
    if kind.roll is None:
        return ()
    if kind.roll.roster == "invited":
        return _guests(rhythm, place.people(day), chance)
    due = place.roll(kind, day)
    away = 0.05 + (0.07 if day.month in (7, 8) else 0) + (0.03 if day.month in (1, 2) else 0)
    return tuple(_state(one, day, away, chance) for one in due)


def _state(one: OnRoll, day: date, away: float, chance: Random) -> OnRoll:
    """Whether he came: some are away more often than others, always the same ones."""
    drawing = chance.random()
    often = away * (0.4 + ((one.who.person or 0) * 37 % 100) / 62)
    if drawing > often:
        return one
    state: State = "leave" if drawing > often * 0.14 else "absent"
    reasons = _SUMMER_REASONS if day.month in (7, 8) else _REASONS
    reason = chance.choice(reasons) if state == "leave" else ""
    return OnRoll(one.who, state, has_vote=one.has_vote, reason=reason)


def _guests(rhythm: Rhythm, people: list[Who], chance: Random) -> tuple[OnRoll, ...]:
    number = min(len(people), drawn(*(rhythm.guests or (3, 6, 12)), chance))
    roll = [OnRoll(who) for who in chance.sample(people, number)]
    if chance.random() < 0.12:
        roll.append(OnRoll(Who(chance.choice(_OUTSIDERS)), has_vote=False))
    return tuple(roll)


def _people(rhythm: Rhythm, there: list[Who], chance: Random) -> dict[str, tuple[Who, ...]]:
    """Who stands in the fields: leaders chair, the others are drawn."""
    found: dict[str, tuple[Who, ...]] = {}
    for name in rhythm.people:
        taken = {who for some in found.values() for who in some}
        left = [who for who in there if who not in taken] or there
        if name in LED:
            found[name] = (left[0] if chance.random() < 0.8 else chance.choice(left[:4]),)
        else:
            number = 1 if name in ALONE else min(len(left), drawn(1, 2, 4, chance))
            found[name] = tuple(chance.sample(left, number))
    return found


def _grades(roll: Sequence[OnRoll], chance: Random) -> dict[str, FieldValue]:
    graded = sum(one.has_vote for one in roll)
    excellent = int(graded * chance.uniform(0.18, 0.333))
    basic = int(chance.random() < 0.12 and graded > excellent)
    unqualified = int(chance.random() < 0.008 and graded > excellent + basic)
    numbers = (excellent, graded - excellent - basic - unqualified, basic, unqualified)
    return dict(zip(("excellent", "qualified", "basic", "unqualified"), map(Decimal, numbers), strict=True))


def _agenda(rhythm: Rhythm, roll: Sequence[OnRoll], there: list[Who], day: date, chance: Random) -> tuple[Item, ...]:
    if not rhythm.items:
        return ()
    number = min(len(rhythm.items), chance.choice((1, 2, 2, 3)))
    return tuple(_item(text, rhythm, roll, there, day, chance) for text in chance.sample(rhythm.items, number))


def _item(text: str, rhythm: Rhythm, roll: Sequence[OnRoll], there: list[Who], day: date, chance: Random) -> Item:
    title, conclusion, *said = (filled(one, day, chance) for one in text.split("|"))
    speakers = chance.sample(there, min(len(there), len(said)))
    points = tuple((who.name, one) for who, one in zip(speakers, said, strict=False))
    voting = sum(one.has_vote for one in roll if one.state == "present")
    votes = None
    if rhythm.votes or ("同意" in conclusion and chance.random() < 0.3):
        against = int(chance.random() < 0.1 and voting > 2)
        votes = Votes(voting - against, against)
    tasks = (_task(f"落实“{title}”", day, there, chance),) if chance.random() < 0.18 else ()
    return Item(title, points, conclusion, votes, tasks)


def _task(what: str, day: date, there: list[Who], chance: Random) -> Assigned:
    owner = chance.choice(there).person
    assert owner is not None
    return Assigned(what, owner, day + timedelta(days=chance.choice((7, 14, 14, 30, 60))))

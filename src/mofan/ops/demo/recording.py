"""The happenings of the demonstration entered as people enter them (录入): by the actions, one after another."""

from datetime import datetime, time, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from mofan.ops.demo.happenings import Happening, happenings
from mofan.org.actions import console
from mofan.org.kinds import UnitKind
from mofan.org.models import Person, Unit
from mofan.records.actions import enter
from mofan.records.attendance import State
from mofan.records.catalogue import kind_of
from mofan.records.entry import Entry, FieldValue, Item, OnRoll, Who
from mofan.records.models import Record
from mofan.records.queries import roster

AGENCIES = 3
"""Agencies whose records the small form has, their first branch with them."""
REASONS = ("出差", "病假", "值班", "下村")


@transaction.atomic
def record_happenings(agencies: int = AGENCIES) -> int:
    """Enter what happened in the first agencies, unless there are records; how many records."""
    if Record.objects.exists():
        return 0
    today, me = timezone.localdate(), console(at=timezone.now())
    some = list(Unit.objects.valid().filter(kind=UnitKind.AGENCY).order_by("order", "pk")[:agencies])
    branches = [
        branch
        for agency in some
        for branch in Unit.objects.under(agency).valid().filter(kind=UnitKind.BRANCH).order_by("order", "pk")[:1]
    ]
    units = {one.pk: one for one in (*some, *branches)}
    found = happenings([one.pk for one in branches], [one.pk for one in some], today)
    done = 0
    for happening in sorted(found, key=lambda one: (one.held_on, one.unit)):
        if (entry := entry_of(happening, units[happening.unit])) is not None:
            on = min(happening.held_on + timedelta(days=happening.entered_after), today)
            at = timezone.make_aware(datetime.combine(on, time(17, 20)))
            enter(entry, units[happening.unit], by=me, at=min(at, timezone.now()))
            done += 1
    return done


def entry_of(happening: Happening, unit: Unit) -> Entry | None:
    """What is entered of it; None where nobody was due, or nobody came."""
    kind = kind_of(happening.rhythm.kind)
    due = roster(kind, unit, happening.held_on)
    staff = [one.who for one in due] or _people_of(unit)
    if not staff or (kind.roll is not None and not due):
        return None
    roll = tuple(_there(one, chance) for one, chance in zip(due, _endless(happening.away, len(due)), strict=True))
    there = [one.who for one in roll if one.state == "present"] if roll else staff
    if not there:
        return None
    values: dict[str, FieldValue] = {**happening.texts}
    values |= {name: Decimal(number) for name, number in happening.numbers.items()}
    people = {name: (there[place % len(there)],) for place, name in enumerate(happening.rhythm.people)}
    agenda = tuple(Item(title, conclusion=conclusion) for title, conclusion in happening.items)
    return Entry(kind, happening.title, happening.held_on, values, people=people, roll=roll, agenda=agenda)


def _people_of(unit: Unit) -> list[Who]:
    people = Person.objects.valid().filter(unit__in=Unit.objects.under(unit).order_by().values("pk"), is_active=True)
    return [Who(one.name, one.pk) for one in people.order_by("pinyin", "pk")[:12]]


def _there(one: OnRoll, chance: float) -> OnRoll:
    """Most come; a few are on leave, fewer stay away."""
    state: State = "present" if chance > 0.12 else "leave" if chance > 0.02 else "absent"
    reason = REASONS[int(chance * 1000) % len(REASONS)] if state == "leave" else ""
    return OnRoll(one.who, state, has_vote=one.has_vote, reason=reason)


def _endless(chances: tuple[float, ...], number: int) -> list[float]:
    return [chances[place % len(chances)] for place in range(number)]

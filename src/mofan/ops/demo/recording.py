"""Two years of records in the demonstration (两年台账): its small form in seconds, its full form in some minutes."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from operator import attrgetter

from django.db import transaction
from django.utils import timezone

from mofan.ops.demo.entries import SEED, entries, owed
from mofan.ops.demo.happenings import Calendar
from mofan.ops.demo.places import Place
from mofan.ops.demo.staffing import places_of
from mofan.ops.demo.writing import write
from mofan.org.kinds import UnitKind
from mofan.org.models import Unit
from mofan.org.working_calendar import plan_of
from mofan.records.catalogue import kind_of
from mofan.records.models import Duty, Record

AGENCIES = 3
"""Agencies whose records the small form has, with all that stands below them."""
QUIET = 0.35
"""How much of what is owed at no rhythm they do in the small form."""


def record_happenings(agencies: int = AGENCIES) -> int:
    """Two years of the first agencies with all below them, unless there are records; how many records."""
    if Record.objects.exists():
        return 0
    some = Unit.objects.valid().filter(kind=UnitKind.AGENCY).order_by("order", "pk")[:agencies]
    return fill(Unit.objects.under(*some).valid(), quiet=QUIET)["records"]


@transaction.atomic
def fill(units: Iterable[Unit], *, quiet: float = 1.0, seed: int = SEED) -> Counter[str]:
    """Two years of these units: what they owe, and all that they entered, in the order in which they entered it; how
    many rows of which table."""
    now, today = timezone.now(), timezone.localdate()
    calendar = calendar_until(today)
    places = {one.key: one for one in places_of(units)}
    made: Counter[str] = Counter(duties=owe_all(places.values(), calendar.period.start, seed))
    found = [one for place in places.values() for one in entries(place, calendar, seed=seed, quiet=quiet)]
    return made + write(sorted(found, key=attrgetter("at", "place")), places, now)


def calendar_until(today: date) -> Calendar:
    """The two years that end today, with the days off as they are known here."""
    return Calendar.until(today, tuple(day for year in range(today.year - 3, today.year + 2) for day in plan_of(year)))


def owe_all(places: Iterable[Place], since: date, seed: int = SEED) -> int:
    """The duties of these units from the first day on, each with somebody who answers for it."""
    rows = []
    for place in places:
        head = next(iter(place.people(since)), None)
        for rhythm in owed(place, seed=seed):
            every, times = _cadence(rhythm.kind, rhythm.every, rhythm.times)
            rows.append(
                Duty(
                    kind=rhythm.kind,
                    unit_id=place.key,
                    responsible_id=head.person if head else None,
                    every=every,
                    times=times,
                    since=since,
                )
            )
    return len(Duty.objects.bulk_create(rows))


def _cadence(kind: str, every: str, times: int) -> tuple[str, int]:
    """That of the rhythm, or, where it has none, that of the kind."""
    cadence = kind_of(kind).cadence
    if every or cadence is None:
        return every, times
    return cadence.every, cadence.times

"""Figures over many records, live, with the rows behind them.

`python -m benchmarks record_figures [RECORDS]`: 90 units, 3,000 people and two years of records (200,000 unless another
number is given) are written straight into the tables of a new home, seeded; then every kind of figure is asked for over
the whole county and over one unit, and opened to its first fifty rows. Milliseconds are processor time of this process,
so that a busy machine says the same as a quiet one.
"""

import random
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from benchmarks.downloads import start_library
from benchmarks.measuring import percentile, size_mb, table

UNITS, PEOPLE = 90, 3_000
FIRST_DAY = date(2025, 1, 1)
GOAL_MS = 100
TIMES = 15
BATCH = 4_000


def main(records: str = "200000") -> None:
    with tempfile.TemporaryDirectory() as made:
        home = Path(made)
        start_library(home)
        fill(int(records))
        print(f"{int(records):,} records, {size_mb(home):,.0f} MB on the disk\n")
        report()


def fill(records: int) -> None:
    """Units in two tiers, people, and records with their roll and numbers; nothing passes through the actions."""
    from django.db import connection, transaction
    from django.utils import timezone

    from mofan.org.kinds import UnitKind
    from mofan.org.models import Person
    from mofan.org.tree import plant
    from mofan.records.models import Participant, Record, RecordDetail, Serving, Value

    chance, at = random.Random(2026), timezone.now()
    county = plant("测试县", UnitKind.COUNTY)
    agencies = [plant(f"第{number}机关", parent=county) for number in range(9)]
    units = [plant(f"第{number}支部", UnitKind.BRANCH, parent=chance.choice(agencies)) for number in range(UNITS - 10)]
    people = Person.objects.bulk_create(
        Person(name=f"人{number}", unit=units[number % len(units)], created_at=at) for number in range(PEOPLE)
    )
    of_unit = {unit.pk: [one for one in people if one.unit_id == unit.pk] for unit in units}
    kinds = ("general_meeting", "themed_party_day", "party_lecture", "study_day", "field_visit", "policy_session")
    for start in range(0, records, BATCH):
        size = min(BATCH, records - start)
        rows, names = [], []
        for _ in range(size):
            unit, kind = chance.choice(units), chance.choice(kinds)
            came = chance.sample(of_unit[unit.pk], min(len(of_unit[unit.pk]), chance.randrange(5, 30)))
            meets = kind not in ("field_visit", "policy_session")
            rows.append(
                Record(
                    kind=kind,
                    unit=unit,
                    title="记录",
                    held_on=FIRST_DAY + timedelta(chance.randrange(690)),
                    entered_by=people[0],
                    entered_at=at,
                    due=len(came) if meets else None,
                    due_voting=len(came) if meets else None,
                    present=len(came) if meets else None,
                    present_voting=len(came) if meets else None,
                )
            )
            names.append(came if meets else [])
        with transaction.atomic():
            made = Record.objects.bulk_create(rows)
            RecordDetail.objects.bulk_create(RecordDetail(record=one, values={"content": "看了支渠"}) for one in made)
            Serving.objects.bulk_create(
                Serving(record=one, kind=one.kind, unit_id=one.unit_id, held_on=one.held_on, present=one.present)
                for one in made
            )
            Value.objects.bulk_create(
                Value(
                    record=one,
                    kind=one.kind,
                    field="households",
                    unit_id=one.unit_id,
                    held_on=one.held_on,
                    number=chance.randrange(40),
                )
                for one in made
                if one.present is None
            )
            with connection.cursor() as cursor:
                cursor.executemany(
                    f"INSERT INTO {Participant._meta.db_table}"
                    " (record_id, field, person_id, name, state, has_vote, reason, no)"
                    " VALUES (%s, '', %s, %s, 'present', %s, '', %s)",
                    [
                        (one.pk, who.pk, who.name, True, no)
                        for one, came in zip(made, names, strict=True)
                        for no, who in enumerate(came)
                    ],
                )


def report() -> None:
    """A row a figure and scope."""
    from mofan.measure import Period
    from mofan.org.kinds import UnitKind
    from mofan.org.models import Unit
    from mofan.org.queries import units_under
    from mofan.records.figures import figures, rows_of, value_of

    known = figures()
    year = Period(date(2026, 1, 1), date(2026, 12, 31))
    county = Unit.objects.get(kind=UnitKind.COUNTY)
    branch = Unit.objects.filter(kind=UnitKind.BRANCH).order_by("pk")[3]
    lines = []
    for code in (
        "general_meeting.count",
        "general_meeting.attendance",
        "general_meeting.people",
        "field_visit.sum.households",
        "policy_session.average.households",
    ):
        for name, unit in (("the county", county), ("one branch", branch)):
            figure, units = known[code], units_under(unit)
            value = value_of(figure, units, year)
            counted = timed(lambda figure=figure, units=units: value_of(figure, units, year))  # type: ignore[misc]
            opened = timed(lambda figure=figure, units=units: list(rows_of(figure, units, year)[:50]))  # type: ignore[misc]
            both = [one + other for one, other in zip(counted, opened, strict=True)]
            lines.append(
                (
                    code,
                    name,
                    f"{value:,.0f}",
                    f"{percentile(counted, 0.5):.1f}",
                    f"{percentile(opened, 0.5):.1f}",
                    f"{percentile(both, 0.95):.1f}",
                    "yes" if percentile(both, 0.95) <= GOAL_MS else "no",
                )
            )
    head = ("figure", "over", "value", "p50 ms", "rows p50 ms", "both p95 ms", f"within {GOAL_MS} ms")
    print(table(head, lines))


def timed(act: Callable[[], object]) -> list[float]:
    """Milliseconds of processor time, several times over; the first, which warms up, is left out."""
    taken = []
    for _ in range(TIMES + 1):
        began = time.process_time()
        act()
        taken.append((time.process_time() - began) * 1000)
    return taken[1:]

"""The full demonstration: a county of 90 units and 3,000 people with two years of records, loaded into a home.

`python -m benchmarks records [HOME [COUNTIES]]`: what `./dev run` loads of three agencies, here of every unit, by the
same seeded generator (`mofan.ops.demo`). With COUNTIES of more than one, as many such counties stand side by side
under one city: ten give two million records. A home that is filled is left as it is; without HOME it is thrown away.
"""

import tempfile
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

from benchmarks.downloads import start_library
from benchmarks.measuring import size_mb, table

CITY = "澄岚市"
NAMES = ("安澜县", "霁川县", "兰皋县", "望岫县", "清砚县", "云棹县", "松漪县", "稻曛县", "鹤汀县", "枫浦县")


def main(home: str = "", counties: str = "1") -> None:
    if home:
        load(Path(home).resolve(), int(counties))
        return
    with tempfile.TemporaryDirectory() as made:
        load(Path(made), int(counties))


def load(home: Path, counties: int = 1) -> None:
    """Fill a home, unless there are records in it, and say what it holds."""
    start_library(home)
    from mofan.records.models import Record

    if not Record.objects.exists():
        began = time.perf_counter()
        made = _fill(counties)
        print(f"\n{time.perf_counter() - began:.0f} s, {size_mb(home):,.0f} MB on the disk\n")
        print(table(("rows", "number"), [(name, f"{number:,}") for name, number in made.items()]))
    print(f"{Record.objects.count():,} records in {home}")


def _fill(counties: int) -> Counter[str]:
    from mofan.ops.demo.county import load_full
    from mofan.org.models import Person, Unit

    made = load_full()
    for number in range(1, counties):
        made += _another(number)
    if counties > 1:
        _under_one_city()
    made.update(units=Unit.objects.count(), people=Person.objects.count())
    return made


def _another(number: int) -> Counter[str]:
    """A county of the same make with another name and other people."""
    from django.utils import timezone

    from mofan.ops.demo.organisation import FULL, SEED, organisation
    from mofan.ops.demo.planting import plant_organisation
    from mofan.ops.demo.recording import fill
    from mofan.org.models import Unit

    plan = organisation(FULL, timezone.localdate(), SEED + number)
    plan.units = [replace(one, name=one.name.replace(NAMES[0], NAMES[number])) for one in plan.units]
    county = plant_organisation(plan, at=timezone.now())
    print(f"{county} …", flush=True)
    return fill(Unit.objects.under(county), seed=number)


def _under_one_city() -> None:
    from mofan.org.kinds import UnitKind
    from mofan.org.models import Unit
    from mofan.org.tree import plant, replant

    city = plant(CITY, UnitKind.PREFECTURE)
    for county in Unit.objects.filter(parent=None).exclude(pk=city.pk):
        replant(county, city)

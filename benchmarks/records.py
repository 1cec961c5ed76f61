"""The full demonstration: a county of 90 units and 3,000 people with two years of records, loaded into a home.

`python -m benchmarks records [HOME [COUNTIES]]`: what `./dev run` loads of three agencies, here of every unit, by the
same seeded generator (`mofan.ops.demo`). With COUNTIES of more than one, all rows are copied so many times under keys
and names of their own, and the counties stand side by side under one city: ten give two million records. A home that
is filled is left as it is; without HOME it is thrown away.
"""

import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.downloads import start_library
from benchmarks.measuring import size_mb, table

if TYPE_CHECKING:
    from django.db.models import Model

CITY = "澄岚市"
NAMES = ("安澜县", "霁川县", "兰皋县", "望岫县", "清砚县", "云棹县", "松漪县", "稻曛县", "鹤汀县", "枫浦县")
KEYS = 20_000_000
"""So far apart stand the keys of two counties."""
TABLES = (
    "org.Unit", "org.UnitLink", "org.Person", "org.Post", "org.Membership", "records.Duty", "records.Record",
    "records.RecordDetail", "records.Participant", "records.Serving", "records.Value", "records.AgendaItem",
    "records.Task", "org.History",
)  # fmt: skip


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
    from mofan.records.finding import index_more

    made = load_full()
    if counties > 1:
        copy(counties)
    while index_more():  # else the worker of `mofan up` does it, a block a second
        pass
    made.update(units=Unit.objects.count(), people=Person.objects.count())
    return made


def copy(counties: int) -> None:
    """The county so many times side by side under one city."""
    from django.apps import apps
    from django.db import connection, transaction

    from mofan.org.kinds import UnitKind
    from mofan.org.models import Unit
    from mofan.org.tree import plant, replant

    models = [apps.get_model(name) for name in TABLES]
    city = plant(CITY, UnitKind.PREFECTURE)
    replant(Unit.objects.get(name=NAMES[0]), city)
    for number in range(1, counties):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("PRAGMA defer_foreign_keys = ON")
            for model in models:
                cursor.execute(_copying(model, models, number, city.pk))
        print(f"{NAMES[number]} …", flush=True)


def _copying(model: type["Model"], models: list[type["Model"]], number: int, city: int) -> str:
    """SQL that copies the rows of the first county: keys of what is copied along are moved by so many."""
    columns, sources = [], []
    for field in model._meta.concrete_fields:
        column = field.column
        columns.append(column)
        of = field.related_model if field.is_relation else None
        moved = f"CASE WHEN {column} > {KEYS} THEN NULL ELSE {column} + {number * KEYS} END"
        if of in models and column in ("parent_id", "above_id"):
            sources.append(f"CASE WHEN {column} = {city} THEN {city} ELSE {column} + {number * KEYS} END")
        elif of in models or (field.primary_key and of is None) or column == "subject_id":
            sources.append(moved)
        elif model._meta.label == "org.Unit" and column == "name":
            sources.append(f"replace(name, '{NAMES[0]}', '{NAMES[number]}')")
        else:
            sources.append("NULL" if column == "account" else f'"{column}"')
    table = model._meta.db_table
    named = ", ".join(f'"{one}"' for one in columns)
    first = f"{model._meta.pk.column} <= {KEYS}"
    if model._meta.label == "org.Unit":
        first += f" AND id <> {city}"
    if model._meta.label == "org.UnitLink":
        first += f" AND below_id <> {city} AND below_id <= {KEYS}"
    if model._meta.label == "org.History":
        first += " AND subject = 'records.record'"
    return f"INSERT INTO {table} ({named}) SELECT {', '.join(sources)} FROM {table} WHERE {first}"

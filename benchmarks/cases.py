"""The full demonstration of cases: what comes to a county's centre, towns and bureaus in two years, loaded into a home.

`python -m benchmarks cases HOME [TIMES]`: HOME is one that `benchmarks records` filled, or empty: then the county is
planted first. With TIMES of more than one the cases stand so many times side by side, each copy under keys and codes
of its own: ten make 600,000. A home with cases is left as it is. Then every figure of cases is asked for over all
units and over the bureau with the most, over last year, and opened to its first fifty rows.
"""

import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.downloads import start_library
from benchmarks.measuring import percentile, size_mb, table
from benchmarks.record_figures import AT_ONCE, GOAL_MS, timed

if TYPE_CHECKING:
    from django.db.models import Model

CODES = (
    "cases.received", "cases.accepted", "cases.closed", "cases.days_median", "cases.days_p90", "cases.dispatched",
    "cases.due", "cases.on_time", "cases.extended", "cases.reopenings", "cases.callbacks", "cases.satisfied",
    "cases.completion", "cases.on_time_rate", "cases.return_rate", "cases.solved_rate",
    "cases.public_demand.received", "cases.public_demand.category.housing.received", "cases.public_demand.on_time_rate",
    "cases.dispute.closed", "cases.approval.days_median",
)  # fmt: skip


def main(home: str = "", times: str = "1") -> None:
    if not home:
        print("needs a HOME, best one that `./dev bench records HOME` has filled")
        return
    load(Path(home).resolve(), int(times))
    report_figures()


def load(home: Path, times: int = 1) -> None:
    """Fill a home with cases, unless there are some, and say what it holds."""
    start_library(home)
    from mofan.cases.models import Case, Move
    from mofan.ops.demo.cases import load_cases
    from mofan.ops.demo.county import make_people, plant_county
    from mofan.ops.demo.organisation import FULL

    if not Case.objects.exists():
        plant_county(FULL)
        make_people()
        began, spent = time.perf_counter(), time.process_time()
        made = load_cases()
        took = f"{time.perf_counter() - began:.0f} s, {time.process_time() - spent:.0f} s of the processor"
        print(f"\n{took}, {size_mb(home):,.0f} MB on the disk\n")
        print(table(("rows", "number"), [(name, f"{number:,}") for name, number in made.items()]), flush=True)
    if times > 1:
        began, spent = time.perf_counter(), time.process_time()
        copy(times)
        print(f"copied in {time.perf_counter() - began:.0f} s, {time.process_time() - spent:.0f} s of the processor")
    print(
        f"\n{Case.objects.count():,} cases with {Move.objects.count():,} moves, {size_mb(home):,.0f} MB on the disk\n"
    )


def copy(times: int) -> None:
    """The cases so many times side by side; a home that was copied is left as it is. Indexes are made anew at the end:
    to keep millions of rows in order while they come takes many times as long."""
    from django.db import connection
    from django.db.models import Max

    from mofan.cases.models import Case
    from mofan.ops.demo.cases.heap import TABLES

    if connection.vendor != "sqlite":
        raise SystemExit("copies are made on SQLite only")
    if Case.objects.filter(outside__endswith="-1").exists():
        return
    first = {one: one._default_manager.aggregate(last=Max("pk"))["last"] or 0 for one in TABLES}
    connection.ensure_connection()
    connection.connection.create_function("code_of", 1, _code_of)
    names = [one._meta.db_table for one in TABLES]
    with connection.cursor() as cursor:
        for setting in ("foreign_keys = OFF", "synchronous = OFF", "cache_size = -400000", "temp_store = MEMORY"):
            cursor.execute(f"PRAGMA {setting}")
        marks = ", ".join(["%s"] * len(names))
        asking = f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql <> '' AND tbl_name IN ({marks})"
        indexes = cursor.execute(asking, names).fetchall()
        for name, _ in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        for one in TABLES:
            for number in range(1, times):
                cursor.execute(_copying(one, first, number))
            print(f"{one._meta.model_name} …", flush=True)
        for _, sentence in indexes:
            cursor.execute(sentence)


def _code_of(code: str) -> str:
    """Another code of the same day."""
    from mofan.cases.numbers import new_code

    return new_code(date(2000 + int(code[:2]), int(code[2:4]), int(code[4:6])))


def _copying(model: type["Model"], first: dict[type["Model"], int], number: int) -> str:
    """SQL that copies the first so many rows: keys of what is copied along are moved by so many."""
    columns, sources = [], []
    for field in model._meta.concrete_fields:
        column, of = field.column, field.related_model if field.is_relation else None
        columns.append(f'"{column}"')
        if of in first:
            sources.append(f'"{column}" + {number * first[of]}')
        elif field.primary_key:
            sources.append(f'"{column}" + {number * first[model]}')
        elif column == "code" and model._meta.model_name == "case":
            sources.append("code_of(code)")
        else:
            sources.append(f"outside || '-{number}'" if column == "outside" else f'"{column}"')
    name, key = model._meta.db_table, model._meta.pk.column
    most = first[model] if model._meta.pk.related_model is None else first[model._meta.pk.related_model]
    return f'INSERT INTO {name} ({", ".join(columns)}) SELECT {", ".join(sources)} FROM {name} WHERE "{key}" <= {most}'


def report_figures() -> None:
    """A row a figure and scope."""
    from django.db.models import Count
    from django.utils import timezone

    from mofan.cases.models import Leg
    from mofan.figures.answering import Question, rows_named, rows_of, value_of
    from mofan.figures.definitions import definition_of
    from mofan.figures.scopes import Scope
    from mofan.measure import Period
    from mofan.org.models import Unit

    today = timezone.localdate()
    year = Period(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))
    busiest = Leg.objects.order_by().values("unit").annotate(many=Count("pk")).order_by("-many")[0]["unit"]

    def open_page(asked: Question) -> object:
        """As the page does: keys in order, then the rows of a page."""
        return rows_named(asked, list(rows_of(asked).values_list("pk", flat=True)[:AT_ONCE]))

    every = Scope(tuple(Unit.objects.filter(parent=None)), True)
    scopes = (("all units", every), (str(bureau := Unit.objects.get(pk=busiest)), Scope((bureau,), True)))
    lines = []
    for code in CODES:
        for name, scope in scopes:
            asked = Question(definition_of(code), scope, year, today)
            shown = asked.figure.shown(value_of(asked))
            counted = timed(lambda asked=asked: value_of(asked))  # type: ignore[misc]
            opened = timed(lambda asked=asked: open_page(asked))  # type: ignore[misc]
            both = [one + other for one, other in zip(counted, opened, strict=True)]
            halves = (f"{percentile(some, 0.5):.1f}" for some in (counted, opened))
            most = percentile(both, 0.95)
            lines.append((code, name, shown, *halves, f"{most:.1f}", "yes" if most <= GOAL_MS else "no"))
    head = ("figure, last year", "over", "value", "p50 ms", "rows p50 ms", "both p95 ms", f"within {GOAL_MS} ms")
    print(table(head, lines))

"""The figures of the records (数): what each kind declares, counted live, and the rows behind.

A figure is declared in the catalogue (`Kind.figures`), with its definition (口径). Here it becomes two queries over
the same rows: the value, and the records that it counts. Both count only what is kept: drafts are no records, and what
was corrected or voided has `counts` = false on its `Serving` and `Value` rows.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Avg, CharField, Count, QuerySet, Sum
from django.db.models.functions import Cast, Substr

from mofan.measure import Period, month_of
from mofan.org.models import Person, Unit
from mofan.org.models.units import sees_every_unit
from mofan.records.catalogue import Figure
from mofan.records.known_kinds import known_kinds
from mofan.records.models import Participant, Record, Serving, Value
from mofan.records.models.parts import ROLL
from mofan.records.models.records import RecordQuerySet, withheld_from


def figures() -> dict[str, Figure]:
    """Code → figure, of every kind that this place knows, in the order of the kinds."""
    return {one.code: one for kind in known_kinds().values() for one in kind.figures}


def kind_code_of(figure: Figure) -> str:
    """The kind whose records a figure counts."""
    return figure.code.partition(".")[0]


def value_of(figure: Figure, units: QuerySet[Unit], period: Period) -> Decimal | None:
    """The number (值) over those units and days; None where there is nothing to average, never 0 in its place.

    Counts and sums of nothing are 0.
    """
    if figure.take == "count":
        return Decimal(_counted(figure, units, period).count())
    if figure.take == "attendance":
        return Decimal(_served(figure, units, period).aggregate(all=Sum("present"))["all"] or 0)
    if figure.take == "people":
        return Decimal(_took_part(figure, units, period).aggregate(all=Count("person", distinct=True))["all"])
    numbers = _values(figure, units, period).filter(number__isnull=False)
    if figure.take == "average":
        found = numbers.aggregate(all=Avg("number"))["all"]
        return None if found is None else Decimal(str(found))
    return Decimal(str(numbers.aggregate(all=Sum("number"))["all"] or 0))


def values_over(figure: Figure, units: QuerySet[Unit], periods: Sequence[Period]) -> list[Decimal | None]:
    """The number over each of several periods and the same units (逐期的数): of calendar months in one query."""
    alone = len(figure.where) > (0 if figure.take == "people" else 1)
    if alone or not periods or any(one != month_of(one.start) for one in periods):
        return [value_of(figure, units, one) for one in periods]
    whole = Period(min(one.start for one in periods), max(one.end for one in periods))
    if figure.take == "people":
        came = _came_by_month(figure, units, whole)
        return [Decimal(came.get(f"{one.start:%Y-%m}", 0)) for one in periods]
    if figure.take in ("sum", "average"):
        rows: QuerySet[Any] = _values(figure, units, whole).filter(number__isnull=False)
    else:
        rows = _counted(figure, units, whole)
    what = {"sum": Sum("number"), "average": Avg("number"), "attendance": Sum("present")}.get(figure.take, Count("pk"))
    by_month = rows.order_by().values_list(Substr(Cast("held_on", CharField()), 1, 7)).annotate(all=what)
    found: dict[str, Any] = dict(by_month)
    return [_exact(figure, found.get(f"{one.start:%Y-%m}")) for one in periods]


def _came_by_month(figure: Figure, units: QuerySet[Unit], whole: Period) -> dict[str, int]:
    """Month → how many different people came."""
    rows = _came_to({"kind": kind_code_of(figure)}, units, whole)
    month = Substr(Cast("record__servings__held_on", CharField()), 1, 7)
    return dict(rows.order_by().values_list(month).annotate(all=Count("person", distinct=True)))


def _people_by_kind(kinds: Collection[str], units: QuerySet[Unit], period: Period) -> dict[str, int]:
    """Kind → how many different people came."""
    if not kinds:
        return {}
    rows = _came_to({"kind__in": kinds}, units, period).order_by().values_list("record__servings__kind")
    return dict(rows.annotate(all=Count("person", distinct=True)))


def _came_to(kinds: Mapping[str, object], units: QuerySet[Unit], period: Period) -> QuerySet[Participant]:
    """Who came to records that count for some kinds, beside the servings by which they do."""
    served = {"counts": True, **kinds, **_within(units, period)}
    return Participant.objects.filter(
        field=ROLL,
        state="present",
        person__isnull=False,
        **{f"record__servings__{name}": value for name, value in served.items()},
    )


def values_of(figures: Iterable[Figure], units: QuerySet[Unit], period: Period) -> dict[str, Decimal | None]:
    """Code → number of many figures at once, in a few queries (多数同问)."""
    asked = list(figures)
    served = _served_by_kind({kind_code_of(one) for one in asked}, units, period)
    numbers = _numbers_by_field({(kind_code_of(one), one.field or "") for one in asked}, units, period)
    chosen = _chosen_by_field(asked, units, period)
    people = _people_by_kind(
        {kind_code_of(one) for one in asked if one.take == "people" and not one.where}, units, period
    )
    found: dict[str, Decimal | None] = {}
    for one in asked:
        kind = kind_code_of(one)
        if len(one.where) > 1 or (one.where and one.take != "count"):
            found[one.code] = value_of(one, units, period)
        elif one.where:
            ((field, choice),) = one.where.items()
            found[one.code] = Decimal(chosen.get((kind, field, choice), 0))
        elif one.take == "people":
            found[one.code] = Decimal(people.get(kind, 0))
        elif one.take in ("sum", "average"):
            total, mean = numbers.get((kind, one.field or ""), (None, None))
            found[one.code] = _exact(one, mean if one.take == "average" else total)
        else:
            times, came = served.get(kind, (0, 0))
            found[one.code] = _exact(one, times if one.take == "count" else came)
    return found


def _exact(figure: Figure, number: Any) -> Decimal | None:
    """What a database gave as a number: nothing to average is no data, nothing to add up is 0."""
    if number is None:
        return None if figure.take == "average" else Decimal(0)
    return Decimal(str(number))


def _served_by_kind(kinds: set[str], units: QuerySet[Unit], period: Period) -> dict[str, tuple[int, int]]:
    rows = Serving.objects.filter(counts=True, kind__in=kinds, **_within(units, period)).order_by().values("kind")
    return {row["kind"]: (row["times"], row["came"]) for row in rows.annotate(times=Count("pk"), came=Sum("present"))}


def _numbers_by_field(
    fields: set[tuple[str, str]], units: QuerySet[Unit], period: Period
) -> dict[tuple[str, str], tuple[Any, Any]]:
    rows = Value.objects.filter(
        counts=True,
        kind__in={kind for kind, field in fields if field},
        field__in={field for _, field in fields if field},
        choice="",
        number__isnull=False,
        **_within(units, period),
    )
    rows_of_fields = rows.order_by().values("kind", "field").annotate(total=Sum("number"), mean=Avg("number"))
    return {(row["kind"], row["field"]): (row["total"], row["mean"]) for row in rows_of_fields}


def _chosen_by_field(
    figures: Iterable[Figure], units: QuerySet[Unit], period: Period
) -> dict[tuple[str, str, str], int]:
    asked = {(kind_code_of(one), *pair) for one in figures for pair in one.where.items()}
    if not asked:
        return {}
    kinds, fields, choices = ({one[place] for one in asked} for place in range(3))
    rows = Value.objects.filter(
        counts=True, kind__in=kinds, field__in=fields, choice__in=choices, **_within(units, period)
    )
    counted = rows.order_by().values_list("kind", "field", "choice").annotate(times=Count("pk"))
    return {(kind, field, choice): times for kind, field, choice, times in counted}


def by_unit(figure: Figure, units: QuerySet[Unit], period: Period) -> dict[int, Decimal]:
    """Unit key → the number of that unit alone (without those below it), for counts, attendance and sums; units without
    any are left out."""
    rows: Iterable[tuple[int, Any]]
    if figure.take == "count":
        counted = _counted(figure, units, period).order_by()
        rows = counted.values("unit").annotate(all=Count("pk")).values_list("unit", "all")
    elif figure.take == "attendance":
        served = _served(figure, units, period).order_by()
        rows = served.values("unit").annotate(all=Sum("present")).values_list("unit", "all")
    elif figure.take == "sum":
        numbers = _values(figure, units, period).order_by()
        rows = numbers.values("unit").annotate(all=Sum("number")).values_list("unit", "all")
    else:
        raise ValueError(f"{figure.code} cannot be added up over units")
    return {unit: Decimal(str(number)) for unit, number in rows if number is not None}


def rows_of(figure: Figure, units: QuerySet[Unit], period: Period) -> RecordQuerySet:
    """The records behind the number (数到的记录), newest first. Restricted ones are among them: whoever shows them
    narrows by `visible_to` and says how many are left."""
    if figure.take in ("sum", "average"):
        numbers = _values(figure, units, period).filter(number__isnull=False)
        counted = Record.objects.filter(pk__in=numbers.order_by().values("record"))
    else:
        counted = Record.objects.filter(pk__in=_served(figure, units, period).order_by().values("record"))
    # the units and people of one page of them, not of all that are sorted
    return counted.prefetch_related("unit", "entered_by").order_by("-held_on", "-pk")


def count_of_rows(figure: Figure, units: QuerySet[Unit], period: Period) -> int:
    """How many records are behind the number, as `rows_of` gives them."""
    if figure.take in ("sum", "average"):
        return _values(figure, units, period).filter(number__isnull=False).count()
    return _served(figure, units, period).count()


def own_of_kind(figure: Figure, units: QuerySet[Unit], period: Period) -> int:
    """How many records of the kind itself count there, whatever they hold."""
    rows = Serving.objects.filter(counts=True, kind=kind_code_of(figure), own=True, **_within(units, period))
    return rows.count()


def contributions(figure: Figure, records: RecordQuerySet) -> dict[int, Decimal]:
    """Record → what each of these adds to the number (每条计多少): 1, those present, or the number entered."""
    rows: Iterable[tuple[int, Any]]
    keys = records.order_by().values("pk")
    if figure.take in ("count", "people"):
        return {row["pk"]: Decimal(1) for row in keys}
    if figure.take == "attendance":
        served = Serving.objects.filter(counts=True, kind=kind_code_of(figure), record__in=keys)
        rows = served.values_list("record", "present")
    else:
        numbers = Value.objects.filter(counts=True, field=figure.field or "", choice="", record__in=keys)
        rows = numbers.values_list("record", "number")
    return {record: Decimal(number or 0) for record, number in rows}


def keys_shown(figure: Figure, units: QuerySet[Unit], period: Period, person: Person) -> QuerySet[Any, int]:
    """The keys of those of `rows_of` that this person may open, in their order: asked of the narrow rows alone, and the
    few that are withheld from him taken out."""
    if figure.take in ("sum", "average"):
        rows: QuerySet[Any] = _values(figure, units, period).filter(number__isnull=False)
    else:
        rows = _served(figure, units, period)
    if not sees_every_unit(person):
        rows = rows.filter(unit__in=Unit.objects.visible_to(person).order_by().values("pk"))
    rows = rows.exclude(record__in=withheld_from(person).filter(**_within(units, period)).values("pk"))
    return rows.order_by("-held_on", "-record_id").values_list("record_id", flat=True)


def _within(units: QuerySet[Unit], period: Period) -> dict[str, Any]:
    """The conditions of a scope and period, on rows that repeat the unit and day of their record."""
    return {"unit__in": units.order_by().values("pk"), "held_on__gte": period.start, "held_on__lte": period.end}


def _counted(figure: Figure, units: QuerySet[Unit], period: Period) -> QuerySet[Any]:
    """Rows of which there are as many as records are counted: where one choice decides, those of the choice."""
    if figure.take == "count" and len(figure.where) == 1:
        ((field, choice),) = figure.where.items()
        return _of_kind(figure, units, period).filter(field=field, choice=choice)
    return _served(figure, units, period)


def _served(figure: Figure, units: QuerySet[Unit], period: Period) -> QuerySet[Serving]:
    rows = Serving.objects.filter(counts=True, kind=kind_code_of(figure), **_within(units, period))
    for field, choice in figure.where.items():
        chosen = _of_kind(figure, units, period).filter(field=field, choice=choice)
        rows = rows.filter(own=True, record__in=chosen.values("record"))
    return rows


def _values(figure: Figure, units: QuerySet[Unit], period: Period) -> QuerySet[Value]:
    """The numbers of the field that a sum or an average is made of: of records of the kind itself, of those alone that
    it is narrowed to."""
    rows = _of_kind(figure, units, period).filter(field=figure.field or "", choice="")
    for field, choice in figure.where.items():
        chosen = _of_kind(figure, units, period).filter(field=field, choice=choice)
        rows = rows.filter(record__in=chosen.values("record"))
    return rows


def _of_kind(figure: Figure, units: QuerySet[Unit], period: Period) -> QuerySet[Value]:
    return Value.objects.filter(counts=True, kind=kind_code_of(figure), **_within(units, period))


def _took_part(figure: Figure, units: QuerySet[Unit], period: Period) -> QuerySet[Participant]:
    """Who came; observers and outsiders without a row of their own are not counted as people."""
    return Participant.objects.filter(
        field=ROLL, state="present", person__isnull=False, record__in=_served(figure, units, period).values("record")
    )

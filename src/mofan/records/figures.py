"""The figures of the records (数): what each kind declares, counted live, and the rows behind.

A figure is declared in the catalogue (`Kind.figures`), with its definition (口径). Here it becomes two queries over
the same rows: the value, and the records that it counts. Both count only what is kept: drafts are no records, and what
was corrected or voided has `counts` = false on its `Serving` and `Value` rows.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Avg, Count, QuerySet, Sum

from mofan.measure import Period
from mofan.org.models import Person, Unit
from mofan.records.catalogue import Figure
from mofan.records.known_kinds import known_kinds
from mofan.records.models import Participant, Record, Serving, Value
from mofan.records.models.parts import ROLL
from mofan.records.models.records import RecordQuerySet


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
        return Decimal(_served(figure, units, period).count())
    if figure.take == "attendance":
        return Decimal(_served(figure, units, period).aggregate(all=Sum("present"))["all"] or 0)
    if figure.take == "people":
        return Decimal(_took_part(figure, units, period).aggregate(all=Count("person", distinct=True))["all"])
    numbers = _values(figure, units, period).filter(number__isnull=False)
    if figure.take == "average":
        found = numbers.aggregate(all=Avg("number"))["all"]
        return None if found is None else Decimal(str(found))
    return Decimal(str(numbers.aggregate(all=Sum("number"))["all"] or 0))


def by_unit(figure: Figure, units: QuerySet[Unit], period: Period) -> dict[int, Decimal]:
    """Unit key → the number of that unit alone (without those below it), for counts, attendance and sums; units without
    any are left out."""
    rows: Iterable[tuple[int, Any]]
    if figure.take == "count":
        served = _served(figure, units, period).order_by()
        rows = served.values("unit").annotate(all=Count("pk")).values_list("unit", "all")
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
    return counted.select_related("unit", "entered_by").order_by("-held_on", "-pk")


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


def shown_rows(figure: Figure, units: QuerySet[Unit], period: Period, person: Person) -> RecordQuerySet:
    """Those of `rows_of` that this person may open."""
    return rows_of(figure, units, period).visible_to(person)


def _served(figure: Figure, units: QuerySet[Unit], period: Period) -> QuerySet[Serving]:
    rows = Serving.objects.filter(
        counts=True,
        kind=kind_code_of(figure),
        unit__in=units.order_by().values("pk"),
        held_on__gte=period.start,
        held_on__lte=period.end,
    )
    for field, choice in figure.where.items():
        chosen = _of_kind(figure, units, period).filter(field=field, choice=choice)
        rows = rows.filter(own=True, record__in=chosen.values("record"))
    return rows


def _values(figure: Figure, units: QuerySet[Unit], period: Period) -> QuerySet[Value]:
    """The numbers of the field that a sum or an average is made of: of records of the kind itself."""
    return _of_kind(figure, units, period).filter(field=figure.field or "", choice="")


def _of_kind(figure: Figure, units: QuerySet[Unit], period: Period) -> QuerySet[Value]:
    return Value.objects.filter(
        counts=True,
        kind=kind_code_of(figure),
        unit__in=units.order_by().values("pk"),
        held_on__gte=period.start,
        held_on__lte=period.end,
    )


def _took_part(figure: Figure, units: QuerySet[Unit], period: Period) -> QuerySet[Participant]:
    """Who came; observers and outsiders without a row of their own are not counted as people."""
    return Participant.objects.filter(
        field=ROLL, state="present", person__isnull=False, record__in=_served(figure, units, period).values("record")
    )

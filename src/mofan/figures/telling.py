"""A figure as programs are told it (答数): by the command line and the interface alike."""

from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from mofan.figures.answering import (
    Question,
    count_of_rows,
    keys_shown,
    left_out_of,
    occasions_of,
    rows_named,
    value_of,
    what_they_add,
)
from mofan.figures.definitions import formula
from mofan.figures.expressions import Value
from mofan.figures.lines import lines_of
from mofan.figures.sources import Line
from mofan.org.models import Person
from mofan.records.fulfilling import Met


def tell(question: Question, person: Person, *, offset: int = 0, limit: int = 100) -> dict[str, Any]:
    """The number, its definition, the rows that this person may read (`limit` of them from `offset` on), what he may
    not, and what was left out."""
    figure, period = question.figure, question.period
    value, keys = value_of(question), keys_shown(question, person)
    shown = rows_named(question, list(keys[offset : offset + limit]))
    adds = what_they_add(question, shown)
    total = keys.count() if isinstance(keys, QuerySet) else len(keys)
    return {
        "code": figure.code,
        "name": figure.name,
        "measure": figure.measure,
        "definition": figure.definition,
        "formula": formula(figure),
        "scope": {
            "units": [one.pk for one in question.scope.units],
            "below": question.scope.below,
            "label": question.scope.label,
        },
        "period": {"start": f"{period.start}", "end": f"{period.end}", "label": period.label},
        "value": number(value),
        "shown": figure.shown(value),
        "row_count": total,
        "hidden_rows": count_of_rows(question) - total,
        "rows": [_row(one, adds.get(one.pk)) for one in lines_of(shown)],
        "occasions": [_occasion(one) for one in occasions_of(question)[offset : offset + limit]],
        "left_out": [{"why": one.why, "count": one.count} for one in left_out_of(question)],
        "parts": [_part(part) for part in question.parts],
    }


def number(value: Value) -> int | float | None:
    """For programs: a whole number as one; None where there is no data."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _part(part: Question) -> dict[str, Any]:
    value = value_of(part)
    return {
        "code": part.figure.code,
        "name": part.figure.name,
        "period": {"start": f"{part.period.start}", "end": f"{part.period.end}", "label": part.period.label},
        "value": number(value),
        "shown": part.figure.shown(value),
    }


def _occasion(one: Met) -> dict[str, Any]:
    return {
        "unit": str(one.row.unit),
        "kind": one.row.kind.code,
        "label": one.standing.occasion.label,
        "deadline": f"{one.standing.occasion.deadline}",
        "state": one.standing.state,
        "record": one.record.pk if one.record is not None else None,
    }


def _row(line: Line, adds: Decimal | None) -> dict[str, Any]:
    return {
        "id": line.pk,
        "of": line.noun,
        "kind": line.kind,
        "title": line.title,
        "unit": line.unit,
        "held_on": f"{line.day}",
        "adds": number(adds),
        "entered_by": line.by,
        "entered_at": line.at.isoformat(),
        "late": line.late,
    }

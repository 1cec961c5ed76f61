"""Freezing a figure (定数)."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import prefetch_related_objects

from mofan.figures.answering import Question, contributions, occasions_of, rows_of, value_of
from mofan.figures.models import FrozenFigure, KeptOccasion
from mofan.figures.sources import Behind
from mofan.org.actions import note, reason
from mofan.org.models import Person
from mofan.org.rules import RuleBroken

MOST_ROWS = 50_000
"""Rows that are kept with one number."""


@transaction.atomic
def freeze(question: Question, *, purpose: str, by: Person, at: datetime) -> FrozenFigure:
    """Keep the number as it is now with the rows behind it, for a document that will be signed; of a figure of duties
    with the occasions too, those that nobody met among them.

    Raises RuleBroken without a purpose, and for a number over more than `MOST_ROWS` rows.
    """
    purpose = reason(purpose)
    value = value_of(question)
    rows, occasions = kept_rows(question), occasions_now(question)
    if max(len(rows), len(occasions)) > MOST_ROWS:
        raise RuleBroken(f"这个数涉及超过 {MOST_ROWS} 条，请缩小期间或范围再定数。")
    frozen = FrozenFigure.objects.create(
        code=question.figure.code,
        name=question.figure.name,
        definition=question.figure.definition,
        below=question.scope.below,
        scope_label=question.scope.label,
        start=question.period.start,
        end=question.period.end,
        value=value,
        shown=question.figure.shown(value),
        rows=[_kept(one, rows[one]) for one in sorted(rows, key=lambda one: (one.noun != "record", one.pk))],
        occasions=[one.as_row() for one in occasions],
        purpose=purpose,
        frozen_by=by,
        frozen_at=at,
    )
    frozen.units.set(question.scope.units)
    prefetch_related_objects([frozen], "units")
    note(frozen, "定数", by=by, at=at, why=purpose)
    return frozen


def kept_rows(question: Question) -> dict[Behind, Decimal]:
    """Row → what it adds to the number; of a derived figure those of its parts, together."""
    figure = question.figure
    if figure.source is not None:
        adds = contributions(question, rows_of(question))
        return {Behind(figure.source.noun, pk): number for pk, number in adds.items()}
    rows: dict[Behind, Decimal] = {}
    for part in question.parts:
        for one, adds_of_it in kept_rows(part).items():
            rows[one] = rows.get(one, Decimal(0)) + adds_of_it
    return rows


def occasions_now(question: Question) -> list[KeptOccasion]:
    """The occasions of duties that the number counts, as they stand; of a derived figure those of its parts, each
    once."""
    if question.figure.source is not None:
        return [KeptOccasion.of(one) for one in occasions_of(question)]
    return list({one.key: one for part in question.parts for one in occasions_now(part)}.values())


def _kept(one: Behind, adds: Decimal) -> list[object]:
    return [one.pk, str(adds)] if one.noun == "record" else [one.pk, str(adds), one.noun]

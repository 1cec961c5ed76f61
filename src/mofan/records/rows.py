"""An entry as rows (登记成行): what stands in the tables for it, not yet saved.

`actions.enter` and `correct` save one entry with its checks; whoever loads thousands saves the same rows in bulk.
"""

from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from mofan.records.checking import is_late
from mofan.records.entry import Entry, FieldValue, stored
from mofan.records.models import AgendaItem, Record, RecordDetail, Serving, Value


def record_of(entry: Entry, unit_id: int, *, by_id: int, at: datetime, first_entered: datetime | None = None) -> Record:
    """The record itself, with what its roll comes to. A correction says when the event was entered first: what was in
    time stays so."""
    counted, first = entry.tally, first_entered or at
    return Record(
        kind=entry.kind.code,
        unit_id=unit_id,
        title=" ".join(entry.title.split()),
        held_on=entry.held_on,
        restricted=entry.kind.restricted,
        entered_by_id=by_id,
        entered_at=at,
        is_late=is_late(entry, timezone.localtime(first).date()),
        due=counted.due if counted else None,
        due_voting=counted.due_voting if counted else None,
        present=counted.present if counted else None,
        present_voting=counted.present_voting if counted else None,
        on_leave=counted.leave if counted else 0,
        absent=counted.absent if counted else 0,
        observers=counted.observers if counted else 0,
    )


def detail_of(record: Record, entry: Entry, prints: bytes) -> RecordDetail:
    """What was written; `prints` are the packed fingerprints of its text."""
    values = {code: stored(value) for code, value in entry.values.items()}
    return RecordDetail(record=record, values=values, text=entry.text, prints=prints)


def servings_of(record: Record, entry: Entry) -> list[Serving]:
    """The kinds that it serves, its own first."""
    return [
        Serving(
            record=record,
            kind=kind,
            own=kind == record.kind,
            unit_id=record.unit_id,
            held_on=record.held_on,
            present=record.present,
            is_late=record.is_late,
            counts=record.counts,
        )
        for kind in (record.kind, *dict.fromkeys(entry.serves))
    ]


def values_of(record: Record, entry: Entry) -> list[Value]:
    """Numbers and choices, where figures count them."""
    counted: dict[str, FieldValue] = {
        one.code: entry.values[one.code]
        for one in entry.kind.fields
        if (one.counts or one.type == "choice") and one.code in entry.values
    }
    return [
        Value(
            record=record,
            kind=record.kind,
            field=code,
            unit_id=record.unit_id,
            held_on=record.held_on,
            number=value if isinstance(value, Decimal) else None,
            choice=value if isinstance(value, str) else "",
            counts=record.counts,
        )
        for code, value in counted.items()
    ]


def items_of(record: Record, entry: Entry) -> list[AgendaItem]:
    """The items of its agenda."""
    return [
        AgendaItem(
            record=record,
            no=no,
            title=" ".join(item.title.split()),
            points=[list(point) for point in item.points],
            conclusion=item.conclusion.strip(),
            yes=item.votes.yes if item.votes else None,
            no_votes=item.votes.no if item.votes else None,
            abstained=item.votes.abstained if item.votes else None,
        )
        for no, item in enumerate(entry.agenda, 1)
    ]

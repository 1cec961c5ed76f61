"""Rows behind a number as they are listed (数到的各行), whatever they are rows of."""

from collections.abc import Iterable, Mapping

from django.utils import timezone

from mofan.cases.known_kinds import known_kinds as kinds_of_case
from mofan.cases.models import Case
from mofan.figures.sources import Line, Row
from mofan.records.known_kinds import known_kinds as kinds_of_record
from mofan.records.models import Record


def lines_of(rows: Iterable[Row]) -> list[Line]:
    """A line for each row; its unit and whoever entered it are loaded with it."""
    records = {code: kind.name for code, kind in kinds_of_record().items()}
    cases = {code: kind.name for code, kind in kinds_of_case().items()}
    return [_of_record(one, records) if isinstance(one, Record) else _of_case(one, cases) for one in rows]


def _of_record(one: Record, names: Mapping[str, str]) -> Line:
    return Line(
        noun="record",
        pk=one.pk,
        kind=one.kind,
        kind_name=names.get(one.kind, one.kind),
        title=one.title,
        unit=str(one.unit),
        day=one.held_on,
        by=one.entered_by.name,
        at=one.entered_at,
        state="" if one.state == "kept" else one.get_state_display(),
        late=one.is_late,
    )


def _of_case(one: Case, names: Mapping[str, str]) -> Line:
    return Line(
        noun="case",
        pk=one.pk,
        kind=one.kind,
        kind_name=names.get(one.kind, one.kind),
        title=one.title,
        unit=str(one.unit),
        day=timezone.localdate(one.taken_in_at),
        by=one.taken_in_by.name,
        at=one.taken_in_at,
    )

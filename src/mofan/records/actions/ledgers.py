"""Bring in what a unit has in its own sheets (导入台账)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from mofan.org.models import Person, Unit
from mofan.records.actions.entering import enter
from mofan.records.entry import Entry
from mofan.records.ledgers import fingerprint_of
from mofan.records.models import LedgerMapping, Record

PORTION = 50
"""Rows of a long ledger that are entered together."""


@transaction.atomic
def remember_columns(
    kind: str, unit: Unit, headings: Sequence[str], columns: Mapping[str, str], *, by: Person, at: datetime
) -> LedgerMapping:
    """Keep which column is which field for a sheet with these headings (记住列的对应)."""
    kept, _ = LedgerMapping.objects.update_or_create(
        kind=kind,
        unit=unit,
        headings=fingerprint_of(headings),
        defaults={"columns": dict(columns), "by": by, "at": at},
    )
    return kept


@transaction.atomic
def bring_in(entries: Sequence[Entry], unit: Unit, *, by: Person, at: datetime) -> list[Record]:
    """Enter all rows of a ledger, or none (导入台账). Raises RuleBroken as `enter` does."""
    return [enter(one, unit, by=by, at=at) for one in entries]


def bring_in_by_portions(
    entries: Sequence[Entry], unit: Unit, *, tell: Callable[[int], None], by: Person, at: datetime
) -> int:
    """Enter the rows of a long ledger, `PORTION` at a time, those that the unit has not yet (分批导入); how many.
    `tell` hears how many rows are done. Broken off and begun again, it enters nothing twice."""
    entered = 0
    for start in range(0, len(entries), PORTION):
        fresh = without_doubles(entries[start : start + PORTION], unit)
        entered += len(bring_in(fresh, unit, by=by, at=at))
        tell(min(start + PORTION, len(entries)))
    return entered


def without_doubles(entries: Sequence[Entry], unit: Unit) -> list[Entry]:
    """Those that the unit has not yet: no kept record of that kind on that day with that title (不重复记)."""
    kinds = {one.kind.code for one in entries}
    rows = Record.objects.kept().filter(unit=unit, kind__in=kinds).values_list("kind", "held_on", "title")
    known = set(rows)
    fresh = []
    for one in entries:
        key = (one.kind.code, one.held_on, " ".join(one.title.split()))
        if key not in known:
            known.add(key)
            fresh.append(one)
    return fresh

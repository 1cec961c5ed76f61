"""Which records have passed their period of keeping (记录的保管期限): every kind names its class."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q

from mofan.org.retention import Expired, Kept, Stretch, classes, undecided
from mofan.records.catalogue import shipped
from mofan.records.known_kinds import known_kinds
from mofan.records.models import Record
from mofan.records.models.records import RecordQuerySet


def classes_of_records() -> list[Kept]:
    """The classes that kinds of record may name, in their order."""
    named = {kind.keeping for kind in shipped().values()}
    return [one for one in classes() if one.code in named]


def kinds_kept_as(code: str) -> list[str]:
    """The kinds whose records are kept as this class."""
    return [kind.code for kind in known_kinds().values() if kind.keeping == code]


def expired_records(today: date) -> Iterator[Expired]:
    """What of the records has passed its period, by class; corrected and voided ones too, for they are kept as well."""
    for code in dict.fromkeys(kind.keeping for kind in known_kinds().values()):
        stretch = undecided(code, today)
        if stretch is not None and (count := waiting(code, stretch, Record.objects.all()).count()):
            yield Expired(code, stretch.before, count)


def waiting(code: str, stretch: Stretch, rows: RecordQuerySet) -> RecordQuerySet:
    """Of these records those of a class that wait for a decision."""
    rows = rows.filter(kind__in=kinds_kept_as(code), held_on__lt=stretch.before)
    if stretch.since is None:
        return rows
    return rows.filter(Q(held_on__gte=stretch.since) | Q(entered_at__gt=stretch.decided_at))

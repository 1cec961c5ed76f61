"""Which cases have passed their period of keeping (事项的保管期限): it runs from the day on which one was closed or
refused."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from django.db.models import Q

from mofan.cases.known_kinds import known_kinds
from mofan.cases.models import Case, Decision
from mofan.cases.models.cases import CaseQuerySet
from mofan.cases.queries import first_moment
from mofan.org.retention import Expired, Stretch, undecided

KEEPING: Final[Mapping[str, str]] = {
    "dispute": "mediation",
    "rectification_item": "supervision",
    "supervised_matter": "supervision",
    "case_file_review": "supervision",
    "tip_off": "supervision",
}
"""Kind → the class by which its cases are kept, a code of `org.retention`; all others are `USUAL`."""
USUAL: Final = "cases"


def kinds_kept_as(code: str) -> list[str]:
    """The kinds whose cases are kept as this class."""
    return [kind for kind in known_kinds() if KEEPING.get(kind, USUAL) == code]


def expired_cases(today: date) -> Iterator[Expired]:
    """What of the cases has passed its period, by class."""
    for code in dict.fromkeys((USUAL, *KEEPING.values())):
        stretch = undecided(code, today)
        if stretch is not None and (count := waiting(code, stretch, Case.objects.all()).count()):
            yield Expired(code, stretch.before, count)


def waiting(code: str, stretch: Stretch, rows: CaseQuerySet) -> CaseQuerySet:
    """Of these cases those of a class that were closed or refused in these days and wait for a decision."""
    before = first_moment(stretch.before)
    closed, refused = Q(closed_at__lt=before), Q(decision=Decision.REFUSED, decided_at__lt=before)
    if stretch.since is not None:
        since = first_moment(stretch.since)
        closed, refused = closed & Q(closed_at__gte=since), refused & Q(decided_at__gte=since)
    return rows.filter(closed | refused, kind__in=kinds_kept_as(code))

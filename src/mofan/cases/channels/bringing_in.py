"""Bring in a list of an upper platform (导入上级清单): each number once, however often the list comes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from mofan.cases.actions import take_in
from mofan.cases.channels.reading import How
from mofan.cases.intake import Intake
from mofan.cases.kinds import Kind
from mofan.cases.models import Case, ListMapping
from mofan.org.models import Person, Unit
from mofan.records.ledgers import fingerprint_of

PORTION: Final = 50
"""Rows that are taken in together."""


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What became of a list (导入结果)."""

    new: int
    known: int
    """Whose numbers came in before."""


def known_numbers(keys: Sequence[str]) -> frozenset[str]:
    """Those of the keys under which a case stands. That a number is known is told to whoever has it, and no more."""
    found: set[str] = set()
    for start in range(0, len(keys), 500):
        rows = Case.objects.filter(outside__in=keys[start : start + 500]).values_list("outside", flat=True)
        found |= {key for key in rows if key}
    return frozenset(found)


def bring_in(
    intakes: Sequence[Intake], unit: Unit, *, by: Person, at: datetime, tell: Callable[[int], None] = lambda done: None
) -> BroughtIn:
    """Take in what has not come in before, a portion in a transaction (导入). `tell` hears how many are done. Broken
    off and begun again, nothing comes in twice. Raises RuleBroken as `take_in`; nothing of that portion is there then.
    """
    new = 0
    for start in range(0, len(intakes), PORTION):
        portion = intakes[start : start + PORTION]
        known = known_numbers([one.outside for one in portion if one.outside])
        with transaction.atomic():
            for one in portion:
                if one.outside not in known:
                    case = take_in(one, unit, by=by, at=at)
                    new += case.taken_in_at == at
        tell(min(start + PORTION, len(intakes)))
    return BroughtIn(new, len(intakes) - new)


@transaction.atomic
def remember_list(
    kind: Kind, unit: Unit, headings: Sequence[str], how: How, *, by: Person, at: datetime
) -> ListMapping:
    """Keep how a list with these headings is read (记住列的对应)."""
    kept, _ = ListMapping.objects.update_or_create(
        kind=kind.code,
        unit=unit,
        headings=fingerprint_of(headings),
        defaults={"platform": how.platform, "columns": dict(how.columns), "words": dict(how.words), "by": by, "at": at},
    )
    return kept


def remembered_list(kind: Kind, unit: Unit, headings: Sequence[str]) -> How | None:
    """How a list with these headings was read in this unit the last time; None for one that never came."""
    kept = ListMapping.objects.filter(kind=kind.code, unit=unit, headings=fingerprint_of(headings)).first()
    return How(_texts(kept.columns), _texts(kept.words), kept.platform) if kept else None


def _texts(kept: Mapping[str, object]) -> dict[str, str]:
    return {str(name): str(value) for name, value in kept.items()}

"""Cases of the demonstration (演示事项): what comes to the centres and bureaus, what becomes of it.

Chance decides what comes in and how it goes; every step is a verb of the cases by somebody who may take it, at its
moment. The small form, two months, takes the actions themselves (`ByActions`); the full form, two years, tells the very
same stories into rows (`Rows`), many at a time.
"""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from random import Random
from typing import Final

from django.db import transaction
from django.utils import timezone

from mofan.cases.models import Case, Channel
from mofan.ops.demo.cases.by_actions import ByActions
from mofan.ops.demo.cases.demands import Demands
from mofan.ops.demo.cases.disputes import Disputes
from mofan.ops.demo.cases.moments import Moments
from mofan.ops.demo.cases.others import Others
from mofan.ops.demo.cases.rows_beside import Rows
from mofan.ops.demo.cases.staff import CENTRE, Staff
from mofan.ops.demo.cases.telling import Late, Mix
from mofan.ops.demo.names import COUNTY
from mofan.org.models import Unit
from mofan.org.working_calendar import working_calendar

__all__ = ["CENTRE", "DAYS", "FULL_DAYS", "FULL_MANY", "MANY", "hold_cases", "load_cases"]

SEED: Final = 20261122
MANY: Final = 80
"""Stories of the small form."""
DAYS: Final = 70
FULL_MANY: Final = 60_000
FULL_DAYS: Final = 730
AT_ONCE: Final = 1_000
"""Stories between two writings of rows."""
FULL: Final = Mix(
    {
        "public_demand": 59, "enterprise_demand": 4, "dispute": 8.5, "consumer_complaint": 6, "tip_off": 2.5,
        "approval": 13, "first_offence": 2, "public_proposal": 2, "practical_matter": 0.1, "rectification_item": 1.2,
        "supervised_matter": 0.8, "case_file_review": 0.9,
    }
)  # fmt: skip
SMALL: Final = Mix(
    {
        "public_demand": 46, "enterprise_demand": 6, "dispute": 16, "consumer_complaint": 6, "tip_off": 3,
        "approval": 9, "first_offence": 3, "public_proposal": 4, "practical_matter": 1, "rectification_item": 3,
        "supervised_matter": 2, "case_file_review": 1,
    },
    whistles=0.14, merges=0.1, passed_on=0.25, forgotten=0.4,
)  # fmt: skip
"""Little of everything."""


class _Stories(Demands, Disputes, Others):
    """Every kind with its story."""

    def one(self, kind: str, at: datetime, channel: Channel) -> None:
        """One story, as far as it has come by now."""
        stories: dict[str, Callable[[str, datetime, Channel], None]] = {
            "public_demand": self.demand,
            "enterprise_demand": self.demand,
            "dispute": self.dispute,
            "consumer_complaint": self.complaint,
            "tip_off": self.tip_off,
            "approval": self.approval,
            "first_offence": self.leniency,
            "public_proposal": self.proposal,
            "practical_matter": self.practical,
            "rectification_item": self.rectification,
            "supervised_matter": self.supervision,
            "case_file_review": self.review,
        }
        with suppress(Late):
            stories[kind](kind, at, channel)


def hold_cases(many: int = MANY, seed: int = SEED) -> int:
    """Tell so many stories by the actions, unless there are cases; how many cases came of it."""
    if not _may_begin():
        return 0
    with transaction.atomic():
        tell(ByActions(), SMALL, many, DAYS, seed, timezone.now())
    return Case.objects.count()


def load_cases(many: int = FULL_MANY, days: int = FULL_DAYS, seed: int = SEED, mix: Mix = FULL) -> Counter[str]:
    """Tell so many stories into rows, unless there are cases; how many rows of which table were made."""
    if not _may_begin():
        return Counter()
    rows = Rows()
    tell(rows, mix, many, days, seed, timezone.now())
    rows.heap.close()
    return rows.heap.made


def _may_begin() -> bool:
    return Unit.objects.filter(name=CENTRE).exists() and not Case.objects.exists()


def tell(do: ByActions | Rows, mix: Mix, many: int, days: int, seed: int, now: datetime) -> None:
    """So many stories that began within so many days before now."""
    chance = Random(seed)
    staff = Staff(Unit.objects.get(name=COUNTY), chance)
    stories = _Stories(do, staff, mix, chance, now)
    moments = Moments(chance, now, days, working_calendar()).drawn(many)
    for no, (at, channel) in enumerate(moments, 1):
        kind = chance.choices([*mix.kinds], [*mix.kinds.values()])[0]
        stories.one(kind, at, channel)
        if isinstance(do, Rows) and no % AT_ONCE == 0:
            do.heap.write()

"""What a check is, and what it found (核对项、不一致)."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet

from mofan.org.models import Person

Keys = Sequence[int]
Tell = Callable[[str], None]
"""Is told how far the work is, in words."""
Repair = Callable[[Keys, Person, datetime], None]

SHOWN = 5
"""Ids in a sentence."""
AT_ONCE = 1000
"""Rows that one question to the database is about; the memory stays the same however many there are."""


@dataclass(frozen=True, slots=True)
class Words:
    """What is said of a disagreement: the sentence with `{count}` and `{ids}`, what `--repair` does to it, and what a
    person can do where that is not enough."""

    says: str
    mends: str = ""
    advice: str = ""


@dataclass(frozen=True, slots=True)
class RowCheck:
    """A rule that rows keep. `broken` gives the ids of those rows of a query that break it, all seen at one moment."""

    name: str
    model: type[Model]
    broken: Callable[[QuerySet[Any]], Iterable[int]]
    words: Words
    repair: Repair | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A disagreement (不一致): the ids it is about, or none where it is about the index as a whole."""

    name: str
    words: Words
    keys: Keys = ()
    detail: str = ""
    repair: Repair | None = None

    @property
    def sentence(self) -> str:
        """For people: what is wrong, with the count and the first ids."""
        shown = "、".join(str(key) for key in self.keys[:SHOWN]) + ("……" if len(self.keys) > SHOWN else "")
        return self.words.says.format(count=f"{len(self.keys):,}", ids=shown, detail=self.detail)

    @property
    def next_step(self) -> str:
        """For people: what `--repair` does, what to do otherwise."""
        return " ".join(filter(None, (self.words.mends and f"加 --repair：{self.words.mends}。", self.words.advice)))


def find_rows(check: RowCheck, tell: Tell) -> Finding | None:
    """Go over all rows of a check; what breaks the rule is looked at once more, as the rows may be changing."""
    keys = array("q")
    for rows, upto, last in _stretches(check.model):
        tell(f"核对{check.name}：{upto:,} / {last:,}")
        if suspects := list(check.broken(rows)):
            keys.extend(sorted(set(check.broken(rows.filter(pk__in=suspects)))))
    return Finding(check.name, check.words, keys, repair=check.repair) if keys else None


def _stretches(model: type[Model]) -> Iterator[tuple[QuerySet[Any], int, int]]:
    """(the rows of a stretch of ids, its end, the highest id there is) for all rows that exist now."""
    rows: QuerySet[Any] = model._default_manager.order_by("pk")
    last = rows.values_list("pk", flat=True).last() or 0
    end = -1
    while (first := rows.filter(pk__gt=end, pk__lte=last).values_list("pk", flat=True).first()) is not None:
        end = min(first + AT_ONCE - 1, last)
        yield rows.filter(pk__gte=first, pk__lte=end), end, last


def chunks(keys: Keys) -> Iterator[list[int]]:
    """The ids in handfuls."""
    for start in range(0, len(keys), AT_ONCE):
        yield list(keys[start : start + AT_ONCE])

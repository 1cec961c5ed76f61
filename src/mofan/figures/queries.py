"""Reads of figures: what may be asked, and what became of a number that was frozen."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from mofan.cases.queries import cases_visible_to
from mofan.figures.actions import kept_rows, occasions_now
from mofan.figures.answering import Question, value_of
from mofan.figures.definitions import Definition, NoSuchFigure, definition_of, definitions
from mofan.figures.lines import lines_of
from mofan.figures.models import FrozenFigure, KeptOccasion
from mofan.figures.models.frozen import FrozenQuerySet
from mofan.figures.scopes import NotVisible, scope_for
from mofan.figures.sources import Behind, Line
from mofan.org.models import Person
from mofan.records.queries import records_visible_to


def figures_named(words: str = "") -> dict[str, list[Definition]]:
    """Group → figures whose name, definition or code holds every one of these words, in the order of the catalogue."""
    wanted = words.lower().split()
    groups: dict[str, list[Definition]] = {}
    for one in definitions().values():
        if all(word in f"{one.name} {one.definition} {one.code} {one.group}".lower() for word in wanted):
            groups.setdefault(one.group, []).append(one)
    return groups


def frozen_visible_to(person: Person) -> FrozenQuerySet:
    """The numbers that were frozen over units which this person may look at, the latest first."""
    return FrozenFigure.objects.visible_to(person).select_related("frozen_by").prefetch_related("units")


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since a number was frozen (定数后的变化)."""

    value: Decimal | None
    """The number as it is now."""
    added: tuple[Behind, ...]
    """Rows that count now and did not then."""
    gone: tuple[Behind, ...]
    """Rows that counted then and do not now."""
    altered: tuple[Behind, ...]
    """Rows that add another number than then."""
    adds: Mapping[Behind, Decimal] = field(default_factory=dict)
    """What each row that counts now adds."""
    occasions: tuple[tuple[KeptOccasion | None, KeptOccasion | None], ...] = ()
    """Of a figure of duties: the occasions that were counted then or are now and stand otherwise, as (then, now)."""

    @property
    def is_the_same(self) -> bool:
        return not (self.added or self.gone or self.altered or self.occasions)


def since(frozen: FrozenFigure, person: Person, today: date) -> Since | None:
    """What changed since it was frozen; None when it can no longer be asked: its kind or a unit of it is gone."""
    try:
        scope = scope_for(person, tuple(one.pk for one in frozen.units.all()), below=frozen.below)
        question = Question(definition_of(frozen.code), scope, frozen.period, today)
    except (NoSuchFigure, NotVisible):
        return None
    now, then = kept_rows(question), frozen.behind
    return Since(
        value_of(question),
        _in_order(now.keys() - then.keys()),
        _in_order(then.keys() - now.keys()),
        _in_order(one for one in now.keys() & then.keys() if now[one] != then[one]),
        now,
        _changed(frozen.kept_occasions, occasions_now(question)) if frozen.occasions else (),
    )


def _changed(
    then: Iterable[KeptOccasion], now: Iterable[KeptOccasion]
) -> tuple[tuple[KeptOccasion | None, KeptOccasion | None], ...]:
    before, after = {one.key: one for one in then}, {one.key: one for one in now}
    pairs = ((before.get(key), after.get(key)) for key in dict.fromkeys((*before, *after)))
    return tuple((one, other) for one, other in pairs if one is None or other is None or one.stands != other.stands)


def _in_order(rows: Iterable[Behind]) -> tuple[Behind, ...]:
    return tuple(sorted(rows, key=lambda one: (one.noun, one.pk)))


def lines_visible_to(person: Person, behind: Collection[Behind], *, most: int) -> list[Line]:
    """Those of these rows that the person may read, records first, each sort the latest first; at most so many."""
    records = records_visible_to(person).filter(pk__in=[one.pk for one in behind if one.noun == "record"])
    cases = cases_visible_to(person).filter(pk__in=[one.pk for one in behind if one.noun == "case"])
    found: list[Line] = lines_of(records[:most])
    return found + lines_of(cases[: most - len(found)])

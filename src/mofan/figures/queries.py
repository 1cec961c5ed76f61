"""Reads of figures: what may be asked, and what became of a number that was frozen."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mofan.figures.actions import kept_rows
from mofan.figures.answering import Question, value_of
from mofan.figures.definitions import Definition, NoSuchFigure, definition_of, definitions
from mofan.figures.models import FrozenFigure
from mofan.figures.models.frozen import FrozenQuerySet
from mofan.figures.scopes import NotVisible, scope_for
from mofan.org.models import Person


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
    added: tuple[int, ...]
    """Records that count now and did not then."""
    gone: tuple[int, ...]
    """Records that counted then and do not now."""
    altered: tuple[int, ...]
    """Records that add another number than then."""

    @property
    def is_the_same(self) -> bool:
        return not (self.added or self.gone or self.altered)


def since(frozen: FrozenFigure, person: Person, today: date) -> Since | None:
    """What changed since it was frozen; None when it can no longer be asked: its kind or a unit of it is gone."""
    try:
        scope = scope_for(person, tuple(one.pk for one in frozen.units.all()), below=frozen.below)
        question = Question(definition_of(frozen.code), scope, frozen.period, today)
    except (NoSuchFigure, NotVisible):
        return None
    now = kept_rows(question)
    then = {int(pk): Decimal(adds) for pk, adds in frozen.rows}
    return Since(
        value_of(question),
        tuple(sorted(now.keys() - then.keys())),
        tuple(sorted(then.keys() - now.keys())),
        tuple(sorted(pk for pk in now.keys() & then.keys() if now[pk] != then[pk])),
    )

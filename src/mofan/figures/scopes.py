"""Over which units a figure is counted (范围): one unit, a unit with all below it, or a list."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from mofan.org.models import Person, Unit, UnitLink
from mofan.org.models.units import UnitQuerySet

MOST_NAMED = 3


class NotVisible(LookupError):
    """A unit of the scope is not there, or not for this person; the message is a Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Some units, with or without those below them."""

    units: tuple[Unit, ...]
    below: bool = False

    def on(self, day: date) -> UnitQuerySet:
        """The units that are counted, as the tree stood on `day`."""
        if self.below:
            return Unit.objects.under(*self.units, day=day).valid()
        return Unit.objects.filter(pk__in=[one.pk for one in self.units])

    def is_steady(self, first: date, last: date) -> bool:
        """Whether the units that are counted are the same on every day from a day to a day."""
        if not self.below:
            return True
        moved = Q(since__gt=first, since__lte=last) | Q(until__gte=first, until__lt=last)
        return not UnitLink.objects.filter(moved, above__in=self.units).exists()

    @property
    def label(self) -> str:
        """安澜县水务局及下属单位; 水务局、农业农村局等 5 个单位."""
        named = "、".join(str(one) for one in self.units[:MOST_NAMED])
        if len(self.units) > MOST_NAMED:
            named = f"{named}等 {len(self.units)} 个单位"
        return f"{named}及下属单位" if self.below else named

    def alone(self, unit: Unit) -> "Scope":
        """One unit of it by itself."""
        return Scope((unit,))


def scope_for(person: Person, units: tuple[int, ...], *, below: bool) -> Scope:
    """The scope of some units that this person may look at, in the order given. Raises NotVisible."""
    seen = Unit.objects.visible_to(person).valid().in_bulk(units)
    missing = [pk for pk in units if pk not in seen]
    if missing or not units:
        raise NotVisible("没有这个单位，或者您不能查看它。" if missing else "请选一个单位。")
    visible = Unit.objects.visible_to(person).order_by().values("pk")
    if below and Unit.objects.under(*seen.values()).valid().exclude(pk__in=visible).exists():
        raise NotVisible("下属单位里有您不能查看的，请逐个选择单位。")
    return Scope(tuple(seen[pk] for pk in dict.fromkeys(units)), below)

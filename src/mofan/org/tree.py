"""The tree of units as rows (从属): planting and moving keep `UnitLink` and `depth`. Called by actions, in their
transaction; they are the only writers of a unit's parent."""

from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q

from mofan.org.kinds import UnitKind
from mofan.org.models import Unit, UnitLink
from mofan.org.models.units import OF_OLD, STILL
from mofan.org.rules import RuleBroken


def plant(name: str, kind: UnitKind = UnitKind.AGENCY, *, parent: Unit | None = None, **fields: Any) -> Unit:
    """A new unit below `parent`, or at the top; `fields` are further fields of `Unit`."""
    depth = parent.depth + 1 if parent else 0
    unit = Unit.objects.create(name=name, kind=kind, parent=parent, depth=depth, **fields)
    links = [UnitLink(above=unit, below=unit, distance=0)]
    if parent is not None:
        links += [
            UnitLink(above_id=link.above_id, below=unit, distance=link.distance + 1, since=link.since)
            for link in UnitLink.objects.filter(below=parent, until=STILL)
        ]
    UnitLink.objects.bulk_create(links)
    return unit


def replant(unit: Unit, parent: Unit | None, *, since: date | None = None) -> None:
    """Put a unit with all below it under another parent from `since` on; where none is named, as if it had always stood
    there (a mistake corrected). Figures of earlier days keep the tree as it stood.

    Raises RuleBroken when the parent stands below the unit itself, and when the tree was changed there on a later day,
    or on any day where none is named.
    """
    if parent is not None and UnitLink.objects.filter(above=unit, below=parent, until=STILL).exists():
        raise RuleBroken(f"“{parent}”在“{unit}”之下，不能做它的上级。")
    first = since or OF_OLD
    inside = UnitLink.objects.filter(above=unit)
    below = list(inside.filter(until=STILL).values_list("below", flat=True))
    crossing = UnitLink.objects.filter(below__in=below).exclude(above__in=below)
    later = Q(since__gt=first) | Q(until__gte=first, until__lt=STILL)
    if inside.filter(later).exists() or crossing.filter(later).exists():
        raise RuleBroken(
            "在这一天之后已经调整过上级，日期请填在那之后。" if since else "以前调整过上级，请填写这次调整的日期。"
        )
    lows = list(inside.filter(until=STILL))
    crossing.filter(since=first).delete()
    crossing.filter(until=STILL).update(until=first - timedelta(days=1) if since else STILL)
    highs = UnitLink.objects.filter(below=parent, until__gte=first) if parent is not None else UnitLink.objects.none()
    UnitLink.objects.bulk_create(
        UnitLink(
            above_id=high.above_id,
            below_id=low.below_id,
            distance=high.distance + 1 + low.distance,
            since=max(first, high.since, low.since),
            until=high.until,
        )
        for high in highs
        for low in lows
    )
    deeper = (parent.depth + 1 if parent else 0) - unit.depth
    Unit.objects.filter(pk__in=below).update(depth=F("depth") + deeper)
    Unit.objects.filter(pk=unit.pk).update(parent=parent)
    unit.refresh_from_db(fields=["parent", "depth"])

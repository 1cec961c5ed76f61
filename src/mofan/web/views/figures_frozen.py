"""Frozen figures (定数): the list, and one with what changed since."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from mofan.figures.definitions import NO_DATA
from mofan.figures.models import KeptOccasion
from mofan.figures.queries import frozen_visible_to, lines_visible_to, since
from mofan.figures.scopes import Scope
from mofan.figures.sources import Behind, Line
from mofan.measure import Period
from mofan.org.models import Person, Unit
from mofan.records.occasions import STATES
from mofan.records.queries import records_visible_to
from mofan.web.paging import Sheet as Paged
from mofan.web.paging import page_of
from mofan.web.views.figures import AT_ONCE, address_of_line, as_query, known_figure
from mofan.web.visitor import person_of


def frozen_list(request: HttpRequest) -> HttpResponseBase:
    """What was frozen, the latest first."""
    return render(
        request,
        "web/figures/frozen_list.html",
        {"page": page_of(frozen_visible_to(person_of(request)).defer("rows", "occasions"), request, size=AT_ONCE)},
    )


def frozen(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One frozen number, and what changed since."""
    me = person_of(request)
    row = get_object_or_404(frozen_visible_to(me), pk=pk)
    changed = since(row, me, timezone.localdate())
    now = changed.adds if changed else {}
    figure = known_figure(row.code)
    context: dict[str, object] = {
        "frozen": row,
        "changed": changed,
        "now": figure.shown(changed.value) if figure and changed else "",
        "figure": figure,
        "now_at": _now_at(row.code, tuple(one.pk for one in row.units.all()), row.below, row.period) if figure else "",
        "lists": [
            (why, _listed(me, some, then=row.behind, now=now), len(some))
            for why, some in (
                (("后来计入的", changed.added), ("不再计入的", changed.gone), ("数变了的", changed.altered))
                if changed
                else ()
            )
            if some
        ],
        "page": page_of(_listed(me, row.behind, then=row.behind, most=len(row.rows)), request, size=AT_ONCE),
        "total": len(row.rows),
    }
    if row.occasions:
        context |= _frozen_occasions(request, me, row.kept_occasions, changed.occasions if changed else ())
    return render(request, "web/figures/frozen.html", context)


def _frozen_occasions(
    request: HttpRequest,
    me: Person,
    kept: Sequence[KeptOccasion],
    changed: Sequence[tuple[KeptOccasion | None, KeptOccasion | None]],
) -> dict[str, object]:
    """A page of the occasions that were counted, as they were, and the first of those that stand otherwise now."""
    occasions: Paged[KeptOccasion] = page_of(kept, request, size=AT_ONCE)
    keys = [one.record for one in occasions.rows if one.record is not None]
    return {
        "occasions": occasions,
        "readable": set(records_visible_to(me).filter(pk__in=keys).values_list("pk", flat=True)),
        "otherwise": changed[:AT_ONCE],
        "otherwise_count": len(changed),
        "states": STATES,
    }


def _listed(
    me: Person,
    behind: Collection[Behind],
    *,
    then: Mapping[Behind, Decimal],
    now: Mapping[Behind, Decimal] | None = None,
    most: int = AT_ONCE,
) -> list[tuple[Line, str, str, str]]:
    """Each row with its page, with what it added when the number was frozen and what it adds now; — for one that did
    not or does not."""
    found = [(line, Behind(line.noun, line.pk)) for line in lines_visible_to(me, behind, most=most)]
    return [(line, address_of_line(line), _said(then.get(key)), _said((now or {}).get(key))) for line, key in found]


def _said(adds: Decimal | None) -> str:
    """1,204 for 1204.00, 3.5 for 3.50, — for what was not counted."""
    if adds is None:
        return NO_DATA
    return f"{adds:,f}".rstrip("0").rstrip(".") if adds % 1 else f"{int(adds):,}"


def _now_at(code: str, units: tuple[int, ...], below: bool, period: Period) -> str:
    scope = Scope(tuple(Unit(pk=pk) for pk in units), below)
    return f"{reverse('figure', args=[code])}?{as_query(scope, period)}"

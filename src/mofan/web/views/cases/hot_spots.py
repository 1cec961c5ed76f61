"""Hot spots (热点): like cases at one place within some days, and how many more than before; every number is a link."""

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from mofan.cases.hot_spots import HotSpot, hot_spots_of
from mofan.cases.known_kinds import known_kinds
from mofan.cases.queries import Asked
from mofan.org.queries import units_visible_to
from mofan.web.asked import day_asked, number_asked
from mofan.web.paging import page_of
from mofan.web.views.cases.listing import doors
from mofan.web.visitor import person_of

SPANS: Final = (7, 30, 90)
LEAST: Final = (3, 5, 10)
AT_ONCE: Final = 30
FIRST_KIND: Final = "public_demand"


@dataclass(frozen=True, slots=True)
class Line:
    """A hot spot as a line, with the lists that its numbers open."""

    spot: HotSpot
    category: str
    now: str
    before: str
    """Addresses of the lists: of the span, of the span before."""

    @property
    def fewer(self) -> int:
        """How many fewer than before, where it is less."""
        return -self.spot.growth


def show(request: HttpRequest) -> HttpResponseBase:
    """The hot spots up to a day, of one kind, those that grow most first."""
    me, today, given = person_of(request), timezone.localdate(), request.GET
    until = min(day_asked(given.get("until", "")) or today, today)
    days = next((one for one in SPANS if str(one) == given.get("days")), 30)
    least = next((one for one in LEAST if str(one) == given.get("least")), 3)
    known = {code: one for code, one in known_kinds().items() if not one.restricted}
    kind = given.get("kind", "") if given.get("kind", "") in known else FIRST_KIND
    unit = number_asked(given.get("unit", ""))
    spots = hot_spots_of(me, Asked(kind=kind, unit=unit), until, days=days, least=least)
    page = page_of(spots, request, size=AT_ONCE)
    names = known[kind].categories
    context: dict[str, Any] = {
        "page": page,
        "lines": [_line(one, kind, unit, days, names.get(one.category, "")) for one in page.rows],
        "growing": sum(one.growth > 0 for one in spots),
        "kinds": known,
        "kind": kind,
        "units": units_visible_to(me)[:300],
        "unit": unit,
        "until": until,
        "days": days,
        "spans": SPANS,
        "least": least,
        "leasts": LEAST,
        **doors(me),
    }
    return render(request, "web/cases/hot_spots.html", context)


def _line(spot: HotSpot, kind: str, unit: int | None, days: int, category: str) -> Line:
    asked = {"kind": kind, "category": spot.category, "among": ",".join(map(str, spot.cases))}
    before = {"kind": kind, "category": spot.category, "among": ",".join(map(str, spot.earlier))}
    place = {"unit": unit} if unit else {}
    lists = [f"{reverse('all_cases')}?{urlencode({**one, **place})}" for one in (asked, before)]
    return Line(spot, category, lists[0], lists[1])

"""The stretch of time that a page looks at (统计期): `?span=quarter&on=2026-11-20`."""

from datetime import date
from typing import Final

from django.http import HttpRequest

from mofan.measure import Period, half_year_of, month_of, quarter_of, year_of
from mofan.web.asked import day_asked

SPANS: Final = {"month": month_of, "quarter": quarter_of, "half_year": half_year_of, "year": year_of}
SAID: Final = {"month": "月", "quarter": "季度", "half_year": "半年", "year": "年"}


def span_asked(request: HttpRequest, today: date) -> tuple[str, Period]:
    """The name of the stretch and the stretch; the quarter of today where nothing else is asked for."""
    span = request.GET.get("span", "quarter")
    span = span if span in SPANS else "quarter"
    return span, SPANS[span](day_asked(request.GET.get("on", "")) or today)

"""The board counts states from days alone: the same as its standings say, for every rhythm and time."""

from collections import Counter
from datetime import date, timedelta

from django.utils import timezone

from mofan.measure import Period, half_year_of, month_of, quarter_of, year_of
from mofan.ops.demo.recording import fill
from mofan.records.boards import units_board
from mofan.records.models import Duty, Excuse
from mofan.records.occasions import fulfilment, whole
from tests.make import AT
from tests.records.conftest import House

TODAY = date(2026, 11, 22)


def test_counts_of_a_board_are_those_of_its_standings(house: House) -> None:
    fill((house.agency, house.branch), quiet=0.1)
    Duty.objects.create(kind="field_visit", unit=house.agency, every="rule", rule="FREQ=MONTHLY;BYMONTHDAY=5", times=1)
    Duty.objects.filter(kind="committee_meeting").update(times=2)
    Duty.objects.filter(kind="study_day").update(since=TODAY - timedelta(days=70), until=TODAY - timedelta(days=20))
    for duty in Duty.objects.filter(every="month"):
        Excuse.objects.create(duty=duty, starts_on=date(2026, 9, 1), reason="改选", by=house.leader, at=AT)
    seen: Counter[str] = Counter()
    day = timezone.localdate()
    for period in (month_of(day), quarter_of(day), half_year_of(day), year_of(day), Period(day, day), year_of(TODAY)):
        for row in units_board(house.leader, period, TODAY):
            assert row.counts == Counter(one.state for one in row.standings), (row.duty, period)
            assert row.state == whole(row.standings)
            assert row.fulfilment == fulfilment(row.standings)
            assert row.owed == sum(one.state in ("done", "due", "late") for one in row.standings)
            seen.update(row.counts)
    assert set(seen) == {"done", "due", "late", "excused", "not_applicable"}

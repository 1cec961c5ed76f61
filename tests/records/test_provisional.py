"""Terms that run from today; deadlines that are reckoned again when a year's plan is imported."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mofan.ops.daily import Daily
from mofan.org.actions import import_plan
from mofan.org.models import Person
from mofan.org.queries import history_of
from mofan.org.working_days import DayOff
from mofan.records.actions import assign, drop_task, reckon_again
from mofan.records.models import Task
from mofan.records.provisional import duties_without_plan, provisional_tasks
from mofan.records.terms import Term, measure_named
from tests.make import AT
from tests.records.conftest import House
from tests.records.making import entered, meeting
from tests.records.test_reminders import duty
from tests.web.conftest import Enter, enter

__all__ = ["enter"]

TODAY = date(2026, 11, 20)
NEXT = [DayOff(date(2027, 1, 1), "元旦", False)]


def task(house: House, term: Term) -> Task:
    return assign(
        entered(house, meeting(house)), "清淤支渠", owner=house.recorder, due_on=term, by=house.recorder, at=AT
    )


def test_a_term_runs_from_today_and_is_provisional_over_the_new_year(house: House, leader: Person) -> None:
    short, long = task(house, Term(5, "working_day")), task(house, Term(31, "working_day"))
    assert (short.due_on, short.provisional, short.reckoned_from) == (date(2026, 11, 27), False, TODAY)
    assert (long.due_on, long.provisional) == (date(2027, 1, 4), True)
    assert list(provisional_tasks(house.reader)) == [long]
    assert not provisional_tasks(house.stranger).exists()
    assert reckon_again(by=leader, at=AT) == []
    import_plan(NEXT, by=leader, at=AT)
    assert reckon_again(by=leader, at=AT) == [long]
    long.refresh_from_db()
    assert (long.due_on, long.provisional) == (date(2027, 1, 5), False)
    assert history_of(long)[0].changes == [["时限", "2027-01-04（暂定）", "2027-01-05"]]
    assert reckon_again(by=leader, at=AT) == []
    assert not provisional_tasks(house.reader).exists()


def test_a_deadline_moves_with_the_days_off(house: House, leader: Person) -> None:
    one, dropped = (task(house, Term(30, "working_day")) for _ in range(2))
    drop_task(dropped, why="不办了", by=house.recorder, at=AT)
    assert (one.due_on, one.provisional) == (date(2027, 1, 1), True)
    import_plan(NEXT, by=leader, at=AT)
    assert [found.due_on for found in reckon_again(by=leader, at=AT)] == [date(2027, 1, 4)]


def test_the_worker_reckons_once_a_day_too(house: House, leader: Person) -> None:
    one = task(house, Term(30, "working_day"))
    import_plan(NEXT, by=leader, at=AT)
    Daily().look()
    one.refresh_from_db()
    assert one.due_on == date(2027, 1, 4)


def test_duties_that_follow_the_holidays_wait_for_the_plan(house: House, leader: Person) -> None:
    one = duty(house, "cautionary_education", "festival")
    assert duties_without_plan(house.reader, TODAY) == [one]
    assert duties_without_plan(house.stranger, TODAY) == []
    import_plan(NEXT, by=leader, at=AT)
    assert duties_without_plan(house.reader, TODAY) == []


def test_measures_are_named() -> None:
    assert [measure_named(one) for one in ("month", "fortnight")] == ["month", None]


@pytest.mark.parametrize(("length", "measure", "said"), [("0", "working_day", "期限写"), ("10", "x", "期限写")])
def test_a_term_is_entered_on_the_page(house: House, enter: Enter, length: str, measure: str, said: str) -> None:
    browser, record = enter(house.recorder), entered(house, meeting(house))
    address, form = reverse("assign_task", args=[record.pk]), {"what": "清淤", "owner": "沈知行"}
    assert said in browser.post(address, form | {"length": length, "measure": measure}, follow=True).content.decode()
    assert "时限：" in browser.post(address, form, follow=True).content.decode()
    browser.post(address, form | {"length": "10", "measure": "working_day"})
    found = Task.objects.get()
    assert (found.length, found.reckoned_from) == (10, timezone.localdate())
    assert "10 个工作日" in browser.get(reverse("record_task", args=[found.pk])).content.decode()


def test_provisional_deadlines_stand_on_one_page_until_the_plan_is_imported(
    house: House, leader: Person, enter: Enter
) -> None:
    one = task(house, Term(30, "working_day"))
    duty(house, "cautionary_education", "festival")
    page = enter(house.reader).get(reverse("provisional")).content.decode()
    assert "清淤支渠" in page
    assert "警示教育" in page
    assert "暂定" in enter(house.reader).get(reverse("record_task", args=[one.pk])).content.decode()
    assert "清淤支渠" not in enter(house.stranger).get(reverse("provisional")).content.decode()
    notice = "2027年部分节假日安排：一、元旦：1月1日（周五）放假。"
    form = {"text": notice, "year": "2027", "source": "通知", "confirmed": "1"}
    said = enter(leader).post(reverse("import_calendar"), form, follow=True).content.decode()
    assert "1 件交办的暂定时限已重算" in said
    day = {"day": "2027-01-04", "kind": "off", "name": "试", "why": "试"}
    assert "已修改。" in enter(leader).post(reverse("change_day"), day, follow=True).content.decode()
    assert Client().get(reverse("provisional")).status_code == 302

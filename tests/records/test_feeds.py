"""What a calendar program is given."""

from datetime import timedelta

from icalendar import Calendar

from mofan.org.actions import open_feed
from mofan.records.actions import assign
from mofan.records.feeds import calendar_of, owed_in
from mofan.records.models import TaskState
from mofan.records.owed import HIDDEN, Owed
from tests.make import AT
from tests.records.conftest import House
from tests.records.making import HELD, entered, meeting, talk
from tests.records.test_reminders import TODAY, duty


def read(data: bytes) -> Calendar:
    found = Calendar.from_ical(data)
    assert isinstance(found, Calendar)
    return found


def told(house: House, owed: list[Owed]) -> Calendar:
    return read(calendar_of(owed, "模范：我的待办", at=AT, address_of=lambda one: f"http://here/{one.of}/{one.key}"))


def test_what_a_person_owes_stands_in_his_calendar(house: House) -> None:
    owed = duty(house, "branch_life_meeting", "year", responsible=house.recorder)
    task = assign(
        entered(house, meeting(house)),
        "清淤支渠，逗号;分号\\",
        owner=house.recorder,
        due_on=HELD,
        by=house.recorder,
        at=AT,
    )
    calendar = told(house, owed_in(open_feed(by=house.recorder, at=AT), TODAY))
    events = list(calendar.walk("VEVENT"))
    assert [f"{one['summary']}" for one in events] == [
        "超期：清淤支渠，逗号;分号\\",
        "到期：组织生活会（2026年）",
    ]
    assert [f"{one['uid']}" for one in events] == [f"task-{task.pk}@mofan", f"duty-{owed.pk}-20260101-1@mofan"]
    assert (events[0].decoded("dtstart"), events[0].decoded("dtend")) == (HELD, HELD + timedelta(days=1))
    assert f"{events[1]['url']}" == f"http://here/duty/{owed.pk}"
    assert f"{calendar['x-wr-calname']}" == "模范：我的待办"
    assert not calendar.walk("VALARM")  # nobody is woken
    assert owed_in(open_feed(by=house.reader, at=AT), TODAY) == []


def test_a_unit_has_a_calendar_of_its_own_for_who_may_look(house: House) -> None:
    duty(house, "branch_life_meeting", "year")
    record = entered(house, meeting(house))
    assign(record, "清淤支渠", owner=house.recorder, due_on=TODAY, by=house.recorder, at=AT)
    secret = assign(entered(house, talk(house)), "核实单据", owner=house.leader, due_on=TODAY, by=house.recorder, at=AT)
    of_unit = open_feed(house.branch, by=house.reader, at=AT)
    assert [one.what for one in owed_in(of_unit, TODAY)] == ["清淤支渠", "组织生活会（2026年）"]
    leaders = owed_in(open_feed(house.branch, by=house.leader, at=AT), TODAY)
    assert [one.restricted for one in leaders] == [True, False, False]
    said = calendar_of(leaders, "支部", at=AT, address_of=lambda one: "http://here/")
    assert HIDDEN in f"{read(said).walk('VEVENT')[0]['summary']}"
    assert "核实单据" not in said.decode()
    secret.state = TaskState.DROPPED
    secret.save(update_fields=["state"])
    assert len(owed_in(open_feed(house.branch, by=house.leader, at=AT), TODAY)) == 2

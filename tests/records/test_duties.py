"""Duties as rows (履责任务): who owes what, what is excused."""

from datetime import date

import pytest

from mofan.measure import Period, year_of
from mofan.org.models import RoleGrant
from mofan.org.queries import history_of
from mofan.org.roles import UnitRole
from mofan.org.rules import RuleBroken
from mofan.records.actions import end_duties_of, end_duty, enter, excuse, owe, withdraw_excuse
from mofan.records.boards import units_board
from mofan.records.fulfilling import standings_of
from mofan.records.models import Duty, Excuse
from tests.make import AT
from tests.records.conftest import House
from tests.records.making import entered, meeting

SINCE = date(2026, 1, 1)
TODAY = date(2026, 11, 20)
YEAR = year_of(TODAY)


@pytest.fixture
def managed(house: House) -> House:
    """The leader of the house supervises and manages too."""
    for role in (UnitRole.SUPERVISOR, UnitRole.ADMINISTRATOR):
        RoleGrant.objects.create(person=house.leader, unit=house.agency, role=role)
    return house


def owed(house: House, kind: str = "general_meeting", every: str = "quarter", rule: str = "") -> Duty:
    return owe(kind, house.branch, every, rule=rule, since=SINCE, by=house.leader, at=AT)


def test_a_duty_stands_as_its_records_say(managed: House) -> None:
    duty = owed(managed)
    entered(managed, meeting(managed, held_on=date(2026, 2, 3)))
    entered(managed, meeting(managed, held_on=date(2026, 11, 13)))
    excuse(duty, date(2026, 4, 1), reason="改选期间合并", by=managed.leader, at=AT)
    standings = standings_of(duty, YEAR, TODAY)
    assert [one.standing.state for one in standings] == ["done", "excused", "late", "done"]
    assert standings[0].record is not None
    assert standings[0].record.held_on == date(2026, 2, 3)


def test_a_record_that_serves_the_duty_meets_it(managed: House) -> None:
    duty = owed(managed, "themed_party_day", "month")
    record = entered(managed, meeting(managed, serves=("themed_party_day",)))
    standings = standings_of(duty, YEAR, TODAY)
    assert [one.record.pk for one in standings if one.record is not None] == [record.pk]


def test_a_board_has_a_row_for_every_unit(managed: House) -> None:
    owed(managed)
    owed(managed, "party_lecture", "rule", "FREQ=MONTHLY;BYMONTHDAY=5")
    board = units_board(managed.leader, YEAR, TODAY)
    assert [(row.unit, row.kind.code, row.fulfilment.done, row.fulfilment.fell_due) for row in board] == [
        (managed.branch, "general_meeting", 0, 3),
        (managed.branch, "party_lecture", 0, 11),
    ]
    assert [(row.state, row.done, row.owed) for row in board] == [("late", 0, 4), ("late", 0, 12)]
    assert units_board(managed.stranger, YEAR, TODAY) == []


def test_an_excuse_is_withdrawn(managed: House) -> None:
    duty = owed(managed)
    made = excuse(duty, SINCE, reason="改选", by=managed.leader, at=AT)
    with pytest.raises(RuleBroken, match="已经免做"):
        excuse(duty, SINCE, reason="改选", by=managed.leader, at=AT)
    withdraw_excuse(made, by=managed.leader, at=AT)
    with pytest.raises(RuleBroken, match="已经撤回"):
        withdraw_excuse(made, by=managed.leader, at=AT)
    assert Excuse.objects.get().withdrawn_at == AT
    assert standings_of(duty, YEAR, TODAY)[0].standing.state == "late"
    with pytest.raises(RuleBroken, match="缘由"):
        excuse(duty, SINCE, reason=" ", by=managed.leader, at=AT)


def test_a_duty_ends_and_owes_nothing_after(managed: House) -> None:
    duty = owed(managed)
    with pytest.raises(RuleBroken, match="早于起日"):
        end_duty(duty, until=date(2025, 1, 1), why="撤销", by=managed.leader, at=AT)
    end_duty(duty, until=date(2026, 6, 30), why="支部撤销", by=managed.leader, at=AT)
    assert [one.standing.state for one in standings_of(duty, YEAR, TODAY)] == [
        "late",
        "late",
        "not_applicable",
        "not_applicable",
    ]


def test_a_unit_that_is_closed_owes_nothing_more(managed: House) -> None:
    duty = owed(managed)
    owe("pledge", managed.branch, "year", since=date(2027, 1, 1), by=managed.leader, at=AT)
    ended = owe("party_lecture", managed.branch, "year", since=SINCE, until=SINCE, by=managed.leader, at=AT)
    assert end_duties_of(managed.branch, until=date(2026, 6, 30), why="支部撤销", by=managed.leader, at=AT) == 2
    assert units_board(managed.leader, Period(date(2026, 7, 1), date(2027, 12, 31)), TODAY) == []
    states = [one.standing.state for one in standings_of(Duty.objects.get(pk=duty.pk), YEAR, TODAY)]
    assert states == ["late", "late", "not_applicable", "not_applicable"]
    assert [one.note for one in history_of(duty)] == ["支部撤销", "机关党支部 支部党员大会"]
    assert Duty.objects.valid().filter(kind="pledge").count() == 0
    assert Duty.objects.get(pk=ended.pk).until == SINCE


def test_a_unit_owes_nothing_for_days_on_which_it_does_not_exist(managed: House) -> None:
    managed.branch.since, managed.branch.until = date(2026, 6, 1), date(2026, 10, 31)
    for since, until, words in (
        (SINCE, None, "已于2026-10-31撤销"),
        (date(2026, 7, 1), date(2026, 11, 1), "已于2026-10-31撤销"),
        (SINCE, date(2026, 9, 30), "2026-06-01成立"),
    ):
        with pytest.raises(RuleBroken, match=words):
            owe("pledge", managed.branch, "month", since=since, until=until, by=managed.leader, at=AT)
    made = owe(
        "pledge", managed.branch, "month", since=date(2026, 6, 1), until=date(2026, 9, 30), by=managed.leader, at=AT
    )
    assert made.until == date(2026, 9, 30)


@pytest.mark.parametrize(
    ("kind", "every", "rule", "said"),
    [
        ("general_meeting", "decade", "", "没有这一种频次"),
        ("general_meeting", "rule", "每月", "周期规则"),
        ("nothing", "month", "", "没有这一种记录"),
    ],
)
def test_a_duty_that_makes_no_sense_is_refused(managed: House, kind: str, every: str, rule: str, said: str) -> None:
    with pytest.raises(RuleBroken, match=said):
        owed(managed, kind, every, rule)


def test_nobody_excuses_himself_and_a_reader_excuses_nobody(managed: House) -> None:
    duty = owe("pledge", managed.branch, "year", responsible=managed.leader, since=SINCE, by=managed.leader, at=AT)
    with pytest.raises(RuleBroken, match="自己负责的任务"):
        excuse(duty, SINCE, reason="改选", by=managed.leader, at=AT)
    for act in (
        lambda: excuse(duty, SINCE, reason="改选", by=managed.reader, at=AT),
        lambda: end_duty(duty, until=TODAY, why="撤销", by=managed.reader, at=AT),
        lambda: withdraw_excuse(Excuse(duty=duty), by=managed.reader, at=AT),
    ):
        with pytest.raises(RuleBroken, match="权限"):
            act()


def test_the_same_is_not_owed_twice_nor_set_by_just_anybody(managed: House) -> None:
    owed(managed)
    with pytest.raises(RuleBroken, match="已经有“支部党员大会”的任务"):
        owed(managed)
    with pytest.raises(RuleBroken, match="次数至少是 1"):
        owe("pledge", managed.branch, "year", times=0, since=SINCE, by=managed.leader, at=AT)
    with pytest.raises(RuleBroken, match="没有“督查”的权限"):
        owe("pledge", managed.branch, "year", since=SINCE, by=managed.reader, at=AT)


def test_a_duty_and_its_words(managed: House) -> None:
    assert str(owed(managed)) == "机关党支部 general_meeting"
    assert enter(meeting(managed), managed.branch, by=managed.recorder, at=AT).pk


def test_of_two_holidays_close_together_a_record_meets_the_first_whichever_is_looked_at(managed: House) -> None:
    """In 2026 the fortnights before 中秋节 (25 September) and 国庆节 (1 October) overlap."""
    duty = owed(managed, "general_meeting", "festival")
    entered(managed, meeting(managed, held_on=date(2026, 9, 20)))
    autumn = standings_of(duty, Period(date(2026, 9, 1), date(2026, 9, 30)), TODAY)
    assert [(one.standing.occasion.label, one.standing.state) for one in autumn] == [
        ("2026年中秋节前", "done"),
        ("2026年国庆节前", "late"),
    ]
    (second,) = standings_of(duty, Period(date(2026, 9, 25), date(2026, 9, 30)), TODAY)
    assert second.standing.state == "late"


def test_a_rule_looks_the_same_over_a_month_and_over_the_year(managed: House) -> None:
    duty = owed(managed, "general_meeting", "rule", "FREQ=MONTHLY;BYMONTHDAY=5")
    entered(managed, meeting(managed, held_on=date(2026, 1, 29)))
    february = Period(date(2026, 2, 1), date(2026, 2, 28))
    (one,) = standings_of(duty, february, TODAY)
    assert one.standing.state == "done"
    assert one.standing in [other.standing for other in standings_of(duty, YEAR, TODAY)]

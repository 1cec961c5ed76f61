"""Rates of duties: they agree with walking through the months by hand, and open to their occasions."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest

from mofan.figures.actions import freeze
from mofan.figures.answering import (
    Question,
    a_year_before,
    all_occasions_of,
    by_month,
    by_unit,
    contributions,
    left_out_of,
    occasions_of,
    rows_of,
    value_of,
)
from mofan.figures.definitions import DUTIES, definition_of, definitions, formula, kind_of_figure
from mofan.figures.queries import since
from mofan.figures.scopes import Scope
from mofan.figures.telling import tell
from mofan.measure import Period, month_of, quarter_of, year_of, year_to_date
from mofan.org.actions import move_unit
from mofan.org.kinds import UnitKind
from mofan.org.models import Person
from mofan.org.roles import Role
from mofan.org.tree import plant
from mofan.records.actions import enter, excuse, owe
from mofan.records.catalogue import kind_of
from mofan.records.known_kinds import known_kinds
from mofan.records.models import Duty
from tests.make import AT
from tests.records.conftest import House
from tests.records.making import entered, meeting
from tests.records.test_reminders import duty

TODAY = date(2026, 11, 20)
THIS_YEAR = year_to_date(TODAY)
YEAR = year_of(TODAY)


def asking(house: House, code: str, period: Period = THIS_YEAR) -> Question:
    return Question(definition_of(code), Scope((house.agency,), True), period, TODAY)


def test_a_rate_opens_to_what_fell_due_and_what_was_done(house: House) -> None:
    duty(house, "general_meeting", "quarter")
    late = entered(house, meeting(house, held_on=date(2026, 2, 3)))  # entered in November
    done = entered(house, meeting(house, held_on=date(2026, 9, 30)))
    assert (late.is_late, done.is_late) == (True, True)
    rate = asking(house, "general_meeting.duty_rate")
    assert rate.figure.shown(value_of(rate)) == "66.7%"
    assert formula(rate.figure) == "支部党员大会履行次数 ÷ 支部党员大会到期应做次数"
    assert [value_of(part) for part in rate.parts] == [2, 3]
    assert value_of(asking(house, "general_meeting.duty_on_time_rate")) == 0
    due, met = (asking(house, f"general_meeting.duty_{take}") for take in ("due", "done"))
    assert [one.standing.state for one in occasions_of(due)] == ["done", "late", "done"]
    assert list(rows_of(met)) == [done, late]
    assert contributions(met, rows_of(met)) == {late.pk: 1, done.pk: 1}
    assert [(one.why, one.count, len(one.occasions)) for one in left_out_of(met)] == [("到期没有做", 1, 1)]
    assert kind_of_figure(met.figure) == "general_meeting"
    assert by_unit(met) == [(house.agency, Decimal(0)), (house.branch, Decimal(2))]
    told = tell(due, house.reader)
    assert [one["record"] for one in told["occasions"]] == [late.pk, None, done.pk]


def test_a_record_entered_in_time_is_on_time(house: House) -> None:
    duty(house, "general_meeting", "month")
    enter(meeting(house), house.branch, by=house.recorder, at=AT)
    november = month_of(TODAY)
    assert value_of(asking(house, "general_meeting.duty_on_time", november)) == 0  # entered a week after
    enter(meeting(house, held_on=date(2026, 11, 19)), house.branch, by=house.recorder, at=AT)
    Duty.objects.update(times=2)
    assert value_of(asking(house, "general_meeting.duty_on_time", november)) == 1
    (left,) = left_out_of(asking(house, "general_meeting.duty_on_time", november))
    assert (left.why, left.count) == ("补记的，不算按时", 1)


def test_no_data_is_no_rate(house: House) -> None:
    for code in ("duties.duty_rate", "field_visit.duty_rate", "field_visit.duty_on_time_rate"):
        rate = asking(house, code)
        assert rate.figure.shown(value_of(rate)) == "—"
    duty(house, "general_meeting", "year")
    assert value_of(asking(house, "general_meeting.duty_rate")) is None
    (left,) = left_out_of(asking(house, "general_meeting.duty_due", YEAR))
    assert (left.why, left.count) == ("还没有到期", 1)
    assert left_out_of(asking(house, "field_visit.duty_due")) == ()
    assert all_occasions_of(asking(house, "field_visit.count")) == []


def test_what_is_excused_or_does_not_apply_is_left_out_with_its_reason(house: House) -> None:
    one = duty(house, "general_meeting", "quarter")
    Duty.objects.filter(pk=one.pk).update(since=date(2026, 5, 1))
    excuse(one, date(2026, 7, 1), reason="换届", by=house.leader, at=AT)
    due = asking(house, "duties.duty_due")
    assert value_of(due) == 1
    assert {(left.why, left.count) for left in left_out_of(due)} == {
        ("不适用：当时没有这项任务", 1),
        ("免做：换届", 1),
    }


def test_months_and_the_year_before_come_out_as_asked_one_by_one(house: House) -> None:
    duty(house, "committee_meeting", "month")
    Duty.objects.update(since=date(2025, 3, 1))
    for month in (1, 2, 5, 9):
        entry = meeting(house, held_on=date(2026, month, 9))
        entered(
            house, meeting(house, kind=kind_of("committee_meeting"), held_on=entry.held_on, agenda=entry.agenda[:1])
        )
    for code in ("duties.duty_due", "duties.duty_done", "committee_meeting.duty_rate"):
        question = asking(house, code)
        assert by_month(question) == [(month, value_of(question.over(month))) for month, _ in by_month(question)]
    assert a_year_before(asking(house, "duties.duty_due")) == 8
    other = plant("另一机关")
    move_unit(house.branch, other, since=date(2026, 6, 1), why="调整", by=mover(house), at=AT)
    question = asking(house, "duties.duty_due")
    numbers = {month.start.month: value for month, value in by_month(question) if month.start.year == 2026}
    assert [numbers[5], numbers[6]] == [Decimal(1), Decimal(0)]


def mover(house: House) -> Person:
    house.leader.role = Role.ADMINISTRATOR
    house.leader.save(update_fields=["role"])
    return house.leader


def test_a_number_of_occasions_is_frozen_with_the_records_that_met_them(house: House) -> None:
    duty(house, "general_meeting", "quarter")
    record = entered(house, meeting(house, held_on=date(2026, 2, 3)))
    frozen = freeze(asking(house, "general_meeting.duty_due"), purpose="年度总结", by=house.leader, at=AT)
    assert (frozen.value, frozen.rows) == (Decimal(3), [[record.pk, "1"]])
    frozen.refresh_from_db()
    kept = frozen.kept_occasions
    assert [(one.label, one.state, one.record, one.late) for one in kept] == [
        ("2026年第一季度", "done", record.pk, True),
        ("2026年第二季度", "late", None, False),
        ("2026年第三季度", "late", None, False),
    ]
    assert {(one.unit, one.kind, one.deadline.year) for one in kept} == {("机关党支部", "支部党员大会", 2026)}


def test_what_became_of_the_occasions_since_is_told_and_what_was_frozen_stays(house: House) -> None:
    one = duty(house, "general_meeting", "quarter")
    entered(house, meeting(house, held_on=date(2026, 2, 3)))
    frozen = freeze(asking(house, "general_meeting.duty_rate"), purpose="年度总结", by=house.leader, at=AT)
    assert len(frozen.kept_occasions) == 3  # those done are among those that fell due
    assert since(frozen, house.leader, TODAY).is_the_same  # type: ignore[union-attr]
    filled = entered(house, meeting(house, held_on=date(2026, 5, 8)))
    excuse(one, date(2026, 7, 1), reason="换届", by=house.leader, at=AT)
    changed = since(frozen, house.leader, TODAY)
    assert changed is not None
    told = [(then and then.state, now and now.state, now and now.record) for then, now in changed.occasions]
    assert told == [("late", "done", filled.pk), ("late", None, None)]
    frozen.refresh_from_db()
    assert [one.state for one in frozen.kept_occasions] == ["done", "late", "late"]
    assert since(frozen, house.leader, date(2027, 1, 5)) is not None


def test_every_kind_brings_its_figures(db: None) -> None:
    known = definitions()
    assert "duties" not in known_kinds()
    for code, kind in known_kinds().items():
        takes = ["count", *(["attendance", "people"] if kind.roll else [])]
        takes += [f"{take}.{one.code}" for one in kind.fields if one.counts for take in ("sum", "average")]
        takes += [f"duty_{take}" for take in ("due", "done", "on_time", "rate", "on_time_rate")]
        assert [take for take in takes if f"{code}.{take}" not in known] == []
    assert {one.group for code, one in known.items() if ".duty_" in code} == {DUTIES}


@pytest.mark.parametrize("seed", range(4))
def test_rates_agree_with_walking_through_the_months(house: House, seed: int) -> None:
    """Two branches, three duties, random meetings: plain Python looks into each stretch for a record that fits."""
    random = Random(seed)
    second = plant("第二支部", UnitKind.BRANCH, parent=house.agency)
    stretches = {"month": month_of, "quarter": quarter_of}
    owed: list[Duty] = []
    for unit in (house.branch, second):
        for kind, every in (
            ("general_meeting", "quarter"),
            ("themed_party_day", "month"),
            ("party_lecture", "quarter"),
        ):
            if not owed:
                owed.append(duty(house, kind, every))
            else:
                owed.append(owe(kind, unit, every, since=date(2026, 1, 1), by=house.leader, at=AT))
    held: list[tuple[int, str, date, bool]] = []
    for _ in range(22):
        unit = random.choice((house.branch, second))
        day = date(2026, 1, 1) + timedelta(days=random.randrange(320))
        serves = tuple(kind for kind in ("themed_party_day", "party_lecture") if random.random() < 0.4)
        at = AT - timedelta(days=(TODAY - day).days) if random.random() < 0.6 else AT
        record = enter(meeting(house, held_on=day, serves=serves), unit, by=house.recorder, at=at)
        held += [(unit.pk, kind, day, record.is_late) for kind in ("general_meeting", *serves)]
    for take in ("due", "done", "on_time"):
        for period in (THIS_YEAR, YEAR, Period(date(2026, 2, 15), date(2026, 8, 14))):
            expected = 0
            for one in owed:
                stretch = stretches[one.every](date(2026, 1, 1))
                while stretch.end <= period.end:
                    if stretch.end >= period.start:
                        fitting = sorted(
                            (day, late) for unit, kind, day, late in held
                            if (unit, kind) == (one.unit_id, one.kind) and stretch.contains(day)
                        )  # fmt: skip
                        if take == "due":
                            expected += bool(fitting) or stretch.end < TODAY
                        elif take == "done":
                            expected += bool(fitting)
                        elif fitting:  # of two on that day one that was entered in time comes first
                            expected += not fitting[0][1]
                    stretch = stretch.next()
            question = asking(house, f"duties.duty_{take}", period)
            assert value_of(question) == expected
            assert len(occasions_of(question)) == expected
            assert sum(contributions(question, rows_of(question)).values()) == value_of(
                asking(house, f"duties.duty_{'done' if take == 'due' else take}", period)
            )

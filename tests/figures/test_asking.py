"""A figure agrees with counting by hand, and opens to the rows that it counts."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest

from mofan.figures import actions
from mofan.figures.actions import freeze
from mofan.figures.answering import (
    Question,
    a_year_before,
    by_month,
    by_unit,
    contributions,
    left_out_of,
    rows_of,
    shown_rows,
    value_of,
)
from mofan.figures.definitions import NO_DATA, NoSuchFigure, definition_of, definitions, formula, kind_of_figure
from mofan.figures.queries import figures_named, frozen_visible_to, since
from mofan.figures.scopes import NotVisible, Scope, scope_for
from mofan.figures.sources import NO_NUMBER
from mofan.measure import Period, year_of, year_to_date
from mofan.org.rules import RuleBroken
from mofan.records.actions import correct, enter, void
from mofan.records.catalogue import kind_of
from mofan.records.entry import Entry
from mofan.records.models import Record, RecordState
from tests.make import AT
from tests.records.conftest import House
from tests.records.making import HELD, entered, meeting, roll_of, visit

TODAY = date(2026, 11, 22)
THIS_YEAR = year_to_date(TODAY)


def asking(house: House, code: str, period: Period = THIS_YEAR, *, below: bool = True) -> Question:
    return Question(definition_of(code), Scope((house.agency,), below), period, TODAY)


def talk(house: House) -> Entry:
    """A reminder talk, which only its writer and leaders read."""
    return Entry(
        kind=kind_of("reminder_talk"),
        title="约谈提醒",
        held_on=HELD,
        values={"reason": "报销单据不规范。", "points": "按规定报销。"},
        people={"talker": meeting(house).people["chair"], "partner": meeting(house).people["chair"]},
    )


def test_a_figure_counts_the_rows_that_it_opens_to(house: House) -> None:
    first, second = entered(house, visit(house)), entered(house, visit(house, HELD - timedelta(days=40), problems=5))
    question = asking(house, "field_visit.sum.problems")
    assert value_of(question) == 8
    assert list(rows_of(question)) == [first, second]
    assert contributions(question, rows_of(question)) == {first.pk: Decimal(3), second.pk: Decimal(5)}
    assert value_of(asking(house, "field_visit.count")) == 2
    assert question.figure.shown(value_of(question)) == "8个"


def test_what_is_voided_or_corrected_is_left_out_and_named(house: House) -> None:
    kept, wrong, twice = (entered(house, visit(house, HELD - timedelta(days=day))) for day in range(3))
    void(wrong, why="记在了别的支部", by=house.recorder, at=AT)
    corrected = correct(twice, visit(house, twice.held_on, problems=9), why="数字写错", by=house.recorder, at=AT)
    question = asking(house, "field_visit.sum.problems")
    assert value_of(question) == 12
    assert {one.pk for one in rows_of(question)} == {kept.pk, corrected.pk}
    assert [(one.why, one.count) for one in left_out_of(question)] == [
        ("已作废", 1),
        ("已更正，由更正后的记录计入", 1),
    ]


def test_a_number_that_was_not_entered_is_left_out_and_never_nought(house: House) -> None:
    plain = visit(house)
    entered(house, visit(house, values={key: value for key, value in plain.values.items() if key != "problems"}))
    question = asking(house, "field_visit.sum.problems")
    assert value_of(question) == 0
    assert [(one.why, one.count) for one in left_out_of(question)] == [(NO_NUMBER, 1)]
    assert value_of(asking(house, "policy_session.average.households")) is None
    assert definition_of("policy_session.average.households").shown(None) == NO_DATA


def test_people_are_counted_once_and_attendance_each_time(house: House) -> None:
    for days in (0, 30):
        entered(house, meeting(house, held_on=HELD - timedelta(days=days)))
    assert value_of(asking(house, "general_meeting.attendance")) == 20
    assert value_of(asking(house, "general_meeting.people")) == 10
    average = asking(house, "general_meeting.average_attendance")
    assert value_of(average) == 10
    assert formula(average.figure) == "参加支部党员大会人次 ÷ 召开支部党员大会次数"
    assert [part.figure.code for part in average.parts] == ["general_meeting.attendance", "general_meeting.count"]
    assert not rows_of(average).exists()
    assert left_out_of(average) == ()
    assert [number for _, number in by_unit(average)] == [None, Decimal(10)]


def test_a_share_is_said_as_a_percentage(house: House) -> None:
    values = {**visit(house).values, "problems": Decimal(8), "solved": Decimal(3)}
    entered(house, visit(house, values=values))
    share = asking(house, "field_visit.solved_share")
    assert share.figure.shown(value_of(share)) == "37.5%"
    assert value_of(asking(house, "field_visit.solved_share", year_of(date(2020, 1, 1)))) is None


def test_units_months_and_last_year_stand_beside_it(house: House) -> None:
    for day in (HELD, HELD - timedelta(days=30), HELD.replace(year=2025)):
        entered(house, visit(house, day))
    question = asking(house, "field_visit.count")
    assert value_of(question) == 2
    assert a_year_before(question) == 1
    assert by_unit(question) == [(house.agency, Decimal(0)), (house.branch, Decimal(2))]
    months = by_month(question)
    assert [period.label for period, _ in months[-2:]] == ["2026年10月", "2026年11月"]
    assert [value for _, value in months[-2:]] == [1, 1]
    assert len(months) == 12
    assert value_of(asking(house, "field_visit.count", below=False)) == 0


def test_what_is_not_there_or_not_for_him_is_said(house: House) -> None:
    with pytest.raises(NoSuchFigure, match="没有代码为“某数”的数"):
        definition_of("某数")
    assert scope_for(house.reader, (house.agency.pk,), below=True).label == "安澜县水务局及下属单位"
    with pytest.raises(NotVisible, match="不能查看"):
        scope_for(house.stranger, (house.agency.pk,), below=False)
    with pytest.raises(NotVisible, match="请选一个单位"):
        scope_for(house.reader, (), below=False)


def test_every_derived_figure_is_made_of_figures_that_there_are(db: None) -> None:
    known = definitions()
    for one in known.values():
        assert all((one.definition, one.name, one.measure))
        assert set(one.parts) <= known.keys()
        assert sum(map(bool, (one.expression, one.counted, one.duty, one.of_cases))) == 1
        assert one.expression is None or kind_of_figure(one) == ""
        assert one.counted is None or kind_of_figure(one) == one.code.partition(".")[0]
    assert list(figures_named("警示教育 人次")) == ["廉政"]
    assert figures_named("没有这样的数") == {}


def test_restricted_rows_count_and_are_shown_to_those_who_may(house: House) -> None:
    entered(house, talk(house))
    question = asking(house, "reminder_talk.count")
    assert value_of(question) == 1
    assert shown_rows(question, house.leader).count() == 1
    assert not shown_rows(question, house.reader).exists()


def test_a_frozen_figure_stays_as_it_was_and_says_what_changed(house: House) -> None:
    kept, gone = entered(house, visit(house)), entered(house, visit(house, HELD - timedelta(days=9)))
    frozen = freeze(asking(house, "field_visit.sum.problems"), purpose="三季度汇报", by=house.leader, at=AT)
    assert (frozen.shown, frozen.value, frozen.scope_label) == ("6个", Decimal(6), "安澜县水务局及下属单位")
    assert since(frozen, house.leader, TODAY).is_the_same  # type: ignore[union-attr]
    void(gone, why="重复登记", by=house.recorder, at=AT)
    corrected = correct(kept, visit(house, problems=7), why="漏记", by=house.recorder, at=AT)
    frozen.refresh_from_db()
    changed = since(frozen, house.leader, TODAY)
    assert changed is not None
    assert (frozen.value, changed.value) == (Decimal(6), Decimal(7))
    assert [one.pk for one in changed.added] == [corrected.pk]
    assert [one.pk for one in changed.gone] == sorted((kept.pk, gone.pk))
    assert changed.altered == ()
    assert list(frozen_visible_to(house.reader)) == [frozen]
    assert not frozen_visible_to(house.stranger)
    assert since(frozen, house.stranger, TODAY) is None


def test_a_number_over_too_many_rows_is_not_frozen(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_ROWS", 1)
    for days in range(2):
        entered(house, visit(house, HELD - timedelta(days=days)))
    with pytest.raises(RuleBroken, match="超过 1 条"):
        freeze(asking(house, "field_visit.count"), purpose="年度总结", by=house.leader, at=AT)


def test_a_derived_figure_is_frozen_with_the_rows_of_its_parts(house: House) -> None:
    record = entered(house, meeting(house))
    frozen = freeze(asking(house, "general_meeting.average_attendance"), purpose="年度总结", by=house.leader, at=AT)
    assert frozen.rows == [[record.pk, "11"]]
    with pytest.raises(RuleBroken, match="缘由"):
        freeze(asking(house, "general_meeting.count"), purpose=" ", by=house.leader, at=AT)


@pytest.mark.parametrize("seed", range(4))
def test_every_figure_agrees_with_counting_by_hand(house: House, seed: int) -> None:
    """Random visits and meetings in two units over two years, some voided: plain Python counts the same."""
    random = Random(seed)
    for _ in range(25):
        day = date(2025, 1, 1) + timedelta(days=random.randrange(680))
        unit = random.choice((house.agency, house.branch))
        number = {
            key: Decimal(random.randrange(9)) for key in ("households", "problems", "solved") if random.random() < 0.7
        }
        values = {"place": "柳湾村", "to": "village", "content": "走访。"} | number
        values["solved"] = min(values.get("solved", Decimal(0)), values.get("problems", Decimal(0)))
        record = enter(visit(house, day, values=values), unit, by=house.recorder, at=AT)
        if random.random() < 0.2:
            void(record, why="试填", by=house.recorder, at=AT)
    first = date(2025, 1, 1) + timedelta(days=random.randrange(400))
    period = Period(first, first + timedelta(days=random.randrange(300)))
    kept = [
        one
        for one in Record.objects.select_related("detail").all()
        if one.state == RecordState.KEPT and period.contains(one.held_on)
    ]
    for below, units in ((True, {house.agency.pk, house.branch.pk}), (False, {house.agency.pk})):
        mine = [one for one in kept if one.unit_id in units]
        assert value_of(asking(house, "field_visit.count", period, below=below)) == len(mine)
        for field in ("households", "problems", "solved"):
            question = asking(house, f"field_visit.sum.{field}", period, below=below)
            by_hand = sum(Decimal(str(one.detail.values.get(field) or 0)) for one in mine)
            assert value_of(question) == by_hand
            assert sum(contributions(question, rows_of(question)).values()) == by_hand
            assert sum(value or 0 for _, value in by_unit(question)) == by_hand


def test_a_roll_of_outsiders_counts_times_and_names_those_left_out(house: House) -> None:
    roll = (
        *roll_of(house)[:3],
        *(one.__class__(one.who.__class__("外单位来人"), "present", has_vote=False) for one in roll_of(house)[:1]),
    )
    record = Entry(
        kind=kind_of("cautionary_education"), title="旁听庭审", held_on=HELD, values={"content": "旁听。"}, roll=roll
    )
    entered(house, record)
    assert value_of(asking(house, "cautionary_education.attendance")) == 4
    question = asking(house, "cautionary_education.people")
    assert value_of(question) == 3
    assert [(one.why, one.count) for one in left_out_of(question)] == [("外单位人员，不计入人数", 1)]

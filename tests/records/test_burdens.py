"""What is asked of units, how much was spared, and what was said about it."""

from collections import Counter
from datetime import date
from random import Random

import pytest

from mofan.measure import quarter_of, year_of
from mofan.ops.demo.recording import fill
from mofan.org.models import RoleGrant
from mofan.org.queries import history_of
from mofan.org.roles import UnitRole
from mofan.org.rules import RuleBroken
from mofan.records.actions import answer_burden, excuse, report_burden, void
from mofan.records.boards import units_board
from mofan.records.burdens import added_kinds, burdens_visible_to, meter
from mofan.records.fulfilling import met_in, records_that_met
from mofan.records.models import Duty
from tests.make import AT, make_person
from tests.records.conftest import House
from tests.records.making import entered, meeting
from tests.records.test_reminders import duty

TODAY = date(2026, 11, 20)
YEAR, THIRD = year_of(TODAY), quarter_of(date(2026, 8, 1))


def test_a_record_that_serves_two_duties_spares_an_entry(house: House) -> None:
    duty(house, "general_meeting", "quarter")
    duty(house, "themed_party_day", "quarter")
    both = entered(house, meeting(house, held_on=date(2026, 8, 3), serves=("themed_party_day",)))
    weighed = meter(house.reader, THIRD, TODAY)
    assert [len(one) for one in (weighed.asked, weighed.entered, weighed.reused)] == [2, 1, 1]
    assert [one.pk for one in weighed.several] == [both.pk]
    assert weighed.several[0].title == both.title
    assert [(one.kind.code, one.asked, one.entered, one.reused) for one in weighed.by_kind] == [
        ("general_meeting", 1, 1, 0),
        ("themed_party_day", 1, 0, 1),
    ]
    whole = meter(house.reader, YEAR, TODAY)
    assert [len(one) for one in (whole.asked, whole.entered, whole.reused)] == [8, 1, 1]
    assert not meter(house.stranger, YEAR, TODAY).asked
    void(both, why="重复", by=house.recorder, at=AT)
    assert list(meter(house.reader, THIRD, TODAY).several) == []


def test_what_is_excused_is_not_asked_for(house: House) -> None:
    one = duty(house, "general_meeting", "quarter")
    excuse(one, date(2026, 7, 1), reason="换届", by=house.leader, at=AT)
    assert not meter(house.reader, THIRD, TODAY).asked


@pytest.mark.parametrize("seed", range(3))
def test_each_occasion_has_the_record_that_met_it(house: House, seed: int) -> None:
    random = Random(seed)
    duty(house, "general_meeting", "month", times=2)
    duty(house, "themed_party_day", "month")
    days = [date(2026, random.randint(1, 11), random.randint(1, 13)) for _ in range(14)]
    days += days[:3]  # several on one day
    for day in days:
        serves = ("themed_party_day",) if random.random() < 0.5 else ()
        entered(house, meeting(house, held_on=day, serves=serves))
    rows = units_board(house.reader, YEAR, TODAY)
    found = met_in(rows)
    in_little = sorted((one.key, one.day) for one in records_that_met(rows))
    assert in_little == sorted((one.record.pk, f"{one.record.held_on}") for one in found if one.record)
    per_duty = Counter((one.row.duty.pk, one.record.pk) for one in found if one.record)
    assert set(per_duty.values()) <= {1}
    for one in found:
        assert (one.record is not None) == (one.standing.state == "done")
        if one.record is not None:
            assert one.record.held_on == one.standing.served_by
            assert one.own == (one.record.kind == one.row.duty.kind)


@pytest.mark.usefixtures("standing_clock")
def test_what_is_counted_of_a_burden_is_what_is_listed(house: House) -> None:
    """A year of an agency, some duties twice in a unit: every number against a walk over all that was asked for."""
    fill((house.agency, house.branch), quiet=0.3)
    Duty.objects.create(kind="general_meeting", unit=house.branch, every="year", times=1)
    weighed = meter(house.leader, YEAR, TODAY)
    asked = [one for one in met_in(units_board(house.leader, YEAR, TODAY)) if one.owed]
    entered = [one for one in asked if one.own]
    reused = [one for one in asked if one.record is not None and not one.own]
    assert list(weighed.asked) == asked
    assert [len(weighed.asked), len(weighed.entered), len(weighed.reused)] == [len(asked), len(entered), len(reused)]
    assert list(weighed.entered) == entered
    assert list(weighed.reused) == reused
    times = Counter(one.record.pk for one in asked if one.record is not None)
    several = {pk for pk, count in times.items() if count > 1}
    assert {one.pk for one in weighed.several} == several
    assert reused
    assert several
    for line in weighed.by_kind:
        listed = weighed.of_kind(line.kind.code)
        assert [line.asked, line.entered, line.reused] == [
            len(list(one)) for one in (listed.asked, listed.entered, listed.reused)
        ]
        assert line.asked == sum(one.row.kind == line.kind for one in asked)


def test_a_burden_is_reported_and_answered_by_the_supervising_office(house: House) -> None:
    RoleGrant.objects.create(person=house.leader, unit=house.agency, role=UnitRole.SUPERVISOR)
    made = report_burden(
        house.branch, "repeated", " 与周报重复。 ", kind="field_visit", named=False, by=house.recorder, at=AT
    )
    assert (made.words, str(made)) == ("与周报重复。", "机关党支部 重复填报")
    assert list(burdens_visible_to(house.leader)) == list(burdens_visible_to(house.recorder)) == [made]
    assert not burdens_visible_to(house.reader).exists()
    answer_burden(made, "周报取消。", by=house.leader, at=AT)
    assert (made.answer, made.answered_by) == ("周报取消。", house.leader)
    assert [one.verb for one in history_of(made)] == ["答复负担", "反映负担"]
    with pytest.raises(RuleBroken, match="已经答复"):
        answer_burden(made, "再答。", by=house.leader, at=AT)


def test_what_cannot_be_reported_or_answered_is_said(house: House) -> None:
    supervisor = make_person("supervisor")
    RoleGrant.objects.create(person=supervisor, unit=house.agency, role=UnitRole.SUPERVISOR)
    for sort, words, kind, said in (
        ("repeated", " ", "", "写明是什么负担"),
        ("repeated", "多" * 2001, "", "2000 字以内"),
        ("nothing", "多", "", "选一类"),
        ("other", "多", "nothing", "没有这一种记录"),
    ):
        with pytest.raises(RuleBroken, match=said):
            report_burden(house.branch, sort, words, kind=kind, by=house.recorder, at=AT)
    with pytest.raises(RuleBroken, match="没有这个单位"):
        report_burden(house.branch, "other", "多", by=house.stranger, at=AT)
    made = report_burden(house.branch, "other", "多", by=supervisor, at=AT)
    with pytest.raises(RuleBroken, match="另一位督查员"):
        answer_burden(made, "好", by=supervisor, at=AT)
    with pytest.raises(RuleBroken, match="权限"):
        answer_burden(made, "好", by=house.reader, at=AT)
    assert not added_kinds().exists()

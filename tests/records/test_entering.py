"""Enter, correct, void (登记、更正、作废)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from mofan.org.models import History
from mofan.org.rules import RuleBroken
from mofan.records.actions import correct, discard_draft, enter, save_draft, void
from mofan.records.attendance import Votes
from mofan.records.entry import Assigned, Item
from mofan.records.models import Draft, Participant, Record, RecordState, Serving, Task, TaskState, Value
from mofan.records.queries import chain_of, records_visible_to
from tests.make import AT
from tests.records.conftest import House
from tests.records.making import HELD, entered, meeting, visit


def test_a_meeting_is_entered_with_people_items_and_one_history_entry(house: House) -> None:
    record = entered(house, meeting(house))
    assert record.title == "讨论唐予怀同志预备期满转正"
    assert record.tally is not None
    assert record.tally.sentence == "应到 12 人，有表决权 10 人，实到 10 人（有表决权 8 人），请假 1 人，缺席 1 人"
    assert record.is_late  # held on the 13th, entered on the 20th
    assert record.detail.values == {"place": "三楼会议室"}
    assert "灌渠冬修" in record.detail.text
    assert [item.title for item in record.agenda.all()] == ["听取第三季度支部工作情况", "讨论唐予怀同志转正"]
    assert record.agenda.last().yes == 8  # type: ignore[union-attr]
    assert set(record.participants.filter(field="chair").values_list("name", flat=True)) == {"沈知行"}
    assert list(Serving.objects.values_list("kind", "own", "present")) == [("general_meeting", True, 10)]
    assert [entry.verb for entry in History.objects.filter(subject="records.record")] == ["登记"]


def test_numbers_and_choices_stand_where_figures_find_them(house: House) -> None:
    record = entered(house, visit(house))
    found = {value.field: (value.number, value.choice) for value in Value.objects.filter(record=record)}
    assert found == {"to": (None, "village"), "households": (12, ""), "problems": (3, "")}
    assert record.tally is None


def test_one_record_serves_several_duties(house: House) -> None:
    record = entered(house, meeting(house, serves=("themed_party_day", "party_lecture")))
    kinds = list(Serving.objects.filter(record=record).values_list("kind", "own"))
    assert kinds == [("general_meeting", True), ("themed_party_day", False), ("party_lecture", False)]


def test_what_cannot_stand_is_refused_in_one_sentence(house: House) -> None:
    wrong = meeting(house, title=" ", held_on=HELD + timedelta(30), serves=("pledge",))
    with pytest.raises(RuleBroken, match="主题要填写。召开日期在今天以后"):
        entered(house, wrong)
    too_many = meeting(house, agenda=(Item("表决", votes=Votes(9)),))
    with pytest.raises(RuleBroken, match="多 1 票"):
        entered(house, too_many)
    assert not Record.objects.exists()


def test_whoever_has_no_right_there_enters_nothing(house: House) -> None:
    for person in (house.reader, house.stranger):
        with pytest.raises(RuleBroken, match="不能为“机关党支部”登记"):
            enter(meeting(house), house.branch, by=person, at=AT)


def test_a_correction_takes_the_place_and_both_stay_readable(house: House) -> None:
    record = entered(
        house,
        meeting(
            house,
            agenda=(Item("冬修", tasks=(Assigned("对好停水时间", house.person("陆怀瑾").pk, date(2026, 12, 1)),)),),
        ),
    )
    corrected = correct(record, meeting(house, title="支部党员大会"), why="主题写错了", by=house.recorder, at=AT)
    record.refresh_from_db()
    assert record.state == RecordState.CORRECTED
    assert not record.counts
    assert corrected.corrects == record
    assert list(Serving.objects.filter(counts=True).values_list("record", flat=True)) == [corrected.pk]
    assert Task.objects.get().record == corrected
    assert chain_of(house.recorder, corrected) == chain_of(house.recorder, record) == [record, corrected]
    with pytest.raises(RuleBroken, match="已经更正"):
        correct(record, meeting(house), why="再改", by=house.recorder, at=AT)


def test_tasks_that_were_given_with_an_entry_are_not_given_again_by_its_correction(house: House) -> None:
    owner = house.person("陆怀瑾").pk
    given = [Assigned(what, owner, date(2026, 12, day)) for day, what in enumerate(("停水", "清淤", "验收"), 1)]
    record = entered(house, meeting(house, tasks=(given[0],), agenda=(Item("冬修", tasks=tuple(given[1:])),)))
    close, drop = Task.objects.get(what="停水"), Task.objects.get(what="验收")
    Task.objects.filter(pk=close.pk).update(state=TaskState.REPORTED, evidence="已停")
    Task.objects.filter(pk=drop.pk).update(state=TaskState.DROPPED)
    later, fresh = replace(given[1], due_on=date(2026, 12, 20)), Assigned("复核", owner, date(2026, 12, 9))
    first = replace(given[0], due_on=date(2026, 12, 30))
    entry = meeting(house, tasks=(first,), agenda=(Item("序"), Item("冬修", tasks=(later, given[2], fresh))))
    corrected = correct(record, entry, why="漏了一件", by=house.recorder, at=AT)
    found = {one.what: one for one in Task.objects.all()}
    assert Task.objects.count() == len(found) == 4
    assert (found["停水"].pk, found["停水"].evidence, found["停水"].due_on.day) == (close.pk, "已停", 1)
    assert (found["清淤"].due_on.day, found["清淤"].item) == (20, corrected.agenda.get(no=2))
    assert (found["验收"].state, found["验收"].record) == (TaskState.DROPPED, record)
    assert {found[one].record for one in ("停水", "清淤", "复核")} == {corrected}
    assert found["停水"].item is None
    (change,) = [one for one in History.objects.filter(subject="records.task") if one.verb == "更正时限"]
    assert change.subject_id == found["清淤"].pk
    given_out = History.objects.filter(subject="records.task", verb="交办").order_by("pk")
    assert [one.note for one in given_out] == [f"陆怀瑾：{what}" for what in ("停水", "清淤", "验收", "复核")]


def test_what_was_entered_in_time_stays_so_when_it_is_corrected_weeks_later(house: House) -> None:
    record, later = entered(house, meeting(house, held_on=date(2026, 11, 18))), AT + timedelta(days=30)
    again = correct(record, meeting(house, held_on=date(2026, 11, 19)), why="记错一天", by=house.recorder, at=later)
    assert not again.is_late
    assert again.first_entered_at == AT
    assert not Serving.objects.filter(record=again, is_late=True).exists()
    earlier = correct(again, meeting(house, held_on=date(2026, 10, 9)), why="记错一月", by=house.recorder, at=later)
    assert earlier.is_late


def test_a_correction_needs_a_reason_and_the_same_kind(house: House) -> None:
    record = entered(house, meeting(house))
    with pytest.raises(RuleBroken, match="缘由"):
        correct(record, meeting(house), why=" ", by=house.recorder, at=AT)
    with pytest.raises(RuleBroken, match="另一种"):
        correct(record, visit(house), why="种类错了", by=house.recorder, at=AT)


def test_a_void_record_counts_no_more(house: House) -> None:
    record = entered(house, visit(house))
    void(record, why="重复登记", by=house.recorder, at=AT)
    record.refresh_from_db()
    assert (record.state, record.void_reason, record.voided_at) == (RecordState.VOIDED, "重复登记", AT)
    assert not Serving.objects.filter(counts=True).exists()
    assert not Value.objects.filter(counts=True).exists()
    assert record in records_visible_to(house.recorder)
    with pytest.raises(RuleBroken, match="已经更正或者作废"):
        void(record, why="再来", by=house.recorder, at=AT)


def test_a_closed_unit_has_records_of_its_own_time_alone(house: House) -> None:
    house.branch.until = date(2026, 11, 12)
    house.branch.save()
    with pytest.raises(RuleBroken, match="已于2026年11月12日撤销，那以后的事"):
        entered(house, meeting(house))
    assert entered(house, meeting(house, held_on=date(2026, 11, 12))).counts


def test_open_tasks_go_with_a_void_record(house: House) -> None:
    record = entered(
        house, replace(visit(house), tasks=(Assigned("清支渠", house.person("陆怀瑾").pk, date(2027, 3, 1)),))
    )
    void(record, why="重复登记", by=house.recorder, at=AT)
    assert Task.objects.get().state == TaskState.DROPPED
    told = History.objects.filter(subject="records.task").order_by("pk")
    assert [(one.verb, one.note) for one in told] == [
        ("交办", "陆怀瑾：清支渠"),
        ("取消", "所出自的记录已作废：重复登记"),
    ]


def test_a_stranger_sees_nothing_and_a_reader_no_restricted_record(house: House) -> None:
    from mofan.records.catalogue import kind_of
    from mofan.records.entry import Entry, Who

    talk = Entry(
        kind_of("heart_to_heart_talk"),
        "年中谈心",
        HELD,
        {"pair": "members", "points": "近来工作压力大，希望调整分工。"},
        {"talker": (Who("沈知行"),), "partner": (Who("许见山"),)},
    )
    open_one, closed_one = entered(house, visit(house)), entered(house, talk)
    assert set(records_visible_to(house.recorder)) == {open_one, closed_one}
    assert set(records_visible_to(house.leader)) == {open_one, closed_one}
    assert set(records_visible_to(house.reader)) == {open_one}
    assert not records_visible_to(house.stranger)


def test_a_draft_is_kept_while_typing_and_closed_by_its_record(house: House) -> None:
    draft = save_draft(None, "general_meeting", {"title": ["支部"]}, title="支部", by=house.recorder, at=AT)
    again = save_draft(draft, "general_meeting", {"title": ["支部大会"]}, title="支部大会", by=house.recorder, at=AT)
    assert again.pk == draft.pk
    assert Draft.objects.get().title == "支部大会"
    record = enter(meeting(house), house.branch, draft=draft, by=house.recorder, at=AT)
    assert Draft.objects.get().became == record
    assert not Draft.objects.visible_to(house.recorder)
    with pytest.raises(RuleBroken, match="内容太多"):
        save_draft(None, "general_meeting", {"title": ["支" * 400_001]}, by=house.recorder, at=AT)


def test_a_draft_of_somebody_else_is_neither_seen_nor_overwritten(house: House) -> None:
    draft = save_draft(None, "field_visit", {}, title="走访", by=house.recorder, at=AT)
    discard_draft(draft, by=house.leader, at=AT)
    assert Draft.objects.visible_to(house.recorder).count() == 1
    other = save_draft(draft, "field_visit", {}, title="别的", by=house.leader, at=AT)
    assert other.pk != draft.pk
    discard_draft(draft, by=house.recorder, at=AT)
    assert not Draft.objects.visible_to(house.recorder)


def test_a_person_twice_in_a_field_stands_once(house: House) -> None:
    twice = visit(house, people={"visitors": visit(house).people["visitors"] * 2})
    entered(house, twice)
    assert Participant.objects.filter(field="visitors").count() == 1

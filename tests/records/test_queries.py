"""Reads of records (记录的读取)."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from mofan.org.kinds import UnitKind
from mofan.org.models import Membership, Post, Unit
from mofan.org.roles import Role
from mofan.org.rules import RuleBroken
from mofan.org.tree import plant
from mofan.records.actions import correct, enter, remember_columns, save_draft, void
from mofan.records.catalogue import kind_of
from mofan.records.entry import Entry, FieldValue, Who
from mofan.records.known_kinds import units_for
from mofan.records.ledgers import fingerprint_of
from mofan.records.models import (
    AddedKind,
    AgendaItem,
    Excuse,
    LedgerMapping,
    Participant,
    Record,
    RecordDetail,
    Serving,
    Value,
)
from mofan.records.queries import (
    Asked,
    chain_of,
    counts_by_kind,
    drafts_of,
    how_many,
    last_time,
    mapping_for,
    people_found,
    people_named,
    record_list,
    roster,
    units_held_before,
)
from tests.make import AT, make_person
from tests.records.conftest import NAMES, PROBATIONARY, House
from tests.records.making import HELD, entered, meeting, talk, visit


def test_the_roster_of_a_branch_says_who_votes(house: House) -> None:
    lines = roster(kind_of("general_meeting"), house.branch, HELD)
    assert {one.who.name for one in lines} == {*NAMES, *PROBATIONARY}
    assert {one.who.name for one in lines if not one.has_vote} == set(PROBATIONARY)
    assert roster(kind_of("general_meeting"), house.branch, date(2019, 1, 1)) == ()


def test_other_rosters_are_committee_staff_and_nobody(house: House) -> None:
    committee = roster(kind_of("committee_meeting"), house.branch, HELD)
    assert [one.who.name for one in committee] == NAMES[:3]
    staff = [one.who.name for one in roster(kind_of("study_day"), house.agency, HELD)]
    assert set(NAMES) < set(staff)
    Post.objects.create(person=house.person("许见山"), unit=house.branch, title="干事")
    assert "许见山" in [one.who.name for one in roster(kind_of("study_day"), house.branch, HELD)]
    assert roster(kind_of("volunteer_service"), house.branch, HELD) == ()
    assert roster(kind_of("field_visit"), house.branch, HELD) == ()


def test_a_list_is_narrowed_in_every_way(house: House) -> None:
    cell = plant("第一小组", UnitKind.CELL, parent=house.branch)
    first = entered(house, visit(house, title="走访柳湾"))
    second = enter(visit(house, date(2026, 11, 19), title="走访上坝"), cell, by=house.recorder, at=AT)
    assert list(record_list(house.reader, Asked(kind="field_visit"))) == [second, first]
    for asked, expected in (
        (Asked(unit=cell.pk), [second]),
        (Asked(unit=house.agency.pk), [second, first]),
        (Asked(since=date(2026, 11, 15)), [second]),
        (Asked(until=date(2026, 11, 15)), [first]),
        (Asked(words="柳湾 支渠"), [first, second]),
        (Asked(words="上坝"), [second]),
        (Asked(late=True), [first]),
        (Asked(kind="field_visit", serving=True), [first, second]),
        (Asked(order="title"), [second, first]),
        (Asked(state="voided"), []),
        (Asked(order="nonsense"), [second, first]),
    ):
        assert set(record_list(house.reader, asked)) == set(expected), asked


def test_a_list_is_as_long_as_it_says_for_everybody(house: House) -> None:
    elsewhere, boss = Unit.objects.get(name="别处"), make_person("boss", Role.ADMINISTRATOR)
    for record in (entered(house, visit(house)), enter(talk(house), elsewhere, by=boss, at=AT)):
        void(record, why="重复", by=record.entered_by, at=AT)
    correct(entered(house, meeting(house)), meeting(house, title="更正"), why="写错", by=house.recorder, at=AT)
    for by, unit in ((house.recorder, house.branch), (house.leader, house.agency), (boss, elsewhere)):
        for entry in (talk(house), visit(house, HELD - timedelta(400)), visit(house, date(2026, 11, 19))):
            enter(entry, unit, by=by, at=AT)
    for rows in (Record.objects.filter(kind="field_visit"), Serving.objects.filter(kind="field_visit", own=True)):
        rows.filter(unit=house.branch, held_on__year=2026).update(kind="gone_kind")
    first, last = HELD - timedelta(500), date(2026, 11, 20)
    asks = [
        Asked(**one)
        for one in (
            {}, {"unit": house.branch.pk}, {"unit": elsewhere.pk}, {"kind": "field_visit"}, {"kind": "reminder_talk"},
            {"since": HELD}, {"until": HELD}, {"late": True}, {"late": True, "unit": house.agency.pk}, {"state": ""},
            {"state": "voided"}, {"words": "柳湾"}, {"kind": "field_visit", "serving": True}, {"kind": "gone_kind"},
        )
    ]  # fmt: skip
    for person in (house.recorder, house.leader, house.reader, house.stranger, boss):
        for _ in ("asked each time", "remembered"):
            assert [how_many(person, one) for one in asks] == [len(record_list(person, one)) for one in asks]
            listed = Counter(one.kind for one in record_list(person, Asked(since=first, until=last)))
            assert counts_by_kind(person, first, last) == {kind: listed[kind] for kind in listed if kind != "gone_kind"}
            person.remember()


def test_the_last_record_offers_place_people_and_no_words(house: House) -> None:
    assert last_time(house.recorder, kind_of("general_meeting"), house.branch) is None
    entered(house, meeting(house))
    last = last_time(house.recorder, kind_of("general_meeting"), house.branch)
    assert last is not None
    assert last.values == {"place": "三楼会议室"}
    assert set(last.people) == {"chair", "minute_taker"}
    assert {one.state for one in last.roll} == {"present"}


def test_a_session_with_invited_people_offers_who_came(house: House) -> None:
    values: dict[str, FieldValue] = {"hours": Decimal(3), "content": "清了支渠"}
    entered(house, Entry(kind_of("volunteer_service"), "清渠", HELD, values, roll=meeting(house).roll[:2]))
    last = last_time(house.recorder, kind_of("volunteer_service"), house.branch)
    assert last is not None
    assert [one.who.name for one in last.roll] == NAMES[:2]


def test_people_are_found_by_characters_pinyin_and_initials(house: House) -> None:
    for typed in ("知行", "shen", "szx", "SZX"):
        assert [one.name for one in people_found(house.recorder, typed, house.branch)] == ["沈知行"], typed
    assert people_found(house.recorder, " ", None) == []
    assert people_found(house.stranger, "szx", None) == []


def test_a_name_that_two_people_have_is_nobodys(house: House) -> None:
    make_person("double", name="沈知行")
    assert people_named(house.recorder, ["沈知行", "顾明川"], house.branch) == {"顾明川": house.person("顾明川").pk}
    assert people_named(house.recorder, ["沈知行"], house.agency) == {}


def test_units_entered_for_before_come_first(house: House) -> None:
    units = units_for(house.recorder, kind_of("field_visit"))
    assert units_held_before(house.recorder, "field_visit", units) == []
    entered(house, visit(house))
    assert units_held_before(house.recorder, "field_visit", units) == [house.branch]


def test_a_chain_shows_only_what_one_may_read(house: House) -> None:
    talk = Entry(
        kind_of("heart_to_heart_talk"),
        "谈心",
        HELD,
        {"pair": "members", "points": "想换个岗位"},
        {"talker": (Who("沈知行"),), "partner": (Who("许见山"),)},
    )
    record = enter(talk, house.branch, by=house.leader, at=AT)
    corrected = correct(record, talk, why="写错", by=house.recorder, at=AT)
    assert chain_of(house.recorder, corrected) == [corrected]
    assert chain_of(house.leader, corrected) == [record, corrected]


def test_columns_of_another_unit_are_remembered_too(house: House) -> None:
    remember_columns("field_visit", house.branch, ["日期"], {"日期": "held_on"}, by=house.recorder, at=AT)
    assert mapping_for("field_visit", house.agency, fingerprint_of(["日期"])) == {"日期": "held_on"}
    assert mapping_for("field_visit", house.agency, fingerprint_of(["时间"])) is None


def test_rows_say_what_they_are(house: House) -> None:
    record = entered(house, meeting(house))
    draft = save_draft(None, "field_visit", {}, by=house.recorder, at=AT)
    assert str(draft) == f"草稿 {draft.pk}"
    assert list(drafts_of(house.recorder, "field_visit")) == [draft]
    assert str(record) == record.title
    assert str(RecordDetail.objects.get()) == str(record.pk)
    assert str(Serving.objects.get()) == f"{record.pk} general_meeting"
    assert str(Participant.objects.filter(field="chair").get()) == "沈知行"
    assert str(AgendaItem.objects.first()) == "听取第三季度支部工作情况"
    entered(house, visit(house))
    assert str(Value.objects.filter(field="to").get()).endswith(" to")
    kept = remember_columns("field_visit", house.branch, ["日期"], {}, by=house.recorder, at=AT)
    assert str(kept) == f"field_visit {kept.headings[:8]}"
    assert str(AddedKind(code="flood_watch")) == "flood_watch"
    assert str(Excuse(reason="改选")) == "改选"
    assert LedgerMapping.objects.count() == 1
    assert Membership.objects.filter(branch=house.branch).count() == 12


def test_a_duty_that_is_no_kind_cannot_be_served(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = replace(kind_of("field_visit"), may_serve=("gone_kind",))
    with pytest.raises(RuleBroken, match="没有这一种记录：gone_kind"):
        entered(house, visit(house, kind=gone, serves=("gone_kind",)))


def test_every_record_of_the_year_is_long_past(house: House) -> None:
    record = entered(house, visit(house, HELD - timedelta(400)))
    assert record.is_late

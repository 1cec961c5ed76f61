"""A kind of record that an administrator adds (自定种类)."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from mofan.measure import Period
from mofan.org.models import Person
from mofan.org.queries import history_of
from mofan.org.rules import RuleBroken
from mofan.records.actions import add_kind, correct, end_kind, enter, owe
from mofan.records.entry import Entry
from mofan.records.figures import figures
from mofan.records.fulfilling import standings_of
from mofan.records.known_kinds import kind_named, known_kinds
from mofan.records.models import AddedKind
from tests.make import AT
from tests.records.conftest import House

TABLE = {
    "code": "flood_watch",
    "name": "防汛值班交接",
    "english": "flood watch handover",
    "group": "机关管理",
    "source": {"row": "自定", "words": "汛期"},
    "fields": [{"code": "level", "name": "水位", "type": "number", "measure": "米"}],
    "figures": ["count", "average.level"],
}
ENDS = date(2026, 12, 31)


def added(by: Person, **changes: object) -> AddedKind:
    return add_kind(TABLE | changes, purpose="汛期交接清楚", basis="局长办公会议", ends_on=ENDS, by=by, at=AT)


def test_an_added_kind_is_entered_and_counted_like_any_other(house: House, leader: Person) -> None:
    added(leader)
    kind = kind_named("flood_watch")
    record = enter(Entry(kind, "夜班交接", date(2026, 11, 19)), house.branch, by=house.recorder, at=AT)
    assert record.kind == "flood_watch"
    assert figures()["flood_watch.average.level"].measure == "米"
    assert list(known_kinds())[-1] == "flood_watch"


def test_it_asks_why_on_what_basis_and_until_when(leader: Person, clerk: Person) -> None:
    with pytest.raises(RuleBroken, match="用途和依据"):
        add_kind(TABLE, purpose=" ", basis="会议", ends_on=ENDS, by=leader, at=AT)
    with pytest.raises(RuleBroken, match="已经过去"):
        add_kind(TABLE, purpose="交接", basis="会议", ends_on=date(2026, 1, 1), by=leader, at=AT)
    with pytest.raises(RuleBroken, match="没有“管理账号”"):
        added(clerk)


def test_what_does_not_agree_with_the_others_is_refused(leader: Person) -> None:
    with pytest.raises(RuleBroken, match="英文名称重复"):
        added(leader, english="Party lecture")
    with pytest.raises(RuleBroken, match="代号"):
        added(leader, code="汛")
    with pytest.raises(RuleBroken, match="按哪一类保管"):
        added(leader, keeping="access_log")


def test_after_its_end_nothing_is_entered_and_mistakes_are_put_right(house: House, leader: Person) -> None:
    kind = added(leader)
    before = Entry(kind_named("flood_watch"), "夜班交接", date(2026, 10, 19))
    record = enter(before, house.branch, by=house.recorder, at=AT)
    end_kind(kind, ends_on=date(2026, 11, 1), why="汛期结束", by=leader, at=AT)
    entry = Entry(kind_named("flood_watch"), "夜班交接", date(2026, 11, 19))
    with pytest.raises(RuleBroken, match="用到2026年11月1日为止，已停用"):
        enter(entry, house.branch, by=house.recorder, at=AT)
    right = Entry(before.kind, "夜班交接", date(2026, 10, 20))
    assert correct(record, right, why="记错一天", by=house.recorder, at=AT).counts
    with pytest.raises(RuleBroken, match="没有这一种"):
        kind_named("nothing")


def test_what_is_owed_of_a_kind_ends_with_it(house: House, leader: Person) -> None:
    kind = added(leader)
    duty = owe("flood_watch", house.branch, "quarter", since=date(2026, 1, 1), by=leader, at=AT)
    assert duty.until == ENDS
    with pytest.raises(RuleBroken, match="用到2026年12月31日为止，任务的起日"):
        owe("flood_watch", house.agency, "month", since=date(2027, 1, 1), by=leader, at=AT)
    end_kind(kind, ends_on=date(2027, 6, 30), why="还要用", by=leader, at=AT)
    later = owe("flood_watch", house.agency, "month", since=date(2027, 3, 1), by=leader, at=AT)
    end_kind(kind, ends_on=date(2026, 11, 15), why="汛期结束", by=leader, at=AT)
    duty.refresh_from_db()
    later.refresh_from_db()
    assert (duty.until, later.voided_at) == (date(2026, 11, 15), AT)
    year = Period(date(2026, 1, 1), date(2026, 12, 31))
    stood = [one.standing.state for one in standings_of(duty, year, date(2027, 1, 5))]
    assert stood == ["late", "late", "late", "not_applicable"]
    assert [one.verb for one in history_of(duty)] == ["终止任务", "延长任务", "设定任务"]


def test_an_administrator_adds_a_kind_on_a_page(leader: Person, clerk: Person) -> None:
    client = Client()
    client.force_login(leader)
    address = reverse("add_kind")
    form = {
        "purpose": "汛期交接清楚",
        "basis": "局长办公会议",
        "ends_on": "2099-12-31",
        "code": "flood_watch",
        "name": "防汛值班交接",
        "english": "flood watch handover",
        "group": "机关管理",
        "roster": "staff",
        "every": "week",
        "count": "4",
        "name-1": "水位",
        "type-1": "number",
        "measure-1": "米",
        "name-2": "天气",
        "type-2": "choice",
        "choices-2": "晴、雨",
        "required-2": "1",
    }
    assert "添加记录种类" in client.get(address).content.decode()
    assert 'name="name-5"' in client.post(address, form | {"do": "more"}).content.decode()
    page = client.post(address, form, follow=True).content.decode()
    assert "已添加" in page
    kind = kind_named("flood_watch")
    assert kind.field("field_2").choices == {"choice_1": "晴", "choice_2": "雨"}
    assert [one.code for one in kind.figures] == [
        "flood_watch.count",
        "flood_watch.attendance",
        "flood_watch.people",
        "flood_watch.sum.field_1",
        "flood_watch.average.field_1",
    ]
    short = form | {"code": "", "english": "", "name": "汛情快报"}
    client.post(address, short)
    assert kind_named("own_xunqingkuaibao").english == "xun qing kuai bao"
    other = Client()
    other.force_login(clerk)
    assert other.get(address).status_code == 404


@pytest.mark.usefixtures("standing_clock")
def test_a_kind_says_what_it_asks_for_and_its_end_is_put_off_with_a_reason(leader: Person, clerk: Person) -> None:
    added(leader)
    client, other = Client(), Client()
    client.force_login(leader)
    other.force_login(clerk)
    page = client.get(reverse("kind", args=["flood_watch"])).content.decode()
    assert "汛期交接清楚" in page
    assert "水位" in page
    assert (
        '<option value="flood_watch" selected>'
        in client.get(reverse("set_duty"), {"kind": "flood_watch"}).content.decode()
    )
    end = reverse("end_kind", args=["flood_watch"])
    assert "停用日期：" in client.post(end, {"ends_on": "年底", "why": "还要用"}).content.decode()
    assert "请写明缘由" in client.post(end, {"ends_on": "2026-01-31", "why": ""}).content.decode()
    page = client.post(end, {"ends_on": "2020-01-31", "why": "不用了"}, follow=True).content.decode()
    assert "已停用" in page
    assert "停用日期：2026-12-31 → 2020-01-31" in page
    assert "已停用" in client.get(reverse("records")).content.decode()
    refused = client.get(reverse("enter_record", args=["flood_watch"]), follow=True).content.decode()
    assert "已停用，不能再记" in refused
    assert "记防汛值班交接" not in client.get(reverse("records_of", args=["flood_watch"])).content.decode()
    assert other.post(end, {"ends_on": "2099-12-31", "why": "要用"}).status_code == 404
    assert client.post(reverse("end_kind", args=["general_meeting"])).status_code == 404
    shown = other.get(reverse("kind", args=["general_meeting"])).content.decode()
    assert "第11条" in shown
    assert "调整停用日期" not in shown
    assert other.get(reverse("kind", args=["nothing"])).status_code == 404

"""Responsibility lists on pages."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from mofan.records.models import Responsibility, ResponsibilityLetter
from tests.records.conftest import House, house
from tests.records.making import HELD, entered, meeting
from tests.web.conftest import Enter

__all__ = ["house"]

YEAR = HELD.year


@pytest.fixture
def leaders_here(house: House, enter: Enter) -> Client:
    return enter(house.leader)


def form(house: House, **changes: str) -> dict[str, object]:
    given: dict[str, object] = {"unit": house.branch.pk, "level": "branch", "post": "支部书记", "owner": "沈知行"}
    return given | {"basis": "支部会议", "since": f"{YEAR}-01-01", "until": "2999-12-31"} | changes


def drawn(house: House, browser: Client) -> Responsibility:
    browser.post(reverse("draw_list"), form(house))
    row = Responsibility.objects.get()
    item = {"what": "按期召开党员大会", "kinds": ["general_meeting", "themed_party_day"], "due_on": f"{YEAR}-12-31"}
    browser.post(reverse("add_responsibility_item", args=[row.pk]), item)
    return row


def test_a_list_is_drawn_and_its_evidence_opens(house: House, leaders_here: Client) -> None:
    entered(house, meeting(house, serves=("themed_party_day",)))
    row = drawn(house, leaders_here)
    page = leaders_here.get(reverse("responsibility", args=[row.pk])).content.decode()
    links = re.findall(r'<a href="([^"]+)">[^<]+ (\d+) 条</a>', page)
    assert [number for _, number in links] == ["1", "1"]
    for address, number in links:
        assert f"{number} 条" in leaders_here.get(address.replace("&amp;", "&")).content.decode()
    listed = leaders_here.get(reverse("responsibilities"), {"unit": f"{house.agency.pk}", "level": "branch"})
    assert "支部书记" in listed.content.decode()
    assert "没有符合条件的清单" in leaders_here.get(reverse("responsibilities"), {"stands": "past"}).content.decode()
    exported = leaders_here.get(reverse("export_responsibility", args=[row.pk]))
    assert exported["Content-Type"].endswith("sheet")


def test_a_letter_is_drawn_signed_and_printed(house: House, leaders_here: Client, enter: Enter) -> None:
    row = drawn(house, leaders_here)
    leaders_here.post(reverse("draw_letter", args=[row.pk]))
    where = [row.pk, ResponsibilityLetter.objects.get().pk]
    assert "我交付责任，签订" in leaders_here.get(reverse("responsibility_letter", args=where)).content.decode()
    owner = enter(row.owner)
    assert "我是责任人，签订" in owner.get(reverse("responsibility_letter", args=where)).content.decode()
    for browser in (owner, leaders_here):
        assert "已签订" in browser.post(reverse("sign_letter", args=where), follow=True).content.decode()
    assert "已经签过" in owner.post(reverse("sign_letter", args=where)).content.decode()
    assert owner.get(reverse("responsibility_letter_file", args=where)).content[:2] == b"PK"
    assert "请写明缘由" in leaders_here.post(reverse("withdraw_letter", args=where)).content.decode()
    page = leaders_here.post(reverse("withdraw_letter", args=where), {"why": "换届"}, follow=True).content.decode()
    assert "已收回" in page


def test_what_is_wrong_is_said_and_kept(house: House, leaders_here: Client) -> None:
    for changes, said in (
        ({"unit": "9999"}, "选一个单位"),
        ({"owner": "没有这个人"}, "责任人写一位"),
        ({"since": "年初"}, "起止日期："),
        ({"until": "2001-01-01"}, "止日不能早于起日"),
        ({"post": ""}, "岗要写明"),
    ):
        assert said in leaders_here.post(reverse("draw_list"), form(house, **changes)).content.decode()
    row = drawn(house, leaders_here)
    address = reverse("add_responsibility_item", args=[row.pk])
    page = leaders_here.post(address, {"what": "", "basis": "会议纪要", "kinds": ["party_lecture"]}).content.decode()
    assert "写明责任事项" in page
    assert 'value="会议纪要"' in page
    assert 'value="party_lecture" checked>' in page
    assert "时限：" in leaders_here.post(address, {"what": "事", "due_on": "年底"}).content.decode()
    item = row.items.get()
    leaders_here.post(reverse("void_responsibility_item", args=[row.pk, item.pk]), {"why": "合并"})
    assert "作废的 1 项" in leaders_here.get(reverse("responsibility", args=[row.pk])).content.decode()
    leaders_here.post(reverse("void_responsibility", args=[row.pk]), {"why": "换届"})
    assert "换届" in leaders_here.get(reverse("responsibility", args=[row.pk])).content.decode()
    assert "已作废" in leaders_here.get(reverse("responsibilities"), {"stands": "void"}).content.decode()
    assert leaders_here.get(reverse("export_responsibility", args=[row.pk])).status_code == 404


def test_strangers_see_nothing_and_readers_change_nothing(house: House, leaders_here: Client, enter: Enter) -> None:
    row = drawn(house, leaders_here)
    leaders_here.post(reverse("draw_letter", args=[row.pk]))
    letter, item = ResponsibilityLetter.objects.get(), row.items.get()
    stranger, reader = enter(house.stranger), enter(house.reader)
    looked = ["responsibility", "export_responsibility"]
    posted: dict[str, list[int]] = {"add_responsibility_item": [], "void_responsibility": [], "draw_letter": []}
    posted |= {"void_responsibility_item": [item.pk], "sign_letter": [letter.pk], "withdraw_letter": [letter.pk]}
    for name in looked:
        assert stranger.get(reverse(name, args=[row.pk])).status_code == 404
        assert reader.get(reverse(name, args=[row.pk])).status_code == 200
    for name in ("responsibility_letter", "responsibility_letter_file"):
        assert stranger.get(reverse(name, args=[row.pk, letter.pk])).status_code == 404
        assert reader.get(reverse(name, args=[row.pk, letter.pk])).status_code == 200
    for name, more in posted.items():
        address = reverse(name, args=[row.pk, *more])
        assert stranger.post(address, {"why": "试", "what": "试"}).status_code == 404
        assert "处需要改" in reader.post(address, {"why": "试", "what": "试"}).content.decode(), name
        assert Client().post(address).status_code == 302
    assert "支部书记" not in stranger.get(reverse("responsibilities")).content.decode()
    assert "没有可以列责任清单的单位" in reader.get(reverse("draw_list")).content.decode()
    row.refresh_from_db()
    assert (row.is_void, row.items.filter(voided_at=None).count(), letter.is_signed) == (False, 1, False)

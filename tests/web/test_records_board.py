"""The board of duties on pages (履责台账)."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from mofan.org.models import RoleGrant
from mofan.org.roles import UnitRole
from mofan.records.models import Duty, Excuse
from tests.records.conftest import House, house
from tests.records.making import entered, meeting
from tests.web.conftest import Enter

__all__ = ["house"]

YEAR = {"span": "year", "on": "2025-06-01"}
"""A year that is over whenever the tests run."""
FORM = {"kind": "general_meeting", "every": "quarter", "times": "1", "since": "2025-01-01"}


@pytest.fixture
def supervisors(house: House, enter: Enter) -> Client:
    for role in (UnitRole.SUPERVISOR, UnitRole.ADMINISTRATOR):
        RoleGrant.objects.create(person=house.leader, unit=house.agency, role=role)
    return enter(house.leader)


def test_a_supervisor_sets_a_duty_and_sees_it_on_the_board(house: House, supervisors: Client) -> None:
    assert "还没有设定任务" in supervisors.get(reverse("board")).content.decode()
    page = supervisors.post(reverse("set_duty"), FORM | {"units": [str(house.branch.pk)]}, follow=True).content.decode()
    assert "已给 1 个单位设定任务" in page
    entered(house, meeting(house, held_on=date(2025, 3, 5)))
    page = supervisors.get(reverse("board"), YEAR).content.decode()
    assert '<span class="status late">1/4<span class="hidden">超期</span></span>' in page
    lead = re.sub(r"<[^>]+>", "", page.split('class="lead tight"')[1].split("</p>")[0])
    assert "1 个单位，已齐 0 项，未到期 0 项，超期 1 项" in lead
    for span in ("month", "quarter", "half_year", "nonsense"):
        assert supervisors.get(reverse("board"), {"span": span, "unit": house.branch.pk}).status_code == 200


def test_a_duty_shows_its_occasions_and_takes_an_excuse(house: House, supervisors: Client) -> None:
    supervisors.post(reverse("set_duty"), FORM | {"units": [str(house.branch.pk)]})
    record = entered(house, meeting(house, held_on=date(2025, 3, 5)))
    address = reverse("duty", args=[Duty.objects.get().pk])
    page = supervisors.get(address, {"year": "2025"}).content.decode()
    assert reverse("record", args=[record.pk]) in page
    assert page.count('<span class="status late">超期</span>') == 3
    excuse = reverse("excuse_duty", args=[Duty.objects.get().pk])
    assert "请写明缘由" in supervisors.post(excuse, {"starts_on": "2025-04-01", "reason": ""}).content.decode()
    assert "没有指明" in supervisors.post(excuse, {"reason": "改选"}).content.decode()
    supervisors.post(excuse, {"starts_on": "2025-04-01", "reason": "改选期间合并"})
    assert Excuse.objects.get().reason == "改选期间合并"
    assert "改选期间合并" in supervisors.get(address, {"year": "2025"}).content.decode()
    assert supervisors.get(address, {"year": "9"}).status_code == 200
    back = reverse("withdraw_excuse", args=[Duty.objects.get().pk])
    assert back in supervisors.get(address, {"year": "2025"}).content.decode()
    assert "没有记免做" in supervisors.post(back, {"starts_on": ""}).content.decode()
    assert "免做已撤回" in supervisors.post(back, {"starts_on": "2025-04-01"}, follow=True).content.decode()
    assert "改选期间合并" not in supervisors.get(address, {"year": "2025"}).content.decode().split("履历")[0]


def test_a_duty_is_ended_with_a_reason(house: House, supervisors: Client) -> None:
    supervisors.post(reverse("set_duty"), FORM | {"units": [str(house.branch.pk)]})
    end = reverse("end_duty", args=[Duty.objects.get().pk])
    assert "终止日期写成" in supervisors.post(end, {"why": "撤销"}).content.decode()
    supervisors.post(end, {"until": "2025-06-30", "why": "支部撤销"})
    assert Duty.objects.get().until == date(2025, 6, 30)


def test_what_cannot_be_owed_is_said(house: House, supervisors: Client) -> None:
    address, units = reverse("set_duty"), {"units": [str(house.branch.pk)]}
    assert "至少选一个单位" in supervisors.post(address, FORM).content.decode()
    assert "起日：" in supervisors.post(address, FORM | units | {"since": "年初"}).content.decode()
    assert "周期规则" in supervisors.post(address, FORM | units | {"every": "rule", "rule": "每月"}).content.decode()
    supervisors.post(address, FORM | units | {"responsible": "沈知行"})
    assert Duty.objects.get().responsible == house.person("沈知行")
    assert "已经有" in supervisors.post(address, FORM | units).content.decode()


def test_a_rhythm_is_set_in_words_and_shown_in_words(house: House, supervisors: Client) -> None:
    units = {"units": [str(house.branch.pk)]}
    wrong = supervisors.post(reverse("set_duty"), FORM | units | {"responsible": "无此人"}).content.decode()
    assert "责任人“无此人”找不到" in wrong
    assert f'value="{house.branch.pk}" checked' in wrong
    supervisors.post(reverse("set_duty"), FORM | units | {"every": "rule", "rule": "每月第一个周五"})
    assert Duty.objects.get().rule == "FREQ=MONTHLY;BYDAY=1FR"
    page = supervisors.get(reverse("duty", args=[Duty.objects.get().pk]), {"year": "2025"}).content.decode()
    assert "自定周期，每月第一个周五" in page
    assert "2025年1月3日前" in page


def test_a_recorder_enters_from_the_board_and_sets_nothing(house: House, supervisors: Client, enter: Enter) -> None:
    supervisors.post(reverse("set_duty"), FORM | {"units": [str(house.branch.pk)]})
    recorders, strangers = enter(house.recorder), enter(house.stranger)
    page = recorders.get(reverse("duty", args=[Duty.objects.get().pk]), {"year": "2025"}).content.decode()
    assert "现在登记" in page
    assert "没有可以设定任务的单位" in recorders.get(reverse("set_duty")).content.decode()
    recorders.post(reverse("set_duty"), FORM | {"units": [str(house.agency.pk)]})
    assert Duty.objects.count() == 1
    assert strangers.get(reverse("duty", args=[Duty.objects.get().pk])).status_code == 404
    assert strangers.post(reverse("excuse_duty", args=[Duty.objects.get().pk])).status_code == 404
    assert "还没有设定任务" in strangers.get(reverse("board")).content.decode()

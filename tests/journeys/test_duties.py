"""Duties, burdens, responsibility, reminders: on a screen, on a phone."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visitor

pytestmark = pytest.mark.journey

PAGES = (
    "/records/",
    "/records/all/",
    "/records/board/?span=quarter",
    "/records/board/?span=quarter&state=late",
    "/records/burden/?span=quarter&what=asked",
    "/records/burden/new",
    "/records/responsibility/",
    "/records/responsibility/new",
    "/reminders/",
    "/account",
    "/calendar/provisional/",
    "/figures/duties.duty_rate/",
    "/figures/duties.duty_due/",
)


def test_the_pages_of_duties_fit_and_can_be_read_by_everybody(visitor: Visitor) -> None:
    visitor.sign_in("leader")
    for address in PAGES:
        visitor.open(address)


def test_they_fit_a_phone_too(on_a_phone: Visitor) -> None:
    on_a_phone.sign_in("leader")
    for address in PAGES[3:9]:
        on_a_phone.open(address)


def test_a_responsibility_is_listed_and_its_letter_signed(visitor: Visitor) -> None:
    visitor.sign_in("leader")
    visitor.open("/records/responsibility/new")
    page = visitor.page
    page.get_by_label("岗").fill("办公室主任")
    page.get_by_label("责任人").fill("沈知行")
    page.get_by_label("依据").fill("局党组会议")
    page.get_by_role("button", name="列出").click()
    page.get_by_role("textbox", name="责任事项").fill("按期开展警示教育")
    page.get_by_role("button", name="添上").click()
    visitor.look()
    page.get_by_role("button", name="按现在的清单拟责任书").click()
    page.get_by_role("link", name="拟", exact=False).first.click()
    visitor.look()
    page.get_by_role("button", name="签订").click()
    expect(page.get_by_text("已签订。")).to_be_visible()
    visitor.look()


def test_a_burden_is_reported_in_a_minute(visitor: Visitor) -> None:
    visitor.sign_in("leader")
    visitor.open("/records/burden/")
    page = visitor.page
    page.get_by_role("link", name="反映负担").first.click()
    page.get_by_label("说明").fill("走访情况每周报一次，与月报重复。")
    page.get_by_role("button", name="送出").click()
    expect(page.get_by_text("还没有答复")).to_be_visible()
    visitor.look()


def test_a_calendar_address_is_opened_and_closed(visitor: Visitor) -> None:
    visitor.sign_in("leader")
    visitor.open("/account")
    page = visitor.page
    page.get_by_role("button", name="开通本人的日历地址").click()
    visitor.look()
    address = page.get_by_role("textbox", name="本人的日历的订阅地址").input_value()
    answer = page.request.get(address)
    assert answer.text().startswith("BEGIN:VCALENDAR")
    page.get_by_role("button", name="停用本人的日历的订阅地址").click()
    expect(page.get_by_role("button", name="开通本人的日历地址")).to_be_visible()
    assert page.request.get(address).status == 404

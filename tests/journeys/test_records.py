"""A record: entered with the keyboard alone, on a screen and on a phone, seen on the board, counted, exported."""

import re

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.journeys.conftest import Visitor

pytestmark = pytest.mark.journey

TITLE = "讨论汛前物资清点的分工"
PHOTO = FilePayload(name="签到页.txt", mimeType="text/plain", buffer="到会名单，手写后录入。".encode())


def type_into(page: Page, label: str, text: str) -> None:
    """Reach a control with the tabulator from where one is, and write into it."""
    control = page.get_by_label(label, exact=True).first
    for _ in range(80):
        if control.evaluate("one => one === document.activeElement"):
            break
        page.keyboard.press("Tab")
    else:
        pytest.fail(f"“{label}” is not reached with the tabulator")
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def reach(page: Page, name: str) -> None:
    """Reach a button with the tabulator."""
    for _ in range(120):
        if page.evaluate("document.activeElement.textContent.trim()") == name:
            return
        page.keyboard.press("Tab")
    pytest.fail(f"“{name}” is not reached with the tabulator")


def test_a_meeting_is_entered_by_keyboard_and_serves_board_figure_and_minutes(visitor: Visitor) -> None:
    visitor.sign_in("clerk")
    page = visitor.page
    visitor.open("/figures/committee_meeting.count/?period=%E4%BB%8A%E5%B9%B4%E4%BB%A5%E6%9D%A5")
    before = number_in(page)
    when_the_clerk_enters_the_meeting(visitor)
    then_the_record_explains_its_quorum(visitor)
    record = page.url
    with page.expect_download() as taken:
        page.get_by_role("link", name="导出纪要").click()
    assert taken.value.suggested_filename.endswith(".docx")
    then_the_duty_is_done(visitor, record)
    visitor.open("/figures/committee_meeting.count/?period=%E4%BB%8A%E5%B9%B4%E4%BB%A5%E6%9D%A5")
    assert number_in(page) == before + 1
    assert page.locator("#rows ~ * a, section[aria-labelledby=rows] a").first.inner_text() == TITLE


def when_the_clerk_enters_the_meeting(visitor: Visitor) -> None:
    page = visitor.page
    visitor.open("/records/new/committee_meeting")
    today = page.locator("#held_on").get_attribute("max") or ""
    page.locator("#held_on").focus()
    year, month, day = today.split("-")
    page.keyboard.type(f"{year}")
    page.keyboard.press("ArrowRight")
    page.keyboard.type(f"{month}")
    page.keyboard.type(f"{day}")
    if page.locator("#held_on").input_value() != today:  # how a date is typed depends on the browser
        page.locator("#held_on").fill(today)
    type_into(page, "主题", TITLE)
    type_into(page, "地点", "支部活动室")
    first = page.locator(".roster li").first
    name = (first.locator("label").inner_text()).split()[0]
    second = page.locator(".roster li label").nth(1).inner_text().split()[0]
    type_into(page, "主持人", second)
    type_into(page, "记录人", second)
    box = first.locator("input[type=checkbox]")
    for _ in range(30):
        page.keyboard.press("Tab")
        if box.evaluate("one => one === document.activeElement"):
            break
    page.keyboard.press("Space")
    expect(box).not_to_be_checked()
    type_into(page, f"{name} 事由", "防汛值班")
    type_into(page, "题目", "清点汛前物资")
    type_into(page, "发言要点", f"{second}：沙袋还缺三百条")
    type_into(page, "决定", "周五前补齐，下次会议报告。")
    page.locator("#f-files").set_input_files(PHOTO)
    reach(page, "保存")
    visitor.look()
    page.keyboard.press("Enter")
    if not re.search(r"/records/\d+/$", page.url):
        again = page.get_by_role("button", name="照样保存")
        if again.count():
            expect(page.get_by_label("签到页.txt")).to_be_checked()  # what was chosen is kept
            reach(page, "照样保存")
            page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/records/\d+/$"))


def then_the_record_explains_its_quorum(visitor: Visitor) -> None:
    page = visitor.page
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.get_by_text(re.compile(r"应到 \d+ 人.*实到 \d+ 人.*要求"))).to_be_visible()
    expect(page.get_by_text("防汛值班")).to_be_visible()
    expect(page.get_by_role("link", name="签到页.txt")).to_be_visible()
    visitor.look()


def then_the_duty_is_done(visitor: Visitor, record: str) -> None:
    page = visitor.page
    visitor.open("/records/board/?span=month")
    column = page.locator("thead th").all_inner_texts().index("支部委员会会议")
    row = page.locator("tbody tr", has=page.locator("th", has_text="党支部")).first
    cell = row.locator("td").nth(column - 1)
    expect(cell.locator(".status.done")).to_be_visible()
    cell.get_by_role("link").click()
    visitor.look()
    assert (
        page.locator(f"a[href='{record[record.index('/records/') :]}']").count() or page.locator(".status.done").count()
    )


def number_in(page: Page) -> int:
    """The value of a card."""
    found = re.match(r"[\d,]+", page.locator(".value").inner_text())
    assert found
    return int(found[0].replace(",", ""))


def test_the_pages_of_records_fit_a_phone(on_a_phone: Visitor) -> None:
    on_a_phone.sign_in("clerk")
    page = on_a_phone.page
    for address in ("/records/", "/records/of/themed_party_day/", "/records/new/themed_party_day", "/records/board/"):
        on_a_phone.open(address)
    on_a_phone.open("/records/of/themed_party_day/")
    page.locator("tbody th a").first.click()
    on_a_phone.look()
    on_a_phone.open("/figures/themed_party_day.attendance/")


def test_the_supervising_office_opens_numbers_to_their_rows(visitor: Visitor) -> None:
    visitor.sign_in("supervisor")
    page = visitor.page
    visitor.open("/records/board/?span=year&on=2025-06-01")
    done = page.locator(".lead a").nth(1)
    number = int(done.inner_text())
    done.click()
    visitor.look()
    assert page.locator("section[aria-labelledby=opened] li").count() == number
    page.get_by_role("link", name="收起").click()
    cell = page.locator("#board tbody td a").first
    said = re.match(r"(\d+)/(\d+)", cell.inner_text())
    assert said
    cell.click()
    visitor.look()
    assert page.locator(".todo .status.done").count() == int(said[1])
    visitor.open("/records/")
    link = page.locator(".kinds .n a").first
    number = int(link.inner_text().replace(",", ""))
    link.click()
    expect(page.locator(".head p")).to_contain_text(f"{number:,} 条")
    visitor.look()

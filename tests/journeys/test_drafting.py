"""A material: from a piece of the library to a signed Word file, and what later records do to it; two writers."""

import io
import re
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Visitor

pytestmark = pytest.mark.journey

SAVED = re.compile(r"\d\d:\d\d:\d\d 已保存")


def test_a_piece_becomes_a_signed_material_whose_number_opens_to_its_records(visitor: Visitor) -> None:
    visitor.sign_in("secretary")
    draft = given_the_outline_of_a_piece(visitor)
    when_a_paragraph_with_a_number_is_written(visitor)
    shown = then_the_number_is_that_of_the_records(visitor)
    when_it_is_sent_and_signed(visitor, draft)
    then_the_word_file_says_the_number(visitor, draft, shown)
    when_one_more_record_is_entered(visitor)
    visitor.open(draft)
    expect(visitor.page.locator("#draft .figure.changed")).to_have_text(shown)


def given_the_outline_of_a_piece(visitor: Visitor) -> str:
    page = visitor.page
    visitor.open("/library/?q=档案馆 模范机关 经验材料")
    page.locator(".hits h2 a").first.click()
    page.get_by_role("link", name="以此起草").click()
    visitor.look()
    page.get_by_label("只要提纲").check()
    page.get_by_role("button", name="起稿").click()
    expect(page.locator(".ql-editor")).to_be_visible()
    visitor.look()
    return page.url


def when_a_paragraph_with_a_number_is_written(visitor: Visitor) -> None:
    page = visitor.page
    page.locator(".ql-editor [data-kind=heading-1]").first.click()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type("坚持以案促学，今年以来，召开警示教育")
    page.keyboard.press("Control+i")
    first = page.locator("[data-choice='1']")
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".ql-editor .figure.live")).to_be_visible()
    page.locator(".ql-editor p", has=page.locator(".figure.live")).click()
    page.keyboard.press("End")
    page.keyboard.type("。")
    expect(page.locator("#saved")).to_have_text(SAVED)
    page.get_by_role("navigation", name="旁参").get_by_role("link", name="核对").click()
    expect(page.locator("#beside")).not_to_be_empty()
    visitor.look()


def then_the_number_is_that_of_the_records(visitor: Visitor) -> str:
    page = visitor.page
    shown = words(page.locator(".ql-editor .figure.live").inner_text())
    page.locator(".ql-editor .figure.live").click()
    card = page.locator("#side a", has_text="数字卡")
    expect(card).to_be_visible()
    count = page.locator("#side h3 a").first.inner_text()
    assert shown == f"{count}次"
    return shown


def when_it_is_sent_and_signed(visitor: Visitor, draft: str) -> None:
    page = visitor.page
    visitor.open(f"{draft}review/")
    page.get_by_role("button", name="送审").click()
    page.get_by_role("button", name="同意").click()
    page.get_by_role("button", name="签发").click()
    expect(page.get_by_text("已签发，文字和数都不再变")).to_be_visible()
    visitor.look()


def then_the_word_file_says_the_number(visitor: Visitor, draft: str, shown: str) -> None:
    page = visitor.page
    visitor.open(f"{draft}files/")
    page.get_by_label("附数据来源表").check()
    with page.expect_download() as taken:
        page.get_by_role("button", name="导出", exact=True).click()
    document = Document(io.BytesIO(Path(taken.value.path()).read_bytes()))
    assert any(f"召开警示教育{shown}" in one.text for one in document.paragraphs)
    assert document.tables


def when_one_more_record_is_entered(visitor: Visitor) -> None:
    page = visitor.page
    visitor.open("/records/new/cautionary_education")
    today = page.locator("#held_on").get_attribute("max") or ""
    page.locator("#held_on").fill(today)
    page.locator("#title").fill("以身边的案例为戒")
    page.locator("#f-form").select_option(index=1)
    page.locator("#f-cases").fill("1")
    page.locator("#f-content").fill("通报案例，逐人对照，说清今后怎么办。")
    page.get_by_role("button", name="保存", exact=True).click()
    if not re.search(r"/records/\d+/$", page.url):
        page.get_by_role("button", name="照样保存").click()
    expect(page).to_have_url(re.compile(r"/records/\d+/$"))


def test_two_writers_at_once_and_a_browser_that_dies_lose_nothing(
    visitor: Visitor, browser: Browser, house: str
) -> None:
    visitor.sign_in("secretary")
    page = visitor.page
    visitor.open("/drafts/new")
    page.get_by_label("标题").fill("两个人一起写的材料")
    page.get_by_role("button", name="起稿").click()
    expect(page.locator(".ql-editor")).to_be_visible()
    write(page, "第一段的话。")
    page.keyboard.press("Enter")
    page.keyboard.type("第二段的话。")
    expect(page.locator("#saved")).to_have_text(SAVED)
    other = Visitor(browser, house)
    other.sign_in("secretary")
    other.open(page.url)
    other.page.locator(".ql-editor p", has_text="第二段的话。").click()
    other.page.keyboard.press("End")
    other.page.keyboard.type("另一个窗口补写。")
    expect(other.page.locator("#saved")).to_have_text(SAVED)
    other.page.wait_for_timeout(1500)
    other.page.context.close()  # killed, not left
    expect(page.locator(".ql-editor")).to_contain_text("另一个窗口补写。")
    page.locator(".ql-editor p", has_text="第一段的话。").click()
    page.keyboard.press("End")
    page.keyboard.type("接着写。")
    expect(page.locator("#saved")).to_have_text(SAVED)
    visitor.open(f"{page.url}versions/")
    expect(page.locator("main")).to_contain_text("次保存")


def write(page: Page, text: str) -> None:
    page.locator(".ql-editor p[data-kind=paragraph]").last.click()
    page.keyboard.type(text)


def words(text: str) -> str:
    return re.sub(r"[\ufeff\s]", "", text)

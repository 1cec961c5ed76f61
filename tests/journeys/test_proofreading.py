"""Proofreading by keys and by hand, on a screen and on a phone; the dictionary; a text that is not kept."""

import re

import pytest
from playwright.sync_api import FilePayload, expect

from tests.journeys.conftest import Visitor

pytestmark = pytest.mark.journey

TITLE = "青塘县水务局清理帐户的情况报告"
BODY = "截止目前,全局共核对堤防资金专户12个。\n一、压实责任\n局党组按步就班推进，逐项明确责任人,召开会议x次。"


def test_a_librarian_walks_through_the_findings_by_keys(visitor: Visitor) -> None:
    page = visitor.page
    visitor.sign_in("leader")
    visitor.open(f"/library/{given_a_piece(visitor)}/proofread/")
    page.keyboard.press("j")
    expect(page.locator("#f1")).to_be_focused()
    page.keyboard.press("a")
    expect(page.get_by_text("“帐户”已改为“账户”")).to_be_visible()
    expect(page.locator(".findings li[data-here]")).to_be_focused()
    page.keyboard.press("r")
    expect(page.get_by_text("不采纳 1 处")).to_be_visible()
    page.keyboard.press("u")
    expect(page.get_by_text("已撤销：不采纳校对意见")).to_be_visible()
    expect(page.get_by_text("已改正 1 处")).to_be_visible()
    visitor.look()


@pytest.mark.parametrize("who", ["visitor", "on_a_phone"])
def test_the_pages_fit(who: str, request: pytest.FixtureRequest) -> None:
    someone: Visitor = request.getfixturevalue(who)
    someone.sign_in("leader")
    someone.open("/dictionary/")
    someone.open("/proofread")
    someone.page.locator("#text").fill(f"{TITLE}\n{BODY}")
    someone.page.locator("main").get_by_role("button", name="校对").click()
    expect(someone.page.locator("#answer")).to_be_visible()
    someone.look()
    someone.page.get_by_role("button", name="按选中的改正").click()
    expect(someone.page.locator("#corrected")).to_contain_text("截至目前")
    someone.look()


def given_a_piece(visitor: Visitor) -> int:
    """A piece with slips is in the library; its number."""
    page = visitor.page
    visitor.open("/upload")
    text = f"{TITLE}\n{BODY}".encode()
    page.locator("#files").set_input_files([FilePayload(name="报告.txt", mimeType="text/plain", buffer=text)])
    page.get_by_role("button", name="交进来").click()
    expect(page.get_by_role("heading", name="已处理完")).to_be_visible(timeout=60_000)
    visitor.open(f"/library/?q={TITLE}")
    page.locator(".hits h2 a").first.click()
    page.wait_for_load_state()
    return int(re.findall(r"/library/(\d+)/", page.url)[0])

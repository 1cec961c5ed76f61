"""Versions, two pieces side by side, a text checked: on a screen and on a phone."""

import re

import pytest
from playwright.sync_api import FilePayload, expect

from tests.journeys.conftest import Visitor
from tests.library.samples import FLOOD

pytestmark = pytest.mark.journey

TITLE = "巡堤查险的两版材料"


def test_a_librarian_follows_a_version_to_what_it_shares(visitor: Visitor) -> None:
    visitor.sign_in("leader")
    number = given_two_versions(visitor)
    visitor.open(f"/library/{number}/family/")
    visitor.page.get_by_role("link", name="对照").first.click()
    visitor.look()
    expect(visitor.page.locator("mark").first).to_be_visible()


@pytest.mark.parametrize("who", ["visitor", "on_a_phone"])
def test_a_text_is_checked_and_the_pages_fit(who: str, request: pytest.FixtureRequest) -> None:
    someone: Visitor = request.getfixturevalue(who)
    someone.sign_in("leader")
    number = given_two_versions(someone)
    for address in (f"/library/{number}/family/", f"/library/{number}/beside/1/", f"/library/{number}/", "/check"):
        someone.open(address)
    someone.page.locator("textarea").fill(FLOOD)
    someone.page.locator("main").get_by_role("button", name="查重").click()
    someone.page.wait_for_load_state()
    expect(someone.page.locator("#answer")).to_be_visible()
    someone.look()


def given_two_versions(visitor: Visitor) -> int:
    """Two versions of one piece are in the library; the number of the later one."""
    page = visitor.page
    later = FLOOD.replace("126处", "98处").replace("9次", "7次") + "\n各村已按期报回销号单。"
    visitor.open("/upload")
    page.locator("#files").set_input_files([
        FilePayload(name=f"{number}.txt", mimeType="text/plain", buffer=f"{TITLE}\n{body}".encode())
        for number, body in enumerate((FLOOD, later), 1)
    ])  # fmt: skip
    page.get_by_role("button", name="交进来").click()
    expect(page.get_by_role("heading", name="已处理完")).to_be_visible(timeout=60_000)
    visitor.open(f"/library/?q={TITLE}")
    page.locator(".hits h2 a").first.click()
    visitor.look()
    return int(re.findall(r"/library/(\d+)/", page.url)[0])

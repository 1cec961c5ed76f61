"""A case at the window, by keyboard, in a real browser; the public hands in; on a screen, on a phone."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visitor

pytestmark = pytest.mark.journey

PAGES = (
    "/cases/",
    "/cases/all/",
    "/cases/new/",
    "/cases/new/public_demand",
    "/cases/new/dispute",
    "/cases/desk/",
    "/cases/board/",
    "/cases/county/",
    "/cases/whistles/",
    "/matters/",
    "/matters/follow",
    "/matters/privacy",
    "/matters/figures",
)


@pytest.mark.parametrize("who", ["visitor", "on_a_phone"])
def test_the_pages_of_cases_fit_and_can_be_read_by_everybody(who: str, request: pytest.FixtureRequest) -> None:
    someone: Visitor = request.getfixturevalue(who)
    someone.sign_in("leader")
    for address in PAGES:
        someone.open(address)


def test_a_case_is_taken_in_and_accepted_by_keyboard(visitor: Visitor) -> None:
    visitor.sign_in("leader")
    visitor.open("/cases/new/public_demand?channel=hotline")
    page = visitor.page
    page.get_by_label("电话").first.fill("13800007788")
    page.get_by_role("textbox", name="内容", exact=True).fill("桥头的路灯不亮。已经三个晚上。")
    page.get_by_label("要点").fill("什么时候修好")
    page.get_by_label("要点").press("Enter")
    page.get_by_label("要点").press_sequentially("归谁管")
    page.get_by_role("button", name="登记", exact=True).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("桥头的路灯不亮")
    expect(page.get_by_text("已登记，编码")).to_be_visible()
    visitor.look()
    page.get_by_role("button", name="受理", exact=True).press("Enter")
    expect(page.get_by_text("已受理。")).to_be_visible()
    visitor.look()
    page.get_by_text("交办", exact=True).first.click()
    visitor.look()
    visitor.open("/cases/new/public_demand")
    page.get_by_label("电话").first.fill("13800007788")
    page.get_by_label("在哪里").fill("桥头")
    expect(page.get_by_role("link", name="桥头的路灯不亮")).to_be_visible()


@pytest.mark.parametrize("who", ["visitor", "on_a_phone"])
def test_somebody_hands_in_without_an_account(who: str, request: pytest.FixtureRequest) -> None:
    someone: Visitor = request.getfixturevalue(who)
    someone.open("/matters/")
    page = someone.page
    page.get_by_role("link", name="群众诉求").click()
    someone.look()
    page.get_by_label("什么事").fill("村口的垃圾三天没清。")
    page.get_by_label("电话").fill("13600001122")
    page.get_by_label("我看过").check()
    page.get_by_role("button", name="交上去").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("已经收到")
    someone.look()

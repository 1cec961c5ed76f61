"""A case at the window, by keyboard, in a real browser; the public hands in; on a screen, on a phone."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

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
    "/cases/county/?kind=public_demand&period=去年",
    "/cases/county/?see=each",
    "/cases/county/?see=days&by=unit",
    "/cases/county/?see=units",
    "/cases/routing/?try=1&ended=1",
    "/cases/hot/?days=90",
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


@pytest.fixture
def somebody(browser: Browser, house: str) -> Iterator[Callable[[str], Visitor]]:
    """Whoever else is needed, each in a browser of his own."""
    opened: list[Visitor] = []

    def entered(account: str) -> Visitor:
        opened.append(Visitor(browser, house))
        opened[-1].sign_in(account)
        return opened[-1]

    yield entered
    for one in opened:
        one.page.context.close()


def test_a_demand_goes_the_whole_way_between_three_people(somebody: Callable[[str], Visitor]) -> None:
    window, desk, bureau = somebody("window"), somebody("desk"), somebody("handler")

    case = given_a_demand_whose_category_was_suggested(window)
    desk.open(case)
    desk.page.get_by_role("button", name="受理", exact=True).click()
    expect(desk.page.get_by_text("已受理。")).to_be_visible()
    then_the_open_page_says_so(window, "受理")

    when_it_is_sent_from_the_desk_by_keyboard(desk, case)
    bureau.open(case)
    bureau.page.get_by_role("button", name="签收", exact=True).click()
    expect(bureau.page.get_by_text("已签收。")).to_be_visible()
    desk.open(case)
    done = {"结果": "solved", "办理情况": "换了爆裂的水管", "给诉求人的答复": "水管已经换好。"}
    fill_in(bureau, "报办理结果", done)
    expect(bureau.page.get_by_text("已报办理结果。")).to_be_visible()
    then_the_open_page_says_so(desk, "报办理结果")

    desk.open(case)
    then_of_two_at_once_one_is_told(desk, somebody("leader"), case)
    fill_in(desk, "办结", {"结果": "solved", "给诉求人的答复": "水管已经换好，今天恢复供水。"})
    expect(desk.page.get_by_text("已办结。")).to_be_visible()
    expect(desk.page.get_by_role("heading", name="回访", exact=True)).to_be_visible()
    desk.look()


def test_a_callback_is_recorded_from_the_desk(somebody: Callable[[str], Visitor]) -> None:
    desk = somebody("desk")
    desk.open("/cases/desk/?tab=callbacks")
    desk.page.get_by_role("link", name="去回访").click()
    desk.look()
    callback = desk.page.locator("#callback")
    for question, answer in (("联系过您吗", "联系过"), ("解决了吗", "解决了"), ("满意吗", "满意")):
        callback.get_by_role("group", name=question).get_by_label(answer, exact=True).check()
    callback.get_by_role("button", name="登记回访").click()
    expect(callback.locator(".status.done").first).to_be_visible()
    desk.look()


def given_a_demand_whose_category_was_suggested(window: Visitor) -> str:
    """Taken in; Alt and Y take the category that is suggested while it is written. Its address."""
    page = window.page
    window.open("/cases/new/public_demand")
    page.get_by_role("textbox", name="内容", exact=True).press_sequentially(
        "青石巷的水管爆了，停水两天，水压也上不去。"
    )
    expect(page.get_by_text("建议类别：城乡建设")).to_be_visible()
    window.look()
    page.keyboard.press("Alt+y")
    expect(page.get_by_label("类别", exact=True)).to_have_value("housing")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_text("已登记，编码")).to_be_visible()
    window.look()
    return page.url


def when_it_is_sent_from_the_desk_by_keyboard(desk: Visitor, case: str) -> None:
    """The desk opens with it, a number takes the first unit offered, another may be typed; Enter sends it."""
    page, number = desk.page, case.rstrip("/").rpartition("/")[2]
    desk.open(f"/cases/desk/?tab=to_dispatch&case={number}")
    if page.locator("[data-unit]").count():
        page.keyboard.press("1")
        expect(page.get_by_label("主办").first).not_to_have_value("")
    desk.open(case)
    page.locator("details.move > summary", has_text=re.compile("^交办$")).click()
    page.get_by_label("主办").first.fill("安澜县水务局")
    page.locator("details.move[open]").get_by_role("button", name="交办", exact=True).press("Enter")
    expect(page.get_by_text("已交办给安澜县水务局。")).to_be_visible()


def then_the_open_page_says_so(someone: Visitor, move: str) -> None:
    """Within seconds, without anything typed being lost."""
    expect(someone.page.locator("#news")).to_contain_text(move)
    someone.look()


def then_of_two_at_once_one_is_told(first: Visitor, second: Visitor, case: str) -> None:
    """Both have the page open; what the second does is not carried out, and he is told who did what."""
    second.open(case)
    first.page.get_by_role("button", name="审核通过").click()
    expect(first.page.get_by_text("已审核通过。")).to_be_visible()
    second.page.get_by_role("button", name="审核通过").click()
    expect(second.page.get_by_role("alert")).to_contain_text("您看到的不是最新情况")


def test_charts_are_drawn_from_the_tables_beside_them(visitor: Visitor, on_a_phone: Visitor) -> None:
    for someone in (visitor, on_a_phone):
        someone.sign_in("desk")
        someone.open("/cases/county/?period=今年以来")
        expect(someone.page.locator("figure.drawn canvas").first).to_be_visible()
        expect(someone.page.locator("table#months")).to_be_visible()


def fill_in(someone: Visitor, move: str, values: dict[str, str]) -> None:
    """Open a move, fill in what it needs, make it."""
    someone.page.locator("details.move > summary", has_text=re.compile(f"^{move}$")).first.click()
    form = someone.page.locator("details.move[open]").first
    for label, value in values.items():
        control = form.get_by_label(label).first
        control.select_option(value) if label == "结果" else control.fill(value)
    form.get_by_role("button", name=move, exact=True).click()

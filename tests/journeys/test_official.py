"""The A4 pages of a piece: on a screen and on a phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visitor

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("who", ["visitor", "on_a_phone"])
def test_a_reader_sees_the_sheet_sets_the_number_and_takes_it_along(who: str, request: pytest.FixtureRequest) -> None:
    someone: Visitor = request.getfixturevalue(who)
    page = someone.page
    someone.sign_in("stranger")
    someone.open("/library/?q=森林防火工作的通知")
    page.locator(".hits h2 a").first.click()
    page.get_by_role("link", name="公文版式").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("公文版式")
    page.get_by_label("文种", exact=True).select_option("通知")
    page.get_by_label("发文字号").fill("安政办发〔2026〕31号")
    page.get_by_role("button", name="重新排版").click()
    expect(page.get_by_text(re.compile("按通知排成 [2-9] 页 A4"))).to_be_visible()
    expect(page.get_by_text("按您填写的。").first).to_be_visible()
    assert (
        page.locator(".pages-a4 img").first.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1240
    )
    someone.look()
    with page.expect_download() as taken:
        page.get_by_role("link", name="下载 PDF").click()
    assert taken.value.suggested_filename.endswith(".pdf")

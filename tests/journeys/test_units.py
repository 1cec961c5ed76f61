"""Units and people: on a screen, on a phone, with the keyboard."""

import pytest
from playwright.sync_api import FilePayload, expect

from tests.journeys.conftest import Visitor

pytestmark = pytest.mark.journey

ROSTER = "姓名,单位,职务,任职时间\n林晚照,安澜县水务局,办公室文员,2026-03-01\n许一苇,不知道的局,科员,\n"


@pytest.mark.parametrize("who", ["visitor", "on_a_phone"])
def test_the_tree_leads_to_units_and_people_and_the_pages_fit(who: str, request: pytest.FixtureRequest) -> None:
    someone: Visitor = request.getfixturevalue(who)
    someone.sign_in("leader")
    someone.open("/units/")
    someone.page.get_by_role("link", name="安澜县水务局", exact=True).click()
    someone.look()
    unit = someone.page.url
    someone.page.locator(".lead a").nth(2).click()
    expect(someone.page.get_by_role("heading", level=1)).to_have_text("人员")
    someone.look()
    someone.page.locator("tbody th a").first.click()
    someone.look()
    pages = ("/calendar/", "/calendar/provisional/", "/units/import", "/units/roles/", "/accesses/", "/retention/")
    for address in (f"{unit}change", *pages):
        someone.open(address)


def test_a_roster_is_imported_and_the_tree_folded_with_the_keyboard(visitor: Visitor) -> None:
    visitor.sign_in("leader")
    visitor.open("/units/import")
    page = visitor.page
    page.locator("#id_file").set_input_files(FilePayload(name="名册.csv", mimeType="text/csv", buffer=ROSTER.encode()))
    page.get_by_role("button", name="核对").press("Enter")
    expect(page.get_by_role("heading", name="还没有写入")).to_be_visible()
    visitor.look()
    page.get_by_role("button", name="写入 1 行").press("Enter")
    expect(page.get_by_role("heading", name="已导入")).to_be_visible()
    visitor.open("/roster/?q=lwz")
    expect(page.get_by_role("link", name="林晚照")).to_be_visible()
    visitor.open("/units/")
    folded = page.locator(".tree details").first
    folded.locator("summary").first.press("Enter")
    expect(page.get_by_role("link", name="安澜县水务局", exact=True)).to_be_hidden()

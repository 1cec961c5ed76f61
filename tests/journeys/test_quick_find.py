"""Quick find end to end: typed initials lead to pieces, a slogan to its headings, a kept search to what is new."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visitor

pytestmark = pytest.mark.journey


def test_a_reader_types_initials_and_chooses_with_the_keyboard(visitor: Visitor) -> None:
    visitor.sign_in("stranger")
    page = visitor.page
    page.keyboard.press("/")
    box = page.get_by_role("combobox", name="检索素材")
    expect(box).to_be_focused()
    page.keyboard.type("mfjg", delay=40)
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("模范机关")
    expect(box).to_have_attribute("aria-expanded", "true")
    visitor.look()
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_value("模范机关")
    page.keyboard.press("Escape")
    expect(box).to_have_value("mfjg")
    expect(box).to_have_attribute("aria-expanded", "false")
    page.keyboard.type(" ")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_title(re.compile("“模范机关” 的检索结果"))
    visitor.look()


def test_a_writer_finds_parallel_headings_and_copies_them(visitor: Visitor) -> None:
    visitor.sign_in("stranger")
    page = visitor.page
    visitor.open("/library/headings/")
    page.get_by_label("口号、句式或词").fill("聚焦…打造…")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("含“聚焦…打造…”的排比标题")
    first = page.locator(".groups > li").first
    expect(first.locator(".lines p")).to_have_count(4)
    visitor.look()
    first.get_by_role("button", name="复制这一组").click()
    expect(first.get_by_text(re.compile("已复制|请手工选中复制"))).to_be_visible()
    first.get_by_role("link").first.click()
    expect(page.locator(".sheet")).to_contain_text("聚焦准入环节")


def test_a_reader_browses_keeps_a_search_and_takes_it_off_again(on_a_phone: Visitor) -> None:
    visitor = on_a_phone
    visitor.sign_in("leader")
    page = visitor.page
    visitor.open("/library/browse/")
    page.get_by_role("region", name="文种", exact=True).get_by_role("link").first.click()
    visitor.look()
    page.get_by_role("button", name="存为常用检索").click()
    page.get_by_label("名称").fill("常看的文种")
    visitor.look()
    page.get_by_role("button", name="存", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("已存为“常看的文种”")
    visitor.open("/library/saved/")
    page.get_by_role("button", name="移除“常看的文种”").click()
    expect(page.get_by_role("button", name="恢复“常看的文种”")).to_be_visible()
    visitor.look()

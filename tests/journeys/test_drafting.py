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
    page.keyboard.type("。参观古桥")
    page.keyboard.press("Control+i")
    page.get_by_role("button", name="拿掉这一句").click()
    expect(page.locator(".ql-editor")).not_to_contain_text("参观古桥")
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
    page.wait_for_load_state()
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
    assert other.page.evaluate(WRITTEN_MEANWHILE) == ["我局推动工作。", "接着写的。"]
    other.page.wait_for_timeout(1500)
    other.page.context.close()  # killed, not left
    expect(page.locator(".ql-editor")).to_contain_text("另一个窗口补写。")
    page.locator(".ql-editor p", has_text="第一段的话。").click()
    page.keyboard.press("End")
    page.keyboard.type("接着写。")
    expect(page.locator("#saved")).to_have_text(SAVED)
    visitor.open(f"{page.url}versions/")
    expect(page.locator("main")).to_contain_text("次保存")


WRITTEN_MEANWHILE = """() => {
    const block = (text, at) => ({ id: `b${at}`, kind: "paragraph", level: 0, runs: [{ text }] });
    const body = (...texts) => ({ blocks: texts.map(block) });
    const sent = body("推动。", "接着。"), mine = body("推动工作。", "接着写的。"), theirs = body("我局推动。");
    return draftText.rebased(sent, mine, theirs).blocks.map((one) => one.runs[0].text);
}"""
"""What stands on the page when one wrote on while his text was being saved, and somebody else had changed the first
paragraph and taken out the second."""


def write(page: Page, text: str) -> None:
    page.locator(".ql-editor p[data-kind=paragraph]").last.click()
    page.keyboard.type(text)


LIVE_AFTER = """words => [...document.querySelectorAll(".ql-editor .figure.live")]
    .find((one) => (one.previousSibling?.textContent ?? "").trim().endsWith(words)).innerText"""
"""The live figure that stands behind these words."""


def words(text: str) -> str:
    return re.sub(r"[\ufeff\s]", "", text)


@pytest.mark.shared
def test_the_third_piece_of_a_real_compilation_becomes_a_material_of_ones_own(
    visitor: Visitor, browser: Browser, house: str, shared: Path
) -> None:
    given_a_compilation_in_the_library(Visitor(browser, house), shared)
    visitor.sign_in("secretary")
    draft = when_its_third_piece_is_taken(visitor)
    shown = when_every_number_has_its_figure_or_its_evidence(visitor)
    when_what_was_taken_out_is_written(visitor)
    when_it_is_proofread(visitor)
    when_it_is_sent_and_signed(visitor, draft)
    visitor.open(f"{draft}files/")
    with visitor.page.expect_download() as taken:
        visitor.page.get_by_role("button", name="导出", exact=True).click()
    document = Document(io.BytesIO(Path(taken.value.path()).read_bytes()))
    text = "\n".join(one.text for one in document.paragraphs)
    assert f"累计开展政策辅导{shown}" in text
    assert "河道边的课堂照样记笔记。" in text
    assert "〔" not in text
    when_one_more_policy_session_is_entered(visitor)
    visitor.open(draft)
    expect(visitor.page.locator("#draft .figure.changed").first).to_have_text(shown)


THIRD = re.compile("税务局.*（3）$")
"""Ends the title of the third piece; the demonstration has a third piece of something, too."""


def given_a_compilation_in_the_library(librarian: Visitor, shared: Path) -> None:
    librarian.sign_in("clerk")
    librarian.open("/upload")
    librarian.page.locator("#files").set_input_files(shared / "seeds" / "004_a500b5a48106c662.txt")
    librarian.page.get_by_role("button", name="交进来").click()
    librarian.page.wait_for_url(lambda address: not address.endswith("/upload"))
    for _ in range(60):
        librarian.open("/library/?q=税务局 学习型机关建设示范单位交流材料")
        if librarian.page.locator(".hits h2 a", has_text=THIRD).count():
            break
        librarian.page.wait_for_timeout(1000)
    librarian.page.context.close()


def when_its_third_piece_is_taken(visitor: Visitor) -> str:
    page = visitor.page
    visitor.open("/library/?q=税务局 学习型机关建设示范单位交流材料")
    page.locator(".hits h2 a", has_text=THIRD).first.click()
    page.get_by_role("link", name="以此起草").click()
    page.get_by_role("button", name="起稿").click()
    expect(page.locator(".ql-editor")).to_be_visible()
    visitor.look()
    return page.url


def when_every_number_has_its_figure_or_its_evidence(visitor: Visitor) -> str:
    """Each as it is offered with one key, or by hand with its evidence; what 政策辅导 reads."""
    page = visitor.page
    waiting = int(page.locator("#waiting-count").inner_text())
    assert waiting
    for left in range(waiting - 1, -1, -1):
        page.keyboard.press("F8")
        expect(page.locator("#side h2 .figure.blank")).to_be_visible()
        offered = page.locator("[data-choice='1']")
        if offered.count():
            expect(offered).to_be_focused()
            page.keyboard.press("Enter")
        else:
            measure = page.locator("#side mark").inner_text().removeprefix("x")
            page.locator("#number").fill(f"12{measure}")
            page.locator("#evidence").fill("人事科培训台账")
            page.get_by_role("button", name="手填", exact=True).click()
        expect(page.locator("#waiting-count")).to_have_text(str(left))
    visitor.look()
    return words(page.evaluate(LIVE_AFTER, "政策辅导"))


def when_what_was_taken_out_is_written(visitor: Visitor) -> None:
    page = visitor.page
    gaps = page.locator(".ql-editor .gap")
    gaps.first.click()
    page.keyboard.press("ArrowRight")  # the gap is left as it is: what is typed stands behind it
    page.keyboard.type("在")
    gaps.first.click()
    for left in range(gaps.count() - 1, -1, -1):
        page.keyboard.type("河道边的课堂照样记笔记。")
        expect(gaps).to_have_count(left)
        page.keyboard.press("F9")
    expect(page.locator("#next-gap")).to_be_hidden()
    expect(page.locator("#saved")).to_have_text(SAVED)


def when_it_is_proofread(visitor: Visitor) -> None:
    page = visitor.page
    page.get_by_role("navigation", name="旁参").get_by_role("link", name="核对").click()
    expect(page.locator("#beside")).to_contain_text("供参考")
    visitor.look()


def when_one_more_policy_session_is_entered(visitor: Visitor) -> None:
    page = visitor.page
    visitor.open("/records/new/policy_session")
    page.locator("#held_on").fill(page.locator("#held_on").get_attribute("max") or "")
    page.locator("#title").fill("供水缴费政策辅导")
    page.locator("#f-lecturer").fill("陆清和")
    page.locator("#f-households").fill("7")
    page.get_by_role("button", name="保存", exact=True).click()
    page.wait_for_load_state()
    if not re.search(r"/records/\d+/$", page.url):
        page.get_by_role("button", name="照样保存").click()
    expect(page).to_have_url(re.compile(r"/records/\d+/$"))

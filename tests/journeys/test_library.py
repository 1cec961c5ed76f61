"""The library end to end: handed in, cleaned, found, read, put back, taken along."""

import base64
import os
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, JSHandle, expect

from tests.journeys.conftest import Visitor
from tests.library.samples import AD, COMPILATION, FLOOD

pytestmark = pytest.mark.journey

ROOT = Path(__file__).resolve().parents[2]
FIRST = "筑牢“四道防线” 守护一方安澜"
SECOND_FILE = (
    "青塘县基层治理交流材料\n（2篇）\n"
    "把网格建在渠头\n——青塘县柳湾镇基层治理交流材料（1）\n"
    + FLOOD.replace("水务局", "柳湾镇").replace("堤", "渠")
    + "\n把议事桌搬进院坝\n——青塘县云台镇基层治理交流材料（2）\n"
    + FLOOD.replace("水务局", "云台镇").replace("堤段", "院坝").replace("126", "88")
)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Two compilations, as they come: in UTF-8 and in GB18030."""
    first, second = tmp_path / "机关建设经验材料范文（2篇）.txt", tmp_path / "基层治理交流材料.txt"
    first.write_text(COMPILATION, encoding="utf-8")
    second.write_text(SECOND_FILE, encoding="gb18030")
    return [first, second]


def test_a_librarian_takes_two_compilations_to_clean_pieces(visitor: Visitor, files: list[Path]) -> None:
    given_the_librarian_is_signed_in(visitor)
    when_he_drops(visitor, files)
    then_he_watches_them_become_pieces(visitor)
    when_he_looks_for(visitor, "突击队 堤段")
    then_he_finds_and_opens(visitor, FIRST)
    then_the_sheet_is_clean_beside_its_outline(visitor)
    when_he_shows_what_was_removed(visitor)
    when_he_puts_it_back(visitor, why="核对原件")
    when_he_cuts_it_again(visitor)
    then_he_copies_the_text(visitor)
    then_he_downloads_it(visitor, "下载 Word", ".docx")


def test_a_reader_reads_and_changes_nothing(visitor: Visitor) -> None:
    visitor.sign_in("stranger")
    visitor.open("/library/?q=广告")
    visitor.open("/library/")
    page = visitor.page
    page.locator(".hits h2 a").first.click()
    visitor.look()
    expect(page.get_by_role("button", name="撤下")).to_have_count(0)
    expect(page.locator("[popovertarget]")).to_have_count(0)
    expect(page.get_by_role("link", name="入库")).to_have_count(0)
    answer = page.goto("/upload")
    assert answer
    assert answer.status == 403
    expect(page.get_by_role("main")).to_contain_text("您没有“入库”的权限")


def test_a_reader_narrows_chooses_and_takes_a_zip(visitor: Visitor) -> None:
    visitor.sign_in("stranger")
    page = visitor.page
    visitor.open("/library/")
    page.locator("#facets a").first.click()
    expect(page.locator("#facets [aria-current]").first).to_be_visible()
    assert re.search(r"\?genre=", page.url)
    visitor.look()
    page.go_back()
    expect(page.locator("#facets [aria-current]")).to_have_count(0)
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    boxes = page.locator(".hits input[type=checkbox]")
    boxes.nth(0).check()
    boxes.nth(1).check()
    expect(page.get_by_text("已选 2 篇，打包下载")).to_be_visible()
    visitor.look()
    with page.expect_download() as coming:
        page.get_by_role("region", name="批量下载").get_by_role("button", name="Word").click()
    with zipfile.ZipFile(coming.value.path()) as archive:
        assert len(archive.namelist()) == 2


def test_the_keyboard_reaches_the_search_and_skips_to_the_text(visitor: Visitor) -> None:
    visitor.sign_in("stranger")
    page = visitor.page
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("/")
    page.keyboard.type("防汛")
    page.keyboard.press("Enter")
    expect(page).to_have_title(re.compile("防汛 的检索结果"))
    visitor.look()


def test_what_is_wrong_takes_the_focus(visitor: Visitor) -> None:
    visitor.sign_in("clerk")
    page = visitor.page
    page.goto("/account")
    page.get_by_label("原密码").fill("x")
    page.get_by_label("新密码", exact=True).fill("Anlan-2031")
    page.get_by_label("再输一次新密码").fill("Anlan-2032")
    page.get_by_role("button", name="修改密码").click()
    expect(page).to_have_title(re.compile("^有误："))
    expect(page.get_by_role("alert")).to_be_focused()
    visitor.look()


def test_nothing_chosen_is_said_without_leaving_the_page(visitor: Visitor) -> None:
    visitor.sign_in("clerk")
    page = visitor.page
    page.goto("/upload")
    with page.expect_response(re.compile("/upload$")) as answer:
        page.get_by_role("button", name="交进来").click()
    assert answer.value.status == 422
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page).to_have_title("有误：入库 · 模范")
    visitor.complaints.clear()  # the browser notes every answer of 4xx
    visitor.look()


@pytest.mark.parametrize("account", ["leader", "stranger"])
def test_every_page_is_usable_on_a_phone(account: str, on_a_phone: Visitor) -> None:
    on_a_phone.sign_in(account)
    common = ["/", "/library/", "/library/?q=工作 群众", "/library/1/", "/library/new/", "/sources/", "/sources/1/"]
    for address in [*common, "/account"]:
        on_a_phone.open(address)
    if account == "leader":
        for address in ("/upload", "/batches/1/", "/library/doubts/", "/people/"):
            on_a_phone.open(address)
        somebody = on_a_phone.page.locator("main a[href^='/people/']").first.get_attribute("href")
        assert somebody
        on_a_phone.open(somebody)


def test_everything_works_without_scripts(browser: Browser, house: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=house)
    page = context.new_page()
    page.goto("/login")
    page.get_by_label("账号").fill("clerk")
    page.get_by_label("密码").fill("Mofan-demo-1")
    page.get_by_role("button", name="登录").click()
    page.get_by_role("searchbox").fill("群众")
    page.get_by_role("button", name="检索").click()
    page.locator("#facets a").first.click()
    expect(page.locator("#facets [aria-current]").first).to_be_visible()
    page.locator(".hits h2 a").first.click()
    expect(page.locator(".sheet h1")).to_be_visible()
    page.goto("/upload")
    page.get_by_label("选文件", exact=True).set_input_files(
        {"name": "便笺.txt", "mimeType": "text/plain", "buffer": FLOOD.encode()}
    )
    page.get_by_role("button", name="交进来").click()
    expect(page.get_by_role("main")).to_contain_text("便笺.txt")
    context.close()


@pytest.mark.skipif("MOFAN_TAKE_PICTURE" not in os.environ, reason="set MOFAN_TAKE_PICTURE=1 to take the picture anew")
def test_the_picture_for_the_readme(visitor: Visitor) -> None:
    visitor.page.set_viewport_size({"width": 1366, "height": 900})
    visitor.sign_in("clerk")
    visitor.open("/library/?q=调解 网络")
    visitor.page.get_by_role("link", name=re.compile("多元化解矛盾纠纷")).first.click()
    visitor.page.get_by_label("显示已清除的").check()
    visitor.page.get_by_text("已清除 ", exact=False).last.click()
    visitor.page.mouse.move(700, 890)
    visitor.page.screenshot(path=ROOT / "docs" / "picture.png")


def given_the_librarian_is_signed_in(visitor: Visitor) -> None:
    visitor.sign_in("clerk")
    expect(visitor.page.get_by_role("main")).to_contain_text("馆藏")


def dragged(visitor: Visitor, files: list[Path]) -> JSHandle:
    """The files as a browser hands them over when they are dropped on a page."""
    carry = """(files) => {
        const basket = new DataTransfer();
        for (const [name, data] of files) {
            basket.items.add(new File([Uint8Array.from(atob(data), (one) => one.charCodeAt(0))], name));
        }
        return basket;
    }"""
    packed = [[path.name, base64.b64encode(path.read_bytes()).decode()] for path in files]
    return visitor.page.evaluate_handle(carry, packed)


def when_he_drops(visitor: Visitor, files: list[Path]) -> None:
    visitor.page.get_by_role("navigation", name="主导航").get_by_role("link", name="入库").click()
    visitor.look()
    visitor.page.dispatch_event("[data-drop]", "drop", {"dataTransfer": dragged(visitor, files)})
    expect(visitor.page.get_by_text(re.compile("已选 2 个文件"))).to_be_visible()
    visitor.look()
    visitor.page.get_by_role("button", name="交进来").click()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text(re.compile(r"第 \d+ 批"))


def then_he_watches_them_become_pieces(visitor: Visitor) -> None:
    expect(visitor.page.get_by_role("heading", name="已处理完")).to_be_visible(timeout=60_000)
    expect(visitor.page.locator("#n-pieces")).to_have_text("4")
    expect(visitor.page.locator("#n-ads")).to_have_text("2")
    expect(visitor.page.locator("#n-refused")).to_have_text("0")
    visitor.look()


def when_he_looks_for(visitor: Visitor, words: str) -> None:
    visitor.page.get_by_role("combobox", name="检索素材").fill(words)
    visitor.page.get_by_role("button", name="检索").click()
    expect(visitor.page.get_by_role("status").first).to_contain_text("用时")
    visitor.look()


def then_he_finds_and_opens(visitor: Visitor, title: str) -> None:
    visitor.page.get_by_role("link", name=title, exact=True).click()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text(title)
    visitor.look()


def then_the_sheet_is_clean_beside_its_outline(visitor: Visitor) -> None:
    page = visitor.page
    expect(page.get_by_role("navigation", name="提纲")).to_contain_text("一、坚持政治引领，把责任扛在肩上")
    assert AD not in page.locator(".sheet").inner_text()
    expect(page.locator(".sheet mark").first).to_be_visible()


def when_he_shows_what_was_removed(visitor: Visitor) -> None:
    visitor.page.get_by_label("显示已清除的").check()
    expect(visitor.page.locator(".sheet del", has_text="anlan_demo9")).to_be_visible()
    visitor.look()


def when_he_puts_it_back(visitor: Visitor, why: str) -> None:
    page = visitor.page
    page.locator(".sheet .cut", has_text="anlan_demo9").get_by_role("button", name="恢复").first.click()
    dialog = page.get_by_role("dialog", name="恢复这一处")
    expect(dialog).to_contain_text("anlan_demo9")
    visitor.look()
    dialog.get_by_label("缘由").fill(why)
    dialog.get_by_role("button", name="恢复").click()
    expect(page.get_by_role("status").first).to_contain_text("已恢复到正文")
    expect(page.locator(".timeline").first).to_contain_text(why)
    visitor.look()


def when_he_cuts_it_again(visitor: Visitor) -> None:
    visitor.page.get_by_role("button", name="重新清除").click()
    expect(visitor.page.get_by_role("status").first).to_contain_text("已重新清除")
    assert AD not in visitor.page.locator(".sheet").inner_text()


def then_he_copies_the_text(visitor: Visitor) -> None:
    page = visitor.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="复制正文").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    copied = str(page.evaluate("navigator.clipboard.readText()"))
    assert copied.startswith(FIRST)
    assert "一、坚持政治引领，把责任扛在肩上" in copied
    assert "anlan_demo9" not in copied


def then_he_downloads_it(visitor: Visitor, name: str, ending: str) -> None:
    with visitor.page.expect_download() as coming:
        visitor.page.get_by_role("link", name=name).click()
    assert coming.value.suggested_filename.endswith(ending)
    with zipfile.ZipFile(coming.value.path()) as document:
        text = document.read("word/document.xml").decode()
    assert "全县安全度汛" in text
    assert "anlan_demo9" not in text

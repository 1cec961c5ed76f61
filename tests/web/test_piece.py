"""One material on its page."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from mofan.library.models import Candidate, Piece, Removal
from mofan.org.models import Access, History, Person
from mofan.web.views.piece import paid_words
from tests.library.samples import AD, SINGLE
from tests.make import AT, make_pieces


@pytest.fixture
def piece(compiled: list[Piece]) -> Piece:
    return compiled[0]


@pytest.fixture
def ad(piece: Piece) -> Removal:
    return piece.removals.get(kind="ad")


@pytest.fixture
def candidate(piece: Piece) -> Candidate:
    """A doubtful find in the middle of the piece."""
    text = "共巡查堤段126处"
    start = piece.source.read.text.index(text)
    return Candidate.objects.create(
        source=piece.source, piece=piece, start=start, end=start + len(text), text=text, reason="像联系方式"
    )


def page_of(client: Client, piece: Piece, query: str = "") -> str:
    return client.get(reverse("piece", args=[piece.pk]) + query).content.decode()


def sheet_of(page: str) -> str:
    return page.split('id="text"')[1].split("</article>")[0]


def kept(sheet: str) -> str:
    """The text that one reads while removals stay hidden."""
    without = re.sub(r"<del>.*?</del>|<button.*?</button>", "", sheet)
    return re.sub(r"<[^>]+>", "", without)


def test_a_reader_reads_the_sheet_beside_its_outline(strangers: Client, piece: Piece) -> None:
    page = page_of(strangers, piece)
    assert "一、坚持政治引领，把责任扛在肩上" in page.split('aria-label="提纲"')[1].split("</nav>")[0]
    sheet = sheet_of(page)
    assert 'id="s1">一、坚持政治引领' in sheet
    assert AD not in kept(sheet)
    assert "全县安全度汛" in kept(sheet)
    for shown in ("字数", "来源", "经验材料（2篇）.txt", "下一篇"):
        assert shown in page


def test_what_was_cut_is_there_to_be_shown(strangers: Client, piece: Piece, ad: Removal) -> None:
    page = page_of(strangers, piece)
    assert "anlan_demo9" in "".join(re.findall(r"<del>(.*?)</del>", sheet_of(page)))
    assert 'id="cuts"' in page
    assert " checked" in page_of(strangers, piece, "?cuts=1").split('id="cuts"')[1][:10]


def test_a_reader_has_no_buttons_and_no_leave(strangers: Client, piece: Piece, ad: Removal) -> None:
    page = page_of(strangers, piece)
    assert "popovertarget" not in page
    for name, keys in (("put_back", [piece.pk, ad.pk]), ("cut_again", [piece.pk, ad.pk]), ("withdraw", [piece.pk])):
        answer = strangers.post(reverse(name, args=keys), {"why": "x"})
        assert answer.status_code == 403
        assert "请找系统管理员" in answer.content.decode()
    ad.refresh_from_db()
    assert ad.put_back_at is None


def test_a_librarian_puts_back_and_cuts_again(clerks: Client, piece: Piece, ad: Removal) -> None:
    answer = clerks.post(reverse("put_back", args=[piece.pk, ad.pk]), {"why": "原文如此", "cuts": "1"}, follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain[0][0].endswith("?cuts=1")
    assert "已恢复到正文" in page
    assert "原文如此" in page
    assert "重新清除" in page
    assert History.objects.filter(verb="恢复清除", note="原文如此").exists()
    page = clerks.post(reverse("cut_again", args=[piece.pk, ad.pk]), follow=True).content.decode()
    assert "已重新清除" in page
    assert AD not in kept(sheet_of(page))


def test_what_was_put_back_already_is_said(clerks: Client, piece: Piece, ad: Removal) -> None:
    clerks.post(reverse("put_back", args=[piece.pk, ad.pk]))
    answer = clerks.post(reverse("put_back", args=[piece.pk, ad.pk]))
    assert answer.status_code == 409
    assert "<title>有误：" in answer.content.decode()
    assert "已经恢复过了" in answer.content.decode()


def test_a_removal_of_another_piece_is_not_there(clerks: Client, compiled: list[Piece], ad: Removal) -> None:
    assert clerks.post(reverse("put_back", args=[compiled[1].pk, ad.pk])).status_code == 404


def test_a_doubtful_find_is_marked_and_decided(
    clerks: Client, strangers: Client, piece: Piece, candidate: Candidate
) -> None:
    assert f'<mark class="doubt">{candidate.text}</mark>' in sheet_of(page_of(strangers, piece))
    listed = clerks.get(reverse("doubts")).content.decode()
    assert candidate.text in listed
    answer = clerks.post(reverse("cut_candidate", args=[piece.pk, candidate.pk]), {"back": "/library/doubts/"})
    assert answer["Location"] == "/library/doubts/"
    assert candidate.text not in kept(sheet_of(page_of(clerks, piece)))


def test_a_doubtful_find_is_kept(clerks: Client, piece: Piece, candidate: Candidate) -> None:
    given = {"back": "https://elsewhere.example/"}
    answer = clerks.post(reverse("keep_candidate", args=[piece.pk, candidate.pk]), given)
    assert answer["Location"] == reverse("piece", args=[piece.pk])
    assert "疑似广告" not in page_of(clerks, piece)


def test_the_words_asked_for_are_marked(strangers: Client, piece: Piece) -> None:
    page = page_of(strangers, piece, "?q=突击队")
    assert '<mark id="hit">突击队</mark>' in page
    assert "“突击队”在文中 1 处" in page
    assert 'href="/library/?q=%E7%AA%81' in page


def test_it_is_withdrawn_with_a_reason_and_restored(clerks: Client, strangers: Client, piece: Piece) -> None:
    refused = clerks.post(reverse("withdraw", args=[piece.pk]), {"why": " "})
    assert "撤下要写明缘由" in refused.content.decode()
    page = clerks.post(reverse("withdraw", args=[piece.pk]), {"why": "与另一篇重复"}, follow=True).content.decode()
    assert "这一篇已撤下" in page
    assert "与另一篇重复" in page
    assert strangers.get(reverse("piece", args=[piece.pk])).status_code == 404
    assert strangers.get(reverse("download", args=[piece.pk, "txt"])).status_code == 404
    page = clerks.post(reverse("restore", args=[piece.pk]), follow=True).content.decode()
    assert "已恢复在库" in page
    assert strangers.get(reverse("piece", args=[piece.pk])).status_code == 200


@pytest.mark.parametrize(
    ("extension", "media"),
    [("docx", "application/vnd.openxml"), ("md", "text/markdown"), ("txt", "text/plain")],
)
def test_it_is_downloaded(extension: str, media: str, strangers: Client, stranger: Person, piece: Piece) -> None:
    answer = strangers.get(reverse("download", args=[piece.pk, extension]))
    assert answer["Content-Type"].startswith(media)
    assert "attachment" in answer["Content-Disposition"]
    assert "filename*=utf-8''" in answer["Content-Disposition"]
    assert b"anlan_demo9" not in answer.content
    assert Access.objects.filter(by=stranger, what="下载").exists()


def test_there_is_no_other_format(strangers: Client, piece: Piece) -> None:
    assert strangers.get(reverse("download", args=[piece.pk, "exe"])).status_code == 404


def test_a_copy_leads_to_the_one_before(clerk: Person, clerks: Client) -> None:
    (first,) = make_pieces(clerk, "一.txt", SINGLE)
    (again,) = make_pieces(clerk, "二.txt", SINGLE + "\n")
    page = page_of(clerks, again)
    assert "逐字相同" in page
    assert reverse("piece", args=[first.pk]) in page
    assert "二.txt" in page_of(clerks, first)


def test_numbers_and_blanks_are_listed_with_what_they_count(clerk: Person, clerks: Client) -> None:
    (piece,) = make_pieces(clerk, "三.txt", SINGLE + "\n全年召开警示教育x次，慰问老人86户。")
    page = page_of(clerks, piece)
    assert re.search(r"数字 \d+ 处", page)
    assert re.search(r"空缺 \d+ 处", page)
    assert "警示教育" in page.split("空缺 ")[1]


def test_a_piece_without_anything_removed_says_so(clerk: Person, clerks: Client) -> None:
    (piece,) = make_pieces(clerk, "四.txt", SINGLE)
    assert "没有清除过内容" in page_of(clerks, piece)


def test_the_paid_stretch_is_said_in_words() -> None:
    def words(start: int | None, end: int | None) -> str:
        return paid_words(Piece(start=0, body_start=10, end=1000, paid_start=start, paid_end=end))

    assert words(None, None) == ""
    assert words(10, 1000) == "全文原为会员内容"
    assert words(500, 750) == "其中约 250 字（25%）原为会员内容"


def test_what_stands_in_a_text_is_shown_as_text(clerk: Person, clerks: Client) -> None:
    (piece,) = make_pieces(clerk, "五.txt", SINGLE.replace("认真履行职责", "<b onclick=x>认真</b>履行职责"))
    assert "<b onclick" not in page_of(clerks, piece)
    assert "&lt;b onclick" in page_of(clerks, piece)


def test_a_piece_that_is_not_there(clerks: Client, home: object) -> None:
    assert clerks.get(reverse("piece", args=[999])).status_code == 404


def test_a_page_takes_few_queries(clerks: Client, compiled: list[Piece], django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(32):  # type: ignore[operator]
        page_of(clerks, compiled[0])
    assert AT


def test_a_phrase_asked_for_stands_in_its_marks_once(strangers: Client, compiled: list[Piece]) -> None:
    page = strangers.get(reverse("piece", args=[compiled[0].pk]), {"q": "“清单”"}).content.decode()
    assert "“清单”的结果" in page
    assert "““" not in page


def test_a_very_long_piece_shows_its_beginning_and_says_so(
    strangers: Client, clerk: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mofan.library.queries.SHEET", 400)
    text = SINGLE + "".join(f"\n{no}号渠道清淤{no}公里，惠及群众{no}户。" for no in range(1, 400))
    row = make_pieces(clerk, "渠道台账.txt", text)[0]
    page = strangers.get(reverse("piece", args=[row.pk])).content.decode()
    assert "要看全文，请下载" in page
    assert "只列前 300 个" in page
    assert "399号渠道" not in page[: page.index("要看全文")]
    assert "399号渠道" in strangers.get(reverse("download", args=[row.pk, "txt"])).content.decode()


def test_what_reading_said_of_the_original_is_shown(strangers: Client, piece: Piece) -> None:
    assert "<dt>读取</dt>" not in page_of(strangers, piece)
    piece.source.report = {"warnings": ["有1张图表没有带入，请看原件。"], "insets": 2}
    piece.source.media_type = "application/msword"
    piece.source.save()
    shown = page_of(strangers, piece).split("<dt>读取</dt>")[1].split("</dd>")[0]
    assert "有1张图表没有带入，请看原件。" in shown
    assert "原件是旧格式，请另存为 .docx 后再入库" in shown


def test_the_head_of_an_official_document_stands_above_its_title(strangers: Client, clerk: Person) -> None:
    text = "青塘县水务局文件\n青水发〔2026〕3号\n青塘县水务局关于做好汛期值守的通知\n各水利站：\n现通知如下。"
    row = make_pieces(clerk, "通知.txt", text)[0]
    assert (row.title, row.subtitle) == ("青塘县水务局关于做好汛期值守的通知", "青水发〔2026〕3号")
    sheet = sheet_of(page_of(strangers, row))
    assert (
        sheet.index("青塘县水务局文件")
        < sheet.index("<h1")
        < sheet.index("青水发〔2026〕3号")
        < sheet.index("各水利站")
    )
    assert sheet.count("青水发〔2026〕3号") == 1

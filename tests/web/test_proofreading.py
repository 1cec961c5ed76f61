"""Proofreading on the pages: findings in the text, what is done with them, a text that is not kept."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mofan.library.clean_text import text_of
from mofan.library.models import Piece
from mofan.library.proofreading import looking
from mofan.library.proofreading.models import Correction, DictionaryEntry
from mofan.org.models import Person
from mofan.web.views import proofreading
from tests.make import make_pieces

TITLE = "青塘县水务局清理帐户的情况报告"
BODY = (
    "截止目前,全局共核对堤防资金专户12个，整改问题34处。\n"
    "一、压实责任\n"
    "局党组按步就班推进，逐项明确责任人,召开会议x次。"
)
HTMX = {"HX-Request": "true"}


@pytest.fixture
def piece(clerk: Person) -> Piece:
    return make_pieces(clerk, "报告.txt", f"{TITLE}\n{BODY}")[0]


def page(client: Client, piece: Piece, **asked: str) -> str:
    answer = client.get(reverse("proofread", args=[piece.pk]), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def button(shown: str, name: str, quote: str = "") -> dict[str, str]:
    """What pressing the button of that name, beside the finding of that quote, hands in."""
    of = re.findall(r'name="of" value="(\w+)"', shown)[0]
    items = (
        [one for one in re.split(r'<li id="f\d+"', shown) if re.search(rf"<(del|mark)>{quote}</", one)]
        if quote
        else [shown]
    )
    return {"of": of, name: re.findall(rf'name="{name}" value="([^"]*)"', items[-1])[0]}


def decide(client: Client, piece: Piece, given: dict[str, str], **headers: str) -> str:
    answer = client.post(reverse("decide_finding", args=[piece.pk]), given, headers=headers, follow=True)
    return answer.content.decode()


def text_now(piece: Piece) -> str:
    return text_of(Piece.objects.get(pk=piece.pk)).text


def test_findings_stand_in_the_text_and_are_accepted_one_by_one(clerks: Client, piece: Piece) -> None:
    shown = page(clerks, piece)
    assert re.search(r'<a class="found error" id="t\d+" href="#f\d+">截止目前</a>', shown)
    assert "<del>截止目前</del><ins>截至目前</ins>" in shown
    after = decide(clerks, piece, button(shown, "accept", "截止目前"))
    assert "“截止目前”已改为“截至目前”" in after
    assert "已改正 1 处" in after
    assert "截至目前" in text_now(piece)
    sheet = clerks.get(reverse("piece", args=[piece.pk])).content.decode()
    assert "截至目前" in sheet
    assert "采纳校对意见" in sheet


def test_without_script_the_next_finding_is_gone_to(clerks: Client, piece: Piece) -> None:
    given = button(page(clerks, piece), "accept", "截止目前")
    answer = clerks.post(reverse("decide_finding", args=[piece.pk]), given)
    assert answer.status_code == 302
    assert re.fullmatch(rf"/library/{piece.pk}/proofread/#f\d+", answer["Location"])


def test_a_part_of_the_page_answers_htmx(clerks: Client, piece: Piece) -> None:
    part = decide(clerks, piece, button(page(clerks, piece), "refuse", "按步就班"), **HTMX)
    assert "<html" not in part
    assert part.lstrip().startswith('<div id="proof"')
    assert "保留原样" in part
    assert "不采纳 1 处" in part
    assert "data-here" in part
    assert "<del>按步就班</del>" not in part
    again = decide(clerks, piece, button(part, "again"), **HTMX)
    assert "<del>按步就班</del>" in again


def test_all_of_a_kind_and_undo(clerks: Client, piece: Piece) -> None:
    shown = page(clerks, piece, kind="punctuation")
    assert "截止目前</del>" not in shown
    assert "采纳全部标点（2 处）" in shown
    after = decide(clerks, piece, button(shown, "all"))
    assert "已改正标点 2 处" in after
    assert "," not in text_now(piece)
    assert "已撤销：采纳全部校对意见" in decide(clerks, piece, button(after, "undo"))
    assert text_now(piece) == f"{TITLE}\n{BODY}"
    assert "没有可以撤销的" in decide(clerks, piece, button(page(clerks, piece), "undo"))


def test_a_place_is_changed_by_hand_and_changed_back(clerks: Client, piece: Piece) -> None:
    shown = page(clerks, piece)
    given = button(shown, "change", "x")
    assert "请写明改成什么" in decide(clerks, piece, given)
    after = decide(clerks, piece, given | {f"new-{given['change']}": "9"})
    assert "召开会议9次" in text_now(piece)
    assert "“9”已改回“x”" in decide(clerks, piece, button(after, "restore"))
    assert "召开会议x次" in text_now(piece)
    assert "已经撤销过了" in decide(clerks, piece, button(after, "restore"))
    assert "已经撤销过了" in decide(clerks, piece, {"again": "1"})


def test_a_word_is_kept_for_the_unit(clerks: Client, piece: Piece) -> None:
    shown = page(clerks, piece)
    given = button(shown, "keep", "按步就班")
    word = re.findall(rf'name="word-{given["keep"]}" maxlength="60" value="([^"]*)"', shown)[0]
    assert word == "按步就班"
    after = decide(clerks, piece, given | {f"word-{given['keep']}": word})
    assert "已收入词典" in after
    assert "<del>按步就班</del>" not in after
    assert DictionaryEntry.objects.get().word == word


def test_what_changed_meanwhile_is_shown_anew(clerks: Client, piece: Piece) -> None:
    shown = page(clerks, piece)
    decide(clerks, piece, button(shown, "accept", "截止目前"))
    answer = clerks.post(reverse("decide_finding", args=[piece.pk]), button(shown, "accept", "按步就班"))
    assert answer.status_code == 409
    assert "刚被改过" in answer.content.decode()
    part = decide(clerks, piece, button(shown, "accept", "按步就班"), **HTMX)
    assert "刚被改过" in part
    assert Correction.objects.count() == 1


def test_residue_is_asked_for(clerks: Client, clerk: Person) -> None:
    (piece,) = make_pieces(
        clerk, "借来.txt", "安澜县水务局工作总结\n2019年以来，山东省济南市历下区狠抓落实，成效明显。"
    )
    assert "<span>借用残留</span>" not in page(clerks, piece)
    shown = page(clerks, piece, own="1", year="2026")
    assert "2019年以来" in shown
    assert "<span>借用残留</span>" in shown
    after = decide(clerks, piece, button(shown, "refuse", "2019年以来") | {"own": "1", "year": "2026"})
    assert "不采纳 1 处" in after
    assert 'name="year" value="2026"' in after
    page(clerks, piece, own="1", year="²", kind="<b>")


def test_the_page_of_a_piece_says_what_waits_and_what_was_corrected(
    clerks: Client, strangers: Client, piece: Piece
) -> None:
    address = reverse("proofread_summary", args=[piece.pk])
    assert address in strangers.get(reverse("piece", args=[piece.pk])).content.decode()
    part = strangers.get(address, headers=HTMX).content.decode()
    assert "待处理" in part
    assert "?kind=punctuation" in part
    assert strangers.get(address).status_code == 302
    decide(clerks, piece, button(page(clerks, piece), "accept", "截止目前"))
    assert "<del>截止目前</del><ins>截至目前</ins>" in strangers.get(address, headers=HTMX).content.decode()


def test_a_reader_looks_and_changes_nothing(strangers: Client, clerks: Client, piece: Piece) -> None:
    shown = page(strangers, piece)
    assert "<del>截止目前</del>" in shown
    assert 'name="accept"' not in shown
    given = button(page(clerks, piece), "accept", "截止目前")
    assert strangers.post(reverse("decide_finding", args=[piece.pk]), given).status_code == 403
    assert strangers.get(reverse("decide_finding", args=[piece.pk])).status_code == 405
    clerks.post(reverse("withdraw", args=[piece.pk]), {"why": "重复"})
    for name in ("proofread", "proofread_summary"):
        assert strangers.get(reverse(name, args=[piece.pk])).status_code == 404


def test_a_clean_text_says_so(clerks: Client, clerk: Person) -> None:
    (piece,) = make_pieces(clerk, "好.txt", "水务局工作总结\n各科室按时完成了年度任务。")
    assert "没有待处理的意见" in page(clerks, piece)
    assert (
        "没有待处理的意见" in clerks.get(reverse("proofread_summary", args=[piece.pk]), headers=HTMX).content.decode()
    )
    assert "错别字没有待处理的意见" in page(clerks, piece, kind="spelling")


def test_a_long_text_is_shown_and_listed_in_part(
    clerks: Client, clerk: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proofreading, "SHEET", 40)
    monkeypatch.setattr(proofreading, "LISTED", 2)
    (piece,) = make_pieces(clerk, "长.txt", f"{TITLE}\n{BODY}")
    shown = page(clerks, piece)
    assert "正文太长" in shown
    assert "只列前 2 处" in shown


def test_what_is_too_long_is_not_proofread_while_somebody_waits(
    clerks: Client, piece: Piece, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = button(page(clerks, piece), "accept", "截止目前")
    monkeypatch.setattr(proofreading, "AT_ONCE", 10)
    assert "篇幅长" in clerks.get(reverse("proofread_summary", args=[piece.pk]), headers=HTMX).content.decode()
    monkeypatch.setattr(looking, "LONGEST", 10)
    assert "这里不校对" in page(clerks, piece)
    assert "这里不校对" in decide(clerks, piece, given)


def given(client: Client, **fields: object) -> str:
    return client.post(reverse("proofread_text"), fields).content.decode()


def test_a_pasted_text_is_proofread_and_corrected_as_chosen(strangers: Client) -> None:
    assert "交来文字" in strangers.get(reverse("proofread_text")).content.decode()
    text = f"{TITLE}\n{BODY}"
    shown = given(strangers, text=text)
    assert "<del>截止目前</del><ins>截至目前</ins>" in shown
    of = re.findall(r'name="of" value="(\w+)"', shown)[0]
    keys = re.findall(r'name="take" value="([^"]+)" data-accept checked', shown)
    assert keys
    after = given(strangers, text=text, of=of, take=keys, apply="1")
    assert f"改了 {len(keys)} 处" in after
    corrected = after.split('id="corrected"')[1].split("</article>")[0]
    assert "截至目前" in corrected
    assert "截止目前" not in corrected
    assert 'id="corrected"' not in given(strangers, text=text, of="0", take=keys, apply="1")
    assert Correction.objects.count() == 0


def test_a_file_is_proofread_for_the_own_unit(strangers: Client) -> None:
    file = SimpleUploadedFile("a.txt", f"{TITLE}\n2019年以来，按期完成。".encode("gb18030"))
    assert "2019年以来" in given(strangers, file=file, own="1", year="2026")


def test_what_cannot_be_proofread_is_refused_with_a_reason(strangers: Client) -> None:
    for text, said in (
        ("短", "文字太少"),
        ("长" * 100_001, "分成几段来校对"),
        ("机密★1年\n正文内容若干若干若干。", "不校对"),
    ):
        answer = strangers.post(reverse("proofread_text"), {"text": text})
        assert answer.status_code == 422
        assert said in answer.content.decode()
    assert "没有发现的不等于没有" in given(strangers, text="各科室按时完成了年度任务，运行平稳。")


def test_a_title_that_stands_apart_is_proofread_too(clerks: Client, piece: Piece) -> None:
    assert "标题不在正文里" not in page(clerks, piece)
    Piece.objects.filter(pk=piece.pk).update(title="青塘县局党组按步就班的经验")
    shown = page(clerks, piece).split("标题不在正文里")[1].split("</p>")[0]
    assert "“按部就班”" in shown

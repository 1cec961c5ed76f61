"""A material on A4: its type, its elements, its pages."""

import io
import re
import zipfile

import pypdfium2 as pdfium
import pytest
from django.test import Client
from django.urls import reverse

from mofan.library.models import Piece
from mofan.library.official import printed
from mofan.org.models import Access, Person
from mofan.paper.pdf import NoChineseFont
from mofan.text.read import read_bytes
from tests.make import make_pieces

NOTICE = """安澜县水务局文件
安水发〔2026〕3号
关于开展河道清淤工作的通知
各乡镇水利站，局属各单位：
为做好今年汛前准备，保障河道行洪安全，经局务会议研究，现就开展河道清淤工作通知如下。
一、工作任务
对全县12条主要河道进行清淤，重点清理桥涵上下游和入河口。
二、工作要求
各单位要落实责任，请于2026年5月底前完成清淤，完成情况报局办公室。
安澜县水务局
2026年3月2日
抄送：县政府办公室。
安澜县水务局办公室　2026年3月3日印发
"""


@pytest.fixture
def notice(clerk: Person) -> Piece:
    return make_pieces(clerk, "关于开展河道清淤工作的通知.txt", NOTICE)[0]


def page_of(client: Client, piece: Piece, query: str = "") -> str:
    answer = client.get(reverse("official", args=[piece.pk]) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def value_of(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return found.group(1) if found else ""


def test_a_notice_is_shown_as_it_will_be_printed(strangers: Client, notice: Piece) -> None:
    page = page_of(strangers, notice, "?type=通知")
    assert "按通知排成 2 页 A4" in page
    assert value_of(page, "number") == "安水发〔2026〕3号"
    assert value_of(page, "date") == "2026年3月2日"
    assert "从正文识别。" in page
    answer = strangers.get(reverse("official_page", args=[notice.pk, 1]) + "?type=通知")
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")
    assert strangers.get(reverse("official_page", args=[notice.pk, 9]) + "?type=通知").status_code == 404


def test_the_page_of_a_piece_leads_here(strangers: Client, notice: Piece) -> None:
    page = strangers.get(reverse("piece", args=[notice.pk])).content.decode()
    assert reverse("official", args=[notice.pk]) in page


def test_what_a_text_was_meant_to_be_is_found(strangers: Client, notice: Piece, compiled: list[Piece]) -> None:
    assert '<option value="通知" selected>' in page_of(strangers, notice)
    ordinary = page_of(strangers, compiled[0])
    assert "按普通材料排成" in ordinary
    assert 'name="number"' not in ordinary


def test_elements_are_set_and_taken_away(strangers: Client, notice: Piece) -> None:
    fields = {
        "before": "通知", "type": "通知", "set": "1", "organs": "安澜县水务局、安澜县财政局",
        "number": "安水发[2026]03号", "signatories": "", "urgency": "特急", "addressees": "",
        "signed": "安澜县水务局、安澜县财政局",
        "date": "2026年4月1日", "note": "此件公开发布", "copies_to": "县委办公室", "office": "安澜县水务局办公室",
        "issued_on": "", "unsealed": "1",
    }  # fmt: skip
    answer = strangers.get(reverse("official", args=[notice.pk]), fields)
    page = answer.content.decode()
    assert "按您填写的。" in page
    assert "您去掉了。" in page
    assert "没有主送机关" in page
    assert "的写法不合规定" in page
    assert "恢复识别的" in page
    docx = strangers.get(reverse("official_file", args=[notice.pk, "docx"]), fields).content
    text = read_bytes(docx, "a.docx").text
    for wanted in ("特急", "安澜县财政局", "2026年4月1日", "（此件公开发布）", "抄送：县委办公室。"):
        assert wanted in text
    for gone in ("各乡镇水利站", "2026年3月3日印发"):
        assert gone not in text


def test_another_type_reads_the_text_anew(strangers: Client, notice: Piece) -> None:
    page = page_of(strangers, notice, "?before=通知&type=请示&set=1&number=")
    assert value_of(page, "number") == "安水发〔2026〕3号"
    assert "没有签发人。请示应当有" in page
    minutes = page_of(strangers, notice, "?before=纪要&type=纪要&set=1&organs=安澜县水务局局务会议纪要")
    assert value_of(minutes, "organs") == "安澜县水务局局务会议纪要"
    assert "按普通材料排成" in page_of(strangers, notice, "?type=条例")


def test_files_of_this_layout_are_taken_along_and_printed(strangers: Client, notice: Piece) -> None:
    address = reverse("official_file", args=[notice.pk, "pdf"])
    answer = strangers.get(address, {"type": "通知"})
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert len(pdfium.PdfDocument(answer.content)) == 2
    assert strangers.get(address, {"type": "通知", "print": "1"}).headers["Content-Disposition"].startswith("inline")
    assert list(Access.objects.order_by("id").values_list("what", flat=True))[-2:] == ["下载", "打印"]
    assert strangers.get(reverse("official_file", args=[notice.pk, "odt"])).status_code == 404


def test_one_piece_and_many_are_taken_along_as_pdf(strangers: Client, compiled: list[Piece]) -> None:
    one = strangers.get(reverse("download", args=[compiled[0].pk, "pdf"]))
    assert one.content.startswith(b"%PDF-")
    answer = strangers.post(reverse("download_many"), {"format": "pdf", "piece": [one.pk for one in compiled]})
    with zipfile.ZipFile(io.BytesIO(answer.getvalue())) as archive:
        assert all(archive.read(name).startswith(b"%PDF-") for name in archive.namelist())
        assert len(archive.namelist()) == 2


def test_a_machine_without_chinese_fonts_says_so(
    strangers: Client, notice: Piece, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise NoChineseFont("本机没有中文字体，排不出 PDF。")

    monkeypatch.setattr("mofan.library.official.printed", refuse)
    monkeypatch.setattr("mofan.web.views.official.printed", refuse)
    monkeypatch.setattr("mofan.paper.pdf.Fonts.require_chinese", refuse)
    answer = strangers.get(reverse("official", args=[notice.pk]))
    assert answer.status_code == 503
    assert "本机没有中文字体" in answer.content.decode()
    for asked in (
        strangers.get(reverse("official_page", args=[notice.pk, 1])),
        strangers.post(reverse("download_many"), {"format": "pdf", "piece": [notice.pk]}),
    ):
        assert asked.status_code == 503
        assert "现在排不出 PDF" in asked.content.decode()


def test_a_withdrawn_piece_is_not_shown_to_readers(strangers: Client, clerks: Client, notice: Piece) -> None:
    clerks.post(reverse("withdraw", args=[notice.pk]), {"why": "重复"})
    for address in (
        reverse("official", args=[notice.pk]),
        reverse("official_page", args=[notice.pk, 1]),
        reverse("official_file", args=[notice.pk, "pdf"]),
    ):
        assert strangers.get(address).status_code == 404


def test_a_preview_is_made_once(notice: Piece) -> None:
    from mofan.library.official import ordinary

    document = ordinary(notice)
    assert printed(document) is printed(document)

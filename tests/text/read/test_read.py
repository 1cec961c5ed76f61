"""The public face of reading."""

import pytest

from mofan.text.read import Limits, MediaType, Reason, Unreadable, is_archive, read_bytes, read_members, sniff
from tests.text.read.makers import make_docx, make_zip, paragraph

TEXT = "关于开展学习交流的通知\n各科室：\n请于周五前报送材料。\n"


def refuse(data: bytes, name: str = "", limits: Limits | None = None) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        read_bytes(data, name, limits=limits or Limits())
    assert str(caught.value) == caught.value.sentence
    assert caught.value.sentence.endswith("。")
    return caught.value


def test_it_reads_a_text_file() -> None:
    document = read_bytes(TEXT.encode(), "通知.txt")
    assert document.text == TEXT
    assert (document.name, document.media_type, document.encoding) == ("通知.txt", "text/plain", "utf-8")
    assert document.warnings == ()
    assert document.hidden == ()


def test_nasty_12_a_docx_named_wps_is_read() -> None:
    document = read_bytes(make_docx(paragraph("通知") + paragraph("请按时参加。")), "通知.wps")
    assert document.text == "通知\n请按时参加。"
    assert document.media_type == MediaType.DOCX


def test_it_refuses_an_empty_file() -> None:
    assert refuse(b"", "空.txt").reason is Reason.EMPTY


def test_it_refuses_a_file_of_blanks() -> None:
    assert refuse("\u3000\n \n".encode(), "空.txt").reason is Reason.EMPTY


def test_it_sends_archives_to_read_members() -> None:
    data = make_zip({"a.txt": TEXT})
    assert is_archive(data, "材料.zip")
    assert refuse(data, "材料.zip").reason is Reason.ARCHIVE
    assert [member.path for member in read_members(data, "材料.zip")] == ["a.txt"]


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"\x1f\x8b\x08\x00", MediaType.GZIP),
        (make_zip({"[Content_Types].xml": "", "ppt/presentation.xml": ""}), MediaType.PPTX),
    ],
)
def test_it_says_that_it_knows_a_format_but_does_not_read_it(data: bytes, media_type: MediaType) -> None:
    assert sniff(data, "文件") is media_type
    assert refuse(data).reason is Reason.UNSUPPORTED


def test_it_refuses_a_file_beyond_the_limit() -> None:
    assert refuse(TEXT.encode(), "a.txt", Limits(file_bytes=20)).reason is Reason.TOO_LARGE

"""Text and Markdown files."""

import random

import pytest

from mofan.text.read import MediaType, Reason, Unreadable, read_bytes, sniff
from tests.growth import grows_evenly


def read(text: str, name: str = "通知.txt") -> str:
    return read_bytes(text.encode(), name).text


def refuse(data: bytes, name: str) -> Reason:
    with pytest.raises(Unreadable) as caught:
        read_bytes(data, name)
    return caught.value.reason


def test_it_changes_nothing_but_line_ends() -> None:
    assert read("　　第一段  \r\n\r\n\t第二段（ｗｘ）\u200b\r\n") == "　　第一段  \n\n\t第二段（ｗｘ）\u200b\n"


def test_nasty_1_an_empty_file_is_refused() -> None:
    assert refuse(b"", "空.txt") is Reason.EMPTY
    assert refuse(b"\xef\xbb\xbf", "空.txt") is Reason.EMPTY
    assert refuse(b"\n\n", "空.md") is Reason.EMPTY


def test_nasty_5_byte_order_marks_in_the_middle_are_dropped_and_counted() -> None:
    document = read_bytes(b"\xef\xbb\xbf" + "甲\n\ufeff乙\n\ufeff丙".encode(), "拼.txt")
    assert document.text == "甲\n乙\n丙"
    assert "2个字节顺序标记" in document.warnings[0]


def test_nasty_8_every_kind_of_line_end_becomes_one() -> None:
    text = "甲\r乙\r\n丙\x0b丁\x0c戊\x85己\u2028庚\u2029辛\r\r\n壬\n"
    assert read(text) == "甲\n乙\n丙\n丁\n戊\n己\n庚\n辛\n壬\n"


def test_nasty_8_nuls_are_dropped_and_counted() -> None:
    document = read_bytes("通知全文\0\0如下，请认真贯彻执行，按时报送有关材料。\r".encode(), "通知.txt")
    assert document.text == "通知全文如下，请认真贯彻执行，按时报送有关材料。\n"
    assert document.warnings == ("文中夹有2个空字符，已去掉。",)


def test_characters_that_could_not_be_read_are_reported_and_kept() -> None:
    document = read_bytes("认真贯彻落实通知精神，".encode() * 5 + b"\xff" + "姓\ue123名".encode(), "甲.txt")
    assert document.text.endswith("\ufffd姓\ue123名")
    assert [warning[:5] for warning in document.warnings] == ["有1个字符", "有1个字符"]


def test_markdown_is_read_without_its_front_matter() -> None:
    document = read_bytes("---\ntitle: 通知\ntags:\n  - 学习\n---\n# 通知\n\n**请**参加。\n".encode(), "通知.md")
    assert document.text == "通知\n请参加。"
    assert document.media_type == MediaType.MARKDOWN
    assert "属性区" in document.warnings[0]


@pytest.mark.parametrize("text", ["---\n通知\n---\n正文\n", "# 通知\n\n---\n正文\n---\n", "---\n通知\n正文\n"])
def test_rules_in_markdown_are_no_front_matter(text: str) -> None:
    assert read(text, "通知.md") == "通知\n正文"


def test_front_matter_is_a_matter_of_markdown_alone() -> None:
    text = "---\ntitle: 通知\n---\n正文\n"
    assert read(text, "通知.txt") == text


@pytest.mark.parametrize("name", ["名单.doc", "名单.txt", "名单.docx", ""])
def test_nasty_13_random_bytes_are_refused(name: str) -> None:
    for seed in range(20):
        assert refuse(random.Random(seed).randbytes(20_000), name) is Reason.UNKNOWN


def test_rubbish_behind_a_clean_head_is_refused() -> None:
    assert refuse(b"head\n" * 1000 + random.Random(1).randbytes(400_000), "a.txt") is Reason.UNKNOWN


def test_a_text_named_doc_is_read_as_text() -> None:
    assert sniff("通知全文如下".encode("gb18030"), "通知.doc") is MediaType.TEXT
    assert read("通知全文如下", "通知.doc") == "通知全文如下"


def test_nuls_to_the_end_of_the_file_do_not_make_it_unreadable() -> None:
    document = read_bytes("通知".encode() + b"\0" * 2000, "通知.txt")
    assert document.text == "通知"


def test_many_zero_width_characters_do_not_make_it_unreadable() -> None:
    assert read("\u200b".join("请添加好友领取资料")) == "\u200b".join("请添加好友领取资料")


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("\r", "a.txt"),
        ("<!---->", "a.txt"),
        ("  x\n", "a.md"),
        ("From: x\n y\n", "a.txt"),
    ],
    ids=["carriage returns", "comments", "front matter", "mail head"],
)
def test_no_pattern_runs_away_on_long_repetition(unit: str, name: str) -> None:
    assert grows_evenly(lambda size: read("---\n" * name.endswith(".md") + unit * size + "通知", name), 12_000)

"""Bytes of every Chinese encoding become the characters that their writer saw."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mofan.text.read.decoding import decode, familiarity, rubbish
from tests.growth import grows_evenly

SIMPLIFIED = "云河县税务局党支部认真落实学习制度，组织干部学习交流12次，解决群众反映的困难问题。\n二、主要做法\n"
TRADITIONAL = "雲河縣稅務局黨支部認真落實學習制度，組織幹部學習交流，解決群眾反映的困難問題。\n二、主要做法\n"


def test_it_reads_utf8() -> None:
    decoded = decode(SIMPLIFIED.encode())
    assert (decoded.text, decoded.encoding, decoded.warnings) == (SIMPLIFIED, "utf-8", ())


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
def test_it_tells_the_encoding_without_a_mark(encoding: str) -> None:
    decoded = decode(SIMPLIFIED.encode(encoding))
    assert (decoded.text, decoded.encoding) == (SIMPLIFIED, encoding)


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (b"\x84\x31\x95\x33", "gb18030"),
    ],
)
def test_it_believes_a_byte_order_mark(mark: bytes, encoding: str) -> None:
    decoded = decode(mark + SIMPLIFIED.encode(encoding))
    assert (decoded.text, decoded.encoding) == (SIMPLIFIED, encoding)


def test_it_does_not_believe_a_mark_that_the_bytes_belie() -> None:
    assert decode(codecs.BOM_UTF8 + SIMPLIFIED.encode("gb18030")).text == SIMPLIFIED


def test_nasty_2_gb18030_cut_in_the_middle_of_a_character() -> None:
    decoded = decode(("请按时参加会议" * 20).encode("gb18030")[:-1])
    assert decoded.text == ("请按时参加会议" * 20)[:-1]
    assert decoded.encoding == "gb18030"
    assert "断开" in decoded.warnings[0]


@pytest.mark.parametrize(("encoding", "cut"), [("utf-8", 1), ("utf-8", 2)])
def test_it_reads_utf8_up_to_a_cut(encoding: str, cut: int) -> None:
    decoded = decode("请按时参加会议".encode(encoding)[:-cut])
    assert (decoded.text, decoded.encoding) == ("请按时参加会", "utf-8")
    assert decoded.warnings


def test_it_reads_utf16_up_to_a_cut() -> None:
    decoded = decode(codecs.BOM_UTF16_LE + SIMPLIFIED.encode("utf-16-le")[:-1])
    assert decoded.text == SIMPLIFIED[:-1]
    assert decoded.warnings
    assert decode(SIMPLIFIED.encode("utf-16-be")[:-1]).text == SIMPLIFIED[:-1]


def test_nasty_3_first_half_gbk_second_half_utf8() -> None:
    decoded = decode((SIMPLIFIED * 5).encode("gb18030") + (SIMPLIFIED * 5).encode())
    assert decoded.text == SIMPLIFIED * 10
    assert decoded.encoding == "mixed"
    assert "两种编码" in decoded.warnings[0]


def test_nasty_3_also_the_other_way_round_and_with_cut_end() -> None:
    decoded = decode(SIMPLIFIED.encode() + b"plain ASCII\n" + SIMPLIFIED.rstrip().encode("gb18030")[:-1])
    assert decoded.text == SIMPLIFIED + "plain ASCII\n" + SIMPLIFIED.rstrip()[:-1]
    assert decoded.encoding == "mixed"


def test_it_reads_utf16_without_mark_that_is_all_han() -> None:
    assert decode("学习贯彻落实".encode("utf-16-le")).encoding == "utf-16-le"


def test_nasty_4_utf16_without_mark_that_is_mostly_ascii() -> None:
    text = "Report of the office, 2025\nName\tCount\n" * 20 + "共计12件"
    for encoding in ("utf-16-le", "utf-16-be"):
        assert decode(text.encode(encoding)).text == text


def test_nasty_6_much_ascii_and_three_gbk_characters() -> None:
    text = "name=value;" * 60 + "通知书"
    decoded = decode(text.encode("gb18030"))
    assert (decoded.text, decoded.encoding) == (text, "gb18030")


@pytest.mark.parametrize("encoding", ["cp950", "big5hkscs"])
def test_nasty_7_big5(encoding: str) -> None:
    text = TRADITIONAL + ("㗎\n" if encoding == "big5hkscs" else "")
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding) == (text, "big5")
    assert "繁体" in decoded.warnings[0]


def test_traditional_characters_in_gb18030_are_not_taken_for_big5() -> None:
    assert decode(TRADITIONAL.encode("gb18030")).text == TRADITIONAL


def test_it_reads_rare_characters_of_names() -> None:
    text = "朱镕、李喆、王堃、张祎、赵㛃、钱𠮷、孙䶮参加会议。"
    assert decode(text.encode("gb18030")).text == text


@pytest.mark.parametrize("text", ["联通", "联通公司", "通知", "你好", "二、"])
def test_short_gbk_texts_are_read(text: str) -> None:
    assert decode(text.encode("gb18030")).text == text


@pytest.mark.parametrize("text", ["é", "café", "αβγ", "©", "\u0301"])
def test_short_utf8_texts_are_read(text: str) -> None:
    assert decode(text.encode()).text == text


def test_one_broken_byte_does_not_turn_a_line_into_nonsense() -> None:
    data = (
        SIMPLIFIED.encode() * 3 + "会议\xff记录".encode("latin-1", "ignore") + b"\xe5\n" + "云河县".encode() + b"\xff\n"
    )
    decoded = decode(
        SIMPLIFIED.encode() + "云河县第一支部".encode() + b"\xff" + "组织学习\n".encode() + SIMPLIFIED.encode()
    )
    assert decoded.text == f"{SIMPLIFIED}云河县第一支部\ufffd组织学习\n{SIMPLIFIED}"
    assert decoded.encoding == "utf-8"
    assert SIMPLIFIED * 3 in decode(data).text


def test_broken_gb18030_is_still_gb18030() -> None:
    decoded = decode(SIMPLIFIED.encode("gb18030") + b"\xff\n" + SIMPLIFIED.encode("gb18030"))
    assert decoded.text == f"{SIMPLIFIED}\ufffd\n{SIMPLIFIED}"
    assert decoded.encoding == "gb18030"


def test_a_large_file_takes_as_much_longer_as_it_is_larger() -> None:
    assert grows_evenly(lambda size: decode((SIMPLIFIED * size).encode("gb18030")), 20_000)


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1))
def test_utf8_always_comes_back(text: str) -> None:
    assert decode(text.encode()).text == text


@given(st.binary(max_size=300))
def test_it_never_fails(data: bytes) -> None:
    assert isinstance(decode(data).text, str)


def test_familiarity_weighs_only_characters_beyond_ascii() -> None:
    assert familiarity("abc") == 1.0
    assert familiarity("abc通知") == 1.0
    assert familiarity("锟斤拷") < 1.0
    assert rubbish("") == 0.0
    assert rubbish("\0通知\0") == pytest.approx(1 / 3)


def test_utf8_lines_that_happen_to_be_valid_gb18030_are_found() -> None:
    data = "云河县税务局\n".encode("gb18030") + "学习交流\n".encode()
    assert data.decode("gb18030")  # the whole would pass as GB18030
    assert decode(data).text == "云河县税务局\n学习交流\n"

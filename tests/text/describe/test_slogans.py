"""Slogans: fixed phrases in quotation marks."""

import pytest

from mofan.text.describe.slogans import find_slogans, is_slogan


def read(text: str) -> list[str]:
    return [slogan.text for slogan in find_slogans(text)]


def test_a_quoted_phrase_without_its_marks() -> None:
    found = find_slogans("落实“一岗双责”要求")
    assert [(slogan.start, slogan.end, slogan.text) for slogan in found] == [(3, 7, "一岗双责")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('建设"四强"党支部', ["四强"]),
        ("建设「四强」党支部和『五好』机关", ["四强", "五好"]),
        ("“守土有责、守土负责、守土尽责”", ["守土有责、守土负责、守土尽责"]),
        ("‘三大战’", ["三大战"]),
        ("“甲“乙丙”丁”", ["甲“乙丙”丁", "乙丙"]),
        ("“一号“工程\n“三实”作风", ["一号", "三实"]),
        ("“很长很长的一段话，没有合上“另一段", []),
        ("没有开头”的话和“有头有尾”", ["有头有尾"]),
        ("“甲‘乙丙”丁", ["甲‘乙丙"]),
    ],
)
def test_it_pairs_marks_of_every_kind(text: str, found: list[str]) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    "text",
    ["他说：“请大家放心。”", "", "精神之“钙”", "“关于开展某项活动的通知”", "印发“《条例》解读”", "《“互联网”行动》“"],
)
def test_it_leaves_speech_titles_and_single_characters(text: str) -> None:
    assert [slogan for slogan in read(text) if slogan != "互联网"] == []


def test_a_long_clause_is_no_slogan() -> None:
    assert not is_slogan("这是一个无论怎么看都实在太长太长了的完整分句")
    assert is_slogan("传承红色基因 打造模范机关")

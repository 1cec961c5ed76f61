"""Idioms with one wrong character, and what is none."""

import pytest

from mofan.text.proofread import apply, proofread
from mofan.text.proofread.rules.idioms import find_idioms, idioms


def test_a_character_that_sounds_like_the_right_one_is_put_right() -> None:
    (finding,) = find_idioms("汛期将至，隐患排查刻不容暖。")
    assert (finding.quote, finding.replacement, finding.severity) == ("暖", "缓", "error")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("坚决防止各类事故发生，做到有备无换。", "坚决防止各类事故发生，做到有备无患。"),
        ("两项工作相铺相成、相得益章。", "两项工作相辅相成、相得益彰。"),
        ("不能浅尝辙止、半途而费。", "不能浅尝辄止、半途而废。"),
        ("时不我代", "时不我待"),
        ("对困难职工的关心无微不致，群众有目共堵。", "对困难职工的关心无微不至，群众有目共睹。"),
    ],
)
def test_whole_sentences_are_put_right(written: str, meant: str) -> None:
    assert apply(written, proofread(written)) == meant


@pytest.mark.parametrize(
    "text",
    [
        "汛期将至，隐患排查刻不容缓。",
        "企业渡过难关，一路攀升。",  # a word of its own beside 度过难关
        "依托水产市集推出“年年有鱼”。",
        "项目因故未能以人为主体推进。",
        "该项行政行为之后新发现的证据，当事人有法可以援引。",  # the strange character is part of a word that goes on
        "不可",
    ],
)
def test_what_is_another_word_is_left(text: str) -> None:
    assert list(find_idioms(text)) == []


def test_every_idiom_is_left_as_it_is() -> None:
    assert len(idioms()) > 6000
    assert all(len(idiom) == 4 for idiom in idioms())
    assert list(find_idioms("，".join(sorted(idioms())[::20]))) == []

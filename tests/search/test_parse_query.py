"""A typed line becomes words and phrases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mofan.search import parse_query


def test_white_space_parts_words_and_marks_make_phrases() -> None:
    assert parse_query("党建 “第一议题” 县级") == (("党建", "县级"), ("第一议题",))


@pytest.mark.parametrize(
    ("line", "words", "phrases"),
    [
        ("", (), ()),
        ("  \u3000 \n", (), ()),
        ("党建", ("党建",), ()),
        ("党建\u3000引领\t县级\n总结", ("党建", "引领", "县级", "总结"), ()),
        ("党建 党建", ("党建",), ()),
        ('"优化 营商 环境"', (), ("优化 营商 环境",)),
        ("＂优化营商环境＂ 总结", ("总结",), ("优化营商环境",)),
        ("“优化营商环境“", (), ("优化营商环境",)),
        ("”优化营商环境”", (), ("优化营商环境",)),
        ("「优化营商环境」 『改革』", (), ("优化营商环境", "改革")),
        ('"党建""引领"', (), ("党建", "引领")),
        ("“党建”“引领”", (), ("党建", "引领")),
        ("“没有关上的 短语", ("没有关上的", "短语"), ()),
        ('“两种引号"', (), ("两种引号",)),
        ('总结 "没有关上', ("总结", "没有关上"), ()),
        ("关于深化“放管服”改革的通知", ("关于深化“放管服”改革的通知",), ()),
        ("“放管服”改革 “营商环境”", ("“放管服”改革",), ("营商环境",)),
        ("“不忘初心、牢记使命”主题教育", ("“不忘初心、牢记使命”主题教育",), ()),
        ('2"管道', ('2"管道',), ()),
        ("“”", (), ()),
        ("“ ”", (), ()),
        ('"', (), ()),
        ("” “", (), ()),
        ("-5℃ 党建-引领 a+b (甲 OR 乙) NOT *", ("-5℃", "党建-引领", "a+b", "(甲", "OR", "乙)", "NOT", "*"), ()),
        ('"学习“四个意识”精神"', (), ("学习“四个意识”精神",)),
    ],
)
def test_lines_as_people_type_them(line: str, words: tuple[str, ...], phrases: tuple[str, ...]) -> None:
    assert parse_query(line) == (words, phrases)


@given(st.text(alphabet='甲乙 \u3000"“”＂「」', max_size=20))
def test_any_line_ends_and_loses_no_letter(line: str) -> None:
    parsed = parse_query(line)

    kept = "".join(parsed.words + parsed.phrases)
    assert {*line} & {*"甲乙"} == {*kept} & {*"甲乙"}
    assert all(term.strip() for term in parsed.words + parsed.phrases)

"""Lines of a title."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mofan.paper.title import balanced_lines, width


@pytest.mark.parametrize(
    "lines",
    [
        ("扛牢司法为民使命，提升公正审判质效，", "建设让群众信服的模范机关"),
        ("关于进一步深化模范机关创建工作", "推动机关党建高质量发展的实施意见"),
        ("坚持政治引领　强化责任担当　", "以高质量党建推动审计工作高质量发展"),
        ("守好一渠清水，做实五个到位，", "争当群众信得过的模范机关"),
    ],
)
def test_a_title_is_broken_by_its_meaning(lines: tuple[str, ...]) -> None:
    assert balanced_lines("".join(lines), 20) == lines


def test_a_title_that_fits_stays_on_one_line() -> None:
    assert balanced_lines("党建引领聚合力　真抓实干谱新篇", 20) == ("党建引领聚合力　真抓实干谱新篇",)


@pytest.mark.parametrize("whole", ["“六个过硬”", "《食品安全管理办法》", "2026年度", "（试行）", "——"])
def test_what_belongs_together_is_not_broken(whole: str) -> None:
    for before in range(8, 22):
        title = "机关党建工作" * 4
        title = title[:before] + whole + title[:14]
        assert any(whole in line for line in balanced_lines(title, 20)), title


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    title = "安澜县市场监督管理局关于印发《安澜县食品安全信用分级分类管理办法（试行）》的通知"
    lines = balanced_lines(title, 20)
    assert all(line[0] not in "》）”，。" and line[-1] not in "《（“" for line in lines)


def test_a_very_long_title_is_filled_line_by_line() -> None:
    title = "深入推进机关作风建设和营商环境优化提升专项行动" * 12
    lines = balanced_lines(title, 20)
    assert "".join(lines) == title
    assert max(map(width, lines)) <= 20


def test_a_part_that_no_line_holds_is_cut() -> None:
    assert balanced_lines("A" * 90, 20) == ("A" * 40, "A" * 40, "A" * 10)


def test_one_more_line_is_taken_when_words_do_not_fit_on_the_fewest() -> None:
    assert (
        len(balanced_lines("《甲乙丙丁戊己庚辛壬癸子丑》《甲乙丙丁戊己庚辛壬癸子丑》甲乙《甲乙丙丁戊己庚辛》", 20)) == 3
    )


@given(st.text(alphabet="机关党建工作的“”《》（）， 　2026年A一", max_size=90))
def test_the_lines_are_the_title(title: str) -> None:
    lines = balanced_lines(title, 20)
    assert "".join(lines) == title
    assert all(width(line.strip()) <= 20 for line in lines)


def test_letters_and_digits_are_half_as_wide() -> None:
    assert width("2026年A") == 3.5
    assert width("“中”—") == 4

"""A term with a slip finds what was meant, and says so."""

from pathlib import Path

import pytest

from mofan.search import Index, Query
from tests.search.pieces import ask, index_of, plain, uids

TEXTS = (
    "云河市政务服务中心推行一网通办，优化营商环境，群众满意率百分之九十九。",
    "青溪县政务服务中心压缩办理时限，优化营商环境，推动乡村振兴。",
    "坚持全面从严治党，党支部建设有新气象，机关作风持续好转。",
    "税务局的窗口服务，随着改革的推进，办税更便利。第九十条已经修订。",
    "省文化馆讲座《清溪流过》。省里的会议。市里的会议。",
)


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Index:
    entries = [plain(uid, text) for uid, text in enumerate(TEXTS, 1)]
    return index_of(tmp_path_factory.mktemp("texts") / "index", entries)


def test_a_wrong_character_finds_what_was_meant_and_says_so(texts: Index) -> None:
    results = ask(texts, "优化营商环竟")

    assert {*uids(results)} == {1, 2}
    assert results.corrected == (("优化营商环竟", "优化营商环境"),)
    assert not results.relaxed
    assert results.terms == ("优化营商环境",)


@pytest.mark.parametrize(
    ("asked", "used"),
    [
        ("政务付务中心", "政务服务中心"),
        ("政务服务中新", "政务服务中心"),
        ("争务服务中心", "政务服务中心"),
        ("政务服务心", "政务服务中心"),
        ("政服务中心", "政务服务中心"),
        ("政务服服务中心", "政务服务中心"),
        ("政务务服务中心", "政务服务中心"),
        ("全面从严治裆", "全面从严治党"),
        ("党支部健设", "党支部建设"),
        ("机关作疯", "机关作风"),
        ("税物局", "税务局"),
        ("一网痛办", "一网通办"),
        ("乡村振行", "乡村振兴"),
        ("隨著改革", "随着改革"),
    ],
)
def test_one_character_wrong_missing_or_too_many_at_any_place(texts: Index, asked: str, used: str) -> None:
    assert ask(texts, asked).corrected == ((asked, used),)


@pytest.mark.parametrize(
    "line",
    [
        "政务服务中心",
        "“优化营商环竟”",
        "第九百条",
        "第八十条",
        "百分之九十八",
        "麒麟阁",
        "政府付雾中心",
        "abcxyz",
        "办里",
        "一网通ban",
        "通知" * 21,
        "",
    ],
)
def test_what_stands_somewhere_what_is_quoted_numbers_and_what_is_far_from_all_stay(texts: Index, line: str) -> None:
    assert ask(texts, line).corrected == ()


def test_only_the_word_with_the_slip_is_corrected(texts: Index) -> None:
    results = ask(texts, "优化营商环竟 乡村振兴")

    assert uids(results) == [2]
    assert results.corrected == (("优化营商环竟", "优化营商环境"),)
    assert results.terms == ("优化营商环境", "乡村振兴")


def test_corrected_words_that_never_stand_together_are_relaxed(texts: Index) -> None:
    results = ask(texts, "优化营商环竟 机关作风")

    assert {*uids(results)} == {1, 2, 3}
    assert results.relaxed
    assert results.corrected == (("优化营商环竟", "优化营商环境"),)


def test_in_a_long_line_the_first_words_are_corrected(texts: Index) -> None:
    results = ask(texts, "优化营商环竟 乡村振行 一网痛办 机关作疯 全面从严治裆")

    assert [used for _, used in results.corrected] == ["优化营商环境", "乡村振兴", "一网通办", "机关作风"]


def test_filters_do_not_make_a_word_wrong(texts: Index) -> None:
    results = texts.search(Query(words=("优化营商环境",), filters={"level": ("省",)}))

    assert (results.total, results.corrected) == (0, ())


def test_one_word_is_enough_corrects_nothing(texts: Index) -> None:
    assert texts.search(Query(words=("优化营商环竟",), any_word=True)).corrected == ()


def test_where_texts_do_not_agree_the_first_or_last_character_is_dropped(tmp_path: Path) -> None:
    entries = [
        plain(uid, f"{char}级督查组已经到{end}")
        for uid, (char, end) in enumerate(zip("省市县乡", "场位岸了", strict=True))
    ]
    index = index_of(tmp_path / "index", entries)

    assert ask(index, "国级督查组").corrected == (("国级督查组", "级督查组"),)
    assert ask(index, "督查组已经到期").corrected == (("督查组已经到期", "督查组已经到"),)
    assert ask(index, "级督查").corrected == ()
    assert ask(index, "经到期").corrected == ()


def test_the_term_of_the_most_texts_is_meant(tmp_path: Path) -> None:
    entries = [plain(1, "党员教育管理"), plain(2, "党员教育管理"), plain(3, "党员培育管理"), plain(4, "党员教育理")]
    index = index_of(tmp_path / "index", entries)

    assert ask(index, "党员孝育管理").corrected == (("党员孝育管理", "党员教育管理"),)


@pytest.mark.parametrize("first", ["", "１", "Ａ", "。"])
def test_marks_letters_and_digits_are_never_changed(tmp_path: Path, first: str) -> None:
    index = index_of(tmp_path / "index", [plain(1, "甲乙2丙丁戊a己庚。辛壬癸")])
    for line in ("甲乙3丙丁", "丁戊b己庚", "己庚，辛壬", "甲乙2丙丁戊b", "3丙丁戊"):
        assert ask(index, first + line).corrected == ()

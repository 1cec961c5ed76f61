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
def test_digits_and_single_letters_are_never_changed(tmp_path: Path, first: str) -> None:
    index = index_of(tmp_path / "index", [plain(1, "甲乙2丙丁戊a己庚。辛壬癸")])
    for line in ("甲乙3丙丁", "丁戊b己庚", "甲乙2丙丁戊b", "3丙丁戊"):
        assert ask(index, first + line).corrected == ()


@pytest.mark.parametrize(
    ("asked", "used"),
    [
        ("政务务服中心", "政务服务中心"),
        ("务政服务中心", "政务服务中心"),
        ("政务服务心中", "政务服务中心"),
        ("坚持面全从严治党", "坚持全面从严治党"),
        ("优化化营商环境", "优化营商环境"),
        ("优化营商环境境", "优化营商环境"),
        ("窗窗口服务", "窗口服务"),
    ],
)
def test_two_characters_exchanged_and_one_typed_twice(texts: Index, asked: str, used: str) -> None:
    assert ask(texts, asked).corrected == ((asked, used),)


MIXED = (
    "推进“放管服”改革，建设5G基站1200座，打造Internet服务平台。",
    "2024年完成3.5亿元投资，“互联网+政务服务”覆盖率100%，App用户10万。",
    "2024年完成3.5亿元投资，实施“千兆”工程，COVID-19防控平稳。",
)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Index:
    entries = [plain(uid, text) for uid, text in enumerate(MIXED, 1)]
    return index_of(tmp_path_factory.mktemp("mixed") / "index", entries)


@pytest.mark.parametrize(
    ("asked", "used"),
    [
        ("放管服改革", "放管服”改革"),
        ("放管服。改革", "放管服”改革"),
        ("互连网+政务服务", "互联网+政务服务"),
        ("建社5G基站", "建设5G基站"),
        ("5G基占1200座", "5G基站1200座"),
        ("2024年完承3.5亿元", "2024年完成3.5亿元"),
        ("2024年成完3.5亿元", "2024年完成3.5亿元"),
        ("2024年完3.5亿元投资", "2024年完成3.5亿元投资"),
        ("Interet服务平台", "internet服务平台"),
        ("Intertnet服务", "internet服务"),
        ("Internat服务", "internet服务"),
        ("Intenret服务", "internet服务"),
        ("政务服务，覆盖率", "政务服务”覆盖率"),
    ],
)
def test_slips_beside_digits_in_latin_words_and_marks_left_out(mixed: Index, asked: str, used: str) -> None:
    ((word, meant),) = ask(mixed, asked).corrected
    assert (word, meant.lower()) == (asked, used.lower())


@pytest.mark.parametrize(
    "line", ["35亿元", "3.6亿元投资", "6G基站", "COVID-20防控", "2025年完成", "Apq用户", "三五亿元"]
)
def test_another_number_or_name_is_another_matter(mixed: Index, line: str) -> None:
    assert ask(mixed, line).corrected == ()


def test_each_word_of_a_line_is_corrected_by_itself(texts: Index) -> None:
    results = ask(texts, "政务服务中新 优化营环商境 乡村振兴")

    assert uids(results) == [2]
    assert results.corrected == (("政务服务中新", "政务服务中心"), ("优化营环商境", "优化营商环境"))


def test_a_word_that_stands_beside_one_that_does_not_stays(texts: Index) -> None:
    results = ask(texts, "优化营商环境 政务服务中新 压缩办理时限")

    assert uids(results) == [2]
    assert results.corrected == (("政务服务中新", "政务服务中心"),)


def test_what_is_filtered_out_is_not_wrong_beside_what_is(texts: Index) -> None:
    query = Query(words=("优化营商环境", "政务服务中新"), filters={"level": ("省",)})
    assert texts.search(query).corrected == (("政务服务中新", "政务服务中心"),)


def _one_of_many(number: int) -> str:
    return "".join(
        (
            "推动高质量发展。" if number % 3 else "推动高水平开放。",
            "政务服务便利。" if number % 2 else "优化流程。",
            "尤为突出。" if number % 6 in (0, 1) else "",
            "推动高标准建设。" if number == 17 else "",
            "便利流程。" if number == 18 else "",
        )
    )


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """So many that frequent terms are counted in a sample of the documents."""
    entries = [plain(number, _one_of_many(number)) for number in range(1, 6001)]
    return index_of(tmp_path_factory.mktemp("many") / "index", entries)


@pytest.mark.parametrize(
    ("asked", "used"),
    [
        ("推动高质量法展", "推动高质量发展"),
        ("推动动高质量发展", "推动高质量发展"),
        ("推动高量质发展", "推动高质量发展"),
        ("推动高量发展", "推动高质量发展"),
        ("推动高标隼建设", "推动高标准建设"),
        ("便利流呈", "便利流程"),
        ("推动流程", "推动流程"),
    ],
)
def test_frequent_terms_are_corrected_alike(many: Index, asked: str, used: str) -> None:
    assert ask(many, asked).corrected == (((asked, used),) if asked != used else ())


@pytest.mark.parametrize(
    ("asked", "used"),
    [
        ("政务服务中国", "政务服务中心"),
        ("国网通办", "一网通办"),
        ("优化营商环是", "优化营商环境"),
    ],
)
def test_another_first_or_last_character_where_half_of_the_texts_agree(texts: Index, asked: str, used: str) -> None:
    assert ask(texts, asked).corrected == ((asked, used),)


def test_a_first_character_that_stands_often_but_elsewhere_is_not_agreed_on(tmp_path: Path) -> None:
    few = [plain(uid, f"{char}级督查组已到。省级。") for uid, char in enumerate("省市县乡", 1)]
    many = [plain(uid, f"{char}级督查组已到。市级。省级。") for uid, char in enumerate("市市省", 1)]

    assert ask(index_of(tmp_path / "few", few), "国级督查组已到").corrected == (("国级督查组已到", "级督查组已到"),)
    assert ask(index_of(tmp_path / "many", many), "国级督查组已到").corrected == (("国级督查组已到", "市级督查组已到"),)


def test_a_slip_that_leaves_only_pairs_that_stand_somewhere(tmp_path: Path) -> None:
    texts = ("坚持问题导向抓整改", "坚持目标导向抓落实", "问题清单标明", "目题材导", "持目的坚持问责", "问标准题目导向")
    index = index_of(tmp_path / "index", [plain(uid, text) for uid, text in enumerate(texts, 1)])

    assert ask(index, "坚持目题导向").corrected == (("坚持目题导向", "坚持问题导向"),)
    assert ask(index, "持问标").corrected == (("持问标", "持目标"),)
    assert ask(index, "坚持问标导向").corrected == (("坚持问标导向", "坚持目标导向"),)


@pytest.mark.parametrize("meant", ["亦", "辰"])
def test_a_rare_character_among_many_that_stand_in_the_same_place(tmp_path: Path, meant: str) -> None:
    others = [chr(code) for code in range(0x4E10, 0x4E10 + 400) if chr(code) != meant]
    entries = [plain(uid, f"甲乙{char}丙") for uid, char in enumerate(others, 1)]
    index = index_of(tmp_path / "index", [*entries, plain(5000, f"山高甲乙{meant}丁戊水长")])

    assert ask(index, "山高甲乙国丁戊水长").corrected == (("山高甲乙国丁戊水长", f"山高甲乙{meant}丁戊水长"),)


def test_the_search_for_a_slip_is_given_up_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = index_of(tmp_path / "index", [plain(1, "山高甲乙辰丁戊水长")])
    monkeypatch.setattr("mofan.search.correcting.correcting._PATIENCE", 0)

    assert ask(index, "山高甲乙国丁戊水长").corrected == ()

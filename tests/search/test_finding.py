"""Ranking, relaxing, filters, counts and dates."""

from pathlib import Path

import pytest

from mofan.search import Entry, Index, Query
from tests.search.pieces import ask, index_of, plain, uids


@pytest.fixture(scope="module")
def pieces(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return index_of(tmp_path_factory.mktemp("pieces") / "index")


def test_a_title_weighs_more_than_headings_and_headings_more_than_the_body(tmp_path: Path) -> None:
    filler = "各单位要认真贯彻落实，确保取得实效。" * 5
    body = filler + "营商环境"
    entries = [
        Entry(1, "工作情况", "", body),
        Entry(2, "工作情况", "营商环境", body),
        Entry(3, "营商环境", "", body),
        plain(4, filler),
    ]
    results = ask(index_of(tmp_path / "index", entries), "营商环境")

    assert uids(results) == [3, 2, 1]
    assert results.hits[0].score > results.hits[1].score > results.hits[2].score > 0


def test_more_often_and_in_less_text_weighs_more(tmp_path: Path) -> None:
    entries = [plain(1, "督查" + "。其他事项" * 40), plain(2, "督查，再督查"), plain(3, "其他事项")]
    assert uids(ask(index_of(tmp_path / "index", entries), "督查")) == [2, 1]


def test_no_piece_with_every_word_gives_pieces_with_some_and_says_so(pieces: Index) -> None:
    results = ask(pieces, "机关作风大督查活动")

    assert results.relaxed
    assert uids(results)[0] == 3
    assert results.total == len(results.hits)
    assert {"机关", "作风", "督查"} <= {*results.terms}


def test_a_long_line_that_stands_nowhere_as_it_is_finds_what_holds_parts_of_it(tmp_path: Path) -> None:
    entries = [
        plain(1, "督查活动每月安排专人"),
        plain(2, "安排专人负责统计汇总"),
        *(plain(no, "其他") for no in range(3, 99)),
    ]
    index = index_of(tmp_path / "index", entries)

    results = ask(index, "督查活动每月安排专人负责统计汇总")
    assert results.relaxed
    assert set(uids(results)) == {1, 2}
    assert ask(index, "督查活动每月安排专人").relaxed is False
    assert ask(index, "“督查活动每月安排专人负责统计汇总”").total == 0


def test_a_question_finds_the_text_that_answers_it_and_not_those_that_ask_alike(tmp_path: Path) -> None:
    entries = [
        plain(1, "云河市政务服务中心设在哪里，为什么这样设，什么时候开门，群众有多少疑问，这里一一说明。"),
        plain(2, "青溪县的窗口共办理不动产登记三千件，平均用时两天，群众少跑了腿。"),
        plain(3, "不动产登记的材料要齐全。"),
    ]
    results = ask(index_of(tmp_path / "index", entries), "青溪县办理了多少件不动产登记？")

    assert uids(results)[0] == 2
    assert results.relaxed
    assert "多少" not in results.terms


def test_a_name_that_the_dictionary_does_not_know_is_looked_for_by_its_pairs(tmp_path: Path) -> None:
    entries = [plain(1, "这种草叫牡蒿，长在山坡上。"), plain(2, "外貌特征要写清楚。"), plain(3, "山坡上的草。")]
    results = ask(index_of(tmp_path / "index", entries), "牡蒿的外貌是什么样？")

    assert {*uids(results)} == {1, 2}
    assert {"牡蒿", "外貌"} <= {*results.terms}


def test_a_question_of_stop_words_alone_still_finds(pieces: Index) -> None:
    assert uids(ask(pieces, "于的")) == [3]


def test_words_side_by_side_in_question_and_text_come_first(tmp_path: Path) -> None:
    entries = [plain(1, "督查工作，机关工作，作风工作。"), plain(2, "机关作风督查工作。")]
    assert uids(ask(index_of(tmp_path / "index", entries), "机关作风督查做法")) == [2, 1]


def test_words_that_never_stand_together_find_pieces_with_one_of_them(pieces: Index) -> None:
    results = ask(pieces, "麒麟 凤凰 貔貅 一网通办")

    assert (uids(results), results.relaxed) == ([2], True)


def test_one_word_is_enough_where_that_is_asked(pieces: Index) -> None:
    results = pieces.search(Query(words=("机关作风", "一网通办"), any_word=True))

    assert {*uids(results)} == {2, 3}
    assert results.relaxed
    assert uids(pieces.search(Query(words=("机关作风", "一网通办"), phrases=("窗口",), any_word=True))) == [2]
    assert pieces.search(Query(words=("麒麟",), any_word=True)).total == 0
    assert uids(pieces.search(Query(words=("😀",), any_word=True))) == [3]


def test_a_phrase_is_never_relaxed(pieces: Index) -> None:
    results = ask(pieces, "麒麟 窗口 “党建引领”")
    assert (uids(results), results.relaxed) == ([2], True)
    assert results.terms == ("麒麟", "窗口", "党建引领")

    assert ask(pieces, "麒麟 窗口 “党建引路”").total == 0


@pytest.mark.parametrize("line", ["§§§", "〓〓", "🀄", "麒"])
def test_what_holds_no_known_word_finds_nothing(pieces: Index, line: str) -> None:
    assert (ask(pieces, line).total, ask(pieces, line).relaxed) == (0, False)


def test_filters_narrow_a_relaxed_search_too(pieces: Index) -> None:
    query = Query(words=("麒麟督查党建",), filters={"level": ("市",)})

    assert uids(pieces.search(query)) == [2]
    assert pieces.search(query).relaxed


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, [1, 2, 3]),
        ({"level": ("县",)}, [1, 3]),
        ({"level": ("县", "市")}, [1, 2, 3]),
        ({"level": ("县",), "year": ("2025",)}, [3]),
        ({"themes": ("党建",)}, [1, 3]),
        ({"themes": ("税务", "作风")}, [1, 3]),
        ({"genre": ("通知",), "unit_kind": ("税务",), "source": ("b.zip",)}, [3]),
        ({"category": ("党务",)}, [1]),
        ({"year": ("1999",)}, []),
        ({"level": ("县 ",)}, []),
        ({"level": ()}, [1, 2, 3]),
    ],
)
def test_filters_take_one_of_the_values_in_every_field(
    pieces: Index, filters: dict[str, tuple[str, ...]], found: list[int]
) -> None:
    results = pieces.search(Query(filters=filters, order="oldest"))

    assert sorted(uids(results)) == found
    assert results.total == len(found)


def test_counts_are_exact_and_leave_out_their_own_filter(pieces: Index) -> None:
    results = pieces.search(
        Query(
            filters={"level": ("县",)}, facets=("level", "themes", "year", "genre", "unit_kind", "source", "category")
        )
    )

    assert results.facets == {
        "level": (("县", 2), ("市", 1)),
        "themes": (("党建", 2), ("作风", 1), ("税务", 1)),
        "year": (("2024", 1), ("2025", 1)),
        "genre": (("经验材料", 1), ("通知", 1)),
        "unit_kind": (("税务", 2),),
        "source": (("a.docx", 1), ("b.zip", 1)),
        "category": (("党务", 1),),
    }


def test_a_value_set_twice_counts_once(tmp_path: Path) -> None:
    index = index_of(tmp_path / "index", [Entry(1, "", "", "文", themes=("党建", "党建", ""))])
    assert index.search(Query(facets=("themes",))).facets == {"themes": (("党建", 1),)}


def test_the_most_frequent_values_come_first_however_many_there_are(tmp_path: Path) -> None:
    entries = [Entry(number, "", "", "文", source=f"文件{number % 700}", category="同") for number in range(1401)]
    index = index_of(tmp_path / "index", entries)

    counted = index.search(Query(facets=("source", "category"), facet_size=2, limit=0))
    assert counted.facets["source"][0] == ("文件0", 3)
    assert len(counted.facets["source"]) == 2
    assert counted.facets["category"] == (("同", 1401),)
    assert counted.hits == ()
    everything = index.search(Query(facets=("source",), facet_size=1000))
    assert sum(count for _, count in everything.facets["source"]) == 1401


def test_an_unknown_facet_or_a_page_before_the_first_is_refused() -> None:
    with pytest.raises(ValueError, match="colour"):
        Query(facets=("colour",))
    with pytest.raises(ValueError, match="colour"):
        Query(filters={"colour": ("红",)})
    for page in ((-1, 10, 1), (0, -1, 1), (0, 10, 0)):
        with pytest.raises(ValueError, match="must"):
            Query(offset=page[0], limit=page[1], facet_size=page[2])


DATED = [
    plain(1, "甲"),
    plain(2, "甲", day=20240101),
    plain(3, "甲", day=19490101),
    plain(4, "甲", day=20240101),
    plain(5, "甲"),
]


def test_orders_by_date_with_the_undated_last(tmp_path: Path) -> None:
    index = index_of(tmp_path / "index", DATED)

    assert uids(index.search(Query(words=("甲",), order="newest"))) == [4, 2, 3, 5, 1]
    assert uids(index.search(Query(words=("甲",), order="oldest"))) == [3, 2, 4, 1, 5]
    assert {hit.score for hit in index.search(Query(words=("甲",), order="newest")).hits} == {0.0}


@pytest.mark.parametrize("line", ["", "甲", "“、、”"])
def test_equally_good_pieces_come_newest_first(tmp_path: Path, line: str) -> None:
    entries = [plain(entry.uid, "甲、、", day=entry.day) for entry in DATED]
    assert uids(ask(index_of(tmp_path / "index", entries), line)) == [4, 2, 3, 5, 1]


@pytest.mark.parametrize("order", ["relevance", "newest", "oldest"])
def test_pages_joined_are_the_whole_list_to_any_depth(tmp_path: Path, order: str) -> None:
    index = Index.open(tmp_path / "index")
    for part in range(4):  # several segments
        with index.write() as writer:
            writer.put(
                plain(uid, "党建" * (1 + uid % 3) + "。其他", day=20200101 + uid % 28) for uid in range(part, 400, 4)
            )
    whole = uids(index.search(Query(words=("党建",), order=order, limit=400)))  # type: ignore[arg-type]
    pages = [
        uid
        for offset in range(0, 430, 7)
        for uid in uids(index.search(Query(words=("党建",), order=order, offset=offset, limit=7)))  # type: ignore[arg-type]
    ]

    assert sorted(whole) == list(range(400))
    assert pages == whole
    assert index.search(Query(words=("党建",), offset=10**9)).hits == ()

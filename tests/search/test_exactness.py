"""A term finds exactly the texts in which it stands: width, case and white space aside."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mofan.search import Entry, Index, Query, parse_query
from mofan.text.fold import simplify
from tests.search.pieces import PIECES, ask, index_of, plain, uids

NARROW = st.text(alphabet="甲乙aA1１ 　\n", max_size=12)
"""Few characters: everything repeats and overlaps."""
WIDE = st.text(
    alphabet="党黨建办辦乾干（一）“”，。%％2０Bb㎡½ﬁ①〔〕—…\t\u00a0\u0085\u200b\u3000😀𠮷\U000e0100é\u0301\0\x1c",
    max_size=40,
)
ANY = st.text(max_size=40)
TEXTS = st.lists(st.one_of(NARROW, WIDE, ANY), min_size=1, max_size=8)


@pytest.fixture(scope="module")
def pieces(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return index_of(tmp_path_factory.mktemp("pieces") / "index")


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("党支部建设", {1}),
        ("党建", {2, 3}),
        ("第一议题", {1}),
        ("满意率达到", {2}),
        ("群众满意率", {1, 2}),
        ("2个小时", {2}),
        ("98.6%", {1}),
        ("９８．６％", {1}),
        ("1,260人次", {1}),
        ("260人", {1}),
        ("科", {3}),
        ("。", {1, 2, 3}),
        ("😀", {3}),
        ("😀𠮷", {3}),
        ("查。😀𠮷", {3}),
        ("”制", {1}),
        ("党建 窗口", {2}),
        ("党建　自查", {3}),
        ("“党 建” 通知", {3}),
        ("", {1, 2, 3}),
        ("\u200b", {1, 2, 3}),
    ],
)
def test_it_finds_exactly_the_texts_that_have_every_term(pieces: Index, line: str, found: set[int]) -> None:
    results = ask(pieces, line)

    assert {*uids(results)} == found
    assert results.total == len(found)
    assert not results.relaxed


@pytest.mark.parametrize(
    "line", ["“满意率99”", "“一网通办理”", "“四强党支部”", "“麒”", "“麒麟”", "“😀😀”", "“党建” “麒麟”"]
)
def test_it_finds_nothing_where_a_phrase_does_not_stand(pieces: Index, line: str) -> None:
    results = ask(pieces, line)

    assert (results.total, results.hits, results.relaxed) == (0, (), False)


@given(texts=TEXTS, strange=st.one_of(NARROW, WIDE, ANY), data=st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_it_agrees_with_reading_every_text(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], strange: str, data: st.DataObject
) -> None:
    index = index_of(tmp_path_factory.mktemp("any") / "index", (plain(uid, text) for uid, text in enumerate(texts)))
    terms = [strange, *texts]
    for _ in range(12):
        text = data.draw(st.sampled_from(texts))
        start = data.draw(st.integers(0, len(text)))
        terms.append(text[start : start + data.draw(st.integers(1, 40))])
    for term in terms:
        assert set(uids(index.search(Query(phrases=(term,), limit=100)))) == _holding(texts, term), term
    both = (data.draw(st.sampled_from(terms)), data.draw(st.sampled_from(terms)))
    expected = _holding(texts, both[0]) & _holding(texts, both[1])
    assert set(uids(index.search(Query(phrases=both, limit=100)))) == expected


def _holding(texts: list[str], term: str) -> set[int]:
    return {uid for uid, text in enumerate(texts) if simplify(term) in simplify(text)}


@pytest.mark.parametrize("length", [1, 2, 3, 4, 5, 39, 40, 41, 2001])
def test_a_term_of_any_length_is_told_from_one_that_differs_at_any_end(tmp_path: Path, length: int) -> None:
    term = "".join(chr(0x4E00 + number) for number in range(length))
    bodies = [
        "始" + term + "终",
        term[:-1] + "误",
        "误" + term[1:],
        term[: length // 2] + "误" + term[length // 2 + 1 :],
    ]
    index = index_of(tmp_path / "index", (plain(uid, body) for uid, body in enumerate(bodies)))

    assert uids(index.search(Query(phrases=(term,)))) == [0]


def test_a_character_repeated_is_found_so_many_times_and_no_less(tmp_path: Path) -> None:
    index = index_of(tmp_path / "index", (plain(count, "×" * count) for count in range(1, 8)))

    for count in range(1, 8):
        assert {*uids(index.search(Query(phrases=("×" * count,))))} == {*range(count, 8)}


def test_half_a_character_is_stored_as_the_sign_for_what_cannot_be_shown(tmp_path: Path) -> None:
    index = index_of(
        tmp_path / "index", [Entry(1, "\ud800题", "", "甲\ud800乙", source="\udce4.txt", themes=("\udfff",))]
    )

    assert index.search(Query(phrases=("甲\ud800乙",), facets=("source",))).facets["source"] == (("\ufffd.txt", 1),)


def test_the_pieces_are_as_many_as_were_put(pieces: Index) -> None:
    assert pieces.count() == len(PIECES)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("黨建", {1, 2}),
        ("党建", {1, 2}),
        ("“黨課開講”", {1, 2}),
        ("后续", {1, 2}),
        ("後續", {1, 2}),
        ("黨", {1, 2}),
        ("黨课", {1, 2}),
        ("干部", {1}),
        ("乾部", {1}),
        ("皇后", set()),
        ("随著", {2}),
    ],
)
def test_traditional_characters_find_simplified_text_and_the_reverse(
    tmp_path: Path, line: str, found: set[int]
) -> None:
    entries = [
        plain(1, "党建引领，党课开讲，随着后续工作推进，干部下沉"),
        plain(2, "黨建引領，黨課開講，隨著後續工作推進"),
    ]
    words, phrases = parse_query(line)
    results = index_of(tmp_path / "index", entries).search(Query(phrases=words + phrases))

    assert {*uids(results)} == found

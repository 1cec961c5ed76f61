"""Totals, pages and facets are what a scan of the entries gives, whichever shorter way they were found by."""

import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from mofan.search import FACETS, Entry, Index, Query, counting, searching
from mofan.search import state as states
from mofan.search.schema import COLUMNS, PAIRS, facet_values
from mofan.search.state import _MOST_KEPT
from mofan.text.fold import simplify
from tests.search.pieces import index_of, plain, uids

WORDS = ("督查", "整改", "营商环境", "一网通办", "的", "党", "落实")
GENRES, THEMES, LEVELS = ("讲话", "总结", "经验材料", ""), ("党建", "法治", "营商"), ("省", "市", "县")


def some_entries(count: int, seed: int) -> list[Entry]:
    chance = random.Random(seed)
    entries = []
    for uid in range(1, count + 1):
        body = "。".join(chance.choice(WORDS) for _ in range(chance.randint(1, 12))) + "，工作"
        year = chance.choice((None, 2023, 2024, 2025))
        themes = tuple(chance.sample(THEMES, chance.randint(0, 3)))
        entries.append(
            Entry(
                uid,
                chance.choice(WORDS),
                "",
                body,
                genre=chance.choice(GENRES),
                level=chance.choice(LEVELS),
                themes=themes,
                year=year,
                day=year and year * 10000 + chance.choice((101, 615)),
                source=f"来源{chance.randint(1, 4)}",
            )
        )
    return entries


def scan(entries: list[Entry], query: Query, *, without: str = "") -> list[Entry]:
    """The entries that match, one after another looked at."""

    def fits(entry: Entry) -> bool:
        values = facet_values(entry)
        held = all(set(values[name]) & set(some) for name, some in query.filters.items() if some and name != without)
        return held and all(simplify(term) in simplify(entry.body) for term in query.words + query.phrases)

    return [entry for entry in entries if fits(entry)]


def counted(entries: list[Entry], query: Query, name: str) -> tuple[tuple[str, int], ...]:
    values = (value for entry in scan(entries, query, without=name) for value in facet_values(entry)[name])
    return tuple(sorted(Counter(values).items(), key=lambda one: (-one[1], one[0])))


ENTRIES = some_entries(400, 7)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    made = index_of(tmp_path_factory.mktemp("counted") / "index", ENTRIES[:250])
    with made.write() as writer:  # a second segment, and some of the first put anew
        writer.put(ENTRIES[200:])
    return made


@pytest.mark.parametrize("seed", range(60))
def test_total_facets_and_hits_are_those_of_a_scan(index: Index, seed: int) -> None:
    chance = random.Random(seed)
    filters = {
        "genre": tuple(chance.sample(GENRES[:3], chance.choice((0, 0, 1, 2)))),
        "themes": tuple(chance.sample(THEMES, chance.choice((0, 0, 1)))),
        "year": tuple(chance.sample(("2023", "2024"), chance.choice((0, 0, 1)))),
    }
    query = Query(
        words=tuple(chance.sample((*WORDS, "工作"), chance.choice((0, 1, 1, 2)))),
        filters=filters,
        order=chance.choice(("relevance", "newest", "oldest")),
        limit=1000,
        facets=FACETS,
    )
    expected = scan(ENTRIES, query)
    for _ in range(2):  # counted, and as it was kept
        results = index.search(query)
        if not expected and query.words:
            continue  # relaxed: another question
        assert (results.total, {*uids(results)}) == (len(expected), {entry.uid for entry in expected})
        assert results.facets == {name: counted(ENTRIES, query, name) for name in FACETS}


@pytest.mark.parametrize("filters", [{}, {"level": ("县",)}, {"themes": ("法治",)}])
def test_several_values_are_counted_alike_column_by_column(
    index: Index, monkeypatch: pytest.MonkeyPatch, filters: dict[str, tuple[str, ...]]
) -> None:
    asked = [
        Query((word,), (), filters, facets=FACETS, facet_size=size) for word in ("落实", "工作") for size in (2, 9)
    ]
    for few in (0, 1_000_000):
        monkeypatch.setattr(counting, "_FEW", few)
        index._reader.state()._kept.clear()
        for query in asked:
            expected = {name: counted(ENTRIES, query, name)[: query.facet_size] for name in FACETS}
            assert index.search(query).facets == expected


def test_more_values_than_there_are_columns_are_counted_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "_FEW", 0)
    many = tuple(f"领域{number}" for number in range(len(COLUMNS["themes"]) + 3))
    index = index_of(tmp_path, [Entry(1, "", "", "落实", themes=many), Entry(2, "", "", "落实", themes=many[-2:])])
    found = dict(index.search(Query(("落实",), facets=("themes",))).facets["themes"])
    assert found == {theme: 1 + (theme in many[-2:]) for theme in many}


def test_what_has_no_value_is_not_found_by_an_empty_one(tmp_path: Path) -> None:
    index = index_of(tmp_path, [plain(1, "落实"), Entry(2, "", "", "落实", genre="讲话", themes=("党建",))])
    for name in ("genre", "themes"):
        assert index.search(Query(("落实",), filters={name: ("",)})).total == 0
        assert dict(index.search(Query(("落实",), facets=(name,))).facets[name]).keys() <= {"讲话", "党建"}


@pytest.mark.parametrize("order", ["relevance", "newest", "oldest"])
@pytest.mark.parametrize("words", [("工作",), ("落实",), ("党",), ("督查", "落实"), ()])
def test_pages_joined_are_the_whole_result(index: Index, words: tuple[str, ...], order: str) -> None:
    whole = index.search(Query(words=words, order=order, limit=1000))  # type: ignore[arg-type]
    for size in (1, 7, 60, 130):
        joined = [
            hit
            for offset in range(0, whole.total + size, size)
            for hit in index.search(Query(words=words, order=order, offset=offset, limit=size)).hits  # type: ignore[arg-type]
        ]
        assert joined == list(whole.hits)


def test_more_equals_than_are_fetched_at_once_stay_in_order(tmp_path: Path) -> None:
    chance = random.Random(1)
    days = [20240101 + chance.randrange(28) for _ in range(900)]
    index = index_of(tmp_path / "index", [plain(uid, "同样的一句话", day=day) for uid, day in enumerate(days, 1)])
    newest = sorted(range(1, 901), key=lambda uid: (-days[uid - 1], -uid))
    assert uids(index.search(Query(words=("一句话",), offset=430, limit=20))) == newest[430:450]
    assert uids(index.search(Query(words=("一句话",), offset=890, limit=20))) == newest[890:]
    assert uids(index.search(Query(words=("一句话",), offset=900, limit=20))) == []


def test_a_field_with_more_values_than_are_shown_is_counted_by_itself(tmp_path: Path) -> None:
    entries = [Entry(uid, "", "", "共同的话" if uid > 3 else "别的话", source=f"来源{uid % 9}") for uid in range(1, 41)]
    index = index_of(tmp_path / "index", entries)
    for size in (3, 9, 100):
        query = Query(words=("共同的话",), facets=("source", "genre"), facet_size=size)
        found = index.search(query).facets
        assert [count for _, count in found["source"]] == [count for _, count in counted(entries, query, "source")][
            :size
        ]
        assert found["genre"] == ()


def test_counts_are_kept_until_the_next_commit(tmp_path: Path) -> None:
    index = index_of(tmp_path / "index", ENTRIES[:20])
    query = Query(words=("工作",), facets=("level",), limit=0)
    first = index.search(query)
    assert index.search(query).facets["level"] is first.facets["level"]
    other = Index.open(index.path)
    with other.write() as writer:
        writer.put([Entry(99, "", "", "工作", level="村")])
    again = index.search(query)
    assert (again.total, dict(again.facets["level"])["村"]) == (21, 1)


def test_no_more_is_kept_than_there_is_room_for(tmp_path: Path) -> None:
    state = index_of(tmp_path / "index", ENTRIES[:3])._reader.state()
    for number in range(2 * _MOST_KEPT):
        assert state.kept(number, lambda number=number: str(number)) == str(number)  # type: ignore[misc]
    assert len(state._kept) == _MOST_KEPT


def test_in_how_many_documents_a_term_stands_is_kept_for_as_many_as_there_is_room_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(states, "_MOST_TERMS", 2)
    state = index_of(tmp_path / "index", [plain(1, "督查整改"), plain(2, "整改")])._reader.state()
    for _ in range(2):
        assert [state.documents_with(PAIRS, pair) for pair in ("督查", "整改", "改督")] == [1, 2, 0]
    assert len(state._documents) <= 2


@pytest.mark.parametrize("filters", [{}, {"genre": ("讲话",)}])
def test_a_second_thread_counts_what_one_would(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, filters: dict[str, tuple[str, ...]]
) -> None:
    index = index_of(tmp_path, [*ENTRIES[:60], *(plain(uid, "别的话") for uid in range(1000, 1200))])
    asked = [Query((word,), (), filters, facets=FACETS) for word in (*WORDS, "一网通板")]
    alone = [index.search(one) for one in asked]
    monkeypatch.setattr(searching, "_BESIDE_FROM", 1)
    begun: list[object] = []
    pool = searching._beside()
    submit = pool.submit

    def watched(*given: Any, **named: Any) -> Any:
        begun.append(given)
        return submit(*given, **named)

    monkeypatch.setattr(pool, "submit", watched)
    for one, before in zip(asked, alone, strict=True):
        after = index.search(one)
        assert (after.total, after.hits, after.facets) == (before.total, before.hits, before.facets)
    assert len(begun) >= len(WORDS)
    begun.clear()
    for one, before in zip(asked, alone, strict=True):
        assert index.search(one, alone=False).facets == before.facets
    assert not begun  # where others wait, one thread does it all

"""Facets counted by numbers are those that the engine counts, whatever the values are."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mofan.search import FACETS, Entry, Index, Query, codes, counting
from mofan.search.codes import Coder, Values
from tests.search.pieces import index_of


def facets_of(index: Index) -> dict[str, dict[str, int]]:
    """What everything in the index counts under."""
    return {name: dict(some) for name, some in index.search(Query(facets=FACETS)).facets.items()}


def facets_by_engine(index: Index, monkeypatch: pytest.MonkeyPatch) -> dict[str, dict[str, int]]:
    """The same, counted by the engine."""
    with monkeypatch.context() as patch:
        patch.setattr(counting, "FEW", 0)
        return facets_of(Index.open(index.path))


def values_of(index: Index) -> Values:
    return index._reader.state().values


def themed(uid: int, *themes: str) -> Entry:
    return Entry(uid, "", "", "工作", themes=themes)


def test_few_entries_are_counted_without_asking_the_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = index_of(tmp_path / "index")
    monkeypatch.setattr(counting, "_pass", None)
    assert facets_of(index) == {
        "genre": {"经验材料": 1, "工作总结": 1, "通知": 1},
        "unit_kind": {"税务": 2, "政务服务": 1},
        "level": {"县": 2, "市": 1},
        "themes": {"党建": 2, "作风": 1, "政务服务": 1, "税务": 1},
        "year": {"2025": 2, "2024": 1},
        "source": {"b.zip": 2, "a.docx": 1},
        "category": {"党务": 1, "政务": 1},
    }


def test_more_themes_than_there_are_slots_are_counted_by_the_engine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = tuple(f"领域{number}" for number in range(9))
    index = index_of(tmp_path / "index", [themed(1, *many), themed(2, *many[:6])])
    assert facets_of(index)["themes"] == {name: 1 + (name in many[:6]) for name in many}
    assert facets_of(index) == facets_by_engine(index, monkeypatch)


def test_values_whose_numbers_are_taken_get_the_next_free_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codes, "crc32", lambda _: 7)
    index = index_of(tmp_path / "index", [themed(1, "党建", "法治"), themed(2, "法治", "营商")])
    with index.write() as writer:  # another writer reads what stands in the index
        writer.put([themed(3, "营商", "作风", "党建")])
    assert [values_of(index).holders("themes", number) for number in range(8, 13)] == [
        ["党建"],
        ["法治"],
        ["营商"],
        ["作风"],
        [],
    ]
    assert facets_of(index)["themes"] == {"党建": 2, "法治": 2, "营商": 2, "作风": 1}


def test_a_value_that_finds_no_number_is_counted_by_the_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codes, "crc32", lambda _: 7)
    monkeypatch.setattr(codes, "_TRIES", 2)
    index = index_of(tmp_path / "index", [themed(1, "党建"), themed(2, "法治"), themed(3, "营商")])
    assert values_of(index).meaning("themes", (1 << 12) - 1) is None
    assert facets_of(index)["themes"] == {"党建": 1, "法治": 1, "营商": 1}
    assert facets_of(index) == facets_by_engine(index, monkeypatch)


def test_a_value_with_two_numbers_is_one_value(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when what stood in its way has left the index since."""
    monkeypatch.setattr(codes, "crc32", lambda _: 7)
    index = index_of(tmp_path / "index", [themed(1, "党建"), themed(2, "法治")])
    monkeypatch.setattr(codes, "crc32", lambda _: 30)
    with index.write() as writer:
        writer.put([themed(3, "法治")])
    assert facets_of(index)["themes"] == {"法治": 2, "党建": 1}


def test_what_was_taken_back_holds_no_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codes, "crc32", lambda _: 7)
    index = index_of(tmp_path / "index", [themed(1, "党建")])

    def torn() -> Iterator[Entry]:
        yield themed(2, "法治")
        raise RuntimeError("反悔")

    with pytest.raises(RuntimeError, match="反悔"), index.write() as writer:
        writer.put(torn())
    with index.write() as writer:
        writer.put([themed(3, "营商")])
    assert facets_of(index)["themes"] == {"党建": 1, "营商": 1}
    assert values_of(index).holders("themes", 9) == ["营商"]


def test_no_more_numbers_are_kept_than_there_is_room_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codes, "_MOST_VALUES", 3)
    names = [f"文件{number}.docx" for number in range(10)]
    index = index_of(tmp_path / "index", [Entry(uid, "", "", "工作", source=name) for uid, name in enumerate(names)])
    assert facets_of(index)["source"] == dict.fromkeys(names, 1)
    assert len(values_of(index)._known) <= 3
    coder = Coder(index._reader.state().searcher)
    numbers = [coder.coded({"source": (name,)}) for name in names]
    assert numbers == [coder.coded({"source": (name,)}) for name in names]
    assert len(coder._given) <= 3


def test_names_with_spaces_and_marks_are_values_like_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("材料 1.docx", "材料 1", " 前后 ", "1 2 3", "“引号”（一）.zip", "\ud800坏", "同", "同 1")
    index = index_of(tmp_path / "index", [Entry(uid, "", "", "工作", source=name) for uid, name in enumerate(names)])
    assert facets_of(index)["source"] == dict.fromkeys((name.replace("\ud800", "\ufffd") for name in names), 1)
    assert facets_of(index) == facets_by_engine(index, monkeypatch)

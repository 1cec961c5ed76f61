"""Many texts."""

from pathlib import Path

import numpy as np
import pytest

from mofan.text.reuse import Frequency, Match, ReuseIndex, UnreadableIndex
from mofan.text.reuse.frequency import common_from
from tests.text.reuse.samples import GRAIN, LIBRARY, WATER

STOCK = "在县委、县政府的坚强领导下，各项工作稳步推进，取得了明显成效"


@pytest.fixture
def index() -> ReuseIndex:
    index = ReuseIndex()
    for uid, text in (("水", WATER), ("粮", GRAIN), ("书", LIBRARY)):
        index.add(uid, text, source=f"{uid}县")
    return index


def test_a_copy_finds_its_source(index: ReuseIndex) -> None:
    half = WATER[: len(WATER) // 2] + "\n" + "后面一半是新写的，讲的是山上的茶园怎样换了品种。"
    match = index.similar(half)[0]
    assert match.uid == "水"
    assert match.is_near_duplicate
    assert 0.8 < match.containment < 1.0
    assert match.weighted == match.containment
    assert (len(index), "水" in index, "茶" in index) == (3, True, False)


def test_a_text_of_ones_own_finds_nothing(index: ReuseIndex) -> None:
    assert index.similar("山上的茶园今年换了品种，采茶的时间因此晚了半个月，茶农却多卖了两成的价钱。") == []


@pytest.mark.parametrize("text", ["", "\n \u3000", "水渠", "一二三四五六"])
def test_a_text_too_short_for_a_fingerprint_finds_nothing(index: ReuseIndex, text: str) -> None:
    index.add("短", text)
    assert index.similar(text) == []
    assert index.document_frequency("") == 0


def test_an_empty_index_answers_too() -> None:
    empty = ReuseIndex()
    assert empty.similar(WATER) == []
    assert empty.frequency(STOCK) == Frequency(0, 0, 0)


def test_answers_come_best_first_and_no_more_than_asked(index: ReuseIndex) -> None:
    for number in range(1, 6):
        index.add(str(number), WATER[: 60 * number] + f"\n这是第{number}篇自己的话，" * (8 - number))
    matches = index.similar(WATER, top=4)
    assert len(matches) == 4
    assert matches[0].uid == "水"
    assert [match.containment for match in matches] == sorted((one.containment for one in matches), reverse=True)
    mostly_grain = f"{GRAIN}连续三场大雨，把石坝河下游的两处护岸"
    assert [match.uid for match in index.similar(mostly_grain, min_containment=0.9)] == ["粮"]


def test_a_text_entered_again_is_replaced(index: ReuseIndex) -> None:
    index.add("水", LIBRARY)
    assert len(index) == 3
    assert index.document_frequency("连续三场大雨，把石坝河下游的两处护岸") == 0
    assert {match.uid for match in index.similar(LIBRARY)} == {"水", "书"}


def test_a_removed_text_is_gone_and_may_be_removed_again(index: ReuseIndex, tmp_path: Path) -> None:
    index.remove("水")
    index.remove("水")
    assert (len(index), index.similar(WATER)) == (2, [])
    index.save(tmp_path / "index")
    loaded = ReuseIndex.load(tmp_path / "index")
    assert (len(loaded), loaded.similar(WATER), loaded.similar(GRAIN)[0].uid) == (2, [], "粮")


def test_what_was_saved_is_loaded_and_goes_on(index: ReuseIndex, tmp_path: Path) -> None:
    index.save(tmp_path / "index")
    loaded = ReuseIndex.load(str(tmp_path / "index"))
    assert [path.name for path in tmp_path.iterdir()] == ["index"]
    assert loaded.similar(WATER) == index.similar(WATER) == [Match("水", 1.0, 1.0, 1.0)]
    loaded.add("水二", WATER.replace("青塘县", "红山县"), source="红山县")
    loaded.remove("粮")
    assert {match.uid for match in loaded.similar(WATER)} == {"水", "水二"}
    assert loaded.frequency("连续三场大雨，把石坝河下游的两处护岸") == Frequency(2, 2, 3)
    loaded.save(tmp_path / "index")
    assert len(ReuseIndex.load(tmp_path / "index")) == 3


def test_an_empty_index_is_saved_too(tmp_path: Path) -> None:
    ReuseIndex().save(tmp_path / "index")
    assert len(ReuseIndex.load(tmp_path / "index")) == 0


def test_an_index_of_another_version_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "index").open("wb") as out:
        np.savez(out, version=np.array(0))
    with pytest.raises(UnreadableIndex, match="版本不同，请重新建立"):
        ReuseIndex.load(tmp_path / "index")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", "不是索引".encode(), None])
def test_a_damaged_index_is_refused(index: ReuseIndex, tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "index"
    index.save(path)
    path.write_bytes(path.read_bytes()[:-200] if content is None else content)
    with pytest.raises(UnreadableIndex, match="已损坏，请重新建立"):
        ReuseIndex.load(path)
    with pytest.raises(OSError, match="没有"):
        ReuseIndex.load(tmp_path / "没有")


def test_a_document_frequency_is_exact_and_folded(index: ReuseIndex) -> None:
    index.add("全角", "２０２５年　投入３００万元，修好了石坝河的护岸。")
    assert index.document_frequency("2025年投入300万元,修好了") == 1
    assert index.document_frequency("2025年投入301万元,修好了") == 0
    assert index.document_frequency("石坝河") == 2
    assert index.document_frequency("白坝河") == 0


def test_a_frequent_phrase_is_counted_with_its_sources() -> None:
    index = ReuseIndex()
    for number in range(230):
        index.add(str(number), f"第{number}篇的开头。{STOCK}。第{number}篇的结尾。", source=f"{number % 7}县")
    assert index.frequency(STOCK) == Frequency(230, 7, 230)
    assert index.frequency(STOCK).is_common
    index.remove("0")
    assert index.document_frequency(STOCK) == 229


def test_what_everybody_says_weighs_nothing(index: ReuseIndex) -> None:
    for number in range(12):
        index.add(str(number), f"{STOCK}。{number}号材料另外说的是{chr(0x4E00 + number * 97) * 3}。")
    matches = index.similar(f"{STOCK}。茶园的事情单独说。", top=50)
    assert len(matches) == 12
    assert min(match.containment for match in matches) > 0.5
    assert max(match.weighted for match in matches) < 0.35


def test_a_phrase_of_very_many_texts_is_no_way_to_candidates() -> None:
    index = ReuseIndex()
    stock = "".join(chr(0x4E00 + number * 13) for number in range(600))
    for number in range(405):
        index.add(str(number), stock if number == 404 else stock[:250] + chr(0x5E00 + number) * 3 + stock[250:300])
    assert index.similar(stock, top=3)[0].uid == "404"


@pytest.mark.parametrize(("library", "documents"), [(0, 4), (3, 4), (80, 4), (200, 10), (400, 20), (40_000, 20)])
def test_what_is_common_depends_on_the_library(library: int, documents: int) -> None:
    assert common_from(library) == documents
    assert Frequency(documents, 9, library).is_common
    assert not Frequency(documents - 1, 9, library).is_common

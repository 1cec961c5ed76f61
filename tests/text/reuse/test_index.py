"""Many texts."""

import json
import random
import re
from pathlib import Path

import pytest

from mofan.text.reuse import Frequency, Match, ReuseIndex, UnreadableIndex, fingerprint
from mofan.text.reuse.fingerprint import VERSION
from mofan.text.reuse.frequency import common_from
from tests.text.reuse.samples import GRAIN, LIBRARY, WATER, Shelf

STOCK = "在县委、县政府的坚强领导下，各项工作稳步推进，取得了明显成效，群众的获得感、幸福感、安全感不断增强"
BANKS = "连续三场大雨，把石坝河下游的两处护岸"
WATERS, GRAINS, BOOKS = 1, 2, 3


@pytest.fixture
def shelf() -> Shelf:
    return Shelf({WATERS: WATER, GRAINS: GRAIN, BOOKS: LIBRARY})


@pytest.fixture
def index(shelf: Shelf) -> ReuseIndex:
    return shelf.index()


def test_a_copy_finds_its_source(index: ReuseIndex) -> None:
    half = WATER[: len(WATER) // 2] + "\n" + "后面一半是新写的，讲的是山上的茶园怎样换了品种。"
    match = index.similar(half)[0]
    assert match.uid == WATERS
    assert match.is_near_duplicate
    assert 0.8 < match.containment < 1.0
    assert match.weighted == match.containment
    assert (len(index), WATERS in index, 9 in index, index.newest) == (3, True, False, BOOKS)


def test_a_text_of_ones_own_finds_nothing(index: ReuseIndex) -> None:
    assert index.similar("山上的茶园今年换了品种，采茶的时间因此晚了半个月，茶农却多卖了两成的价钱。") == []


@pytest.mark.parametrize("text", ["", "\n \u3000", "水渠", "一二三四五六"])
def test_a_text_too_short_for_a_fingerprint_finds_nothing(index: ReuseIndex, shelf: Shelf, text: str) -> None:
    shelf[4] = text
    index.add(4, text)
    assert index.similar(text) == []
    assert index.document_frequency("") == 0
    assert [match.uid for match in index.similar(WATER)] == [WATERS]


def test_an_empty_index_answers_too() -> None:
    empty = Shelf().index()
    assert empty.similar(WATER) == []
    assert empty.frequency(STOCK) == Frequency(0, 0, 0)
    assert empty.newest == 0
    empty.save()
    assert not empty.refresh()


def test_answers_come_best_first_and_no_more_than_asked(index: ReuseIndex, shelf: Shelf) -> None:
    for number in range(1, 6):
        shelf[10 + number] = WATER[: 60 * number] + f"\n这是第{number}篇自己的话，" * (8 - number)
        index.add(10 + number, shelf[10 + number])
    matches = index.similar(WATER, top=4)
    assert len(matches) == 4
    assert matches[0].uid == WATERS
    assert [match.containment for match in matches] == sorted((one.containment for one in matches), reverse=True)
    assert [match.uid for match in index.similar(f"{GRAIN}{BANKS}", min_containment=0.9)] == [GRAINS]


def test_many_are_asked_about_at_once(index: ReuseIndex, shelf: Shelf) -> None:
    asked = [WATER, "山上的茶园今年换了品种，采茶的时间因此晚了半个月。", f"{GRAIN[:200]}\n{LIBRARY[:200]}"]
    found = index.candidates([fingerprint(text).hashes for text in asked])
    assert [sorted(one.uid for one in candidates.rated) for candidates in found] == [[WATERS], [], [GRAINS, BOOKS]]
    held = index.candidates([fingerprint(text).hashes for text in shelf.values()], held=True)
    assert [len(candidates.rated) for candidates in held] == [0, 0, 0]
    assert index.matches(WATER, found[0]) == [Match(WATERS, 1.0, 1.0, 1.0, 1.0)]
    del shelf[WATERS]
    assert index.matches(WATER, found[0]) == []


def test_however_few_places_are_looked_at_together_the_answers_are_the_same(
    index: ReuseIndex, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = [fingerprint(text).hashes for text in (*shelf.values(), WATER[:300], GRAIN[100:] + LIBRARY[:200])]
    together = index.candidates(asked)
    monkeypatch.setattr("mofan.text.reuse.candidates.HITS_AT_ONCE", 10)
    assert [one.rated for one in index.candidates(asked)] == [one.rated for one in together]
    assert sum(len(one.rated) for one in together) > 4


def test_of_very_many_the_likeliest_are_the_same_whether_all_are_ranked_or_some(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = {no: WATER[: len(WATER) // (no % 5 + 1)] + GRAIN[: no % 3 * 40] for no in range(10, 60)}
    index = ReuseIndex(lambda _: texts)
    for no, text in texts.items():
        index.add(no, text)
    asked = [fingerprint(text).hashes for text in (WATER, GRAIN, WATER[:300], GRAIN[:90] + WATER[200:])]
    some = index.candidates(asked)
    assert [one.uid for one in some[0].rated][:4] == [15, 30, 45, 10]  # the whole of it first, of equals the oldest
    monkeypatch.setattr("mofan.text.reuse.candidates.GRADES", 1)
    assert [one.rated for one in index.candidates(asked)] == [one.rated for one in some]


def test_a_text_entered_again_is_replaced(index: ReuseIndex, shelf: Shelf) -> None:
    shelf[WATERS] = LIBRARY
    index.add(WATERS, LIBRARY)
    assert len(index) == 3
    assert index.document_frequency(BANKS) == 0
    assert {match.uid for match in index.similar(LIBRARY)} == {WATERS, BOOKS}


def test_a_removed_text_is_gone_and_may_be_removed_again(index: ReuseIndex) -> None:
    index.remove(WATERS)
    index.remove(WATERS)
    assert (len(index), index.similar(WATER)) == (2, [])


def test_what_was_saved_is_read_and_goes_on(shelf: Shelf, tmp_path: Path) -> None:
    index = shelf.index(tmp_path / "reuse")
    assert index.unsaved == 3
    index.save()
    assert (index.unsaved, len(index)) == (0, 3)
    other = ReuseIndex(shelf.some, tmp_path / "reuse")
    assert other.similar(WATER) == index.similar(WATER) == [Match(WATERS, 1.0, 1.0, 1.0, 1.0)]
    shelf[4] = WATER.replace("青塘县", "红山县")
    other.add(4, shelf[4])
    other.remove(GRAINS)
    assert {match.uid for match in other.similar(WATER)} == {WATERS, 4}
    assert other.similar(GRAIN) == []
    other.save()
    assert index.similar(GRAIN)[0].uid == GRAINS
    assert index.refresh()
    assert not index.refresh()
    assert index.similar(GRAIN) == []
    assert {match.uid for match in index.similar(WATER)} == {WATERS, 4}
    assert len(list((tmp_path / "reuse").glob("*.prints"))) <= 2
    index.clear()
    assert (len(index), len(ReuseIndex(shelf.some, tmp_path / "reuse"))) == (0, 0)


def test_files_are_merged_as_they_grow(shelf: Shelf, tmp_path: Path) -> None:
    index = ReuseIndex(shelf.some, tmp_path)
    for number in (40, *range(10, 30)):
        shelf[number] = WATER[number:] + f"第{number}篇" * 4
        index.add(number, shelf[number])
        index.save()
        index.remove(number - 5)
    again = ReuseIndex(shelf.some, tmp_path)
    again.remove(29)
    again.save()
    again = ReuseIndex(shelf.some, tmp_path)
    assert sorted(one.uid for one in again.similar(WATER, top=50)) == [24, 25, 26, 27, 28, 40]
    assert again.newest == 40
    assert len(list(tmp_path.glob("*.prints"))) < 6


def test_a_file_that_was_left_over_is_thrown_away(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "half.prints.part").write_bytes(b"half")
    (tmp_path / "old.prints").mkdir()
    shelf.index(tmp_path).save()
    assert sorted(path.suffix for path in tmp_path.iterdir() if path.is_file()) == [".json", ".prints"]


def test_an_index_of_another_version_is_refused(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text(json.dumps({"version": 0, "segments": {}}), "utf-8")
    with pytest.raises(UnreadableIndex, match="版本不同，请重新建立"):
        Shelf().index(tmp_path)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        f'{{"version": {VERSION}, "segments": []}}',
        f'{{"version": {VERSION}, "segments": {{"没有": []}}}}',
    ],
)
def test_a_damaged_list_of_files_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "manifest.json").write_text(content, "utf-8")
    with pytest.raises(UnreadableIndex, match="已损坏，请重新建立"):
        Shelf().index(tmp_path)


@pytest.mark.parametrize("keep", [0, 10, 16, -4])
def test_a_damaged_file_is_refused(shelf: Shelf, tmp_path: Path, keep: int) -> None:
    shelf.index(tmp_path).save()
    (file,) = tmp_path.glob("*.prints")
    file.write_bytes(file.read_bytes()[:keep])
    with pytest.raises(UnreadableIndex, match="已损坏，请重新建立"):
        ReuseIndex(shelf.some, tmp_path)


def test_a_document_frequency_is_exact_and_folded(index: ReuseIndex, shelf: Shelf) -> None:
    shelf[4] = "２０２５年　投入３００万元，修好了石坝河的护岸。"
    index.add(4, shelf[4])
    assert index.document_frequency("2025年投入300万元,修好了") == 1
    assert index.document_frequency("2025年投入301万元,修好了") == 0
    assert index.document_frequency("石坝河") == 2
    assert index.document_frequency("白坝河") == 0
    assert index.document_frequency(WATER[:150]) == 1
    assert index.document_frequency(WATER[:150] + "另加一句") == 0


def test_a_frequent_phrase_is_counted() -> None:
    shelf = Shelf({number: f"第{number}篇的开头。{STOCK}。第{number}篇的结尾。" for number in range(1, 231)})
    index = shelf.index()
    assert index.frequency(STOCK) == Frequency(230, 0, 230)
    assert index.frequency(STOCK).is_common
    index.remove(1)
    assert index.document_frequency(STOCK) == 229


def test_what_everybody_says_weighs_nothing(index: ReuseIndex, shelf: Shelf) -> None:
    for number in range(20, 32):
        shelf[number] = f"{STOCK}。{number}号材料另外说的是{chr(0x4E00 + number * 97) * 3}。"
        index.add(number, shelf[number])
    matches = index.similar(f"{STOCK}。茶园的事情单独说。", top=50)
    assert len(matches) == 12
    assert min(match.containment for match in matches) > 0.5
    assert max(match.weighted for match in matches) < 0.35


def prose(start: int, length: int) -> str:
    """So many characters that stand so nowhere else."""
    chance = random.Random(start)
    return "".join(chr(chance.randrange(0x4E00, 0x9000)) for _ in range(length))


def test_common_paragraphs_in_a_row_are_copied_from_the_one_text_that_has_them_so() -> None:
    stock = [prose(number, 120) for number in range(5)]
    shelf = Shelf({1: "\n".join([prose(7, 600), *stock])})
    for number in range(130):
        shelf[2 + number] = f"{stock[number % 5]}\n{prose(10 + number, 200)}"
    copy = "\n".join([*stock, prose(8, 600)])
    found = sorted(shelf.index().similar(copy, top=50), key=lambda match: match.uid)
    source, *others = found
    assert (source.uid, source.is_near_duplicate, round(source.weighted, 1)) == (1, True, 0.5)
    assert others
    assert not any(match.is_near_duplicate or match.weighted for match in others)


@pytest.mark.parametrize("stretch", ["torn", "edited"])
def test_common_paragraphs_in_a_row_are_copied_though_edits_tore_them(stretch: str) -> None:
    stock = [prose(number, 120) for number in range(5)]
    shelf = Shelf({1: "\n".join([prose(7, 600), *stock])})
    for number in range(130):
        shelf[2 + number] = f"{stock[number % 5]}\n{prose(10 + number, 200)}"
    index = shelf.index()
    torn = {"torn": f"{prose(9, 30)}".join(stock), "edited": re.sub("(.{8}).", r"\1。", "".join(stock))}[stretch]
    source, *others = sorted(index.similar(f"{torn}\n{prose(8, 600)}", top=50), key=lambda match: match.uid)
    assert (source.uid, source.weighted) == (1, source.whole)
    assert source.weighted > 0.4
    assert not any(match.weighted for match in others)

    two = index.similar(f"{stock[0]}{prose(9, 30)}{stock[1]}\n{prose(8, 200)}", top=50)
    assert [(match.weighted, match.whole > 0.4) for match in two if match.uid == 1] == [(0.0, True)]


def test_a_form_filled_in_is_no_copy_and_half_of_one_of_its_bearers_is() -> None:
    form = [prose(number, length) for number, length in ((1, 45), (2, 60), (3, 50))]
    shelf = Shelf()
    for number in range(1, 13):
        filled = [form[0], f"{2000 + number}年{number}月{prose(50 + number // 2, 4)}", form[1], prose(70 + number, 6)]
        shelf[number] = "".join([*filled, form[2], prose(100 + number, 160)])
    index = shelf.index()
    of_the_form = [match for match in index.similar(shelf[3]) if match.uid != 3]
    assert len(of_the_form) == 11
    assert min(match.whole for match in of_the_form) > 0.4
    assert not any(match.is_near_duplicate for match in of_the_form)

    copy = index.similar(f"{prose(200, 160)}{shelf[5][170:]}")
    assert [match.uid for match in copy if match.is_near_duplicate] == [5]


def test_a_close_version_does_not_hide_another() -> None:
    old, kept = prose(1, 1000), prose(2, 1000)
    shelf = Shelf({1: old + kept, 2: kept + prose(3, 1000), 3: prose(4, 1000)})
    new = shelf[2][:-10]
    assert [match.uid for match in shelf.index().similar(new) if match.is_near_duplicate] == [2, 1]


@pytest.mark.parametrize("edited", [0.0, 0.05, 0.1])
def test_a_resemblance_is_told_from_the_fingerprints_whether_characters_were_edited_or_not(edited: float) -> None:
    source, chance = prose(1, 8000), random.Random(2)
    copy = "".join("。" if chance.random() < edited else char for char in source[:6000]) + prose(3, 2000)
    index = Shelf({1: source}).index()
    (found,) = index.candidates([fingerprint(copy).hashes])
    (match,) = index.matches(copy, found)
    assert found.rated[0].resemblance == pytest.approx(match.resemblance, abs=0.04)


def test_what_was_copied_comes_before_short_texts_of_phrases_that_many_hold() -> None:
    phrases, source = [prose(number, 100) for number in range(6)], prose(7, 1000)
    shelf = Shelf({number: phrases[number % 6] + phrases[(number + 1) % 6] for number in range(1, 200)})
    shelf[500] = source
    half = "\n".join((source[:700], *phrases))
    (found,) = shelf.index().candidates([fingerprint(half).hashes])
    first, *others = found.rated
    assert (first.uid, first.likelihood > 1) == (500, True)
    assert {one.weighted for one in others} == {0.0}
    assert max(one.containment for one in others) > first.containment


def test_what_was_copied_is_answered_though_more_texts_share_phrases_than_are_asked_for() -> None:
    phrases, source = [prose(number, 100) for number in range(6)], prose(7, 1000)
    shelf = Shelf({number: phrases[number % 6] + phrases[(number + 1) % 6] for number in range(1, 20)})
    shelf |= {number: phrases[number % 6] * 2 + prose(number, 80) for number in range(20, 200)}
    shelf[500] = source
    matches = shelf.index().similar("\n".join((source[:500], *phrases)), top=20)
    assert matches[0].uid == 500
    assert sorted(one.uid for one in matches[1:]) == [*range(1, 20)]  # phrases alone, all of them there
    assert matches[0].containment < min(one.containment for one in matches[1:])


def test_a_text_without_a_character_is_like_nothing(index: ReuseIndex, shelf: Shelf) -> None:
    assert index.similar("") == []
    (found,) = index.candidates([fingerprint(WATER).hashes])
    assert index.matches(WATER, found, {WATERS: " "}) == [Match(WATERS, 0.0, 0.0, 0.0, 0.0)]
    index.add_all({})
    assert len(index) == len(shelf)
    index.clear()
    assert len(index) == 0


def test_a_text_made_of_common_words_alone_finds_its_like() -> None:
    stock = "".join(chr(0x4E00 + number * 13) for number in range(600))
    shelf = Shelf(
        {number: stock if number == 404 else stock[:250] + chr(0x5E00 + number) * 3 + stock[250:300]
         for number in range(1, 406)}
    )  # fmt: skip
    found = shelf.index().similar(stock, top=3)
    assert (found[0].uid, found[0].resemblance, found[0].weighted) == (404, 1.0, found[0].weighted)


@pytest.mark.parametrize(("library", "documents"), [(0, 4), (3, 4), (80, 4), (200, 10), (400, 20), (40_000, 20)])
def test_what_is_common_depends_on_the_library(library: int, documents: int) -> None:
    assert common_from(library) == documents
    assert Frequency(documents, 9, library).is_common
    assert not Frequency(documents - 1, 9, library).is_common

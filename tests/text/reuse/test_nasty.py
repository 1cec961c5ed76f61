"""The twenty-five nasty inputs of duplicates and reuse, each by name."""

import random
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from mofan.text.clean import clean
from mofan.text.read import read_bytes
from mofan.text.reuse import Comparison, Frequency, ReuseIndex, compare, fingerprint
from tests.growth import grows_evenly
from tests.text.reuse.samples import GRAIN, LIBRARY, WATER, Shelf

BODY = WATER.partition("\n")[2]


WATERS, GRAINS, BOOKS, OWN = 1, 2, 3, 4


@pytest.fixture
def shelf() -> Shelf:
    return Shelf({WATERS: WATER, GRAINS: GRAIN, BOOKS: LIBRARY})


@pytest.fixture
def library(shelf: Shelf) -> ReuseIndex:
    return shelf.index()


def never_counts_twice(found: Comparison) -> bool:
    """No passage overlaps another, in either text."""
    for side in ("a", "b"):
        spans = sorted(getattr(passage, side) for passage in found.passages)
        if any(one.end > other.start for one, other in pairwise(spans)):
            return False
    return True


def best(library: ReuseIndex, text: str) -> int:
    return next((match.uid for match in library.similar(text) if match.is_near_duplicate), 0)


def test_01_the_same_file_in_another_encoding(library: ReuseIndex) -> None:
    texts = [read_bytes(WATER.encode(name), "材料.txt").text for name in ("gb18030", "utf-8-sig", "utf-16")]
    for text in texts:
        assert compare(WATER, text).containment == compare(WATER, text).resemblance == 1.0
        assert library.similar(text)[0].resemblance == 1.0


def test_02_the_same_text_with_other_advertisements() -> None:
    one = WATER.replace("的基础部分。", "的基础部分。【更多公文素材，微信：xiegao2021】")
    other = WATER.replace("写进台账，", "写进台账，（加微信 bangshou66 领取全部范文）")
    assert compare(clean(one).text, clean(other).text).containment == 1.0


def test_03_other_unit_names_and_blanks(library: ReuseIndex) -> None:
    text = WATER.replace("青塘县水务局", "x县x局").replace("县水务局", "xx局").replace("石坝河", "××河")
    assert compare(WATER, text).containment > 0.9
    assert best(library, text) == WATERS


def test_04_half_width_and_full_width(library: ReuseIndex) -> None:
    text = "2025年投入300万元,修渠12公里;群众满意率达98%,位列全市第一(连续两年)"
    wide = text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    found = compare(text, wide)
    assert (found.containment, found.resemblance) == (1.0, 1.0)
    assert [(passage.a.of(text), passage.b.of(wide)) for passage in found.passages] == [(text, wide)]


def test_05_paragraphs_in_another_order(library: ReuseIndex) -> None:
    text = "\n".join(reversed(WATER.split("\n")))
    found = compare(WATER, text)
    assert found.containment == 1.0
    assert {passage.text for passage in found.passages} == set(WATER.split("\n"))
    assert all(passage.b.of(text) == passage.text for passage in found.passages)
    assert best(library, text) == WATERS


def test_06_one_piece_inside_a_compilation(library: ReuseIndex) -> None:
    text = "\n".join(["工作总结汇编（3篇）", GRAIN, WATER, LIBRARY])
    found = compare(WATER, text)
    assert found.containment == 1.0
    assert found.resemblance < 0.6
    assert {match.uid for match in library.similar(text) if match.containment == 1.0} == {WATERS, GRAINS, BOOKS}


def test_07_one_word_changed_every_ten_characters(library: ReuseIndex) -> None:
    text = "".join("某" if char != "\n" and at % 10 in (8, 9) else char for at, char in enumerate(WATER))
    found = compare(WATER, text)
    assert found.containment > 0.75
    assert sum(passage.edits for passage in found.passages) > 30
    assert best(library, text) == WATERS


def test_08_shared_set_phrases_alone_are_no_duplicate(shelf: Shelf, library: ReuseIndex) -> None:
    phrases = "深刻领悟“两个确立”的决定性意义，增强“四个意识”、坚定“四个自信”、做到“两个维护”。"
    found = compare(f"{WATER}\n{phrases}", f"{GRAIN}\n{phrases}")
    assert [passage.kind for passage in found.passages] == ["set_phrase"]
    assert found.weighted == 0.0 < found.containment
    shelf[OWN] = f"{LIBRARY}\n{phrases}"
    library.add(OWN, shelf[OWN])
    assert (
        best(library, f"{phrases}\n" + "山上的茶园今年换了品种，采茶的时间因此晚了半个月，茶农却多卖了两成的价钱。" * 2)
        == 0
    )


def test_09_a_shared_quotation_of_a_speech() -> None:
    quotation = "县委书记在全县干部大会上讲过一句话：“把群众家里的难事当成自己家里的难事，门就敲得开，话就说得进。”"
    found = compare(f"{WATER}\n{quotation}\n", f"{quotation}\n{GRAIN}")
    assert [passage.text for passage in found.passages] == [quotation]
    assert found.containment < 0.3
    frequent = Shelf({number: f"第{number}份材料，各写各的。\n{quotation}" for number in range(8)}).index()
    stock = compare(f"{WATER}\n{quotation}\n", f"{quotation}\n{GRAIN}", frequencies=frequent)
    assert [(passage.kind, passage.document_frequency) for passage in stock.passages] == [("set_phrase", 8)]


def test_10_local_slogans_of_one_county() -> None:
    slogan = "围绕县委“三湾五岭、一河两岸”的发展布局和“七彩青塘”建设目标，"

    class OneCounty:
        def frequency(self, passage: str) -> Frequency:
            return Frequency(6, 1, 6)

    found = compare(slogan + BODY, slogan + GRAIN, frequencies=OneCounty())
    assert [(passage.kind, passage.document_frequency) for passage in found.passages] == [("local_slogan", 6)]
    assert found.weighted == 0.0
    assert [passage.kind for passage in compare(slogan + BODY, slogan + GRAIN).passages] == ["local_slogan"]


def test_11_forty_characters_only(library: ReuseIndex) -> None:
    text = WATER[100:140]
    assert len(text) == 40
    assert compare(text, WATER).containment == 1.0
    match = library.similar(text)[0]
    assert (match.uid, match.containment) == (WATERS, 1.0)


def test_12_two_hundred_thousand_characters() -> None:
    chance = random.Random(12)
    words = [BODY[at : at + 4] for at in range(0, len(BODY) - 4, 3)]
    long = "".join(chance.choice(words) + ("\n" if chance.random() < 0.01 else "") for _ in range(50_000))
    found = compare(long, long[100_000:] + long[:100_000])
    assert found.containment > 0.999
    assert found.weighted > 0.95


def test_12_twice_the_length_is_twice_the_work() -> None:
    chance = random.Random(12)
    long = "".join(chr(chance.randrange(0x4E00, 0x9000)) for _ in range(80_000))

    def turned(length: int) -> Comparison:
        return compare(long[:length], long[length // 2 : length] + long[: length // 2])

    assert grows_evenly(turned, len(long) // 8)


@pytest.mark.parametrize("unit", ["好", "好的", "一、二、"])
def test_13_one_character_a_hundred_thousand_times(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    found = compare(text, text)
    index = Shelf({OWN: text}).index()
    match = index.similar(text[: len(text) // 2])[0]
    assert grows_evenly(lambda length: compare(text[:length], text[:length]), len(text) // 8)
    assert grows_evenly(lambda length: index.similar(text[:length]), len(text) // 8)
    assert (found.containment, len(found.passages), match.containment) == (1.0, 1, 1.0)
    assert len(fingerprint("好" * 100_000).hashes) == 1
    assert compare("好" * 50_000, "好" * 20_000 + "坏" + "好" * 20_000).containment == pytest.approx(1, abs=1e-3)


def test_14_a_piece_against_itself(library: ReuseIndex) -> None:
    found = compare(WATER, WATER)
    assert (found.containment, found.resemblance, found.weighted) == (1.0, 1.0, 1.0)
    assert [(passage.a, passage.edits) for passage in found.passages] == [(p.b, 0) for p in found.passages]
    assert "".join(passage.text for passage in found.passages) == WATER.replace("\n", "")
    assert library.similar(WATER)[0].uid == WATERS


def test_15_repetition_within_one_piece() -> None:
    paragraph = BODY.split("\n")[0]
    found = compare("\n".join([paragraph] * 6), paragraph)
    assert found.containment == 1.0
    assert len(found.passages) == 1
    twice = compare("\n".join([paragraph] * 6), "\n".join([paragraph] * 2))
    assert len(twice.passages) == 2
    assert never_counts_twice(twice)


def test_16_traditional_and_simplified(library: ReuseIndex) -> None:
    text = "縣水務局從正月十六起組織技術人員徒步巡河，把每一處裂縫、每一段塌岸都畫在圖上、寫進臺賬"
    found = compare(text, WATER)
    assert found.containment == 1.0
    assert best(library, text) == WATERS


def test_17_two_in_a_hundred_characters_misread(library: ReuseIndex) -> None:
    text = "".join("己" if at % 50 == 49 and char != "\n" else char for at, char in enumerate(WATER))
    assert compare(WATER, text).containment > 0.95
    assert best(library, text) == WATERS


def test_18_only_numbers_changed(library: ReuseIndex) -> None:
    text = WATER.replace("四十三", "六十七").replace("十一天", "二十天").replace("七个村", "十二个村")
    found = compare(WATER, text)
    assert found.containment > 0.95
    assert len(found.passages) == len(WATER.split("\n"))
    assert sum(passage.edits for passage in found.passages) >= 4
    assert best(library, text) == WATERS


def test_19_the_title_equal_and_the_body_another(library: ReuseIndex) -> None:
    text = WATER.partition("\n")[0] + "\n" + LIBRARY.partition("\n")[2].replace("图书馆", "文化站")
    assert compare(WATER, text).containment < 0.2
    assert best(library, text) == BOOKS


def test_20_the_body_equal_and_the_title_another(library: ReuseIndex) -> None:
    text = "把水引到田埂上——红山县水利工作站的三个月\n" + BODY
    assert compare(WATER, text).containment > 0.9
    assert best(library, text) == WATERS


def test_21_matches_that_overlap_count_once() -> None:
    sentence = BODY.split("\n")[2]
    a = sentence + sentence[10:40]
    b = sentence[:40] + "另外的话说在这里。" + sentence[5:]
    found = compare(a, b)
    assert never_counts_twice(found)
    assert found.containment == 1.0
    assert sum(len(passage.a) for passage in found.passages) <= len(a)


def test_22_a_match_is_cut_where_it_crosses_a_heading() -> None:
    shared = "收尾工作由各村自行安排，不再另行发文\n三、下一步怎么做才能让水一直通到田头\n请各村在月底前报回护渠员名单"
    found = compare(f"甲的开头不一样。\n{shared}", f"乙的开头又是另外一种写法，\n{shared}")
    assert [passage.text for passage in found.passages] == shared.split("\n")


def test_23_shared_at_the_very_start_and_the_very_end() -> None:
    start, end = "连续三场大雨把护岸冲开了口子", "哪段渠归谁看管牌子就立在哪段渠边"
    a, b = start + "甲" * 20 + end, start + "乙" * 30 + end
    found = compare(a, b)
    assert [(passage.a.start, passage.a.end) for passage in found.passages] == [(0, 14), (34, 34 + len(end))]
    assert found.passages[-1].b.end == len(b)


def test_24_offsets_are_code_points_beside_rare_characters() -> None:
    a = "𠮷😀\u200b" + "赶在清明前把下游两处口子合龙，比原定工期提前了㈠ ﬁ天" + "😀𠮷"
    b = "😀甲乙丙" + "赶在清明前把下游两处口子合龙，比原定工期提前了(一)fi天" + "\ud83d 末"
    passage = compare(a, b).passages[0]
    assert passage.a.of(a) == passage.text == "赶在清明前把下游两处口子合龙，比原定工期提前了㈠ ﬁ天"
    assert passage.b.of(b) == "赶在清明前把下游两处口子合龙，比原定工期提前了(一)fi天"


def test_25_an_index_of_another_process_and_a_removed_document(
    tmp_path: Path, shelf: Shelf, library: ReuseIndex
) -> None:
    script = (
        "import sys; from pathlib import Path; from tests.text.reuse.samples import *\n"
        "Shelf({1: WATER, 2: GRAIN, 3: LIBRARY}).index(Path(sys.argv[1])).save()"
    )
    path = f"{tmp_path}/reuse"
    for seed in ("1", "2"):
        environment = {"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(filter(None, sys.path))}
        subprocess.run([sys.executable, "-c", script, path], check=True, env=environment)
        loaded = ReuseIndex(shelf.some, Path(path))
        assert loaded.similar(WATER) == library.similar(WATER)
        loaded.remove(WATERS)
        assert best(loaded, WATER) == 0
        assert loaded.document_frequency("连续三场大雨，把石坝河下游的两处护岸") == 0

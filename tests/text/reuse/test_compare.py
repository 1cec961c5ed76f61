"""Two texts side by side."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mofan.text.fold import simplify
from mofan.text.reuse import Frequency, compare
from tests.text.reuse.samples import GRAIN, LIBRARY, WATER

COPIED = "施工队白天打桩、夜里清淤，赶在清明前把下游两处口子合龙"


class Known:
    """A library that answers the same for every passage, and remembers what it was asked."""

    def __init__(self, frequency: Frequency) -> None:
        self.answer = frequency
        self.asked: list[str] = []

    def frequency(self, passage: str) -> Frequency:
        self.asked.append(passage)
        return self.answer


def test_a_copied_sentence_is_found_where_it_stands() -> None:
    a, b = f"{GRAIN}{COPIED}。", f"开头另写：{COPIED}，后面也另写。"
    found = compare(a, b)
    assert [(passage.text, passage.kind, passage.edits) for passage in found.passages] == [
        (COPIED, "copied_passage", 0)
    ]
    passage = found.passages[0]
    assert passage.a.of(a) == passage.b.of(b) == COPIED
    assert found.containment == found.weighted == len(COPIED) / len(b)
    assert 0 < found.resemblance < 0.2


def test_texts_that_share_nothing_share_nothing() -> None:
    found = compare(GRAIN, LIBRARY)
    assert (found.containment, found.weighted, found.passages) == (0.0, 0.0, ())


@pytest.mark.parametrize(("a", "b"), [("", ""), ("", WATER), (WATER, ""), (" \n\t", WATER)])
def test_nothing_is_shared_with_an_empty_text(a: str, b: str) -> None:
    found = compare(a, b)
    assert (found.containment, found.resemblance, found.weighted, found.passages) == (0.0, 0.0, 0.0, ())


@pytest.mark.parametrize("text", ["水", "水渠", "修好水渠", "把水渠都修好了"])
def test_a_text_shorter_than_a_passage_is_still_found(text: str) -> None:
    found = compare(text, f"今年{text}，明年再看。")
    assert (found.containment, found.passages) == (1.0, ())
    assert compare(text, text).resemblance == 1.0


def test_words_added_dropped_and_replaced_are_edits_of_one_passage() -> None:
    a = "镇里专门请来几位跑了半辈子运输的老司机出主意，把排队的人分成三拨，按电话通知的时段进场。"
    b = "镇里专门请来十位跑了半辈子运输的司机出主意，把所有排队的人分成三拨，按短信通知的时段进场。"
    found = compare(a, b)
    assert [(passage.a.of(a), passage.b.of(b)) for passage in found.passages] == [(a, b)]
    assert found.passages[0].edits == 6
    assert found.containment == (len(a) - 4) / len(a)


def test_a_rewritten_stretch_parts_two_passages() -> None:
    one, other = "账款当天结清，数字由农户自己在屏幕上核对一遍", "有疑问的当场复秤，复秤的结果写在同一张单子上"
    found = compare(f"{one}，{other}", f"{one}。这一办法已经用了三年，群众都说好，{other}")
    assert [passage.text.strip("，。") for passage in found.passages] == [one, other]


def test_what_a_longer_passage_took_is_not_given_again() -> None:
    long = "三楼自习室换了不刺眼的灯，饮水机旁边添了一排插座，门口贴着当晚还剩多少座位"
    a = f"{long[8:30]}。{long}。"
    b = f"{long}。还有一句是：{long[20:]}。"
    found = compare(a, b)
    taken: set[int] = set()
    for passage in found.passages:
        places = set(range(passage.b.start, passage.b.end))
        assert not places & taken
        taken |= places
    assert found.containment > 0.98


def test_a_part_left_over_by_a_longer_passage_keeps_its_own_edges() -> None:
    core = "饮水机旁边添了一排插座，门口贴着当晚还剩多少座位"
    a = f"前面的话甲乙丙丁戊己庚辛{core}后面的话子丑寅卯辰巳午未申酉戌亥。{core}还有一句另外的长话说在最后面。"
    b = f"前面的话甲乙丙丁戊己庚辛{core}还有一句另外的长话说在最后面。"
    found = compare(a, b)
    assert [passage.b.of(b) for passage in found.passages] in (
        [b[:12] + core, b[12 + len(core) :]],
        [b[:12], core + b[12 + len(core) :]],
    )


def test_the_shortest_passage_is_for_the_caller_to_say() -> None:
    a, b = "把渠口修好，再说别的。", "先把渠口修好，然后回家。"
    assert compare(a, b).passages == ()
    assert [passage.text for passage in compare(a, b, min_characters=5).passages] == ["把渠口修好，"]
    assert compare(a, b, min_characters=2).passages[0].text == "把渠口修好，"
    with pytest.raises(ValueError, match="至少 1 个字"):
        compare(a, b, min_characters=0)


def test_a_library_tells_phrases_from_copies() -> None:
    a, b = f"{GRAIN}\n{COPIED}。", f"{LIBRARY}\n{COPIED}！"
    rare = Known(Frequency(2, 2, 1000))
    found = compare(a, b, frequencies=rare)
    assert [(one.kind, one.document_frequency) for one in found.passages] == [("copied_passage", 2)]
    assert rare.asked == [COPIED]
    everywhere = compare(a, b, frequencies=Known(Frequency(60, 12, 1000)))
    assert [one.kind for one in everywhere.passages] == ["set_phrase"]
    assert everywhere.weighted == 0.0 < everywhere.containment
    local = compare(a, b, frequencies=Known(Frequency(60, 1, 1000)))
    assert [one.kind for one in local.passages] == ["local_slogan"]


def test_a_library_is_asked_for_what_was_not_edited() -> None:
    known = Known(Frequency(2, 2, 1000))
    compare(f"{COPIED}。{COPIED[:9]}", COPIED.replace("夜里", "晚上"), frequencies=known)
    assert known.asked == ["清淤，赶在清明前把下游两处口子合龙"]


def test_many_common_shingles_do_not_hide_a_long_match() -> None:
    phrase = "各乡镇、各部门要认真抓好落实，"
    text = "".join(f"{phrase}第{number}项工作由{chr(0x4E00 + number * 7)}组负责。" for number in range(40))
    found = compare(text, text)
    assert (found.containment, found.weighted, len(found.passages)) == (1.0, 1.0, 1)


def test_passages_of_copied_text_come_with_their_headings_in_the_weight() -> None:
    text = "一、巡河\n" + COPIED + "，把石料一车一车运到河边。\n二、护渠\n" + WATER.split("\n")[5]
    found = compare(text, text)
    assert (len(found.passages), found.weighted) == (2, 1.0)


@given(
    st.lists(
        st.sampled_from([*WATER.split("\n"), *GRAIN.split("\n"), "好好好好好好", "𠮷野家", "ＡＢ c\u200b"]), max_size=8
    ),
    st.lists(st.sampled_from([*WATER.split("\n"), LIBRARY, "好好好", "𠮷野", "abc"]), max_size=8),
    st.integers(1, 20),
)
def test_whatever_is_compared_the_answer_holds_together(one: list[str], other: list[str], least: int) -> None:
    a, b = "\n".join(one), "".join(other)
    found = compare(a, b, min_characters=least)
    assert 0 <= found.weighted <= found.containment <= 1
    assert 0 <= found.resemblance <= 1
    for side, text in (("a", a), ("b", b)):
        spans = sorted(getattr(passage, side) for passage in found.passages)
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert all(before.end <= after.start for before, after in pairwise(spans))
    for passage in found.passages:
        assert passage.text == passage.a.of(a)
        assert "\n" not in passage.text
        if not passage.edits:
            assert simplify(passage.a.of(a)) == simplify(passage.b.of(b))

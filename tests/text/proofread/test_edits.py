"""Characters lost, extra and transposed."""

import random

import pytest

from mofan.text.proofread.statistics import find_slips, find_slips_of, shipped, spelling
from mofan.text.proofread.statistics.edits import FINDERS, Edit, broken_words
from mofan.text.proofread.statistics.reading import Model, Reading
from mofan.text.proofread.training import School, edit_lessons, edited, train_edits

PARAGRAPHS = [
    f"各级人民政府应当按照{word}管理的要求，加强对本行政区域内有关工作的组织领导，建立健全工作机制。"
    for word in ("安全", "质量", "财政", "档案", "交通", "教育", "水利", "林业", "粮食", "信访", "应急", "环境")
]


@pytest.fixture(scope="module")
def model() -> Model:
    return Model(shipped())


def found(text: str) -> list[tuple[str, str, str | None]]:
    return [(slip.rule, slip.quote, slip.replacement) for slip in find_slips(text)]


@pytest.mark.parametrize(
    ("text", "rule", "quote", "new"),
    [
        ("落实安全产生责任制", "swapped character", "产生", "生产"),
        ("充分发挥基层党组织战斗垒堡作用", "swapped character", "垒堡", "堡垒"),
        ("有关部门应当依法以予处罚", "swapped character", "以予", "予以"),
        ("各级人政府要加强领导", "lost character", "政", "民政"),
        ("推动高量发展", "lost character", "量", "质量"),
        ("深入推进全面从治党向纵深发展。", "lost character", "治", "严治"),
        ("开展警示育，使干部受到深刻震撼。", "lost character", "育", "教育"),
        ("坚持问题导向，压责任，抓好落实。", "lost character", "责", "实责"),
        ("科学调肥控水，促进粮食增产。", "swapped character", "肥控", "控肥"),
    ],
)
def test_what_is_lost_or_transposed_is_put_right(text: str, rule: str, quote: str, new: str) -> None:
    assert (rule, quote, new) in found(text)


def test_a_character_too_many_is_taken_out() -> None:
    assert found("依照本条例的规屡定给予处罚") == [("extra character", "屡", "")]
    assert found("由国务院市和场监督管理部门负责解释。") == [("extra character", "和", "")]


def test_an_edit_that_makes_no_word_is_asked_for_more(monkeypatch: pytest.MonkeyPatch) -> None:
    line = "推进国家治理体系了和治理能力的现代化。"
    assert found(line) == [("extra character", "了", "")]
    monkeypatch.setattr(spelling, "_UNMADE", 99)
    assert found(line) == []
    assert found("推动高量发展") == [("lost character", "量", "质量")]
    assert found("落实安全产生责任制") == [("swapped character", "产生", "生产")]


def test_what_would_make_a_broken_word_whole(model: Model) -> None:
    text = "由国务院市和场监督管理部门负责，超额完成务，科学调肥控水。"
    reading = Reading(model, [text])
    begin = int(reading.begins[0])
    assert [(kind, text[start - begin], char) for kind, start, char in broken_words(reading)] == [
        (Edit.EXTRA, "和", ""), (Edit.SWAPPED, "肥", ""), (Edit.LOST, "务", "任"),
    ]  # fmt: skip
    assert list(broken_words(Reading(model, ["由市场监督管理部门负责。", ""]))) == []


@pytest.mark.parametrize(
    "text",
    [
        "深入推进全面从严治党向纵深发展。",
        "经济越发展，越要重视环境保护。",
        "组织开展“干部讲堂”活动。",
        "各县、乡镇街道要落实责任。",
        "推动统一战线工作高质量发展。",
    ],
)
def test_what_is_right_is_left(text: str) -> None:
    assert found(text) == []


def test_of_edits_that_touch_the_heaviest_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spelling, "_EDITS", dict.fromkeys(Edit, -9.0))
    slips = found("充分发挥基党层组织战斗堡垒作用")
    assert ("swapped character", "党层", "层党") in slips
    assert [rule for rule, *_ in slips].count("extra character") == 0


def test_many_texts_at_once_are_as_if_they_were_alone() -> None:
    texts = ["", "推动高量发展", "\n", "落实安全产生责任制", "完善公共服物体系", "好", "各级人政府要加强领导。\n\n"]
    assert find_slips_of(texts) == [list(find_slips(text)) for text in texts]
    assert find_slips_of([]) == []


def test_an_edited_paragraph_says_where(model: Model) -> None:
    chance = random.Random(2)
    kinds = set()
    for paragraph in PARAGRAPHS * 20:
        line, truth = edited(model, paragraph, chance)
        kinds |= {kind for kind, _ in truth}
        for (kind, at), char in truth.items():
            if kind is Edit.LOST and len(truth) == 1:
                assert line[:at] + char + line[at:] == paragraph
            elif kind is Edit.EXTRA and len(truth) == 1:
                assert line[:at] + line[at + 1 :] == paragraph
            elif len(truth) == 1:
                assert line[:at] + line[at + 1] + line[at] + line[at + 2 :] == paragraph
    assert kinds == set(Edit)


def test_lessons_end_when_they_are_long_enough(model: Model) -> None:
    chance = random.Random(2)
    assert len(list(edit_lessons(model, ["太短", *PARAGRAPHS * 30], 4000, chance))) == 2
    assert len(list(edit_lessons(model, PARAGRAPHS, 10**6, chance))) == 1
    assert list(edit_lessons(model, [], 10**6, chance)) == []


def test_training_gives_a_network_for_each_edit(model: Model) -> None:
    schools = [School(model, ["No Chinese characters here."] * 60, 10), School(model, PARAGRAPHS, 60_000)]
    assert set(train_edits(schools)) == {"extra", "swapped", "lost"}


def test_nothing_is_looked_for_where_there_is_nothing(model: Model) -> None:
    reading = Reading(model, ["abc", "", "，。"])
    assert all(find(reading).characters == [] for find in FINDERS.values())

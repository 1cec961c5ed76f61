"""The tables are made from texts: slips at random, networks that learn, files that are written."""

import gzip
import json
import random
from pathlib import Path

import numpy as np
import pytest

from mofan.text.proofread.make import gb2312, make_counts, make_networks, make_readings, paragraphs
from mofan.text.proofread.make_shapes import lines_of
from mofan.text.proofread.statistics import Evidence, shipped
from mofan.text.proofread.statistics.network import Network, save_networks, shipped_network
from mofan.text.proofread.statistics.reading import Model, Reading
from mofan.text.proofread.training import School, learn, lessons, spoilt, together, train

PARAGRAPHS = [
    f"各级人民政府应当按照{word}管理的要求，加强对本行政区域内有关工作的组织领导，建立健全工作机制。"
    for word in ("安全", "质量", "财政", "档案", "交通", "教育", "水利", "林业", "粮食", "信访", "应急", "环境")
]


@pytest.fixture(scope="module")
def model() -> Model:
    return Model(shipped())


def test_a_lesson_says_what_stood_where_it_has_slips(model: Model) -> None:
    found = list(lessons(model, ["太短", *PARAGRAPHS * 12], 10**6, random.Random(3)))
    assert len(found) == 3
    for lesson in found:
        assert lesson.truth
        text = Reading(model, lesson.lines).text
        assert all(text[at] != char for at, char in lesson.truth.items())


def test_lessons_end_when_they_are_long_enough(model: Model) -> None:
    assert len(list(lessons(model, PARAGRAPHS * 30, 4000, random.Random(3)))) == 2
    assert list(lessons(model, [], 4000, random.Random(3))) == []


def test_a_paragraph_without_chinese_gets_no_slip(model: Model) -> None:
    assert spoilt(model, "abc 123 abc 123 abc 123" * 9, random.Random(1))[1] == {}


def test_training_gives_a_network_for_characters_and_one_for_words(model: Model) -> None:
    schools = [
        School(model, [], 10),
        School(model, ["No Chinese characters here."] * 60, 10),
        School(model, PARAGRAPHS, 10**5),
    ]
    assert set(train(schools, [1])) == {"character", "word"}


def test_a_network_learns_what_speaks_for_something() -> None:
    chance = np.random.default_rng(5)
    rows = chance.normal(size=(60_000, 6)).astype(np.float32)
    right = (rows[:, 0] + rows[:, 1] > 0.5).astype(np.float32)
    weights = learn(rows, right, (8, 8)).weigh(rows)
    assert ((weights > 0) == (right > 0)).mean() > 0.85


def test_networks_together_give_what_they_give_on_average() -> None:
    chance = np.random.default_rng(5)
    rows = chance.normal(size=(3000, 4)).astype(np.float32)
    alone = [learn(rows, (rows[:, 0] > 0).astype(np.float32), (4, 3), seed) for seed in (1, 2)]
    average = sum(network.weigh(rows) for network in alone) / 2
    assert np.allclose(together(alone).weigh(rows), average, atol=1e-4)


def test_networks_are_kept(tmp_path: Path) -> None:
    network = Network((np.ones((2, 1)), np.ones(1)), (np.zeros(1), np.zeros(1)))
    save_networks(tmp_path / "networks.npz", {"character": network})
    with np.load(tmp_path / "networks.npz") as packed:
        assert sorted(packed.files) == [
            "character.offsets0", "character.offsets1", "character.weights0", "character.weights1",
        ]  # fmt: skip
    assert len(shipped_network("character").weights) == 3


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "texts.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        for number in range(3):
            print(json.dumps({"text": "\n".join([f"第{number}篇", *PARAGRAPHS])}), file=lines)
    return path


def test_equal_paragraphs_are_read_once(source: Path) -> None:
    assert len(list(paragraphs([source, source]))) == 3 + len(PARAGRAPHS)


def test_counts_are_written_with_the_set_phrases_on_top(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "counts.npz"
    assert make_counts([source], target) == target.stat().st_size
    made = Evidence.load(target)
    assert made.count("各级人民") >= len(PARAGRAPHS) - 2
    assert made.count("稳中求进") >= 8


def test_networks_are_written(tmp_path: Path) -> None:
    sources = [tmp_path / "one.jsonl.gz", tmp_path / "two.jsonl.gz"]
    for source in sources:
        with gzip.open(source, "wt", encoding="utf-8") as lines:
            for number in range(20):
                text = "\n".join(f"{paragraph}第{number}条办理。" for paragraph in PARAGRAPHS)
                print(json.dumps({"text": f"{number}{text}"}), file=lines)
    (tmp_path / "words.txt").write_text("组织领导\n工作机制\n", encoding="utf-8")
    target = tmp_path / "networks.npz"
    assert make_networks([*sources, tmp_path / "words.txt"], target, characters=20_000) == target.stat().st_size
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "networks.npz", "one.jsonl.gz", "two.jsonl.gz", "words.txt",
    ]  # fmt: skip


def test_documents_are_held_out_whole(source: Path) -> None:
    assert [*paragraphs([source], held=True), *paragraphs([source], held=False)] != []


def test_readings_are_those_of_gb_2312(tmp_path: Path) -> None:
    assert make_readings(tmp_path / "readings.txt") == 6763 == len(set(gb2312()))
    lines = (tmp_path / "readings.txt").read_text("utf-8").splitlines()
    assert "重 zhong4 chong2 tong2" in lines
    assert "期 qi1 ji1" in lines


def test_characters_look_alike_by_picture_or_by_part() -> None:
    likeness = np.array([[-1, 0.9, 0.4, 0.65], [0.9, -1, 0, 0], [0.4, 0, -1, 0], [0.65, 0, 0, -1]])
    lines = lines_of("银很根艮", likeness, {"银": ["钅", "艮"], "很": ["彳", "艮"], "根": ["木", "艮"]})
    assert lines[0] == "银\t很\t艮\t根"
    assert lines[3] == "艮\t\t银\t很根"


def test_a_part_that_many_share_says_nothing() -> None:
    characters = "".join(map(chr, range(0x4E00, 0x4E00 + 30)))
    lines = lines_of(characters, np.full((30, 30), 0.5), {char: ["氵"] for char in characters})
    assert {line.split("\t", 1)[1] for line in lines} == {"\t\t"}

"""Counts: learnt, asked, kept and read again."""

from pathlib import Path

import numpy as np
import pytest

from mofan.text.proofread import Evidence, UnreadableEvidence
from mofan.text.proofread.statistics.evidence import count_of, level_of, shipped
from mofan.text.proofread.statistics.hashing import Table
from mofan.text.proofread.statistics.symbols import FIRST, LARGEST, Symbols, code_points

TEXTS = ["各级党组织要认真贯彻落实。", "认真贯彻落实2025年工作要点，认真总结。"]


@pytest.fixture
def evidence() -> Evidence:
    learnt = Evidence()
    learnt.learn(TEXTS)
    return learnt


def test_what_was_learnt_is_counted(evidence: Evidence) -> None:
    assert [evidence.count(phrase) for phrase in ("认真", "认真贯", "认真贯彻", "真", "实党", "认实")] == [
        3,
        2,
        2,
        3,
        0,
        0,
    ]


def test_a_weight_counts_for_as_many_readings(evidence: Evidence) -> None:
    evidence.learn(["认真"], weight=10)
    assert evidence.count("认真") == 13


def test_a_copy_learns_without_changing_what_it_was_made_from(evidence: Evidence) -> None:
    copy = evidence.copy()
    copy.learn(["认真学习"])
    assert (evidence.count("认真"), copy.count("认真")) == (3, 4)
    assert copy.pairs.shape != evidence.pairs.shape


def test_levels_are_asked_many_at_a_time(evidence: Evidence) -> None:
    columns = [evidence.symbols.read(code_points(text))[0] for text in ("认实", "真认", "贯彻")]
    assert evidence.levels(*columns).tolist() == [level_of(np.array([2]))[0], 0]
    assert Evidence().levels(*columns).tolist() == [0, 0]


def test_numbers_runs_and_unknown_characters_are_one_symbol_each() -> None:
    symbols = Symbols("认真，")
    ids, origins = symbols.read(code_points("认真123，ABC\n\n镕😀真"))
    assert ids.tolist() == [FIRST, FIRST + 1, 1, FIRST + 2, 2, 0, 3, FIRST + 1]
    assert origins.tolist() == [0, 1, 2, 5, 6, 9, 11, 13]
    assert symbols.number("真") == FIRST + 1
    assert symbols.are_han.tolist() == [False] * FIRST + [True, True, False]


def test_an_alphabet_grows_as_far_as_there_are_numbers() -> None:
    everything = "".join(map(chr, range(0x4E00, 0x9FA6)))
    assert len(Symbols("认").with_characters_of([everything])) == LARGEST
    assert Symbols("认").with_characters_of(["认认，a"]) == Symbols("认")


def test_what_is_saved_is_read_again(evidence: Evidence, tmp_path: Path) -> None:
    evidence.save(tmp_path / "counts.npz")
    again = Evidence.load(tmp_path / "counts.npz")
    assert again.symbols == evidence.symbols
    assert [again.count(phrase) for phrase in ("认真", "认真贯", "党组织要", "组织")] == [3, 2, 0, 1]


def test_what_is_no_evidence_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "counts.npz"
    path.write_bytes(b"not counts")
    with pytest.raises(UnreadableEvidence, match="不是语料统计文件"):
        Evidence.load(path)
    np.savez(path, head=np.frombuffer(b'[99, ""]', np.uint8))
    with pytest.raises(UnreadableEvidence, match="别的版本"):
        Evidence.load(path)


def test_an_empty_library_is_learnt_too() -> None:
    nothing = Evidence()
    nothing.learn([])
    nothing.learn([""])
    assert nothing.count("认真") == 0


def test_many_texts_are_counted_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mofan.text.proofread.statistics.evidence._BATCH", 10)
    evidence = Evidence()
    evidence.learn(TEXTS * 3)
    assert evidence.count("认真") == 9


def test_levels_and_counts_go_back_and_forth() -> None:
    assert count_of(level_of(np.array([1, 2, 4, 8, 1024]))).tolist() == [1, 2, 4, 8, 1024]


def test_a_table_answers_for_every_key_and_for_none_other() -> None:
    keys = np.unique(np.random.default_rng(1).integers(0, 1 << 50, 5000).astype(np.uint64))
    table = Table(keys, (np.arange(len(keys)) % 250 + 1).astype(np.uint8))
    assert table.of(keys).tolist() == (np.arange(len(keys)) % 250 + 1).tolist()
    assert not table.of(keys + np.uint64(1 << 51)).any()


def test_a_table_that_is_asked_little_answers_alike() -> None:
    keys = np.unique(np.random.default_rng(2).integers(0, 1 << 50, 5000).astype(np.uint64))
    table = Table(keys, (np.arange(len(keys)) % 250 + 1).astype(np.uint8))
    few = np.concatenate((keys[::50], keys[::50] + np.uint64(1), [np.uint64(1 << 60)]))
    before = table.of(few).tolist()
    assert before[: len(keys[::50])] == (np.arange(len(keys))[::50] % 250 + 1).tolist()
    assert not any(before[len(keys[::50]) :])
    for _ in range(3):
        table.of(keys)
    assert table.of(few).tolist() == before


def test_the_shipped_counts_know_what_is_usually_written() -> None:
    assert shipped().count("人民政府") > 1000
    assert shipped().count("稳中求进") > 0
    assert shipped() is shipped()


def test_what_stands_often_in_a_row_is_told_but_for_runs_with_numbers_or_line_ends() -> None:
    evidence = Evidence()
    evidence.learn(["政务服务1"] * 3 + ["办事"])
    assert dict(evidence.phrases(4, 2)) == {"政务服务": 3}

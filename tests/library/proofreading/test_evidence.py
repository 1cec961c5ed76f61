"""What the library writes, learnt and kept."""

from pathlib import Path

import pytest

from mofan.library.models import Piece
from mofan.library.proofreading import evidence
from mofan.library.proofreading.evidence import Learnt
from mofan.org.models import Person
from mofan.text.proofread import Evidence
from mofan.text.proofread.statistics import shipped
from tests.make import make_pieces

PHRASE = "堤长守段"
TEXT = f"青塘县水务局工作总结\n推行{PHRASE}责任制，{PHRASE}，逐段落实，{PHRASE}到人。"


@pytest.fixture
def counts(monkeypatch: pytest.MonkeyPatch) -> Evidence:
    """Small counts in the place of the shipped ones, so that a test takes no seconds."""
    small = Evidence()
    small.learn(["认真贯彻落实。"])
    monkeypatch.setattr(evidence, "shipped", lambda: small)
    monkeypatch.setattr(evidence, "_in_use", evidence._InUse())
    return small


def test_the_library_is_learnt_on_top_of_what_is_shipped(clerk: Person, home: Path, counts: Evidence) -> None:
    make_pieces(clerk, "a.txt", TEXT)
    make_pieces(clerk, "b.txt", TEXT.replace("工作总结", "情况报告"))
    told: list[int] = []
    done = evidence.learn(told.append)
    assert (done.pieces, told) == (2, [2])
    assert done.characters < done.library  # a paragraph that stands in both counts once
    assert evidence.learnt() == done
    _, kept = evidence.current()
    assert kept.count(PHRASE) == 3
    assert kept.count("贯彻落实") == 0  # seen once: not kept, as in what is shipped
    assert counts.count(PHRASE) == 0


def test_it_is_learnt_anew_when_the_library_has_grown(
    clerk: Person, home: Path, counts: Evidence, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not evidence.is_due()
    (piece,) = make_pieces(clerk, "a.txt", TEXT)
    assert not evidence.is_due()  # too little
    monkeypatch.setattr(evidence, "FROM", 10)
    assert evidence.is_due()
    evidence.learn()
    assert not evidence.is_due()
    Piece.objects.filter(pk=piece.pk).update(characters=int(piece.characters * 1.2))
    assert not evidence.is_due()
    Piece.objects.filter(pk=piece.pk).update(characters=int(piece.characters * 1.3))
    assert evidence.is_due()
    Piece.objects.filter(pk=piece.pk).update(characters=1)
    assert evidence.is_due()


def test_of_a_large_library_some_are_learnt(
    clerk: Person, home: Path, counts: Evidence, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        make_pieces(clerk, f"{number}.txt", TEXT.replace("堤", "甲乙丙丁"[number]))
    monkeypatch.setattr(evidence, "MOST", evidence._size() // 2)
    assert evidence.learn().pieces == 2


def test_a_newer_file_is_taken_beside_and_then_used(clerk: Person, home: Path, counts: Evidence) -> None:
    make_pieces(clerk, "a.txt", TEXT)
    first, shipped_counts = evidence.current()
    assert (first, shipped_counts) == (0, counts)
    evidence.learn()
    evidence.current()
    loading = evidence._in_use._loading
    assert loading is not None
    loading.join()
    stamp, kept = evidence.current()
    assert stamp > 0
    assert kept.count(PHRASE) == 3
    assert evidence.current() == (stamp, kept)


def test_a_damaged_file_is_passed_over(home: Path, counts: Evidence) -> None:
    evidence.path().parent.mkdir(parents=True)
    evidence.path().write_bytes(b"no counts")
    evidence.path().with_suffix(".json").write_text("{}")
    evidence.renew()
    assert evidence.current()[1] is counts
    assert evidence.learnt() == Learnt(0, 0, 0)


def test_without_a_file_the_shipped_counts_are_used(home: Path) -> None:
    assert evidence._load(0) is shipped()

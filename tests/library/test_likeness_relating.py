"""New pieces are compared with the whole library."""

from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from mofan.library import actions
from mofan.library.ingestion import relating
from mofan.library.ingestion.relating import relate, relate_all, reuse_index
from mofan.library.models import Likeness, Piece, PieceDetail, Verdict
from mofan.org.models import Person
from mofan.text.reuse import UnreadableIndex, unpacked
from tests.library.samples import AD, FLOOD, SINGLE, WINDOW
from tests.make import AT, make_pieces

FIRST = "青塘县水务局防汛工作总结\n" + FLOOD
LATER = "红山县水务局防汛工作总结\n" + FLOOD.replace("青塘县", "红山县").replace("126", "98")
HALF = "防汛备汛经验\n" + FLOOD[: len(FLOOD) // 2] + "\n后面一半讲山上的茶园：今年换了品种，采茶的时间晚了半个月。" * 3


def pairs() -> list[tuple[int, int]]:
    return sorted(Likeness.objects.values_list("one", "other"))


def test_a_version_and_a_part_are_linked_to_what_came_first(clerk: Person) -> None:
    (first,) = make_pieces(clerk, "a.txt", FIRST)
    make_pieces(clerk, "b.txt", "政务服务中心窗口建设经验\n" + WINDOW)
    (later,) = make_pieces(clerk, "c.txt", LATER)
    (half,) = make_pieces(clerk, "d.txt", HALF)
    assert pairs() == [(first.pk, later.pk), (first.pk, half.pk), (later.pk, half.pk)]
    found = Likeness.objects.get(one=first, other=later)
    assert found.containment > 0.9
    assert found.resemblance > 0.8
    assert (found.verdict, found.decided_by) == (Verdict.OPEN, None)


def test_all_of_one_batch_are_compared_with_each_other(clerk: Person) -> None:
    rows = [make_pieces(clerk, f"{number}.txt", text)[0] for number, text in enumerate((FIRST, LATER, SINGLE))]
    Likeness.objects.all().delete()
    assert relate([row.pk for row in rows]) == 1
    assert pairs() == [(rows[0].pk, rows[1].pk)]


def test_it_can_be_done_again_and_keeps_what_people_said(clerk: Person) -> None:
    make_pieces(clerk, "a.txt", FIRST)
    (later,) = make_pieces(clerk, "b.txt", LATER)
    Likeness.objects.update(verdict=Verdict.DIFFERENT, decided_by=clerk, decided_at=AT, containment=0.1)
    assert relate([later.pk]) == 1
    found = Likeness.objects.get()
    assert (found.verdict, found.decided_by) == (Verdict.DIFFERENT, clerk)
    assert found.containment > 0.9


def test_an_exact_copy_is_linked_as_such_and_not_compared(clerk: Person) -> None:
    (first,) = make_pieces(clerk, "a.txt", FIRST)
    (copy,) = make_pieces(clerk, "b.txt", FIRST + "\n" + AD)
    assert copy.same_as_id == first.pk
    assert pairs() == []
    assert relate([copy.pk]) == 0


def test_a_piece_whose_text_changed_is_compared_anew(clerk: Person) -> None:
    (first,) = make_pieces(clerk, "a.txt", FIRST)
    (later,) = make_pieces(clerk, "b.txt", LATER.replace("防汛专题会议9次", f"防汛专题会议9次{AD}"))
    before = Likeness.objects.get()
    actions.put_back(later.removals.get(), by=clerk, at=AT)
    prints = PieceDetail.objects.get(pk=later.pk).fingerprints
    assert relate([later.pk]) == 1
    assert reuse_index().holds(later.pk, unpacked(prints))
    assert Likeness.objects.get().resemblance < before.resemblance
    Likeness.objects.create(one=first, other=make_pieces(clerk, "c.txt", SINGLE)[0], containment=1, resemblance=1,
                            weighted=1, found_at=AT)  # fmt: skip
    Piece.objects.filter(pk=first.pk).update(revision=2)
    relate([first.pk])
    assert pairs() == [(first.pk, later.pk)]


def test_a_piece_stored_without_fingerprints_is_given_them(clerk: Person) -> None:
    (first,) = make_pieces(clerk, "a.txt", FIRST)
    (later,) = make_pieces(clerk, "b.txt", LATER)
    PieceDetail.objects.update(fingerprints=b"")
    Likeness.objects.all().delete()
    told: list[int] = []
    assert relate_all(told.append) == 1
    assert (pairs(), told) == ([(first.pk, later.pk)], [2])
    assert all(len(stored) > 40 for stored in PieceDetail.objects.values_list("fingerprints", flat=True))


def test_fingerprints_of_an_older_version_are_found_anew(clerk: Person) -> None:
    (piece,) = make_pieces(clerk, "a.txt", FIRST)
    stored = bytes(PieceDetail.objects.get(pk=piece.pk).fingerprints)
    for older in (b"\x01\x02\x03\x04" * 20, stored[:-1] + b"\x01"):
        PieceDetail.objects.update(fingerprints=older)
        assert relate_all() == 0
        assert bytes(PieceDetail.objects.get(pk=piece.pk).fingerprints) == stored
        assert reuse_index().holds(piece.pk, unpacked(stored))


def test_many_pieces_are_compared_anew_by_worker_processes(clerk: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relating, "COMPARED_ALONE", 1)
    monkeypatch.setattr(relating, "worker_processes", lambda: ThreadPoolExecutor(2))
    (first,) = make_pieces(clerk, "a.txt", FIRST)
    (later,) = make_pieces(clerk, "b.txt", LATER)
    Likeness.objects.all().delete()
    assert relate_all() == 1
    assert pairs() == [(first.pk, later.pk)]


def test_another_process_finds_what_the_rows_have(clerk: Person, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relating, "SAVED_FROM", 2)
    for name, text in (("a.txt", FIRST), ("b.txt", LATER), ("c.txt", SINGLE)):
        make_pieces(clerk, name, text)
    assert list((home / "reuse").glob("*.prints"))
    relating._opened.cache_clear()
    assert len(reuse_index()) == 3
    (home / "reuse" / "manifest.json").write_text("{}", "utf-8")
    assert len(reuse_index()) == 3
    (home / "reuse" / "manifest.json").write_text("{}", "utf-8")
    relating._opened.cache_clear()
    assert len(reuse_index()) == 3


def test_worker_processes_find_the_same_pairs(clerk: Person) -> None:
    rows = [make_pieces(clerk, f"{number}.txt", text)[0] for number, text in enumerate((FIRST, LATER, SINGLE, HALF))]
    found = list(Likeness.objects.values_list("one", "other", "containment", "resemblance", "weighted"))
    Likeness.objects.all().delete()
    reuse_index().save()
    with ProcessPoolExecutor(1, get_context("spawn")) as workers:
        assert relate([row.pk for row in rows], workers) == len(found)
    assert list(Likeness.objects.values_list("one", "other", "containment", "resemblance", "weighted")) == found


def test_what_workers_cannot_read_is_compared_here(clerk: Person) -> None:
    rows = [make_pieces(clerk, f"{number}.txt", text)[0] for number, text in enumerate((FIRST, LATER))]
    Likeness.objects.all().delete()
    reuse_index().save()

    class Changing(ThreadPoolExecutor):
        """Workers that come while another process writes the files."""

        def submit(self, *_: object, **__: object) -> Future[Any]:
            return super().submit(unreadable)

    with Changing(1) as workers:
        assert relate([row.pk for row in rows], workers) == 1


def unreadable() -> None:
    raise UnreadableIndex("查重索引已损坏，请重新建立。")

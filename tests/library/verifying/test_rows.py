"""Rows and texts agree, and what somebody decided stays."""

import pytest

from mofan.library import actions
from mofan.library.ingestion.receiving import receive, store
from mofan.library.models import (
    Likeness,
    Piece,
    PieceDetail,
    PieceState,
    Removal,
    Source,
    SourceText,
    Verdict,
)
from mofan.library.verifying import verify
from mofan.org.models import History, Person
from tests.library.samples import SINGLE
from tests.library.verifying.asking import DEEP, found, mend
from tests.library.verifying.spoiling import (
    piece,
)
from tests.make import AT, make_batch


def test_a_library_as_it_came_in_agrees_with_itself(library: Person) -> None:
    told: list[str] = []
    verified = verify(told.append, DEEP)
    assert verified.agrees
    assert (verified.sources, verified.pieces, verified.indexed, verified.waiting) == (12, 10, 9, 0)
    assert any("核对索引" in line for line in told)
    assert any("核对净文：" in line for line in told)


def test_an_empty_library_agrees_with_itself(clerk: Person) -> None:
    assert verify(depth=DEEP).agrees


def test_a_lost_original_that_is_handed_in_again_is_there_again(library: Person) -> None:
    store().path(Source.objects.get(name="总结.txt").sha256).unlink()
    assert set(found()) == {"原件"}
    receive(make_batch(library), "总结.txt", [SINGLE.encode()], at=AT)
    assert found() == {}


def test_what_a_librarian_decided_stays_as_he_decided(library: Person) -> None:
    removal = Removal.objects.filter(kind="ad", piece__title="第2条").get()
    actions.put_back(removal, by=library, at=AT)
    actions.withdraw(piece("第1条"), by=library, at=AT, why="过时")
    assert found() == {}
    PieceDetail.objects.filter(piece__title="第2条").delete()
    mend(library)
    assert found() == {}
    removal.refresh_from_db()
    assert removal.put_back_at == AT
    assert Piece.objects.get(title="第1条").state == PieceState.WITHDRAWN


@pytest.mark.django_db(transaction=True)
def test_a_text_whose_original_says_otherwise_gets_its_fingerprint_anew(library: Person) -> None:
    source = Source.objects.get(name="总结.txt")
    SourceText.objects.filter(pk=source.pk).update(text=SINGLE.replace("4200卷", "4300卷"))
    store().path(source.sha256).unlink()
    assert {"净文", "原件"} == set(found())
    mend(library)
    assert {"原件"} <= set(found()) <= {"原件", "逐字相同"}  # its copy may be another text now
    mend(library)
    assert set(found()) == {"原件"}
    assert History.objects.filter(verb="核对修复", note__contains="按正文重算").exists()


def test_a_likeness_points_to_originals(library: Person) -> None:
    copy = Piece.objects.exclude(same_as=None).get()
    other = piece("第2条")
    values = {"containment": 0.5, "resemblance": 0.4, "weighted": 0.3, "found_at": AT}
    Likeness.objects.create(one=other, other=copy, verdict=Verdict.SAME, **values)
    assert "指向重复篇目 1 对" in found()["相似篇目"].sentence
    mend(library)
    assert found() == {}
    likeness = Likeness.objects.get(verdict=Verdict.SAME)
    assert (likeness.one, likeness.other, likeness.verdict) == (other, copy.same_as, Verdict.SAME)


def test_a_likeness_of_a_piece_and_its_copy_says_nothing(library: Person) -> None:
    copy = Piece.objects.exclude(same_as=None).get()
    assert copy.same_as is not None
    values = {"containment": 1.0, "resemblance": 1.0, "weighted": 1.0, "found_at": AT}
    Likeness.objects.create(one=copy.same_as, other=copy, **values)
    assert found() == {}

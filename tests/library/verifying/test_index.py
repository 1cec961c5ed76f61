"""Rows and the index agree, also while somebody works on them."""

import shutil
from pathlib import Path

import pytest
from django.db import connection

from mofan.library.ingestion.driving import drive
from mofan.library.ingestion.indexing import index, open_index
from mofan.library.ingestion.locking import lock
from mofan.library.models import (
    Piece,
    Source,
    State,
)
from mofan.library.verifying import check as checking
from mofan.library.verifying import index as comparing
from mofan.library.verifying import repair, verify
from mofan.library.verifying.check import Keys
from mofan.org.models import Person
from mofan.search import NotAnIndex
from tests.library.samples import SINGLE
from tests.library.verifying.asking import found, mend
from tests.library.verifying.spoiling import (
    leave_strays,
    lose_entries,
    piece,
)
from tests.make import AT, make_pieces


def test_a_source_that_a_driver_carries_is_not_left_half_way(library: Person) -> None:
    Source.objects.filter(name="总结.txt").update(state=State.WORKING)
    with lock():
        assert found() == {}
    assert set(found()) == {"半途来源"}


def test_what_changes_while_it_is_looked_at_is_no_disagreement(
    library: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second look sees rows that moved between its two readings of them, and keeps quiet about those."""
    lose_entries()
    moving = piece("第1条")
    real = comparing._rows
    calls = []

    def rows(keys: Keys) -> dict[int, comparing.Standing]:
        calls.append(keys)
        if len(calls) == 2:
            Piece.objects.filter(pk=moving.pk).update(revision=moving.revision + 1)
        return dict(real(keys))

    monkeypatch.setattr(comparing, "_rows", lambda keys: rows(keys).items())
    assert list(found()["索引缺篇"].keys) == [piece("第3条").pk]


def test_an_index_folder_with_somebody_elses_files_is_said_and_left_alone(library: Person) -> None:
    folder = Path(index().path)
    shutil.rmtree(folder)
    folder.mkdir()
    (folder / "别人的.txt").write_text("不是索引")
    open_index.cache_clear()
    verified = verify()
    assert verified.indexed is None
    assert "不是检索索引" in verified.findings[0].sentence
    with pytest.raises(NotAnIndex):
        repair(verified.findings, by=library, at=AT)
    assert (folder / "别人的.txt").exists()


@pytest.mark.django_db(transaction=True)
def test_an_index_that_opens_and_does_not_answer_is_made_anew(library: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    comparing.rebuild((), library, AT)
    assert index().count() == 0
    drive()
    assert found() == {}


def test_a_sentence_names_the_first_ids_only(clerk: Person) -> None:
    pieces = [
        make_pieces(clerk, f"{no}.txt", SINGLE.replace("2025", str(1990 + no)))[0] for no in range(checking.SHOWN + 1)
    ]
    index().clear()
    sentence = found()["索引缺篇"].sentence
    assert sentence.startswith(f"检索索引缺 {checking.SHOWN + 1} 篇：{pieces[0].pk}、")
    assert sentence.endswith("……。这几篇检索不到。")


def test_rows_are_asked_for_by_the_handful(library: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "AT_ONCE", 3)
    monkeypatch.setattr(comparing, "AT_ONCE", 3)
    assert found() == {}
    lose_entries()
    leave_strays()
    assert {name: len(one.keys) for name, one in found().items()} == {"索引缺篇": 1, "索引多篇": 3}
    mend(library)
    assert found() == {}
    assert connection.vendor in ("sqlite", "postgresql")

"""Ways in which a library is spoiled, each as nothing in Mofan does it."""

import shutil
from pathlib import Path

from django.db.models import Q

from mofan.library.ingestion import driving
from mofan.library.ingestion.indexing import index, open_index
from mofan.library.ingestion.receiving import store
from mofan.library.models import (
    Likeness,
    Piece,
    PieceDetail,
    PieceState,
    Removal,
    Source,
    SourceText,
    State,
)
from mofan.search import Entry
from mofan.search.schema import documents
from tests.library.samples import SINGLE


def piece(title: str) -> Piece:
    return Piece.objects.originals().get(title=title)


def lose_entries() -> None:
    with index().write() as writer:
        writer.delete([piece("第1条").pk, piece("第3条").pk])


def leave_strays() -> None:
    with index().write() as writer:
        writer.put(Entry(uid, "多出的", "", "库里没有这一篇。") for uid in (0, piece("第2条").pk + 1000, 99_999))
    Piece.objects.filter(pk=piece("第3条").pk).update(state=PieceState.WITHDRAWN)


def double_an_entry() -> None:
    with index().write() as writer:
        writer._engine.add_document(documents([Entry(piece("第2条").pk, "第2条", "", "第2条的正文。")])[0])


def break_the_index() -> None:
    (Path(index().path) / "meta.json").write_text("{")
    open_index.cache_clear()


def lose_the_index() -> None:
    shutil.rmtree(index().path)
    open_index.cache_clear()


def another_schema() -> None:
    (Path(index().path) / "schema.json").write_text('{"schema": 0, "analysis": 0}')
    open_index.cache_clear()


def leave_half_way() -> None:
    """One before its rows were written; one whose rows are there, which no kill leaves behind."""
    erase([Source.objects.get(name="甲.txt").pk])
    Source.objects.filter(name__in=("总结.txt", "甲.txt")).update(state=State.WORKING)


def link_to_nothing() -> None:
    Source.objects.filter(name="总结（又一份）.txt").update(same_as=None)


def lose_member_file() -> None:
    store().path(Source.objects.get(name="甲.txt").sha256).unlink()


def cut_member_file() -> None:
    store().path(Source.objects.get(name="甲.txt").sha256).write_bytes(b"-")


def spoil_member_file() -> None:
    path = store().path(Source.objects.get(name="甲.txt").sha256)
    data = bytearray(path.read_bytes())
    data[20] ^= 1
    path.write_bytes(data)


def forget_lines() -> None:
    Source.objects.filter(name="成批.jsonl").update(done_lines=2)


def erase(sources: list[int]) -> None:
    """Sources and all that hangs on them, gone from the tables as nothing in Mofan does it."""
    pieces = list(Piece.objects.filter(source__in=sources).values_list("pk", flat=True))
    Removal.objects.filter(source__in=sources).delete()
    Likeness.objects.filter(Q(one__in=pieces) | Q(other__in=pieces)).delete()
    PieceDetail.objects.filter(piece__in=pieces).delete()
    Piece.objects.filter(pk__in=pieces).delete()
    SourceText.objects.filter(pk__in=sources).delete()


def lose_lines() -> None:
    lost = list(Source.objects.filter(name__in=("第1条", "第3条")).values_list("pk", flat=True))
    erase(lost)
    Source.objects.filter(pk__in=lost).delete()


def lose_member() -> None:
    lost = Source.objects.get(name="乙.txt")
    erase([lost.pk])
    lost.delete()


def lose_texts() -> None:
    SourceText.objects.filter(source__name__in=("合集.txt", "第2条", "甲.txt")).delete()


def lose_text_and_pieces() -> None:
    erase(list(Source.objects.filter(name__in=("合集.txt", "第2条")).values_list("pk", flat=True)))


def lose_detail() -> None:
    PieceDetail.objects.filter(piece__title="第2条").delete()


def link_to_a_copy() -> None:
    copy = Piece.objects.exclude(same_as=None).get()
    Piece.objects.filter(pk=copy.pk).update(same_as=copy)


def link_to_another_text() -> None:
    Piece.objects.exclude(same_as=None).update(same_as=piece("第2条"))


def unlink_a_copy() -> None:
    Piece.objects.exclude(same_as=None).update(same_as=None, index_due=True)
    driving.drive()


def spoil_text() -> None:
    SourceText.objects.filter(source__name="总结.txt").update(text=SINGLE.replace("4200卷", "4300卷"))


def spoil_text_with_removal() -> None:
    SourceText.objects.filter(source__name="第2条").update(text="第2条\n第2条的正文，被人改过了。" + "字" * 40)

"""Rows, texts, files and index are compared; what disagrees is named, and mended without losing anything."""

import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.db.models import Q

from mofan.library import actions
from mofan.library.ingestion import driving
from mofan.library.ingestion.indexing import index, open_index
from mofan.library.ingestion.receiving import receive, store
from mofan.library.models import (
    Likeness,
    Piece,
    PieceDetail,
    PieceState,
    Removal,
    Source,
    SourceText,
    State,
    Verdict,
)
from mofan.library.verifying import Depth, Finding, repair, verify
from mofan.library.verifying import check as checking
from mofan.library.verifying import index as comparing
from mofan.library.verifying.check import Keys
from mofan.org.models import History, Person
from mofan.search import Entry, NotAnIndex
from tests.library.samples import AD, COMPILATION, SINGLE, jsonl
from tests.library.test_driving import no_workers
from tests.make import AT, make_batch, make_pieces, make_source

DEEP = Depth(files=True, texts=True)


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No worker processes: these loads are small."""
    monkeypatch.setattr(driving, "_workers", no_workers)


@pytest.fixture
def library(clerk: Person) -> Person:
    """A compilation, a bulk file, an archive, a copy of a piece, the same file once more."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("甲.txt", SINGLE.replace("2025", "2019"))
        archive.writestr("乙.txt", SINGLE.replace("2025", "2020"))
    make_source(clerk, "合集.txt", COMPILATION)
    make_source(
        clerk,
        "成批.jsonl",
        jsonl(*({"id": f"r{no}", "title": f"第{no}条", "text": f"第{no}条的正文。{AD}"} for no in range(4))),
    )
    make_source(clerk, "一批.zip", out.getvalue())
    make_source(clerk, "总结.txt", SINGLE)
    make_source(clerk, "总结（有广告）.txt", SINGLE + AD)
    make_source(clerk, "总结（又一份）.txt", SINGLE)
    return clerk


def found() -> dict[str, Finding]:
    return {finding.name: finding for finding in verify(depth=DEEP).findings}


def mend(person: Person) -> None:
    repair(verify(depth=DEEP).findings, by=person, at=AT)


def shown() -> list[tuple[str, str, str]]:
    """What a reader has: the originals with their fingerprints and the state of the source."""
    rows = Piece.objects.originals().filter(state=PieceState.KEPT)
    return sorted(rows.values_list("title", "digest", "source__state"))


def test_a_library_as_it_came_in_agrees_with_itself(library: Person) -> None:
    told: list[str] = []
    verified = verify(told.append, DEEP)
    assert verified.agrees
    assert (verified.sources, verified.pieces, verified.indexed, verified.waiting) == (12, 10, 9, 0)
    assert any("核对索引" in line for line in told)
    assert any("核对净文：" in line for line in told)


def test_an_empty_library_agrees_with_itself(clerk: Person) -> None:
    assert verify(depth=DEEP).agrees


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
        from mofan.search.schema import document

        writer._engine.add_document(document(Entry(piece("第2条").pk, "第2条", "", "第2条的正文。")))


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


SPOILED: list[tuple[Callable[[], None], set[str], str]] = [
    (lose_entries, {"索引缺篇"}, "检索索引缺 2 篇"),
    (leave_strays, {"索引多篇"}, "检索索引里有 4 篇是库里没有的"),
    (double_an_entry, {"索引重复"}, "检索索引里有 1 篇重复"),
    (break_the_index, {"索引"}, "检索索引已损坏"),
    (another_schema, {"索引"}, "检索索引的格式是"),
    (lose_the_index, {"索引缺篇"}, "检索索引缺 9 篇"),
    (leave_half_way, {"半途来源", "索引多篇"}, "无人处理的来源 2 个"),
    (link_to_nothing, {"重复文件"}, "找不到相同文件的来源 1 个"),
    (lose_member_file, {"原件"}, "原件缺 1 个"),
    (cut_member_file, {"原件大小"}, "原件大小与收到时不符 1 个"),
    (spoil_member_file, {"原件内容"}, "原件内容与指纹不符 1 个"),
    (forget_lines, {"已处理行数"}, "少于库里的行数 1 个"),
    (lose_lines, {"成批与压缩包", "索引多篇"}, "记录缺失 1 个"),
    (lose_member, {"成批与压缩包", "索引多篇"}, "记录缺失 1 个"),
    (lose_texts, {"正文"}, "没有正文的来源 3 个"),
    (lose_text_and_pieces, {"正文", "索引多篇"}, "没有正文的来源 2 个"),
    (lose_detail, {"提纲和要素"}, "没有提纲和要素的篇目 1 篇"),
    (link_to_a_copy, {"逐字相同"}, "其实不同的篇目 1 篇"),
    (link_to_another_text, {"逐字相同"}, "其实不同的篇目 1 篇"),
    (unlink_a_copy, {"重复篇目"}, "却未相连的 1 篇"),
    (spoil_text, {"净文"}, "净文与指纹不符的篇目 1 篇"),
    (spoil_text_with_removal, {"清除项文字", "净文"}, "净文与指纹不符的篇目 1 篇"),
]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("spoil", "names", "sentence"), SPOILED, ids=[spoil.__name__ for spoil, _, _ in SPOILED])
def test_what_is_spoiled_is_found_and_mended(
    library: Person, spoil: Callable[[], None], names: set[str], sentence: str
) -> None:
    before = shown()
    spoil()
    withdrawn = set(Piece.objects.filter(state=PieceState.WITHDRAWN).values_list("title", flat=True))
    findings = found()
    assert set(findings) == names
    assert any(sentence in finding.sentence for finding in findings.values())
    mend(library)
    assert found() == {}
    assert shown() == [row for row in before if row[0] not in withdrawn]


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_mended_says_what_to_do_and_is_left_alone(library: Person) -> None:
    whole = Source.objects.get(name="总结.txt")
    store().path(whole.sha256).unlink()
    gone = Source.objects.get(name="第1条")
    SourceText.objects.filter(pk=gone.pk).delete()
    store().path(Source.objects.get(name="成批.jsonl").sha256).unlink()
    Source.objects.filter(name="一批.zip").update(report={"members": 7})
    Removal.objects.filter(source__name="第2条").update(end=5000)
    outside = Removal.objects.filter(source__name="合集.txt", piece__no=2).latest("start")
    Removal.objects.filter(pk=outside.pk).update(piece=Piece.objects.get(source__name="合集.txt", no=1))
    last = Piece.objects.filter(source__name="合集.txt").latest("no")
    Source.objects.filter(name="甲.txt").update(report={"pieces": 3})
    findings = found()
    assert set(findings) == {"原件", "成批与压缩包", "正文", "篇数", "篇目位置", "清除项位置", "净文"}
    assert "再交一次" in findings["原件"].next_step
    assert "备份" in findings["正文"].next_step
    rows = Source.objects.count(), Piece.objects.count(), Removal.objects.count()
    mend(library)
    assert (Source.objects.count(), Piece.objects.count(), Removal.objects.count()) == rows
    assert {"原件", "正文", "篇数", "篇目位置", "清除项位置"} <= set(found())
    last.refresh_from_db()
    assert last.state == PieceState.KEPT


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


def test_a_source_that_a_driver_carries_is_not_left_half_way(library: Person) -> None:
    Source.objects.filter(name="总结.txt").update(state=State.WORKING)
    held = driving.lock()
    with held:
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
    driving.drive()
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

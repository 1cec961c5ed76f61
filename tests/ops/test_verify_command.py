"""`mofan verify` on the command line, in this process."""

import json
from pathlib import Path

import pytest

from mofan.library.ingestion.indexing import index
from mofan.library.ingestion.receiving import store
from mofan.library.models import Piece, Source, State
from mofan.ops.command_line import run
from mofan.org.models import Person
from tests.library.samples import COMPILATION, SINGLE
from tests.make import make_pieces

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def pieces(clerk: Person) -> list[Piece]:
    return make_pieces(clerk, "合集.txt", COMPILATION) + make_pieces(clerk, "总结.txt", SINGLE)


def test_a_sound_library_agrees(pieces: list[Piece], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verify", "--files", "--texts"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("来源 2 个，篇目 3 篇，索引 3 篇。\n全部一致，用时")
    assert run(["verify", "--repair", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert set(report) == {"agrees", "counts", "findings", "left", "seconds"}
    assert report["counts"] == {"sources": 2, "waiting": 0, "pieces": 3, "indexed": 3, "due": 0}
    assert (report["agrees"], report["findings"], report["left"]) == (True, [], None)


def test_what_waits_for_the_index_is_said_and_is_no_disagreement(
    pieces: list[Piece], capsys: pytest.CaptureFixture[str]
) -> None:
    with index().write() as writer:
        writer.clear()
    Piece.objects.update(index_due=True)
    assert run(["verify"]) == 0
    said = "还有 3 篇正在编入索引，已编入 0 篇；编完以前，检索结果可能不全。"
    assert f"索引 0 篇。\n{said}\n全部一致" in capsys.readouterr().out
    assert run(["verify", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["counts"]["due"] == 3


def test_what_disagrees_is_said_and_then_repaired(pieces: list[Piece], capsys: pytest.CaptureFixture[str]) -> None:
    with index().write() as writer:
        writer.delete([pieces[1].pk])
    assert run(["verify"]) == 1
    printed = capsys.readouterr().out
    assert f"检索索引缺 1 篇：{pieces[1].pk}。这几篇检索不到。加 --repair：补进索引。" in printed
    assert "不一致 1 项" in printed
    assert "可以修复的，运行 mofan verify --repair。" in printed
    assert run(["verify", "--repair"]) == 0
    printed = capsys.readouterr().out
    assert "检索索引缺 1 篇" in printed
    assert "已修复，现在全部一致" in printed
    assert sorted(index().uids()) == [piece.pk for piece in pieces]


def test_a_repair_that_brings_up_something_new_goes_on(
    clerk: Person, pieces: list[Piece], capsys: pytest.CaptureFixture[str]
) -> None:
    (copy,) = make_pieces(clerk, "副本.txt", SINGLE + "\n")
    assert copy.same_as_id == pieces[2].pk
    Piece.objects.filter(pk=pieces[2].pk).update(digest="0" * 64)
    assert run(["verify", "--texts", "--repair", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert [finding["check"] for finding in report["findings"]] == ["净文", "逐字相同"]
    assert report["left"] == []
    assert Piece.objects.originals().count() == 3


def test_what_is_left_says_what_to_do(pieces: list[Piece], capsys: pytest.CaptureFixture[str]) -> None:
    source = Source.objects.get(name="总结.txt")
    store().path(source.sha256).unlink()
    Source.objects.filter(name="合集.txt").update(state=State.WORKING)
    assert run(["verify", "--repair"]) == 1
    printed = capsys.readouterr().out
    assert f"仍不一致：原件缺 1 个，来源：{source.pk}。请把这几个原件再交一次" in printed
    assert "半途来源" not in printed
    assert "不一致 1 项" in printed
    Source.objects.filter(pk=source.pk).update(state=State.WAITING)
    store().put([SINGLE.encode()])
    Source.objects.filter(pk=source.pk).update(state=State.DONE)
    assert run(["verify"]) == 0


def test_an_index_that_does_not_open_is_said_and_made_anew(
    home: Path, pieces: list[Piece], capsys: pytest.CaptureFixture[str]
) -> None:
    from mofan.library.ingestion.indexing import open_index

    (home / "index" / "meta.json").write_text("{")
    open_index.cache_clear()
    assert run(["verify"]) == 1
    assert "索引 打不开" in capsys.readouterr().out
    assert run(["verify", "--repair"]) == 0
    assert index().count() == 3

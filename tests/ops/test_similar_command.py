"""`mofan similar FILE`, and `mofan compare` where there is a library."""

import json
from pathlib import Path
from typing import Any

import pytest

from mofan.ops import compare_command
from mofan.ops.command_line import run
from mofan.org.models import Person
from mofan.search import IndexBroken
from tests.library.samples import AD, FLOOD
from tests.make import make_pieces

FIRST = "青塘县水务局防汛工作总结\n" + FLOOD
LATER = "红山县水务局防汛工作总结\n" + FLOOD.replace("126", f"98{AD}")


@pytest.fixture
def asked(clerk: Person, home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file to ask about, and a library that holds the piece it was made from."""
    monkeypatch.setenv("MOFAN_HOME", str(home))
    make_pieces(clerk, "a.txt", FIRST)
    file = home / "新稿.txt"
    file.write_text(LATER, "utf-8")
    return file


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert run([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_text_is_checked_against_the_library(asked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (found,) = answer(capsys, "similar", str(asked))
    assert list(found) == ["id", "title", "containment", "resemblance", "weighted", "near_duplicate", "passages"]
    assert found["near_duplicate"]
    assert found["containment"] > 0.9
    for passage in found["passages"]:
        span = passage["a"]
        assert LATER[span["start"] : span["end"]].replace(AD, "") == passage["text"]
        assert passage["document_frequency"] in (0, 1)
    assert answer(capsys, "similar", str(asked), "--min-containment", "1") == []


def test_it_speaks_to_people_too(asked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["similar", str(asked)]) == 0
    assert "（疑似同篇）" in capsys.readouterr().out
    asked.write_text("山上的茶园今年换了品种，采茶的时间晚了半个月。", "utf-8")
    assert run(["similar", str(asked)]) == 0
    assert "没有与它相同较多的篇目" in capsys.readouterr().out


@pytest.mark.parametrize("wrong", [("--limit", "0"), ("--min-containment", "0"), ("--min-containment", "1.5")])
def test_it_refuses_what_makes_no_sense(
    asked: Path, capsys: pytest.CaptureFixture[str], wrong: tuple[str, str]
) -> None:
    assert run(["similar", str(asked), *wrong]) == 2
    assert wrong[0] in capsys.readouterr().err
    assert run(["similar", str(asked) + "没有"]) == 2


def test_an_empty_library_is_said_to_be_empty(
    clerk: Person, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MOFAN_HOME", str(home))
    (home / "新稿.txt").write_text(LATER, "utf-8")
    assert run(["similar", str(home / "新稿.txt"), "--json"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out) == []
    assert said.err.startswith("素材库里还没有材料。请先用 mofan ingest 入库")


def test_compare_counts_in_the_library(
    asked: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = answer(capsys, "compare", str(asked), str(asked))
    assert {passage["document_frequency"] for passage in found["passages"]} <= {0, 1}
    assert any(passage["document_frequency"] == 1 for passage in found["passages"])

    def broken() -> None:
        raise IndexBroken("索引坏了。")

    monkeypatch.setattr("mofan.library.likeness.library_frequencies", broken)
    assert compare_command.library() is None
    assert "不计各段落的篇数" in capsys.readouterr().err

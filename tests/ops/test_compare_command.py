"""`mofan compare A B`, as a shell calls it."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from mofan.ops.command_line import run
from tests.text.reuse.samples import GRAIN, WATER

AD = "【更多公文素材，微信：xiegao2021】"


@pytest.fixture
def pair(tmp_path: Path) -> tuple[str, str]:
    """A piece, and its paragraphs turned round with another advertisement in another encoding."""
    one, other = tmp_path / "甲.txt", tmp_path / "乙.txt"
    one.write_bytes(WATER.replace("比原定工期", AD + "比原定工期").encode())
    other.write_bytes(("\n".join(reversed(WATER.split("\n"))) + "\n" + AD).encode("gb18030"))
    return str(one), str(other)


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert run(["compare", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_compare_gives_the_shared_passages(pair: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, *pair)
    assert set(found) == {"containment", "resemblance", "passages"}
    assert found["containment"] == 1.0
    assert 0.7 < found["resemblance"] < 1.0
    assert len(found["passages"]) == len(WATER.split("\n"))
    texts = [Path(file).read_bytes().decode(name) for file, name in zip(pair, ("utf-8", "gb18030"), strict=True)]
    for passage in found["passages"]:
        assert set(passage) == {"a", "b", "text", "kind", "document_frequency"}
        assert (passage["kind"], passage["document_frequency"]) == ("copied_passage", None)
        in_a, in_b = (
            text[span["start"] : span["end"]] for text, span in zip(texts, (passage["a"], passage["b"]), strict=True)
        )
        assert in_a.replace(AD, "") == in_b == passage["text"]


def test_an_advertisement_is_no_shared_passage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, text in (("甲", WATER), ("乙", GRAIN)):
        (tmp_path / f"{name}.txt").write_text(f"{text}\n{AD}", encoding="utf-8")
    found = answer(capsys, str(tmp_path / "甲.txt"), str(tmp_path / "乙.txt"))
    assert (found["containment"], found["passages"]) == (0.0, [])


def test_compare_speaks_to_people_too(pair: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["compare", *pair]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("包含度 100.0%，相似度 ")
    assert lines[0].endswith("相同段落 7 处")
    assert lines[1].startswith("雷同　甲 0–18　乙 ")


def test_one_text_may_come_from_standard_input(
    pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(WATER.encode())))
    assert answer(capsys, "-", pair[1])["containment"] == 1.0


def test_it_refuses_what_it_cannot_read(pair: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["compare", pair[0], "没有这个文件.txt"]) == 2
    assert "打不开“没有这个文件.txt”" in capsys.readouterr().err
    assert run(["compare", "-", "-"]) == 2
    assert capsys.readouterr().err == "标准输入只能读一次，请至少写明一个文件。\n"


def test_it_says_which_of_the_two_it_cannot_read(
    pair: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "空.txt").write_bytes(b"")
    assert run(["compare", pair[0], str(tmp_path / "空.txt")]) == 2
    assert capsys.readouterr().err.startswith("空.txt：文件是空的")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert run(["compare", "-", pair[1]]) == 2
    assert capsys.readouterr().err.startswith("标准输入：文件是空的")


@pytest.mark.parametrize(("one", "other", "share"), [("一", "一", 1.0), ("一", "二", 0.0), ("一", "一二三", 1.0)])
def test_texts_of_a_character_or_two_are_compared_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], one: str, other: str, share: float
) -> None:
    files = [tmp_path / "甲.txt", tmp_path / "乙.txt"]
    for file, text in zip(files, (one, other), strict=True):
        file.write_text(text, "utf-8")
    assert answer(capsys, *map(str, files))["containment"] == share

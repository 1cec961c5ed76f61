"""`mofan proofread`: one file, many lines, a text with advertisements in it."""

import io
import json
import sys
from pathlib import Path

import pytest

from mofan.ops.command_line import run
from mofan.ops.proofread_command import proofread_result

DRAFT = "县水务局坚持稳住求进,截止目前，服务群众x次。\n"


@pytest.fixture
def draft(tmp_path: Path) -> str:
    path = tmp_path / "draft.txt"
    path.write_text(DRAFT, encoding="utf-8")
    return str(path)


def test_a_person_reads_where_it_stands_and_what_should_stand(draft: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["proofread", draft]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "共 4 处"
    assert lines[1] == "第 1 行　错误·固定提法　“稳住求进” → “稳中求进”　固定提法为“稳中求进”。"
    assert lines[4] == "第 1 行　存疑·空缺　“x”　空缺未填：群众（次）。"


def test_a_program_reads_json(draft: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["proofread", draft, "--json"]) == 0
    first = json.loads(capsys.readouterr().out)["findings"][0]
    assert first == {
        "start": 6, "end": 10, "quote": "稳住求进", "kind": "wording", "severity": "error",
        "message": "固定提法为“稳中求进”。", "replacement": "稳中求进", "rule": "wording", "confidence": 0.95,
    }  # fmt: skip


def test_lines_are_answered_in_order(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    lines = json.dumps({"id": 7, "text": DRAFT}) + "\nnot json\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))
    assert run(["proofread", "--jsonl"]) == 0
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["id"], len(first["findings"])) == (7, 4)
    assert second["error"].startswith("第 2 行")


def test_it_asks_for_residue_where_one_says_whose_text_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "borrowed.txt"
    path.write_text("信丰县为纳税人办实事，以优异成绩迎接党的二十大胜利召开。", encoding="utf-8")
    asked = ["--unit", "县民政局", "--place", "清河县", "--year", "2026"]
    assert run(["proofread", str(path), *asked, "--json"]) == 0
    rules = [finding["rule"] for finding in json.loads(capsys.readouterr().out)["findings"]]
    assert rules == ["foreign place", "foreign trade", "past event"]


def test_it_refuses_what_it_cannot_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["proofread"]) == 2
    assert "请写明文件" in capsys.readouterr().err
    assert run(["proofread", "nowhere.txt"]) == 2
    assert "打不开" in capsys.readouterr().err


def test_offsets_are_those_of_the_text_as_read() -> None:
    text = "县水务局坚持稳住求进。【更多公文素材，微信：abcd1234】\n截止目前，服务群众x次。\n"
    for finding in proofread_result(text)["findings"]:
        assert text[finding["start"] : finding["end"]] == finding["quote"]


def test_where_an_advertisement_stood_inside_nothing_is_replaced() -> None:
    text = "县水务局坚持稳【更多公文素材，微信：abcd1234】住求进。\n"
    (finding,) = proofread_result(text)["findings"]
    assert finding["replacement"] is None
    assert text[finding["start"] : finding["end"]] == finding["quote"]


def test_lines_that_are_none_stand_between_the_others(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [{"id": 1, "text": ""}, {"id": "b", "text": "截止目前"}, {"text": "好的\ud800，截止目前"}, {"id": 4}]
    lines = "\n".join(["no", *map(json.dumps, rows[:2]), "[]", *map(json.dumps, rows[2:])])
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))
    assert run(["proofread", "--jsonl"]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer["id"] for answer in answers] == [None, 1, "b", None, None, None]
    assert [len(answer.get("findings", "")) for answer in answers] == [0, 0, 1, 0, 1, 0]
    assert [("error" in answer) for answer in answers] == [True, False, False, True, False, True]


def test_halves_of_characters_are_written_escaped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    line = json.dumps({"id": 1, "text": '落实"责\ud800任"'})
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(line.encode())))
    assert run(["proofread", "--jsonl"]) == 0
    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    assert finding["quote"] == '"责\ud800任"'

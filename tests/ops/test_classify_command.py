"""`mofan classify`: a message's category with its words, on the command line."""

import io
import json
import sys
from pathlib import Path

import pytest

from mofan.ops.command_line import run

pytestmark = pytest.mark.django_db


def piped(monkeypatch: pytest.MonkeyPatch, lines: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))


def test_it_names_the_category_and_the_words_that_speak_for_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    piped(monkeypatch, json.dumps({"id": "a", "title": "公交站牌", "text": "85路公交车末班太早，出租车又打不到。"}))
    assert run(["classify", "--jsonl"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["id"], answer["category"]) == ("a", "交通运输")
    assert answer["because"]
    assert answer["others"][0]["probability"] <= answer["probability"] <= 1


def test_it_learns_from_messages_that_have_their_category(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    learnt = tmp_path / "learnt.jsonl"
    some = [{"title": "", "text": f"蓝鹊塘第{no}号水车又停了", "category": "民政"} for no in range(8)]
    learnt.write_text("\n".join(json.dumps(one) for one in some), encoding="utf-8")
    piped(monkeypatch, json.dumps({"id": 1, "text": "水车停了两天"}))
    assert run(["classify", "--jsonl", "--learn", str(learnt)]) == 0
    assert json.loads(capsys.readouterr().out)["category"] == "民政"


def test_a_single_message_comes_from_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "留言.txt"
    file.write_text("单位三个月没发工资，社保也断了。", encoding="utf-8")
    assert run(["classify", str(file)]) == 0
    assert json.loads(capsys.readouterr().out)["category"] == "劳动和社会保障"


def test_a_message_that_says_nothing_gets_no_category(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    piped(monkeypatch, '{"id": 1, "text": "？！"}\n\n不是JSON\n{"id": 2}')
    assert run(["classify", "--jsonl"]) == 0
    nothing, *wrong = map(json.loads, capsys.readouterr().out.splitlines())
    assert nothing == {"id": 1, "code": None, "category": None, "probability": 0.0, "because": [], "others": []}
    assert ["第 3 行" in wrong[0]["error"], "第 4 行" in wrong[1]["error"]] == [True, True]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["classify"], "请写明文件"),
        (["classify", "--kind", "tip_off", "--jsonl"], "没有可以建议的类别"),
        (["classify", "--kind", "nothing", "--jsonl"], "没有可以建议的类别"),
        (["classify", "没有这个文件.txt"], "没有这个文件"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_sentence(
    asked: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(asked) == 2
    assert said in capsys.readouterr().err


def test_a_file_to_learn_from_must_name_known_categories(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    learnt = tmp_path / "learnt.jsonl"
    learnt.write_text('{"text": "路灯不亮", "category": "路灯"}', encoding="utf-8")
    assert run(["classify", "--jsonl", "--learn", str(learnt)]) == 2
    assert "learnt.jsonl 第 1 行" in capsys.readouterr().err

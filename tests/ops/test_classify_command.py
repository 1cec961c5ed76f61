"""`mofan classify`: a message's category with its words, on the command line, without a row."""

import io
import json
import sys
from pathlib import Path

import pytest

from mofan.cases.catalogue import shipped
from mofan.ops.classify_lessons import lessons_in
from mofan.ops.command_line import run


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


OWN = {
    "路灯": ("路灯整晚不亮", "巷口两盏路灯坏了", "换了灯泡还是不亮"),
    "停水": ("三号楼停水两天", "水龙头里没有水", "自来水早晚断流"),
}


def test_an_agency_has_classes_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Called otherwise than ours, under other names of fields, with the mark that Windows puts before a file."""
    learnt = tmp_path / "learnt.jsonl"
    lines = [json.dumps({"一级标签": label, "留言详情": text}) for label, texts in OWN.items() for text in texts]
    learnt.write_text("\n".join(lines), encoding="utf-8-sig")
    piped(monkeypatch, '{"编号": 1, "留言主题": "停水", "留言详情": "又没有水了"}')
    assert run(["classify", "--jsonl", "--learn", str(learnt)]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["code"], answer["category"]) == ("停水", "停水")
    assert [one["category"] for one in answer["others"]] == ["路灯"]


def test_a_class_of_its_own_stands_beside_ours(tmp_path: Path) -> None:
    learnt = tmp_path / "learnt.jsonl"
    rows = [("交通运输类", "末班车太早"), ("transport", "出租车拒载"), ("民政", "低保没有发"), ("路灯", "路灯不亮")]
    learnt.write_text("\n".join(json.dumps({"label": a, "text": b}) for a, b in rows), encoding="utf-8")
    lessons = lessons_in(learnt, shipped()["public_demand"])
    assert [label for _, label in lessons.messages] == ["transport", "transport", "civil_affairs", "路灯"]
    assert len(lessons.classes) == 16


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"text": "路灯不亮"}', "learnt.jsonl 第 1 行要有 text 和 category"),
        ('{"text": "路灯不亮", "category": " "}', "learnt.jsonl 第 1 行要有 text 和 category"),
        ('{"category": "民政"}', "learnt.jsonl 第 1 行要有 text 和 category"),
        ("", "learnt.jsonl 里没有留言"),
    ],
)
def test_a_file_to_learn_from_has_texts_and_classes(
    line: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    learnt = tmp_path / "learnt.jsonl"
    learnt.write_text(line, encoding="utf-8")
    assert run(["classify", "--jsonl", "--learn", str(learnt)]) == 2
    assert said in capsys.readouterr().err

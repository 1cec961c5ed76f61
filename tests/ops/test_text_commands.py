"""`mofan read|clean|split|outline|describe`, as a shell calls them."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from mofan.ops.command_line import run
from tests.library.samples import AD, COMPILATION, FLOOD


@pytest.fixture
def compilation(tmp_path: Path) -> str:
    path = tmp_path / "合集.txt"
    path.write_bytes(COMPILATION.encode("gb18030"))
    return str(path)


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert run(arguments) == 0
    return json.loads(capsys.readouterr().out)


def test_read_gives_the_text(compilation: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", compilation]) == 0
    assert capsys.readouterr().out.rstrip("\n") == COMPILATION
    read = answer(capsys, "read", compilation, "--json")
    assert (read["text"], read["encoding"], read["media_type"]) == (COMPILATION, "gb18030", "text/plain")
    assert read["warnings"] == []


def test_clean_gives_the_text_and_what_was_taken_out(compilation: str, capsys: pytest.CaptureFixture[str]) -> None:
    cleaned = answer(capsys, "clean", compilation, "--json")
    assert AD not in cleaned["text"]
    for cut in cleaned["removals"]:
        assert COMPILATION[cut["start"] : cut["end"]] == cut["text"]
        assert set(cut) == {"start", "end", "text", "kind", "rule"}
    assert [cut["kind"] for cut in cleaned["removals"]] == ["ad", "paid_mark", "ad", "paid_mark"]


def test_split_gives_header_and_pieces(compilation: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "split", compilation, "--json")
    assert found["header"]["count"] == 2
    assert set(found["pieces"][0]) == {"no", "start", "end", "title", "subtitle", "unit", "body_start"}
    assert [piece["unit"] for piece in found["pieces"]] == ["青塘县水务局", "青塘县政务服务中心"]


def test_outline_gives_headings_in_order(compilation: str, capsys: pytest.CaptureFixture[str]) -> None:
    headings = answer(capsys, "outline", compilation, "--json")["headings"]
    assert [heading["text"][:2] for heading in headings] == ["一、", "二、", "三、", "一、", "二、"]
    assert set(headings[0]) == {"level", "form", "start", "end", "text"}


def test_describe_gives_every_element(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "材料.txt"
    path.write_text("青塘县水务局防汛工作总结\n" + FLOOD)
    found = answer(capsys, "describe", str(path), "--json")
    assert {"title", "subtitle", "unit", "unit_level", "genre", "themes", "regions", "persons", "dates", "slogans",
            "figures", "blanks"} <= set(found)  # fmt: skip
    assert found["unit"] == "青塘县水务局"
    assert {"126处", "34处"} <= {figure["text"] for figure in found["figures"]}


@pytest.mark.parametrize("stage", ["clean", "split", "outline", "describe"])
def test_a_stage_speaks_to_people_too(stage: str, compilation: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([stage, compilation]) == 0
    assert capsys.readouterr().out.strip()


@pytest.mark.parametrize("stage", ["clean", "split", "outline", "describe"])
def test_lines_of_json_are_answered_in_order(stage: str, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    lines = [{"id": "甲", "text": COMPILATION}, {"id": 2, "text": ""}]
    given = "\n".join([*map(json.dumps, lines), "", "坏行", '{"id":3}'])
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
    assert run([stage, "--jsonl"]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["id"] for one in answers] == ["甲", 2, None, None]
    assert "第 4 行" in answers[2]["error"]


def test_a_refusal_is_one_sentence_and_exit_code_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = tmp_path / "空.txt"
    empty.touch()
    for arguments in (["read", str(empty)], ["clean", str(tmp_path / "无.txt")], ["split", str(tmp_path)], ["outline"]):
        assert run(arguments) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert len(said.err.strip().splitlines()) == 1
        assert "Traceback" not in said.err


def test_an_archive_gives_its_members_and_names_what_it_refuses(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "一批.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("甲.txt", "甲的文字")
        archive.writestr("空.txt", "")
        archive.writestr("乙.txt", "乙的文字")
    assert run(["read", str(path)]) == 0
    said = capsys.readouterr()
    assert said.out == "甲.txt\n甲的文字\n乙.txt\n乙的文字\n"
    assert said.err.startswith("空.txt：")
    members = answer(capsys, "read", str(path), "--json")["members"]
    assert [member.get("text") for member in members] == ["甲的文字", None, "乙的文字"]


def test_an_archive_in_which_nothing_can_be_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "一批.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("空.txt", "")
    assert run(["read", str(path)]) == 2
    assert run(["clean", str(path)]) == 2


def test_a_file_with_a_secrecy_mark_is_refused_alone_and_in_an_archive(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    marked = "机密★1年\n关于防汛物资储备情况的报告\n" + FLOOD
    (tmp_path / "甲.txt").write_text(marked)
    with zipfile.ZipFile(tmp_path / "一批.zip", "w") as archive:
        archive.writestr("密.txt", marked)
        archive.writestr("乙.txt", "乙的文字")
    assert run(["read", str(tmp_path / "甲.txt")]) == run(["clean", str(tmp_path / "甲.txt")]) == 2
    assert capsys.readouterr().err.count("密级标志") == 2
    assert run(["read", str(tmp_path / "一批.zip")]) == 0
    said = capsys.readouterr()
    assert said.out == "乙.txt\n乙的文字\n"
    assert "密级标志" in said.err


def test_docx_lays_one_material_on_paper(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "材料.txt"
    path.write_text("青塘县水务局防汛工作总结\n" + FLOOD + AD)
    assert run(["docx", str(path)]) == 0
    made = Path(capsys.readouterr().out.strip())
    assert made == tmp_path / "材料.docx"
    assert run(["read", str(made)]) == 0
    assert capsys.readouterr().out.split() == ("青塘县水务局防汛工作总结\n" + FLOOD).split()


def test_docx_says_what_of_a_red_head_has_no_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "通知.txt"
    title = "青塘县水务局关于做好汛期值守的通知"
    path.write_text(f"青塘县水务局文件\n青水发〔2026〕3号\n{title}\n各水利站：\n现通知如下。")
    assert run(["docx", str(path)]) == 0
    assert "版头“青塘县水务局文件”没有排进一般材料" in capsys.readouterr().err
    assert run(["read", str(path.with_suffix(".docx"))]) == 0
    assert capsys.readouterr().out.split()[:2] == [title, "青水发〔2026〕3号"]
    path.write_text(f"青水发〔2026〕3号\n{title}\n各水利站：\n现通知如下。")
    assert run(["docx", str(path), "-o", str(path.with_suffix(".docx"))]) == 0
    assert "版头" not in capsys.readouterr().err


def test_docx_writes_over_nothing_and_takes_one_material(
    tmp_path: Path, compilation: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "材料.txt"
    path.write_text("青塘县水务局防汛工作总结\n" + FLOOD)
    path.with_suffix(".docx").write_bytes(b"kept")
    for arguments, sentence in (
        ([str(path)], "没有改动它"),
        ([compilation], "这里有 2 篇"),
        ([str(tmp_path / "无.txt")], "打不开"),
        ([str(path), "-o", str(tmp_path / "无" / "甲.docx")], "写不了"),
    ):
        assert run(["docx", *arguments]) == 2
        assert sentence in capsys.readouterr().err
    assert path.with_suffix(".docx").read_bytes() == b"kept"
    assert run(["docx", str(path), "-o", str(path.with_suffix(".docx"))]) == 0


def test_standard_input_is_a_file_too(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("从管道来的文字".encode())))
    assert run(["read", "-"]) == 0
    assert capsys.readouterr().out == "从管道来的文字\n"


def test_the_text_commands_load_no_django(tmp_path: Path) -> None:
    path = tmp_path / "甲.txt"
    path.write_text(FLOOD)
    code = (
        "import sys; from mofan.ops.command_line import run;"
        f"run(['describe', {str(path)!r}]); run(['split', {str(path)!r}]);"
        "sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


def test_a_pipe_that_closes_early_is_no_fault(compilation: str) -> None:
    command = f"{sys.executable} -m mofan.config read {compilation!r} | head -c 10"
    done = subprocess.run(command, shell=True, capture_output=True, check=False)
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["clean", "proofread", "classify"])
def test_lines_are_read_from_a_file_too(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_text('{"id":"7","title":"路灯","text":"学校门口路灯不亮。"}\n', encoding="utf-8")
    assert run([command, str(path), "--jsonl"]) == 0
    assert json.loads(capsys.readouterr().out)["id"] == "7"
    assert run([command, str(tmp_path / "absent.jsonl"), "--jsonl"]) == 2
    assert "打不开" in capsys.readouterr().err

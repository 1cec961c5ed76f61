"""`mofan read --json` names tables, pictures and notes; `mofan docx` and `mofan export` keep them."""

import json
from pathlib import Path
from typing import Any

import docx
import pytest

from mofan.ops.command_line import run
from mofan.text.read import read_bytes
from tests.library.samples import AD
from tests.text.read.rich import put_notes, rich, saved


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "供水.docx"
    path.write_bytes(saved(rich()))
    return path


def test_read_names_them_with_their_places(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", str(file), "--json"]) == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    first, outer, inner, frame, wide = told["tables"]
    assert told["text"][first["start"] : first["end"]].startswith("序号\t乡镇\t任务\t备注")
    assert (first["columns"], first["head_rows"], first["ruled"], first["lying"]) == (5, 2, True, False)
    assert first["rows"][0][2] == {"start": 78, "end": 80, "text": "任务", "columns": 2, "rows": 1}
    assert [table["nested"] for table in (first, outer, inner, frame)] == [False, False, True, False]
    assert frame["rows"][0][0]["text"] == "专栏1 供水保障重点工程\n柳溪水厂扩建；石桥泵站改造。"
    assert wide["lying"]
    picture = told["pictures"][0]
    assert (picture["format"], picture["width_mm"], picture["height_mm"]) == ("png", 40.0, 26.7)
    assert (picture["description"], len(picture["sha256"])) == ("净水厂外景", 64)
    assert told["text"][: picture["place"]].endswith("净水厂主体已经封顶")
    assert told["notes"][0]["text"] == "数据来自县水务局统计年报。\n入户数含两个安置小区。"
    assert {note["kind"] for note in told["notes"]} == {"footnote"}


@pytest.mark.parametrize("more", [[], ["--type", "报告"]])
def test_docx_keeps_them(file: Path, more: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    out, again = file.with_name("公文.docx"), file.with_name("再排.docx")
    assert run(["docx", str(file), "-o", str(out), *more]) == 0
    assert "有2条脚注或尾注" in capsys.readouterr().err
    found = read_bytes(out.read_bytes(), out.name).insets
    assert [len(found.pictures), len(found.notes)] == [3, 2]
    assert run(["docx", str(out), "-o", str(again), *more]) == 0
    assert again.read_bytes() == out.read_bytes()


def test_an_advertisement_in_a_note_is_taken_out(tmp_path: Path) -> None:
    document = docx.Document()
    for line in ("年度工作总结", "一、做法", "全年巡查堤段126处，整改隐患34处。"):
        document.add_paragraph(line)
    put_notes(document, [(document.paragraphs[2], ("来自台账。", AD)), (document.paragraphs[1], (AD,))])
    path, out = tmp_path / "总结.docx", tmp_path / "公文.docx"
    path.write_bytes(saved(document))
    assert run(["docx", str(path), "-o", str(out)]) == 0
    assert [note.paragraphs for note in read_bytes(out.read_bytes(), "文.docx").insets.notes] == [("来自台账。",)]


def test_several_pieces_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from tests.library.samples import COMPILATION

    path = tmp_path / "合集.txt"
    path.write_text(COMPILATION, encoding="utf-8")
    assert run(["docx", str(path), "-o", str(tmp_path / "公文.docx")]) == 2
    assert "这里有 2 篇" in capsys.readouterr().err

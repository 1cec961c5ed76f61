"""`mofan inspect` and `mofan repair`, as a shell calls them."""

import json
from pathlib import Path

import pytest

from mofan.ops.command_line import run
from tests.paper import made
from tests.paper.samples import sample, written

KEYS = {"clause", "element", "rank", "expected", "found", "where"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A document of somebody else's."""
    path = tmp_path / "通知.docx"
    path.write_bytes(made.saved(made.plain()))
    return path


def test_inspect_lists_what_departs(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["inspect", str(file), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert all(set(one) == KEYS and one["rank"] in ("must", "normally", "habit") for one in found)
    assert {
        "clause": "5.2.1",
        "element": "上边距",
        "rank": "must",
        "expected": "37 毫米",
        "found": "25.4 毫米",
        "where": "页面",
    } in found


def test_inspect_speaks_to_people_too(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["inspect", str(file)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"共 {len(lines) - 1} 处"
    assert "应改　页面　上边距：应为37 毫米，现为25.4 毫米（5.2.1）" in lines
    ours = tmp_path / "ours.docx"
    ours.write_bytes(written(sample())[0])
    assert run(["inspect", str(ours)]) == 0
    assert capsys.readouterr().out == "版式符合 GB/T 9704-2012，没有发现问题。\n"


def test_repair_writes_a_copy_and_says_what_it_did(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, out = file.read_bytes(), file.with_name("改.docx")
    assert run(["repair", str(file), "-o", str(out), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["output"], answer["left"]) == (str(out), [])
    assert all(set(one) == KEYS for one in answer["changed"])
    assert file.read_bytes() == before
    assert run(["inspect", str(out), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_repair_says_what_it_could_not_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, out = tmp_path / "a.docx", tmp_path / "b.docx"
    file.write_bytes(made.saved(made.official()))
    assert run(["repair", str(file), "-o", str(out)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("改了 ")
    assert any(line.startswith("还有 ") for line in lines)
    assert any("发文字号括号" in line for line in lines)
    assert lines[-1] == str(out)
    assert run(["repair", str(out), "-o", str(tmp_path / "c.docx")]) == 0
    clean = tmp_path / "clean.docx"
    clean.write_bytes(written(sample())[0])
    capsys.readouterr()
    assert run(["repair", str(clean), "-o", str(tmp_path / "d.docx")]) == 0
    assert capsys.readouterr().out.splitlines() == ["改了 0 处", str(tmp_path / "d.docx")]


def test_repair_never_writes_over_the_original(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = file.read_bytes()
    assert run(["repair", str(file), "-o", str(file), "--overwrite"]) == 2
    assert "不能写到原文件上" in capsys.readouterr().err
    assert file.read_bytes() == before


def test_repair_writes_over_another_file_only_when_told(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = file.with_name("已有.docx")
    out.write_bytes(b"kept")
    assert run(["repair", str(file), "-o", str(out)]) == 2
    assert "已经有了" in capsys.readouterr().err
    assert out.read_bytes() == b"kept"
    assert run(["repair", str(file), "-o", str(out), "--overwrite"]) == 0
    assert out.read_bytes().startswith(b"PK")
    assert [path.name for path in sorted(file.parent.iterdir())] == ["已有.docx", "通知.docx"]


def test_a_folder_that_is_not_there_is_said(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["repair", str(file), "-o", str(file.parent / "无" / "a.docx")]) == 2
    assert "写不了" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["inspect"], ["repair", "-o", "out.docx"]])
@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"PK\x03\x04rest", "损坏"),
        ("一篇文字".encode(), "不是 .docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "密码"),
    ],
)
def test_other_files_are_refused_with_a_sentence(
    command: list[str],
    data: bytes,
    sentence: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.docx").write_bytes(data)
    assert run([*command, "a.docx"]) == 2
    assert sentence in capsys.readouterr().err
    assert not Path("out.docx").exists()


def test_a_document_with_a_secrecy_mark_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = made.plain("机密★10年")
    path = tmp_path / "a.docx"
    path.write_bytes(made.saved(document))
    assert run(["inspect", str(path)]) == 2
    assert "不是涉密系统" in capsys.readouterr().err


def test_a_document_without_text_is_inspected_for_its_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(made.saved(made.plain("", ())))
    assert run(["inspect", str(path), "--json"]) == 0
    assert {one["where"] for one in json.loads(capsys.readouterr().out)} == {"页面", "页脚"}


def test_a_broken_document_is_refused_while_its_text_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from tests.paper.samples import changed

    path = tmp_path / "a.docx"
    path.write_bytes(changed(written(sample())[0], "word/document.xml", "</w:body>", ""))
    assert run(["inspect", str(path)]) == 2
    assert "已损坏" in capsys.readouterr().err

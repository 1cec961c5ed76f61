"""`mofan pdf`, as a shell calls it."""

import json
from pathlib import Path

import pytest

from mofan.ops.command_line import run
from mofan.paper.pdf import NoChineseFont, PdfFailed
from mofan.text.read import read_bytes
from tests.ops.test_official_command import TEXT

TYPST = ["--by", "typst"]


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "通知.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_notice_is_laid_out_and_the_stand_ins_are_named(text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["pdf", str(text), "--type", "通知", *TYPST]) == 0
    said = capsys.readouterr()
    made = text.with_suffix(".pdf")
    assert said.out.strip() == str(made)
    assert said.err.startswith("由 Typst 排成，共2页。")
    assert "方正小标宋简体" in said.err
    lines = read_bytes(made.read_bytes(), "通知.pdf").text
    assert "关于开展河道清淤工作的通知" in lines
    assert "请于2026年5月底前完成清淤。" in lines


def test_the_same_input_gives_the_same_bytes(text: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        assert run(["pdf", str(text), "-o", str(text.with_name(name)), *TYPST]) == 0
    assert text.with_name("a.pdf").read_bytes() == text.with_name("b.pdf").read_bytes()


def test_rare_characters_are_in_the_report(text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text.write_text(TEXT.replace("完成清淤", "完成清淤，联系人张𠮷、李㐂、王䶮、赵\U000323af"), encoding="utf-8")
    assert run(["pdf", str(text), "--type", "通知", "--json", *TYPST]) == 0
    made = json.loads(capsys.readouterr().out)
    assert (made["by"], made["pages"], made["output"]) == ("typst", 2, str(text.with_suffix(".pdf")))
    told = "".join(one["examples"] for one in made["substitutions"])
    known = told + "".join(one["character"] for one in made["missing"])
    assert {"𠮷", "㐂", "䶮", "\U000323af"} <= set(known)
    missing = made["missing"][-1]
    assert (missing["character"], missing["code"]) == ("\U000323af", "U+323AF")
    assert missing["where"].startswith("正文第1段“")


def test_a_sample_bears_its_stamp(text: Path) -> None:
    assert run(["pdf", str(text), "--type", "通知", "--sample", "--secrecy", "机密★10年", *TYPST]) == 0
    lines = read_bytes(text.with_suffix(".pdf").read_bytes(), "通知.pdf").text
    assert "机密★10年" in lines


def test_it_writes_over_nothing_unless_told(text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text.with_suffix(".pdf").write_text("别人的")
    assert run(["pdf", str(text), *TYPST]) == 2
    assert "已经有了，没有改动它" in capsys.readouterr().err
    assert run(["pdf", str(text), "-o", str(text.with_suffix(".pdf")), *TYPST]) == 0
    assert text.with_suffix(".pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--type", "条例"], "没有“条例”这个文种"),
        (["--copies-to", "县委"], "--copies-to 是公文的要素"),
        (["-o", "没有/a.pdf"], "写不了"),
        (["--type", "通知", "--secrecy", "机密★10年"], "加 --sample 排成样张"),
    ],
)
def test_it_says_why_it_refuses(
    text: Path, arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(text.parent)
    assert run(["pdf", str(text), *arguments, *TYPST]) == 2
    assert sentence in capsys.readouterr().err


def test_it_refuses_a_compilation_and_a_file_that_is_not_there(text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pieces = "".join(
        f"关于第{number}件事的经验材料\n——安澜县水务局（{number}）\n一、做法\n把河道治理抓在手上，逐项落实。\n"
        for number in (1, 2)
    )
    text.write_text("经验材料汇编（2篇）\n" + pieces, encoding="utf-8")
    assert run(["pdf", str(text), *TYPST]) == 2
    assert "这里有 2 篇" in capsys.readouterr().err
    assert run(["pdf", str(text.with_name("无.txt"))]) == 2


def test_a_machine_without_fonts_or_with_a_failing_program_says_so(
    text: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise NoChineseFont("本机没有中文字体。")

    def fail(*_: object, **__: object) -> None:
        raise PdfFailed("LibreOffice 没有排出 PDF。")

    monkeypatch.setattr("mofan.paper.pdf.write_pdf", refuse)
    assert run(["pdf", str(text)]) == 2
    monkeypatch.setattr("mofan.paper.pdf.write_pdf", fail)
    assert run(["pdf", str(text)]) == 1
    assert "LibreOffice 没有排出 PDF。" in capsys.readouterr().err
    assert not text.with_suffix(".pdf").exists()

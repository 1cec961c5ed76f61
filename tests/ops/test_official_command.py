"""`mofan docx --type`: a text as an official document, as a shell calls it."""

from pathlib import Path

import pytest

from mofan.ops.command_line import run
from mofan.text.read import read_bytes

TEXT = """安澜县水务局文件
安水发〔2026〕3号
关于开展河道清淤工作的通知
各乡镇水利站：
请于2026年5月底前完成清淤。
安澜县水务局
2026年3月2日
安澜县水务局办公室　2026年3月3日印发
"""


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "通知.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_notice_is_laid_out_from_its_text(text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["docx", str(text), "--type", "通知"]) == 0
    said = capsys.readouterr()
    assert (said.out.strip(), said.err) == (str(text.with_suffix(".docx")), "")
    lines = read_bytes(text.with_suffix(".docx").read_bytes(), "通知.docx").text
    assert "安澜县水务局文件" in lines
    assert "各乡镇水利站：" in lines


def test_the_command_line_goes_before_the_text(text: Path) -> None:
    given = [
        "--number",
        "安政发〔2026〕8号",
        "--organ",
        "安澜县人民政府",
        "--urgency",
        "加急",
        "--note",
        "此件公开发布",
    ]
    given += ["--addressees", "各局", "--date", "2026年4月1日", "--copies-to", "县委", "--office", "县府办"]
    given += ["--issued-on", "2026年4月2日", "--signatory", "何以宁", "--unsealed"]
    out = text.with_name("新.docx")
    assert run(["docx", str(text), "--type", "通知", "-o", str(out), *given]) == 0
    read = read_bytes(out.read_bytes(), "新.docx").text
    for wanted in (
        "安政发〔2026〕8号",
        "安澜县人民政府文件",
        "加急",
        "（此件公开发布）",
        "各局：",
        "抄送：县委。",
        "2026年4月2日印发",
    ):
        assert wanted in read
    assert "安水发" not in read


def test_what_is_missing_is_said_and_not_made_up(text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["docx", str(text), "--type", "请示", "-o", str(text.with_name("a.docx"))]) == 0
    said = capsys.readouterr().err
    assert "没有签发人。请示应当有" in said
    assert "签发人" not in read_bytes(text.with_name("a.docx").read_bytes(), "a.docx").text


def test_an_order_may_be_called_by_its_short_name(text: Path) -> None:
    assert run(["docx", str(text), "--type", "令", "-o", str(text.with_name("a.docx"))]) == 0


def test_it_refuses_a_type_that_is_none(text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["docx", str(text), "--type", "条例"]) == 2
    assert "没有“条例”这个文种。法定公文有十五种：决议、" in capsys.readouterr().err
    assert not text.with_suffix(".docx").exists()


def test_it_refuses_a_secrecy_mark(text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text.write_text("机密★10年\n" + TEXT, encoding="utf-8")
    assert run(["docx", str(text), "--type", "通知"]) == 2
    assert "密级" in capsys.readouterr().err


def test_it_says_where_it_cannot_write(text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["docx", str(text), "--type", "通知", "-o", str(text.with_name("没有") / "a.docx")]) == 2
    assert "写不了" in capsys.readouterr().err


def test_it_refuses_elements_without_a_type(text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["docx", str(text), "--copies-to", "县委"]) == 2
    assert "--copies-to 是公文的要素，请同时用 --type 写明文种" in capsys.readouterr().err
    assert not text.with_suffix(".docx").exists()


def test_a_sample_has_a_secrecy_mark_and_says_so_on_every_page(text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["docx", str(text), "--type", "通知", "--secrecy", "机密★10年", "--copy-number", "000012"]
    assert run(given) == 2
    assert "请加 --sample 排成样张" in capsys.readouterr().err
    assert not text.with_suffix(".docx").exists()
    assert run([*given, "--sample"]) == 0
    document = read_bytes(text.with_suffix(".docx").read_bytes(), "样张.docx")
    assert document.text.splitlines()[:2] == ["000012", "机密★10年"]
    assert "样　张" in document.margins


def test_a_sample_without_a_type_is_none(text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["docx", str(text), "--sample"]) == 2
    assert "--sample 是公文的要素" in capsys.readouterr().err

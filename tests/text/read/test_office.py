"""Old formats go through LibreOffice where it is installed, and are refused with a reason where it is not."""

import concurrent.futures
import subprocess
import time
from pathlib import Path

import pytest

from mofan.text.read import Limits, MediaType, Reason, Unreadable, read_bytes, sniff
from mofan.text.read.libreoffice import find_program
from tests.text.read.makers import make_docx, make_zip, paragraph

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
TEXT = "关于开展学习交流的通知"

needs_office = pytest.mark.skipif(find_program() is None, reason="LibreOffice is not installed")


def make_rtf(*lines: str) -> bytes:
    """An RTF whose Chinese is written in GBK escapes."""
    escaped = (
        "".join(f"\\'{byte:02x}" if byte > 0x7F else chr(byte) for byte in line.encode("gb18030")) for line in lines
    )
    return (
        "{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0\\fcharset134 SimSun;}}\\f0 " + "\\par\n".join(escaped) + "}"
    ).encode()


def make_ole(stream: str, flags: int = 0) -> bytes:
    """The beginning of an OLE file with a stream of this name and a Word header with these flags."""
    header = b"\xec\xa5" + b"\0" * 8 + flags.to_bytes(2, "little")
    return OLE + stream.encode("utf-16-le").ljust(512, b"\0") + header.ljust(512, b"\0")


def refuse(data: bytes, name: str, limits: Limits | None = None) -> Reason:
    with pytest.raises(Unreadable) as caught:
        read_bytes(data, name, limits=limits or Limits())
    assert caught.value.sentence.endswith("。")
    return caught.value.reason


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for LibreOffice, first and alone on the path; the test writes what it does."""
    path = tmp_path / "soffice"
    monkeypatch.setenv("PATH", str(tmp_path))
    return path


def write_program(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\nPATH=/usr/bin:/bin\n{script}\n")
    path.chmod(0o755)


def copy_script(document: Path) -> str:
    """A stand-in that "converts" by copying a prepared file to the output folder."""
    return f'while [ "$1" != "--outdir" ]; do shift; done; mkdir -p "$2"; cp {document} "$2/source.docx"'


@needs_office
def test_nasty_11_an_rtf_named_doc_is_read() -> None:
    document = read_bytes(make_rtf(TEXT, "各科室：", "请认真落实。"), "通知.doc")
    assert document.text.split("\n")[:3] == [TEXT, "各科室：", "请认真落实。"]
    assert document.media_type == MediaType.RTF


@needs_office
def test_a_word_97_file_is_read_and_a_truncated_one_refused(tmp_path: Path) -> None:
    (tmp_path / "source.rtf").write_bytes(make_rtf(TEXT, *["各科室认真落实。"] * 400))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [find_program() or "", profile, "--headless", "--convert-to", "doc", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "source.rtf")], check=True, capture_output=True, timeout=120)
    data = (tmp_path / "source.doc").read_bytes()
    assert sniff(data, "通知.wps") is MediaType.DOC
    assert read_bytes(data, "通知.wps").text.startswith(f"{TEXT}\n各科室认真落实。\n")
    assert refuse(data[:2048], "通知.doc") in (Reason.BROKEN, Reason.UNKNOWN)  # nasty 15


@needs_office
def test_nasty_25_two_runs_at_once_do_not_hinder_each_other() -> None:
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        documents = list(pool.map(read_bytes, (make_rtf(TEXT, "甲"), make_rtf(TEXT, "乙")), ("a.rtf", "b.rtf")))
    assert [document.text.split("\n")[1] for document in documents] == ["甲", "乙"]


def test_nasty_25_a_run_that_hangs_is_ended_with_all_it_started(program: Path, tmp_path: Path) -> None:
    beat = tmp_path / "beat"
    write_program(program, f"(while :; do date +%N > {beat}; sleep 0.05; done) & wait")
    assert refuse(make_rtf(TEXT), "a.rtf", Limits(convert_seconds=1.0)) is Reason.BROKEN
    last = beat.read_text()
    time.sleep(0.5)
    assert beat.read_text() == last


def test_nasty_15_no_output_is_a_failure_whatever_the_exit_code(program: Path) -> None:
    write_program(program, "exit 0")
    assert refuse(make_ole("WordDocument"), "坏.doc") is Reason.BROKEN
    write_program(program, 'while [ "$1" != "--outdir" ]; do shift; done; mkdir -p "$2"; : > "$2/source.docx"')
    assert refuse(make_ole("WordDocument"), "坏.doc") is Reason.BROKEN


def test_a_conversion_into_nonsense_is_a_failure(program: Path, tmp_path: Path) -> None:
    (tmp_path / "nonsense.docx").write_bytes(make_docx(paragraph("\u0e01\u0e02ஃஅ\ue001\ue002" * 50)))
    write_program(program, copy_script(tmp_path / "nonsense.docx"))
    assert refuse(make_ole("WordDocument"), "坏.doc") is Reason.BROKEN


def test_the_name_and_the_type_are_those_of_the_file_received(program: Path, tmp_path: Path) -> None:
    (tmp_path / "good.docx").write_bytes(make_docx(paragraph(TEXT), header=paragraph("内部")))
    write_program(program, copy_script(tmp_path / "good.docx"))
    document = read_bytes(make_ole("WordDocument"), "通知.wps")
    assert (document.name, document.media_type, document.text) == ("通知.wps", MediaType.DOC, TEXT)
    assert document.margins == "内部"
    odt = make_zip({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"})
    assert read_bytes(odt, "通知.odt").media_type == MediaType.ODT


@pytest.mark.usefixtures("program")
def test_without_the_program_the_refusal_says_what_to_do() -> None:
    for data in (make_rtf(TEXT), make_ole("WordDocument")):
        with pytest.raises(Unreadable, match=r"LibreOffice.*另存为 \.docx") as caught:
            read_bytes(data, "通知.doc")
        assert caught.value.reason is Reason.NEEDS_PROGRAM


def test_nasty_14_a_docx_under_a_password_is_refused() -> None:
    assert refuse(make_ole("EncryptedPackage"), "密.docx") is Reason.ENCRYPTED


def test_a_doc_under_a_password_is_refused() -> None:
    assert refuse(make_ole("WordDocument", flags=0x0100), "密.doc") is Reason.ENCRYPTED


@pytest.mark.parametrize(
    ("stream", "reason"),
    [("Workbook", Reason.BROKEN), ("PowerPoint Document", Reason.UNSUPPORTED), ("Other", Reason.UNKNOWN)],
)
def test_other_ole_files_are_refused(stream: str, reason: Reason, program: Path) -> None:
    write_program(program, "exit 1")
    assert refuse(make_ole(stream), "文件.doc") is reason


def test_a_doc_without_a_header_is_left_to_the_program(program: Path) -> None:
    write_program(program, "exit 1")
    assert refuse(OLE + "WordDocument".encode("utf-16-le"), "短.doc") is Reason.BROKEN


@needs_office
def test_the_xml_of_word_2003_is_read() -> None:
    space = "http://schemas.microsoft.com/office/word/2003/wordml"
    body = f"<w:body><w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p></w:body>"
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<?mso-application progid="Word.Document"?>\n'
    document = read_bytes(f'{head}<w:wordDocument xmlns:w="{space}">{body}</w:wordDocument>'.encode(), "通知.doc")
    assert (document.text, document.media_type) == (TEXT, MediaType.WORD_XML)


def test_another_package_with_a_mimetype_is_an_archive() -> None:
    assert sniff(make_zip({"mimetype": "application/epub+zip"}), "书.epub") is MediaType.ZIP


def test_a_package_of_another_kind_is_an_archive() -> None:
    assert sniff(make_zip({"[Content_Types].xml": "", "other/part.xml": ""}), "a.docx") is MediaType.ZIP


def with_antiword(program: Path, script: str) -> None:
    """antiword alone on the path."""
    write_program(program.with_name("antiword"), script)


def test_without_libreoffice_a_word_97_file_is_read_by_antiword(program: Path) -> None:
    script = f'[ "$1 $2 $3 $4" = "-w 0 -m UTF-8.txt" ] && [ -f "$5" ] && printf "{TEXT}\\n\\n 一、学习\\n"'
    with_antiword(program, script)
    document = read_bytes(make_ole("WordDocument"), "通知.wps")
    assert (document.text, document.media_type, document.name) == (f"{TEXT}\n一、学习\n", MediaType.DOC, "通知.wps")
    assert "antiword" in document.warnings[0]


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("exit 1", Reason.BROKEN),
        ("exit 0", Reason.BROKEN),
        ("sleep 5", Reason.BROKEN),
        ("printf '%2000s' 长", Reason.TOO_LARGE),
        ("printf '\\001\\002\\003\\004'", Reason.BROKEN),
    ],
)
def test_what_antiword_cannot_read_is_refused(program: Path, script: str, reason: Reason) -> None:
    with_antiword(program, script)
    assert refuse(make_ole("WordDocument"), "通知.doc", Limits(convert_seconds=0.5, part_bytes=1000)) is reason


def test_antiword_reads_no_other_format(program: Path) -> None:
    with_antiword(program, "exit 0")
    assert refuse(make_rtf(TEXT), "通知.rtf") is Reason.NEEDS_PROGRAM

"""Damaged files: whatever bytes come, a document or a refusal with its sentence, and nothing else."""

import os
import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mofan.text.read import Limits, Unreadable, is_archive, read_bytes, read_members
from tests.text.read.makers import make_docx, make_pdf, make_rar, make_zip, paragraph
from tests.text.read.test_mail import mail
from tests.text.read.test_ofd import line, make_ofd
from tests.text.read.test_spreadsheet import sheet

TEXT = "关于开展学习交流的通知\n一、学习内容\n支部每月学习一次。\n"
LIMITS = Limits(file_bytes=5_000_000, part_bytes=1_000_000, total_bytes=5_000_000, members=50, convert_seconds=0.1)
EXAMPLES = int(os.environ.get("MOFAN_DAMAGED_FILES", "40"))

SAMPLES: dict[str, Callable[[], bytes]] = {
    "材料.txt": lambda: TEXT.encode("gb18030"),
    "材料.html": lambda: f"<html><body><table><tr><td>{TEXT}</td></tr></table><p>{TEXT}</p></body></html>".encode(),
    "材料.docx": lambda: make_docx(paragraph("一、学习") + paragraph("支部每月学习一次。"), header=paragraph("页眉")),
    "材料.pdf": lambda: make_pdf([[(80, 700, "Model agency"), (80, 660, "second line")], [(80, 700, "third")]]),
    "材料.ofd": lambda: make_ofd(line("支部每月学习一次。", 0), line("第二页。", 0)),
    "台账.xlsx": lambda: sheet(["单位", "次数"], ["安澜县水务局", 12, True, 3.5]),
    "通知.eml": lambda: mail(attached={"清单.txt": TEXT.encode()}).as_bytes(),
    "材料.zip": lambda: make_zip({"a.txt": TEXT, "里层.zip": make_zip({"b.txt": TEXT})}),
    "来件.zip": lambda: make_zip(
        {
            "通知.eml": mail(
                attached={"清单.xlsx": sheet(["单位", "次数"]), "附.zip": make_zip({"b.txt": TEXT})}
            ).as_bytes(),
            "材料.ofd": make_ofd(line("支部每月学习一次。", 0)),
            "材料.docx": make_docx(paragraph("支部每月学习一次。")),
        }
    ),
    "材料.rar": lambda: make_rar({"要点.txt".encode("gb18030"): TEXT.encode(), b"a.txt": b"hello"}),
}


def damaged(data: bytes, seed: int) -> bytes:
    """`data` with some bytes changed, cut out, doubled or cut off."""
    chance, out = random.Random(seed), bytearray(data)
    for _ in range(chance.randint(1, 8)):
        if not out:
            break
        at = chance.randrange(len(out))
        match chance.randrange(5):
            case 0:
                out[at] = chance.randrange(256)
            case 1:
                out[at] ^= 1 << chance.randrange(8)
            case 2:
                del out[at : at + chance.randint(1, 40)]
            case 3:
                out[at:at] = out[at : at + chance.randint(1, 40)]
            case _:
                if chance.random() < 0.2:
                    del out[at:]
    return bytes(out)


def taken(data: bytes, name: str) -> None:
    """Read it as the library does. Any exception but a refusal is a fault of ours."""
    try:
        if is_archive(data, name):
            for member in read_members(data, name, limits=LIMITS):
                if member.data is not None:
                    taken(member.data, member.path)
        else:
            document = read_bytes(data, name, limits=LIMITS)
            document.text.encode("utf-8", "surrogatepass")
            assert all(0 <= span.start <= span.end <= len(document.text) for span in document.hidden)
    except Unreadable:
        return


@pytest.mark.parametrize("name", SAMPLES)
def test_the_samples_are_read(name: str) -> None:
    taken(SAMPLES[name](), name)


@pytest.mark.parametrize("name", SAMPLES)
@settings(max_examples=EXAMPLES)
@given(seed=st.integers(0, 2**32))
def test_a_damaged_file_is_read_or_refused(name: str, seed: int) -> None:
    taken(damaged(SAMPLES[name](), seed), name)


@settings(max_examples=EXAMPLES)
@given(
    head=st.sampled_from(
        [
            b"",
            b"%PDF-1.7\n",
            b"PK\x03\x04",
            b"Rar!\x1a\x07\x00",
            b"7z\xbc\xaf\x27\x1c",
            b"\xff\xfe",
            b"From: a\nDate: b\n",
        ]
    ),
    rest=st.binary(max_size=400),
)
def test_any_bytes_are_read_or_refused(head: bytes, rest: bytes) -> None:
    taken(head + rest, "未知")


@pytest.mark.parametrize("name", ["通知.docx", "通知.DOCX", "台账.xlsx", "通知.ofd", "材料.wps"])
@pytest.mark.parametrize("rest", [b"", b"\0" * 26, b"word/document.xml"])
def test_a_document_cut_off_is_called_a_file_and_no_archive(name: str, rest: bytes) -> None:
    data = b"PK\x03\x04" + rest
    assert not is_archive(data, name)
    with pytest.raises(Unreadable, match="已损坏") as refusal:
        read_bytes(data, name)
    assert "压缩包" not in str(refusal.value)


def test_an_archive_cut_off_is_called_an_archive() -> None:
    data = make_zip({"a.txt": TEXT})[:60]
    assert is_archive(data, "一批.zip")
    with pytest.raises(Unreadable, match="压缩包已损坏"):
        next(read_members(data, "一批.zip"))

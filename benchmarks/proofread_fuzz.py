"""Whatever a text or a file holds, nothing but a refusal may end proofreading and reading: random input, by coverage.

    python -m benchmarks.proofread_fuzz text|bytes [SECONDS]

Needs atheris, which is not in the lock file (`pip install --target FOLDER atheris`, then `PYTHONPATH=FOLDER`).
"""

import os
import sys
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

SEEDS = (
    "一、加强领导\n截止目前，召开会议x次。",
    "“落实‘三会一课’”（试行）《办法》〔2025〕3号",
    "第一条 总则\n1.目的；2.依据",
)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>"
FILES = (
    b"PK\x03\x04",
    PDF,
    b"{\\rtf1 \\'ba\\'c3}",
    b"<html><p>a</p>",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\xef\xbb\xbfa",
    b"From: a\nDate: b\nSubject: c\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\na\n--x--",
    b"Rar!\x1a\x07\x00",
    b"\x89PNG\r\n\x1a\n",
)
READERS = ("word", "paged", "spreadsheet", "webpage", "mail", "office", "plain", "archives")
"""Loaded before, so that their branches are seen: reading itself loads each when it is needed."""


def of_text(data: bytes) -> None:
    """Proofread the text; every quote stands where the finding says."""
    from mofan.text.proofread import proofread

    text = data.decode("utf-16-le", "surrogatepass") if len(data) % 4 == 2 else data.decode("utf-8", "surrogateescape")
    for finding in proofread(text):
        assert text[finding.start : finding.end] == finding.quote != ""


def of_bytes(data: bytes) -> None:
    """Read the bytes as a file of any kind, an archive with all that is in it; a refusal is an answer."""
    from mofan.text.read import Unreadable, is_archive, read_bytes, read_members

    name = f"file{data[:1].hex()}"
    try:
        if is_archive(data, name):
            for member in read_members(data, name):
                if member.data is not None:
                    of_bytes(member.data)
        else:
            read_bytes(data, name)
    except Unreadable:
        return


def main(what: str = "text", seconds: str = "60") -> None:
    if find_spec("atheris") is None:
        print("atheris is not installed: nothing was fuzzed")
        return
    atheris = import_module("atheris")
    os.environ["PATH"] = ""  # no LibreOffice: starting it takes longer than a thousand other files
    with atheris.instrument_imports(include=["mofan.text"]):
        import_module("mofan.text.proofread.proofreading")
        for reader in READERS:
            import_module(f"mofan.text.read.{reader}")
    do: Callable[[bytes], None] = {"text": of_text, "bytes": of_bytes}[what]
    with TemporaryDirectory() as folder:
        for at, seed in enumerate([one.encode() for one in SEEDS] if what == "text" else FILES):
            (Path(folder) / str(at)).write_bytes(seed)
        limits = [f"-max_total_time={seconds}", "-max_len=2000", "-timeout=20", "-rss_limit_mb=3000"]
        atheris.Setup([sys.argv[0], *limits, folder], do)
        atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])

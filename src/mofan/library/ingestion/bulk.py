"""JSON Lines as a bulk format (成批记录): one piece a line, `{id, title, text, source, category, date}`."""

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any, cast

LONGEST_LINE = 64 * 1024 * 1024
"""Bytes. A longer line is refused, so that one bad file cannot fill the memory."""
BLOCK = 1024 * 1024
"""Bytes that are counted at once."""


@dataclass(frozen=True, slots=True)
class Record:
    """A line of a bulk file. `refusal` is a Chinese sentence when the line is of no use, else empty."""

    no: int
    external_id: str = ""
    title: str = ""
    text: str = ""
    origin: str = ""
    category: str = ""
    dated: date | None = None
    refusal: str = ""


def records(path: Path, *, skip: int = 0) -> Iterator[Record]:
    """The records of a bulk file (plain or gzip), from line `skip` on; empty lines are passed over.

    A bad line is a record with a refusal; a damaged gzip stream ends the iteration with one.
    """
    with _open(path) as lines:
        no = 0
        while True:
            try:
                line = lines.readline(LONGEST_LINE + 1)
            except (EOFError, OSError, gzip.BadGzipFile):
                yield Record(no + 1, refusal="压缩流在此处损坏，后面的行读不出来。请重新压缩后再交。")
                return
            if not line:
                return
            no += 1
            if len(line) > LONGEST_LINE:
                yield Record(no, refusal="这一行超过 64 MB，后面不再读。请拆开后再交。")
                return
            if no > skip and line.strip():
                yield read_record(no, line)


def line_count(path: Path) -> int:
    """How many lines a bulk file has, as far as it can be read: for whoever waits for its end."""
    count = 0
    with _open(path) as lines:
        try:
            while block := lines.read(BLOCK):
                count += block.count(b"\n")
        except (EOFError, OSError, zlib.error):  # `records` says at which line it is damaged
            pass
    return count + 1


def read_record(no: int, line: bytes) -> Record:
    """One line as a record, with a refusal where it is not one."""
    try:
        row = json.loads(line)
    except ValueError:
        return Record(no, refusal=f"第 {no} 行不是合法的 JSON，已跳过。")
    if not isinstance(row, dict) or not isinstance(row.get("text"), str) or not row["text"].strip():
        return Record(no, refusal=f"第 {no} 行没有 text 一项，已跳过。")
    text = row["text"].replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode()
    title = _string(row.get("title")).replace("\n", " ").strip() or text.strip().split("\n", 1)[0][:100].strip()
    if text.split("\n", 1)[0].strip() != title:
        text = f"{title}\n{text}"
    return Record(
        no,
        _string(row.get("id"))[:200],
        title[:500],
        text,
        _string(row.get("source")),
        _string(row.get("category"))[:100],
        _date(row.get("date")),
    )


def _open(path: Path) -> IO[bytes]:
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    return cast(IO[bytes], gzip.open(path, "rb")) if packed else path.open("rb")


def _string(value: Any) -> str:
    return "" if value is None else str(value).encode("utf-8", "replace").decode()


def _date(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None

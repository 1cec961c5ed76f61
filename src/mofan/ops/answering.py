"""What a command takes in and gives out (收与答): a file as text, JSON, text, warnings, one sentence of refusal."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from mofan.ops.terminal import Line
from mofan.ops.wording import why

if TYPE_CHECKING:
    from mofan.text.read import Document

Result = dict[str, Any]
FAILED, REFUSED = 1, 2
SECRET = "文件带有密级标志（{mark}），这里不是涉密系统，不处理。请按保密规定另行处理。"


def bytes_of(file: str) -> tuple[bytes, str]:
    """The bytes and the name of a file, or of standard input for "-". Raises Unreadable."""
    from mofan.text.read import Reason, Unreadable

    if file == "-":
        return sys.stdin.buffer.read(), ""
    path = Path(file)
    if path.is_dir():
        raise Unreadable(Reason.UNKNOWN, f"“{file}”是文件夹，请写明其中的文件，或用 mofan ingest 整个入库。")
    try:
        return path.read_bytes(), path.name
    except OSError as error:
        raise Unreadable(Reason.UNKNOWN, f"打不开“{file}”（{why(error)}），请检查路径和权限。") from error


@contextmanager
def lines_of(file: str | None) -> Iterator[IO[bytes]]:
    """The lines of a file, one after another, or of standard input without one and for "-". Raises Unreadable."""
    from mofan.text.read import Reason, Unreadable

    if not file or file == "-":
        yield sys.stdin.buffer
        return
    with ExitStack() as opened:
        try:
            lines = opened.enter_context(Path(file).open("rb"))
        except OSError as error:
            raise Unreadable(Reason.UNKNOWN, f"打不开“{file}”（{why(error)}），请检查路径和权限。") from error
        yield lines


def document_of(data: bytes, name: str) -> Document:
    """The text of a file that carries no secrecy mark. Raises Unreadable."""
    from mofan.text.read import Reason, Unreadable, read_bytes
    from mofan.text.secrecy import find_secrecy_mark

    with Line() as line:
        document = read_bytes(
            data, name, on_page=lambda page, pages: line.show(f"正在识别图片中的文字：第{page}页，共{pages}页…")
        )
    for text in (document.text, document.margins):
        if mark := find_secrecy_mark(text):
            raise Unreadable(Reason.SECRET, SECRET.format(mark=mark.of(text).strip()))
    return document


def say_warnings(warnings: tuple[str, ...]) -> None:
    """What is worth knowing, on standard error."""
    for warning in warnings:
        print(warning, file=sys.stderr)


def print_json(result: Result | list[Result]) -> None:
    """A result for programs."""
    print(json.dumps(result, ensure_ascii=False, indent=2))


def print_text(text: str) -> None:
    """A result for people."""
    sys.stdout.write(text if text.endswith("\n") or not text else text + "\n")


def refuse(sentence: str) -> int:
    """Say why on standard error; the exit code that goes with it."""
    print(sentence, file=sys.stderr)
    return REFUSED

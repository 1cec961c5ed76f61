"""Lets a process of its own recognise pages (识别): a page at a time, with limits of time and memory."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import IO, Final

from mofan.text.read.document import Limits, OnPage, Reason, Unreadable
from mofan.text.read.ocr.request import Failure, Request, Seen, answer_of

NEEDED: Final = ("rapidocr", "onnxruntime", "PIL")
"""What the extra installs."""
COMMAND: Final = (sys.executable, "-m", "mofan.text.read.ocr.child")
"""Starts the recognising process."""
_THREADS: Final = 2
_START_SECONDS: Final = 30.0
"""Loading the models takes about 2 s; on a busy machine some more."""
_STAT: Final = "/proc/{}/stat"
_MOST_WAITS: Final = 6
"""Times the seconds of a page that a process on a busy machine is waited for."""
_LEAST_PROGRESS: Final = 0.02
"""Of a wait: a process that had less of a processor hangs."""
_MOST_FAILURES: Final = 3
"""Pages one after another that fail before the rest is left alone."""
_NOWHERE: Final = {name: "http://127.0.0.1:9" for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY")}
"""The models lie in the wheel; should a package ever want to fetch one, it does not get through."""


def is_installed() -> bool:
    """Whether the extra `mofan[ocr]` is installed here."""
    return all(find_spec(name) is not None for name in NEEDED)


def not_installed(what: str) -> Unreadable:
    """The refusal of a file that only the extra could read; `what` it is, in Chinese."""
    return Unreadable(
        Reason.SCANNED,
        f"{what}，读出其中的文字需要文字识别组件，本机没有安装。请管理员安装：pip install 'mofan[ocr]'；"
        "或先识别成文字，另存为 .docx 或 .txt 再上传。",
    )


def recognise(request: Request, *, limits: Limits, on_page: OnPage | None = None) -> Iterator[Seen | Failure]:
    """Every wanted page as it is recognised, or why it was not; a page that fails does not stop the others."""
    until = time.monotonic() + limits.ocr_seconds
    left = list(request.pages) if request.pages is not None else None
    total, failures = len(left or ()), 0
    while left is None or left:
        _tell(on_page, left, total)
        failures += 1
        for answer in _answers(request, left, limits):
            failures = 0
            if left is None:
                left, total = list(range(answer.pages)), answer.pages
            yield answer
            if isinstance(answer, Failure):
                return  # the file itself cannot be opened
            left = [page for page in left if page != answer.page]
            if left and time.monotonic() > until:
                yield from (Failure(page, total, "budget") for page in left)
                return
            if left:
                _tell(on_page, left, total)
        if left is None or failures >= _MOST_FAILURES:
            yield from (Failure(page, total, "failed") for page in (left if left is not None else (None,)))
            return
        if left:
            yield Failure(left.pop(0), total, "failed")


def _tell(on_page: OnPage | None, left: Sequence[int] | None, total: int) -> None:
    if on_page:
        on_page(total - len(left) + 1 if left else 1, max(total, 1))


def _answers(request: Request, pages: Sequence[int] | None, limits: Limits) -> Iterator[Seen | Failure]:
    """The answers of one process, until it ends, or takes too long for one page and is ended."""
    wanted = ",".join(map(str, pages)) if pages is not None else ""
    arguments = [request.kind, wanted, str(_THREADS), str(limits.ocr_memory)]
    with _child([*COMMAND, *arguments]) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        lines: Queue[str | None] = Queue()
        feeder = Thread(target=_feed, args=(process.stdin, request.data), daemon=True)
        reader = Thread(target=_read, args=(process.stdout, lines), daemon=True)
        feeder.start()
        reader.start()
        try:
            seconds = _START_SECONDS + limits.ocr_page_seconds
            while (line := _next(lines, seconds, process.pid)) is not None:
                try:
                    yield answer_of(line)
                except (ValueError, KeyError, TypeError):
                    return
                seconds = limits.ocr_page_seconds
        finally:
            process.kill()
            feeder.join()
            reader.join()


def _child(command: Sequence[str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        list(command),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | _NOWHERE | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUTF8": "1"},
    )


def _feed(pipe: IO[bytes], data: bytes) -> None:
    with contextlib.suppress(OSError):  # it has ended
        pipe.write(data)
    with contextlib.suppress(OSError):
        pipe.close()


def _read(pipe: IO[bytes], lines: "Queue[str | None]") -> None:
    for line in pipe:
        lines.put(line.decode("utf-8", "replace"))
    lines.put(None)


def _next(lines: "Queue[str | None]", seconds: float, pid: int) -> str | None:
    """The next line; None when the process has ended, or has had so many seconds of a processor and no line to show.

    A process that gets no processor because the machine is busy is waited for, as long as it gets on at all.
    """
    used = _processor_seconds(pid)
    until = time.monotonic() + _MOST_WAITS * seconds
    start = used
    while True:
        with contextlib.suppress(Empty):
            return lines.get(timeout=seconds)
        now = _processor_seconds(pid)
        if now is None or used is None or start is None or time.monotonic() > until:
            return None
        if now - start > seconds or now - used < _LEAST_PROGRESS * seconds:
            return None
        used = now


def _processor_seconds(pid: int) -> float | None:
    """How long the process has had a processor; None where the system does not tell."""
    try:
        fields = Path(_STAT.format(pid)).read_text("ascii", "replace").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError, AttributeError):
        return None

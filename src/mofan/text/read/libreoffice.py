"""LibreOffice as a program that turns a file into another kind (格式转换): a profile of its own for each run, since two
runs on one fail, and an end when its time is over."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

_PROGRAMS = ("soffice", "libreoffice")


class TookTooLong(Exception):
    """It was ended, since its time was over."""


def find_program() -> str | None:
    """The path of LibreOffice on this machine, or None."""
    return next((path for path in map(shutil.which, _PROGRAMS) if path), None)


def convert(
    program: str,
    data: bytes,
    suffix: str,
    target: str,
    *,
    seconds: float,
    environment: Callable[[Path], Mapping[str, str]] = lambda _: os.environ,
) -> bytes | None:
    """A file with this suffix (`.doc`) as `target`: what it is to end with (`docx`), perhaps with the filter that makes
    it (`pdf:writer_pdf_Export:…`). None where nothing came out.

    `environment` gives that of the program, from the folder in which it works. Raises TookTooLong after `seconds`.
    """
    with tempfile.TemporaryDirectory(prefix="mofan-", ignore_cleanup_errors=True) as folder:
        work = Path(folder)
        source, result = work / f"source{suffix}", work / "out" / f"source.{target.partition(':')[0]}"
        source.write_bytes(data)
        command = [
            program, f"-env:UserInstallation={(work / 'profile').as_uri()}", "--headless", "--norestore", "--nologo",
            "--convert-to", target, "--outdir", str(result.parent), str(source),
        ]  # fmt: skip
        _run(command, environment(work), seconds)
        # It ends with exit code 0 without a result, too: only the output tells.
        return (result.read_bytes() or None) if result.is_file() else None


def _run(command: list[str], environment: Mapping[str, str], seconds: float) -> None:
    quiet = subprocess.DEVNULL
    with subprocess.Popen(
        command, stdin=quiet, stdout=quiet, stderr=quiet, env=environment, start_new_session=True
    ) as process:
        try:
            process.wait(timeout=seconds)
        except subprocess.TimeoutExpired as error:
            _end(process)
            raise TookTooLong from error


def _end(process: subprocess.Popen[bytes]) -> None:
    """End our own process with those it started, and no other; on Windows, which knows no such groups, it alone."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL) if hasattr(os, "killpg") else process.kill()

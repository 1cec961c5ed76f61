"""A process that has everything imported and forks for every command: what is started from it costs no imports.

`python -m tests.ops.mother` reads a command a line, `[file for what it says, argument, …]`, and writes the process id,
then, when it has ended, its exit code (negative: the signal). Neither the database nor an index is open when it forks.
"""

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, cast

ROOT = Path(__file__).parents[2]


class Running:
    """A command at work, in a group of processes of its own."""

    def __init__(self, pid: int, said: Path, ended: IO[bytes]) -> None:
        self.pid, self.said = pid, said
        self._ended = ended
        self._code: int | None = None

    def poll(self, seconds: float = 0.0) -> int | None:
        """The exit code; None while it works."""
        if self._code is None and select.select([self._ended], [], [], seconds)[0]:
            self._code = int(self._ended.readline())
        return self._code

    def wait(self, seconds: float = 300.0) -> int:
        code = self.poll(seconds)
        assert code is not None, f"still at work after {seconds} s"
        return code

    def kill(self, *, workers_too: bool) -> None:
        """Kill it, or it and its workers in one blow; workers of a killed driver have to end by themselves."""
        if self.poll() is None:
            (os.killpg if workers_too else os.kill)(self.pid, signal.SIGKILL)
            self.wait(30)
        until = time.monotonic() + 30
        with suppress(ProcessLookupError):
            while time.monotonic() < until:
                os.killpg(self.pid, 0)
                time.sleep(0.02)
            raise AssertionError("a worker process outlives its driver")


class Mother:
    """Starts commands on one home, one at a time."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._said = home.with_name(f"{home.name}.said")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.ops.mother"],
            env=os.environ | {"MOFAN_HOME": str(home)},
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
        )

    def start(self, *arguments: str) -> Running:
        asked, told = cast(IO[bytes], self._process.stdin), cast(IO[bytes], self._process.stdout)
        asked.write(json.dumps([str(self._said), *arguments]).encode() + b"\n")
        return Running(int(told.readline()), self._said, told)

    def run(self, *arguments: str) -> str:
        """Run a command to its good end; what it says."""
        code = self.start(*arguments).wait()
        said = self._said.read_text()
        assert code == 0, said
        return said

    def close(self) -> None:
        self._process.communicate(timeout=30)


@contextmanager
def mother(home: Path) -> Iterator[Mother]:
    made = Mother(home)
    try:
        yield made
    finally:
        made.close()


def main() -> None:
    from mofan.config.entry import prepare

    prepare()
    import django

    django.setup()
    from mofan.library import verifying
    from mofan.library.ingestion.digesting import Work, digest
    from mofan.library.quick_find import filling, suggesting
    from mofan.ops import ingesting, searching
    from mofan.ops.command_line import run
    from tests.library.samples import COMPILATION

    assert all((verifying, ingesting, searching, filling, suggesting))  # imported so that no command has to
    digest([work := Work("合集.txt", data=COMPILATION.encode())])  # tables are read when first needed
    assert not work.refusal
    for line in sys.stdin:
        said, *arguments = json.loads(line)
        pid = os.fork()
        if not pid:
            become(run, said, arguments)
        with suppress(OSError):
            os.setpgid(pid, pid)
        print(pid, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)


def become(run: Callable[[list[str]], int], said: str, arguments: list[str]) -> None:
    """Be the command, and nothing else after it."""
    code = 1
    try:
        os.setpgid(0, 0)
        output = os.open(said, os.O_CREAT | os.O_WRONLY | os.O_TRUNC)
        for descriptor in (1, 2):
            os.dup2(output, descriptor)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        code = run(arguments)
        sys.stdout.flush()
    finally:
        os._exit(code)


if __name__ == "__main__":
    main()

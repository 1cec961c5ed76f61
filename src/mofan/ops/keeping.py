"""Child processes that are kept running (看护): started again when they end by themselves, ended with this one."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator

LOOK_EVERY = 0.3
"""Seconds between two looks at a child."""
BREATH = 3.0
"""Seconds before a child that ended by itself is started again."""
PATIENCE = 20.0
"""Seconds that a child has to end in; then it is killed."""

Start = Callable[[], "subprocess.Popen[bytes]"]


@contextlib.contextmanager
def kept(name: str, starts: list[Start]) -> Iterator[None]:
    """One child for each of `starts`, until the block ends. `name` is what they are called when one ends too soon."""
    closing = threading.Event()
    keepers = [threading.Thread(target=_keep, args=(name, start, closing)) for start in starts]
    for keeper in keepers:
        keeper.start()
    try:
        yield
    finally:
        closing.set()
        for keeper in keepers:
            keeper.join()


def _keep(name: str, start: Start, closing: threading.Event) -> None:
    while not closing.is_set():
        process = start()
        while process.poll() is None and not closing.wait(LOOK_EVERY):
            pass
        if process.poll() is None:
            _end(process)
        elif not closing.is_set():
            print(f"{name}意外停止（退出码 {process.returncode}），马上重新启动。", file=sys.stderr, flush=True)
            closing.wait(BREATH)


def _end(process: subprocess.Popen[bytes]) -> None:
    _stop(process)
    try:
        process.wait(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        _stop(process, kill=True)
        process.wait()


def _stop(process: subprocess.Popen[bytes], *, kill: bool = False) -> None:
    """Ask a child to end, or kill it, with what it started itself and would leave behind."""
    with contextlib.suppress(ProcessLookupError):
        if sys.platform != "win32" and os.getpgid(process.pid) == process.pid:
            os.killpg(process.pid, signal.SIGKILL if kill else signal.SIGTERM)
        elif kill:
            process.kill()
        else:
            process.terminate()


def python(*arguments: str, inherits: tuple[int, ...] = (), apart: bool = True) -> subprocess.Popen[bytes]:
    """Another Python that runs a module. Ctrl+C does not reach it: whoever keeps it ends it; one that is not `apart`
    ends with the process that starts it."""
    command = [sys.executable, "-m", *arguments]
    if sys.platform == "win32":  # pragma: no cover
        return subprocess.Popen(command, creationflags=subprocess.CREATE_NEW_PROCESS_GROUP)
    return subprocess.Popen(command, pass_fds=inherits, process_group=0 if apart else None)

"""The pages are served by several processes on one socket, which stop together and are started again one by one."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.ops.test_system_commands import free_port, wait_for

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sockets are not handed on there")


def obey_ctrl_c() -> None:
    """Whoever runs the tests in the background of a shell runs them deaf to SIGINT, and what they start, too."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def up(home: Path, processes: int = 2) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """`mofan up` in a home of its own, once it answers; whatever is left of it is ended."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "mofan.config", "up", "--port", str(port)],
        env=os.environ | {"MOFAN_HOME": str(home), "MOFAN_PROCESSES": str(processes)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=obey_ctrl_c,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/health", seconds=240)  # on a busy machine starting takes long
        yield process, port
    finally:
        process.terminate()
        process.wait(timeout=90)
        for stream in (process.stdout, process.stderr):
            if stream:
                stream.close()


def children(pid: int) -> dict[int, str]:
    """Child process → its command line."""
    found = Path(f"/proc/{pid}/task/{pid}/children")
    if not found.exists():
        pytest.skip("only Linux tells whose children there are")
    threads = (read_proc(task / "children") for task in Path(f"/proc/{pid}/task").iterdir())
    every = [int(one) for of_one in threads for one in of_one.split()]
    return {one: read_proc(Path(f"/proc/{one}/cmdline")).replace("\0", " ") for one in every}


def read_proc(path: Path) -> str:
    """What the system tells of a thread or a process; nothing when it ended since it was listed."""
    try:
        return path.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def page_processes(pid: int) -> set[int]:
    return {one for one, command in children(pid).items() if "page_process" in command}


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def becomes(true: Callable[[], bool], seconds: float = 120) -> bool:
    until = time.monotonic() + seconds
    while not true() and time.monotonic() < until:
        time.sleep(0.1)
    return true()


def stop_quietly(process: "subprocess.Popen[str]", how: signal.Signals) -> str:
    """Tell `mofan up` to stop: all of its processes do, without a complaint. What it had printed."""
    every = {*children(process.pid)}
    assert len(every) == 3  # two of pages and the worker
    process.send_signal(how)
    printed, _ = process.communicate(timeout=90)
    assert process.returncode == 0, printed
    assert "已停止" in printed
    assert "Traceback" not in printed
    assert not any(map(is_running, every))
    return printed


def test_a_page_process_that_dies_is_started_again_and_all_stop_quietly_together(own_home: Path) -> None:
    """With `--demo` every journey begins (tests/journeys)."""
    with up(own_home) as (process, port):
        address = f"http://127.0.0.1:{port}"
        assert wait_for(f"{address}/login") == 200
        assert becomes(lambda: len(page_processes(process.pid)) == 2)
        dead = page_processes(process.pid).pop()
        os.kill(dead, signal.SIGKILL)
        for _ in range(10):  # the other serves
            with urllib.request.urlopen(f"{address}/health", timeout=10) as answer:
                assert answer.status == 200
        assert becomes(lambda: len(page_processes(process.pid) - {dead}) == 2)
        assert wait_for(f"{address}/health") == 200
        printed = stop_quietly(process, signal.SIGTERM)
        assert f"{address}/" in printed
        assert "网页进程意外停止（退出码 -9），马上重新启动" in printed
        assert printed.count("意外") == 1


def test_no_process_outlives_the_one_that_was_killed_and_the_next_stops_at_ctrl_c(own_home: Path) -> None:
    with up(own_home) as (process, _):
        assert becomes(lambda: len(page_processes(process.pid)) == 2)
        every = {*children(process.pid)}
        process.kill()
        assert becomes(lambda: not any(map(is_running, every)))
    with up(own_home) as (process, _):  # nothing of it holds the home
        assert becomes(lambda: len(page_processes(process.pid)) == 2)
        assert "意外" not in stop_quietly(process, signal.SIGINT)


def test_one_process_serves_by_itself(own_home: Path) -> None:
    with up(own_home, processes=1) as (process, _):
        assert page_processes(process.pid) == set()

"""Children that are kept running end with whoever keeps them, and what they started with them."""

import subprocess
import sys
from pathlib import Path

import pytest

from mofan.ops import keeping
from mofan.ops.keeping import kept
from tests.ops.test_serving import becomes, is_running

CHILD = """
import pathlib, signal, subprocess, sys, time
signal.signal(signal.SIGTERM, getattr(signal, sys.argv[2]))
other = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
pathlib.Path(sys.argv[1]).write_text(str(other.pid) + " ")
time.sleep(60)
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="groups of processes are those of POSIX")


@pytest.mark.parametrize("group", [0, None])
@pytest.mark.parametrize("how", ["SIG_DFL", "SIG_IGN"])
def test_a_child_ends_even_if_it_would_rather_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str, group: int | None
) -> None:
    monkeypatch.setattr(keeping, "PATIENCE", 0.2)
    told, started = tmp_path / "pid", []

    def start() -> subprocess.Popen[bytes]:
        started.append(subprocess.Popen([sys.executable, "-c", CHILD, str(told), how], process_group=group))
        return started[-1]

    with kept("子进程", [start]):
        assert becomes(lambda: told.exists() and told.read_text().endswith(" "))
    assert [one.poll() is None for one in started] == [False]  # ended, once
    other = int(told.read_text())
    if group == 0:
        assert becomes(lambda: not is_running(other), 10)
    else:  # it is not its own group: what it started is not known
        subprocess.run(["kill", str(other)], check=True)

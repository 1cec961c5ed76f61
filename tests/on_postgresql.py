"""The tests that touch rows, on PostgreSQL: a cluster of its own in a folder that is thrown away.

`./dev test --postgres` runs it.

Without arguments: what holds rows and what shows them, two tests at a time; arguments go to pytest instead. With
`--patiently`, as `./dev check` does, what holds rows alone, and all of it gives way to whatever else the machine does.
Left out is what touches no row and what asks once more as another role (tests/conftest.py). The server is whichever is
installed (Debian: postgresql); without one, or without psycopg, nothing is tested and that is said.
"""

import os
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from benchmarks.search.peers.postgresql import Trigrams, connect, start

HOLDING: tuple[str, ...] = (
    "tests/org",
    "tests/records",
    "tests/cases",
    "tests/drafting",
    "tests/figures",
    "tests/library",
)
SHOWING: tuple[str, ...] = ("tests/web", "tests/api")
LEFT_OUT = (
    "tests/api/test_permissions.py::test_a_reader_may_read",
    "tests/api/test_permissions.py::test_a_scope_that_is_missing_is_missed",
    "tests/api/test_permissions.py::test_the_session_of_a_browser_opens_nothing",
    "tests/api/test_permissions.py::test_whoever_cannot_sign_in_cannot_come_in_here",
    "tests/api/test_permissions.py::test_without_a_good_token_nothing_opens",
    "tests/api/test_schema_holds.py",
    "tests/drafting/test_frozen_for_good.py",
    "tests/library/test_downloading.py::test_memory_does_not_grow_with_the_number_of_pieces",
    "tests/org/test_remembered.py",
    "tests/web/test_shell.py::test_every_page_but_login_and_health_needs_a_login",
)
"""What is refused before any row of its own is asked for, address after address (who may open each asks for its rows);
what takes long over queries that others ask, too; what weighs the memory of one driver."""
UNSAFE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "60"}
"""A cluster that nobody needs after a crash."""
TEMPLATE = "mofan_migrated"
PATIENT = 15
"""Niceness with which it gets next to nothing of a processor that others want."""


def chosen(folders: tuple[str, ...]) -> list[str]:
    """What is tested without arguments."""
    there = [folder for folder in folders if Path(folder).is_dir()]
    left = [f"--{'deselect' if '::' in one else 'ignore'}={one}" for one in LEFT_OUT]
    return ["-n", "2", "--dist", "worksteal", "-m", "not shared and not journey", *left, *there]


def migrated(folder: Path) -> str:
    """The name of a database in which every migration ran: the tests get copies of it."""
    with closing(connect(folder)) as server:
        server.execute(f"CREATE DATABASE {TEMPLATE}")
    environment = os.environ | {"DATABASE_URL": _address(folder, TEMPLATE), "MOFAN_HOME": str(folder / "home")}
    subprocess.run([sys.executable, "-m", "mofan.config", "manage", "migrate", "-v0"], env=environment, check=True)
    return TEMPLATE


def _address(folder: Path, database: str) -> str:
    return f"postgres://postgres@{quote(str(folder), safe='')}/{database}"


def main(arguments: list[str]) -> int:
    """The exit code of pytest; 0 where there is no server."""
    folders = HOLDING + SHOWING
    if arguments[:1] == ["--patiently"]:
        arguments, folders = arguments[1:], HOLDING
        if hasattr(os, "nice"):
            os.nice(PATIENT)
    if reason := Trigrams.absent():
        print(f"not tested on PostgreSQL: {reason}", file=sys.stderr)
        return 0
    with tempfile.TemporaryDirectory(prefix="mofan-postgresql-") as folder:
        server = start(Path(folder), UNSAFE)
        try:
            where = {
                "MOFAN_TEST_DATABASE_URL": _address(Path(folder), "postgres"),
                "MOFAN_TEST_TEMPLATE": migrated(Path(folder)),
            }
            command = [sys.executable, "-m", "pytest", *(arguments or chosen(folders))]
            return subprocess.run(command, env=os.environ | where, check=False).returncode
        finally:
            server.terminate()
            server.wait(60)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

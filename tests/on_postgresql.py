"""The tests that touch rows, on PostgreSQL: a cluster of its own in a folder that is thrown away.

`./dev test --postgres` runs it.

Without arguments: what holds rows and what shows them, two tests at a time; arguments go to pytest instead. Left out is
what touches no row and what asks once more as another role (tests/conftest.py). The server is whichever is installed
(Debian: postgresql); without one, or without psycopg, nothing is tested and that is said.
"""

import os
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from benchmarks.search.peers.postgresql import Trigrams, connect, start

FOLDERS = (
    "tests/org",
    "tests/records",
    "tests/cases",
    "tests/drafting",
    "tests/figures",
    "tests/library",
    "tests/web",
    "tests/api",
)
LEFT_OUT = (
    "--ignore=tests/api/test_schema_holds.py",
    "--deselect=tests/library/test_downloading.py::test_memory_does_not_grow_with_the_number_of_pieces",
)
"""What takes long and knows nothing of rows, and what weighs the memory of one driver."""
UNSAFE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "60"}
"""A cluster that nobody needs after a crash."""
TEMPLATE = "mofan_migrated"


def chosen() -> list[str]:
    """What is tested without arguments."""
    there = [folder for folder in FOLDERS if Path(folder).is_dir()]
    return ["-n", "2", "--dist", "worksteal", "-m", "not shared and not journey", *LEFT_OUT, *there]


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
            command = [sys.executable, "-m", "pytest", *(arguments or chosen())]
            return subprocess.run(command, env=os.environ | where, check=False).returncode
        finally:
            server.terminate()
            server.wait(60)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""A new home is made ready at once, with the tables that the migrations lead to."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from tests.shape.test_migrations import ASKED, Tables, told

MAKE_READY = "import django; django.setup(); from mofan.ops.home import make_ready; make_ready()"
NAMED = ("SELECT app, name FROM django_migrations", "SELECT app_label, model FROM django_content_type")


def what_is_in(home: Path) -> tuple[Tables, list[set[tuple[str, str]]], dict[str, int]]:
    """The tables of a home; the migrations that it counts as done, its kinds of rows; how many rows each table has, so
    that no migration may fill one in a new home."""
    with closing(sqlite3.connect(home / "mofan.sqlite3")) as file:
        names = [name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = {name: file.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}
        del rows["sqlite_sequence"]  # which tables had a row once
        return told(file.execute(ASKED).fetchall()), [set(file.execute(one)) for one in NAMED], rows


def test_a_new_home_is_as_if_every_migration_had_run(migrated: Path, tmp_path: Path) -> None:
    home = tmp_path / "新家"
    environment = os.environ | {"MOFAN_HOME": str(home), "DJANGO_SETTINGS_MODULE": "mofan.config.settings"}
    for _ in range(2):  # the second time there is nothing to do
        subprocess.run([sys.executable, "-c", MAKE_READY], env=environment, check=True)
    assert what_is_in(home) == what_is_in(migrated)
    assert (home / "inbox").is_dir()

"""What every test may ask for."""

import atexit
import gc
import itertools
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

MEMORY = Path("/dev/shm")
"""Folders that are kept in memory: every index and database of a test is synced, and a disk is waited for each time."""
ROOM = 3 * 1024**3
"""Bytes that have to be free there; a whole run takes less than one gigabyte."""


def holds_the_tests(folder: Path) -> bool:
    """Whether a test may write there as much as it wants, and start what it writes."""
    if not hasattr(os, "statvfs") or not os.access(folder, os.W_OK):
        return False
    found = os.statvfs(folder)
    return not found.f_flag & os.ST_NOEXEC and found.f_bavail * found.f_frsize >= ROOM


if "TMPDIR" not in os.environ and holds_the_tests(MEMORY):
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)
os.environ["MOFAN_HOME"] = tempfile.mkdtemp(prefix="mofan-tests-")
atexit.register(shutil.rmtree, os.environ["MOFAN_HOME"], ignore_errors=True)
for given in ("DATABASE_URL", "SEARCH_URL", "STORAGE_URL", "MOFAN_INBOX", "MOFAN_DEMO", "MOFAN_HTTPS"):
    os.environ.pop(given, None)
if other := os.environ.get("MOFAN_TEST_DATABASE_URL"):  # the same tests on PostgreSQL
    os.environ["DATABASE_URL"] = other

# The settings are read when Django starts, so MOFAN_HOME comes before everything else.
import django  # noqa: E402
import pytest  # noqa: E402
from pytest_django import Settings  # noqa: E402

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mofan.config.settings")
django.setup()
os.environ.pop("DATABASE_URL", None)  # a process that a test starts has a home, and rows, of its own

import hypothesis  # noqa: E402
from django.conf import settings as django_settings  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.db.backends.base.base import BaseDatabaseWrapper  # noqa: E402
from django.db.migrations.loader import MigrationLoader  # noqa: E402
from django.db.migrations.recorder import MigrationRecorder  # noqa: E402
from django.utils import timezone  # noqa: E402
from filelock import FileLock  # noqa: E402
from pytest_django import DjangoDbBlocker  # noqa: E402

_close = BaseDatabaseWrapper.close_if_unusable_or_obsolete


def _close_outside_a_transaction(self: BaseDatabaseWrapper) -> None:
    """A test is one transaction, and no request in it ends that; SQLite in memory is never closed anyway."""
    if not self.in_atomic_block:
        _close(self)


BaseDatabaseWrapper.close_if_unusable_or_obsolete = _close_outside_a_transaction  # type: ignore[method-assign]
django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # a slow one proves nothing here

# Tables are made of the models, in half a second: tests/shape/test_migrations.py shows that migrations make the same.
# On PostgreSQL they are a copy of what the migrations made there (tests/on_postgresql.py).
connections.settings["default"]["TEST"]["MIGRATE"] = False
if made := os.environ.get("MOFAN_TEST_TEMPLATE"):
    connections.settings["default"]["TEST"]["TEMPLATE"] = made

hypothesis.settings.register_profile("untimed", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("untimed")  # how fast the machine is proves nothing here
# `./dev check` draws the same examples each time: whether floors of coverage are met is no matter of luck.
hypothesis.settings.register_profile("same", hypothesis.settings.get_profile("untimed"), derandomize=True)

from mofan.org.models import Person  # noqa: E402
from mofan.org.roles import Role  # noqa: E402
from tests.make import AT, make_person  # noqa: E402


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Workers read the settings before this file, since the name of those comes with the environment: so must the
    server."""
    if other:
        os.environ["DATABASE_URL"] = other


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The tables of the tests count as migrated, which they are in effect."""
    with django_db_blocker.unblock():
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        for app, name in MigrationLoader(connection).graph.nodes.keys() - recorder.applied_migrations().keys():
            recorder.record_applied(app, name)


AS_EVERYBODY = ("_permissions", "_canary")
"""Ends of names of files that ask the same addresses as every role (a parameter `role` or `who`): who may what is asked
of each, which lines and which rows that takes of the first alone."""


def touches_rows(item: pytest.Item) -> bool:
    """Whether the test asks for a database."""
    given = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    return bool(given) or item.get_closest_marker("django_db") is not None


def as_another_role(items: list[pytest.Item]) -> set[pytest.Item]:
    """Those that ask as another role what one before them asked."""
    again, asked = set(), set()
    for item in items:
        given = dict(item.callspec.params) if isinstance(item, pytest.Function) and hasattr(item, "callspec") else {}
        roles = [given.pop(name) for name in ("role", "who") if name in given]
        if roles and item.path.stem.endswith(AS_EVERYBODY):
            what = (item.nodeid.partition("[")[0], str(given))
            if what in asked:
                again.add(item)
            asked.add(what)
    return again


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what touches rows is tested, once."""
    if os.environ.get("MOFAN_TEST_TEMPLATE"):
        if connection.vendor != "postgresql":
            raise pytest.UsageError(f"these tests are for PostgreSQL, and they would be run on {connection.vendor}")
        left = as_another_role(items) | {item for item in items if not touches_rows(item)}
        config.hook.pytest_deselected(items=list(left))
        items[:] = [item for item in items if item not in left]


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: nobody looks through it for rubbish again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data beside the checkout; the test is skipped where it is absent."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the real data (shared/data beside the checkout) is absent here")
    return SHARED_DATA


NUMBERS = itertools.count()


@pytest.fixture
def tmp_path(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this test's own. pytest's looks through all that there are for a number that is free, which takes
    longer with each of thousands."""
    name = re.sub(r"\W", "_", request.node.name)[:30]
    return tmp_path_factory.mktemp(f"{name}{next(NUMBERS)}", numbered=False)


@pytest.fixture
def home(tmp_path: Path, settings: Settings) -> Path:
    """A MOFAN_HOME of this test's own: files, index, inbox, lock."""
    settings.MOFAN_HOME = tmp_path
    settings.STORAGE_URL = f"file://{tmp_path / 'files'}"
    settings.SEARCH_URL = f"tantivy://{tmp_path / 'index'}"
    settings.INBOX = tmp_path / "inbox"
    return tmp_path


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that the first of all that test beside each other fills, and the others wait for."""
    place = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        place = place.parent
    made, half = place / name, place / f"{name}.half"
    with FileLock(place / f"{name}.lock"):
        if not made.is_dir():
            half.mkdir()
            make(half)
            half.rename(made)
    return made


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which every migration ran and nothing else happened."""
    command = [sys.executable, "-m", "mofan.config", "manage", "migrate", "-v0"]

    def migrate(half: Path) -> None:
        subprocess.run(command, env=os.environ | {"MOFAN_HOME": str(half)}, check=True)

    return once(tmp_path_factory, "migrated", migrate)


@pytest.fixture
def own_home(migrated: Path, tmp_path: Path) -> Path:
    """A home for processes that a test starts; they need not run all migrations first."""
    return shutil.copytree(migrated, tmp_path / "家")


@pytest.fixture
def standing_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is `AT` all the time: for what asks of this year, and for chance that draws otherwise on every day."""
    monkeypatch.setattr(timezone, "now", lambda: AT)


@pytest.fixture
def clerk(db: None, home: Path) -> Person:
    """Known person 1: may ingest and curate."""
    return make_person("clerk", Role.LIBRARIAN, "程以宁")


@pytest.fixture
def leader(db: None, home: Path) -> Person:
    """Known person 2: administers."""
    return make_person("leader", Role.ADMINISTRATOR, "沈知行")


@pytest.fixture
def stranger(db: None, home: Path) -> Person:
    """Known person 3: a reader, with no right beyond reading."""
    return make_person("stranger", Role.READER, "白亦舟")

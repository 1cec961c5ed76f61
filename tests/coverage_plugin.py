"""What the tests take of the lines and branches of the project (覆盖率): `pytest -p tests.coverage_plugin`.

Every process of the tests puts probes into the modules as they are imported, and leaves what they saw in `SEEN` for
tests/coverage_floors.py. A probe removes itself once it was reached, so measuring costs a third of the time again; a
tracer, which is called at every line, costs as much again as the tests themselves.
"""

import json
import os
import shutil
from collections.abc import Generator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "mofan"
OMITTED = "*/migrations/*"
EXCLUDED = ("if TYPE_CHECKING:", "@overload", r"\.\.\.$")
"""Lines that nothing takes when the project runs, with what stands below them."""
SEEN = ROOT / ".coverage.seen"


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """Before the first module of the project is imported."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker is None:
        shutil.rmtree(SEEN, ignore_errors=True)
        SEEN.mkdir()
    if worker or not early_config.known_args_namespace.numprocesses:
        early_config.pluginmanager.register(Probes(worker or "alone"))
    return (yield)


class Probes:
    """Those of one process."""

    def __init__(self, name: str) -> None:
        from slipcover import FileMatcher, ImportManager, Slipcover  # pytest warns of plugins imported before it looks

        source, omitted = [str(SOURCE)], [OMITTED]
        self.name = name
        self.seen = Slipcover(immediate=True, branch=True, source=source, omit=omitted, exclude_also=list(EXCLUDED))
        ImportManager(self.seen, FileMatcher(source, omitted)).__enter__()

    def pytest_sessionfinish(self) -> None:
        """While whoever started this process still waits for it."""
        (SEEN / f"{self.name}.json").write_text(json.dumps(self.seen.get_coverage()), encoding="utf-8")

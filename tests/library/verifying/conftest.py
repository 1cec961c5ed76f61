"""A library of every kind of source, and no worker processes."""

import io
import zipfile

import pytest

from mofan.library.ingestion import driving
from mofan.org.models import Person
from tests.library.samples import AD, COMPILATION, SINGLE, jsonl
from tests.library.test_driving import no_workers
from tests.make import make_source


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No worker processes: these loads are small."""
    monkeypatch.setattr(driving, "_workers", no_workers)


@pytest.fixture
def library(clerk: Person) -> Person:
    """A compilation, a bulk file, an archive, a copy of a piece, the same file once more."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("甲.txt", SINGLE.replace("2025", "2019"))
        archive.writestr("乙.txt", SINGLE.replace("2025", "2020"))
    make_source(clerk, "合集.txt", COMPILATION)
    make_source(
        clerk,
        "成批.jsonl",
        jsonl(*({"id": f"r{no}", "title": f"第{no}条", "text": f"第{no}条的正文。{AD}"} for no in range(4))),
    )
    make_source(clerk, "一批.zip", out.getvalue())
    make_source(clerk, "总结.txt", SINGLE)
    make_source(clerk, "总结（有广告）.txt", SINGLE + AD)
    make_source(clerk, "总结（又一份）.txt", SINGLE)
    return clerk

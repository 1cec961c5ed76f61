"""`mofan ingest` killed with SIGKILL at moments of its work, run again: nothing lost, nothing double."""

import json
import os
import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.library.samples import COMPILATION, FLOOD, SINGLE

RECORDS = 1200
MOMENTS = (0.9, 1.5, 2.1, 2.8)
"""Seconds after the start, each a little shaken: in starting, receiving, storing, indexing."""


def mofan(home: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "mofan.config", *arguments],
        env=os.environ | {"MOFAN_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def answer(home: Path, *arguments: str) -> Any:
    process = mofan(home, *arguments)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return json.loads(out) if "--json" in arguments else out


def wait_until_gone(group: int, *, seconds: float = 15) -> None:
    """Wait for the last process of the group; the workers of a killed driver have to end by themselves."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    pytest.fail("a worker process outlives its driver")


@pytest.mark.skipif(os.name == "nt", reason="kills a group of processes, as POSIX does")
def test_killed_again_and_again_it_ends_as_if_never_killed(tmp_path: Path) -> None:
    home, folder = tmp_path / "home", tmp_path / "来件"
    folder.mkdir()
    (folder / "合集.txt").write_text(COMPILATION)
    (folder / "总结.txt").write_text(SINGLE)
    with (folder / "成批.jsonl").open("w") as lines:
        for no in range(RECORDS):
            text = f"第{no}号材料\n" + FLOOD.replace("126", str(1000 + no))
            lines.write(json.dumps({"id": f"k{no}", "title": f"第{no}号材料", "text": text}, ensure_ascii=False) + "\n")
    answer(home, "up", "--load-only")
    shaken = random.Random(20261121)
    for moment in MOMENTS:
        process = mofan(home, "ingest", str(folder))
        time.sleep(moment * shaken.uniform(0.8, 1.2))
        process.kill()
        process.communicate(timeout=30)
        wait_until_gone(process.pid)
    answer(home, "ingest", str(folder), "--json")
    rows = sqlite3.connect(home / "mofan.sqlite3")
    try:
        (pieces,) = rows.execute("select count(*) from library_piece where same_as_id is null").fetchone()
        (ids,) = rows.execute(
            "select count(distinct external_id) from library_piece where external_id != ''"
        ).fetchone()
        (unfinished,) = rows.execute(
            "select count(*) from library_source where state in ('waiting','working')"
        ).fetchone()
        (due,) = rows.execute("select count(*) from library_piece where index_due").fetchone()
        (texts,) = rows.execute("select count(*) from library_sourcetext").fetchone()
    finally:
        rows.close()
    assert (pieces, ids, unfinished, due, texts) == (RECORDS + 3, RECORDS, 0, 0, RECORDS + 2)
    assert answer(home, "search", "青塘县", "--json", "--limit", "1")["total"] == RECORDS + 3
    assert answer(home, "search", "“1500处”", "--json")["hits"][0]["external_id"] == "k500"

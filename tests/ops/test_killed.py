"""`mofan ingest`, `reindex` and `verify --repair` killed with SIGKILL at random moments: nothing lost, nothing double.

A load is handed in folder by folder, each run killed at another moment of its work; then it is run once more to its
end, and the library must be what it is when nobody kills anything.
"""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from mofan.search import Index, Query
from tests.library.samples import AD, COMPILATION, FLOOD, SINGLE, jsonl

KILLS = 20
MOST_TRIES = 2 * KILLS
RECORDS = 30
SEED = 20261122
UNFINISHED_BULK = "library_source where kind = 'bulk' and state in ('waiting', 'working')"
QUERIES = (Query(("青塘县",)), Query((), ("巡堤查险",)), Query(("堤段1205处",)), Query(("档案", "群众")))

pytestmark = pytest.mark.skipif(os.name == "nt", reason="kills groups of processes, as POSIX does")


def start(home: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "mofan.config", *arguments],
        env=os.environ | {"MOFAN_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def run(home: Path, *arguments: str) -> str:
    process = start(home, *arguments)
    out, err = process.communicate(timeout=300)
    assert process.returncode == 0, out + err
    return out


def kill(process: subprocess.Popen[str], *, workers_too: bool) -> None:
    """Kill the driver, or it and its workers in one blow; workers of a killed driver have to end by themselves."""
    if workers_too:
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.communicate(timeout=30)
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.02)
    pytest.fail("a worker process outlives its driver")


@contextmanager
def rows(home: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(home / "mofan.sqlite3", timeout=30)
    try:
        with connection:
            yield connection
    finally:
        connection.close()


def count(home: Path, what: str) -> int:
    with rows(home) as connection:
        return int(connection.execute(f"select count(*) from {what}").fetchone()[0])


def has_bulk(portion: int) -> bool:
    """Every fourth folder: a bulk file is carried by worker processes, and starting those takes longest."""
    return portion % 4 == 0


def hand_in(folder: Path, portion: int) -> Path:
    """A bulk file, an archive, a compilation, single files; doubles of files, of texts, of an earlier folder's file."""
    place = folder / f"第{portion:02}批"
    place.mkdir(parents=True)
    single = SINGLE.replace("2025", str(1900 + portion))
    records = (
        {"id": f"k{portion}-{no}", "title": f"第{portion}之{no}号材料", "text": text_of_record(portion, no)}
        for no in range(RECORDS)
    )
    if has_bulk(portion):
        (place / "成批.jsonl").write_text(jsonl(*records) + "不是 JSON\n")
    with zipfile.ZipFile(place / "一包.zip", "w") as archive:
        archive.writestr("甲.txt", single.replace("档案馆", "图书馆"))
        archive.writestr("乙.txt", COMPILATION.replace("126处", f"{portion}26处"))
        archive.writestr("空.txt", "")
    (place / "总结.txt").write_text(single)
    (place / "总结（有广告）.txt").write_text(single + AD)
    (place / "又一份.txt").write_text(single)
    (place / "合集.txt").write_text(COMPILATION.replace("12个", f"{portion}2个"))
    (place / "先前的.txt").write_text(SINGLE.replace("2025", str(1900 + portion // 2)))
    return place


def text_of_record(portion: int, no: int) -> str:
    """Every tenth is the same in all folders."""
    return "各批都有的一篇" if no % 10 == 0 else FLOOD.replace("126", f"{portion}{no:02}") + AD


@dataclass(frozen=True)
class Held:
    """What a library holds, whatever the order in which it came in."""

    pieces: list[Any]
    originals: list[Any]
    texts: list[Any]
    removals: list[Any]
    sources: list[Any]
    answers: list[Any]


def held(home: Path) -> Held:
    with rows(home) as connection:

        def all_of(sql: str) -> list[Any]:
            return sorted(connection.execute(sql).fetchall())

        titles = dict(connection.execute("select id, digest from library_piece"))
        index = Index.open(home / "index")
        answers = []
        for query in QUERIES:
            found = index.search(Query(query.words, query.phrases, limit=10_000))
            answers.append((found.total, found.relaxed, sorted(titles[hit.uid] for hit in found.hits)))
        return Held(
            all_of("select title, subtitle, unit, genre, characters, digest, external_id from library_piece"),
            all_of("select digest from library_piece where same_as_id is null and state = 'kept' and not index_due"),
            all_of("select text from library_sourcetext"),
            all_of("select text, kind, rule from library_removal"),
            all_of("select kind, state, name, refusal from library_source where parent_id is not null"),
            answers,
        )


def waiting(home: Path) -> str:
    """Where a kill left the sources: (step, state) with counts, and what was not yet in the index."""
    with rows(home) as connection:
        states = connection.execute(
            "select step, state, count(*) from library_source where state in ('waiting', 'working') group by 1, 2"
        ).fetchall()
        (due,) = connection.execute("select count(*) from library_piece where index_due").fetchone()
    return f"{states or 'all stored'}, {due} due" if states or due else "done"


def wait_for_a_batch(home: Path, process: subprocess.Popen[str], before: int) -> bool:
    """Until the run has begun its batch; False when it is over already."""
    with rows(home) as connection:
        while process.poll() is None:
            if connection.execute("select count(*) from library_batch").fetchone()[0] > before:
                return True
            time.sleep(0.02)
    return False


def test_killed_at_twenty_random_moments_it_ends_as_if_never_killed(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    home, other, folder = tmp_path / "home", tmp_path / "other", tmp_path / "来件"
    run(home, "up", "--load-only")
    run(other, "up", "--load-only")
    works = {has_bulk(portion): undisturbed(other, hand_in(folder, portion)) for portion in (0, 1)}
    kills, missed = 0, 0
    print(f"seed {SEED}; a run works {works[True]:.2f} s with a bulk file, {works[False]:.2f} s without")
    shares = chance.sample([(no + chance.random()) / KILLS for no in range(KILLS)], KILLS)
    while kills < KILLS and kills + missed < MOST_TRIES:
        portion = kills + missed + 2
        place = hand_in(folder, portion)
        before, bulk = count(home, "library_batch"), count(home, UNFINISHED_BULK) > 0 or has_bulk(portion)
        moment = shares[kills] * (1.0 if not missed else 0.7) * works[bulk]
        process = start(home, "ingest", str(place))
        begun = wait_for_a_batch(home, process, before)
        time.sleep(moment)
        hit = begun and process.poll() is None
        kill(process, workers_too=bool(kills % 2))
        kills, missed = kills + hit, missed + (not hit)
        print(f"{'killed' if hit else 'missed'} after {moment:.2f} s: {waiting(home)}")
    assert kills == KILLS
    run(home, "ingest", str(folder))
    run(other, "ingest", str(folder))
    assert "全部一致" in run(home, "verify", "--files", "--texts")
    assert held(home) == held(other)
    assert held(home).answers[0][0] > 100
    killed_while_reindexing(home, chance)
    killed_while_repairing(home, chance)
    assert held(home) == held(other)


def undisturbed(home: Path, place: Path) -> float:
    """One folder goes in; the seconds from the first row to the end."""
    before = count(home, "library_batch")
    process = start(home, "ingest", str(place))
    assert wait_for_a_batch(home, process, before)
    started = time.monotonic()
    assert process.communicate(timeout=120)
    assert process.returncode == 0
    return time.monotonic() - started


def killed_while_reindexing(home: Path, chance: random.Random) -> None:
    for moment in moments(home, chance, "reindex"):
        process = start(home, "reindex")
        time.sleep(moment)
        kill(process, workers_too=True)
        assert json.loads(run(home, "verify", "--json"))["agrees"], f"reindex killed after {moment:.2f} s"


def killed_while_repairing(home: Path, chance: random.Random) -> None:
    for moment in moments(home, chance, "verify", "--repair"):
        spoil(home)
        process = start(home, "verify", "--repair")
        time.sleep(moment)
        kill(process, workers_too=True)
        print(f"repair killed after {moment:.2f} s: {waiting(home)}")
        assert "一致" in run(home, "verify", "--repair")


def moments(home: Path, chance: random.Random, *arguments: str) -> list[float]:
    """Two random moments of the later part of a run, the first being the interpreter's."""
    started = time.monotonic()
    run(home, *arguments)
    seconds = time.monotonic() - started
    return [seconds * chance.uniform(0.5, 0.8), seconds * chance.uniform(0.7, 1.0)]


def spoil(home: Path) -> None:
    """Entries taken out of the index and put in beside it, texts lost, a source left half-way."""
    with rows(home) as connection:
        originals = "select id from library_piece where same_as_id is null order by id"
        keys = [key for (key,) in connection.execute(originals)]
        lost = "select source_id from library_sourcetext order by source_id limit 3"
        connection.execute(f"delete from library_sourcetext where source_id in ({lost})")
        connection.execute(
            "update library_source set state = 'working' where id = (select max(source_id) from library_piece)"
        )
    with Index.open(home / "index").write() as writer:
        writer.delete(keys[::3])

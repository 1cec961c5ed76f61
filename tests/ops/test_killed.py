"""`mofan ingest`, `reindex` and `verify --repair` killed with SIGKILL at random moments: nothing lost, nothing double.

A load is handed in folder by folder, each run killed at another moment of its work; then it is run once more to its
end, and the library must be what it is when nobody kills anything. Commands are forked from a process that has
everything imported (`tests/ops/mother.py`); the worker processes of bulk files are started as always.
"""

import json
import os
import random
import shutil
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
from tests.ops.mother import Mother, Running, mother

KILLS = int(os.environ.get("KILLS") or 20)
MOST_TRIES = 2 * KILLS
RECORDS = 30
SEED = 20261122
UNFINISHED_BULK = "library_source where kind = 'bulk' and state in ('waiting', 'working')"
QUERIES = (Query(("青塘县",)), Query((), ("巡堤查险",)), Query(("堤段1205处",)), Query(("档案", "群众")))

pytestmark = pytest.mark.skipif(os.name == "nt", reason="kills groups of processes, as POSIX does")


def run(home: Path, *arguments: str) -> str:
    """Run a command as anybody does; what it says."""
    done = subprocess.run(
        [sys.executable, "-m", "mofan.config", *arguments],
        env=os.environ | {"MOFAN_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


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


def wait_for_a_batch(home: Path, process: Running, before: int) -> bool:
    """Until the run has begun its batch; False when it is over already."""
    with rows(home) as connection:
        while process.poll() is None:
            if connection.execute("select count(*) from library_batch").fetchone()[0] > before:
                return True
            time.sleep(0.02)
    return False


def test_killed_at_twenty_random_moments_it_ends_as_if_never_killed(migrated: Path, tmp_path: Path) -> None:
    homes = [shutil.copytree(migrated, tmp_path / name) for name in ("home", "other")]
    with mother(homes[0]) as mine, mother(homes[1]) as other:
        chance, folder = random.Random(SEED), tmp_path / "来件"
        works = {has_bulk(portion): undisturbed(other, hand_in(folder, portion)) for portion in (1, 0)}
        killed_while_ingesting(mine, chance, folder, works)
        mine.run("ingest", str(folder))
        other.run("ingest", str(folder))
        assert "全部一致" in mine.run("verify", "--files", "--texts")
        assert held(mine.home) == held(other.home)
        assert held(mine.home).answers[0][0] > KILLS
        killed_while_reindexing(mine, chance)
        killed_while_repairing(mine, chance)
        assert held(mine.home) == held(other.home)


def killed_while_ingesting(mine: Mother, chance: random.Random, folder: Path, works: dict[bool, float]) -> None:
    """Folder by folder, each run killed at another share of what an undisturbed one takes."""
    kills, missed, in_a_row, home, began = 0, 0, 0, mine.home, time.monotonic()
    print(f"seed {SEED}; a run works {works[True]:.2f} s with a bulk file, {works[False]:.2f} s without")
    shares = chance.sample([(no + chance.random()) / KILLS for no in range(KILLS)], KILLS)
    while kills < KILLS and kills + missed < MOST_TRIES:
        portion = kills + missed + 2
        place = hand_in(folder, portion)
        before, bulk = count(home, "library_batch"), count(home, UNFINISHED_BULK) > 0 or has_bulk(portion)
        moment = shares[kills] * 0.7**in_a_row * works[bulk]
        process = mine.start("ingest", str(place))
        begun = wait_for_a_batch(home, process, before)
        time.sleep(moment)
        hit = begun and process.poll() is None
        process.kill(workers_too=bool(kills % 2))
        kills, missed, in_a_row = kills + hit, missed + (not hit), 0 if hit else in_a_row + 1
        print(f"{'killed' if hit else 'missed'} after {moment:.2f} s: {waiting(home)}")
    print(f"{(time.monotonic() - began) / KILLS:.2f} s a kill")
    assert kills == KILLS


def undisturbed(other: Mother, place: Path) -> float:
    """One folder goes in; the seconds from the first row to the end."""
    before = count(other.home, "library_batch")
    process = other.start("ingest", str(place))
    assert wait_for_a_batch(other.home, process, before)
    started = time.monotonic()
    assert process.wait(120) == 0
    return time.monotonic() - started


def killed_while_reindexing(mine: Mother, chance: random.Random) -> None:
    for moment in moments(mine, chance, "reindex"):
        process = mine.start("reindex")
        time.sleep(moment)
        process.kill(workers_too=True)
        assert json.loads(mine.run("verify", "--json"))["agrees"], f"reindex killed after {moment:.2f} s"


def killed_while_repairing(mine: Mother, chance: random.Random) -> None:
    for moment in moments(mine, chance, "verify", "--repair"):
        spoil(mine.home)
        process = mine.start("verify", "--repair")
        time.sleep(moment)
        process.kill(workers_too=True)
        print(f"repair killed after {moment:.2f} s: {waiting(mine.home)}")
        assert "一致" in mine.run("verify", "--repair")


def moments(mine: Mother, chance: random.Random, *arguments: str) -> list[float]:
    """Two random moments of a run."""
    started = time.monotonic()
    mine.run(*arguments)
    seconds = time.monotonic() - started
    return [seconds * chance.uniform(0.1, 0.6), seconds * chance.uniform(0.4, 1.0)]


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

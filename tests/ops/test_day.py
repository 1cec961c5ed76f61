"""A small day: files come in while others search; every answer is of one state, and what is in is found."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

from mofan.search import Index, Query
from tests.library.samples import FLOOD, SINGLE, jsonl
from tests.ops.test_killed import run

WAVES = 2
RECORDS = 40
EVERYTHING = 10_000


def hand_in(place: Path, wave: int) -> Path:
    place.mkdir()
    records = (
        {"id": f"{wave}-{no}", "title": f"第{wave}波第{no}篇", "text": FLOOD.replace("126", f"{wave}{no:03}")}
        for no in range(RECORDS)
    )
    (place / "成批.jsonl").write_text(jsonl(*records))
    (place / "总结.txt").write_text(SINGLE.replace("2025", str(2000 + wave)))
    return place


class Reader(Thread):
    """Asks one question again and again, and writes down what is wrong with the answers."""

    def __init__(self, home: Path, query: Query, over: Event) -> None:
        super().__init__()
        self.home, self.query, self.over = home, query, over
        self.totals: list[int] = []
        self.wrong: list[str] = []

    def run(self) -> None:
        rows = sqlite3.connect(f"file:{self.home / 'mofan.sqlite3'}?mode=ro", uri=True, timeout=30)
        index = Index.open(self.home / "index")
        while not self.over.wait(0.05):
            found = index.search(self.query)
            keys = [hit.uid for hit in found.hits]
            self.expect(len(set(keys)) == len(keys) == found.total, f"{len(keys)} hits of {found.total}")
            (there,) = rows.execute(
                f"select count(*) from library_piece where id in ({','.join(map(str, keys)) or 'null'})"
            ).fetchone()
            self.expect(there == len(keys), f"{len(keys)} hits, {there} rows")
            self.expect(not self.totals or found.total >= self.totals[-1], f"{self.totals[-1:]} then {found.total}")
            self.totals.append(found.total)
        rows.close()

    def expect(self, holds: bool, otherwise: str) -> None:
        if not holds:
            self.wrong.append(otherwise)


def test_readers_get_whole_answers_while_pieces_come_in(own_home: Path, tmp_path: Path) -> None:
    home, over = own_home, Event()
    run(home, "ingest", str(hand_in(tmp_path / "第0波", 0)))
    queries = (Query(("堤段",), limit=EVERYTHING), Query((), ("青塘县",), limit=EVERYTHING))
    readers = [Reader(home, query, over) for query in queries]
    each(readers, Thread.start)
    try:
        for wave in range(1, WAVES + 1):
            run(home, "ingest", str(hand_in(tmp_path / f"第{wave}波", wave)))
            index = Index.open(home / "index")
            assert index.search(queries[0]).total == (wave + 1) * RECORDS
            assert index.search(queries[1]).total == (wave + 1) * (RECORDS + 1)
            assert index.search(Query((f"堤段{wave}007处",))).total == 1
    finally:
        over.set()
        each(readers, Thread.join)
    for reader in readers:
        assert reader.wrong == []
        assert reader.totals[0] < reader.totals[-1]
        assert len(set(reader.totals)) > WAVES


def each(readers: list[Reader], do: Callable[[Thread], None]) -> None:
    for reader in readers:
        do(reader)

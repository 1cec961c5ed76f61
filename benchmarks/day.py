"""A day's thousand pieces come in while a library is searched (每日更新).

`python -m benchmarks day [MOFAN_HOME [NEW.jsonl [READERS]]]`: the home of a filled library, which is copied; a thousand
other documents as `make_corpus.py` writes them, made with another seed where none are given. Without a home (`""`), the
news of the real corpus are taken in first.

Thirty files (bulk files, archives, single .txt and .docx) are put into the inbox one after another, `mofan work` takes
them in, four processes, or as many as are asked for, search all the time. A file is visible when a search finds all of
its pieces; its arrival is the moment at which it lies whole in the inbox. Answers are checked: no error, as many hits
as the total says when paged through, totals that never go down.
"""

import io
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.downloads import start_library
from benchmarks.measuring import SHARED_DATA, data, percentile, table

DOCUMENTS, BULK, ARCHIVES, SINGLES = 1000, 3, 5, 22
IN_ARCHIVE = 45
READERS = 4
BEFORE = 15.0
"""Seconds of searching before the first file comes."""
BETWEEN = 1.0
"""Seconds between two files."""
PATIENCE = 300.0
"""Seconds to wait after the last file; before the first too: a worker may have an old library to bring up to date."""
QUERIES = (
    "机关党建", "基层治理 网格", "“第一议题”", "营商环境 改革", "防汛", "安全生产 责任", "乡村振兴 产业", "主题教育",
    "“一网通办”", "数字政府", "档案", "信访 化解", "“党建引领”", "粮食安全", "学习 制度 落实", "志愿服务",
)  # fmt: skip


def main(home: str = "", new: str = "", readers: str = str(READERS)) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        copy, documents = place / "home", Path(new) if new else made(place / "new.jsonl")
        if home:
            shutil.copytree(home, copy)
        else:
            mofan(copy, "ingest", str(data() / "corpus/news.jsonl.gz"))
        mofan(copy, "work", "--once")  # whatever a library of another version still lacks
        start_library(copy)
        rows = [json.loads(line) for line in documents.read_text("utf-8").splitlines()[:DOCUMENTS]]
        files = list(arrivals(place / "files", rows))
        measure(copy, files, place, int(readers))


def mofan(home: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "mofan.config", *arguments]
    subprocess.run(command, env=os.environ | {"MOFAN_HOME": str(home)}, check=True, capture_output=True)


def made(path: Path) -> Path:
    """A thousand documents that are not in the library."""
    tool = SHARED_DATA.parent / "tools/make_corpus.py"
    given = ["--docs", str(DOCUMENTS), "--mean", "2250", "--seed", "20261122", "--start", "5000000", "--out", str(path)]
    subprocess.run([sys.executable, str(tool), *given], check=True, capture_output=True)
    return path


def arrivals(folder: Path, rows: list[dict[str, Any]]) -> Iterator[tuple[Path, str, int]]:
    """(file, the mark that all its pieces carry, how many they are), in an order that mixes the kinds."""
    folder.mkdir()
    left = iter(rows)
    in_bulk = (DOCUMENTS - ARCHIVES * IN_ARCHIVE - SINGLES) // BULK
    kinds = ["bulk"] * BULK + ["zip"] * ARCHIVES + ["single"] * SINGLES
    random.Random(30).shuffle(kinds)
    for no, kind in enumerate(kinds):
        mark = f"MFRB{no:02}Z"
        count = {"bulk": in_bulk, "zip": IN_ARCHIVE, "single": 1}[kind]
        mine = [next(left) for _ in range(count)]
        for row in mine:
            row["text"] += f"\n登记号{mark}"
        yield written(folder / f"{no:02}-{kind}", kind, mine, no), mark, count


def written(stem: Path, kind: str, rows: list[dict[str, Any]], no: int) -> Path:
    if kind == "bulk":
        path = stem.with_suffix(".jsonl")
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    elif kind == "zip":
        path = stem.with_suffix(".zip")
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for place, row in enumerate(rows):
                archive.writestr(f"{place}.{'docx' if place % 3 else 'txt'}", file_bytes(row, docx=bool(place % 3)))
    else:
        path = stem.with_suffix(".docx" if no % 2 else ".txt")
        path.write_bytes(file_bytes(rows[0], docx=bool(no % 2)))
    return path


def file_bytes(row: dict[str, Any], *, docx: bool) -> bytes:
    from mofan.paper import paper_of, write_docx

    if not docx:
        return str(row["text"]).encode()
    out = io.BytesIO()
    title, _, body = row["text"].partition("\n")
    write_docx(paper_of(title, None, body, []), out)
    return out.getvalue()


def measure(home: Path, files: list[tuple[Path, str, int]], place: Path, how_many: int) -> None:
    environment = os.environ | {"MOFAN_HOME": str(home)}
    stop = place / "stop"
    readers = [
        subprocess.Popen(
            [sys.executable, "-m", "benchmarks.day", "reader", str(home), str(no), str(stop)],
            env=environment, stdout=(place / f"reader{no}").open("w"), text=True,
        )
        for no in range(how_many)
    ]  # fmt: skip
    worker = subprocess.Popen([sys.executable, "-m", "mofan.config", "work"], env=environment)
    try:
        while not all((place / f"stop.{no}").exists() for no in range(how_many)):
            time.sleep(0.1)
        waited = hand_in(home, [probe(place)])
        print(
            f"worker free after {waited.whole['MFRBPROBEZ']:.1f} s\n" if waited.whole else "worker busy all the time\n"
        )
        time.sleep(BEFORE)
        started = time.time()
        seen = hand_in(home, files)
        ended = time.time()
    finally:
        stop.touch()
        for reader in readers:
            reader.wait(timeout=60)
        worker.terminate()
        worker.wait(timeout=60)
    report(files, seen, [json.loads((place / f"reader{no}").read_text()) for no in range(how_many)], started, ended)


@dataclass
class Seen:
    """By the mark of a file: seconds from its arrival until its first piece, and until all of its pieces are found."""

    first: dict[str, float] = field(default_factory=dict)
    whole: dict[str, float] = field(default_factory=dict)


def probe(place: Path) -> tuple[Path, str, int]:
    """A file that shows when the worker has time for what comes in."""
    path = place / "probe.txt"
    path.write_text("收件试验\n一份试验用的材料，登记号MFRBPROBEZ。\n", "utf-8")
    return path, "MFRBPROBEZ", 1


def hand_in(home: Path, files: list[tuple[Path, str, int]]) -> Seen:
    """Put the files into the inbox, one every `BETWEEN` seconds, and look for their pieces."""
    from mofan.library.ingestion.indexing import index
    from mofan.search import Query

    coming, arrived, seen = list(files), dict[str, tuple[float, int]](), Seen()
    following = time.time()
    while len(seen.whole) < len(files) and time.time() < following + PATIENCE:
        if coming and time.time() >= following:
            path, mark, count = coming.pop(0)
            (home / "inbox").mkdir(exist_ok=True)
            shutil.copy(path, home / f"coming{path.suffix}")
            os.replace(home / f"coming{path.suffix}", home / "inbox" / path.name)
            arrived[mark] = time.time(), count
            following = time.time() + BETWEEN
        for mark, (at, count) in arrived.items():
            if mark in seen.whole:
                continue
            found = index().search(Query((), (mark,), limit=1)).total
            now = time.time() - at
            if found:
                seen.first.setdefault(mark, now)
            if found >= count:
                seen.whole[mark] = now
        time.sleep(0.05)
    return seen


def report(
    files: list[tuple[Path, str, int]],
    seen: Seen,
    readers: list[dict[str, Any]],
    started: float,
    ended: float,
) -> None:
    rows = []
    for kind in ("bulk", "zip", "single", ""):
        marks = [(mark, count) for path, mark, count in files if kind in path.name]
        first = [seen.first[mark] for mark, _ in marks if mark in seen.first]
        whole = [seen.whole[mark] for mark, _ in marks if mark in seen.whole]
        rows.append([
            kind or "all", len(marks), f"{sum(count for _, count in marks):,}",
            sum(mark not in seen.first for mark, _ in marks), sum(mark not in seen.whole for mark, _ in marks),
            *(f"{percentile(times, share):.1f}" if times else "-" for times in (first, whole) for share in (0.5, 1)),
        ])  # fmt: skip
    head = ["files", "number", "pieces", "never seen", "never whole", "first piece p50 s", "worst s"]
    head += ["all pieces p50 s", "worst s"]
    print(table(head, rows))
    print(f"\nall in within {ended - started:.1f} s\n")
    lines = []
    for name, low, high in (("before", 0.0, started), ("while they come in", started, ended)):
        took = [ms for reader in readers for at, ms in reader["took"] if low <= at < high] or [0.0]
        lines.append([
            name, len(readers), f"{len(took):,}",
            *(f"{percentile(took, share):.1f}" for share in (0.5, 0.95, 0.99, 1)),
        ])  # fmt: skip
    print(table(["searches", "readers", "number", "p50 ms", "p95 ms", "p99 ms", "worst ms"], lines))
    paged = sum(reader["paged"] for reader in readers)
    wrong = [one for reader in readers for one in reader["wrong"]]
    print(f"\nanswers paged through to the end: {paged:,}; errors and contradictions: {len(wrong)} {wrong[:5]}")


def read(home: Path, no: int, stop: Path) -> None:
    """A reader: one search after another, through the whole library, until told to stop."""
    start_library(home)
    from django.utils import timezone

    from mofan.library.finding import Question, find
    from mofan.org.actions import console

    person, chance = console(at=timezone.now()), random.Random(no)
    took: list[tuple[float, float]] = []
    wrong: list[str] = []
    totals: dict[str, int] = {}
    paged = 0
    find(person, Question(QUERIES[0]))
    stop.with_name(f"stop.{no}").touch()  # ready
    while not stop.exists():
        query = chance.choice(QUERIES)
        at, clock = time.time(), time.perf_counter()
        try:
            found = find(person, Question(query), alone=False)
        except Exception as error:
            wrong.append(f"{query}: {type(error).__name__}: {error}")
            continue
        took.append((at, (time.perf_counter() - clock) * 1000))
        if len(found.hits) != min(20, found.total):
            wrong.append(f"{query}: {len(found.hits)} hits of {found.total}")
        if found.total < totals.get(query, 0):
            wrong.append(f"{query}: {totals[query]}, then {found.total}")
        totals[query] = found.total
        if len(took) % 50 == 0:
            paged += page_through(person, query, wrong)
    print(json.dumps({"took": took, "wrong": wrong, "paged": paged}))


def page_through(person: Any, query: str, wrong: list[str]) -> bool:
    """Every page of an answer, when nothing came in meanwhile: whether that was so."""
    from mofan.library.finding import Question, find

    asked = f"{query} “工作” “制度”"
    total = find(person, Question(asked)).total
    found = [
        hit.piece.pk
        for offset in range(0, min(total, 3000), 100)
        for hit in find(person, Question(asked, offset=offset, limit=100)).hits
    ]
    if find(person, Question(asked)).total != total:
        return False
    if len(found) != min(total, 3000) or len(set(found)) != len(found):
        wrong.append(f"{asked}: {len(found)} paged, {len(set(found))} different, of {total}")
    return True


if __name__ == "__main__":
    if sys.argv[1:2] == ["reader"]:
        read(Path(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
    else:
        main(*sys.argv[1:])

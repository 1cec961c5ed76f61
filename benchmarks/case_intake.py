"""Cases taken in as fast as may be on PostgreSQL, by workers that are killed: how many a second, and is one lost.

    python -m benchmarks case_intake [WORKERS [SECONDS [EVERY]]]

Starts a cluster of PostgreSQL of its own with its usual safety (fsync and synchronous_commit on), plants the small
county, and lets so many processes take in demands of an upper platform, each under a key of the platform. After a
commit a worker writes the key down as acknowledged. EVERY so many seconds one of them is killed with SIGKILL and
started again; like a platform that got no answer it begins with the last keys once more. In the end everything is
counted: every acknowledged key is there once, with all its parts, and no key twice.
"""

import multiprocessing
import os
import resource
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random
from urllib.parse import quote

from benchmarks.downloads import start_library
from benchmarks.measuring import percentile, table, used
from benchmarks.search.peers.postgresql import Trigrams, connect, start

GOAL = 200
AGAIN = 5
"""So many keys before the last acknowledged one are sent once more after a kill."""
SETTINGS = {"max_connections": "40"}


@dataclass(frozen=True, slots=True)
class Line:
    """What a worker acknowledged: the key, the code, the milliseconds that it took."""

    key: str
    code: str
    took: float


def main(workers: str = "4", seconds: str = "30", every: str = "3") -> None:
    if reason := Trigrams.absent():
        sys.exit(f"nothing is measured: {reason}")
    with tempfile.TemporaryDirectory(prefix="mofan-intake-") as made:
        folder = Path(made)
        cluster, home = folder / "postgresql", folder / "home"
        cluster.mkdir()
        home.mkdir()
        folder.chmod(0o755)
        server = start(cluster, SETTINGS)
        try:
            connect(cluster).close()
            os.environ["DATABASE_URL"] = f"postgres://postgres@{quote(str(cluster), safe='')}/postgres"
            prepare(home)
            began, before = time.perf_counter(), (_of_workers(), used(server.pid).cpu)
            kills = run(home, int(workers), float(seconds), float(every))
            spent = (_of_workers() - before[0], used(server.pid).cpu - before[1])
            report(home, int(workers), time.perf_counter() - began, kills, spent)
        finally:
            server.send_signal(signal.SIGINT)  # a fast stop: it does not wait for whoever is connected
            server.wait(60)


def _of_workers() -> float:
    """Processor seconds of the children that have ended, however they did."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def prepare(home: Path) -> None:
    """The small county, and one who takes in at its centre."""
    start_library(home)
    from django.db import connections

    from mofan.ops.demo.county import make_people, plant_county
    from mofan.ops.demo.organisation import SMALL

    plant_county(SMALL)
    make_people()
    connections.close_all()


def run(home: Path, workers: int, seconds: float, every: float) -> int:
    """Let them work, and kill one now and then; how often."""
    forked = multiprocessing.get_context("fork")
    chance, kills = Random(7), 0

    def begin(number: int) -> BaseProcess:
        one = forked.Process(target=work, args=(home, number))
        one.start()
        return one

    running = [begin(number) for number in range(workers)]
    until = time.perf_counter() + seconds
    while (left := until - time.perf_counter()) > 0:
        time.sleep(min(every * chance.uniform(0.5, 1.5), left))
        if time.perf_counter() < until:
            number = chance.randrange(workers)
            running[number].kill()
            running[number].join()
            running[number] = begin(number)
            kills += 1
    for one in running:
        os.kill(one.pid or 0, signal.SIGTERM)
    for one in running:
        one.join()
    return kills


def work(home: Path, number: int) -> None:
    """Take in one after another, until told to stop."""
    from django.utils import timezone

    from mofan.cases.actions import take_in
    from mofan.cases.catalogue import kind_of
    from mofan.cases.intake import Intake, PartyFacts
    from mofan.cases.models import Channel
    from mofan.ops.demo.cases import CENTRE
    from mofan.org.models import Person, Unit

    stopping: list[int] = []
    signal.signal(signal.SIGTERM, lambda *_: stopping.append(1))
    me, centre, kind = Person.objects.get(account="window"), Unit.objects.get(name=CENTRE), kind_of("public_demand")
    at = max(0, len(_lines(home, number)) - AGAIN)
    with (home / f"{number}.acknowledged").open("a", encoding="utf-8") as told:
        while not stopping:
            key = f"SJ-{number}-{at}"
            intake = Intake(
                kind, f"{number}号线第{at}件：路灯不亮", Channel.UPPER, text="这一段的路灯坏了三天，晚上走路看不见。",
                category="housing", place="青棠镇老街", points=("尽快修好路灯",),
                parties=(PartyFacts("applicant", name="测试人", phone=f"100{number:02d}{at:06d}"),), outside=key,
            )  # fmt: skip
            began = time.perf_counter()
            case = take_in(intake, centre, by=me, at=timezone.now())
            told.write(f"{key} {case.code} {(time.perf_counter() - began) * 1000:.2f}\n")
            told.flush()
            at += 1


def _lines(home: Path, number: int) -> list[Line]:
    """What a worker acknowledged; a line that was cut off by a kill was not."""
    path = home / f"{number}.acknowledged"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    whole = [line.split(" ") for line in text.split("\n")[:-1]]
    return [Line(parts[0], parts[1], float(parts[2])) for parts in whole if len(parts) == 3]


def report(home: Path, workers: int, seconds: float, kills: int, spent: tuple[float, float]) -> None:
    """Count what was acknowledged and what is there."""
    from django.db.models import Count

    from mofan.cases.models import Case, CaseDetail, Clock, Concern, Move, Party, Point

    lines = [one for number in range(workers) for one in _lines(home, number)]
    codes: dict[str, set[str]] = {}
    for one in lines:
        codes.setdefault(one.key, set()).add(one.code)
    there = dict(Case.objects.exclude(outside=None).values_list("outside", "code"))
    rows = Case.objects.count()
    lost = [key for key in codes if key not in there]
    other = [key for key, some in codes.items() if len(some) > 1 or there.get(key) not in some]
    twice = Case.objects.values("outside").annotate(many=Count("pk")).filter(many__gt=1).count()
    parts = {
        name: Counter(Counter(table._default_manager.values_list("case", flat=True)).values())
        for name, table in (
            ("text", CaseDetail), ("party", Party), ("point", Point), ("unit", Concern), ("move", Move),
            ("clock", Clock),
        )
    }  # fmt: skip
    whole = all(found == {1: rows} for found in parts.values())
    took = [one.took for one in lines]
    print(f"{workers} workers, {seconds:.0f} s, {kills} killed with SIGKILL; load {os.getloadavg()[0]:.1f}\n")
    facts = [
        ("cases a second", f"{len(codes) / seconds:.0f}", f"goal {GOAL}"),
        ("one intake, ms: p50, p95, p99", ", ".join(f"{percentile(took, one):.1f}" for one in (0.5, 0.95, 0.99)), ""),
        ("processor time of one intake, ms", ", ".join(f"{one / rows * 1000:.1f}" for one in spent), "workers, server"),
        ("keys acknowledged", f"{len(codes):,}", f"{len(lines) - len(codes)} of them more than once"),
        ("cases there", f"{rows:,}", f"{rows - len(codes)} committed, killed before the acknowledgement"),
        ("acknowledged and lost", len(lost), "nothing may be"),
        ("keys with two cases, or another code", twice + len(other), "none may be"),
        ("every case with all its parts once", "yes" if whole else str(parts), ""),
    ]
    print(table(("what", "measured", "remark"), facts))
    if lost or other or twice or not whole:
        sys.exit("something was lost or doubled")


if __name__ == "__main__":
    main(*sys.argv[1:])

"""The proofreading page of a piece: processor time of each answer, and of learning what the library writes.

A library of its own in a temporary folder: a piece of 2,250 characters with a slip every few sentences, a hundred
units, a thousand people. News are what is learnt.
"""

import gzip
import json
import os
import re
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measuring import data, peak_mb, table

if TYPE_CHECKING:
    from mofan.library.models import Piece
    from mofan.org.models import Person

PIECE = 2_250
UNITS, PEOPLE = 100, 1_000
TIMES = 5


def main(*_: str) -> None:
    with tempfile.TemporaryDirectory(prefix="mofan-bench-") as home:
        os.environ["MOFAN_HOME"] = home
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mofan.config.settings")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        print(table(["what", "ms of processor time, least of five"], list(_pages())))
        print(table(["learning", ""], _learning(Path(home))))


def _pages() -> list[list[object]]:
    from django.test import Client
    from django.urls import reverse

    from mofan.library.proofreading import evidence, looking

    started = time.process_time()
    evidence.renew()
    warm = time.process_time() - started
    person, piece = _library()
    client = Client()
    client.force_login(person)
    page, summary = (reverse(name, args=[piece.pk]) for name in ("proofread", "proofread_summary"))
    part = {"HX-Request": "true"}
    client.get(page)

    def accept() -> object:
        shown = client.get(page).content.decode()
        of, key = (re.findall(rf'name="{name}" value="([^"]+)"', shown)[0] for name in ("of", "accept"))
        begun = time.process_time()
        assert client.post(reverse("decide_finding", args=[piece.pk]), {"of": of, "accept": key}, headers=part)
        return time.process_time() - begun

    return [
        ["tables made ready, once a process", round(1000 * warm)],
        ["page, findings found", _least(lambda: client.get(page), looking._kept.clear)],
        ["page, findings kept", _least(lambda: client.get(page))],
        ["summary beside the piece, found", _least(lambda: client.get(summary, headers=part), looking._kept.clear)],
        ["one finding accepted, page drawn anew", round(1000 * min(float(str(accept())) for _ in range(TIMES)), 1)],
        ["peak memory, MB", round(peak_mb())],
    ]


def _least(do: Callable[[], object], before: Callable[[], object] = lambda: None) -> float:
    taken = []
    for _ in range(TIMES):
        before()
        started = time.process_time()
        do()
        taken.append(time.process_time() - started)
    return round(1000 * min(taken), 1)


def _library() -> "tuple[Person, Piece]":
    """A librarian, and a piece in a library of its own."""
    from django.utils import timezone

    from mofan.library.ingestion.driving import drive
    from mofan.library.ingestion.receiving import open_batch, receive
    from mofan.library.models import Origin
    from mofan.org.models import Person, Unit
    from mofan.org.roles import Role

    at = timezone.now()
    units = [Unit.objects.create(name=f"安澜县第{number}局") for number in range(UNITS)]
    names = [f"张{chr(0x4E00 + number)}{chr(0x5E00 + number)}" for number in range(PEOPLE)]
    Person.objects.bulk_create(
        [Person(account=f"p{number}", name=name, created_at=at) for number, name in enumerate(names)]
    )
    person = Person.objects.create(account="clerk", name="程以宁", role=Role.LIBRARIAN, unit=units[0], created_at=at)
    text = "".join(_texts(8))[: PIECE - 20].replace("。", "，", 3).replace("，", ",", 12)
    batch = open_batch(Origin.COMMAND, by=person, at=at)
    source = receive(batch, "报告.txt", [f"关于清理帐户工作的情况报告\n{text}".encode()], at=at)
    drive()
    return person, source.pieces.get()


def _learning(home: Path) -> list[list[object]]:
    from mofan.text.proofread import Evidence
    from mofan.text.proofread.statistics import shipped

    paragraphs = list(dict.fromkeys("\n".join(_texts(100_000)).split("\n")))
    counts = shipped().copy()
    started = time.process_time()
    counts.learn(paragraphs)
    taken = time.process_time() - started
    counts.save(home / "counts.npz")
    kept = (home / "counts.npz").stat().st_size
    started = time.process_time()
    Evidence.load(home / "counts.npz")
    return [
        ["characters", f"{sum(map(len, paragraphs)):,}"],
        ["seconds", round(taken, 1)],
        ["file, MB", round(kept / 1e6, 1)],
        ["read again, ms", round(1000 * (time.process_time() - started))],
        ["peak memory, MB", round(peak_mb())],
    ]


def _texts(most: int) -> list[str]:
    with gzip.open(data() / "corpus" / "news.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line, _ in zip(lines, range(most), strict=False)]

"""How long a page of the organisation, the records and the figures takes over HTTP while eight people work at once.

    python -m benchmarks record_pages HOME [READERS [SECONDS [PROCESSES [PAUSE]]]]

HOME is one that `benchmarks records` filled. Starts `mofan up` on it and lets half of the readers be the officer of one
agency, half the supervising office of the county; each, a process of its own with one connection, asks for one page
after another, without a pause or with one of PAUSE seconds on average. What the readers themselves need of the same
cores is in it. With 0 readers: the processor time of each page in one process.
"""

import gc
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from benchmarks.downloads import start_library
from benchmarks.measuring import percentile, table
from benchmarks.reading_pages import Page, Taken, read_at_once
from benchmarks.search.pages import serve

GOALS = (150, 400)
BOARD_GOAL = 300
WARMING_UP = 10.0
"""Seconds before, which are not counted: every process reads its templates once."""
ACCOUNTS = ("clerk", "supervisor")
FREQUENT = (
    "field_visit", "themed_party_day", "morning_meeting", "general_meeting", "publicity_piece", "committee_meeting",
)  # fmt: skip
CODES = (
    "field_visit.count", "field_visit.sum.problems", "themed_party_day.attendance", "themed_party_day.people",
    "general_meeting.people", "policy_session.average.households", "collective_decision.sum.sum",
    "general_meeting.average_attendance", "party_lecture.by_leader", "morning_meeting.attendance",
)  # fmt: skip


def main(home: str = "", readers: str = "8", seconds: str = "20", processes: str = "2", pause: str = "0") -> None:
    if not home:
        print("needs a HOME that `./dev bench records HOME` has filled")
        return
    start_library(Path(home).resolve())
    from mofan.ops.demo.county import PASSWORD

    pages = {account: list(addresses(account)) for account in ACCOUNTS}
    if readers == "0":
        alone(pages)
        return
    server, port = serve(Path(home).resolve(), int(processes))
    try:
        read_at_once(port, int(readers), WARMING_UP, pages, PASSWORD)
        taken = read_at_once(port, int(readers), float(seconds), pages, PASSWORD, float(pause))
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()
    report(taken, int(readers), float(seconds))


def alone(pages: dict[str, list[Page]]) -> None:
    """Processor time of each page in this process, nobody beside it."""
    from django.conf import settings
    from django.test import Client

    from mofan.ops.page_process import GARBAGE_FROM
    from mofan.org.models import Person

    settings.ALLOWED_HOSTS = ["testserver"]
    gc.freeze()
    gc.set_threshold(GARBAGE_FROM)  # as the processes do that serve pages
    taken: dict[tuple[str, str], list[float]] = {}
    for account, some in pages.items():
        client = Client()
        client.force_login(Person.objects.get(account=account))
        for number, (kind, address) in enumerate(some):
            began = time.process_time()
            client.get(address)
            if number >= len(some) // 2:  # the first rounds warm up
                taken.setdefault((kind, account), []).append((time.process_time() - began) * 1000)
    kinds = dict.fromkeys(kind for kind, _ in taken)
    rows = [(kind, *(_half(taken.get((kind, account))) for account in ACCOUNTS)) for kind in kinds]
    print(table(("page, processor time p50 ms", *ACCOUNTS), rows))


def _half(some: list[float] | None) -> str:
    return f"{percentile(some, 0.5):.0f}" if some else "—"


def addresses(account: str, rounds: int = 12) -> Iterator[Page]:
    """(kind of page, address), each kind once a round, other rows every time."""
    from mofan.org.models import Person, Unit
    from mofan.org.queries import people_visible_to, units_where
    from mofan.org.roles import Right
    from mofan.records.boards import duties_visible_to
    from mofan.records.queries import records_visible_to, tasks_visible_to

    me, chance = Person.objects.get(account=account), Random(account)
    units = list(Unit.objects.where(me, Right.VIEW).valid().values_list("pk", flat=True))
    people = list(people_visible_to(me).values_list("pk", flat=True)[:4000])
    duties = list(duties_visible_to(me).values_list("pk", flat=True))
    tasks = list(tasks_visible_to(me).values_list("pk", flat=True)[:2000])
    mine = records_visible_to(me)
    records = [key for kind in FREQUENT for key in mine.filter(kind=kind).values_list("pk", flat=True)[:500]]
    may_enter = units_where(me, Right.RECORD).exists()
    for number in range(rounds):
        unit, kind, code = chance.choice(units), FREQUENT[number % len(FREQUENT)], CODES[number % len(CODES)]
        top = units[0]
        yield "today", "/"
        yield "units", "/units/"
        yield "unit", f"/units/{unit}/"
        yield "unit, largest", f"/units/{top}/"
        yield "people", f"/roster/?page={chance.randrange(1, 9)}"
        yield "people of a unit", f"/roster/?unit={unit}"
        yield "person", f"/roster/{chance.choice(people)}/"
        yield "kinds of record", "/records/"
        yield "list of records", f"/records/of/{kind}/"
        yield "list, a later page", f"/records/of/{kind}/?page={chance.randrange(2, 30)}"
        yield "list, by words", f"/records/of/{kind}/?words=%E6%B0%B4&unit={unit}"
        yield "records of all kinds", "/records/all/"
        yield "record", f"/records/{chance.choice(records)}/"
        if may_enter:
            yield "form of a record", f"/records/new/{kind}"
        yield "board, quarter", "/records/board/"
        yield "board, month", "/records/board/?span=month"
        yield "board, year", "/records/board/?span=year&on=2025-06-01"
        yield "burden, quarter", "/records/burden/"
        yield "burden, year", "/records/burden/?span=year&on=2025-06-01"
        yield "responsibility", "/records/responsibility/"
        yield "duty", f"/records/duties/{chance.choice(duties)}/"
        yield "tasks", "/records/tasks/"
        yield "task", f"/records/tasks/{chance.choice(tasks)}/"
        yield "figures", "/figures/"
        yield "figures of a group", f"/figures/?group=%E7%BB%84%E7%BB%87%E7%94%9F%E6%B4%BB&unit={top}&below=1"
        yield "figure, all below", f"/figures/{code}/?unit={top}&below=1&period=2025"
        yield "figure, one unit", f"/figures/{code}/?unit={unit}&period="
        yield "rate of a duty, all below", f"/figures/{kind}.duty_rate/?unit={top}&below=1&period=2025"
        yield "rate of all duties", f"/figures/duties.duty_rate/?unit={top}&below=1&period=2025"
        yield "frozen figures", "/figures/frozen/"


def report(taken: list[Taken], readers: int, seconds: float) -> None:
    """Print the table."""
    kinds = [*dict.fromkeys(one.kind for one in taken), "**all**"]
    rows = []
    for kind in kinds:
        some = [one for one in taken if kind in (one.kind, "**all**")]
        half, most, nearly = (percentile([one.took for one in some], share) for share in (0.5, 0.95, 0.99))
        goal = (BOARD_GOAL, BOARD_GOAL) if kind.startswith("board") else GOALS
        met = "yes" if half <= goal[0] and most <= GOALS[1] else "no"
        size = sum(one.size for one in some) / len(some) / 1000
        wrong = sum(one.status != 200 for one in some)
        rows.append([kind, len(some), f"{half:.0f}", f"{most:.0f}", f"{nearly:.0f}", wrong, f"{size:.0f}", met])
    print(f"{readers} readers, {seconds:g} s, {len(taken) / seconds:.0f} pages/s\n")
    print(table(("page", "count", "p50 ms", "p95", "p99", "not 200", "kB a page", "met"), rows))

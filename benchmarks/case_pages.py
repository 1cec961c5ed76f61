"""How long a page of the cases takes over HTTP while eight people work at once.

    python -m benchmarks case_pages HOME [READERS [SECONDS [PROCESSES [PAUSE]]]]

HOME is one that `benchmarks cases` filled. Starts `mofan up` on it; the readers are in turn somebody who handles in a
bureau, somebody at the desk of the county's centre, the supervising office; each, a process of its own with one
connection, asks for one page after another, without a pause or with one of PAUSE seconds on average. With 0 readers:
the processor time of each page and its queries in one process, nobody beside it.
"""

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
WARMING_UP = 10.0
"""Seconds before, which are not counted: every process reads its templates once."""
ACCOUNTS = ("handler", "desk", "supervisor")


def main(home: str = "", readers: str = "8", seconds: str = "20", processes: str = "2", pause: str = "0") -> None:
    if not home:
        print("needs a HOME that `./dev bench cases HOME` has filled")
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


def addresses(account: str, rounds: int = 8) -> Iterator[Page]:
    """(kind of page, address), each kind once a round, other rows every time."""
    from mofan.cases.queries import cases_visible_to
    from mofan.org.models import Person, Unit
    from mofan.org.roles import Right

    me, chance = Person.objects.get(account=account), Random(account)
    mine = cases_visible_to(me)
    open_ones = list(mine.open().values_list("pk", flat=True)[:300])
    every = list(mine.values_list("pk", flat=True)[:4000])
    units = list(Unit.objects.where(me, Right.VIEW).valid().order_by("depth", "pk").values_list("pk", flat=True))
    takes_in, dispatches = me.may(Right.INTAKE), me.may(Right.DISPATCH)
    kinds = ("public_demand", "dispute", "approval", "enterprise_demand")
    codes = ("cases.received", "cases.on_time_rate", "cases.public_demand.received", "cases.satisfied")
    for number in range(rounds):
        kind, code, unit, top = kinds[number % 4], codes[number % 4], chance.choice(units), units[0]
        yield "today", "/"
        yield "my work", "/cases/"
        yield "my work, overdue", "/cases/?stands=overdue"
        yield "list", "/cases/all/"
        yield "list, a later page", f"/cases/all/?page={chance.randrange(20, 60)}"
        yield "list, narrowed", f"/cases/all/?kind={kind}&state=closed&since=2026-03-01"
        yield "list, by words", "/cases/all/?words=%E8%B7%AF%E7%81%AF"
        yield "list, overdue", "/cases/all/?late=1"
        yield "list of a unit", f"/cases/all/?unit={unit}&order=-closed_at"
        yield "case", f"/cases/{chance.choice(every)}/"
        yield "case that is open", f"/cases/{chance.choice(open_ones)}/"
        if dispatches:
            yield "desk", "/cases/desk/"
            yield "desk, callbacks", "/cases/desk/?tab=callbacks"
        if takes_in:
            yield "form of intake", f"/cases/new/{kind}"
        yield "board of a unit", f"/cases/board/?unit={unit}"
        yield "board, largest", f"/cases/board/?unit={top}"
        yield "dashboard", "/cases/county/"
        yield "whistles", "/cases/whistles/?all=1"
        yield "figure, all below", f"/figures/{code}/?unit={top}&below=1&period=2025"
        yield "statistics, public", "/matters/figures"


def alone(pages: dict[str, list[Page]]) -> None:
    """Processor time and queries of each page in this process."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from mofan.org.models import Person

    settings.ALLOWED_HOSTS = ["testserver"]
    taken: dict[tuple[str, str], list[tuple[float, int]]] = {}
    for account, some in pages.items():
        client = Client()
        client.force_login(Person.objects.get(account=account))
        for number, (kind, address) in enumerate(some):
            with CaptureQueriesContext(connection) as asked:
                began = time.process_time()
                status = client.get(address).status_code
                took = (time.process_time() - began) * 1000
            if status != 200:
                print(f"{status} {account} {address}")
            if number >= len(some) // 2:  # the first rounds warm up
                taken.setdefault((kind, account), []).append((took, len(asked)))
    kinds = dict.fromkeys(kind for kind, _ in taken)
    rows = [(kind, *(_half(taken.get((kind, account))) for account in ACCOUNTS)) for kind in kinds]
    print(table(("page, processor time p50 ms (queries)", *ACCOUNTS), rows))


def _half(some: list[tuple[float, int]] | None) -> str:
    if not some:
        return "—"
    return f"{percentile([took for took, _ in some], 0.5):.0f} ({percentile([many for _, many in some], 0.5):.0f})"


def report(taken: list[Taken], readers: int, seconds: float) -> None:
    """Print the table."""
    every = [*dict.fromkeys(one.kind for one in taken)]
    groups = [(kind, [one for one in taken if one.kind == kind]) for kind in every]
    groups += [(f"all of {who}", [one for one in taken if one.account == who]) for who in ACCOUNTS]
    rows = []
    for name, some in [*groups, ("**all**", taken)]:
        half, most, nearly = (percentile([one.took for one in some], share) for share in (0.5, 0.95, 0.99))
        met = "yes" if half <= GOALS[0] and most <= GOALS[1] else "no"
        size = sum(one.size for one in some) / len(some) / 1000
        wrong = sum(one.status != 200 for one in some)
        rows.append([name, len(some), f"{half:.0f}", f"{most:.0f}", f"{nearly:.0f}", wrong, f"{size:.0f}", met])
    print(f"{readers} readers, {seconds:g} s, {len(taken) / seconds:.0f} pages/s\n")
    print(table(("page", "count", "p50 ms", "p95", "p99", "not 200", "kB a page", "met"), rows))

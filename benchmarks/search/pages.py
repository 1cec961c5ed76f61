"""How long a whole page takes over HTTP (检索页面时延) while several people read at once.

    python -m benchmarks.search.pages HOME [--readers 8] [--seconds 20] [--processes 2] [--without KIND]

Starts `mofan up` on HOME (the rows get one more account and its sessions, nothing else), signs every reader in, and
lets each, a process of its own with one connection, ask one page after another without a pause: the questions of
`benchmarks.search.asking`, each a full HTML page, and hardly one of them twice. What the readers themselves need of the
same cores is in it.
"""

import argparse
import http.client
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.measuring import percentile, table, used

ACCOUNT = "benchmark"
REST = 4.0
"""Seconds in which a server that rests uses next to nothing of the processor."""
MOST_RESTS = 10
"""After so many of them it is measured all the same."""


def addresses(home: Path, each: int, password: str, without: Sequence[str]) -> list[tuple[str, str]]:
    """(kind, address) of every page to ask for, but for some kinds; and an account to ask with."""
    os.environ["MOFAN_HOME"] = str(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mofan.config.settings")
    import django

    django.setup()
    from benchmarks.search.asking import in_turns, mixture
    from django.utils import timezone

    from mofan.org.models import Person

    person = Person.objects.filter(account=ACCOUNT).first() or Person(account=ACCOUNT, name="读者")
    person.created_at = timezone.now()
    person.failed_sign_ins, person.locked_until = 0, None
    person.set_password(password)
    person.save()
    return [
        (kind, "/library/?" + urlencode(_parameters(one.text, one.filters, one.order, one.offset), doseq=True))
        for kind, one in in_turns(mixture(each))
        if kind not in without
    ]


def _parameters(text: str, filters: object, order: str, offset: int) -> dict[str, object]:
    given = {"q": text, "order": order, "page": offset // 20 + 1}
    return {**given, **(filters if isinstance(filters, dict) else {})}


def serve(home: Path, processes: int) -> tuple["subprocess.Popen[bytes]", int]:
    """`mofan up` on a free port, once it answers."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = int(one.getsockname()[1])
    environment = os.environ | {"MOFAN_HOME": str(home), "MOFAN_PROCESSES": str(processes)}
    command = [sys.executable, "-m", "mofan.config", "up", "--port", str(port)]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    while server.poll() is None:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            connection.request("GET", "/health")
            if connection.getresponse().status == 200:
                return server, port
        except OSError:
            time.sleep(0.2)
    sys.exit("mofan up did not start")


def settled(pid: int) -> float:
    """CPU seconds of the server so far, once it rests: what it makes ready after its start is no part of a page."""
    before = used(pid).cpu
    for _ in range(MOST_RESTS):
        time.sleep(REST)
        now = used(pid).cpu
        if now - before < REST / 20:
            return now
        before = now
    return before


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("--readers", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--each", type=int, default=240, help="questions of each kind, as far as it has so many")
    parser.add_argument("--without", action="append", default=[], metavar="KIND", help="leave out a kind")
    options = parser.parse_args()
    password = secrets.token_urlsafe(12)
    pages = addresses(options.home.resolve(), options.each, password, options.without)
    server, port = serve(options.home.resolve(), options.processes)
    try:
        command = [sys.executable, "-m", "benchmarks.search.pages_reader"]
        readers = [
            subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            for _ in range(options.readers)
        ]
        for number, reader in enumerate(readers):
            assert reader.stdin
            reader.stdin.write(json.dumps([port, ACCOUNT, password, options.seconds, number, pages]) + "\n")
            reader.stdin.flush()
        for reader in readers:
            assert reader.stdout
            assert reader.stdout.readline() == "ready\n"
        before = settled(server.pid)
        for reader in readers:  # all at once, not one after another
            assert reader.stdin
            reader.stdin.write("go\n")
            reader.stdin.flush()
        taken = [one for reader in readers for one in json.loads(reader.communicate()[0])]
        spent = (used(server.pid).cpu - before) / len(taken) * 1000
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()
    report(taken, options.readers, options.seconds)
    print(f"\n{spent:.1f} ms of the processor a page in the processes of `mofan up`")


def report(taken: list[tuple[str, float, int, int]], readers: int, seconds: float) -> None:
    """Print the table."""
    kinds = [*dict.fromkeys(kind for kind, *_ in taken), "**all**"]
    rows = []
    for kind in kinds:
        some = [one for one in taken if kind in (one[0], "**all**")]
        shares = [f"{percentile([one[1] for one in some], share):.1f}" for share in (0.5, 0.95, 0.99)]
        size = sum(one[3] for one in some) / len(some) / 1000
        rows.append([kind, len(some), *shares, sum(one[2] != 200 for one in some), f"{size:.0f}"])
    print(f"{readers} readers, {seconds:g} s, {len(taken) / seconds:.0f} pages/s\n")
    print(table(("page", "count", "p50 ms", "p95", "p99", "not 200", "kB a page"), rows))


if __name__ == "__main__":
    main()

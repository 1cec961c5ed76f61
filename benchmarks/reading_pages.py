"""Readers of pages, each a process of its own with one connection, that ask at once."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Page = tuple[str, str]
"""Kind of page, address."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One page as a reader got it: milliseconds, what was answered, bytes."""

    account: str
    kind: str
    took: float
    status: int
    size: int


def read_at_once(
    port: int, readers: int, seconds: float, pages: Mapping[str, Sequence[Page]], password: str, pause: float = 0
) -> list[Taken]:
    """Let so many readers, in turn one of each account, ask for the pages of theirs, with a pause of so many seconds
    after each; all begin when all have signed in."""
    accounts = [[*pages][number % len(pages)] for number in range(readers)]
    command = [sys.executable, "-m", "benchmarks.search.pages_reader"]
    running = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in accounts]
    for number, (reader, account) in enumerate(zip(running, accounts, strict=True)):
        assert reader.stdin
        reader.stdin.write(json.dumps([port, account, password, seconds, number, pages[account], pause]) + "\n")
        reader.stdin.flush()
    for reader in running:
        assert reader.stdout
        assert reader.stdout.readline() == "ready\n"
    for reader in running:  # all at once, not one after another
        assert reader.stdin
        reader.stdin.write("go\n")
        reader.stdin.flush()
    answers = [json.loads(reader.communicate()[0]) for reader in running]
    return [Taken(who, *one) for who, some in zip(accounts, answers, strict=True) for one in some]

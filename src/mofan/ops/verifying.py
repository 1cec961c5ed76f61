"""`mofan verify`: does the library agree with itself, and what of it can be mended."""

import time
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from mofan.library.verifying import Depth, Finding, Verified, repair, verify
from mofan.measure import duration
from mofan.ops.terminal import Line
from mofan.org.actions import console

IDS_SHOWN = 100
"""Ids of one finding in the JSON."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was found, and after a repair what is left (核对报告)."""

    first: Verified
    last: Verified
    repaired: bool
    seconds: float

    @property
    def agrees(self) -> bool:
        """Whether nothing disagrees now."""
        return self.last.agrees

    def sentence(self) -> str:
        """The report for people."""
        behind = [self.last.filling.sentence] if self.last.filling else []
        return "\n".join([_counts(self.last), *behind, *self._found(), self._end()])

    def _found(self) -> list[str]:
        """What was found at first; after a repair, what is left of it."""
        lines = [finding.sentence for finding in self.first.findings]
        if not self.repaired:
            return [f"{line}{finding.next_step}" for line, finding in zip(lines, self.first.findings, strict=True)]
        return [*lines, *(f"仍不一致：{left.sentence}{left.words.advice}" for left in self.last.findings)]

    def _end(self) -> str:
        took = f"用时 {duration(self.seconds)}。"
        if self.agrees:
            return f"{'已修复，现在' if self.repaired else ''}全部一致，{took}"
        mendable = sum(finding.repair is not None for finding in self.last.findings)
        step = "可以修复的，运行 mofan verify --repair。" if mendable and not self.repaired else ""
        return f"不一致 {len(self.last.findings)} 项，{took}{step}"

    def as_json(self) -> dict[str, Any]:
        """The report for programs."""
        last = self.last
        return {
            "agrees": last.agrees,
            "counts": {
                "sources": last.sources, "waiting": last.waiting, "pieces": last.pieces, "indexed": last.indexed,
                "due": last.filling.due if last.filling else 0,
            },
            "findings": [_finding(finding) for finding in self.first.findings],
            "left": [_finding(finding) for finding in last.findings] if self.repaired else None,
            "seconds": round(self.seconds, 2),
        }  # fmt: skip


def check(*, repairing: bool = False, files: bool = False, texts: bool = False) -> Report:
    """Verify; with `repairing`, mend what disagrees and verify again, once more where that brought up something new.

    Raises SearchError where the index folder holds something else.
    """
    started = time.monotonic()
    depth = Depth(files, texts)
    with Line() as line:
        first = last = verify(line.show, depth)
        tried: set[str] = set()
        while repairing and (new := [one for one in last.findings if one.name not in tried]):
            tried |= {finding.name for finding in new}
            at = timezone.now()
            repair(new, by=console(at=at), at=at, tell=line.show)
            last = verify(line.show, depth)
    return Report(first, last, repairing and not first.agrees, time.monotonic() - started)


def _counts(verified: Verified) -> str:
    indexed = "打不开" if verified.indexed is None else f"{verified.indexed:,} 篇"
    waiting = f"（排队 {verified.waiting:,} 个）" if verified.waiting else ""
    return f"来源 {verified.sources:,} 个{waiting}，篇目 {verified.pieces:,} 篇，索引 {indexed}。"


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "check": finding.name,
        "count": len(finding.keys),
        "ids": list(finding.keys[:IDS_SHOWN]),
        "sentence": finding.sentence,
        "repair": finding.words.mends or None,
        "advice": finding.words.advice or None,
    }

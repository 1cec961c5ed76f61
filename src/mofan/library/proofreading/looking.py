"""What proofreading finds in a text, for one person (校对结果): open findings, those refused before, corrections."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from mofan.library.proofreading import evidence
from mofan.library.proofreading.grounds import Grounds
from mofan.library.proofreading.matching import Place, matched, without_words
from mofan.library.proofreading.models import Correction, Refusal
from mofan.library.proofreading.texts import ProofreadText
from mofan.org.rules import RuleBroken
from mofan.text.proofread import Finding, proofread

KEPT = 128
"""Texts whose findings are kept in memory: as long as text, grounds and counts are the same, so are the findings."""
LONGEST = 300_000
"""Characters of a text that is proofread while somebody waits: a second and a half."""
TOO_LONG = f"全文超过 {LONGEST // 10_000} 万字，这里不校对。请下载后分成几份，或用 mofan proofread 命令。"

_kept: OrderedDict[tuple[bytes, bytes, int], tuple[Finding, ...]] = OrderedDict()
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class Refused:
    """A finding that is not asked about again, with who refused it."""

    finding: Finding
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class Proof:
    """A text that was proofread."""

    text: str
    findings: tuple[Finding, ...]
    """Those that are open, in reading order."""
    refused: tuple[Refused, ...]
    corrections: tuple[Correction, ...]
    """What was put in and is in force, with who did it."""

    def of_kind(self, kind: str) -> tuple[Finding, ...]:
        """The open findings of one kind."""
        return tuple(one for one in self.findings if one.kind == kind)


def proof_of(text: ProofreadText, grounds: Grounds) -> Proof:
    """Proofread a text, and set apart what was refused for it. Raises RuleBroken for a text that is too long."""
    found = findings_in(text.text, grounds)
    refusals = list(Refusal.objects.of(text.row).standing().select_related("done__by"))
    rows = {row.pk: row for row in refusals}
    places = {row.pk: Place(row.kind, row.quote, row.before, row.after, row.start) for row in refusals}
    refused = matched(text.text, found, places)
    return Proof(
        text.text,
        tuple(one for one in found if one not in refused),
        tuple(Refused(one, rows[refused[one]]) for one in found if one in refused),
        tuple(Correction.objects.of(text.row).in_force().select_related("done__by")),
    )


def findings_in(text: str, grounds: Grounds) -> tuple[Finding, ...]:
    """What is found in `text`, which holds no advertisements, and what the dictionary does not speak for. Raises
    RuleBroken for a text that is too long."""
    if len(text) > LONGEST:
        raise RuleBroken(TOO_LONG)
    stamp, counts = evidence.current()
    key = (hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest(), grounds.mark, stamp)
    known = _kept.get(key)
    if known is None:
        found = proofread(text, register=grounds.register, evidence=counts, own=grounds.own)
        known = without_words(text, found, grounds.dictionary)
        with _one_at_a_time:
            _kept[key] = known
            while len(_kept) > KEPT:
                _kept.popitem(last=False)
    return known


def counted(findings: Sequence[Finding]) -> dict[str, int]:
    """How many findings there are of each kind, the most frequent first."""
    counts: dict[str, int] = {}
    for one in findings:
        counts[one.kind] = counts.get(one.kind, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: -item[1]))

"""The lines of the table: what is measured of each engine, and in which sense."""

from collections.abc import Sequence
from statistics import fmean
from typing import Any

from benchmarks.measuring import percentile
from benchmarks.search.peers.scoring import Sense, exactness, recall_at_ten, reciprocal_rank
from benchmarks.search.peers.stretches import AS_WRITTEN, CHANGED
from benchmarks.search.peers.task import ADDED, Task
from benchmarks.search.quality import PASSAGES

_SECTIONS = {"ranked": "ranked", "phrase": "phrase", "counted": "filtered + counted"}
_SHARES = {"p50": 0.5, "p95": 0.95, "p99": 0.99}
_KINDS = ("known item", "typo", *PASSAGES.values())
_EXACT_KINDS = ("known item", AS_WRITTEN, CHANGED)

SENSES: dict[str, Sense] = {
    "fill, s": "cost",
    "fill, s of processor": "cost",
    "fill, MB at most": "cost",
    f"add {ADDED:,} until found, s": "cost",
    "index, bytes a character": "cost",
    "memory after filling, MB": "cost",
    "memory searching, MB at most": "cost",
    "of it without mapped files": "cost",
    **{f"{shown} {share}, ms": "cost" for shown in _SECTIONS.values() for share in _SHARES},
    **{f"{shown}, ms of processor a query": "cost" for shown in _SECTIONS.values()},
    **{f"{kind}: {what}": "merit" for kind in _EXACT_KINDS for what in ("recall", "precision", "lists exactly right")},
    **{f"{kind}: {what}": "merit" for kind in _KINDS for what in ("MRR@10", "recall@10")},
}
"""Measure → its sense; the order of the table."""


def measures(result: dict[str, Any], task: Task, view: str) -> dict[str, float | None]:
    """The figures of one engine; None where it has no such search."""
    phases, memory = result["phases"], result["memory"]
    present = result["built"] + task.documents - task.first
    preparing = task.seconds[view] - task.seconds["raw"]
    kept = frozenset([*range(result["built"]), *range(task.first, task.documents)])
    figures: dict[str, float | None] = {
        "fill, s": phases["build"]["seconds"] + preparing * result["built"] / task.documents,
        "fill, s of processor": phases["build"]["processor"] + preparing * result["built"] / task.documents,
        "fill, MB at most": memory["build"][0],
        f"add {ADDED:,} until found, s": phases["add"]["seconds"] + preparing * ADDED / task.documents,
        "index, bytes a character": result["size"] / (task.characters * present / task.documents) or None,
        "memory after filling, MB": memory["rest"][0],
        "memory searching, MB at most": max(memory[section][0] for section in _SECTIONS),
        "of it without mapped files": max(memory[section][1] for section in _SECTIONS),
    }
    if result["built"] < task.first:
        whole = task.first / max(1, result["built"])
        figures["fill, s"] = whole * (figures["fill, s"] or 0)
        figures["fill, s of processor"] = whole * (figures["fill, s of processor"] or 0)
    for section, shown in _SECTIONS.items():
        figures |= _latencies(shown, result[section])
        if answered := sum(answer is not None for answer, _ in result[section]):
            figures[f"{shown}, ms of processor a query"] = phases[section]["processor"] * 1000 / answered
    figures |= _exactness(result["exact"], task, kept)
    return figures | _ranking(result["ranked"], task, kept)


def _latencies(shown: str, answers: Sequence[Any]) -> dict[str, float | None]:
    taken = [milliseconds for answer, milliseconds in answers if answer is not None]
    return {f"{shown} {name}, ms": percentile(taken, share) if taken else None for name, share in _SHARES.items()}


def _exactness(answers: Sequence[Any], task: Task, kept: frozenset[int]) -> dict[str, float | None]:
    """Against the scan, over the documents that the engine has."""
    figures: dict[str, float | None] = {}
    for kind in _EXACT_KINDS:
        pairs = [
            (frozenset(answer[1]), one.truth & kept)
            for (answer, _), one in zip(answers, task.exact, strict=False)
            if one.kind == kind and answer is not None
        ]
        if pairs:
            found = exactness(pairs)
            figures[f"{kind}: recall"] = found.recall
            figures[f"{kind}: precision"] = found.precision
            figures[f"{kind}: lists exactly right"] = found.exactly
    return figures


def _ranking(answers: Sequence[Any], task: Task, kept: frozenset[int]) -> dict[str, float | None]:
    """MRR and recall of the lines that were answered; none where documents are missing, which would make it easy."""
    if len(kept) < task.documents:
        return {}
    figures: dict[str, float | None] = {}
    for kind in _KINDS:
        scored = [
            (answer, right)
            for (answer, _), (_, right) in zip(answers, task.ranked, strict=False)
            if right is not None and right.kind == kind and answer is not None and right.uids
        ]
        if scored:
            figures[f"{kind}: MRR@10"] = fmean(reciprocal_rank(found, right.target) for found, right in scored)
            figures[f"{kind}: recall@10"] = fmean(recall_at_ten(found, right.uids) for found, right in scored)
    return figures

"""An edited Word file comes back (回读): paragraphs are matched, slots stay where their number still stands.

Pure: no Django. What a person changed in Word becomes a body; what cannot be matched is told, never guessed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Final, Literal

from mofan.drafting.document import Block, Body, Run, Slot, Words, block, lay_out
from mofan.drafting.document.blocks import Kind, fresh_keys, joined
from mofan.drafting.relinking import clause_of, is_apart, relinked
from mofan.text.lines import is_date, is_unit_name
from mofan.text.outline import outline

ALIKE: Final = 0.5
"""From this likeness on a paragraph is the edited form of another, and not a new one."""
ANNEX: Final = "数据来源表"


@dataclass(frozen=True, slots=True)
class Difference:
    """One paragraph that is not as it was sent out (差异)."""

    what: Literal["added", "removed", "changed"]
    block: str
    was: str
    now: str
    lost: tuple[str, ...] = ()
    """Slots whose number no longer stands in it as it did."""


@dataclass(frozen=True, slots=True)
class Reread:
    """The text of a file as a body (回读结果): nothing is saved yet."""

    body: Body
    differences: tuple[Difference, ...]
    lost: tuple[str, ...]
    """Every slot that the file holds no more; what stands there instead is words, and marked as typed by hand."""


def reread(lines: Sequence[str], before: Body, shown: Mapping[str, str]) -> Reread:
    """The paragraphs of a file against the text that was sent out, whose slots read as `shown` says."""
    lines = _without_annex([line.strip() for line in lines if line.strip()])
    written = [(one, _text(one, shown)) for one in before.blocks]
    spoken = [(one, text) for one, text in written if text.strip()]
    matched = _matched([text for _, text in spoken], lines)
    fresh = fresh_keys((one.id for one in before.blocks), "w")
    levels = {one.text: min(one.level, 4) for one in outline("\n".join(lines)) if one.form == "line"}
    blocks: list[Block] = []
    differences: list[Difference] = []
    lost: list[str] = []
    used: set[int] = set()
    for number, line in enumerate(lines):
        place = matched.get(number)
        if place is None:
            kind: Kind = "heading" if line in levels else _kind(line, last=number >= len(lines) - 2)
            made = block(next(fresh), kind, line, level=levels.get(line, 0))
            differences.append(Difference("added", made.id, "", line))
        else:
            used.add(place)
            former, was = spoken[place]
            made, gone = _with_slots(former, line, shown)
            if was != line:
                differences.append(Difference("changed", former.id, was, line, gone))
            lost += gone
        blocks.append(made)
    for place, (former, was) in enumerate(spoken):
        if place not in used:
            differences.append(Difference("removed", former.id, was, "", former.slots))
            lost += former.slots
    clauses = {key: clause_of(key, before, shown) for key in dict.fromkeys(lost)}
    blocks = relinked(blocks, clauses, shown, lay_out(before, shown).text)
    body = Body(tuple(blocks))
    found = set(body.slots)
    differences = [replace(one, lost=tuple(key for key in one.lost if key not in found)) for one in differences]
    return Reread(body, tuple(differences), tuple(key for key in dict.fromkeys(lost) if key not in body.slots))


def _without_annex(lines: list[str]) -> list[str]:
    """The file without its table of sources: that is made anew each time."""
    for number, line in enumerate(lines):
        if line.endswith(ANNEX) and line.startswith("《"):
            return lines[: number - 1] if number and lines[number - 1] == "附表" else lines[:number]
    return lines


def _kind(line: str, *, last: bool) -> Kind:
    if last and is_date(line):
        return "date"
    return "signature" if last and is_unit_name(line) else "paragraph"


def _text(one: Block, shown: Mapping[str, str]) -> str:
    return "".join(_said(run, shown) for run in one.runs).strip()


def _said(run: Run, shown: Mapping[str, str]) -> str:
    if isinstance(run, Words):
        return run.text
    return shown.get(run.key, "x") if isinstance(run, Slot) else f"〔{run.what}〕"


def _matched(was: Sequence[str], now: Sequence[str]) -> dict[int, int]:
    """Line → the paragraph that it was: equal ones first, then between them the likest, in order or moved."""
    found: dict[int, int] = {}
    for start, begin, size in SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks():
        found.update({begin + step: start + step for step in range(size)})
    free = [place for place in range(len(was)) if place not in set(found.values())]
    rated = [
        (ratio, number, place)
        for number, line in enumerate(now)
        if number not in found
        for place in free
        if (ratio := _likeness(was[place], line)) >= ALIKE
    ]
    for _, number, place in sorted(rated, key=lambda one: (-one[0], abs(one[1] - one[2]))):
        if number not in found and place in free:
            found[number] = place
            free.remove(place)
    return found


def _likeness(was: str, now: str) -> float:
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    return max(matcher.ratio(), _within(was, now))


def _within(was: str, now: str) -> float:
    """How much of the shorter stands in the longer, in order: a paragraph that was cut in two, or written on."""
    same = sum(
        one.size for one in SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks() if one.size > 1
    )
    return 0.9 * same / max(1, min(len(was), len(now)))


def _with_slots(former: Block, line: str, shown: Mapping[str, str]) -> tuple[Block, tuple[str, ...]]:
    """The line as runs: each slot and gap where its words stand unchanged between words that were kept."""
    was = _text(former, shown)
    places: list[tuple[int, int, Run]] = []
    at = len(was) - len("".join(_said(run, shown) for run in former.runs).lstrip())
    for run in former.runs:
        said = _said(run, shown)
        if not isinstance(run, Words):
            places.append((at, at + len(said), run))
        at += len(said)
    runs: list[Run] = []
    gone: list[str] = []
    position = 0
    for start, end, run in places:
        begin = _kept_at(was, line, start, end)
        if begin is None or begin < position:
            gone += [run.key] if isinstance(run, Slot) else []
            continue
        runs += [Words(line[position:begin]), run]
        position = begin + end - start
    runs.append(Words(line[position:]))
    return Block(former.id, former.kind, joined(runs), former.level), tuple(gone)


def _kept_at(was: str, now: str, start: int, end: int) -> int | None:
    """Where a stretch of the former words stands in the new ones, as part of what was kept; None where it changed."""
    for one in SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks():
        if one.a <= start and end <= one.a + one.size:
            begin = one.b + start - one.a
            return begin if is_apart(now, begin, begin + end - start) else None
    return None

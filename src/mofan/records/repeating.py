"""What a new record shares with the unit's own (自身重复): the author sees it before anybody else does."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from mofan.measure import date_text
from mofan.org.models import Person, Unit
from mofan.records.entry import Entry
from mofan.records.models import Record, RecordDetail, RecordState
from mofan.text.reuse import compare, fingerprint, unpacked

SHORTEST: Final = 40
"""Characters of a text below which nothing is compared."""
LEAST_SHARED: Final = 20
"""Characters that two records share from which it is worth saying."""
ONCE: Final = "次"
"""The measure word of meetings that are counted as a whole, not matter by matter (项)."""
MOST_COMPARED: Final = 5
"""Records that are set side by side with the new one: those with the most k-grams in common."""
MOST_LOOKED_AT: Final = 5_000
"""The latest records of the unit whose fingerprints are looked at."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """A record of the unit that shares text with the new one."""

    record: Record
    characters: int
    """How many characters they share, set phrases left out."""
    passages: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """与2025年3月5日记录有412字相同."""
        return f"与{date_text(self.record.held_on)}记录有{self.characters}字相同"


def entered_already(person: Person, unit: Unit, entry: Entry, *, leave_out: Record | None = None) -> list[Record]:
    """The records of the unit that may be the very same (疑似重复登记): of this kind and day; of what may well be
    entered several times a day, visits and decisions, those of the same title. `leave_out`: the record that is being
    corrected."""
    rows = Record.objects.visible_to(person).kept().filter(kind=entry.kind.code, unit=unit, held_on=entry.held_on)
    if not (entry.kind.has_agenda and entry.kind.measure == ONCE):
        rows = rows.filter(title=" ".join(entry.title.split()))
    if leave_out is not None:
        rows = rows.exclude(pk=leave_out.pk)
    return list(rows[:MOST_COMPARED])


def repeats(person: Person, unit: Unit, text: str, *, leave_out: Record | None = None) -> tuple[Repeat, ...]:
    """The records of the unit that this text repeats, the most first. `leave_out`: the record that is being corrected.

    Takes a few milliseconds for thousands of records: only the nearest by fingerprint are compared to the character.
    """
    if len(text) < SHORTEST:
        return ()
    rows = RecordDetail.objects.filter(
        record__in=Record.objects.visible_to(person).filter(unit=unit, state=RecordState.KEPT)
    ).exclude(prints=b"")
    if leave_out is not None:
        rows = rows.exclude(record=leave_out)
    nearest = _nearest(text, list(rows.order_by("-record_id").values_list("record_id", "prints")[:MOST_LOOKED_AT]))
    details = RecordDetail.objects.select_related("record").in_bulk(nearest)
    found = [_compared(text, details[pk]) for pk in nearest]
    shared = [one for one in found if one.characters >= LEAST_SHARED]
    return tuple(sorted(shared, key=lambda one: -one.characters))


def _nearest(text: str, stored: list[tuple[int, bytes | memoryview]]) -> list[int]:
    own = fingerprint(text).hashes
    if not stored or not len(own):
        return []
    prints = [unpacked(bytes(one)) for _, one in stored]
    owners = np.repeat(np.arange(len(stored)), [len(one) for one in prints])
    hits = owners[np.isin(np.concatenate(prints), own)]
    counted = np.bincount(hits, minlength=len(stored))
    order = np.argsort(-counted, kind="stable")[:MOST_COMPARED]
    return [stored[place][0] for place in order if counted[place]]


def _compared(text: str, detail: RecordDetail) -> Repeat:
    copied = [one for one in compare(text, detail.text).passages if one.kind == "copied_passage"]
    characters = sum(sum(not char.isspace() for char in one.text) for one in copied)
    return Repeat(detail.record, characters, tuple(one.text for one in copied))

"""What moved since the last period's material (与上一期比): each number that went along, then and now."""

from dataclasses import dataclass
from datetime import date

from mofan.drafting.chips import chips_of
from mofan.drafting.models import Draft, Slot
from mofan.figures.definitions import definitions


@dataclass(frozen=True, slots=True)
class Carried:
    """One number that went along (带入的数)."""

    key: str
    what: str
    before: str
    """What it read in the last period's material."""
    now: str

    @property
    def moved(self) -> bool:
        return self.before != self.now


def _named(slot: Slot) -> str:
    """What a number is of: as it was said where it was begun, else by its figure, else as it was written."""
    known = definitions()
    figure = known[slot.code].name if slot.code in known else ""
    return slot.what or figure or slot.written or slot.key


def carried_into(draft: Draft, today: date) -> tuple[Carried, ...]:
    """The numbers of the text that the last period's material had too, in the order of the text; none where this draft
    follows no other. Both are as they stand on that day: what was signed stays what it was."""
    if draft.follows is None:
        return ()
    before, after = chips_of(draft.follows, today), chips_of(draft, today)
    rows = {one.key: one for one in draft.slots.all()}
    return tuple(
        Carried(key, _named(rows[key]), before[key].shown, after[key].shown)
        for key in draft.text.slots
        if key in before and key in after
    )

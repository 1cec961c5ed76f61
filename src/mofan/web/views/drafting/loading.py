"""The draft that an address names, for whoever may see it; what every page of it says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from mofan.drafting.actions import may_void
from mofan.drafting.chips import Chip
from mofan.drafting.document import Body, Gap, Slot, Words, lay_out
from mofan.drafting.language_model import model_set
from mofan.drafting.models import Draft
from mofan.drafting.queries import drafts_visible_to, remarks_of
from mofan.org.roles import Right
from mofan.web.visitor import person_of

FACE = {"live": "live", "frozen": "frozen", "changed": "changed", "typed": "typed", "task": "task"}
"""State of a chip → how it looks; every other state is a number that is still wanted."""
TAGS = {"title": "h1", "signature": "p", "date": "p", "attachment": "p", "paragraph": "p"}
STATUS = {
    "draft": "doing",
    "review": "doing",
    "countersign": "doing",
    "signing": "doing",
    "signed": "held",
    "published": "done",
}
"""State of a draft → the class of its status."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a block as the template draws it: words, a chip or a gap."""

    text: str
    slot: str = ""
    face: str = ""
    state: str = ""
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """A block with its element."""

    id: str
    tag: str
    kind: str
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "".join(one.text for one in self.pieces)


def loaded(request: HttpRequest, pk: int) -> Draft:
    """The draft of an address. Raises Http404 for whoever may not see it."""
    return get_object_or_404(drafts_visible_to(person_of(request)), pk=pk)


def may_write(request: HttpRequest, draft: Draft) -> bool:
    """Whether this person may change the text as the draft stands."""
    return draft.is_open and person_of(request).may(Right.RECORD, draft.unit)


def drawn(body: Body, chips: dict[str, Chip]) -> tuple[Drawn, ...]:
    """The body for a page without an editor."""
    return tuple(
        Drawn(
            one.id,
            f"h{one.level + 1}" if one.kind == "heading" else TAGS[one.kind],
            one.kind,
            tuple(_piece(run, chips) for run in one.runs),
        )
        for one in body.blocks
    )


def _piece(run: Words | Slot | Gap, chips: dict[str, Chip]) -> Piece:
    if isinstance(run, Words):
        return Piece(run.text)
    if isinstance(run, Gap):
        return Piece(f"〔{run.what}〕", gap=True)
    chip = chips.get(run.key)
    return Piece(chip.shown if chip else "x", run.key, face_of(chip), chip.state_label if chip else "")


def face_of(chip: Chip | None) -> str:
    """How a chip looks."""
    return FACE.get(chip.state, "blank") if chip else "blank"


def told(draft: Draft, chips: dict[str, Chip]) -> dict[str, dict[str, str]]:
    """Slot → what the editor must know of it, as JSON."""
    return {
        key: {
            "shown": chip.shown,
            "face": face_of(chip),
            "state": chip.state_label,
            "now": chip.now,
            "address": reverse("slot", args=[draft.pk, key]),
        }
        for key, chip in chips.items()
    }


def waiting(body: Body, chips: dict[str, Chip]) -> list[str]:
    """The slots of the text of which nobody has decided anything, in its order."""
    return [key for key in body.slots if key not in chips or not (chips[key].is_settled or chips[key].state == "task")]


def tasks(body: Body, chips: dict[str, Chip]) -> list[str]:
    """The slots of the text that wait for a record (待登记), in its order."""
    return [key for key in body.slots if key in chips and chips[key].state == "task"]


def remarks_on(draft: Draft, shown: Mapping[str, str]) -> list[dict[str, Any]]:
    """The remarks with their answers and the words of their paragraph, open ones first; `shown`: what each slot
    reads."""
    laid = lay_out(draft.text, shown)
    rows = list(remarks_of(draft))
    firsts = sorted((one for one in rows if one.answers_id is None), key=lambda one: one.settled_at is not None)
    return [
        {
            "remark": one,
            "words": laid.of_block(one.block),
            "answers": [other for other in rows if other.answers_id == one.pk],
        }
        for one in firsts
    ]


def head(request: HttpRequest, draft: Draft) -> dict[str, Any]:
    """What the top of every page of a draft shows."""
    return {
        "draft": draft,
        "status": STATUS.get(draft.state, "na"),
        "may_write": may_write(request, draft),
        "may_void": may_void(person_of(request), draft),
        "model_set": model_set() is not None,
    }

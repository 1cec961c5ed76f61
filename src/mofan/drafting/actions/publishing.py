"""Publishing (发布): a signed material goes into the library as a piece, by the library's own door."""

from datetime import datetime

from django.db import transaction

from mofan.drafting.chips import chips_of, shown_in
from mofan.drafting.document import lay_out
from mofan.drafting.models import Draft, DraftState
from mofan.library.ingestion.receiving import receive
from mofan.library.models import Batch, Origin, Piece
from mofan.measure import date_text
from mofan.org.actions import allow, note
from mofan.org.models import Person
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken
from mofan.paper import safe_file_name


@transaction.atomic
def publish(draft: Draft, *, by: Person, at: datetime) -> Draft:
    """Hand a signed material to the library (发布入库). It is read like any file that comes in; its piece is there as
    soon as that is done. The signature is leave enough: nobody needs the right to take in files for it.

    Raises RuleBroken without the right to approve in the unit, and for a draft that is not signed.
    """
    allow(by, Right.APPROVE, draft.unit)
    draft = Draft.objects.select_for_update().select_related("unit").get(pk=draft.pk)
    if draft.state != DraftState.SIGNED:
        raise RuleBroken("只有已签发的材料才能发布。")
    batch = Batch.objects.create(by=by, at=at, origin=Origin.UPLOAD, note=f"起草发布：{draft.title}"[:200])
    data = as_piece(draft).encode()
    draft.source = receive(batch, safe_file_name(draft.title, "txt"), [data], at=at)
    draft.state, draft.published_at = DraftState.PUBLISHED, at
    draft.save(update_fields=["source", "state", "published_at"])
    note(draft, "发布", by=by, at=at, why=f"入素材库，来源 {draft.source_id}")
    return draft


def as_piece(draft: Draft) -> str:
    """The text of a signed material as the library reads it: title, paragraphs, unit, date."""
    assert draft.dated is not None
    body = draft.text
    laid = lay_out(body, shown_in(chips_of(draft, draft.dated)))
    closing = {"signature", "date"}
    lines = [laid.of_block(one.id) for one in body.blocks if one.kind not in closing]
    signed = [laid.of_block(one.id) for one in body.blocks if one.kind == "signature"]
    signed = [one for one in signed if one.strip()] or [draft.unit.name]
    return "\n".join([one for one in lines if one.strip()] + signed + [date_text(draft.dated)]) + "\n"


def piece_of(draft: Draft, person: Person) -> Piece | None:
    """The piece that a published draft became, for whoever may see it; None while the library has not read it."""
    if draft.source_id is None:
        return None
    source = draft.source.same_as or draft.source if draft.source else None
    return Piece.objects.visible_to(person).filter(source=source).first()

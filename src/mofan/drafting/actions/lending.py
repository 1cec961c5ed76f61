"""The borrow ledger by hand (登记借用): what a writer took over while writing."""

from datetime import datetime

from django.db import transaction

from mofan.drafting.actions.leave import allow_writing
from mofan.drafting.document import Words
from mofan.drafting.models import Borrowing, Draft
from mofan.library.clean_text import text_of
from mofan.library.models import Piece
from mofan.org.actions import note
from mofan.org.models import Person
from mofan.org.rules import RuleBroken

LONGEST = 5_000


@transaction.atomic
def enter_borrowing(draft: Draft, block: str, text: str, piece: Piece, *, by: Person, at: datetime) -> Borrowing:
    """Enter a passage that stands in a paragraph of the draft as taken from a piece (登记借用). The piece was loaded
    through what the person may see. Raises RuleBroken without leave, for words that the piece does not hold or that are
    entered, and for a paragraph that is not there."""
    allow_writing(by, draft)
    words = "".join(text.split())
    if not words or len(words) > LONGEST:
        raise RuleBroken(f"请选出借用的文字，{LONGEST:,} 个字以内。")
    found = draft.text.block(block)
    if found is None:
        raise RuleBroken("这一段已经不在了，请重新核对。")
    if words not in "".join(text_of(piece).text.split()):
        raise RuleBroken("这段文字不在那一篇里，请重新核对。")
    if Borrowing.objects.filter(draft=draft, block=block, piece=piece, text=text).exists():
        raise RuleBroken("这一处已经登记过了。")
    whole = sum(len("".join(run.text.split())) for run in found.runs if isinstance(run, Words))
    made = Borrowing.objects.create(
        draft=draft,
        block=block,
        piece=piece,
        source=piece.title,
        text=text,
        characters=len(words),
        share=round(min(1.0, len(words) / max(1, whole)), 4),
        by=by,
        at=at,
    )
    note(draft, "登记借用", by=by, at=at, why=f"《{piece.title}》，{len(words)} 字")
    return made

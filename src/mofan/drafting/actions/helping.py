"""Help of a language model (语言模型代拟): what was sent is written down; what came is marked, its numbers blocked."""

from datetime import datetime

from mofan.drafting.actions.leave import allow_writing
from mofan.drafting.actions.saving import Saved, save
from mofan.drafting.answered import as_blocks
from mofan.drafting.document import Body
from mofan.drafting.document.blocks import fresh_keys
from mofan.drafting.language_model import MOST_SENT, Model, ask, message
from mofan.drafting.models import Draft, Slot
from mofan.org.actions import note
from mofan.org.models import Person
from mofan.org.rules import RuleBroken


def ask_model(draft: Draft, model: Model, wish: str, words: str, *, by: Person, at: datetime) -> str:
    """Send what the writer chose and confirmed, and nothing else (送给语言模型). Raises RuleBroken without leave,
    without words and for too many; NoAnswer."""
    allow_writing(by, draft)
    if not words.strip():
        raise RuleBroken("请先选一段文字。只有选中的文字会送出去。")
    if len(words) > MOST_SENT:
        raise RuleBroken(f"一次至多送 {MOST_SENT:,} 字，请少选一些。")
    note(draft, "送给语言模型", by=by, at=at, why=f"{len(words)} 字：{words.strip()[:60]}")
    return ask(model, message(model, wish, words))


def put_answer(draft: Draft, answer: str, after: str, *, revision: int, by: Person, at: datetime) -> Saved:
    """Put what the model wrote behind a paragraph, at the end where that is not there (放入稿中). Raises as `save`."""
    allow_writing(by, draft)
    body = draft.text
    taken = set(draft.slots.values_list("key", flat=True))
    made, numbers = as_blocks(answer, fresh_keys((one.id for one in body.blocks), "m"), fresh_keys(taken, "s"))
    if not made:
        raise RuleBroken("没有文字可放。")
    Slot.objects.bulk_create(
        Slot(draft=draft, key=one.key, written=one.written[:60], measure=one.measure[:20]) for one in numbers
    )
    place = next((no for no, one in enumerate(body.blocks, 1) if one.id == after), len(body.blocks))
    whole = Body((*body.blocks[:place], *made, *body.blocks[place:]))
    return save(draft, whole, revision=revision, by=by, at=at, note_as="放入语言模型写的文字")

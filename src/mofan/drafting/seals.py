"""What an approval is bound to (文本指纹): the words and the numbers, to the character; and what changed since."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from mofan.drafting.chips import Chip, shown_in
from mofan.drafting.document import Change, changes, lay_out
from mofan.drafting.models import Approval, Draft
from mofan.drafting.versions import text_of_revision


def seal_of(draft: Draft, chips: Mapping[str, Chip]) -> str:
    """The sha256 of the text as it reads and of each number with the frozen figure behind it, in hexadecimal."""
    body = draft.text
    numbers = [
        [key, chips[key].slot.state, chips[key].slot.frozen_id, chips[key].shown] for key in body.slots if key in chips
    ]
    kinds = [[one.kind, one.level] for one in body.blocks]
    said = json.dumps([lay_out(body, shown_in(chips)).text, kinds, numbers], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class SinceApproval:
    """What changed after somebody approved (审签后的改动)."""

    blocks: tuple[Change, ...]
    numbers: tuple[tuple[str, str, str], ...]
    """(slot, what it read then, what it reads now); empty text where it was not, or is no longer, there."""

    @property
    def is_nothing(self) -> bool:
        return not (self.blocks or self.numbers)


def since_approval(approval: Approval, draft: Draft, chips: Mapping[str, Chip]) -> SinceApproval:
    """What is other now than what was approved."""
    then: dict[str, str] = approval.numbers
    now = {key: chips[key].shown for key in draft.text.slots if key in chips}
    numbers = tuple(
        (key, then.get(key, ""), now.get(key, ""))
        for key in dict.fromkeys((*then, *now))
        if then.get(key) != now.get(key)
    )
    return SinceApproval(changes(text_of_revision(draft, approval.revision), draft.text), numbers)

"""What a skeleton left out of the pieces that a draft was taken from (拿掉的): names, places, slogans, years."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from mofan.drafting.models import Borrowing, Draft
from mofan.drafting.phrases import common_phrases
from mofan.drafting.skeleton import Own, skeleton
from mofan.drafting.versions import text_of_revision
from mofan.library.clean_text import text_of
from mofan.library.models import Piece
from mofan.org.models import Person

_OF_SEVERAL: Final = re.compile(r"^p\d+(?=b)")
"""What blocks taken from the outlines of several pieces have before their own id."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What of one piece did not come into the draft."""

    piece: Piece
    words: Mapping[str, tuple[str, ...]]
    """单位名, 地名, 人名, 提法 … → the words, each once, in their order. Sentences that were left out are not listed: a
    gap stands for them."""

    @property
    def count(self) -> int:
        return sum(map(len, self.words.values()))


def left_out_of(draft: Draft, person: Person) -> tuple[LeftOut, ...]:
    """For each piece that the draft was begun with and that this person may see, what was left out of the parts taken
    over; read from the piece as it stands now."""
    began_with = Borrowing.objects.filter(draft=draft, piece__isnull=False, at=draft.created_at)
    lent = began_with.order_by().values("piece")
    pieces = Piece.objects.visible_to(person).filter(pk__in=lent).order_by("pk")
    began = {_OF_SEVERAL.sub("", one.id) for one in text_of_revision(draft, 1).blocks}
    own, is_common = Own(draft.unit.name, draft.created_at.year), common_phrases()
    found = []
    for piece in pieces:
        words: dict[str, dict[str, None]] = {}
        for one in skeleton(text_of(piece).text, own, keep="all", is_common=is_common).removed:
            if one.block in began and one.text != one.now:
                words.setdefault(one.what, {})[one.text] = None
        if words:
            found.append(LeftOut(piece, {what: tuple(each) for what, each in words.items()}))
    return tuple(found)

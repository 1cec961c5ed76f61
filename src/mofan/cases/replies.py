"""What people were told before their case was opened again (上次的答复): kept with the moves that opened it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from mofan.cases.models import EARLIER_REPLY, Move


@dataclass(frozen=True, slots=True)
class EarlierReply:
    """What the person was told before the case was opened again (上次的答复)."""

    reopened_at: datetime
    words: str


def earlier_replies(moves: Iterable[Move]) -> tuple[EarlierReply, ...]:
    """Those among the moves of a case, the latest first."""
    told = [EarlierReply(one.at, one.values[EARLIER_REPLY]) for one in moves if EARLIER_REPLY in one.values]
    return tuple(reversed(told))

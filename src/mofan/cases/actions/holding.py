"""What every action on a case does (动作的共同之处): hold the case, ask for leave, write the move, keep the clocks."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from mofan.cases import kinds as k
from mofan.cases.intake import Value, missing, stored
from mofan.cases.models import Case, Leg, Move
from mofan.cases.moves import allowed
from mofan.org.models import Person, Unit
from mofan.org.rules import RuleBroken

COUNTED: Final[frozenset[k.Effect]] = frozenset({"close", "reopen"})
"""Effects of moves that figures count."""


class Outdated(RuleBroken):
    """Somebody else acted on it since it was loaded (已有人办理): nothing was written, look again."""


@dataclass(frozen=True, slots=True)
class Doing:
    """Who acts when, in what part, for which unit."""

    by: Person
    at: datetime
    part: k.Actor
    unit: Unit | None


@contextmanager
def holding(case: Case, leg: Leg | None = None) -> Iterator[None]:
    """One transaction in which nobody else acts on this case. Raises Outdated when the case, or where one is named the
    leg, is not as it was loaded. Whatever goes wrong inside, the rows in hand are as before."""
    rows: list[Case | Leg] = [case] if leg is None else [case, leg]
    before = [row.__dict__.copy() for row in rows]
    try:
        with transaction.atomic():
            _claim(case, leg)
            yield
    except BaseException:
        for row, kept in zip(rows, before, strict=True):
            row.__dict__.clear()
            row.__dict__.update(kept)
        raise


def _claim(case: Case, leg: Leg | None) -> None:
    if leg is None:
        if not Case.objects.filter(pk=case.pk, revision=case.revision).update(revision=F("revision") + 1):
            raise Outdated(_what_happened(case))
        case.revision += 1
        return
    Case.objects.filter(pk=case.pk).update(revision=F("revision") + 1)
    if not Leg.objects.filter(pk=leg.pk, revision=leg.revision).update(revision=F("revision") + 1):
        raise Outdated(_what_happened(case))
    leg.revision += 1
    case.refresh_from_db()
    leg.case = case


def _what_happened(case: Case) -> str:
    last = Move.objects.filter(case=case.pk).select_related("by").latest("pk")
    at = timezone.localtime(last.at)
    return f"{last.by}刚刚（{at:%H:%M}）已{last.name}，您看到的不是最新情况。请先看过再办。"


def chosen(
    moves: Sequence[k.Move], code: str, state: str, parts: frozenset[k.Actor], states: Mapping[str, str]
) -> tuple[k.Move, k.Actor]:
    """The move of that code and the part in which it is made. Raises RuleBroken when there is none from this state, and
    when somebody in none of its parts asks."""
    found = next((one for one in moves if one.code == code and state in one.was), None)
    if found is None:
        name = next((one.name for one in moves if one.code == code), "")
        what = f"不能{name}" if name else "没有这个动作"
        raise RuleBroken(f"现在是“{states.get(state, state)}”，{what}。")
    if found not in allowed(moves, state, parts):
        raise RuleBroken(f"“{found.name}”由{'、'.join(k.ACTORS[one] for one in found.who)}办，您没有这个身份。")
    return found, next(one for one in found.who if one in parts)


def given(move: k.Move, values: Mapping[str, Value]) -> dict[str, Value]:
    """What was given for a move. Raises RuleBroken for what is missing."""
    if found := missing(move.needs, values):
        raise RuleBroken("".join(found))
    return {code: value for code, value in values.items() if value not in (None, "")}


def write(
    case: Case,
    move: k.Move,
    was: str,
    doing: Doing,
    *,
    leg: Leg | None = None,
    values: Mapping[str, Value] | None = None,
    note: str = "",
) -> Move:
    """Write what was done. The state stands in the row already."""
    row = move_row(case, move, was, doing, leg=leg, values=values, note=note)
    row.save(force_insert=True)
    if leg is not None and was not in ("", leg.state):
        leg.clocks.update(owner_state=leg.state)
    elif leg is None and move.effect in COUNTED:
        case.clocks.filter(leg=None).update(owner_state=owner_state(case))
    return row


def owner_state(case: Case, leg: Leg | None = None) -> str:
    """What a clock says of the leg, or of the case itself, over which it runs (`Clock.owner_state`)."""
    if leg is not None:
        return leg.state
    return "open" if case.closed_at is None else "closed"


def move_row(
    case: Case,
    move: k.Move,
    was: str,
    doing: Doing,
    *,
    leg: Leg | None = None,
    values: Mapping[str, Value] | None = None,
    note: str = "",
) -> Move:
    """The line of the history (办理记录) that says so; not saved."""
    kept = {code: stored(value) for code, value in (values or {}).items()}
    return Move(
        case=case,
        leg=leg,
        code=move.code,
        name=move.name,
        was=was,
        now=leg.state if leg is not None else case.state,
        by=doing.by,
        part=doing.part,
        unit=doing.unit,
        at=doing.at,
        note=note or kept.pop("why", ""),
        values=kept,
        public=move.public,
        counted_as=case.counted_kind if leg is None and move.effect in COUNTED else None,
    )

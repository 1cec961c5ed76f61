"""Figure chips (数签): what each slot of a draft reads now, whether it is frozen, and whether it changed since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from mofan.drafting.models import Draft, Slot, SlotState
from mofan.drafting.numerals import NO_DATA, official
from mofan.figures.answering import Question, values_of
from mofan.figures.definitions import Definition, NoSuchFigure, definition_of, definitions
from mofan.figures.scopes import Scope
from mofan.measure import NotAPeriod, Period, read_period
from mofan.org.models import Unit

State = Literal["open", "live", "frozen", "changed", "typed", "unsourced", "task", "lost"]
STATES: Mapping[State, str] = {
    "open": "待定",
    "live": "活数",
    "frozen": "已定数",
    "changed": "定数后有变化",
    "typed": "手填，有依据",
    "unsourced": "手填，无依据",
    "task": "待登记",
    "lost": "这个数已不存在",
}


_Key = tuple[str, tuple[int, ...], bool, Period]
"""A figure, the units, whether those below are counted, the days."""


@dataclass(frozen=True, slots=True)
class Chip:
    """One slot as the page shows it (数签)."""

    slot: Slot
    state: State
    shown: str
    """What stands in the text: the frozen number once there is one."""
    now: str
    """What it would read today; empty where no figure is behind it."""
    value: Decimal | None
    question: Question | None

    @property
    def state_label(self) -> str:
        return STATES[self.state]

    @property
    def is_settled(self) -> bool:
        """Whether it may go out: a figure with data, or a number by hand with its evidence."""
        return self.state in ("live", "frozen", "changed", "typed") and self.shown != NO_DATA


def chips_of(draft: Draft, today: date) -> dict[str, Chip]:
    """Slot → chip, for every slot of the draft, whether it stands in the text or not. All that ask over the same units
    and days are answered together."""
    slots = list(draft.slots.select_related("frozen", "settled_by").prefetch_related("units").order_by("pk"))
    known = definitions()
    asked = {one.key: question_of(one, draft, known, today) for one in slots if one.state == SlotState.LIVE}
    answers = _answers([one for one in asked.values() if one is not None])
    return {one.key: _chip(one, asked.get(one.key), answers) for one in slots}


def shown_in(chips: Mapping[str, Chip]) -> dict[str, str]:
    """Slot → what stands in the text, for `lay_out`."""
    return {key: chip.shown for key, chip in chips.items()}


def question_of(slot: Slot, draft: Draft, known: Mapping[str, Definition], today: date) -> Question | None:
    """What a live slot asks: over the days that it was frozen for, or its own; None where its figure, its units or its
    period are no longer there."""
    figure = known.get(slot.code)
    units: tuple[Unit, ...] = tuple(sorted(slot.units.all(), key=lambda one: (one.order, one.pk)))
    if figure is None:
        try:
            figure = definition_of(slot.code)  # one that is narrowed stands in no list
        except NoSuchFigure:
            return None
    try:
        period = slot.frozen.period if slot.frozen else read_period(slot.period_words or draft.period_words, today)
    except NotAPeriod:
        return None
    return Question(figure, Scope(units, slot.below), period, today) if units else None


def _chip(slot: Slot, question: Question | None, answers: Mapping[_Key, Decimal | None]) -> Chip:
    if slot.state == SlotState.TYPED:
        return Chip(slot, "typed" if slot.evidence else "unsourced", slot.typed, "", None, None)
    if slot.state != SlotState.LIVE:
        return Chip(slot, "task" if slot.state == SlotState.TASK else "open", unfilled(slot), "", None, None)
    frozen = slot.frozen
    if question is None:
        shown = official(frozen.value, slot.measure, slot.style) if frozen else unfilled(slot)
        return Chip(slot, "frozen" if frozen else "lost", shown, "", None, None)
    value = answers[_key(question)]
    measure, base = slot.measure or question.figure.measure, question.figure.measure
    now = official(value, measure, slot.style, base)
    if frozen is None:
        return Chip(slot, "live", now, now, value, question)
    same = frozen.value == (None if value is None else round(value, 6))
    return Chip(
        slot, "frozen" if same else "changed", official(frozen.value, measure, slot.style, base), now, value, question
    )


def _key(question: Question) -> _Key:
    units = tuple(one.pk for one in question.scope.units)
    return question.figure.code, units, question.scope.below, question.period


def _answers(questions: Sequence[Question]) -> dict[_Key, Decimal | None]:
    """Each question once, those over the same units and days together."""
    groups: dict[tuple[tuple[int, ...], bool, Period], dict[str, Question]] = {}
    for one in questions:
        code, units, below, period = _key(one)
        groups.setdefault((units, below, period), {})[code] = one
    found: dict[_Key, Decimal | None] = {}
    for group, some in groups.items():
        first = next(iter(some.values()))
        numbers = values_of(first, [one.figure for one in some.values()])
        found |= {(code, *group): number for code, number in numbers.items()}
    return found


def unfilled(slot: Slot) -> str:
    """What stands where no number is: x with the measure word (x次)."""
    return f"x{slot.measure}"

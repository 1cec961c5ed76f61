"""Figure chips (数签): what each slot of a draft reads now, whether it is frozen, and whether it changed since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from mofan.drafting.models import Draft, Slot, SlotState
from mofan.drafting.numerals import NO_DATA, official
from mofan.figures.answering import Question, value_of
from mofan.figures.definitions import Definition, definitions
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
    """Slot → chip, for every slot of the draft, whether it stands in the text or not."""
    slots = list(draft.slots.select_related("frozen", "settled_by").prefetch_related("units"))
    known = definitions()
    answers: dict[tuple[object, ...], Decimal | None] = {}
    return {one.key: _chip(one, draft, known, answers, today) for one in slots}


def shown_in(chips: Mapping[str, Chip]) -> dict[str, str]:
    """Slot → what stands in the text, for `lay_out`."""
    return {key: chip.shown for key, chip in chips.items()}


def question_of(slot: Slot, draft: Draft, known: Mapping[str, Definition], today: date) -> Question | None:
    """What a live slot asks; None where its figure, its units or its period are no longer there."""
    figure = known.get(slot.code)
    units: Sequence[Unit] = tuple(slot.units.all())
    if figure is None or not units:
        return None
    try:
        period: Period = read_period(slot.period_words or draft.period_words, today)
    except NotAPeriod:
        return None
    return Question(figure, Scope(tuple(units), slot.below), period, today)


def _chip(
    slot: Slot,
    draft: Draft,
    known: Mapping[str, Definition],
    answers: dict[tuple[object, ...], Decimal | None],
    today: date,
) -> Chip:
    if slot.state == SlotState.TYPED:
        return Chip(slot, "typed" if slot.evidence else "unsourced", slot.typed, "", None, None)
    if slot.state != SlotState.LIVE:
        return Chip(slot, "task" if slot.state == SlotState.TASK else "open", unfilled(slot), "", None, None)
    question = question_of(slot, draft, known, today)
    if slot.frozen is not None:
        question = question and question.over(slot.frozen.period)
    if question is None:
        shown = slot.frozen.shown if slot.frozen else unfilled(slot)
        return Chip(slot, "frozen" if slot.frozen else "lost", shown, "", None, None)
    value = _answer(question, answers)
    now = official(value, slot.measure or question.figure.measure, slot.style)
    if slot.frozen is None:
        return Chip(slot, "live", now, now, value, question)
    was = official(slot.frozen.value, slot.measure or question.figure.measure, slot.style)
    return Chip(slot, "frozen" if slot.frozen.value == value else "changed", was, now, value, question)


def _answer(question: Question, answers: dict[tuple[object, ...], Decimal | None]) -> Decimal | None:
    """The same question is asked once, however many chips ask it."""
    units = tuple(one.pk for one in question.scope.units)
    key = (question.figure.code, units, question.scope.below, question.period)
    if key not in answers:
        answers[key] = value_of(question)
    return answers[key]


def unfilled(slot: Slot) -> str:
    """What stands where no number is: x with the measure word (x次)."""
    return f"x{slot.measure}"

"""What stands in a slot (数位的认定): a figure, a number typed by hand with its evidence, or a task."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from mofan.drafting.actions.leave import allow_writing
from mofan.drafting.models import Draft, Slot, SlotState
from mofan.drafting.models.slots import NumberStyle
from mofan.figures.definitions import Definition, NoSuchFigure, definition_of
from mofan.figures.scopes import NotVisible, Scope, scope_for
from mofan.measure import NotAPeriod, read_period
from mofan.org.actions import note
from mofan.org.models import Person
from mofan.org.rules import RuleBroken


@dataclass(frozen=True, slots=True)
class Choice:
    """A figure with its scope and period, as somebody chose it for a slot (选定的数).

    `units` empty: the draft's unit. `period_words` empty: those of the slot, else those of the draft.
    """

    code: str
    units: tuple[int, ...] = ()
    below: bool = True
    period_words: str = ""
    style: str = ""
    measure: str = ""


@transaction.atomic
def accept_figure(slot: Slot, choice: Choice, *, by: Person, at: datetime) -> Slot:
    """Put a figure into a slot (采用). Raises RuleBroken without leave, and for a figure, unit or period that
    is not there."""
    draft = slot.draft
    allow_writing(by, draft)
    figure, scope, words = _figure(choice.code), _scope(draft, choice, by), _period(slot, choice, at)
    was = _said(slot)
    slot.state, slot.code, slot.below, slot.period_words = SlotState.LIVE, figure.code, scope.below, words
    slot.measure = choice.measure or _measure(slot, figure)
    if choice.style:
        slot.style = _style(choice.style)
    slot.typed = slot.evidence = slot.note = ""
    _settled(slot, by, at)
    slot.units.set(scope.units)
    why = f"{figure.name}，{scope.label}，{words or draft.period_words}"
    note(draft, "采用数", by=by, at=at, why=why, changes=[(_named(slot), was, figure.name)])
    return slot


@transaction.atomic
def type_number(slot: Slot, number: str, evidence: str, *, by: Person, at: datetime) -> Slot:
    """Write a number by hand (手填). Without evidence it is taken and stays marked. Raises RuleBroken without leave,
    without a number, and where either is too long."""
    allow_writing(by, slot.draft)
    number, evidence = " ".join(number.split()), " ".join(evidence.split())
    if not number or len(number) > 60:
        raise RuleBroken("请写出这个数和量词，60 个字以内。")
    if len(evidence) > 300:
        raise RuleBroken("依据请写在 300 个字以内：哪份台账、哪个文件、谁提供的。")
    was = _said(slot)
    slot.state, slot.typed, slot.evidence, slot.code, slot.note = SlotState.TYPED, number, evidence, "", ""
    _settled(slot, by, at)
    note(slot.draft, "手填数", by=by, at=at, why=evidence or "未写依据", changes=[(_named(slot), was, number)])
    return slot


@transaction.atomic
def make_task(slot: Slot, what: str, *, by: Person, at: datetime) -> Slot:
    """Say that nothing records this yet (列为待登记). Raises RuleBroken without leave, and where it is too long."""
    allow_writing(by, slot.draft)
    what = " ".join(what.split()) or "还没有记录能数出这个数：请登记，或手填并写明依据。"
    if len(what) > 300:
        raise RuleBroken("请写在 300 个字以内。")
    was = _said(slot)
    slot.state, slot.note, slot.code, slot.typed, slot.evidence = SlotState.TASK, what, "", "", ""
    _settled(slot, by, at)
    note(slot.draft, "列为待登记", by=by, at=at, why=what, changes=[(_named(slot), was, "待登记")])
    return slot


@transaction.atomic
def reopen(slot: Slot, *, by: Person, at: datetime) -> Slot:
    """Take back what was put into a slot (撤回). Raises RuleBroken without leave, and where nothing was."""
    allow_writing(by, slot.draft)
    if slot.state == SlotState.OPEN:
        raise RuleBroken("这一处还没有填数。")
    was = _said(slot)
    slot.state = SlotState.OPEN
    slot.code = slot.typed = slot.evidence = slot.note = ""
    _settled(slot, by, at)
    note(slot.draft, "撤回数", by=by, at=at, changes=[(_named(slot), was, "待定")])
    return slot


@transaction.atomic
def add_slot(
    draft: Draft,
    *,
    by: Person,
    at: datetime,
    written: str = "",
    what: str = "",
    measure: str = "",
    period_words: str = "",
) -> Slot:
    """A new slot, for the writer to put where he writes (插入数位). Raises RuleBroken without leave."""
    allow_writing(by, draft)
    taken = set(Slot.objects.select_for_update().filter(draft=draft).values_list("key", flat=True))
    number = len(taken) + 1
    while f"s{number}" in taken:
        number += 1
    slot = Slot.objects.create(
        draft=draft,
        key=f"s{number}",
        written=written[:60],
        what=what[:100],
        measure=measure[:20],
        period_words=period_words[:60],
    )
    note(draft, "插入数位", by=by, at=at, why=what or written)
    return slot


def _figure(code: str) -> Definition:
    try:
        return definition_of(code)
    except NoSuchFigure as error:
        raise RuleBroken(str(error)) from error


def _scope(draft: Draft, choice: Choice, by: Person) -> Scope:
    try:
        return scope_for(by, choice.units or (draft.unit_id,), below=choice.below)
    except NotVisible as error:
        raise RuleBroken(str(error)) from error


def _period(slot: Slot, choice: Choice, at: datetime) -> str:
    words = "".join(choice.period_words.split()) or slot.period_words
    try:
        read_period(words or slot.draft.period_words, at.date())
    except NotAPeriod as error:
        raise RuleBroken(str(error)) from error
    return words[:60]


def _measure(slot: Slot, figure: Definition) -> str:
    """The measure word of the text where it counts the same, else the figure's own: 场 for 次, never 人 for 人次."""
    from mofan.drafting.finding import counts_the_same

    return slot.measure if counts_the_same(slot.measure, figure.measure) else figure.measure


def _style(style: str) -> str:
    if style not in NumberStyle.values:
        raise RuleBroken("没有这种写法。")
    return style


def _settled(slot: Slot, by: Person, at: datetime) -> None:
    slot.settled_by, slot.settled_at, slot.frozen = by, at, None
    slot.save()


def _named(slot: Slot) -> str:
    return slot.what or slot.written or slot.key


def _said(slot: Slot) -> str:
    if slot.state == SlotState.LIVE:
        return slot.code
    return slot.typed if slot.state == SlotState.TYPED else SlotState(slot.state).label

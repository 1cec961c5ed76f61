"""The way of a draft to its signature (审签流程): the unit's own steps, and which of them is next."""

from dataclasses import dataclass
from typing import Final

from mofan.drafting.models import Approval, ChainStep, Draft, DraftState, Stage, Verdict
from mofan.org.models import Person, Unit
from mofan.org.roles import Right


@dataclass(frozen=True, slots=True)
class Step:
    """One step (环节): who says yes, where. Without a person, whoever approves in `unit`."""

    place: int
    stage: Stage
    name: str
    person: Person | None
    unit: Unit

    def is_for(self, person: Person) -> bool:
        """Whether this person may say yes or no here."""
        if self.person is not None:
            return self.person.pk == person.pk and person.is_active
        return person.may(Right.APPROVE, self.unit)

    @property
    def who(self) -> str:
        """Whose turn it is, in words."""
        return self.person.name if self.person else f"{self.unit}的负责人"


STATE_OF: Final = {
    Stage.REVIEW: DraftState.REVIEW,
    Stage.COUNTERSIGN: DraftState.COUNTERSIGN,
    Stage.SIGN: DraftState.SIGNING,
}
"""Where a draft stands while a step of that stage is next."""


def chain_of(unit: Unit) -> tuple[Step, ...]:
    """The steps of a unit, in order; without any of its own, those of the nearest unit above, and without these a
    leader reviews and signs."""
    for one in (unit, *reversed(list(Unit.objects.over(unit).exclude(pk=unit.pk)))):
        rows = ChainStep.objects.standing().filter(unit=one).select_related("person", "asked").order_by("place")
        if steps := [_step(row, unit) for row in rows]:
            return tuple(steps)
    return (
        Step(1, Stage.REVIEW, Stage.REVIEW.label, None, unit),
        Step(2, Stage.SIGN, Stage.SIGN.label, None, unit),
    )


def _step(row: ChainStep, unit: Unit) -> Step:
    return Step(row.place, Stage(row.stage), row.name or Stage(row.stage).label, row.person, row.asked or unit)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a draft is (审签进度)."""

    steps: tuple[Step, ...]
    given: tuple[Approval | None, ...]
    """What was said at each step in this sending, of whatever text; None where nothing was."""
    holding: tuple[bool, ...]
    """Whether that was said of the very text and numbers that stand now."""

    @property
    def next(self) -> Step | None:
        """The first step whose approval is missing or outdated; None when all hold."""
        return next((step for step, holds in zip(self.steps, self.holding, strict=True) if not holds), None)

    @property
    def outdated(self) -> tuple[Approval, ...]:
        """What was approved and has changed since."""
        pairs = zip(self.given, self.holding, strict=True)
        return tuple(one for one, holds in pairs if one is not None and not holds)


def progress_of(draft: Draft, seal: str) -> Progress:
    """How far it is; `seal` is that of the text as it stands (`seals.seal_of`)."""
    steps = chain_of(draft.unit)
    said = draft.approvals.filter(sending=draft.sendings, verdict=Verdict.APPROVED).select_related("by")
    latest: dict[tuple[int, str], Approval] = {}
    for one in said:
        latest.setdefault((one.place, one.stage), one)
    given = tuple(latest.get((step.place, step.stage)) for step in steps)
    return Progress(steps, given, tuple(one is not None and one.digest == seal for one in given))

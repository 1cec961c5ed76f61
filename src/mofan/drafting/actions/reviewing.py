"""The way to the signature (送审、审签): figures stand still from sending on; what is approved is this very text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from mofan.drafting.actions.leave import allow_writing
from mofan.drafting.chain import STATE_OF, Progress, Step, progress_of
from mofan.drafting.chips import Chip, chips_of
from mofan.drafting.exporting import named_once, unfilled_of
from mofan.drafting.models import Approval, ChainStep, Draft, DraftState, Slot, SlotState, Stage, Verdict
from mofan.drafting.seals import seal_of
from mofan.figures.actions import freeze
from mofan.org.actions import allow, note, reason
from mofan.org.models import Person, Unit
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken


@dataclass(frozen=True, slots=True)
class StepFacts:
    """One step of a chain, as a unit sets it (环节设置). Neither person nor unit: a leader of the unit itself."""

    stage: str
    name: str = ""
    person: Person | None = None
    asked: Unit | None = None


@transaction.atomic
def set_chain(unit: Unit, steps: Sequence[StepFacts], *, by: Person, at: datetime) -> None:
    """Say by which steps the drafts of a unit go (设定审签流程); none: those of the unit above, or the usual ones.

    Raises RuleBroken without leave, and where the last step is not the one signature.
    """
    allow(by, Right.MANAGE, unit)
    stages = [one.stage for one in steps]
    if any(one not in Stage.values for one in stages):
        raise RuleBroken("没有这种环节。可用的有：审核、会签、签发。")
    if steps and (stages.count(Stage.SIGN) != 1 or stages[-1] != Stage.SIGN):
        raise RuleBroken("审签流程要有一个签发环节，并且在最后。")
    ChainStep.objects.standing().filter(unit=unit).update(ended_at=at)
    ChainStep.objects.bulk_create(
        ChainStep(unit=unit, place=place, stage=one.stage, name=one.name[:40], person=one.person, asked=one.asked)
        for place, one in enumerate(steps, 1)
    )
    said = "、".join(one.name or Stage(one.stage).label for one in steps) or "按上级或通常的流程"
    note(unit, "设定审签流程", by=by, at=at, why=said)


@transaction.atomic
def send(draft: Draft, *, by: Person, at: datetime) -> Progress:
    """Send a draft on its way (送审): every live number is frozen now, so that all read the same text.

    Raises RuleBroken without leave, where it is under way already, and where something is still to be filled in.
    """
    allow_writing(by, draft)
    draft = _locked(draft)
    if draft.state != DraftState.DRAFT:
        raise RuleBroken("这份材料已经在审签中。")
    freeze_all(draft, by=by, at=at)
    require_complete(draft, _chips(draft, at))
    draft.sendings += 1
    draft.save(update_fields=["sendings"])
    note(draft, "送审", by=by, at=at, why=f"第 {draft.sendings} 次，第 {draft.revision} 版")
    return _moved(draft, at)


def freeze_all(draft: Draft, *, by: Person, at: datetime) -> int:
    """Freeze every live number of the text that is not frozen yet (定数); how many. Part of `send` and `approve`."""
    keys = draft.text.slots
    count = 0
    for key, chip in _chips(draft, at).items():
        if key in keys and chip.slot.state == SlotState.LIVE and chip.slot.frozen_id is None and chip.question:
            frozen = freeze(chip.question, purpose=f"《{draft.title[:150]}》", by=by, at=at)
            Slot.objects.filter(pk=chip.slot.pk).update(frozen=frozen)
            count += 1
    return count


def require_complete(draft: Draft, chips: dict[str, Chip]) -> None:
    """Raises RuleBroken while a gap or a slot of the text has nothing that may go out."""
    body = draft.text
    if wanting := unfilled_of(body, chips):
        raise RuleBroken(f"还有 {len(wanting)} 处待写：{named_once(wanting)}。填好数、写明依据，再送审。")
    if not body.title.strip():
        raise RuleBroken("材料还没有标题，请先写上。")


def approve(draft: Draft, *, by: Person, at: datetime, note_as: str = "", seal: str = "") -> Draft:
    """Say yes at the step that is next (同意). At the last step the draft is signed, and never changes again.

    `seal` is that of the text which was read: where it is another by now, nothing is approved.
    Raises RuleBroken when it is not under way, when the step is not this person's, and when the text has changed.
    """
    with transaction.atomic():
        draft, step, chips, now = _at_his_step(draft, by, at, seal)
        if step.stage == Stage.SIGN:
            require_complete(draft, chips)
        _say(draft, step, Verdict.APPROVED, note_as, chips, now, by=by, at=at)
        note(draft, step.name, by=by, at=at, why=note_as or "同意")
        if progress_of(draft, now).next is None:
            draft.state, draft.dated = DraftState.SIGNED, draft.dated or timezone.localdate(at)
            draft.save(update_fields=["state", "dated"])
            note(draft, "签发", by=by, at=at, why=f"第 {draft.revision} 版，文本指纹 {now[:12]}")
        else:
            _moved(draft, at)
    return draft


@transaction.atomic
def send_back(draft: Draft, why: str, *, by: Person, at: datetime, seal: str = "") -> Draft:
    """Say no at the step that is next (退回修改): the draft is open again, its numbers alive. Raises RuleBroken as
    `approve`, and without a reason."""
    why = reason(why)
    draft, step, chips, now = _at_his_step(draft, by, at, seal)
    _say(draft, step, Verdict.RETURNED, why, chips, now, by=by, at=at)
    _reopen(draft)
    note(draft, "退回修改", by=by, at=at, why=f"{step.name}：{why}")
    return draft


@transaction.atomic
def take_back(draft: Draft, *, by: Person, at: datetime) -> Draft:
    """Take a draft back from its way (撤回送审). Raises RuleBroken without leave, and where it is not under way."""
    allow_writing(by, draft)
    draft = _locked(draft)
    if not draft.is_under_review:
        raise RuleBroken("这份材料不在审签中。")
    _reopen(draft)
    note(draft, "撤回送审", by=by, at=at)
    return draft


@transaction.atomic
def freeze_again(draft: Draft, *, by: Person, at: datetime) -> int:
    """Take the numbers as they are now, while it is under way (更新定数); how many are other than before. What was
    approved needs approval again. Raises RuleBroken without leave, and where it is not under way."""
    allow_writing(by, draft)
    draft = _locked(draft)
    if not draft.is_under_review:
        raise RuleBroken("材料送审后才定数。现在的数都是活的。")
    changed = [chip.slot.pk for chip in _chips(draft, at).values() if chip.state == "changed"]
    Slot.objects.filter(pk__in=changed).update(frozen=None)
    freeze_all(draft, by=by, at=at)
    if changed:
        note(draft, "更新定数", by=by, at=at, why=f"{len(changed)} 个数")
        _moved(draft, at)
    return len(changed)


def _at_his_step(draft: Draft, by: Person, at: datetime, read: str) -> tuple[Draft, Step, dict[str, Chip], str]:
    draft = _locked(draft)
    if not draft.is_under_review:
        raise RuleBroken(f"“{draft.title}”不在审签中。")
    freeze_all(draft, by=by, at=at)
    chips = _chips(draft, at)
    seal = seal_of(draft, chips)
    step = progress_of(draft, seal).next
    if step is None or not step.is_for(by):
        whose = f"现在是“{step.name}”环节，由{step.who}签意见。" if step else ""
        raise RuleBroken(f"还没有轮到您。{whose}")
    if read and read != seal:
        raise RuleBroken("您看的时候，材料又有改动。请看过改动，再签意见。")
    return draft, step, chips, seal


def _say(
    draft: Draft,
    step: Step,
    verdict: Verdict,
    said: str,
    chips: dict[str, Chip],
    seal: str,
    *,
    by: Person,
    at: datetime,
) -> None:
    Approval.objects.create(
        draft=draft,
        stage=step.stage,
        place=step.place,
        verdict=verdict,
        note=said[:300],
        sending=draft.sendings,
        revision=draft.revision,
        digest=seal,
        numbers={key: chips[key].shown for key in draft.text.slots},
        by=by,
        at=at,
    )


def _reopen(draft: Draft) -> None:
    draft.state = DraftState.DRAFT
    draft.save(update_fields=["state"])
    draft.slots.update(frozen=None)


def _moved(draft: Draft, at: datetime) -> Progress:
    """Put the state where the next step is."""
    progress = progress_of(draft, seal_of(draft, _chips(draft, at)))
    assert progress.next is not None
    draft.state = STATE_OF[progress.next.stage]
    draft.save(update_fields=["state"])
    return progress


def _locked(draft: Draft) -> Draft:
    return Draft.objects.select_for_update().select_related("unit").get(pk=draft.pk)


def _chips(draft: Draft, at: datetime) -> dict[str, Chip]:
    return chips_of(draft, timezone.localdate(at))

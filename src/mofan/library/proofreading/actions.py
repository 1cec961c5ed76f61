"""Verbs of proofreading (采纳、不采纳、撤销、收入词典): one transaction and one history entry each."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from mofan.library.proofreading.matching import place_of
from mofan.library.proofreading.models import Correction, DictionaryEntry, Refusal
from mofan.library.proofreading.texts import Accepted, ProofreadText
from mofan.org.actions import note
from mofan.org.models import History, Person
from mofan.org.rules import RuleBroken
from mofan.text.proofread import KINDS, Finding

LONGEST = 500
"""Characters that may be put in the place of a finding."""
NAMED = 5
"""Corrections that a history entry names, of many made at once."""


@transaction.atomic
def accept(text: ProofreadText, finding: Finding, *, by: Person, at: datetime, new: str | None = None) -> None:
    """Put in what a finding proposes, or other words (采纳).

    Raises RuleBroken without leave, where nothing is proposed and no words are given, where they change nothing, and
    where the text is another by now.
    """
    _allow(text, by)
    new = finding.replacement if new is None else new
    if new is None:
        raise RuleBroken("这一处没有建议的改法。请写明改成什么，再改正。")
    if new == finding.quote:
        raise RuleBroken("改后与原文相同。要保留原文，请选“不采纳”。")
    if len(new) > LONGEST:
        raise RuleBroken(f"改后的文字太长，最多 {LONGEST} 个字。")
    if "\x00" in new:
        raise RuleBroken("改后的文字里有不能用的字符，请重新输入。")
    verb = "采纳校对意见" if new == finding.replacement else "手工改正"
    done = note(text.row, verb, by=by, at=at, why=_said(finding, new))
    text.correct([Accepted(finding, new)], done=done)


@transaction.atomic
def accept_all(text: ProofreadText, findings: Sequence[Finding], *, by: Person, at: datetime) -> int:
    """Put in what findings of one kind propose, all at once (全部采纳); how many. Those without a proposal stay open.
    Raises RuleBroken without leave, where none proposes anything, and where the text is another by now."""
    _allow(text, by)
    wanted = [one for one in findings if one.replacement is not None and text.can_be_corrected(one)]
    if not wanted:
        raise RuleBroken("没有可以直接改正的意见。没有建议改法的，请逐处处理。")
    said = "；".join(_said(one, one.replacement or "") for one in wanted[:NAMED])
    more = "等" if len(wanted) > NAMED else ""
    kinds = "、".join(dict.fromkeys(KINDS.get(one.kind, one.kind) for one in wanted))
    why = f"{kinds} {len(wanted)} 处：{said}{more}"
    text.correct(
        [Accepted(one, one.replacement or "") for one in wanted],
        done=note(text.row, "采纳全部校对意见", by=by, at=at, why=why),
    )
    return len(wanted)


@transaction.atomic
def refuse(text: ProofreadText, finding: Finding, *, by: Person, at: datetime) -> Refusal:
    """Leave the words as they are, and do not ask again (不采纳). Raises RuleBroken without leave."""
    _allow(text, by)
    place = place_of(text.text, finding)
    done = note(text.row, "不采纳校对意见", by=by, at=at, why=f"“{finding.quote[:40]}”：{finding.message[:120]}")
    return Refusal.objects.create(
        subject=text.row._meta.label_lower,
        subject_id=text.row.pk,
        kind=finding.kind,
        rule=finding.rule,
        message=finding.message[:300],
        quote=place.quote,
        before=place.before,
        after=place.after,
        start=place.start,
        done=done,
    )


@transaction.atomic
def undo_correction(text: ProofreadText, correction: Correction, *, by: Person, at: datetime) -> None:
    """Put the former words back (撤销改正). Raises RuleBroken without leave, and where a later correction stands on
    this one or it was undone."""
    _allow(text, by)
    text.restore([correction], undone=note(text.row, "撤销改正", by=by, at=at, why=_undone([correction])))


@transaction.atomic
def ask_again(text: ProofreadText, refusal: Refusal, *, by: Person, at: datetime) -> None:
    """Take a refusal back: the finding is open again (撤销不采纳). Raises RuleBroken when that was done before."""
    _allow(text, by)
    undone = note(text.row, "撤销不采纳", by=by, at=at, why=f"“{refusal.quote[:40]}”")
    if not Refusal.objects.of(text.row).standing().filter(pk=refusal.pk).update(undone=undone):
        raise RuleBroken("这一处已经撤销过了。")


@transaction.atomic
def undo_last(text: ProofreadText, *, by: Person, at: datetime) -> str:
    """Take back the last thing that this person did to this text while proofreading, whole (撤销上一步); what it was,
    in words. Raises RuleBroken without leave, and when there is nothing."""
    _allow(text, by)
    last, entry = _last_of(text, by), _last_entry(text, by)
    if entry and (last is None or entry.added_at > last.at):
        entry.voided_by, entry.voided_at, entry.void_reason = by, at, "撤销"
        entry.save(update_fields=["voided_by", "voided_at", "void_reason"])
        note(entry, "撤销收入词典", by=by, at=at, why=entry.word)
        return f"收入词典“{entry.word}”"
    if last is None:
        raise RuleBroken("没有可以撤销的。只能撤销您自己在这一篇做过的校对处理。")
    undone = note(text.row, "撤销校对处理", by=by, at=at, why=f"{last.verb}：{last.note}"[:500])
    Refusal.objects.of(text.row).standing().filter(done=last).update(undone=undone)
    if corrections := list(Correction.objects.of(text.row).filter(done=last, undone=None)):
        text.restore(corrections, undone=undone)
    return last.verb


def _last_of(text: ProofreadText, by: Person) -> History | None:
    mine = History.objects.filter(subject=text.row._meta.label_lower, subject_id=text.row.pk, by=by)
    open_ones = Q(corrections__isnull=False, corrections__undone=None) | Q(
        refusals__isnull=False, refusals__undone=None
    )
    return mine.filter(open_ones).order_by("-pk").first()


def _last_entry(text: ProofreadText, by: Person) -> DictionaryEntry | None:
    mine = DictionaryEntry.objects.standing().filter(added_by=by)
    return mine.filter(subject=text.row._meta.label_lower, subject_id=text.row.pk).order_by("-pk").first()


def _allow(text: ProofreadText, by: Person) -> None:
    if not text.may_be_changed_by(by):
        raise RuleBroken("您没有处理校对意见的权限，请找素材库管理员。")


def _said(finding: Finding, new: str) -> str:
    if not new:
        return f"删去“{finding.quote[:40]}”"
    return f"“{finding.quote[:40]}”改为“{new[:40]}”"


def _undone(corrections: Sequence[Correction]) -> str:
    return "；".join(f"“{one.new[:40]}”改回“{one.was[:40]}”" for one in corrections)

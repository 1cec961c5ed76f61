"""Burdens (负担): reported by whoever enters, answered by the supervising office."""

from datetime import datetime

from django.db import transaction

from mofan.org.actions import allow, note
from mofan.org.models import Person, Unit
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken
from mofan.records.known_kinds import known_kinds
from mofan.records.models import BurdenReport
from mofan.records.models.burdens import SORTS

LONGEST = 2_000
"""Characters of a report and of an answer."""


@transaction.atomic
def report_burden(
    unit: Unit, sort: str, words: str, *, kind: str = "", named: bool = True, by: Person, at: datetime
) -> BurdenReport:
    """Say that something asked for weighs too much (反映负担). Raises RuleBroken for a unit in which one has no place,
    for an unknown sort or kind, and without words."""
    if not Unit.objects.visible_to(by).filter(pk=unit.pk).exists():
        raise RuleBroken("没有这个单位，或者您不能查看它。")
    words = _words(words, "写明是什么负担，最好写上哪张表、多久一次。")
    if sort not in SORTS:
        raise RuleBroken("选一类负担；都不像就选“其他”。")
    if kind and kind not in known_kinds():
        raise RuleBroken("没有这一种记录。请从记录种类里选，或者不选。")
    made = BurdenReport.objects.create(unit=unit, sort=sort, kind=kind, words=words, named=named, by=by, at=at)
    note(made, "反映负担", by=by, at=at, why=SORTS[sort])
    return made


@transaction.atomic
def answer_burden(report: BurdenReport, answer: str, *, by: Person, at: datetime) -> None:
    """What will be done about it, or why nothing (答复). Raises RuleBroken for whoever does not supervise there, for
    the one who reported it, without words, and for one that is answered."""
    allow(by, Right.SUPERVISE, report.unit)
    if report.by_id == by.pk:
        raise RuleBroken("自己反映的，请另一位督查员答复。")
    answer = _words(answer, "写明怎么办：减掉、合并，还是保留并说明依据。")
    changed = BurdenReport.objects.filter(pk=report.pk, answered_at=None).update(
        answer=answer, answered_by=by, answered_at=at
    )
    if not changed:
        raise RuleBroken("这件事已经答复过。")
    report.refresh_from_db()
    note(report, "答复负担", by=by, at=at, why=answer[:200])


def _words(given: str, missing: str) -> str:
    words = given.strip()
    if not words:
        raise RuleBroken(missing)
    if len(words) > LONGEST:
        raise RuleBroken(f"请写在 {LONGEST} 字以内，现在 {len(words)} 字。")
    return words

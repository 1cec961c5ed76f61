"""Responsibility (责任): lists by level and post, their items, letters that both sides sign."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from mofan.measure import Period, date_text
from mofan.org.actions import note, reason
from mofan.org.models import Person, Unit
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken
from mofan.records.known_kinds import known_kinds
from mofan.records.models import Responsibility, ResponsibilityItem, ResponsibilityLetter
from mofan.records.models.responsibility import LEVELS
from mofan.records.responsibility import may_draw

MOST_ITEMS = 60
"""Items of one list; whoever answers for more answers for nothing."""


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What is said of one item (责任事项)."""

    what: str
    basis: str = ""
    standard: str = ""
    due_on: date | None = None
    kinds: Sequence[str] = ()


@transaction.atomic
def draw_list(
    unit: Unit, level: str, post: str, owner: Person, period: Period, *, basis: str, by: Person, at: datetime
) -> Responsibility:
    """Say who answers in a post of a unit for a time (列责任清单). Raises RuleBroken for whoever may not, for an
    unknown level, without post or basis, and where the same person has a list for this post and time already."""
    _allow(by, unit)
    post, basis = " ".join(post.split()), " ".join(basis.split())
    if level not in LEVELS:
        raise RuleBroken("级从列出的四级里选。")
    if not post or len(post) > 60:
        raise RuleBroken("岗要写明，如“党组书记”“办公室主任”，60 字以内。")
    if not basis or len(basis) > 200:
        raise RuleBroken("写明依据，200 字以内：哪个文件、哪次会议定的。")
    there = Responsibility.objects.valid().filter(unit=unit, level=level, post=post, owner=owner)
    if same := there.filter(since__lte=period.end, until__gte=period.start).first():
        raise RuleBroken(
            f"{owner.name}的“{post}”在这段时间已有一份清单（{date_text(same.since)}至{date_text(same.until)}）。"
            "请在那一份上添事项；要重列，先把它作废。"
        )
    row = Responsibility.objects.create(
        unit=unit, level=level, post=post, owner=owner, basis=basis, since=period.start, until=period.end
    )
    note(row, "列责任清单", by=by, at=at, why=f"{owner.name}：{basis}")
    return row


@transaction.atomic
def add_item(row: Responsibility, facts: ItemFacts, *, by: Person, at: datetime) -> ResponsibilityItem:
    """One more item (添责任事项). Raises RuleBroken for whoever may not, without words, for a day outside of the list's
    time, for unknown kinds of record, and for a list that was voided or is full."""
    _allow(by, row.unit)
    what = " ".join(facts.what.split())
    if not what or len(what) > 300:
        raise RuleBroken("写明责任事项，300 字以内。")
    if len(facts.basis) > 200 or len(facts.standard) > 200:
        raise RuleBroken("依据和标准各写在 200 字以内。")
    if facts.due_on is not None and not row.period.contains(facts.due_on):
        raise RuleBroken("时限要在清单的起止日期以内。")
    if unknown := [code for code in facts.kinds if code not in known_kinds()]:
        raise RuleBroken(f"没有这一种记录：{'、'.join(unknown)}。")
    if row.is_void:
        raise RuleBroken("这份清单已经作废。")
    last = row.items.aggregate(last=Max("no"))["last"] or 0
    if row.items.filter(voided_at=None).count() >= MOST_ITEMS:
        raise RuleBroken(f"一份清单最多 {MOST_ITEMS} 项。项目太多等于没有重点，请合并。")
    item = ResponsibilityItem.objects.create(
        responsibility=row,
        no=last + 1,
        what=what,
        basis=facts.basis.strip(),
        standard=facts.standard.strip(),
        due_on=facts.due_on,
        kinds=list(dict.fromkeys(facts.kinds)),
    )
    note(row, "添责任事项", by=by, at=at, why=f"{item.no}. {what}"[:200])
    return item


@transaction.atomic
def void_item(item: ResponsibilityItem, *, why: str, by: Person, at: datetime) -> None:
    """An item does not hold any more (作废责任事项); letters that were signed keep it. Raises RuleBroken without a
    reason and for one that was voided before."""
    _allow(by, item.responsibility.unit)
    why = reason(why)
    if not ResponsibilityItem.objects.filter(pk=item.pk, voided_at=None).update(voided_at=at, void_reason=why):
        raise RuleBroken("这一项已经作废。")
    item.refresh_from_db()
    note(item.responsibility, "作废责任事项", by=by, at=at, why=f"{item.no}. {why}")


@transaction.atomic
def void_list(row: Responsibility, *, why: str, by: Person, at: datetime) -> None:
    """A list does not hold any more (作废责任清单). Raises RuleBroken without a reason, with a letter that stands, and
    for one that was voided before."""
    _allow(by, row.unit)
    why = reason(why)
    if row.letters.filter(withdrawn_at=None).exists():
        raise RuleBroken("这份清单有责任书，先收回责任书。")
    if not Responsibility.objects.valid().filter(pk=row.pk).update(voided_at=at, void_reason=why):
        raise RuleBroken("这份清单已经作废。")
    row.refresh_from_db()
    note(row, "作废责任清单", by=by, at=at, why=why)


@transaction.atomic
def draw_letter(row: Responsibility, *, by: Person, at: datetime) -> ResponsibilityLetter:
    """A letter of what the list says now, to be signed (拟责任书). Raises RuleBroken for a list without items or
    voided, and where a letter stands already."""
    _allow(by, row.unit)
    items = row.items.filter(voided_at=None)
    if row.is_void or not items:
        raise RuleBroken("清单上还没有责任事项，先添上再拟责任书。")
    if row.letters.filter(withdrawn_at=None).exists():
        raise RuleBroken("已经有一份责任书。内容变了，先收回那一份。")
    said = [[f"{no}", one.what, one.basis, one.standard, f"{one.due_on or ''}"] for no, one in enumerate(items, 1)]
    letter = ResponsibilityLetter.objects.create(responsibility=row, items=said, drawn_by=by, drawn_at=at)
    note(row, "拟责任书", by=by, at=at, why=f"{len(said)} 项")
    return letter


@transaction.atomic
def sign_letter(letter: ResponsibilityLetter, *, by: Person, at: datetime) -> None:
    """Sign it (签订): its owner for himself, or whoever gives the responsibility: one who may approve or supervise
    there. Raises RuleBroken for anybody else, for who signed before, and for a letter that was withdrawn."""
    row = letter.responsibility
    open_one = ResponsibilityLetter.objects.filter(pk=letter.pk, withdrawn_at=None)
    if by.pk == row.owner_id:
        done = open_one.filter(owner_signed_at=None).update(owner_signed_at=at)
    else:
        if not (by.may(Right.APPROVE, row.unit) or by.may(Right.SUPERVISE, row.unit)):
            raise RuleBroken("责任书由责任人和交付责任的负责人签订。")
        done = open_one.filter(giver=None).update(giver=by, giver_signed_at=at)
    if not done:
        raise RuleBroken("这一方已经签过，或者责任书已经收回。")
    letter.refresh_from_db()
    note(row, "签订责任书", by=by, at=at, why="责任人" if by.pk == row.owner_id else "交付责任的人")


@transaction.atomic
def withdraw_letter(letter: ResponsibilityLetter, *, why: str, by: Person, at: datetime) -> None:
    """The letter stands no longer (收回责任书); it stays readable. Raises RuleBroken without a reason and for one that
    was withdrawn before."""
    _allow(by, letter.responsibility.unit)
    why = reason(why)
    if not ResponsibilityLetter.objects.filter(pk=letter.pk, withdrawn_at=None).update(withdrawn_at=at, why=why):
        raise RuleBroken("责任书已经收回。")
    letter.refresh_from_db()
    note(letter.responsibility, "收回责任书", by=by, at=at, why=why)


def _allow(by: Person, unit: Unit) -> None:
    if not may_draw(by, unit):
        raise RuleBroken(f"您不能为“{unit}”列责任清单。请单位管理员、负责人或督查员来做。")

"""Verbs on retention (保管期限): set a period, offer what has passed it, decide. Nothing is ever deleted by them."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from mofan.org.actions.entries import allow, note, reason
from mofan.org.masking import mask_id_number, mask_phone
from mofan.org.models import Person, RetentionClass, RetentionOffer
from mofan.org.models.retention import Decision
from mofan.org.retention import Expired, Kept, classes, expired_here, leavers_data, together
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken

LONGEST = 100


@transaction.atomic
def set_retention(code: str, years: int | None, *, basis: str, by: Person, at: datetime) -> RetentionClass:
    """Keep a class for so many years, None for ever (修改保管期限).

    Raises RuleBroken without leave or a basis, for an unknown class, for less than a year or more than a hundred.
    """
    allow(by, Right.ADMINISTER)
    known = {one.code: one for one in classes()}.get(code)
    if known is None:
        raise RuleBroken("没有这一类保管期限。")
    if years is not None and not 1 <= years <= LONGEST:
        raise RuleBroken(f"年限填 1 到 {LONGEST} 的整数，永久保管留空。")
    if not basis.strip():
        raise RuleBroken("请写明依据。")
    row = _row(known)
    changes = [("年限", _said(row.years), _said(years)), ("依据", row.basis or "—", basis.strip())]
    row.years, row.basis = years, basis.strip()[:200]
    row.save()
    note(row, "修改保管期限", by=by, at=at, why=row.name, changes=[one for one in changes if one[1] != one[2]])
    return row


@transaction.atomic
def offer(expired: Iterable[Expired], *, at: datetime) -> list[RetentionOffer]:
    """Offer what has passed its period to administrators (提出期满待处置). An offer that is open already is brought
    up to date; rows that were decided on for the same day are not offered again before the day moves on a month."""
    made = []
    known = {one.code: one for one in classes()}
    for one in expired:
        row = _row(known[one.code])
        last = RetentionOffer.objects.filter(of=row).exclude(decided_at=None).order_by("-before").first()
        if last is not None and (one.before - last.before).days < 30:
            continue
        made.append(
            RetentionOffer.objects.update_or_create(
                of=row, decided_at=None, defaults={"before": one.before, "rows": one.rows, "offered_at": at}
            )[0]
        )
    return made


@transaction.atomic
def decide_offer(offered: RetentionOffer, decision: str, *, why: str, by: Person, at: datetime) -> None:
    """What is done with what has passed its period (决定处置): kept on, handed to the archive, or, of the personal
    data of people who have left, masked in the rows themselves.

    Raises RuleBroken without leave or a reason, for a decision that is none, and for one that was taken before.
    """
    allow(by, Right.ADMINISTER)
    if decision not in (Decision.KEEP, Decision.ARCHIVE, Decision.MASK):
        raise RuleBroken("请选怎样处置。")
    if decision == Decision.MASK and offered.of.code != "leaver_data":
        raise RuleBroken("这一类不能在这里去标识，请选“继续保管”或“移交档案”。")
    why = reason(why)
    taken = RetentionOffer.objects.filter(pk=offered.pk, decided_at=None)
    if not taken.update(decision=decision, decided_at=at, decided_by=by, why=why):
        raise RuleBroken("这一项已经决定过了。")
    if decision == Decision.MASK:
        for data in leavers_data(offered.before).select_related("person"):
            data.phone, data.id_number, data.born_on = mask_phone(data.phone), mask_id_number(data.id_number), None
            data.save(update_fields=["phone", "id_number_sealed", "id_number_digest", "born_on"])
            note(data.person, "去标识", by=by, at=at, why=why)
    note(
        offered.of,
        f"决定处置：{Decision(decision).label}",
        by=by,
        at=at,
        why=f"{offered.before}以前 {offered.rows} 条；{why}",
    )


def offer_expired(others: Iterable[Expired] = (), *, at: datetime) -> list[RetentionOffer]:
    """Count what of the organisation has passed its period and offer it, with what packages above have counted; safe to
    call as often as one likes."""
    return offer(together([*expired_here(timezone.localtime(at).date()), *others]), at=at)


def _row(known: Kept) -> RetentionClass:
    return RetentionClass.objects.get_or_create(
        code=known.code,
        defaults={"name": known.name, "years": known.years, "basis": known.basis, "then": known.then},
    )[0]


def _said(years: int | None) -> str:
    return "永久" if years is None else f"{years} 年"

"""Reminders (提醒): what a person wants, and the digest of a day. Safe to run twice and in two copies: a row with a
next time is claimed by a conditional update, in the transaction that writes the digest."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeAlias

from django.db import transaction
from django.utils import timezone

from mofan.org.actions import note
from mofan.org.models import Person
from mofan.org.working_calendar import working_calendar
from mofan.org.working_days import WorkingCalendar
from mofan.records.models import Digest, Reminding
from mofan.records.owed import digest_text, owed_by
from mofan.records.reminding import QuietHours

Also: TypeAlias = Callable[[Person, datetime], Sequence[str]]
"""What packages above tell a person in his digest."""
AT_ONCE = 200
"""People who are reminded at one look, so that other work gets its turn."""


@transaction.atomic
def set_reminding(wanted: bool, quiet: QuietHours, *, mail: str = "", by: Person, at: datetime) -> Reminding:
    """A person says how he wants to be reminded (提醒设置); it holds from the next day on."""
    row, _ = Reminding.objects.update_or_create(
        person=by,
        defaults={
            "wanted": wanted,
            "quiet_from": quiet.begin,
            "quiet_until": quiet.end,
            "days_off_too": quiet.days_off_too,
            "mail": mail.strip(),
            "next_at": quiet.next_digest(timezone.localtime(at), working_calendar()),
        },
    )
    note(row, "提醒设置", by=by, at=at, why=quiet.sentence if wanted else "停用提醒")
    return row


def remind(*, at: datetime, also: Also = lambda person, now: ()) -> int:
    """Make the digests whose time has come (每日提醒); how many. `also`: what else a person is told, a line each. Who
    owes nothing gets none."""
    calendar = working_calendar()
    _enrol(at)
    due = Reminding.objects.filter(wanted=True, next_at__lte=at, person__is_active=True).select_related("person")
    return sum(_remind(row, calendar, at, also) for row in due.order_by("next_at", "pk")[:AT_ONCE])


@transaction.atomic
def _remind(row: Reminding, calendar: WorkingCalendar, at: datetime, also: Also = lambda person, now: ()) -> int:
    now, quiet = timezone.localtime(at), row.quiet
    if quiet.holds_at(now, calendar):  # missed, or new: it comes as soon as it may
        Reminding.objects.filter(pk=row.pk, next_at=row.next_at).update(next_at=quiet.next_opening(now, calendar))
        return 0
    claimed = Reminding.objects.filter(pk=row.pk, next_at=row.next_at, wanted=True)
    if not claimed.update(next_at=quiet.next_digest(now, calendar)):
        return 0
    owed, more = owed_by(row.person, now.date()), also(row.person, at)
    if not owed and not more:
        return 0
    text = digest_text(owed, now.date(), quiet.sentence, more)
    _, made = Digest.objects.get_or_create(
        person=row.person, day=now.date(), defaults={"text": text, "count": len(owed) + len(more), "made_at": at}
    )
    return int(made)


def _enrol(at: datetime) -> None:
    """A row with the usual hours for everybody with an account who has none yet; due at once."""
    without = Person.objects.with_account().filter(reminding=None, is_active=True, voided_at=None)
    rows = [Reminding(person=one, next_at=at) for one in without.exclude(account="console")]
    Reminding.objects.bulk_create(rows, ignore_conflicts=True)


def claim_mail(digest: Digest, *, at: datetime) -> bool:
    """Take it upon oneself to send a digest (认领寄送); False where another did. What was claimed is never sent again,
    even if sending fails: rather once too few than twice."""
    return bool(Digest.objects.filter(pk=digest.pk, mail_claimed_at=None).update(mail_claimed_at=at))


def mail_failed(digest: Digest, why: str, *, at: datetime) -> None:
    """It did not get there (没有寄到); the reason is shown to the person."""
    Digest.objects.filter(pk=digest.pk, mail_claimed_at__lte=at).update(mail_problem=why[:200])

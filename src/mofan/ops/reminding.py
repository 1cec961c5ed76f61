"""What the worker does for reminders (提醒): digests when their time has come, and mail where this place sends any."""

import logging
import time
from smtplib import SMTPException

from django.core.mail import send_mail
from django.utils import timezone

from mofan.cases.actions import raise_alerts
from mofan.cases.noticing import digest_lines
from mofan.drafting.actions import withdraw_late
from mofan.records.actions import claim_mail, mail_failed, remind
from mofan.records.models import Digest
from mofan.records.reminders import digests_to_mail, mail_is_sent

EVERY = 60.0
"""Seconds between two looks."""

log = logging.getLogger(__name__)


class Reminder:
    """Looks once a minute; two of them beside each other remind nobody twice."""

    def __init__(self) -> None:
        self.looked_at: float | None = None

    def look(self) -> int:
        """Make what is due, send what waits; how many digests were made."""
        now = time.monotonic()
        if self.looked_at is not None and now - self.looked_at < EVERY:
            return 0
        self.looked_at = now
        raise_alerts(at=timezone.now())
        withdraw_late()
        made = remind(at=timezone.now(), also=digest_lines)
        if mail_is_sent():
            send_digests()
        return made


def send_digests() -> int:
    """Send the digests of today that wait; how many got away. Older ones are past."""
    today = timezone.localdate()
    return sum(_send(one) for one in digests_to_mail().filter(day=today) if claim_mail(one, at=timezone.now()))


def _send(digest: Digest) -> int:
    subject = f"今日提醒 {digest.count} 件"
    try:
        send_mail(subject, digest.text, None, [digest.person.reminding.mail])
    except (SMTPException, OSError) as error:
        log.warning("提醒没有寄到：%s", error)
        mail_failed(digest, f"{error}", at=timezone.now())
        return 0
    return 1

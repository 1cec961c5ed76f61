"""What the worker does for reminders."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from smtplib import SMTPException

import pytest
from django.utils import timezone
from pytest_django import Settings

from mofan.ops import reminding
from mofan.ops.reminding import Reminder, send_digests
from mofan.org.models import Person
from mofan.records.models import Digest, Reminding


@pytest.fixture
def digest(clerk: Person, leader: Person) -> Digest:
    """The clerk wants mail; the leader does not."""
    Reminding.objects.create(person=clerk, mail="clerk@anlan.example", next_at=timezone.now() + timedelta(days=9))
    at, today = timezone.now(), timezone.localdate()
    Digest.objects.create(person=leader, day=today, text="不寄", count=1, made_at=at)
    Digest.objects.create(person=clerk, day=today - timedelta(days=1), text="昨天", count=1, made_at=at)
    return Digest.objects.create(person=clerk, day=today, text="今日提醒", count=2, made_at=at)


def test_the_worker_looks_once_a_minute_and_mails_only_where_mail_is_set_up(
    digest: Digest, settings: Settings, mailoutbox: Sequence[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[datetime] = []

    def noticed(*, at: datetime, also: object) -> int:
        looks.append(at)
        return 1

    monkeypatch.setattr(reminding, "remind", noticed)
    reminder = Reminder()
    assert (reminder.look(), reminder.look(), len(looks), len(mailoutbox)) == (1, 0, 1, 0)
    settings.EMAIL_HOST = "mail.example"
    assert (Reminder().look(), len(mailoutbox)) == (1, 1)
    assert (Reminder().look(), len(mailoutbox)) == (1, 1)
    digest.refresh_from_db()
    assert digest.mail_claimed_at is not None
    assert Digest.objects.filter(mail_claimed_at=None).count() == 2


def test_mail_that_fails_is_not_tried_again(digest: Digest, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> int:
        raise SMTPException("此邮箱不存在")

    monkeypatch.setattr(reminding, "send_mail", refused)
    assert (send_digests(), send_digests()) == (0, 0)
    digest.refresh_from_db()
    assert digest.mail_problem == "此邮箱不存在"

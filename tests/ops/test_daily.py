"""What the worker does once a day."""

from datetime import timedelta

from django.utils import timezone

from mofan.ops.daily import Daily
from mofan.org.actions import log_access
from mofan.org.models import Access, Person, RetentionOffer


def test_what_has_passed_its_period_is_offered_once_a_day(leader: Person) -> None:
    log_access("登录", by=leader, at=timezone.now() - timedelta(days=800))
    daily = Daily()
    assert daily.look()
    assert not daily.look()
    assert RetentionOffer.objects.get().rows == 1
    assert Access.objects.count() == 1

"""Reads of reminders (提醒): one's own settings, one's own digests."""

from django.conf import settings
from django.db.models import QuerySet

from mofan.org.models import Person
from mofan.records.models import Digest, Reminding
from mofan.records.models.reminders import DigestQuerySet


def reminding_of(person: Person) -> Reminding:
    """How this person is reminded; as usual where he has said nothing yet."""
    return Reminding.objects.filter(pk=person.pk).first() or Reminding(person=person)


def digests_of(person: Person) -> DigestQuerySet:
    """What this person was reminded of, the latest day first."""
    return Digest.objects.visible_to(person)


def mail_is_sent() -> bool:
    """Whether this place sends mail at all."""
    return bool(settings.EMAIL_HOST)


def digests_to_mail() -> QuerySet[Digest]:
    """Digests that wait to be sent by mail: of people who gave an address before they were made."""
    wanting = Reminding.objects.exclude(mail="").values("pk")
    return Digest.objects.filter(mail_claimed_at=None, person__in=wanting).select_related("person__reminding")

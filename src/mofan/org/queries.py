"""Reads of people and history (人员与履历)."""

from django.db.models import Model, QuerySet

from mofan.org.models import Access, ApiToken, History, Person
from mofan.org.roles import Right


def people_visible_to(person: Person) -> QuerySet[Person]:
    """The accounts that this person may see, in the order in which they were made."""
    return Person.objects.visible_to(person).select_related("unit").exclude(account="console")


def history_of(subject: Model, limit: int = 50) -> QuerySet[History]:
    """What happened to a row, newest first. The caller has loaded the row through its own `visible_to`."""
    entries = History.objects.filter(subject=subject._meta.label_lower, subject_id=subject.pk)
    return entries.select_related("by")[:limit]


def accesses_visible_to(person: Person) -> QuerySet[Access]:
    """The access log: an administrator sees all of it, anyone else his own lines."""
    lines = Access.objects.select_related("by")
    return lines if person.may(Right.ADMINISTER) else lines.filter(by=person)


def tokens_visible_to(person: Person) -> QuerySet[ApiToken]:
    """The tokens that this person may see, newest first, revoked and expired ones too."""
    return ApiToken.objects.visible_to(person).select_related("person")

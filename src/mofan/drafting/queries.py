"""Reads of drafts. Every one starts from `visible_to(person)`."""

from django.db.models import Count, Q, QuerySet

from mofan.drafting.models import Borrowing, Draft, Remark, SlotState, Template
from mofan.drafting.models.drafts import DraftQuerySet
from mofan.org.models import History, Person, Unit
from mofan.org.roles import Right


def drafts_visible_to(person: Person) -> DraftQuerySet:
    """The drafts that this person may see, the last changed first."""
    return Draft.objects.visible_to(person).select_related("unit", "created_by", "changed_by")


def drafts_listed(person: Person, *, state: str = "", words: str = "") -> QuerySet[Draft]:
    """The same narrowed, with `open_slots`: how many slots wait for a number."""
    rows = drafts_visible_to(person).standing()
    if state:
        rows = rows.filter(state=state)
    for word in words.split():
        rows = rows.filter(title__icontains=word)
    return rows.annotate(open_slots=Count("slots", filter=Q(slots__state__in=(SlotState.OPEN, SlotState.TASK))))


def templates_visible_to(person: Person) -> QuerySet[Template]:
    """The templates that this person may start from."""
    return Template.objects.visible_to(person).select_related("unit")


def units_to_write_for(person: Person) -> QuerySet[Unit]:
    """The units for which this person may start a draft, in their order."""
    return Unit.objects.where(person, Right.RECORD).valid()


def borrowings_of(draft: Draft) -> QuerySet[Borrowing]:
    """The borrow ledger of a draft that was loaded through `drafts_visible_to`."""
    return Borrowing.objects.filter(draft=draft).select_related("piece", "earlier", "by")


def remarks_of(draft: Draft) -> QuerySet[Remark]:
    """The remarks of a draft, first those that are open."""
    return Remark.objects.filter(draft=draft).select_related("by", "settled_by", "answers").order_by("pk")


def history_of_draft(draft: Draft) -> QuerySet[History]:
    """Who did what to a draft, newest first."""
    return History.objects.filter(subject=draft._meta.label_lower, subject_id=draft.pk).select_related("by")

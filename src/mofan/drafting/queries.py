"""Reads of drafts. Every one starts from `visible_to(person)`."""

from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet

from mofan.drafting.models import Borrowing, Draft, DraftState, MaterialFeed, Remark, SlotState, Template
from mofan.drafting.models.drafts import MaterialQuerySet
from mofan.drafting.models.feeds import MaterialFeedQuerySet
from mofan.library.models import Piece
from mofan.org.models import History, Person, Unit
from mofan.org.roles import Right


def drafts_visible_to(person: Person) -> MaterialQuerySet:
    """The drafts that this person may see, the last changed first."""
    return Draft.objects.visible_to(person).select_related("unit", "created_by", "changed_by", "voided_by")


def drafts_listed(person: Person, *, state: str = "", words: str = "") -> QuerySet[Draft]:
    """The same narrowed, with `open_slots`: how many slots wait for a number. Voided ones only where `state` asks for
    them."""
    rows = drafts_visible_to(person)
    rows = rows.voided() if state == DraftState.VOIDED else rows.standing()
    if state:
        rows = rows.filter(state=state)
    for word in words.split():
        rows = rows.filter(title__icontains=word)
    return rows.annotate(open_slots=Count("slots", filter=Q(slots__state__in=(SlotState.OPEN, SlotState.TASK))))


def published_visible_to(
    person: Person, unit: Unit | None = None, *, words: str = "", withdrawn: bool = False
) -> MaterialQuerySet:
    """The published materials that this person may see, the last published first; of one unit and all below it where
    it is given. `withdrawn`: those that were published and voided instead, the last voided first."""
    rows = drafts_visible_to(person)
    rows = rows.withdrawn() if withdrawn else rows.filter(state=DraftState.PUBLISHED)
    if unit is not None:
        rows = rows.filter(unit__in=Unit.objects.under(unit).order_by().values("pk"))
    for word in words.split():
        rows = rows.filter(title__icontains=word)
    return rows.select_related("source").order_by("-voided_at" if withdrawn else "-published_at", "-pk")


def pieces_of(drafts: Iterable[Draft], person: Person) -> dict[int, Piece]:
    """Draft → the piece of the library that it became, where this person may see it and the library has read it."""
    of_draft = {one.pk: one.source.same_as_id or one.source_id for one in drafts if one.source}
    found = Piece.objects.visible_to(person).filter(source__in=set(of_draft.values())).order_by("-pk")
    of_source = {one.source_id: one for one in found}
    return {draft: of_source[source] for draft, source in of_draft.items() if source in of_source}


def material_feeds_visible_to(person: Person) -> MaterialFeedQuerySet:
    """One's own addresses for published materials, newest first, revoked ones too."""
    return MaterialFeed.objects.visible_to(person).select_related("person", "unit")


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

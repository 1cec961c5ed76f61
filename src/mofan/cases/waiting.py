"""What waits at a centre beside cases and legs (待回访、待批延期、待处理的重办要求), and what goes first."""

from datetime import datetime

from django.db.models import Case as Choice
from django.db.models import When

from mofan.cases.models import Callback, Case, Mediation
from mofan.cases.models.callbacks import CallbackQuerySet
from mofan.org.models import Person, Unit


def callbacks_waiting(person: Person, unit: Unit, now: datetime) -> CallbackQuerySet:
    """The callbacks of a centre that may be made now, the first due first; of cases that the person may read."""
    rows = Callback.objects.visible_to(person).waiting(now).filter(unit=unit)
    return rows.select_related("case__detail", "case__unit").order_by("due_at", "pk")


def mediation_of(case: Case) -> Mediation | None:
    """The mediation of a case that was loaded through `cases_visible_to`; None before it begins."""
    rows = Mediation.objects.filter(case=case).select_related("committee", "mediator", "agreement")
    return rows.prefetch_related("consents__party", "sessions").first()


def urgency(case: str = "") -> Choice:
    """By what urgent matters come first (急的在前): danger to life, then what cannot wait, then all others. `case`: the
    way to the case, as `case__`."""
    first, second = ({f"{case}urgency": one} for one in ("emergency", "urgent"))
    return Choice(When(**first, then=0), When(**second, then=1), default=2)

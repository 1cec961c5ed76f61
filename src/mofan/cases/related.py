"""Cases that may belong to another (可能相关的事项), with the reason; never linked without somebody saying so."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from mofan.cases.models import Case, Party
from mofan.cases.queries import cases_seen_by
from mofan.org.models import Person

_MONTH: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Likely:
    """A case that may belong to another (可能相关), and why it is shown. Never linked without somebody saying so."""

    case: Case
    why: str


def likely_related(person: Person, case: Case, most: int = 10) -> list[Likely]:
    """Cases of the same person, or of the same place and category in the month before, that the person may read: those
    of the same person first, then the latest first."""
    whys = _why_related(case)
    if not whys:
        return []
    seen = {one.pk: one for one in cases_seen_by(person).filter(pk__in=[case.pk, *whys])}
    if case.pk not in seen:
        return []
    likely = [Likely(one, whys[key]) for key, one in seen.items() if key != case.pk]
    return sorted(likely, key=lambda one: _WHYS.index(one.why))[:most]


_WHYS: Final = ("同一证件号", "同一联系电话", "同一地点、同一类别")
_TRIED: Final = 500
"""Cases of the same place and category that are looked at, the latest."""


def _why_related(case: Case) -> dict[int, str]:
    """Key of another case → why it may belong to this one, whoever may read it."""
    same_id, same_phone, near = _WHYS
    found: dict[int, str] = {}
    own = list(Party.objects.filter(case=case).exclude(role="respondent"))
    for field, why in (("id_digest", same_id), ("phone_digest", same_phone)):
        digests = [digest for one in own if (digest := getattr(one, field))]
        known = Party.objects.exclude(**{field: ""})  # what stands in the index
        same = known.filter(**{f"{field}__in": digests}).exclude(role="respondent").order_by().values_list("case")
        for (key,) in same if digests else []:
            found.setdefault(key, why)
    if case.place and case.category:
        here = Case.objects.filter(place=case.place, category=case.category)
        lately = here.filter(taken_in_at__gte=case.taken_in_at - _MONTH).order_by("-taken_in_at")
        for key in lately.values_list("pk", flat=True)[:_TRIED]:
            found.setdefault(key, near)
    found.pop(case.pk, None)
    return found

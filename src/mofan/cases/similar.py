"""Cases of the past that are like one in hand (类似事项), with what they have in common."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from mofan.cases.kinds import Kind
from mofan.cases.models import Case
from mofan.cases.queries import cases_visible_to
from mofan.cases.suggesting.words import WORD, features
from mofan.org.models import Person
from mofan.search.stop_words import STOP_WORDS

LOOKED_AT: Final = 3000
"""Cases of the kind that are compared, the latest."""
LIKE: Final = 0.15
"""Likeness from which on a case is shown."""
_PLACE: Final = 0.1
"""What the same place adds."""
_SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class Asking:
    """What is compared (比对内容)."""

    title: str
    text: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Similar:
    """A case like the one in hand (类似事项), how alike they are from 0 to 1, and why it is shown."""

    case: Case
    likeness: float
    why: str


def similar_cases(
    person: Person, kind: Kind, asking: Asking, most: int = 5, leaving_out: Case | None = None
) -> list[Similar]:
    """The cases of this kind that are most alike in title and place among those that the person may read, closed ones
    before open ones that are as alike; none for restricted kinds."""
    if kind.restricted or not (mine := features(f"{asking.title}\n{asking.title}\n{asking.text}")):
        return []
    rows = cases_visible_to(person).filter(kind=kind.code, restricted=False)
    if leaving_out is not None:
        rows = rows.exclude(pk=leaving_out.pk)
    place = "".join(asking.place.split())
    rated = []
    for pk, title, where, closed_at in rows.values_list("pk", "title", "place", "closed_at")[:LOOKED_AT]:
        theirs = features(title)
        alike = in_common(mine, theirs)
        near = bool(place) and place == "".join(where.split())
        if alike and (score := min(1.0, alike + _PLACE * near)) >= LIKE:
            rated.append((round(score, 3), closed_at is not None, pk, _why(mine, theirs, near)))
    rated.sort(reverse=True)
    cases = {case.pk: case for case in cases_visible_to(person).filter(pk__in=[pk for _, _, pk, _ in rated[:most]])}
    return [Similar(cases[pk], score, why) for score, _, pk, why in rated[:most] if pk in cases]


def in_common(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """How alike two messages are by their features, from 0 to 1; single characters say too little to count."""
    return sum(one[name] * weight for name, weight in other.items() if len(name) > 1 and name in one)


def _why(one: Mapping[str, float], other: Mapping[str, float], near: bool) -> str:
    shared = [name.removeprefix(WORD) for name in other if name.startswith(WORD) and name in one]
    words = [word for word in dict.fromkeys(shared) if word not in STOP_WORDS]
    words = [word for word in words if not any(word != longer and word in longer for longer in words)][:_SHOWN]
    both = f"都提到{''.join(f'“{word}”' for word in words)}" if words else "标题相近"
    return f"{both}，同一地点" if near else both

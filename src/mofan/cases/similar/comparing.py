"""Compare a case in hand with those that the index finds by its words (类似事项的比对), and say what they share."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mofan.cases.kinds import Kind
from mofan.cases.models import Case
from mofan.cases.queries import cases_seen_by
from mofan.cases.similar.indexing import found_by, last_indexed
from mofan.cases.suggesting.classifier import UNSAID
from mofan.cases.suggesting.words import WORD, features
from mofan.org.models import Person
from mofan.search.stop_words import STOP_WORDS

FOUND: Final = 200
"""Cases that share words with it, the best first, that are compared."""
NEW: Final = 500
"""Cases not yet in the index that are compared too, the latest that the person may read."""
_TRIED: Final = 2_000
"""So many of the kind are looked through for them."""
ASKED: Final = 12
"""Words of the title that are looked up, and as many of the text."""
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
    rows = cases_seen_by(person).filter(kind=kind.code, restricted=False)
    if leaving_out is not None:
        rows = rows.exclude(pk=leaving_out.pk)
    place = "".join(asking.place.split())
    rated = []
    some = [rows.filter(pk__in=found_by(_words(asking), kind.code, FOUND)).order_by()]
    if Case.objects.filter(pk__gt=(last := last_indexed())).exists():
        latest = Case.objects.filter(kind=kind.code, pk__gt=last).order_by("-taken_in_at", "-pk").values("pk")
        some.append(rows.filter(pk__in=latest[:_TRIED]).order_by("-taken_in_at", "-pk")[:NEW])
    looked_at = {row[0]: row for found in some for row in found.values_list("pk", "title", "place", "closed_at")}
    for pk, title, where, closed_at in looked_at.values():
        theirs = _of_title(title)
        alike = in_common(mine, theirs)
        near = bool(place) and place == "".join(where.split())
        if alike and (score := min(1.0, alike + _PLACE * near)) >= LIKE:
            rated.append((round(score, 3), closed_at is not None, pk, near))
    rated.sort(reverse=True)
    cases = Case.objects.in_bulk([pk for _, _, pk, _ in rated[:most]])
    return [
        Similar(cases[pk], score, _why(mine, _of_title(cases[pk].title), near)) for score, _, pk, near in rated[:most]
    ]


@lru_cache(maxsize=2_000)
def _of_title(title: str) -> Mapping[str, float]:
    """The features of a title: the same cases are compared with many."""
    return features(title)


def _words(asking: Asking) -> list[str]:
    """What is looked up: the words of the title, then those of the text, each some."""
    words: dict[str, None] = {}
    for text in (asking.title, asking.text):
        own = [one.removeprefix(WORD) for one in features(text) if one.startswith(WORD)]
        words |= dict.fromkeys([one for one in own if one not in STOP_WORDS][:ASKED])
    return list(words)


def in_common(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """How alike two messages are by their features, from 0 to 1; single characters say too little to count."""
    return sum(one[name] * weight for name, weight in other.items() if len(name) > 1 and name in one)


def _why(one: Mapping[str, float], other: Mapping[str, float], near: bool) -> str:
    shared = [name.removeprefix(WORD) for name in other if name.startswith(WORD) and name in one]
    words = [word for word in dict.fromkeys(shared) if word not in UNSAID]
    words = [word for word in words if not any(word != longer and word in longer for longer in words)][:_SHOWN]
    both = f"都提到{''.join(f'“{word}”' for word in words)}" if words else "标题相近"
    return f"{both}，同一地点" if near else both

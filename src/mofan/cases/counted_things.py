"""What figures of cases count (数的是什么): where the things of each base stand, and which of them a number takes.
`cases.takes` says what each number means, `cases.figures` counts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from mofan.cases.kinds import Kind
from mofan.cases.known_kinds import known_kinds
from mofan.cases.models import Call, Callback, Case, Clock, Decision, Leg, Move, Whistle
from mofan.cases.models.callbacks import Answered, Satisfied
from mofan.cases.named_figures import CaseFigure, kinds_of
from mofan.cases.takes import Base
from mofan.cases.whistle_counts import marked_by_the_other, owed, taken_of_calls
from mofan.org.kinds import UnitKind
from mofan.org.models import UnitLink


@dataclass(frozen=True, slots=True)
class Rows:
    """Where the things of a base stand: their moment, the way to their case, their unit, the column with the kind that
    they are counted as."""

    all: Callable[[], QuerySet[Any]]
    at: str
    case: str = "case__"
    """Before a column of the case; "" for the case itself."""
    kind: str = "counted_as"
    unit: str = "unit"

    @property
    def key(self) -> str:
        """The column with the key of their case."""
        return self.case.removesuffix("__") or "pk"


_COUNTED: Final = Q(counted_as__isnull=False)
"""What stands in the indexes out of which is counted: each holds all that a figure asks for, so that neither the rows
nor their cases are looked at."""


def _calls() -> QuerySet[Any]:
    return Call.objects.filter(whistle__case__restricted=False)


_OF_CALL: Final = ("whistle__called_at", "whistle__case__", "whistle__case__kind")
BASE_ROWS: Final[Mapping[Base, Rows]] = {
    "intake": Rows(lambda: Case.objects.filter(restricted=False), "taken_in_at", "", "kind"),
    "decision": Rows(lambda: Case.objects.filter(restricted=False), "decided_at", "", "kind"),
    "closing": Rows(lambda: Case.objects.filter(restricted=False), "closed_at", "", "kind"),
    "leg": Rows(lambda: Leg.objects.filter(_COUNTED), "sent_at"),
    "clock": Rows(lambda: Clock.objects.filter(_COUNTED), "due_at"),
    "move": Rows(lambda: Move.objects.filter(_COUNTED, code__in=_counted()), "at"),
    "callback": Rows(lambda: Callback.objects.filter(_COUNTED), "due_at"),
    "whistle": Rows(
        lambda: Whistle.objects.filter(case__restricted=False), "called_at", "case__", "case__kind", "caller"
    ),
    "calling": Rows(_calls, *_OF_CALL, "whistle__caller"),
    "called": Rows(_calls, *_OF_CALL, "unit"),
}


def _counted() -> list[str]:
    """The moves that are counted at all: those that close or open again."""
    moves = (move for kind in known_kinds().values() for move in kind.moves)
    return sorted({one.code for one in moves if one.effect in ("close", "reopen")})


GIVEN_BACK: Final = Q(owner_state__in=("returned", "recalled")) | Q(owner_state="open", stopped_at__isnull=False)
LIVE: Final = ~GIVEN_BACK
DONE: Final = Q(owner_state="done") | Q(owner_state="closed", stopped_at__isnull=False)


ANSWERED: Final = Q(state=Answered.ANSWERED)
_VALID: Final = Q(excluded=False)
"""Of what was answered."""


def _due(start: datetime) -> Q:
    """Done, or overdue when the day began."""
    return DONE | (Q(paused_at=None, due_at__lt=start) & LIVE)


def _moves(effect: str, kinds: Iterable[Kind]) -> Q:
    """Moves of that effect, of cases of these kinds: kinds in which the same moves have it are asked for together."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for kind in kinds:
        alike.setdefault(tuple(one.code for one in kind.moves if one.effect == effect), []).append(kind.code)
    if len(alike) == 1:
        return Q(code__in=next(iter(alike)))
    found = Q(pk__in=())
    for codes, some in alike.items():
        found |= Q(counted_as__in=some, code__in=codes)
    return found


def condition(figure: CaseFigure, today: date) -> Q:
    """Which things of its base a figure counts: by its kinds and facet, and by what it takes."""
    base = figure.take.base
    return of_kinds(base, codes_of(figure)) & always(base, today) & further(figure)


def always(base: Base, today: date) -> Q:
    """What all numbers of a base have in common, so that it is asked once of many."""
    match base:
        case "clock":
            return _due(begin(today))
        case "callback":
            return ANSWERED
        case "calling" | "called":
            return owed(begin(today))
    return Q()


def further(figure: CaseFigure) -> Q:
    """Which of the things of its kinds a figure counts, of those that all numbers of its base have in common."""
    return _taken(figure.take.code, kinds_of(figure)) & narrowed(figure)


def narrowed(figure: CaseFigure) -> Q:
    """To its facet."""
    if figure.facet == "level":
        return _level(figure.choice, BASE_ROWS[figure.take.base].unit)
    return Q(**{f"{BASE_ROWS[figure.take.base].case}{figure.facet}": figure.choice}) if figure.facet else Q()


def codes_of(figure: CaseFigure) -> frozenset[str]:
    return frozenset(one.code for one in kinds_of(figure))


def of_kinds(base: Base, codes: Iterable[str]) -> Q:
    """Things of cases of these kinds."""
    return Q(**{f"{BASE_ROWS[base].kind}__in": sorted(codes)})


def _taken(code: str, kinds: Sequence[Kind]) -> Q:
    """What a number takes of what all numbers of its base have in common, among things of these kinds."""
    match code:
        case "accepted" | "accepted_then":
            return Q(decision=Decision.ACCEPTED)
        case "refused" | "refused_then":
            return Q(decision=Decision.REFUSED)
        case "undecided":
            return Q(decision=Decision.UNDECIDED)
        case "returned":
            return Q(state="returned")
        case "done":
            return DONE
        case "on_time":
            return DONE & Q(stopped_at__lte=F("due_at"))
        case "extended":
            return Q(added__gt=0)
        case "closings":
            return _moves("close", kinds)
        case "reopenings":
            return _moves("reopen", kinds)
        case "callbacks_excluded":
            return Q(excluded=True)
        case "callbacks":
            return _VALID
        case "contacted" | "solved":
            return _VALID & Q(**{code: True})
        case "satisfied":
            return _VALID & Q(satisfied__in=(Satisfied.YES, Satisfied.MOSTLY))
        case "whistles_ended":
            return Q(ended_at__isnull=False)
    return _taken_of_calls(code)


def _taken_of_calls(code: str) -> Q:
    """The same of a number that has two sides."""
    side, _, number = code.partition("_")
    return marked_by_the_other(side, number) if number in ("marked", "good") else taken_of_calls(number)


def _level(choice: str, column: str) -> Q:
    """Things of units of a tier: of the county, of a town, of a village."""
    below = {
        kind: UnitLink.objects.on().filter(above__kind=kind).values("below")
        for kind in (UnitKind.TOWNSHIP, UnitKind.VILLAGE)
    }
    village, town = (Q(**{f"{column}__in": below[kind]}) for kind in (UnitKind.VILLAGE, UnitKind.TOWNSHIP))
    return {"village": village, "township": town & ~village, "county": ~town & ~village}[choice]


def begin(day: date) -> datetime:
    """The first moment of a day, here."""
    return timezone.make_aware(datetime.combine(day, time.min))

"""What is suggested of a case (建议), with the reason: taken by one key, waved off by another, never done."""

from dataclasses import dataclass, field
from typing import Final

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mofan.cases.actions.classifying import CLASSIFY
from mofan.cases.kinds import Kind
from mofan.cases.known_kinds import kind_of_case
from mofan.cases.models import Case
from mofan.cases.receivers import receivers, usual_receivers
from mofan.cases.routing import route
from mofan.cases.similar import Asking, similar_cases
from mofan.cases.standing import parts_in_case
from mofan.cases.suggesting import Suggested, suggest_category, suggest_unit
from mofan.org.models import Person, Unit
from mofan.web.views.cases.controls import label_of
from mofan.web.views.cases.listing import state_of
from mofan.web.views.cases.loading import kind_or_404, look_of
from mofan.web.visitor import person_of

WAVED: Final = "waved"
"""Of the session: what was waved off, as «12-category»."""
_MOST_UNITS: Final = 9
_USUAL: Final = 5
"""Units by habit."""
_LONGEST: Final = 4000


@dataclass(frozen=True, slots=True)
class Receiver:
    """A unit that a case may go to, as a button with its number (可交办给), and why it is shown."""

    name: str
    """As the form of dispatch takes it."""
    why: str


@dataclass(frozen=True, slots=True)
class Similarly:
    """A similar case, as a line (类似事项)."""

    case: Case
    why: str
    state: str
    look: str


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What is suggested of one case. Empty: nothing to go by, or waved off."""

    category: Suggested | None = None
    units: tuple[Receiver, ...] = ()
    similar: tuple[Similarly, ...] = ()
    waved: frozenset[str] = field(default_factory=frozenset)


def suggestions_of(request: HttpRequest, case: Case, *, units: bool) -> Suggestions:
    """Of a case that was loaded: a category where none stands or another fits surely, where it may go if `units`, and
    like ones of the past."""
    me, kind, waved = person_of(request), kind_of_case(case), waved_of(request, case)
    if case.restricted or case.ended:
        return Suggestions()
    text = case.detail.text
    category = None
    if "category" not in waved and case.closed_at is None and parts_in_case(case, me) & {*CLASSIFY.who}:
        found = suggest_category(kind, case.title, text)
        if found and found.code != case.category and (found.sure or not case.category):
            category = found
    to = _receivers(me, case, kind) if units and "unit" not in waved else ()
    return Suggestions(category, to, _similar(me, kind, Asking(case.title, text, case.place), case), waved)


def waved_of(request: HttpRequest, case: Case) -> frozenset[str]:
    """What this person waved off of a case in this session: category, unit."""
    begin = f"{case.pk}-"
    return frozenset(one.removeprefix(begin) for one in request.session.get(WAVED, []) if one.startswith(begin))


def _receivers(me: Person, case: Case, kind: Kind) -> tuple[Receiver, ...]:
    """By the rules of the centre first, closed cases like it, then habit; each unit once, with all reasons."""
    why: dict[int, list[str]] = {}
    named: dict[int, Unit] = {}
    if (routed := route(me, case, timezone.localdate())) is not None:
        named[routed.rule.unit_id] = routed.rule.unit
        why.setdefault(routed.rule.unit_id, []).append(routed.why)
    found = suggest_unit(kind, case.title, case.detail.text, case.category, case.place)
    if found is not None:
        words = "".join(f"“{one}”" for one in found.because)
        why.setdefault(int(found.code), []).append(f"{'' if found.sure else '不太确定，'}以往说到{words}的多由它办")
    for unit, count in usual_receivers(case, most=_USUAL):
        why.setdefault(unit.pk, []).append(f"近来同类交办过 {count:,} 件")
    open_to = {one.pk: one for one in receivers(case.unit).filter(pk__in=why).select_related("parent")}
    among = list(open_to.values())
    return tuple(Receiver(label_of(open_to[key], among), "；".join(why[key])) for key in why if key in open_to)[
        :_MOST_UNITS
    ]


def _similar(me: Person, kind: Kind, asking: Asking, case: Case | None = None) -> tuple[Similarly, ...]:
    found = similar_cases(me, kind, asking, leaving_out=case)
    return tuple(Similarly(one.case, one.why, state_of(one.case), look_of(one.case)) for one in found)


def suggested_in(me: Person, kind: Kind, form: QueryDict) -> Suggestions:
    """Of what stands in the form of intake so far."""
    title, text = form.get("title", "")[:120], form.get("text", "")[:_LONGEST]
    if kind.restricted or len("".join((title + text).split())) < 4 or form.get("waved") == "1":
        return Suggestions()
    category = suggest_category(kind, title, text)
    if category is not None and category.code == form.get("category"):
        category = None
    return Suggestions(category, (), _similar(me, kind, Asking(title or text[:60], text, form.get("place", "")[:120])))


@require_POST
def suggest(request: HttpRequest, kind: str) -> HttpResponseBase:
    """What is suggested of the form so far, for a page that asks while somebody types."""
    what = kind_or_404(kind)
    found = suggested_in(person_of(request), what, request.POST)
    return render(request, "web/cases/suggested.html", {"suggestions": found, "kind": what})

"""One case (一件事项): what was asked, by whom, who handles it until when, what was done, what can be done next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from mofan.cases import kinds as k
from mofan.cases.actions import EXCLUSIONS
from mofan.cases.actions.classifying import CLASSIFY
from mofan.cases.actions.moving import REQUIRED
from mofan.cases.alike import happened_since, last_move
from mofan.cases.intake import PartyFacts
from mofan.cases.known_kinds import kind_of_case
from mofan.cases.legs import LEG_ENDS, LEG_STATES, OUTCOMES
from mofan.cases.models import UNHAPPY, Case, Leg, LegPart, Mark, Party, PointState, Satisfied
from mofan.cases.parties import Shown, masked
from mofan.cases.queries import clocks_of, legs_of, next_leg_moves, next_moves, timeline
from mofan.cases.receivers import concerned_units
from mofan.cases.replies import earlier_replies
from mofan.cases.standing import is_against, parts_in_callback, parts_in_case, parts_in_unit, rights_in
from mofan.measure import date_text
from mofan.org.actions import log_access
from mofan.org.models import Person, Unit
from mofan.web.views.cases.clocks import ClockShown, shown_clock
from mofan.web.views.cases.controls import Control, controls_of
from mofan.web.views.cases.loading import LEG_LOOKS, loaded, look_of
from mofan.web.views.cases.papers import letters_shown, links_shown, mediation_shown
from mofan.web.views.cases.suggestions import suggestions_of
from mofan.web.views.cases.tried import Tried
from mofan.web.visitor import address_of, person_of

FIRST_LOOK: Final = 4
LAST_LOOK: Final = 20
LOOKS_AT_MOST: Final = 90
"""An open page asks for news after so many seconds, then less and less often, so many times in all."""
APART: Final = frozenset({"mediate", "agree", "fail"})
"""Effects with pages of their own."""
NEEDS_LATER: Final = frozenset({"reply", "evidence"})
"""Requirements that the form of the move itself can meet."""


@dataclass(frozen=True, slots=True)
class MoveForm:
    """A move that can be made now, as a button or a form (下一步)."""

    move: k.Move
    place: str
    """Id on the page; the form that could not be carried out is open again."""
    controls: tuple[Control, ...] = ()
    is_open: bool = False
    lacking: tuple[str, ...] = ()
    """What it still requires, in sentences."""

    @property
    def plain(self) -> bool:
        return not self.controls and self.move.effect not in ("dispatch", "merge") and self.move.code != "dispatch_on"


@dataclass(frozen=True, slots=True)
class LegShown:
    """A leg with its clocks and what can be done to it (承办环节)."""

    leg: Leg
    look: str
    state: str
    outcome: str
    clocks: tuple[ClockShown, ...]
    forms: tuple[MoveForm, ...]
    depth: int
    """How many legs stand above it."""


@dataclass(frozen=True, slots=True)
class PartyShown:
    """Somebody of the case, masked, or whole where it was just asked for with a reason."""

    party: Party
    called: str
    shown: Shown | PartyFacts
    whole: bool

    @property
    def told(self) -> str:
        """All that is shown of him, in a line."""
        one = self.shown
        unit = str(self.party.unit) if self.party.unit is not None else ""
        return "　".join(filter(None, (one.name, one.phone, one.organisation, one.address, one.id_number, unit)))


def case(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The page of a case."""
    row = loaded(request, pk)
    if row.restricted:
        me = person_of(request)
        log_access("查看举报", by=me, at=timezone.now(), detail=row.code, address=address_of(request))
    return shown(request, row)


def shown(
    request: HttpRequest, row: Case, tried: Tried | None = None, whole: Mapping[int, PartyFacts] | None = None
) -> HttpResponse:
    """The page of a case that was loaded; with what was tried and failed, with parties that were asked for whole."""
    me, now, kind = person_of(request), timezone.now(), kind_of_case(row)
    tried, whole = tried or Tried(), whole or {}
    clocks = [shown_clock(one, me, now) for one in clocks_of(row)]
    moves, points = timeline(row), list(row.points.all())
    legs = list(legs_of(row).select_related("unit__parent"))
    for leg in legs:
        leg.case = row
    parts = parts_in_case(row, me)
    callbacks = list(row.callbacks.select_related("case", "by", "exclusion__proposed_by"))
    effects = frozenset(str(one.effect) for one in next_moves(row, me))
    units = list(concerned_units(row))
    acts_in = _acts_in(units, me)
    callers = [one for one in units if one.pk in acts_in]
    context: dict[str, Any] = {
        "case": row,
        "kind": kind,
        "look": look_of(row),
        "state": kind.states.get(row.state, row.state),
        "category": kind.categories.get(row.category, ""),
        "facts": _facts(row, kind),
        "forms": [] if is_against(row, me) else case_forms(row, kind, me, tried),
        "against": is_against(row, me),
        "legs": [leg_shown(leg, legs, clocks, me, tried) for leg in legs],
        "clocks": [one for one in clocks if one.clock.leg_id is None],
        "parties": [
            PartyShown(one, kind.called(one.role), whole.get(one.pk) or masked(one, kind), one.pk in whole)
            for one in row.parties.all()
        ],
        "points": points,
        "open_points": sum(one.state == PointState.OPEN for one in points),
        "may_answer": bool(parts & {"centre", "handler"}) and row.closed_at is None and not row.ended,
        "may_attach": bool(parts & {"clerk", "centre", "handler", "leader", "mediator", "supervisor", "taker"}),
        "files": row.files.select_related("added_by"),
        "moves": list(reversed(moves)),
        "earlier_replies": earlier_replies(moves),
        "last": last_move(moves),
        "first_look": FIRST_LOOK,
        **mediation_shown(row, me, parts, effects, tried, now),
        **letters_shown(row, kind, moves, parts, me),
        **links_shown(row, me, parts),
        "callbacks": callbacks,
        "may_call": any({"clerk", "centre", "leader"} & parts_in_callback(one, me) for one in callbacks[-1:]),
        "satisfactions": Satisfied.choices,
        "unhappy": UNHAPPY,
        "exclusions": EXCLUSIONS,
        "whistles": row.whistles.prefetch_related("calls__unit", "calls__reported_to"),
        "may_blow": bool(callers) and not (row.ended or row.restricted or row.closed_at),
        "callers": callers,
        "acts_in": acts_in,
        "marks": Mark.choices,
        "now": now,
        "suggestions": suggestions_of(request, row, units="dispatch" in effects and not _is_led(legs)),
        "may_classify": bool(parts & {*CLASSIFY.who}) and not row.ended and bool(kind.categories),
        "ground": kind.ground(row.ground) if row.ground else None,
        "outcome": _outcome(row, kind),
        "by_day": any(one.measure == "given_day" for clock in kind.clocks for one in clock.terms),
        "tried": tried,
        "answers": tried.typed if tried.place == "callback" else {},
        "errors": tried.errors,
    }
    return render(request, "web/cases/case.html", context, status=422 if tried.errors else 200)


def _is_led(legs: Sequence[Leg]) -> bool:
    """Whether a unit leads it already: nobody need be suggested any more."""
    return any(one.part == LegPart.LEAD and one.above_id is None and one.state not in LEG_ENDS for one in legs)


def _acts_in(units: Sequence[Unit], me: Person) -> frozenset[int]:
    """The units of a case in which this person acts, and so calls, comes, assesses."""
    rights = rights_in(me, [one.pk for one in units])
    return frozenset(
        key for key, found in rights.items() if {"centre", "handler", "leader"} & parts_in_unit(found, False)
    )


def since(request: HttpRequest, pk: int, last: int) -> HttpResponseBase:
    """What happened since the page was opened, for an open page that asks; nothing (204) at the end of its patience."""
    row = loaded(request, pk)
    asked = _number(request.GET.get("n", "")) + 1
    if asked > LOOKS_AT_MOST:
        return HttpResponse(status=286)  # htmx: stop asking
    context = {
        "case": row,
        "news": happened_since(row, last),
        "last": last,
        "n": asked,
        "wait": min(LAST_LOOK, FIRST_LOOK + asked // 5 * 2),
    }
    return render(request, "web/cases/news.html", context)


def _number(given: str) -> int:
    return int(given) if given.isdecimal() and len(given) < 6 else 0


def _facts(row: Case, kind: k.Kind) -> list[tuple[str, str]]:
    """What the kind asks for at intake, in words."""
    told = []
    for need in kind.fields:
        value = row.detail.values.get(need.code)
        if value not in (None, ""):
            said = date_text(date.fromisoformat(value)) if need.type == "day" else need.choices.get(value, value)
            told.append((need.name, f"{said}{need.measure}"))
    return told


def _outcome(row: Case, kind: k.Kind) -> str:
    for move in kind.moves:
        for need in move.needs:
            if need.code == "outcome" and row.outcome in need.choices:
                return need.choices[row.outcome]
    return row.outcome


def case_forms(row: Case, kind: k.Kind, me: Person, tried: Tried) -> list[MoveForm]:
    """The moves of the case that can be made now, each a button or a form."""
    forms = []
    for move in next_moves(row, me):
        if move.effect in APART:
            continue
        place = f"m-{move.code}"
        is_open = tried.place == place
        lacking = tuple(
            said
            for one in move.requires
            if one not in NEEDS_LATER or not any(need.code == one for need in move.needs)
            if (said := REQUIRED[one](row, {}, me))
        )
        forms.append(
            MoveForm(move, place, controls_of(move.needs, place, tried.typed if is_open else None), is_open, lacking)
        )
    return forms


def leg_shown(leg: Leg, legs: Sequence[Leg], clocks: Sequence[ClockShown], me: Person, tried: Tried) -> LegShown:
    """A leg as the page shows it; `legs` and `clocks` are all of its case."""
    own = tuple(one for one in clocks if one.clock.leg_id == leg.pk)
    forms = []
    for move in next_leg_moves(leg, me):
        if not _has_a_clock_for(move, own):
            continue
        place = f"l{leg.pk}-{move.code}"
        is_open = tried.place == place
        controls = controls_of(
            move.needs, place, tried.typed if is_open else None, leg.unit, restricted=leg.case.restricted
        )
        forms.append(MoveForm(move, place, controls, is_open))
    above = {one.pk: one for one in legs}
    depth, at = 0, leg
    while at.above_id is not None:
        depth, at = depth + 1, above[at.above_id]
    looks = LEG_LOOKS.get(leg.state, "na")
    return LegShown(leg, looks, LEG_STATES[leg.state], OUTCOMES.get(leg.outcome, ""), own, tuple(forms), min(depth, 4))


def _has_a_clock_for(move: k.Move, clocks: Sequence[ClockShown]) -> bool:
    """Whether there is a clock that can be paused, go on, be extended; other moves need none."""
    if move.code == "pause":
        return any(one.can_pause for one in clocks)
    if move.code == "resume":
        return any(one.standing == "paused" for one in clocks)
    if move.code == "ask_extension":
        return any(one.can_extend for one in clocks)
    return True

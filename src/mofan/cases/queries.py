"""Reads of cases, legs, clocks (事项的读取). Each starts from `visible_to(person)`, but for what is public by code."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from mofan.cases.kinds import Move as AllowedMove
from mofan.cases.known_kinds import kind_of_case, known_kinds
from mofan.cases.legs import LEG_MOVES
from mofan.cases.models import Callback, Case, Clock, Decision, Extension, Leg, LegPart, Link, Move, Relation
from mofan.cases.models.callbacks import Answered, CallbackQuerySet, Exclusion
from mofan.cases.models.cases import CaseQuerySet, readable
from mofan.cases.models.clocks import ClockQuerySet
from mofan.cases.models.legs import LegQuerySet
from mofan.cases.moves import allowed
from mofan.cases.numbers import read_code
from mofan.cases.replies import EarlierReply, earlier_replies
from mofan.cases.standing import parts_in_case, parts_in_leg, rights_in
from mofan.cases.waiting import urgency
from mofan.org.kinds import UnitKind
from mofan.org.models import Person, Unit
from mofan.org.roles import Right

MANY: Final = 2_000
"""Cases of which a page is found quicker in the order of all than by putting them in order."""

ASKED_WITHIN: Final = timedelta(days=90)
"""Requests to open a case again that the desk lists; older ones stand on the page of their case."""


def cases_visible_to(person: Person) -> CaseQuerySet:
    """The cases that this person may read, the latest first."""
    return Case.objects.visible_to(person).select_related("unit", "taken_in_by")


def cases_seen_by(person: Person) -> CaseQuerySet:
    """The same, for one case or few that the question names itself: quick however many he may read."""
    return Case.objects.seen_by(person).select_related("unit", "taken_in_by")


def first_moment(day: date) -> datetime:
    """Midnight at the beginning of a day, here: by it a day is found in an index."""
    return timezone.make_aware(datetime.combine(day, time.min))


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list of cases is narrowed to (筛选). Empty: everything."""

    kind: str = ""
    state: str = ""
    unit: int | None = None
    """That received it or has a leg of it, with all below."""
    since: date | None = None
    until: date | None = None
    """Days of intake."""
    category: str = ""
    channel: str = ""
    urgency: str = ""
    words: str = ""
    """In title, place and code."""
    decision: str = ""
    overdue_at: datetime | None = None
    """Only those with a clock that is overdue at that moment."""
    order: str = "-taken_in_at"

    def filtered(self, rows: CaseQuerySet) -> CaseQuerySet:
        """The rows that fit, in the order asked for."""
        for field in ("kind", "state", "category", "channel", "urgency", "decision"):
            if value := getattr(self, field):
                rows = rows.filter(**{field: value})
        if self.unit is not None:
            below = Unit.objects.under(Unit(pk=self.unit)).order_by().values("pk")
            if Unit.objects.exclude(pk__in=below).exists():  # else every case has to do with one of them
                rows = rows.filter(Q(unit__in=below) | Q(pk__in=Leg.objects.filter(unit__in=below).values("case")))
        if self.since:
            rows = rows.filter(taken_in_at__gte=first_moment(self.since))
        if self.until:
            rows = rows.filter(taken_in_at__lt=first_moment(self.until + timedelta(days=1)))
        for word in self.words.split():
            code = read_code(word)
            rows = rows.filter(code=code) if code else rows.filter(Q(title__icontains=word) | Q(place__icontains=word))
        if self.overdue_at:
            rows = rows.filter(pk__in=Clock.objects.overdue(self.overdue_at).values("case"))
        return rows.order_by(*ORDERS.get(self.order, ORDERS["-taken_in_at"]))


ORDERS: Final = {
    "-taken_in_at": ("-taken_in_at", "-pk"),
    "taken_in_at": ("taken_in_at", "pk"),
    "-closed_at": ("-closed_at", "-pk"),
    "title": ("title", "pk"),
}


def all_of(person: Person) -> tuple[CaseQuerySet, int]:
    """Every case that this person may read, the latest first, and how many they are (全部事项)."""
    count = Case.objects.count_visible_to(person)
    rows = Case.objects.visible_in_order(person) if count > MANY else Case.objects.visible_to(person)
    return rows.select_related("unit", "taken_in_by"), count


def case_list(person: Person, asked: Asked, *, many: bool = False) -> CaseQuerySet:
    """The cases that a list shows; where they are `many`, quick for a page of them, not for counting all."""
    rows = Case.objects.visible_in_order(person) if many else Case.objects.visible_to(person)
    return asked.filtered(rows.select_related("unit", "taken_in_by"))


@dataclass(frozen=True, slots=True)
class LegsAsked:
    """What a list of legs is narrowed to (筛选承办环节). Empty: everything."""

    unit: int | None = None
    """That has it, with all below."""
    sender: int | None = None
    state: str = ""
    since: date | None = None
    until: date | None = None
    """Days of dispatch."""


def leg_list(person: Person, asked: LegsAsked) -> LegQuerySet:
    """The legs of cases that this person may read, the latest first."""
    rows = Leg.objects.visible_to(person).select_related("case", "unit", "sender")
    if asked.unit is not None:
        rows = rows.filter(unit__in=Unit.objects.under(Unit(pk=asked.unit)).order_by().values("pk"))
    if asked.sender is not None:
        rows = rows.filter(sender=asked.sender)
    if asked.state:
        rows = rows.filter(state=asked.state)
    if asked.since:
        rows = rows.filter(sent_at__gte=first_moment(asked.since))
    if asked.until:
        rows = rows.filter(sent_at__lt=first_moment(asked.until + timedelta(days=1)))
    return rows.order_by("-sent_at", "-pk")


def legs_of(case: Case) -> LegQuerySet:
    """The legs of a case that was loaded through `cases_visible_to`, in order."""
    return case.legs.select_related("unit", "sender", "handler", "sent_by", "submitted_by")


def timeline(case: Case) -> list[Move]:
    """What was done to such a case and its legs, in order (办理记录)."""
    moves = Move.objects.filter(case=case).select_related("by", "unit", "leg", "leg__unit")
    return list(moves)


def clocks_of(case: Case) -> ClockQuerySet:
    """The clocks of such a case, those running first, the earliest end first."""
    clocks = case.clocks.select_related("unit", "leg").prefetch_related("extensions__asked_by")
    return clocks.order_by("stopped_at", "due_at", "pk")


def first_clocks(cases: Sequence[Case]) -> dict[int, Clock]:
    """Key of such a case → of its clocks that run the one that ends first; cases without one are left out."""
    own = {one.pk: one for one in cases}
    clocks = Clock.objects.running().filter(case__in=own).select_related("unit", "leg").order_by("-due_at", "-pk")
    found = {one.case_id: one for one in clocks.prefetch_related("extensions__asked_by")}
    for key, clock in found.items():
        clock.case = own[key]
    return found


def next_moves(case: Case, person: Person) -> tuple[AllowedMove, ...]:
    """What this person may do to a case now (可做的动作): buttons with what each needs."""
    return allowed(kind_of_case(case).moves, case.state, parts_in_case(case, person))


def next_leg_moves(leg: Leg, person: Person) -> tuple[AllowedMove, ...]:
    """What this person may do to a leg now."""
    return allowed(LEG_MOVES, leg.state, parts_in_leg(leg, person))


def my_work(person: Person) -> ClockQuerySet:
    """What is owed by the units in which the person handles, dispatches, takes in or has tip-offs, and by himself: the
    clocks that run, the earliest end first (我的待办，先到期的在前). Of cases that he may read: all but tip-offs, since
    whoever has such a right in a unit may look there."""
    if not person.may_be(Right.VIEW):
        return Clock.objects.none()
    read = readable(person, "case__") if person.may(Right.TIP_OFF) else Q(case__restricted=False)
    mine, here = Q(leg__handler=person), Q(pk__in=())
    for right, over in (
        (Right.HANDLE, Q(leg__isnull=False)),
        (Right.DISPATCH, Q(leg__isnull=False, unit__kind=UnitKind.CENTRE)),
        (Right.DISPATCH, Q(leg=None)),
        (Right.INTAKE, Q(leg=None)),
        (Right.TIP_OFF, Q(leg=None, case__restricted=True)),
    ):
        units = Unit.objects.where(person, right).order_by().values("pk")
        mine |= over & Q(unit__in=units)
        here |= Q(pk__in=units)
    running = Clock.objects.running().order_by()
    found = running.filter(unit__in=Unit.objects.filter(here).order_by().values("pk")).values("pk")
    handled = running.filter(leg__handler=person).values("pk")  # each found in an index of its own
    clocks = running.filter(Q(pk__in=found) | Q(pk__in=handled)).filter(read).filter(mine)
    return clocks.select_related("case", "leg", "unit", "case__unit").order_by("due_at", "pk")


@dataclass(frozen=True, slots=True)
class Desk:
    """What waits at a centre (调度台): in each list urgent matters first, then the longest waiting."""

    undecided: CaseQuerySet
    """Neither accepted nor refused, of kinds that are."""
    to_dispatch: CaseQuerySet
    """Accepted, with no unit leading."""
    to_review: LegQuerySet
    returns: LegQuerySet
    """Legs that somebody wants to give back."""
    received: LegQuerySet
    """Legs that another level sent to this centre, to be signed for or sent on."""


def desk(person: Person, unit: Unit) -> Desk:
    """What waits at that centre, as far as the person may read it."""
    cases = _of_centre(person, unit).select_related("unit", "taken_in_by").open()
    legs = Leg.objects.filter(_readable_at(person, unit), sender=unit).select_related("case", "unit")
    leading = Leg.objects.filter(case=OuterRef("pk"), part=LegPart.LEAD).running()
    decided = [kind.code for kind in known_kinds().values() if kind.decides]
    return Desk(
        cases.filter(decision=Decision.UNDECIDED, kind__in=decided).order_by(urgency(), "taken_in_at", "pk"),
        cases.filter(_to_be_dispatched()).exclude(Exists(leading)).order_by(urgency(), "taken_in_at", "pk"),
        legs.filter(state="submitted").order_by(urgency("case__"), "submitted_at", "pk"),
        legs.filter(state="return_asked").order_by(urgency("case__"), "sent_at", "pk"),
        _received(person, unit),
    )


def _received(person: Person, unit: Unit) -> LegQuerySet:
    further = Leg.objects.filter(above=OuterRef("pk")).running()
    legs = Leg.objects.filter(_readable_at(person, unit), unit=unit, state__in=("sent", "working"))
    return legs.exclude(Exists(further)).select_related("case", "unit").order_by(urgency("case__"), "sent_at", "pk")


def _of_centre(person: Person, unit: Unit) -> CaseQuerySet:
    """The cases that a centre received, as far as the person may read them."""
    return Case.objects.filter(_readable_at(person, unit, ""), unit=unit)


def _readable_at(person: Person, unit: Unit, case: str = "case__") -> Q:
    """The same as `readable`, of what this unit has to do with: where the person may look, that is everything but
    tip-offs, and nothing else need be looked up; each tip-off is tried by itself."""
    ordinary = Q(**{f"{case}restricted": False})
    if looks_at(person, unit):
        return ordinary
    read = readable(person, case, few=True)
    return ordinary | (Q(**{f"{case}restricted": True}) & read) if _may_look(person, unit) else read


def _may_look(person: Person, unit: Unit) -> bool:
    return Right.VIEW in rights_in(person, {unit.pk})[unit.pk]


def looks_at(person: Person, unit: Unit) -> bool:
    """Whether of the cases that this unit or one below it has to do with the person may read all but tip-offs, and no
    tip-off."""
    return _may_look(person, unit) and not person.may(Right.TIP_OFF)


def _to_be_dispatched() -> Q:
    """States of each kind from which its cases are dispatched first."""
    found = Q(pk__in=())
    for kind in known_kinds().values():
        for move in kind.moves:
            if move.effect == "dispatch":
                found |= Q(kind=kind.code, state__in=[one for one in move.was if one != move.now])
    return found


def reopenings_asked(person: Person, unit: Unit, now: datetime) -> CallbackQuerySet:
    """Whoever wants his case opened again and has neither been heard nor told why not (要求重办), of callbacks that
    fell due in the last `ASKED_WITHIN`: by these they are found in an index."""
    asked = Q(unit=unit, state=Answered.ANSWERED, due_at__gte=now - ASKED_WITHIN, wants_reopening=True)
    rows = Callback.objects.filter(_readable_at(person, unit), asked, declined_at=None)
    return rows.filter(round=F("case__reopened")).select_related("case", "unit").order_by("at", "pk")


def exclusions_proposed(person: Person, unit: Unit) -> CallbackQuerySet:
    """Callbacks of this centre that somebody else proposed not to count, to be confirmed or not (待核准剔除)."""
    open_yet = Exclusion.objects.filter(confirmed_by=None, refused=False).exclude(proposed_by=person)
    rows = Callback.objects.filter(_readable_at(person, unit), unit=unit, pk__in=open_yet.order_by().values("callback"))
    return rows.select_related("case", "unit").order_by("exclusion__proposed_at", "pk")


def extensions_asked(person: Person, unit: Unit) -> QuerySet[Extension]:
    """Requests for more time that wait, of what this unit sent out or has itself (待批延期), the earliest end first."""
    of_unit = Q(clock__leg__sender=unit) | Q(clock__unit=unit)
    few = Extension.objects.filter(granted=None).order_by().values("clock")  # in an index; clocks run by thousands
    asked = Q(granted=None, clock__in=few, clock__stopped_at=None)
    rows = Extension.objects.filter(readable(person, "clock__case__"), of_unit, asked)
    return rows.select_related("clock", "clock__case", "clock__leg__unit", "asked_by").order_by("clock__due_at", "pk")


@dataclass(frozen=True, slots=True)
class Received:
    """What came in and what was decided (收件与受理). received = refused + accepted + undecided, always."""

    received: int
    accepted: int
    refused: int
    undecided: int


def received(cases: CaseQuerySet) -> Received:
    """The identity over any cases (收集 = 受理 + 驳回 + 待研判); narrow them by unit, kind and day of intake first."""
    rows = cases.order_by().values("decision").annotate(count=Count("pk"))
    counts = {row["decision"]: row["count"] for row in rows}
    accepted, refused = counts.get(Decision.ACCEPTED, 0), counts.get(Decision.REFUSED, 0)
    undecided = counts.get(Decision.UNDECIDED, 0)
    return Received(cases.count(), accepted, refused, undecided)


@dataclass(frozen=True, slots=True)
class PublicStep:
    """One line that the person who handed it in reads (公开进度)."""

    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class PublicCase:
    """What is shown by code (凭编码可查): no text, no names, no handler."""

    code: str
    kind: str
    state: str
    unit: str
    taken_in_at: datetime
    steps: tuple[PublicStep, ...]
    reply: str
    """Empty until the case is closed, or the one that it was merged into."""
    earlier: tuple[EarlierReply, ...]
    """Of one that was opened again: what was told before."""
    ground: str
    elsewhere: str
    """Of a refusal: why, and where to go instead."""


def public_case(typed: str) -> PublicCase | None:
    """What whoever has the code may read (一案一码); None for no such code. Of a tip-off no unit is named."""
    code = read_code(typed)
    case = Case.objects.filter(code=code).select_related("unit", "detail").first() if code else None
    if case is None:
        return None
    kind = kind_of_case(case)
    moves = list(Move.objects.filter(case=case).exclude(public=""))
    ground = kind.ground(case.ground) if case.ground else None
    into = Link.objects.filter(later=case, relation=Relation.MERGED, undone_at=None).select_related("earlier__detail")
    main = next((link.earlier for link in into), case)
    return PublicCase(
        case.code,
        kind.name,
        kind.states[case.state],
        "" if case.restricted else str(case.unit),
        case.taken_in_at,
        tuple(PublicStep(one.at, one.public) for one in moves),
        main.detail.reply if main.closed_at is not None else "",
        earlier_replies(moves if main is case else Move.objects.filter(case=main).exclude(public="")),
        ground.name if ground else "",
        ground.elsewhere if ground else "",
    )

"""Cases of the demonstration (演示事项): two months of a county's centre and its towns, made by the real actions.

Chance decides what comes in and how it goes; every step is an action by somebody who may take it, at its moment, so
that states, clocks and history are what they would be.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from typing import Final

from django.db import transaction
from django.utils import timezone

from mofan.cases import actions as do
from mofan.cases.catalogue import kind_of
from mofan.cases.intake import Intake, PartyFacts
from mofan.cases.models import Case, Channel, Leg, Satisfied
from mofan.ops.demo.cases_wording import Words, words
from mofan.ops.demo.names import COUNTY
from mofan.ops.demo.people import Crowd
from mofan.org.kinds import UnitKind
from mofan.org.models import Person, RoleGrant, Unit
from mofan.org.roles import UnitRole
from mofan.org.rules import RuleBroken

SEED: Final = 20261122
MANY: Final = 80
"""Cases of the small form."""
DAYS: Final = 70
_FORGOTTEN: Final = timedelta(days=15)
"""Of what fell due within so many days, some lies undone."""
CENTRE: Final = f"{COUNTY}社会治理中心"
_CHANNELS: Final = (Channel.WINDOW, Channel.HOTLINE, Channel.HOTLINE, Channel.GRID, Channel.UPPER)
_UNHAPPY: Final = ("slow", "not_solved", "no_contact")


@dataclass(frozen=True, slots=True)
class Staff:
    """Who acts where: in a centre a clerk, a dispatcher and its leader; in every unit somebody who handles."""

    clerk: dict[int, Person]
    dispatcher: dict[int, Person]
    head: dict[int, Person]
    handler: dict[int, Person]


class Late(Exception):
    """What comes next lies ahead of now."""


def hold_cases(many: int = MANY, seed: int = SEED) -> int:
    """Make so many cases, unless there are some; how many were made."""
    county = Unit.objects.filter(name=COUNTY).first()
    if county is None or not Unit.objects.filter(name=CENTRE).exists() or Case.objects.exists():
        return 0
    with transaction.atomic():
        return _Playing(county, Random(seed)).play(many)


class _Playing:
    def __init__(self, county: Unit, chance: Random) -> None:
        self.chance, self.now = chance, timezone.now()
        self.units = {one.name: one for one in Unit.objects.under(county).valid()}
        self.towns = [one for one in self.units.values() if one.kind == UnitKind.TOWNSHIP]
        self.villages: dict[int, list[Unit]] = {}
        for one in self.units.values():
            if one.kind == UnitKind.VILLAGE and one.parent_id is not None:
                self.villages.setdefault(one.parent_id, []).append(one)
        self.crowd = Crowd(chance, timezone.localdate())
        self.centres = [self.units[CENTRE], *(self.units[f"{one.name}社会治理中心"] for one in self.towns)]
        self.staff = self._staff()
        self.callers: list[PartyFacts] = []

    def play(self, many: int) -> int:
        for moment in sorted(self._moment() for _ in range(many)):
            one = words(self.chance, moment.month)
            case = self._take_in(one, moment)
            with suppress(Late):
                self._carry(case, one, moment)
        return many

    def _staff(self) -> Staff:
        """People of the centres and units with the roles that they need."""
        staff = Staff({}, {}, {}, {})
        for place, centre in enumerate(self.centres):
            own = self._people(centre if place == 0 else self.towns[place - 1])
            for roles, person in zip((staff.clerk, staff.dispatcher, staff.head), own, strict=False):
                roles[centre.pk] = person
        names = {name for one in self.units.values() for name in (one.name,) if one.depth == 1}
        for name in sorted(names):
            if people := self._people(self.units[name])[3:]:
                staff.handler[self.units[name].pk] = people[0]
        roles_of = (
            (staff.clerk, UnitRole.CLERK),
            (staff.dispatcher, UnitRole.DISPATCHER),
            (staff.head, UnitRole.LEADER),
            (staff.handler, UnitRole.HANDLER),
        )
        for who, role in roles_of:
            for unit, person in who.items():
                RoleGrant.objects.get_or_create(person=person, unit_id=unit, role=role)
        return staff

    def _people(self, unit: Unit) -> list[Person]:
        return list(Person.objects.filter(unit=unit, account=None, is_active=True).order_by("pk")[:4])

    def _moment(self) -> datetime:
        """Mostly on working days and in office hours; Monday mornings most."""
        while True:
            back = 2 if self.chance.random() < 0.15 else DAYS
            day = timezone.localdate(self.now) - timedelta(days=self.chance.randrange(back))
            if self.chance.random() < (1.3, 1, 1, 1, 0.9, 0.35, 0.25)[day.weekday()] / 1.3:
                break
        minutes = round(self.chance.triangular(7.5, 20, 9.5) * 60)
        at = timezone.make_aware(datetime.combine(day, time())) + timedelta(minutes=minutes)
        return min(at, self.now - timedelta(minutes=5))

    def _take_in(self, one: Words, at: datetime) -> Case:
        kind = kind_of(one.matter.kind)
        centre = self.chance.choices(self.centres, [6, *(1 for _ in self.towns)])[0]
        form = next(form for form in kind.parties if form.role != "respondent")
        party = self._caller()
        given = {datum: getattr(party, datum) for datum in form.data if getattr(party, datum, "")}
        if "organisation" in form.required:
            given["organisation"] = f"安澜{one.place[:2]}{self.chance.choice(('食品', '机械', '纺织', '建材'))}有限公司"
        values = {"item": one.title} if kind.code == "approval" else {}
        parties = [PartyFacts(form.role, **given)]
        parties += [PartyFacts("respondent", name="对方当事人")] if kind.code == "dispute" else []
        intake = Intake(
            kind,
            one.title,
            Channel.WINDOW if kind.code == "approval" else self.chance.choice(_CHANNELS),
            text=one.text,
            urgency=one.matter.urgency,
            category=one.matter.category,
            place=one.place,
            points=one.points,
            parties=tuple(parties),
            values=values,
        )
        return do.take_in(intake, centre, by=self.staff.clerk[centre.pk], at=at)

    def _caller(self) -> PartyFacts:
        """Somebody new, or one in eight who came before."""
        if self.callers and self.chance.random() < 0.12:
            return self.chance.choice(self.callers)
        one = self.crowd.another(0)
        self.callers.append(PartyFacts("applicant", name=one.name, phone=one.phone, address="安澜县城关"))
        return self.callers[-1]

    def _after(self, at: datetime, low: float, high: float) -> datetime:
        """So many hours later, by day. Raises Late for what lies ahead."""
        later = timezone.localtime(at + timedelta(hours=self.chance.uniform(low, high)))
        if later.hour < 8 or later.hour >= 21:
            later = later.replace(hour=9) + timedelta(days=1 if later.hour >= 21 else 0)
        if later > self.now:
            raise Late
        return later

    def _carry(self, case: Case, one: Words, at: datetime) -> None:
        """What becomes of a case after it came in."""
        desk, chance = self.staff.dispatcher[case.unit_id], self.chance
        at = self._after(at, 0.3, 9)
        if case.kind in ("public_demand", "enterprise_demand") and chance.random() < 0.06:
            ground = chance.choice(("other_authority", "outside_public_duties", "no_new_facts"))
            do.move(case, "refuse", {"ground": ground, "why": "已电话说明，请到有权处理的单位反映。"}, by=desk, at=at)
            return
        do.move(case, "accept", by=desk, at=at)
        if case.kind == "approval":
            self._approve(case, one, at)
        elif case.kind != "dispute":
            self._handle(case, one, at)

    def _approve(self, case: Case, one: Words, at: datetime) -> None:
        at = self._after(at, 1, 120 if case.category != "business_start" else 3)
        head = self.staff.head[case.unit_id]
        do.move(case, "approve", {"outcome": "granted", "reply": one.done}, by=head, at=at)

    def _handle(self, case: Case, one: Words, at: datetime) -> None:
        desk, chance = self.staff.dispatcher[case.unit_id], self.chance
        if chance.random() < 0.07:
            self._close(case, one, self._after(at, 0.2, 2), "answer_at_once")
            return
        at = self._after(at, 0.1, 4)
        lead = self._lead(one)
        if chance.random() < 0.07:
            at = self._returned(case, lead, at)
            lead = next(unit for unit in self._others(lead))
        (leg,) = do.dispatch(case, do.Dispatch(lead, (), "请按时办理并答复本人。"), by=desk, at=at)
        handler = self.staff.handler[lead.pk]
        at = self._after(at, 0.2, 9)
        do.sign(leg, by=handler, at=at)
        if lead.pk in self.villages and chance.random() < 0.5:
            do.report_progress(leg, "已请村里先到现场查看。", by=handler, at=at)
        at = self._worked(leg, one, at)
        do.submit(leg, "solved" if chance.random() < 0.7 else "explained", one.done, reply=one.done, by=handler, at=at)
        at = self._after(at, 0.5, 18)
        if chance.random() < 0.06:
            do.send_back(leg, "没有写明答复本人的情况，请补充。", by=desk, at=at)
            at = self._after(at, 3, 40)
            do.submit(leg, "solved", f"{one.done}已当面答复本人。", reply=one.done, by=handler, at=at)
            at = self._after(at, 0.5, 10)
        do.approve(leg, by=desk, at=at)
        at = self._close(case, one, self._after(at, 0.1, 6), "close")
        self._call_back(case, at)

    def _lead(self, one: Words) -> Unit:
        named = [self.units[name] for name in one.matter.units if name in self.units]
        if not named or self.chance.random() < 0.2:
            named = [next((town for town in self.towns if town.name in one.place), self.chance.choice(self.towns))]
        return named[0]

    def _others(self, lead: Unit) -> Iterator[Unit]:
        return (town for town in self.towns if town != lead)

    def _returned(self, case: Case, lead: Unit, at: datetime) -> datetime:
        """Sent to the wrong unit first, which gives it back."""
        desk, head = self.staff.dispatcher[case.unit_id], self.staff.head[case.unit_id]
        (leg,) = do.dispatch(case, do.Dispatch(lead), by=desk, at=at)
        at = self._after(at, 0.5, 8)
        do.ask_return(leg, "不属于本单位职责，请转属地办理。", by=self.staff.handler[lead.pk], at=at)
        at = self._after(at, 0.5, 8)
        do.decide_return(leg, True, "情况属实，另行交办。", by=head, at=at)
        case.refresh_from_db()
        return self._after(at, 0.1, 2)

    def _worked(self, leg: Leg, one: Words, at: datetime) -> datetime:
        """The time that handling took: mostly within the limit, sometimes beyond, sometimes with more time granted."""
        chance, limit = self.chance, leg.clocks.get(code="finish")
        limit.case = leg.case
        if one.matter.urgency == "ordinary" and chance.random() < 0.08:
            at = self._after(at, 4, 60)
            with suppress(RuleBroken):  # over the limit already: nothing is granted any more
                asked = do.ask_extension(
                    limit, 7, "需要采购配件，正在等货。", by=self.staff.handler[leg.unit_id], at=at
                )
                at = self._after(at, 0.5, 6)
                do.decide_extension(asked, True, by=self.staff.dispatcher[leg.case.unit_id], at=at)
        if timedelta() < self.now - limit.due_at < _FORGOTTEN and chance.random() < 0.25:
            raise Late
        hours = max(1.0, (limit.due_at - at).total_seconds() / 3600)
        late = chance.random() < 0.09
        return self._after(at, hours * 1.02, hours * 1.6) if late else self._after(at, hours * 0.1, hours * 0.8)

    def _close(self, case: Case, one: Words, at: datetime, code: str) -> datetime:
        desk = self.staff.dispatcher[case.unit_id]
        for point in case.points.all():
            do.answer_point(case, point.no, one.done, by=desk, at=at)
        outcome = self.chance.choices(("solved", "partly", "explained", "not_possible"), (70, 10, 16, 4))[0]
        do.move(case, code, {"outcome": outcome, "reply": one.done}, by=desk, at=at)
        return at

    def _call_back(self, case: Case, at: datetime) -> None:
        clerk, chance = self.staff.clerk[case.unit_id], self.chance
        callback = case.callbacks.get()
        at = self._after(max(at, callback.due_at), 1, 70)
        if chance.random() < 0.12:
            for _ in range(chance.randint(1, 3)):
                do.not_reached(callback, by=clerk, at=at)
            return
        solved = chance.random() < 0.86
        satisfied = Satisfied.YES if solved and chance.random() < 0.8 else Satisfied.MOSTLY if solved else Satisfied.NO
        unhappy = chance.choice(_UNHAPPY) if satisfied == Satisfied.NO else ""
        wants = satisfied == Satisfied.NO and chance.random() < 0.5
        said = do.Said(chance.random() < 0.95, solved, satisfied, unhappy=unhappy, wants_reopening=wants)
        do.record_callback(callback, said, by=clerk, at=at)
        if wants and chance.random() < 0.6:
            at = self._after(at, 1, 20)
            why = "本人反映问题没有解决，经核实属实。"
            do.move(case, "reopen", {"why": why}, by=self.staff.dispatcher[case.unit_id], at=at)

"""Random moves by random people over every kind: no illegal state, clocks neither shrink nor vanish, received is
refused + accepted + undecided, and the history leads to the state.

`MOFAN_CASE_STEPS=5000` (any number) makes that many steps instead of the few of the suite.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from random import Random
from typing import Any, ClassVar, Final

from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from mofan.cases import actions as do
from mofan.cases.actions.holding import owner_state
from mofan.cases.actions.timing import due_of
from mofan.cases.catalogue import shipped
from mofan.cases.intake import Intake, PartyFacts, Value
from mofan.cases.kinds import Kind, Need
from mofan.cases.legs import LEG_START, LEG_STATES, OUTCOMES
from mofan.cases.models import (
    Callback,
    Case,
    Channel,
    Clock,
    Extension,
    Form,
    Leg,
    LegPart,
    Mediation,
    Move,
    Satisfied,
)
from mofan.cases.moves import Step, rebuilt
from mofan.cases.queries import next_moves, received
from mofan.cases.takes import FINISH
from mofan.org.models import Person, RoleGrant, Unit
from mofan.org.roles import UnitRole
from mofan.org.rules import RuleBroken
from tests.make import AT, make_person
from tests.make_cases import County, make_county

STEPS_A_RUN: Final = 30
FEW: Final = 100
"""Steps in the suite."""
TRIES: Final = 4
VERBS: Final = (
    *("move",) * 5,
    *("leg",) * 4,
    *("dispatch", "mediate") * 2,
    *("time_passes", "take_in", "dispatch_on", "answer", "clock", "merge", "call_back"),
)
"""What a step may be, what is common more often."""
ROLES: Final = (
    UnitRole.CLERK,
    UnitRole.DISPATCHER,
    UnitRole.HANDLER,
    UnitRole.LEADER,
    UnitRole.SUPERVISOR,
    UnitRole.MEDIATOR,
    UnitRole.TIP_OFFICER,
)


@dataclass(frozen=True)
class Ground:
    """The county with people who may do much, and those who may do one thing."""

    county: County
    people: tuple[Person, ...]
    units: tuple[Unit, ...]


def make_ground() -> Ground:
    county = make_county()
    chiefs = [make_person(f"chief{no}", name=f"甲{no}") for no in range(3)]
    RoleGrant.objects.bulk_create(
        RoleGrant(person=one, unit=county.root, role=role) for one in chiefs for role in ROLES
    )
    single = (county.dispatcher, county.head, county.water_handler, county.tip_officer, county.outsider)
    units = (county.water, county.pipes, county.streets, county.town, county.village)
    return Ground(county, (*chiefs * 6, *single), units)


def filled(need: Need, day: date) -> Value:
    """Something that stands in a field of this type."""
    by_type: dict[str, Value] = {
        "line": "一句话",
        "text": "情况属实，已办。",
        "number": Decimal(3),
        "day": day,
        "tick": True,
        "choice": next(iter(need.choices), ""),
    }
    return by_type[need.type]


def intake_of(kind: Kind, day: date, urgency: Any, category: str) -> Intake:
    """A case of this kind, with no more than it wants."""
    known: dict[str, str] = {"name": "欧阳静", "phone": "13800005678", "organisation": "某店", "address": "柳湾村"}
    parties = tuple(
        PartyFacts(one.role, **{datum: known[datum] for datum in one.data if datum in known})  # type: ignore[arg-type]
        for one in kind.parties
        if one.required or one.role == "informant"
    )
    values = {one.code: filled(one, day + timedelta(days=20)) for one in kind.fields}
    points = ("第一点",) if kind.called_back else ()
    return Intake(
        kind, f"一件{kind.name}", Channel.WINDOW, "内容", urgency, category, "柳湾村", points, parties, values
    )


class Cases(RuleBasedStateMachine):
    """The cases of one county, moved at random."""

    ground: Ground
    reached: ClassVar[Counter[tuple[str, str]]] = Counter()
    """Kind and state (of a leg: "leg" and its state) → how often something came to stand in it."""

    @initialize(seed=st.integers(0, 2**32))
    def begin(self, seed: int) -> None:
        self.luck = Random(seed)
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.now: datetime = AT
        self.due: dict[int, datetime] = {}
        """Clock → the end that it had when it was looked at last."""
        while not Case.objects.exists():
            self.take_in()

    def teardown(self) -> None:
        if hasattr(self, "atomic"):
            self.reached.update(Move.objects.filter(leg=None).values_list("case__kind", "now"))
            self.reached.update(
                ("leg", state) for state in Move.objects.exclude(leg=None).values_list("now", flat=True)
            )
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    @contextmanager
    def trying(self) -> Iterator[None]:
        """Whatever the rules refuse is refused; anything else is a fault."""
        try:
            with transaction.atomic():
                yield
        except RuleBroken:
            pass

    def person(self) -> Person:
        return self.luck.choice(self.ground.people)

    def one(self, rows: Any) -> Any:
        """One of some rows, None if there are none; what still runs is drawn first."""
        keys = list(rows.order_by("-pk").values_list("pk", flat=True)[:3])
        return rows.get(pk=self.luck.choice(keys)) if keys else None

    @rule()
    def step(self) -> None:
        """Something happens: verbs drawn by the seed of the run, until one of a few is not refused."""
        before = Move.objects.count()
        if not Case.objects.filter(ended=False).exists():
            self.take_in()
        for _ in range(TRIES):
            getattr(self, self.luck.choice(VERBS))()
            if Move.objects.count() > before:
                break

    def time_passes(self) -> None:
        self.now += timedelta(hours=self.luck.choice([1, 5, 30, 24 * 9]))

    def take_in(self, kind: str = "") -> None:
        chosen = shipped()[kind or self.luck.choice(sorted(shipped()))]
        urgency = self.luck.choice(["ordinary", "ordinary", "urgent", "emergency", "complex"])
        category = self.luck.choice(["", *chosen.categories])
        with self.trying():
            do.take_in(
                intake_of(chosen, self.now.date(), urgency, category),
                self.ground.county.centre,
                by=self.person(),
                at=self.now,
            )

    def move(self) -> None:
        wild = self.luck.choice([False, False, False, True])
        case = self.one(Case.objects.all() if wild else Case.objects.filter(ended=False))
        if case is None:
            return
        by = self.person()
        kind = shipped()[case.kind]
        moves = kind.moves if wild else next_moves(case, by)
        plain = [one for one in moves if one.effect not in ("dispatch", "merge", "mediate", "agree", "fail")]
        if not plain:
            return
        chosen = self.luck.choice(plain)
        values = {one.code: filled(one, self.now.date()) for one in chosen.needs}
        if wild and values:
            values.pop(self.luck.choice(sorted(values)))
        with self.trying():
            do.move(case, chosen.code, values, by=by, at=self.now)

    def dispatch(self) -> None:
        case = self.one(Case.objects.filter(ended=False))
        if case is None:
            return
        units = self.luck.sample(self.ground.units, self.luck.randint(1, 3))
        leads = case.legs.running().filter(part="lead", above=None).exists()
        sent = do.Dispatch(None if leads else units[0], tuple(units if leads else units[1:]), "请办")
        with self.trying():
            do.dispatch(case, sent, by=self.person(), at=self.now)

    def dispatch_on(self) -> None:
        leg = self.one(Leg.objects.running().select_related("case"))
        if leg is None:
            return
        sent = do.Dispatch(self.luck.choice(self.ground.units))
        with self.trying():
            do.dispatch_on(leg, sent, by=self.person(), at=self.now)

    def leg(self) -> None:
        leg = self.one(Leg.objects.running().select_related("case", "unit", "sender"))
        if leg is None:
            return
        by, at = self.person(), self.now
        usual = {"sent": "sign", "working": "submit", "submitted": "approve", "return_asked": "grant"}[leg.state]
        verb = self.luck.choice([usual, usual, "other"])
        others: dict[str, Callable[[], object]] = {
            "assign": lambda: do.assign(leg, by, by=by, at=at),
            "progress": lambda: do.report_progress(leg, "已到现场", by=by, at=at),
            "send_back": lambda: do.send_back(leg, "没有回应", by=by, at=at),
            "recall": lambda: do.recall(leg, "重复", by=by, at=at),
            "ask": lambda: do.ask_return(leg, "不归我们管", by=by, at=at),
            "refuse": lambda: do.decide_return(leg, False, "首接负责", by=by, at=at),
        }
        verbs: dict[str, Callable[[], object]] = {
            "sign": lambda: do.sign(leg, by=by, at=at),
            "submit": lambda: do.submit(leg, next(iter(OUTCOMES)), "已办", reply="已修好", by=by, at=at),
            "approve": lambda: do.approve(leg, by=by, at=at),
            "grant": lambda: do.decide_return(leg, True, "同意", by=by, at=at),
        }
        act = verbs[verb] if verb in verbs else others[self.luck.choice(sorted(others))]
        with self.trying():
            act()

    def answer(self) -> None:
        case = self.one(Case.objects.filter(points__state="open"))
        if case is None:
            return
        with self.trying():
            do.answer_point(case, 1, "已答复", by=self.person(), at=self.now)

    def clock(self) -> None:
        verb = self.luck.choice(["pause", "resume", "ask", "decide"])
        clock = self.one(Clock.objects.running().select_related("case", "leg__case"))
        if clock is None:
            return
        by, at = self.person(), self.now
        with self.trying():
            if verb == "pause":
                do.pause(clock, "等检测", by=by, at=at)
            elif verb == "resume":
                do.resume(clock, by=by, at=at)
            elif verb == "ask":
                do.ask_extension(clock, 1, "配件未到", by=by, at=at)
            elif asked := Extension.objects.filter(clock=clock, granted=None).first():
                asked.clock = clock
                do.decide_extension(asked, (self.luck.random() < 0.5), answer="同意", by=by, at=at)

    def mediate(self) -> None:
        case = self.one(Case.objects.filter(kind__in=("dispute", "consumer_complaint"), ended=False))
        if case is None:
            return
        by = self.person()
        with self.trying():
            mediation = Mediation.objects.filter(case=case).first()
            if mediation is None or case.state == "failed":
                mediator = do.Mediator(self.ground.county.town, name="周德厚")
                do.open_mediation(case, mediator, why="双方同意", by=by, at=self.now)
                return
            mediation.case = case
            if self.luck.random() < 0.5:
                for party in case.parties.all():
                    do.record_consent(mediation, party, True, by=by, at=self.now)
                do.reach_agreement(mediation, do.Agreed(Form.ORAL, "各退一步"), by=by, at=self.now)
            else:
                do.end_mediation(mediation, "一方拒绝", by=by, at=self.now)

    def merge(self) -> None:
        later = self.one(Case.objects.filter(ended=False))
        if later is None:
            return
        earlier = self.one(Case.objects.filter(kind=later.kind).exclude(pk=later.pk))
        if earlier is None:
            self.take_in(later.kind)
            return
        with self.trying():
            do.merge(later, earlier, by=self.person(), at=self.now)

    def call_back(self) -> None:
        callback = self.one(Callback.objects.select_related("case", "unit"))
        if callback is None:
            return
        said = do.Said(True, False, Satisfied.NO, "slow", wants_reopening=True)
        with self.trying():
            do.record_callback(callback, said, by=self.person(), at=self.now)

    @invariant()
    def everything_holds(self) -> None:
        if not hasattr(self, "now"):
            return
        cases = list(Case.objects.all())
        self.states_are_known_and_follow_from_the_history(cases)
        self.clocks_neither_shrink_nor_vanish()
        for kind in {one.kind for one in cases}:
            found = received(Case.objects.filter(kind=kind))
            assert found.received == found.accepted + found.refused + found.undecided
        ended = Case.objects.filter(ended=True)
        assert not Leg.objects.running().filter(case__in=ended).exists()
        assert not Clock.objects.running().filter(case__in=ended).exists()
        assert not Clock.objects.running().filter(leg__ended_at__isnull=False).exists()
        self.what_is_kept_for_figures_agrees_with_cases_and_legs()

    def what_is_kept_for_figures_agrees_with_cases_and_legs(self) -> None:
        for row in (*Leg.objects.select_related("case"), *Callback.objects.select_related("case")):
            assert row.counted_as == row.case.counted_kind
        for callback in Callback.objects.select_related("exclusion"):
            exclusion = getattr(callback, "exclusion", None)
            assert callback.excluded == (exclusion is not None and exclusion.confirmed_by_id is not None)
        for clock in Clock.objects.select_related("case", "leg"):
            counts = clock.code == FINISH and (clock.leg is None or clock.leg.part == LegPart.LEAD)
            assert clock.counted_as == (clock.case.counted_kind if counts else None)
            assert clock.owner_state == owner_state(clock.case, clock.leg)
        for move in Move.objects.filter(counted_as__isnull=False).select_related("case"):
            assert (move.counted_as, move.unit_id, move.leg_id) == (move.case.kind, move.case.unit_id, None)
        closings = Counter(Move.objects.filter(counted_as__isnull=False, leg=None).values_list("case", flat=True))
        for case in Case.objects.filter(restricted=False):
            assert closings[case.pk] == 2 * case.reopened + (case.closed_at is not None)

    def states_are_known_and_follow_from_the_history(self, cases: list[Case]) -> None:
        moves: dict[tuple[int, int | None], list[Step]] = {}
        for one in Move.objects.order_by("pk"):
            moves.setdefault((one.case_id, one.leg_id), []).append(Step(one.code, one.was, one.now))
        for case in cases:
            kind = shipped()[case.kind]
            assert case.state in kind.states
            assert case.ended == (case.state in kind.ends)
            assert rebuilt(moves[case.pk, None], kind.start) == case.state
        for leg in Leg.objects.all():
            steps = moves[leg.case_id, leg.pk]
            assert leg.state in LEG_STATES
            assert (steps[0].was, steps[0].now) == ("", LEG_START)
            assert all(later.was == earlier.now for earlier, later in pairwise(steps))
            assert steps[-1].now == leg.state

    def clocks_neither_shrink_nor_vanish(self) -> None:
        clocks = {one.pk: one for one in Clock.objects.all()}
        assert self.due.keys() <= clocks.keys()
        for key, clock in clocks.items():
            assert clock.due_at >= self.due.get(key, clock.due_at)
            if clock.paused_at is None:
                assert due_of(clock).at == clock.due_at
            self.due[key] = clock.due_at


def test_random_moves_by_random_people_break_nothing(db: None, home: object) -> None:
    steps = int(os.environ.get("MOFAN_CASE_STEPS", FEW))
    Cases.ground = make_ground()
    run_state_machine_as_test(
        Cases,
        settings=settings(
            max_examples=max(1, steps // STEPS_A_RUN),
            stateful_step_count=STEPS_A_RUN,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert len(Cases.reached) > 10  # it got somewhere

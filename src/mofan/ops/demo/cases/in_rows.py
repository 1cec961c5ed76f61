"""The verbs of the cases told into rows (成批登记): cases, moves, legs, clocks.

The rows are those that `cases.actions` leave behind: they are made by the same functions, moves are looked up in the
same tables and refused where the tables do not have them. What is spared are queries and a transaction a step, which
makes two years of a county a matter of minutes. A test lets the same stories be told both ways and compares the rows.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from mofan.cases import kinds as k
from mofan.cases.actions.answering import ANSWER
from mofan.cases.actions.calling_back import EXPIRES_AFTER
from mofan.cases.actions.holding import COUNTED, Doing, chosen, given, move_row, owner_state
from mofan.cases.actions.moving import EFFECTS, given_on, set_aside
from mofan.cases.actions.taking_in import TAKE_IN, detail_row, facts_of, party_rows, point_rows
from mofan.cases.actions.timing import clock_row, reckoned, reckoner
from mofan.cases.deadlines import Stretch
from mofan.cases.intake import Intake, Value, problems, stored
from mofan.cases.legs import leg_move
from mofan.cases.models import (
    Callback,
    Case,
    Channel,
    Clock,
    Concern,
    Leg,
    LegPart,
    Move,
    Party,
    Pause,
    Point,
    PointState,
)
from mofan.cases.moves import TAKEN_IN
from mofan.cases.receivers import calling_centre
from mofan.cases.standing import RIGHT_OF, parts_in_unit, rights_in
from mofan.ops.demo.cases.heap import Heap, Told
from mofan.org.actions import console
from mofan.org.models import Person, Unit
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken

_RECALL = leg_move("recall")
_BACK = ("returned", "recalled")


class CaseRows:
    """Cases with their clocks, told into rows."""

    def __init__(self) -> None:
        self.heap = Heap()
        self._reckoner = reckoner()
        self._console: Person | None = None
        self._rights: dict[tuple[int, int], frozenset[Right]] = {}
        self._pauses: dict[int, list[Pause]] = {}

    def of(self, case: Case) -> Told:
        """The rows of a case whose story is not written yet."""
        return self.heap.told[case.pk]

    def public(self, at: datetime) -> Person:
        """In whose name stands what people do themselves."""
        self._console = self._console or console(at=at)
        return self._console

    # who

    def rights(self, by: Person, unit: int) -> frozenset[Right]:
        """What somebody may do in a unit; asked once."""
        key = (by.pk, unit)
        if key not in self._rights:
            self._rights[key] = rights_in(by, {unit})[unit]
        return self._rights[key]

    def in_unit(self, by: Person, unit: int, restricted: bool) -> frozenset[k.Actor]:
        """The parts that somebody has in a unit."""
        return parts_in_unit(self.rights(by, unit), restricted)

    def in_case(self, case: Case, by: Person) -> frozenset[k.Actor]:
        """What somebody is to a case, as `standing.parts_in_case` has it."""
        told = self.of(case)
        leads = {leg.unit_id for leg in told.legs if leg.part == LegPart.LEAD and leg.state not in _BACK}
        parts = set(self.in_unit(by, case.unit_id, case.restricted))
        if parts & {"leader", "supervisor"}:
            parts.add("arbiter")
        if any("handler" in self.in_unit(by, unit, case.restricted) for unit in leads):
            parts.add("handler")
        if case.taken_in_by_id == by.pk and not case.restricted:
            parts.add("taker")
        if (one := told.mediation) is not None and (
            one.mediator_id == by.pk or Right.MEDIATE in self.rights(by, one.committee_id)
        ):
            parts.add("mediator")
        return frozenset(parts)

    def in_leg(self, leg: Leg, by: Person) -> frozenset[k.Actor]:
        """What somebody is to a leg, as `standing.parts_in_leg` has it."""
        case = leg.case
        own = self.in_unit(by, leg.unit_id, case.restricted)
        sending = self.in_unit(by, leg.sender_id, case.restricted)
        parts: set[k.Actor] = {part for part in ("handler", "leader") if part in own}
        if leg.handler_id == by.pk and (not case.restricted or Right.TIP_OFF in self.rights(by, leg.unit_id)):
            parts.add("handler")
        senders = {"handler", "leader"} if leg.above_id is not None else _dispatchers(self.of(case).kind)
        if sending & senders:
            parts.add("centre")
        if sending & {"leader", "supervisor"}:
            parts |= {"arbiter", "supervisor"}
        return frozenset(parts)

    def part(self, case: Case, move: k.Move, by: Person) -> k.Actor:
        """The part in which somebody does what stands in no table. Raises RuleBroken."""
        return self._first(move, self.in_case(case, by))

    def _first(self, move: k.Move, parts: frozenset[k.Actor]) -> k.Actor:
        found = next((one for one in move.who if one in parts), None)
        if found is None:
            raise RuleBroken(f"“{move.name}”不能由这个人办。")
        return found

    # cases

    def take_in(self, intake: Intake, unit: Unit, *, by: Person, at: datetime) -> Case:
        """登记."""
        rights = self.rights(by, unit.pk)
        part = next((one for one in intake.kind.takers if one in RIGHT_OF and RIGHT_OF[one] in rights), None)
        if part is None:
            raise RuleBroken(f"{by}不能为“{unit}”登记{intake.kind.name}。")
        return self._begin(intake, Doing(by, at, part, unit), unit)

    def hand_in(self, intake: Intake, unit: Unit, *, at: datetime) -> Case:
        """网上提交."""
        if not intake.kind.from_public or intake.channel != Channel.WEB or intake.outside:
            raise RuleBroken(f"{intake.kind.name}不能在网上提交。")
        return self._begin(intake, Doing(self.public(at), at, "citizen", unit), unit)

    def _begin(self, intake: Intake, doing: Doing, unit: Unit) -> Case:
        if found := problems(intake):
            raise RuleBroken("".join(found))
        add = self.heap.add
        case = add(Case(outside=intake.outside, **facts_of(intake, unit, doing)))
        told = Told(
            case,
            intake.kind,
            add(detail_row(case, intake)),
            [add(one) for one in party_rows(case, intake)],
            [add(one) for one in point_rows(case, intake)],
            set(),
        )
        self.heap.told[case.pk] = told
        self.concern(case, unit)
        self.write(case, k.Move(TAKEN_IN, TAKE_IN.name, (), case.state, (), public=TAKE_IN.public), "", doing)
        self.turn(case, TAKEN_IN, doing.at, given_on=given_on(case, intake.kind))
        return case

    def move(
        self, case: Case, code: str, values: Mapping[str, Value] | None = None, *, by: Person, at: datetime
    ) -> Move:
        """办理一步."""
        kind = self.of(case).kind
        case.revision += 1
        made, part = chosen(kind.moves, code, case.state, self.in_case(case, by), kind.states)
        return self.carry(case, made, given(made, values or {}), Doing(by, at, part, case.unit))

    def carry(self, case: Case, made: k.Move, answers: Mapping[str, Value], doing: Doing) -> Move:
        """What a move that is allowed does."""
        told, was = self.of(case), case.state
        earlier = set_aside(told.detail, told.points) if made.effect == "reopen" else {}
        EFFECTS[made.effect](case, answers, doing)
        case.state = made.to(was)
        case.ended = case.state in told.kind.ends
        if outcome := answers.get("outcome"):
            case.outcome = stored(outcome)
        if reply := answers.get("reply"):
            told.detail.reply = stored(reply)
        kept = {at: one for at, one in answers.items() if at != "reply"} | earlier
        done = self.write(case, made, was, doing, values=kept)
        self.turn(case, made.code, doing.at, given_on=given_on(case, told.kind))
        if case.ended or made.effect in ("close", "withdraw"):
            for leg in told.legs:
                if leg.is_running:
                    self._end_leg(leg, f"事项已{made.name}", doing)
        if case.ended:
            self.stop(told.running(None), doing.at)
        if made.effect == "close" and told.kind.called_back:
            self._plan_callback(told, doing.at)
        return done

    def _end_leg(self, leg: Leg, note: str, doing: Doing) -> None:
        was, leg.state, leg.ended_at = leg.state, _RECALL.now, doing.at
        leg.revision += 1
        self.write(leg.case, _RECALL, was, doing, leg=leg, note=note)
        self.stop(self.of(leg.case).running(leg), doing.at)

    def _plan_callback(self, told: Told, at: datetime) -> None:
        last = max((one.due_at for one in told.clocks if one.leg_id is not None and one.code == "finish"), default=at)
        due, case = max(last, at), told.case
        if any(one.round == case.reopened for one in told.callbacks):
            return
        centre = calling_centre(case.unit)
        self.concern(case, centre)
        row = Callback(
            case=case,
            round=case.reopened,
            unit=centre,
            due_at=due,
            expires_at=due + EXPIRES_AFTER,
            counted_as=case.counted_kind,
        )
        told.callbacks.append(self.heap.add(row))

    def answer_point(
        self, case: Case, no: int, answer: str, *, explained: bool = False, by: Person, at: datetime
    ) -> Move:
        """答复诉求点."""
        case.revision += 1
        point = next(one for one in self.of(case).points if one.no == no)
        note = f"第{no}点" + (f"（原答复：{point.answer}）" if point.answer else "")
        point.state = PointState.EXPLAINED if explained else PointState.ANSWERED
        point.answer = answer
        doing = Doing(by, at, self.part(case, ANSWER, by), case.unit)
        return self.write(case, ANSWER, case.state, doing, note=note)

    def concern(self, case: Case, unit: Unit) -> None:
        """A unit has to do with the case from now on."""
        told = self.of(case)
        if unit.pk not in told.concerns:
            told.concerns.add(unit.pk)
            self.heap.add(Concern(case=case, unit=unit))

    def write(
        self,
        case: Case,
        move: k.Move,
        was: str,
        doing: Doing,
        *,
        leg: Leg | None = None,
        values: Mapping[str, Value] | None = None,
        note: str = "",
    ) -> Move:
        """A line of the history; clocks say how that stands over which they run."""
        if (leg is None and move.effect in COUNTED) or (leg is not None and was not in ("", leg.state)):
            for clock in self.of(case).clocks:
                if clock.leg_id == (leg.pk if leg is not None else None):
                    clock.owner_state = owner_state(case, leg)
        return self.heap.add(move_row(case, move, was, doing, leg=leg, values=values, note=note))

    # clocks

    def turn(self, case: Case, code: str, at: datetime, leg: Leg | None = None, given_on: date | None = None) -> None:
        """Stop and start clocks, as `timing.turn_clocks`."""
        told, over = self.of(case), "leg" if leg is not None else "case"
        clocks = [one for one in told.kind.clocks if one.over == over]
        stopping = {one.code for one in clocks if code in one.stops}
        self.stop([one for one in told.running(leg) if one.code in stopping], at)
        running = {one.code for one in told.running(leg)}
        for clock in clocks:
            if code not in clock.starts or clock.code in running:
                continue
            row = clock_row(case, clock, at, self._reckoner, leg=leg, given_on=given_on)
            if row is not None:
                told.clocks.append(self.heap.add(row))

    def stop(self, clocks: Sequence[Clock], at: datetime) -> None:
        """Stop clocks; one that is paused goes on first."""
        for clock in clocks:
            if clock.paused_at is not None:
                self._go_on(clock, at)
            clock.stopped_at = at

    def _go_on(self, clock: Clock, at: datetime) -> None:
        for one in self._pauses[clock.pk]:
            one.until = one.until or at
        clock.paused_at = None
        self._reckon(clock)

    def _reckon(self, clock: Clock) -> None:
        pauses = [Stretch(one.since, one.until) for one in self._pauses.get(clock.pk, ()) if one.until]
        due = reckoned(clock, pauses, self._reckoner)
        clock.due_at, clock.provisional = due.at, due.provisional

    # what a story asks for

    def points(self, case: Case) -> list[Point]:
        """The points of a case."""
        return self.of(case).points

    def parties(self, case: Case) -> list[Party]:
        """Who stands in it."""
        return self.of(case).parties

    def clock(self, case: Case, code: str, leg: Leg | None = None) -> Clock:
        """The clock of that code that runs."""
        return next(one for one in self.of(case).running(leg) if one.code == code)

    def callback(self, case: Case) -> Callback:
        """The callback of its last closing."""
        return self.of(case).callbacks[-1]


def _dispatchers(kind: k.Kind) -> set[k.Actor]:
    return {who for move in kind.moves if move.effect == "dispatch" for who in move.who}

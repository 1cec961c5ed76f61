"""The verbs of legs and their clocks told into rows."""

from collections.abc import Mapping
from datetime import datetime

from mofan.cases import kinds as k
from mofan.cases.actions import Dispatch
from mofan.cases.actions.dispatching import SENT
from mofan.cases.actions.extending import ASK, GRANT, REFUSE, TELL
from mofan.cases.actions.handling import fill, side_of
from mofan.cases.actions.holding import Doing, chosen, given
from mofan.cases.actions.moving import given_on
from mofan.cases.actions.pausing import PAUSE, RESUME
from mofan.cases.intake import Value, stored
from mofan.cases.known_kinds import kind_of_case
from mofan.cases.legs import LEG_ENDS, LEG_MOVES, LEG_STATES, leg_move
from mofan.cases.models import Case, Clock, Extension, Leg, Move, Pause, ReturnRequest
from mofan.ops.demo.cases.in_rows import CaseRows
from mofan.org.models import Person, Unit

_RECALL = leg_move("recall")


class LegRows(CaseRows):
    """Legs, and what is done to clocks, told into rows."""

    # legs

    def dispatch(self, case: Case, sent: Dispatch, *, by: Person, at: datetime) -> tuple[Leg, ...]:
        """交办."""
        kind = self.of(case).kind
        case.revision += 1
        code = next((one.code for one in kind.moves if one.effect == "dispatch" and case.state in one.was), "dispatch")
        made, part = chosen(kind.moves, code, case.state, self.in_case(case, by), kind.states)
        doing = Doing(by, at, part, case.unit)
        self.carry(case, made, {"why": _names(sent)}, doing)
        return self._begin_legs(case, sent, None, doing)

    def dispatch_on(self, leg: Leg, sent: Dispatch, *, by: Person, at: datetime) -> tuple[Leg, ...]:
        """转下级."""
        leg.case.revision += 1
        leg.revision += 1
        made, part = chosen(LEG_MOVES, "dispatch_on", leg.state, self.in_leg(leg, by), LEG_STATES)
        doing = Doing(by, at, part, leg.unit)
        self.write(leg.case, made, leg.state, doing, leg=leg, note=_names(sent))
        return self._begin_legs(leg.case, sent, leg, doing)

    def _begin_legs(self, case: Case, sent: Dispatch, above: Leg | None, doing: Doing) -> tuple[Leg, ...]:
        told, legs = self.of(case), []
        for no, (unit, part) in enumerate(sent.units, len(told.legs) + 1):
            leg = Leg(
                case=case,
                above=above,
                no=no,
                sender=above.unit if above is not None else case.unit,
                unit=unit,
                part=part,
                instruction=sent.instruction.strip(),
                sent_by=doing.by,
                sent_at=doing.at,
                counted_as=case.counted_kind,
            )
            told.legs.append(self.heap.add(leg))
            self.concern(case, unit)
            self.write(case, SENT, "", doing, leg=leg, note=leg.instruction)
            self.turn(case, SENT.code, doing.at, leg, sent.due_on or given_on(case, told.kind))
            legs.append(leg)
        return tuple(legs)

    def sign(self, leg: Leg, *, by: Person, at: datetime) -> Move:
        """签收."""
        return self._step(leg, "sign", {}, by, at)

    def assign(self, leg: Leg, handler: Person, *, by: Person, at: datetime) -> Move:
        """指定承办人."""
        return self._step(leg, "assign", {"handler": handler}, by, at)

    def report_progress(self, leg: Leg, said: str, *, by: Person, at: datetime) -> Move:
        """报进展."""
        return self._step(leg, "progress", {"said": said}, by, at)

    def submit(self, leg: Leg, outcome: str, result: str, *, reply: str = "", by: Person, at: datetime) -> Move:
        """报办理结果."""
        return self._step(leg, "submit", {"outcome": outcome, "result": result, "reply": reply}, by, at)

    def approve(self, leg: Leg, *, by: Person, at: datetime) -> Move:
        """审核通过."""
        return self._step(leg, "approve", {}, by, at)

    def send_back(self, leg: Leg, why: str, *, by: Person, at: datetime) -> Move:
        """退回重办."""
        return self._step(leg, "send_back", {"why": why}, by, at)

    def recall(self, leg: Leg, why: str, *, by: Person, at: datetime) -> Move:
        """收回."""
        return self._step(leg, "recall", {"why": why}, by, at)

    def _step(self, leg: Leg, code: str, values: Mapping[str, Value], by: Person, at: datetime) -> Move:
        leg.case.revision += 1
        leg.revision += 1
        made, part = chosen(LEG_MOVES, code, leg.state, self.in_leg(leg, by), LEG_STATES)
        return self._take(leg, made, given(made, values), Doing(by, at, part, side_of(leg, part)))

    def _take(self, leg: Leg, made: k.Move, answers: Mapping[str, Value], doing: Doing) -> Move:
        was, told = leg.state, self.of(leg.case)
        leg.state = made.to(was)
        fill(leg, made.code, answers, doing)
        if leg.state in LEG_ENDS:
            leg.ended_at = doing.at
        kept = {code: value for code, value in answers.items() if code not in ("result", "reply", "said")}
        note = stored(answers.get("said", ""))
        done = self.write(leg.case, made, was, doing, leg=leg, values=kept, note=note)
        self.turn(leg.case, made.code, doing.at, leg)
        if leg.state in LEG_ENDS:
            self.stop(told.running(leg), doing.at)
            for lower in told.legs:
                if lower.above_id == leg.pk and lower.is_running:
                    lower.revision += 1
                    self._take(lower, _RECALL, {"why": f"上一环节已{made.name}"}, doing)
        return done

    def ask_return(
        self, leg: Leg, why: str, *, suggested: Unit | None = None, by: Person, at: datetime
    ) -> ReturnRequest:
        """申请退单."""
        values: dict[str, Value] = {"why": why, **({"suggested": suggested} if suggested else {})}
        leg.case.revision += 1
        leg.revision += 1
        made, part = chosen(LEG_MOVES, "ask_return", leg.state, self.in_leg(leg, by), LEG_STATES)
        self._take(leg, made, given(made, values), Doing(by, at, part, leg.unit))
        row = self.heap.add(ReturnRequest(leg=leg, why=why, suggested=suggested, asked_by=by, asked_at=at))
        self._asked_back = row
        return row

    def decide_return(self, leg: Leg, granted: bool, why: str, *, by: Person, at: datetime) -> ReturnRequest:
        """裁定退单: of the request that was made last."""
        leg.case.revision += 1
        leg.revision += 1
        code = "grant_return" if granted else "refuse_return"
        made, part = chosen(LEG_MOVES, code, leg.state, self.in_leg(leg, by), LEG_STATES)
        self._take(leg, made, given(made, {"why": why}), Doing(by, at, part, leg.sender))
        asked = self._asked_back
        if asked.leg_id != leg.pk:
            raise ValueError("another leg was asked back last")
        asked.granted, asked.decided_by, asked.decided_at, asked.answer = granted, by, at, why
        return asked

    # clocks

    def pause(self, clock: Clock, why: str, *, by: Person, at: datetime) -> Pause:
        """中止计时."""
        doing = self._over(clock, PAUSE.who, by, at)
        clock.paused_at = at
        self._note(clock, PAUSE, doing, f"{clock.name}：{why}")
        row = self.heap.add(Pause(clock=clock, since=at, why=why, by=by))
        self._pauses.setdefault(clock.pk, []).append(row)
        return row

    def resume(self, clock: Clock, *, by: Person, at: datetime) -> None:
        """恢复计时."""
        doing = self._over(clock, RESUME.who, by, at)
        self._go_on(clock, at)
        self._note(clock, RESUME, doing, clock.name)

    def ask_extension(self, clock: Clock, number: int, why: str, *, by: Person, at: datetime) -> Extension:
        """申请延期."""
        doing = self._over(clock, ASK.who, by, at)
        row = self.heap.add(Extension(clock=clock, number=number, why=why, asked_by=by, asked_at=at))
        self._note(clock, ASK, doing, f"{number}{k.MEASURES[clock.a_measure]}：{why}")
        return row

    def decide_extension(
        self, asked: Extension, granted: bool, *, answer: str = "", by: Person, at: datetime
    ) -> Extension:
        """批复延期."""
        clock = asked.clock
        lengthening = next(one for one in kind_of_case(clock.case).clocks if one.code == clock.code).lengthening
        doing = self._over(clock, lengthening.who if lengthening else (), by, at)
        asked.granted, asked.decided_by, asked.decided_at, asked.answer = granted, by, at, answer
        if granted:
            clock.added += asked.number
            self._reckon(clock)
        self._note(clock, GRANT if granted else REFUSE, doing, answer)
        return asked

    def tell_extension(self, granted: Extension, how: str, *, by: Person, at: datetime) -> Extension:
        """告知延期."""
        doing = self._over(granted.clock, TELL.who, by, at)
        granted.told_at, granted.told_how = at, how
        self._note(granted.clock, TELL, doing, how)
        return granted

    def _over(self, clock: Clock, who: tuple[k.Actor, ...], by: Person, at: datetime) -> Doing:
        """Who acts on a clock; the case and the leg have been acted on."""
        case, leg = clock.case, clock.leg
        case.revision += 1
        if leg is not None:
            leg.revision += 1
        parts = self.in_leg(leg, by) if leg is not None else self.in_case(case, by)
        part = self._first(k.Move("", "时限", (), "", who), parts)
        return Doing(by, at, part, leg.unit if leg is not None else case.unit)

    def _note(self, clock: Clock, move: k.Move, doing: Doing, note: str) -> None:
        state = clock.leg.state if clock.leg is not None else clock.case.state
        self.write(clock.case, move, state, doing, leg=clock.leg, note=note)


def _names(sent: Dispatch) -> str:
    return "、".join(f"{unit}（{part.label}）" for unit, part in sent.units)

"""Demands of people and enterprises (诉求的办理): dispatched, handled on one to three levels, closed, called back."""

from datetime import datetime, timedelta
from typing import Final

from mofan.cases.actions import Blow, Dispatch
from mofan.cases.models import Call, Case, Channel, Clock, Leg, Mark, Relation
from mofan.ops.demo.cases.telling import Late, Story
from mofan.ops.demo.cases.wording import Words, told, words
from mofan.org.kinds import UnitKind
from mofan.org.models import Person, Unit
from mofan.org.roles import UnitRole

_FORGOTTEN: Final = timedelta(days=21)
"""Of what fell due within so many days, some lies undone."""
_OUTCOMES: Final = (("solved", "partly", "explained", "not_possible"), (70, 10, 16, 4))
_GROUNDS: Final = ("other_authority", "outside_public_duties", "no_new_facts", "other_route_open", "unlawful_demand")


class Demands(Story):
    """Stories of demands."""

    def demand(self, kind: str, at: datetime, channel: Channel) -> None:
        """Somebody comes to a centre with a demand."""
        centre = self.centre()
        one = words(self.chance, at.month, kind, self.places_near(centre))
        case = self.take_in(one, centre, at, channel)
        desk = self.who(UnitRole.DISPATCHER, centre)
        slow = 30.0 if self.at_times(0.05) else 7.0 if one.matter.urgency == "ordinary" else 0.9
        at = self.after(at, 0.1, slow)
        if self.at_times(0.06):
            why = "已电话说明，请到有权处理的单位反映。"
            self.move(case, "refuse", {"ground": self.chance.choice(_GROUNDS), "why": why}, by=desk, at=at)
            return
        self.move(case, "accept", by=desk, at=at)
        self.say_repeat(case, desk, at)
        self._say_neighbour(case, one, desk, at)
        if self.at_times(0.015):
            self.move(case, "withdraw", {"why": "本人来电说问题已经解决。"}, by=desk, at=self.after(at, 1, 20))
            return
        self._handle(case, one, desk, at)

    def _handle(self, case: Case, one: Words, desk: Person, at: datetime) -> None:
        if self.at_times(0.09):
            self._close(case, one, desk, self.after(at, 0.2, 2), "answer_at_once")
            return
        at = self.after(at, 0.1, 4)
        lead = self.lead(case, one)
        if self.at_times(0.06) and case.unit_id == self.staff.first.pk:
            lead, at = self._returned(case, lead, desk, at)
        co = self._helpers(lead)
        self.helping = {unit.pk for unit in co}
        legs = self.do.dispatch(case, Dispatch(lead, co, "请按时办理并答复本人。"), by=desk, at=at)
        if self.at_times(self.mix.merges):
            self._others_come(case, one, desk, at)
        if self.at_times(self.mix.whistles):
            self._whistle(case, one, legs[0], at)
        at = self._work(legs[0], one, desk, at)
        for leg in legs[1:]:
            at = self._help(leg, one, desk, at)
        at = self._close(case, one, desk, self.after(at, 0.1, 6), "close")
        if self.call_back(case, case.unit, at):
            self.helping.clear()
            at = self.after(at, 30, 60)
            (leg,) = self.do.dispatch(case, Dispatch(lead, (), "请重办，并当面答复本人。"), by=desk, at=at)
            at = self._work(leg, one, desk, at)
            at = self._close(case, one, desk, self.after(at, 0.1, 6), "close")
            if self.call_back(case, case.unit, at):
                return
        self.archive(case, desk, at)

    def lead(self, case: Case, one: Words) -> Unit:
        """The bureau whose matter it is, or the town."""
        town = self.staff.town_of.get(case.unit_id)
        if town is not None:
            return town
        named = [unit for name in one.matter.units if (unit := self.staff.named(name)) is not None]
        near = next((unit for unit in self.staff.towns if one.place.startswith(unit.name)), None)
        if not named or (near is not None and self.at_times(0.35)):
            named = [near or self.chance.choice(self.staff.towns)]
        return named[0]

    def _helpers(self, lead: Unit) -> tuple[Unit, ...]:
        if not self.at_times(0.1):
            return ()
        near = self.staff.villages(lead) or [one for one in self.staff.bureaus() if one.pk != lead.pk]
        return (self.chance.choice(near),)

    def _returned(self, case: Case, lead: Unit, desk: Person, at: datetime) -> tuple[Unit, datetime]:
        """Sent to the wrong unit first: it gives it back, or has to keep it; or the desk sees it itself."""
        wrong = self.chance.choice([one for one in self.staff.bureaus() if one.pk != lead.pk])
        (leg,) = self.do.dispatch(case, Dispatch(wrong), by=desk, at=at)
        at = self.after(at, 0.5, 8)
        if self.at_times(0.2):
            self.do.recall(leg, "派错单位，收回重派。", by=desk, at=at)
            return lead, self.after(at, 0.1, 2)
        handler, head = self.who(UnitRole.HANDLER, wrong), self.who(UnitRole.LEADER, case.unit)
        self.do.ask_return(leg, "不属于本单位职责，请另派。", suggested=lead, by=handler, at=at)
        at = self.after(at, 0.5, 8)
        if self.at_times(0.15):
            self.do.decide_return(leg, False, "属于共同职责，首接负责，请牵头办理。", by=head, at=at)
            at = self.after(at, 1, 5)
            self.do.recall(leg, "协商后改由主责单位办理。", by=desk, at=at)
        else:
            self.do.decide_return(leg, True, "情况属实，另行交办。", by=head, at=at)
        return lead, self.after(at, 0.1, 2)

    # a leg

    def _work(self, leg: Leg, one: Words, desk: Person, at: datetime) -> datetime:
        """From dispatch to approval."""
        unit, chance = leg.unit, self.chance
        handler = self.who(UnitRole.HANDLER, unit)
        late = 30.0 if self.at_times(0.06) else 6.0 if one.matter.urgency == "ordinary" else 0.8
        at = self.after(at, 0.1, late)
        self.do.sign(leg, by=handler, at=at)
        if self.at_times(0.4):
            self.do.assign(leg, handler, by=handler, at=at)
        clock = self.do.clock(leg.case, "finish", leg)
        at = self._clocked(leg, clock, one, handler, desk, at)
        if self.at_times(0.25):
            self.do.report_progress(leg, chance.choice(_PROGRESS), by=handler, at=at)
        if self.at_times(self.mix.passed_on):
            at = self._pass_on(leg, one, handler, at)
        if timedelta() < self.now - clock.due_at < _FORGOTTEN and self.at_times(self.mix.forgotten):
            raise Late
        hours = max(1.0, (clock.due_at - at).total_seconds() / 3600)
        at = (
            self.after(at, hours * 1.02, hours * 1.7)
            if self.at_times(0.08)
            else self.after(at, hours * 0.05, hours * 0.75)
        )
        outcome = "solved" if self.at_times(0.7) else chance.choice(("explained", "partly"))
        self.do.submit(leg, outcome, one.done, reply=one.done, by=handler, at=at)
        at = self.after(at, 0.5, 18)
        if self.at_times(0.06):
            self.do.send_back(leg, "没有写明答复本人的情况，请补充。", by=desk, at=at)
            at = self.after(at, 3, 40)
            self.do.submit(leg, "solved", f"{one.done}已当面答复本人。", reply=one.done, by=handler, at=at)
            at = self.after(at, 0.5, 10)
        self.do.approve(leg, by=desk, at=at)
        return at

    def _clocked(self, leg: Leg, clock: Clock, one: Words, handler: Person, desk: Person, at: datetime) -> datetime:
        """More time is asked for now and then, and now and then the clock stands still."""
        if one.matter.urgency not in ("ordinary", "complex"):
            return at
        if self.at_times(0.07):
            asked_at = self.after(at, 4, 60)
            if asked_at < clock.due_at:
                asked = self.do.ask_extension(clock, 7, "需要采购配件，正在等货。", by=handler, at=asked_at)
                at = self.after(asked_at, 0.5, 6)
                granted = self.at_times(0.88)
                answer = "" if granted else "现有力量可以按时办结。"
                self.do.decide_extension(asked, granted, answer=answer, by=desk, at=at)
                if granted and self.at_times(0.9):
                    self.do.tell_extension(asked, "电话", by=handler, at=at)
        if self.at_times(0.025):
            paused_at = self.after(at, 4, 30)
            if paused_at < clock.due_at:
                self.do.pause(clock, "委托检测，等待检测结果。", by=desk, at=paused_at)
                at = self.days_after(paused_at, 1, 9)
                self.do.resume(clock, by=handler, at=at)
        return at

    def _pass_on(self, leg: Leg, one: Words, handler: Person, at: datetime) -> datetime:
        """The third level: a village, or a station of the bureau."""
        near = self.staff.villages(leg.unit) or self.staff.stations(leg.unit)
        near = [unit for unit in near if unit.pk not in self.helping]
        if not near:
            return at
        below = next((unit for unit in near if one.place.endswith(unit.name)), self.chance.choice(near))
        at = self.after(at, 0.2, 5)
        words_of = "请现场核实处理。"
        village = below.kind == UnitKind.VILLAGE  # only ever helps
        sent = Dispatch(None, (below,), words_of) if village else Dispatch(below, (), words_of)
        (lower,) = self.do.dispatch_on(leg, sent, by=handler, at=at)
        worker = self.who(UnitRole.HANDLER, below)
        at = self.after(at, 0.2, 6)
        self.do.sign(lower, by=worker, at=at)
        at = self.after(at, 2, 40)
        self.do.submit(lower, "solved", f"已到现场。{one.done}", reply="", by=worker, at=at)
        at = self.after(at, 0.2, 5)
        self.do.approve(lower, by=self.who(UnitRole.LEADER, leg.unit, worker), at=at)
        return at

    def _help(self, leg: Leg, one: Words, desk: Person, at: datetime) -> datetime:
        """What a unit that helps does."""
        worker = self.who(UnitRole.HANDLER, leg.unit)
        self.do.sign(leg, by=worker, at=at)
        at = self.after(at, 0.5, 8)
        self.do.submit(leg, "solved", f"已配合。{one.done}", reply="", by=worker, at=at)
        at = self.after(at, 0.2, 6)
        self.do.approve(leg, by=desk, at=at)
        return at

    # others

    def _others_come(self, main: Case, one: Words, desk: Person, at: datetime) -> None:
        """A burst: the neighbours come with the same, and it is handled as one."""
        come = at
        for _ in range(self.chance.choice((1, 1, 2, 3, 5, 8))):
            come = self.after(come, 0.1, 2.5)
            again = told(self.chance, one.matter, one.place)
            case = self.take_in(
                again, main.unit, come, self.chance.choice((Channel.HOTLINE, Channel.GRID, Channel.WINDOW))
            )
            self.before = None
            come = self.after(come, 0.05, 1)
            self.do.merge(case, main, why="同一地点同一问题", by=desk, at=come)

    def _say_neighbour(self, case: Case, one: Words, desk: Person, at: datetime) -> None:
        """The same matter at the same place not long ago."""
        for earlier, before in self.lately:
            near = before.place == one.place and before.matter == one.matter and earlier.unit_id == case.unit_id
            if near and at - earlier.taken_in_at < timedelta(days=30) and self.at_times(0.5):
                self.do.link(case, earlier, Relation.NEIGHBOUR, why="同一地点、同一问题", by=desk, at=at)
                break
        self.lately.append((case, one))

    def _whistle(self, case: Case, one: Words, leg: Leg, at: datetime) -> None:
        """The unit that leads calls others to the place."""
        caller, chance = leg.unit, self.chance
        near = [unit for unit in self.staff.bureaus() if unit.pk != caller.pk]
        called = tuple(chance.sample(near, min(len(near), chance.choice((1, 2, 2, 3)))))
        at = self.after(at, 0.2, 3)
        by = self.who(UnitRole.HANDLER, caller)
        blow = Blow(caller, called, f"现场处置：{one.title}"[:200], at + timedelta(hours=4), one.place)
        blown, calls = self.do.whistle(case, blow, by=by, at=at)
        done = [self._answer(call, one, by, at) for call in calls]
        self.do.end_whistle(blown, by=by, at=max(done))

    def _answer(self, call: Call, one: Words, caller: Person, at: datetime) -> datetime:
        by = self.who(UnitRole.HANDLER, call.unit)
        at = self.after(at, 0.1, 5)
        if self.at_times(0.07):
            self.do.answer_whistle(call, "当天力量已全部派出，无法到场。", coming=False, by=by, at=at)
            self.do.assess_called(call, Mark.POOR, "没有到场。", by=caller, at=at)
            return at
        self.do.answer_whistle(call, coming=True, by=by, at=at)
        at = self.after(at, 0.3, 4)
        self.do.arrive(call, by=by, at=at)
        at = self.after(at, 1, 20)
        self.do.report_result(call, f"已到场处置。{one.done}", by=by, at=at)
        self.do.assess_called(call, Mark.GOOD if self.at_times(0.85) else Mark.FAIR, by=caller, at=at)
        self.do.assess_caller(call, Mark.GOOD if self.at_times(0.8) else Mark.FAIR, by=by, at=at)
        return at

    def _close(self, case: Case, one: Words, desk: Person, at: datetime, code: str) -> datetime:
        for point in self.do.points(case):
            if point.state == "open":
                self.do.answer_point(case, point.no, one.done, explained=self.at_times(0.15), by=desk, at=at)
        names, weights = _OUTCOMES
        outcome = self.chance.choices(names, weights)[0]
        self.move(case, code, {"outcome": outcome, "reply": one.done}, by=desk, at=at)
        return at


_PROGRESS: Final = (
    "已到现场查看，正在组织维修。", "已联系本人，约定上门时间。", "正在与产权单位协商。",
    "已列入本周工作，安排人员处理。", "已请村里先到现场查看。",
)  # fmt: skip

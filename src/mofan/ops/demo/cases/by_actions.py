"""The verbs of the cases as the pages use them (逐件办理): every step an action, with what a story asks for beside."""

from datetime import datetime

from mofan.cases import actions
from mofan.cases.actions import Blow, Said
from mofan.cases.models import Call, Callback, Case, Clock, Extension, Leg, Party, Point, Whistle
from mofan.org.models import Person


class ByActions:
    """The real thing. `rows_beside.Rows` has the same verbs."""

    take_in = staticmethod(actions.take_in)
    hand_in = staticmethod(actions.hand_in)
    move = staticmethod(actions.move)
    answer_point = staticmethod(actions.answer_point)
    dispatch = staticmethod(actions.dispatch)
    dispatch_on = staticmethod(actions.dispatch_on)
    sign = staticmethod(actions.sign)
    assign = staticmethod(actions.assign)
    report_progress = staticmethod(actions.report_progress)
    submit = staticmethod(actions.submit)
    approve = staticmethod(actions.approve)
    send_back = staticmethod(actions.send_back)
    recall = staticmethod(actions.recall)
    ask_return = staticmethod(actions.ask_return)
    decide_return = staticmethod(actions.decide_return)
    pause = staticmethod(actions.pause)
    resume = staticmethod(actions.resume)
    ask_extension = staticmethod(actions.ask_extension)
    tell_extension = staticmethod(actions.tell_extension)
    record_callback = staticmethod(actions.record_callback)
    not_reached = staticmethod(actions.not_reached)
    decline_reopening = staticmethod(actions.decline_reopening)
    propose_exclusion = staticmethod(actions.propose_exclusion)
    decide_exclusion = staticmethod(actions.decide_exclusion)
    link = staticmethod(actions.link)
    merge = staticmethod(actions.merge)
    answer_whistle = staticmethod(actions.answer_whistle)
    arrive = staticmethod(actions.arrive)
    report_result = staticmethod(actions.report_result)
    assess_called = staticmethod(actions.assess_called)
    assess_caller = staticmethod(actions.assess_caller)
    end_whistle = staticmethod(actions.end_whistle)
    open_mediation = staticmethod(actions.open_mediation)
    record_consent = staticmethod(actions.record_consent)
    record_session = staticmethod(actions.record_session)
    reach_agreement = staticmethod(actions.reach_agreement)
    sign_agreement = staticmethod(actions.sign_agreement)
    seal_agreement = staticmethod(actions.seal_agreement)
    end_mediation = staticmethod(actions.end_mediation)
    record_performance = staticmethod(actions.record_performance)
    ask_confirmation = staticmethod(actions.ask_confirmation)
    record_ruling = staticmethod(actions.record_ruling)

    def decide_extension(
        self, asked: Extension, granted: bool, *, answer: str = "", by: Person, at: datetime
    ) -> Extension:
        """批复延期; the clock in hand stays the same object."""
        clock = asked.clock
        decided = actions.decide_extension(asked, granted, answer=answer, by=by, at=at)
        decided.clock = clock
        return decided

    def rate(self, callback: Callback, said: Said, *, at: datetime) -> Callback:
        """本人评价."""
        return actions.rate_by_code(callback.case.code, said, at=at)

    def whistle(self, case: Case, blow: Blow, *, by: Person, at: datetime) -> tuple[Whistle, list[Call]]:
        """吹哨: the whistle with its calls."""
        blown = actions.whistle(case, blow, by=by, at=at)
        calls = list(blown.calls.select_related("unit").order_by("pk"))
        for one in calls:
            one.whistle = blown
        return blown, calls

    def points(self, case: Case) -> list[Point]:
        """The points of a case."""
        return list(case.points.all())

    def parties(self, case: Case) -> list[Party]:
        """Who stands in it."""
        return list(case.parties.order_by("pk"))

    def clock(self, case: Case, code: str, leg: Leg | None = None) -> Clock:
        """The clock of that code that runs."""
        found = Clock.objects.running().get(case=case, leg=leg, code=code)
        found.case = case
        if leg is not None:
            found.leg = leg
        return found

    def callback(self, case: Case) -> Callback:
        """The callback of its last closing."""
        found = Callback.objects.select_related("unit").get(case=case, round=case.reopened)
        found.case = case
        return found

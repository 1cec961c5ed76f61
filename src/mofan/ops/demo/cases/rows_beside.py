"""The other verbs told into rows: callbacks, links, whistles, mediation."""

from datetime import date, datetime

from mofan.cases import kinds as k
from mofan.cases.actions import Agreed, Blow, Mediator, Said, Sitting
from mofan.cases.actions import calling_back as calls
from mofan.cases.actions import linking as links
from mofan.cases.actions import mediating as mediation
from mofan.cases.actions import whistling as whistles
from mofan.cases.actions.holding import Doing, chosen
from mofan.cases.known_kinds import kind_of_case
from mofan.cases.models import (
    Agreement,
    Answered,
    Call,
    Callback,
    CallState,
    Case,
    Consent,
    Ending,
    Exclusion,
    Form,
    Link,
    Mark,
    Mediation,
    Party,
    Performance,
    Point,
    Relation,
    Satisfied,
    Session,
    Signature,
    Whistle,
)
from mofan.ops.demo.cases.leg_rows import LegRows
from mofan.org.models import Person, Unit

_PARTIES = ("applicant", "respondent", "enterprise")


class Rows(LegRows):
    """Every verb that a story of the demonstration uses, told into rows."""

    # callbacks

    def record_callback(self, callback: Callback, said: Said, *, by: Person, at: datetime) -> Callback:
        """登记回访."""
        part = self.part(callback.case, calls.CALLED, by)
        return self._answered(callback, said, Doing(by, at, part, callback.unit), own=False)

    def rate(self, callback: Callback, said: Said, *, at: datetime) -> Callback:
        """本人评价."""
        return self._answered(callback, said, Doing(self.public(at), at, "citizen", None), own=True)

    def _answered(self, callback: Callback, said: Said, doing: Doing, *, own: bool) -> Callback:
        callback.state, callback.own, callback.by, callback.at = Answered.ANSWERED, own, doing.by, doing.at
        callback.contacted, callback.solved, callback.satisfied = said.contacted, said.solved, said.satisfied
        callback.unhappy = said.unhappy if said.satisfied == Satisfied.NO else ""
        callback.words, callback.wants_reopening = said.words.strip(), said.wants_reopening
        self.write(callback.case, calls.CALLED, callback.case.state, doing, note=calls.in_words(said))
        return callback

    def not_reached(self, callback: Callback, *, by: Person, at: datetime) -> Callback:
        """联系不上."""
        callback.attempts += 1
        callback.state = Answered.UNREACHABLE if callback.attempts >= calls.MOST_ATTEMPTS else Answered.DUE
        doing = Doing(by, at, self.part(callback.case, calls.CALLED, by), callback.unit)
        note = f"第{callback.attempts}次没有联系上"
        self.write(callback.case, calls.CALLED, callback.case.state, doing, note=note)
        return callback

    def decline_reopening(self, callback: Callback, why: str, *, by: Person, at: datetime) -> Callback:
        """不重办."""
        doing = Doing(by, at, self.part(callback.case, calls.DECLINED, by), callback.unit)
        callback.declined_why, callback.declined_by, callback.declined_at = why, by, at
        self.write(callback.case, calls.DECLINED, callback.case.state, doing, note=why)
        return callback

    def propose_exclusion(self, callback: Callback, ground: str, words: str, *, by: Person, at: datetime) -> Exclusion:
        """提出剔除."""
        doing = Doing(by, at, self.part(callback.case, calls.EXCLUDED, by), callback.unit)
        row = Exclusion(callback=callback, ground=ground, words=words, proposed_by=by, proposed_at=at)
        note = f"提出：{calls.EXCLUSIONS[ground]}。{words}"
        self.write(callback.case, calls.EXCLUDED, callback.case.state, doing, note=note)
        return self.heap.add(row)

    def decide_exclusion(self, exclusion: Exclusion, granted: bool, *, by: Person, at: datetime) -> Exclusion:
        """核准剔除."""
        callback = exclusion.callback
        doing = Doing(by, at, self.part(callback.case, calls.EXCLUDED, by), callback.unit)
        exclusion.confirmed_by, exclusion.refused, exclusion.decided_at = by if granted else None, not granted, at
        callback.excluded = granted
        note = "核准" if granted else "不核准"
        self.write(callback.case, calls.EXCLUDED, callback.case.state, doing, note=note)
        return exclusion

    # links

    def link(self, later: Case, earlier: Case, relation: Relation, *, why: str = "", by: Person, at: datetime) -> Link:
        """关联."""
        doing = Doing(by, at, self.part(later, links.LINKED, by), later.unit)
        row = Link(earlier=earlier, later=later, relation=relation, why=why, by=by, at=at)
        note = f"{Relation(relation).label}：{earlier.code}" + (f"（{why}）" if why else "")
        self.write(later, links.LINKED, later.state, doing, note=note)
        return self.heap.add(row)

    def merge(self, later: Case, earlier: Case, *, why: str = "", by: Person, at: datetime) -> Link:
        """并案."""
        kind = self.of(later).kind
        for one in (later, earlier):
            one.revision += 1
        code = next(one.code for one in kind.moves if one.effect == "merge" and later.state in one.was)
        made, part = chosen(kind.moves, code, later.state, self.in_case(later, by), kind.states)
        row = self.heap.add(Link(earlier=earlier, later=later, relation=Relation.MERGED, why=why, by=by, at=at))
        doing = Doing(by, at, part, later.unit)
        self.carry(later, made, {"why": f"并入 {earlier.code}。{why}".strip()}, doing)
        main, own = self.of(earlier), self.of(later)
        said = {one.text for one in main.points}
        texts = [one.text for one in own.points if one.text not in said]
        for no, text in enumerate(texts, len(main.points) + 1):
            main.points.append(self.heap.add(Point(case=earlier, no=no, text=text)))
        for unit in Unit.objects.filter(pk__in=own.concerns - main.concerns):
            self.concern(earlier, unit)
        self.write(earlier, links.TAKEN_UP, earlier.state, doing, note=f"并入 {later.code}")
        return row

    # whistles

    def whistle(self, case: Case, blow: Blow, *, by: Person, at: datetime) -> tuple[Whistle, list[Call]]:
        """吹哨: the whistle with its calls."""
        doing = self._for(case, blow.caller, whistles.WHISTLE, by, at)
        made = self.heap.add(
            Whistle(
                case=case,
                caller=blow.caller,
                matter=blow.matter,
                place=blow.place,
                answer_by=blow.answer_by,
                called_by=by,
                called_at=at,
            )
        )
        called = [self.heap.add(Call(whistle=made, unit=unit)) for unit in blow.units]
        for unit in blow.units:
            self.concern(case, unit)
        names = "、".join(str(unit) for unit in blow.units)
        self.write(case, whistles.WHISTLE, case.state, doing, note=f"{names}：{blow.matter}")
        return made, called

    def answer_whistle(self, call: Call, words: str = "", *, coming: bool, by: Person, at: datetime) -> Call:
        """响应吹哨."""
        move, above = whistles.ANSWER if coming else whistles.REFUSE, call.whistle.caller.parent
        doing = self._for(call.whistle.case, call.unit, move, by, at)
        call.state, call.answer = CallState.COMING if coming else CallState.REFUSED, words
        call.answered_by, call.answered_at = by, at
        if not coming and above is not None:
            call.reported_to, call.reported_at = above, at
        upward = f"；已报告{above}" if not coming and above is not None else ""
        return self._called(call, move, doing, f"{call.unit}：{words}{upward}")

    def arrive(self, call: Call, *, by: Person, at: datetime) -> Call:
        """报到."""
        doing = self._for(call.whistle.case, call.unit, whistles.ARRIVE, by, at)
        call.state, call.arrived_at, call.answered_at = CallState.ARRIVED, at, call.answered_at or at
        return self._called(call, whistles.ARRIVE, doing, str(call.unit))

    def report_result(self, call: Call, result: str, *, by: Person, at: datetime) -> Call:
        """报到结果."""
        doing = self._for(call.whistle.case, call.unit, whistles.RESULT, by, at)
        call.state, call.result, call.result_at = CallState.REPORTED, result, at
        return self._called(call, whistles.RESULT, doing, str(call.unit))

    def assess_called(self, call: Call, mark: Mark, words: str = "", *, by: Person, at: datetime) -> Call:
        """评价被吹单位."""
        caller = call.whistle.caller
        doing = self._for(call.whistle.case, caller, whistles.ASSESS, by, at)
        call.of_called, call.of_called_words = mark, words
        return self._called(call, whistles.ASSESS, doing, f"{caller}评{call.unit}：{mark.label}")

    def assess_caller(self, call: Call, mark: Mark, words: str = "", *, by: Person, at: datetime) -> Call:
        """评价吹哨单位."""
        doing = self._for(call.whistle.case, call.unit, whistles.ASSESS, by, at)
        call.of_caller, call.of_caller_words = mark, words
        return self._called(call, whistles.ASSESS, doing, f"{call.unit}评{call.whistle.caller}：{mark.label}")

    def end_whistle(self, blown: Whistle, *, by: Person, at: datetime) -> Whistle:
        """销哨."""
        blown.ended_at = at
        doing = self._for(blown.case, blown.caller, whistles.END, by, at)
        self.write(blown.case, whistles.END, blown.case.state, doing, note=blown.matter)
        return blown

    def _for(self, case: Case, unit: Unit, move: k.Move, by: Person, at: datetime) -> Doing:
        return Doing(by, at, self._first(move, self.in_unit(by, unit.pk, case.restricted)), unit)

    def _called(self, call: Call, move: k.Move, doing: Doing, note: str) -> Call:
        case = call.whistle.case
        self.write(case, move, case.state, doing, note=note)
        return call

    # mediation

    def open_mediation(self, case: Case, mediator: Mediator, *, why: str = "", by: Person, at: datetime) -> Mediation:
        """开始调解."""
        told = self.of(case)
        name = mediator.name.strip() or (mediator.person.name if mediator.person else "")
        doing = self._tabled(case, "mediate", {"why": why or name}, by, at)
        told.mediation = Mediation(
            case=case,
            committee=mediator.committee,
            mediator=mediator.person,
            mediator_name=name,
            chosen=mediator.chosen,
            opened_by=doing.by,
            opened_at=at,
        )
        self.concern(case, mediator.committee)
        return self.heap.add(told.mediation)

    def record_consent(self, opened: Mediation, party: Party, given: bool, *, by: Person, at: datetime) -> Consent:
        """登记是否同意调解."""
        doing = self._mediating(opened.case, mediation.CONSENT, by, at)
        row = self.heap.add(Consent(mediation=opened, party=party, given=given, at=at, by=by))
        self.of(opened.case).consents.append(row)
        said = f"{kind_of_case(opened.case).called(party.role)}{'同意' if given else '不同意'}调解"
        self.write(opened.case, mediation.CONSENT, opened.case.state, doing, note=said)
        return row

    def record_session(self, opened: Mediation, sitting: Sitting, *, by: Person, at: datetime) -> Session:
        """调解笔录."""
        told, doing = self.of(opened.case), self._mediating(opened.case, mediation.SESSION, by, at)
        told.sessions += 1
        row = Session(
            mediation=opened,
            no=told.sessions,
            held_at=sitting.held_at,
            place=sitting.place,
            present=sitting.present,
            record=sitting.record,
            by=by,
            at=at,
        )
        self.write(opened.case, mediation.SESSION, opened.case.state, doing, note=str(row))
        return self.heap.add(row)

    def reach_agreement(self, opened: Mediation, agreed: Agreed, *, by: Person, at: datetime) -> Agreement:
        """达成协议."""
        doing = self._tabled(opened.case, "agree", {}, by, at)
        opened.ending, opened.why, opened.ended_at = Ending.AGREED, "", at
        facts = {name: getattr(agreed, name) for name in agreed.__dataclass_fields__}
        made = self.heap.add(Agreement(mediation=opened, agreed_at=at, **facts))
        if agreed.form == Form.ORAL:
            self._take_effect(made, doing)
        return made

    def sign_agreement(self, agreement: Agreement, party: Party, *, by: Person, at: datetime) -> Agreement:
        """当事人签署."""
        case = agreement.mediation.case
        doing = self._mediating(case, mediation.SIGN, by, at)
        self.heap.add(Signature(agreement=agreement, party=party, at=at))
        self.of(case).signed.add(party.pk)
        return self._signed(agreement, f"{kind_of_case(case).called(party.role)}签署", doing)

    def seal_agreement(self, agreement: Agreement, *, by: Person, at: datetime) -> Agreement:
        """调解员签名、盖章."""
        doing = self._mediating(agreement.mediation.case, mediation.SIGN, by, at)
        agreement.mediator_signed_at = agreement.sealed_at = at
        return self._signed(agreement, "调解员签名并加盖印章", doing)

    def end_mediation(self, opened: Mediation, why: str, *, by: Person, at: datetime) -> Mediation:
        """终止调解."""
        self._tabled(opened.case, "fail", {"why": why}, by, at)
        opened.ending, opened.why, opened.ended_at = Ending.FAILED, why, at
        return opened

    def record_performance(self, agreement: Agreement, how: Performance, *, by: Person, at: datetime) -> Agreement:
        """登记履行情况."""
        case = agreement.mediation.case
        doing = self._mediating(case, mediation.PERFORM, by, at)
        agreement.performance, agreement.performed_at = how, at
        self.write(case, mediation.PERFORM, case.state, doing, note=how.label)
        return agreement

    def ask_confirmation(self, agreement: Agreement, court: str, *, by: Person, at: datetime) -> Agreement:
        """共同申请司法确认."""
        case = agreement.mediation.case
        doing = self._mediating(case, mediation.CONFIRM, by, at)
        agreement.confirmation_asked_at, agreement.court = at, court
        self.write(case, mediation.CONFIRM, case.state, doing, note=court)
        self.turn(case, mediation.CONFIRM.code, at)
        return agreement

    def record_ruling(self, agreement: Agreement, confirmed: bool, on: date, *, by: Person, at: datetime) -> Agreement:
        """登记裁定."""
        case = agreement.mediation.case
        doing = self._mediating(case, mediation.RULING, by, at)
        agreement.confirmed, agreement.confirmed_on = confirmed, on
        self.write(case, mediation.RULING, case.state, doing, note="裁定有效" if confirmed else "驳回申请")
        return agreement

    def _tabled(self, case: Case, effect: k.Effect, values: dict[str, str], by: Person, at: datetime) -> Doing:
        kind = self.of(case).kind
        case.revision += 1
        code = next(one.code for one in kind.moves if one.effect == effect and case.state in one.was)
        made, part = chosen(kind.moves, code, case.state, self.in_case(case, by), kind.states)
        doing = Doing(by, at, part, case.unit)
        self.carry(case, made, values, doing)
        return doing

    def _mediating(self, case: Case, move: k.Move, by: Person, at: datetime) -> Doing:
        case.revision += 1
        return Doing(by, at, self.part(case, move, by), case.unit)

    def _signed(self, agreement: Agreement, said: str, doing: Doing) -> Agreement:
        case = agreement.mediation.case
        told = self.of(case)
        self.write(case, mediation.SIGN, case.state, doing, note=said)
        bound = {one.pk for one in told.parties if one.role in _PARTIES}
        if agreement.sealed_at is not None and bound <= told.signed:
            self._take_effect(agreement, doing)
        return agreement

    def _take_effect(self, agreement: Agreement, doing: Doing) -> None:
        case = agreement.mediation.case
        agreement.effective_at = doing.at
        self.write(case, mediation.EFFECT, case.state, doing)
        self.turn(case, mediation.EFFECT.code, doing.at)

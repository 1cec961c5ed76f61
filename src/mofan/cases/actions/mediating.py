"""Mediate (调解): consent, mediator by choice, sittings, agreement, performance, judicial confirmation."""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from django.utils import timezone

from mofan.cases import kinds as k
from mofan.cases.actions.holding import Doing, chosen, holding, write
from mofan.cases.actions.moving import carry
from mofan.cases.actions.timing import turn_clocks
from mofan.cases.known_kinds import kind_of_case
from mofan.cases.models import (
    Agreement,
    Case,
    Clock,
    Concern,
    Consent,
    Ending,
    Form,
    Mediation,
    Party,
    Performance,
    Session,
    Signature,
)
from mofan.cases.standing import is_against, parts_in_case
from mofan.org.actions import reason
from mofan.org.models import Person, Unit
from mofan.org.rules import RuleBroken

_WHO: tuple[k.Actor, ...] = ("mediator", "centre", "handler")
CONSENT = k.Move("consent", "登记是否同意调解", (), "", _WHO)
SESSION = k.Move("session", "调解笔录", (), "", _WHO)
SIGN = k.Move("sign_agreement", "签署协议", (), "", _WHO)
EFFECT = k.Move("take_effect", "协议生效", (), "", _WHO, public="调解协议已生效")
PERFORM = k.Move("perform", "登记履行情况", (), "", _WHO)
CONFIRM = k.Move("ask_confirmation", "共同申请司法确认", (), "", _WHO)
RULING = k.Move("ruling", "登记司法确认结果", (), "", _WHO)
CHANGE = k.Move("change_mediator", "更换调解员", (), "", _WHO)
OPEN_UP = k.Move("open_up", "改为公开调解", (), "", _WHO)


@dataclass(frozen=True, slots=True)
class Mediator:
    """Who mediates (调解员): somebody with a row here, or a mediator invited from outside by name."""

    committee: Unit
    person: Person | None = None
    name: str = ""
    chosen: bool = False
    """Chosen by the parties (当事人选定)."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """One sitting as it was written down (调解笔录)."""

    held_at: datetime
    place: str
    present: str
    record: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was agreed (协议内容)."""

    form: Form
    content: str
    facts: str = ""
    manner: str = ""
    perform_by: date | None = None
    amount: Decimal | None = None
    disputed: str = ""


def open_mediation(case: Case, mediator: Mediator, *, why: str = "", by: Person, at: datetime) -> Mediation:
    """Begin to mediate (开始调解), or again after it failed. Raises RuleBroken where the table does not allow it,
    without a mediator's name, for a mediator whom the case is against; Outdated."""
    name = _fitting(case, mediator)
    with holding(case):
        doing = _carry(case, "mediate", {"why": why.strip() or name}, by, at)
        facts = {
            "committee": mediator.committee,
            "mediator": mediator.person,
            "mediator_name": name,
            "chosen": mediator.chosen,
            "private": True,
            "opened_by": doing.by,
            "opened_at": at,
            "ending": Ending.RUNNING,
            "ended_at": None,
            "why": "",
        }
        made, _ = Mediation.objects.update_or_create(case=case, defaults=facts)
        Concern.objects.get_or_create(case=case, unit=mediator.committee)
        made.case = case
        return made


def change_mediator(mediation: Mediation, mediator: Mediator, why: str, *, by: Person, at: datetime) -> Mediation:
    """Somebody else mediates (更换调解员), as the parties may ask. Raises RuleBroken without a reason or a name, for
    one whom the case is against, once the mediation has ended; Outdated."""
    why, case = reason(why), mediation.case
    name = _fitting(case, mediator)
    with holding(case):
        doing = _doing(case, CHANGE, by, at)
        _running(mediation)
        mediation.committee, mediation.mediator = mediator.committee, mediator.person
        mediation.mediator_name, mediation.chosen = name, mediator.chosen
        mediation.save(update_fields=["committee", "mediator", "mediator_name", "chosen"])
        Concern.objects.get_or_create(case=case, unit=mediator.committee)
        write(case, CHANGE, case.state, doing, note=f"{name}：{why}")
        return mediation


def open_up(mediation: Mediation, *, by: Person, at: datetime) -> Mediation:
    """The parties want it to be public (改为公开调解): whoever may read the case then reads the sittings too. Raises
    RuleBroken before all of them have agreed to be mediated, where it is public already; Outdated."""
    case = mediation.case
    with holding(case):
        doing = _doing(case, OPEN_UP, by, at)
        _all_willing(mediation)
        if not mediation.private:
            raise RuleBroken("已经是公开调解。")
        mediation.private = False
        mediation.save(update_fields=["private"])
        write(case, OPEN_UP, case.state, doing, note="各方当事人要求公开")
        return mediation


def record_consent(mediation: Mediation, party: Party, given: bool, *, by: Person, at: datetime) -> Consent:
    """Whether a party agrees to be mediated (登记是否同意). Raises RuleBroken for somebody of another case, and once
    the mediation has ended; Outdated."""
    _own(mediation, party)
    with holding(mediation.case):
        doing = _doing(mediation.case, CONSENT, by, at)
        _running(mediation)
        made, _ = Consent.objects.update_or_create(
            mediation=mediation, party=party, defaults={"given": given, "at": at, "by": by}
        )
        said = f"{_called(mediation, party)}{'同意' if given else '不同意'}调解"
        write(mediation.case, CONSENT, mediation.case.state, doing, note=said)
        return made


def record_session(mediation: Mediation, sitting: Sitting, *, by: Person, at: datetime) -> Session:
    """Keep what was said in a sitting (调解笔录). Raises RuleBroken for one that is not over yet, without words, once
    the mediation has ended; Outdated."""
    if not sitting.record.strip() or not sitting.present.strip():
        raise RuleBroken("请填写到场人员和调解记录。")
    if sitting.held_at > at:
        raise RuleBroken("调解时间在现在之后，开过了再登记。")
    with holding(mediation.case):
        doing = _doing(mediation.case, SESSION, by, at)
        _running(mediation)
        made = Session.objects.create(
            mediation=mediation,
            no=mediation.sessions.count() + 1,
            held_at=sitting.held_at,
            place=sitting.place.strip()[:120],
            present=sitting.present.strip()[:300],
            record=sitting.record.strip(),
            by=by,
            at=at,
        )
        write(mediation.case, SESSION, mediation.case.state, doing, note=str(made))
        return made


def reach_agreement(mediation: Mediation, agreed: Agreed, *, by: Person, at: datetime) -> Agreement:
    """The parties agree (达成协议). An oral agreement takes effect at once, a written one when everybody has signed
    and it is sealed. Raises RuleBroken while a party has not consented, without content; Outdated."""
    if not agreed.content.strip():
        raise RuleBroken("请填写协议内容。")
    case = mediation.case
    with holding(case):
        _all_willing(mediation)
        doing = _carry(case, "agree", {}, by, at)
        _end(mediation, Ending.AGREED, "", at)
        made = Agreement.objects.create(
            mediation=mediation,
            form=agreed.form,
            content=agreed.content.strip(),
            facts=agreed.facts.strip(),
            disputed=agreed.disputed.strip(),
            manner=agreed.manner.strip()[:300],
            perform_by=agreed.perform_by,
            amount=agreed.amount,
            agreed_at=at,
        )
        if agreed.form == Form.ORAL:
            _take_effect(made, doing)
        return made


def sign_agreement(agreement: Agreement, party: Party, *, by: Person, at: datetime) -> Agreement:
    """A party has signed, sealed or finger-printed (当事人签署). Raises RuleBroken for an oral one, for somebody of
    another case, a second time; Outdated."""
    _own(agreement.mediation, party)
    with holding(agreement.mediation.case):
        doing = _signing(agreement, by, at)
        if Signature.objects.filter(agreement=agreement, party=party).exists():
            raise RuleBroken("这位当事人已经签过。")
        Signature.objects.create(agreement=agreement, party=party, at=at)
        return _signed(agreement, f"{_called(agreement.mediation, party)}签署", doing)


def seal_agreement(agreement: Agreement, *, by: Person, at: datetime) -> Agreement:
    """The mediator has signed and the committee's seal is on it (调解员签名、加盖印章). Raises RuleBroken; Outdated."""
    with holding(agreement.mediation.case):
        doing = _signing(agreement, by, at)
        if agreement.sealed_at is not None:
            raise RuleBroken("已经签名盖章。")
        agreement.mediator_signed_at = agreement.sealed_at = at
        agreement.save(update_fields=["mediator_signed_at", "sealed_at"])
        return _signed(agreement, "调解员签名并加盖印章", doing)


def end_mediation(mediation: Mediation, why: str, *, by: Person, at: datetime) -> Mediation:
    """It failed, or a party clearly refuses (终止调解). Raises RuleBroken without a reason; Outdated."""
    why = reason(why)
    with holding(mediation.case):
        _carry(mediation.case, "fail", {"why": why}, by, at)
        _end(mediation, Ending.FAILED, why, at)
        return mediation


def record_performance(agreement: Agreement, how: Performance, *, by: Person, at: datetime) -> Agreement:
    """How far it was kept (登记履行情况). Raises RuleBroken before it took effect; Outdated."""
    case = agreement.mediation.case
    with holding(case):
        doing = _doing(case, PERFORM, by, at)
        _in_effect(agreement)
        agreement.performance, agreement.performed_at = how, at
        agreement.save(update_fields=["performance", "performed_at"])
        write(case, PERFORM, case.state, doing, note=how.label)
        return agreement


def ask_confirmation(
    agreement: Agreement, court: str, *, jointly: bool = True, on: date | None = None, by: Person, at: datetime
) -> Agreement:
    """The parties ask a court together to confirm it (共同申请司法确认), within thirty days after it took effect. `on`:
    the day on which they asked, where it is entered later. Raises RuleBroken for one party alone, after those days,
    before it took effect, a second time; Outdated."""
    court = reason(court)
    if not jointly:
        raise RuleBroken("司法确认由各方当事人共同申请，一方申请的法院不受理；一方不愿意的，可以依协议起诉。")
    case = agreement.mediation.case
    with holding(case):
        doing = _doing(case, CONFIRM, by, at)
        _in_effect(agreement)
        if agreement.confirmation_asked_at is not None:
            raise RuleBroken("已经申请过司法确认。")
        asked = _moment_of(on, agreement.effective_at, at)
        clock = Clock.objects.filter(case=case, code="confirm").order_by("-pk").first()
        if clock is not None and asked > clock.due_at:
            raise RuleBroken("协议生效已超过三十日，不能再申请司法确认；可以依协议起诉。")
        agreement.confirmation_asked_at, agreement.court = asked, court[:100]
        agreement.save(update_fields=["confirmation_asked_at", "court"])
        write(case, CONFIRM, case.state, doing, note=court)
        turn_clocks(case, kind_of_case(case), CONFIRM.code, asked)
        return agreement


def record_ruling(agreement: Agreement, confirmed: bool, on: date, *, by: Person, at: datetime) -> Agreement:
    """What the court ruled (登记裁定). Raises RuleBroken where nothing was asked, a second time, for a day before it
    was asked or to come; Outdated."""
    case = agreement.mediation.case
    with holding(case):
        doing = _doing(case, RULING, by, at)
        if agreement.confirmation_asked_at is None or agreement.confirmed is not None:
            raise RuleBroken("没有待登记的司法确认。")
        if not timezone.localdate(agreement.confirmation_asked_at) <= on <= timezone.localdate(at):
            raise RuleBroken("裁定日期要在申请那天以后，不晚于今天。")
        agreement.confirmed, agreement.confirmed_on = confirmed, on
        agreement.save(update_fields=["confirmed", "confirmed_on"])
        write(case, RULING, case.state, doing, note="裁定有效" if confirmed else "驳回申请")
        return agreement


def _carry(case: Case, effect: k.Effect, values: dict[str, str], by: Person, at: datetime) -> Doing:
    """Make the move of the table that has this effect."""
    kind = kind_of_case(case)
    code = next((one.code for one in kind.moves if one.effect == effect and case.state in one.was), effect)
    made, part = chosen(kind.moves, code, case.state, parts_in_case(case, by), kind.states)
    if is_against(case, by):
        raise RuleBroken("这件事涉及您本人，请回避，由其他人办。")
    doing = Doing(by, at, part, case.unit)
    carry(case, kind, made, values, doing)
    return doing


def _doing(case: Case, move: k.Move, by: Person, at: datetime) -> Doing:
    parts = parts_in_case(case, by)
    part = next((one for one in move.who if one in parts), None)
    if part is None:
        raise RuleBroken(f"“{move.name}”由{'、'.join(k.ACTORS[one] for one in move.who)}办，您没有这个身份。")
    return Doing(by, at, part, case.unit)


def _parties(case: Case) -> list[Party]:
    return list(case.parties.filter(role__in=("applicant", "respondent", "enterprise")))


def _fitting(case: Case, mediator: Mediator) -> str:
    """The name of a mediator who may mediate this case."""
    name = mediator.name.strip() or (mediator.person.name if mediator.person else "")
    if not name:
        raise RuleBroken("请填写调解员。")
    if mediator.person is not None and is_against(case, mediator.person):
        raise RuleBroken("调解员与这件事有利害关系，应当回避，请另选。")
    return name


def _called(mediation: Mediation, party: Party) -> str:
    return kind_of_case(mediation.case).called(party.role)


def _all_willing(mediation: Mediation) -> None:
    willing = set(mediation.consents.filter(given=True).values_list("party", flat=True))
    silent = [one for one in _parties(mediation.case) if one.pk not in willing]
    if silent:
        raise RuleBroken(f"{_called(mediation, silent[0])}还没有登记同意调解。调解要双方自愿。")


def _own(mediation: Mediation, party: Party) -> None:
    if party.case_id != mediation.case_id:
        raise RuleBroken("不是这件事的当事人。")


def _running(mediation: Mediation) -> None:
    if mediation.ending != Ending.RUNNING:
        raise RuleBroken("调解已经结束。")


def _end(mediation: Mediation, ending: Ending, why: str, at: datetime) -> None:
    mediation.ending, mediation.why, mediation.ended_at = ending, why, at
    mediation.save(update_fields=["ending", "why", "ended_at"])


def _signing(agreement: Agreement, by: Person, at: datetime) -> Doing:
    doing = _doing(agreement.mediation.case, SIGN, by, at)
    if agreement.form == Form.ORAL:
        raise RuleBroken("口头协议不用签署，登记后即生效。")
    return doing


def _signed(agreement: Agreement, said: str, doing: Doing) -> Agreement:
    case = agreement.mediation.case
    write(case, SIGN, case.state, doing, note=said)
    signed = set(agreement.signatures.values_list("party", flat=True))
    if agreement.sealed_at is not None and all(one.pk in signed for one in _parties(case)):
        _take_effect(agreement, doing)
    return agreement


def _take_effect(agreement: Agreement, doing: Doing) -> None:
    case = agreement.mediation.case
    agreement.effective_at = doing.at
    agreement.save(update_fields=["effective_at"])
    write(case, EFFECT, case.state, doing)
    turn_clocks(case, kind_of_case(case), EFFECT.code, doing.at)


def _moment_of(on: date | None, effective_at: datetime | None, at: datetime) -> datetime:
    """When it was asked on that day: now, of a day before its last second."""
    if on is None or on == timezone.localdate(at):
        return at
    if on > timezone.localdate(at) or (effective_at is not None and on < timezone.localdate(effective_at)):
        raise RuleBroken("申请日期要在协议生效那天以后，不晚于今天。")
    return timezone.make_aware(datetime.combine(on, time(23, 59, 59)))


def _in_effect(agreement: Agreement) -> None:
    if agreement.effective_at is None:
        raise RuleBroken("协议还没有生效。")

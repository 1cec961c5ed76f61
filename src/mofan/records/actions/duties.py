"""Duties (履责任务): who owes what, and what is excused."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from mofan.measure import Period, date_text
from mofan.org.actions import allow, note
from mofan.org.actions import reason as said
from mofan.org.models import Person, Unit
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken
from mofan.records.catalogue.kinds import EVERY
from mofan.records.known_kinds import ended_on, kind_named
from mofan.records.models import Duty, Excuse
from mofan.records.models.duties import DutyQuerySet
from mofan.records.occasions import NotARecurrence, recurring
from mofan.records.rhythms import rule_of


@transaction.atomic
def owe(
    kind: str,
    unit: Unit,
    every: str,
    *,
    times: int = 1,
    rule: str = "",
    responsible: Person | None = None,
    since: date,
    until: date | None = None,
    by: Person,
    at: datetime,
) -> Duty:
    """Say that a unit owes records of a kind at a rhythm (设定任务): one of the named ones, or "rule" with an RRULE or
    one in words (每月第一个周五).

    Raises RuleBroken for whoever neither manages nor supervises there, for an unknown kind or rhythm, for days on which
    the unit does not exist, and where the same is owed already at that time. A kind that is used until a day is owed
    until then.
    """
    if not by.may(Right.MANAGE, unit):
        allow(by, Right.SUPERVISE, unit)
    known = kind_named(kind)
    if every != "rule" and every not in EVERY:
        raise RuleBroken("没有这一种频次。")
    if every == "rule":
        rule = rule_of(rule)
        try:
            recurring(rule, since, Period(since, since + timedelta(days=365)))
        except NotARecurrence as error:
            raise RuleBroken(str(error)) from error
    if times < 1 or (until is not None and until < since):
        raise RuleBroken("次数至少是 1，止日不能早于起日。")
    if unit.until is not None and (until is None or until > unit.until):
        raise RuleBroken(f"“{unit}”已于{unit.until:%Y-%m-%d}撤销，任务的止日不能晚于那一天。")
    if unit.since is not None and since < unit.since:
        raise RuleBroken(f"“{unit}”{unit.since:%Y-%m-%d}成立，任务的起日不能早于那一天。")
    if (ends := ended_on(kind)) is not None:
        if since > ends:
            raise RuleBroken(f"“{known.name}”用到{date_text(ends)}为止，任务的起日不能在那以后。")
        until = min(until or ends, ends)
    if Duty.objects.between(since, until or date.max).filter(kind=kind, unit=unit).exists():
        raise RuleBroken(f"“{unit}”在这段时间已经有“{known.name}”的任务。")
    duty = Duty.objects.create(
        kind=kind,
        unit=unit,
        every=every,
        times=times,
        rule=rule if every == "rule" else "",
        responsible=responsible,
        since=since,
        until=until,
    )
    note(duty, "设定任务", by=by, at=at, why=f"{unit} {known.name}")
    return duty


@transaction.atomic
def end_duty(duty: Duty, *, until: date, why: str, by: Person, at: datetime) -> None:
    """From the day after, it is owed no more (终止任务). Raises RuleBroken without a reason or before its first day."""
    if not by.may(Right.MANAGE, duty.unit):
        allow(by, Right.SUPERVISE, duty.unit)
    why = said(why)
    if duty.since is not None and until < duty.since:
        raise RuleBroken("止日不能早于起日。")
    duty.until = until
    duty.save(update_fields=["until"])
    note(duty, "终止任务", by=by, at=at, why=why)


@transaction.atomic
def end_duties_of(unit: Unit, *, until: date, why: str, by: Person, at: datetime) -> int:
    """A unit that is closed owes nothing from the day after (随单位撤销终止任务): its duties end, those that would have
    begun later are voided. How many they were."""
    return _end_all(Duty.objects.valid().filter(unit=unit), until, why, by, at)


@transaction.atomic
def end_duties_with(kind: str, *, was: date, until: date, why: str, by: Person, at: datetime) -> int:
    """A kind that is used until another day is owed until then (随种类停用终止或延长任务): duties end sooner, those
    that had ended with the kind go on. How many they were."""
    duties = Duty.objects.valid().filter(kind=kind)
    longer = [*duties.filter(until=was)] if until > was else []
    for duty in longer:
        duty.until = until
        duty.save(update_fields=["until"])
        note(duty, "延长任务", by=by, at=at, why=why, changes=[("止日", f"{was}", f"{until}")])
    return len(longer) + _end_all(duties, until, why, by, at)


def _end_all(duties: DutyQuerySet, until: date, why: str, by: Person, at: datetime) -> int:
    longer = [*duties.filter(Q(until=None) | Q(until__gt=until)).select_related("unit")]
    for duty in longer:
        if duty.since is None or duty.since <= until:
            end_duty(duty, until=until, why=why, by=by, at=at)
            continue
        duty.voided_at, duty.void_reason = at, said(why)
        duty.save(update_fields=["voided_at", "void_reason"])
        note(duty, "作废任务", by=by, at=at, why=why)
    return len(longer)


@transaction.atomic
def excuse(duty: Duty, starts_on: date, *, reason: str, by: Person, at: datetime) -> Excuse:
    """Say that one occasion need not be met (免做). Raises RuleBroken without a reason, for whoever answers for it
    himself, and where it is excused already."""
    if not by.may(Right.SUPERVISE, duty.unit):
        allow(by, Right.APPROVE, duty.unit)
    if duty.responsible_id == by.pk:
        raise RuleBroken("自己负责的任务，请督查员或者另一位负责人记免做。")
    reason = said(reason)
    if Excuse.objects.filter(duty=duty, starts_on=starts_on, withdrawn_at=None).exists():
        raise RuleBroken("这一次已经免做。")
    made = Excuse.objects.create(duty=duty, starts_on=starts_on, reason=reason[:200], by=by, at=at)
    note(duty, "免做", by=by, at=at, why=reason)
    return made


@transaction.atomic
def withdraw_excuse(made: Excuse, *, by: Person, at: datetime) -> None:
    """It has to be done after all (撤回免做)."""
    if not by.may(Right.SUPERVISE, made.duty.unit):
        allow(by, Right.APPROVE, made.duty.unit)
    if not Excuse.objects.filter(pk=made.pk, withdrawn_at=None).update(withdrawn_at=at):
        raise RuleBroken("免做已经撤回。")
    note(made.duty, "撤回免做", by=by, at=at, why=made.reason)

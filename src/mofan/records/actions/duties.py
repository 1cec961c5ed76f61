"""Duties (履责任务): who owes what, and what is excused."""

from datetime import date, datetime, timedelta

from django.db import transaction

from mofan.measure import Period
from mofan.org.actions import allow, note
from mofan.org.actions import reason as said
from mofan.org.models import Person, Unit
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken
from mofan.records.catalogue.kinds import EVERY
from mofan.records.known_kinds import kind_named
from mofan.records.models import Duty, Excuse
from mofan.records.occasions import NotARecurrence, recurring


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
    """Say that a unit owes records of a kind at a rhythm (设定任务): one of the named ones, or "rule" with an RRULE.

    Raises RuleBroken for whoever neither manages nor supervises there, for an unknown kind or rhythm, and where the
    same is owed already at that time.
    """
    if not by.may(Right.MANAGE, unit):
        allow(by, Right.SUPERVISE, unit)
    known = kind_named(kind)
    if every != "rule" and every not in EVERY:
        raise RuleBroken("没有这一种频次。")
    if every == "rule":
        try:
            recurring(rule, since, Period(since, since + timedelta(days=365)))
        except NotARecurrence as error:
            raise RuleBroken(str(error)) from error
    if times < 1 or (until is not None and until < since):
        raise RuleBroken("次数至少是 1，止日不能早于起日。")
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

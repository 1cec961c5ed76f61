"""Tasks that follow from records (交办): a list, one task, what its owner and another person do with it."""

from collections.abc import Callable
from datetime import date
from typing import Final

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mofan.org.queries import history_of
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken
from mofan.records import actions
from mofan.records.entry import NotAValue, read_day
from mofan.records.models import Task, TaskState
from mofan.records.models.tasks import TaskQuerySet
from mofan.records.queries import people_chosen, tasks_visible_to
from mofan.records.terms import LONGEST_TERM, Term, measure_named
from mofan.web.asked import number_asked
from mofan.web.forms import Wrong, broken
from mofan.web.paging import page_of
from mofan.web.views.records import loaded
from mofan.web.visitor import person_of

AT_ONCE: Final = 50
WHOSE: Final = {"": "全部", "mine": "我办的", "judge": "等我核准的"}


def tasks(request: HttpRequest) -> HttpResponseBase:
    """The tasks that this person sees: all, his own, or those that were reported and wait for another's approval."""
    rows, whose, state = rows_asked(request)
    page, today = page_of(rows, request, size=AT_ONCE), timezone.localdate()
    context = {
        "page": page,
        "rows": [(one, one.is_late(today)) for one in page.rows],
        "whose": whose if whose in WHOSE else "",
        "people": WHOSE.items(),
        "state": state,
        "states": [("unfinished", "没了结的"), ("late", "超期的"), *TaskState.choices, ("all", "全部")],
    }
    return render(request, "web/records/tasks.html", context)


def rows_asked(request: HttpRequest) -> tuple[TaskQuerySet, str, str]:
    """The tasks that the address asks for, whose they are, and in what state."""
    me, today = person_of(request), timezone.localdate()
    whose, state = request.GET.get("whose", ""), request.GET.get("state", "unfinished")
    rows = tasks_visible_to(me)
    if whose == "mine":
        rows = rows.filter(owner=me)
    elif whose == "judge":
        rows = rows.filter(state=TaskState.REPORTED).exclude(owner=me).exclude(reported_by=me)
    if state == "late":
        rows = rows.filter(state=TaskState.OPEN, due_on__lt=today)
    elif state in TaskState.values:
        rows = rows.filter(state=state)
    elif state != "all":
        rows, state = rows.unfinished(), "unfinished"
    return rows, whose, state


def task(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One task with its record, what was done, its history."""
    return _show(request, _loaded(request, pk))


def _loaded(request: HttpRequest, pk: int) -> Task:
    return get_object_or_404(tasks_visible_to(person_of(request)), pk=pk)


def _show(request: HttpRequest, row: Task, errors: tuple[Wrong, ...] = ()) -> HttpResponseBase:
    me, unit = person_of(request), row.record.unit
    judges = any(me.may(right, unit) for right in (Right.APPROVE, Right.RECORD, Right.SUPERVISE))
    context = {
        "task": row,
        "late": row.is_late(timezone.localdate()),
        "history": history_of(row),
        "may_report": row.state == TaskState.OPEN and (row.owner_id == me.pk or me.may(Right.RECORD, unit)),
        "may_judge": row.state == TaskState.REPORTED and judges and me.pk not in (row.owner_id, row.reported_by_id),
        "may_drop": row.state in (TaskState.OPEN, TaskState.REPORTED) and me.may(Right.RECORD, unit),
        "errors": errors,
    }
    return render(request, "web/records/task.html", context)


@require_POST
def assign(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give somebody something to do because of a record (交办)."""
    row, me = loaded(request, pk), person_of(request)
    try:
        owner = people_chosen(me, request.POST.get("owner", ""), row.unit)
        if owner is None:
            raise RuleBroken("责任人写一位，姓名要在本系统里找得到。")
        due_on = _until(request)
        actions.assign(row, request.POST.get("what", ""), owner=owner, due_on=due_on, by=me, at=timezone.now())
    except RuleBroken as rule:
        messages.error(request, rule.sentence)
    except NotAValue as error:
        messages.error(request, f"时限：{error}")
    else:
        messages.success(request, "已交办。")
    return redirect("record", row.pk)


def _until(request: HttpRequest) -> date | Term:
    """A day, or a term that runs from today. Raises NotAValue, RuleBroken."""
    given = request.POST
    if given.get("due_on") or not given.get("length"):
        return read_day(given.get("due_on", ""))
    number, measure = number_asked(given["length"]) or 0, measure_named(given.get("measure", ""))
    if measure is None or not 1 <= number <= LONGEST_TERM:
        raise RuleBroken(f"期限写 1 到 {LONGEST_TERM} 的数，再选工作日、日或月。")
    return Term(number, measure)


@require_POST
def report(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Say that it is done, with what shows it (报完成)."""
    row, me = _loaded(request, pk), person_of(request)

    def act() -> None:
        at, file = timezone.now(), None
        with transaction.atomic():
            for sent in request.FILES.getlist("file")[:1]:
                file = actions.attach_evidence(row, sent.name or "凭据", sent.chunks(), by=me, at=at)
            actions.report_task(row, request.POST.get("evidence", ""), file=file, by=me, at=at)

    return _do(request, row, act, "已报完成，等另一位核准销号。")


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Approve that it is done (销号)."""
    row = _loaded(request, pk)
    remark = request.POST.get("remark", "")
    return _do(
        request,
        row,
        lambda: actions.close_task(row, remark=remark, by=person_of(request), at=timezone.now()),
        "已销号。",
    )


@require_POST
def send_back(request: HttpRequest, pk: int) -> HttpResponseBase:
    """It is not done yet (退回续办)."""
    row, why = _loaded(request, pk), request.POST.get("why", "")
    return _do(
        request, row, lambda: actions.send_back(row, why=why, by=person_of(request), at=timezone.now()), "已退回续办。"
    )


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponseBase:
    """It need not be done any more (取消)."""
    row, why = _loaded(request, pk), request.POST.get("why", "")
    return _do(
        request, row, lambda: actions.drop_task(row, why=why, by=person_of(request), at=timezone.now()), "已取消。"
    )


def _do(request: HttpRequest, row: Task, act: Callable[[], object], done: str) -> HttpResponseBase:
    try:
        act()
    except RuleBroken as rule:
        return _show(request, _loaded(request, row.pk), broken(rule))
    messages.success(request, done)
    return redirect("record_task", row.pk)

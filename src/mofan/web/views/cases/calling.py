"""Calling back and whistles, on the page of a case (回访、吹哨): what the person says; who is called and comes."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST

from mofan.cases import actions
from mofan.cases.models import Call, Callback, Case, Mark, Satisfied
from mofan.cases.receivers import concerned_units
from mofan.org.models import Person
from mofan.org.rules import RuleBroken
from mofan.web.asked import number_asked
from mofan.web.views.cases.acting import attempt, refused
from mofan.web.views.cases.controls import units_named
from mofan.web.views.cases.loading import loaded
from mofan.web.visitor import person_of


def said_in(request: HttpRequest) -> actions.Said:
    """What the person says, as it stands in a form. Raises RuleBroken where a question is not answered."""
    given = request.POST
    satisfied = next((one for one in Satisfied if one.value == given.get("satisfied")), None)
    if given.get("contacted") not in ("1", "0") or given.get("solved") not in ("1", "0") or satisfied is None:
        raise RuleBroken("三个问题都要选：是否联系过、是否解决、是否满意。")
    return actions.Said(
        given["contacted"] == "1",
        given["solved"] == "1",
        satisfied,
        given.get("unhappy", ""),
        given.get("words", "")[:600],
        given.get("wants_reopening") == "1",
    )


@require_POST
def call_back(request: HttpRequest, pk: int, callback: int) -> HttpResponseBase:
    """Write down what the person said, that nobody answered, or why it is not opened again (登记回访)."""
    row, me = loaded(request, pk), person_of(request)
    one = _callback(row, callback)
    do, at = request.POST.get("do", "said"), timezone.now()
    if do == "nobody":
        return attempt(request, row, "callback", lambda: actions.not_reached(one, by=me, at=at), "已记下没有联系上。")
    if do == "decline":
        why = request.POST.get("why", "")
        return attempt(
            request, row, "callback", lambda: actions.decline_reopening(one, why, by=me, at=at), "已说明不重办的理由。"
        )
    return attempt(
        request, row, "callback", lambda: actions.record_callback(one, said_in(request), by=me, at=at), "已登记回访。"
    )


@require_POST
def exclude(request: HttpRequest, pk: int, callback: int) -> HttpResponseBase:
    """Propose that what was said is not counted, or decide on it (剔除不合理诉求)."""
    row, me, at = loaded(request, pk), person_of(request), timezone.now()
    one = _callback(row, callback)
    do = request.POST.get("do", "")
    if do in ("grant", "refuse"):
        exclusion = getattr(one, "exclusion", None)
        if exclusion is None:
            raise Http404
        granted = do == "grant"
        return attempt(
            request,
            row,
            "callback",
            lambda: actions.decide_exclusion(exclusion, granted, by=me, at=at),
            "已核准剔除。" if granted else "不予核准，照常计算。",
        )
    ground, words = request.POST.get("ground", ""), request.POST.get("words", "")
    return attempt(
        request,
        row,
        "callback",
        lambda: actions.propose_exclusion(one, ground, words, by=me, at=at),
        "已提出剔除，由另一人核准后才不计算。",
    )


def _callback(row: Case, pk: int) -> Callback:
    found: Callback = get_object_or_404(
        row.callbacks.select_related("case", "unit"),
        pk=pk,
    )
    found.case = row
    return found


@require_POST
def blow(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Call departments (吹哨)."""
    row = loaded(request, pk)
    given = request.POST
    caller = concerned_units(row).filter(pk=number_asked(given.get("caller", "")) or 0).first()
    if caller is None:
        return refused(request, row, "whistle", ["请选由哪个单位吹哨。"])
    units, unknown = units_named(caller, given.get("n-units", ""), called=True)
    if unknown:
        return refused(request, row, "whistle", [f"找不到单位：{'、'.join(unknown)}。请写全称，或者从联想里选。"])
    answer_by = _moment(given.get("answer_by", ""))
    if answer_by is None:
        return refused(request, row, "whistle", ["请选响应时限。"])
    call = actions.Blow(caller, tuple(units), given.get("matter", ""), answer_by, given.get("place", ""))
    return attempt(
        request,
        row,
        "whistle",
        lambda: actions.whistle(row, call, by=person_of(request), at=timezone.now()),
        f"已吹哨，请{'、'.join(one.name for one in units)}报到。",
    )


def _moment(typed: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(typed)
    except ValueError:
        return None
    return moment if moment.tzinfo else timezone.make_aware(moment)


CallVerb = Callable[[Call, HttpRequest, Person], object]


def _mark(request: HttpRequest) -> Mark:
    mark = next((one for one in Mark if one.value == request.POST.get("mark")), None)
    if mark is None:
        raise RuleBroken("请选评价。")
    return mark


CALL_VERBS: Final[dict[str, tuple[CallVerb, str]]] = {
    "come": (
        lambda call, request, by: actions.answer_whistle(
            call, request.POST.get("words", ""), coming=True, by=by, at=timezone.now()
        ),
        "已响应。",
    ),
    "refuse": (
        lambda call, request, by: actions.answer_whistle(
            call, request.POST.get("words", ""), coming=False, by=by, at=timezone.now()
        ),
        "已记下不报到的理由，并报告上级。",
    ),
    "arrive": (lambda call, request, by: actions.arrive(call, by=by, at=timezone.now()), "已报到。"),
    "report": (
        lambda call, request, by: actions.report_result(call, request.POST.get("words", ""), by=by, at=timezone.now()),
        "已报结果。",
    ),
    "assess": (
        lambda call, request, by: actions.assess_called(
            call, _mark(request), request.POST.get("words", ""), by=by, at=timezone.now()
        ),
        "已评价。",
    ),
    "assess_caller": (
        lambda call, request, by: actions.assess_caller(
            call, _mark(request), request.POST.get("words", ""), by=by, at=timezone.now()
        ),
        "已评价。",
    ),
}


@require_POST
def answer_call(request: HttpRequest, pk: int, call: int, verb: str) -> HttpResponseBase:
    """What a department that is called does, and what each side says of the other (响应、报到、报结果、双向评价)."""
    row = loaded(request, pk)
    if verb not in CALL_VERBS:
        raise Http404
    one = next((found for blown in row.whistles.all() for found in blown.calls.filter(pk=call)), None)
    if one is None:
        raise Http404
    act, done = CALL_VERBS[verb]
    return attempt(request, row, f"call-{call}", lambda: act(one, request, person_of(request)), done)


@require_POST
def end(request: HttpRequest, pk: int, whistle: int) -> HttpResponseBase:
    """The call is over (销哨)."""
    row = loaded(request, pk)
    one = get_object_or_404(row.whistles, pk=whistle)
    return attempt(
        request,
        row,
        f"whistle-{whistle}",
        lambda: actions.end_whistle(one, by=person_of(request), at=timezone.now()),
        "已销哨。",
    )

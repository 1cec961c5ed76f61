"""Mediation on the page of a case (调解): begun, consented to, sat, agreed or ended, signed, kept."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_POST

from mofan.cases import actions
from mofan.cases.mediators import mediator_listed
from mofan.cases.models import Agreement, Case, Form, Mediation, Party, Performance
from mofan.cases.waiting import mediation_of
from mofan.org.models import Person
from mofan.org.rules import RuleBroken
from mofan.web.asked import day_asked, number_asked
from mofan.web.views.cases.acting import as_it_was_seen, attempt
from mofan.web.views.cases.controls import units_named
from mofan.web.views.cases.loading import loaded
from mofan.web.visitor import person_of

Verb = Callable[[HttpRequest, Case, Person], object]


def _mediation(row: Case) -> Mediation:
    found = mediation_of(row)
    if found is None:
        raise RuleBroken("还没有开始调解。")
    found.case = row
    return found


def _agreement(row: Case) -> Agreement:
    mediation = _mediation(row)
    found: Agreement | None = getattr(mediation, "agreement", None)
    if found is None:
        raise RuleBroken("还没有达成协议。")
    found.mediation = mediation
    return found


def _party(request: HttpRequest, row: Case) -> Party:
    found = row.parties.filter(pk=number_asked(request.POST.get("party", "")) or 0).first()
    if found is None:
        raise RuleBroken("请选当事人。")
    return found


def _mediator(request: HttpRequest, row: Case) -> actions.Mediator:
    """Who is named: one of the list, else somebody from outside by name."""
    given = request.POST
    chosen = given.get("n-chosen") == "1"
    person, _, of = given.get("n-listed", "").partition("-")
    if person:
        listed = mediator_listed(row, number_asked(person) or 0, number_asked(of) or 0)
        if listed is None:
            raise RuleBroken("名册里没有这位调解员，请重新选。")
        return actions.Mediator(listed.committee, listed.person, chosen=chosen)
    committees, unknown = units_named(row.unit, given.get("n-committee", ""))
    if unknown or len(committees) > 1:
        raise RuleBroken("调解组织请写一个单位的全称，或者从联想里选。")
    committee = committees[0] if committees else row.unit
    return actions.Mediator(committee, None, given.get("n-name", ""), chosen)


def _open(request: HttpRequest, row: Case, by: Person) -> object:
    mediator, why = _mediator(request, row), request.POST.get("n-why", "")
    return actions.open_mediation(row, mediator, why=why, by=by, at=timezone.now())


def _change(request: HttpRequest, row: Case, by: Person) -> object:
    mediator, why = _mediator(request, row), request.POST.get("n-why", "")
    return actions.change_mediator(_mediation(row), mediator, why, by=by, at=timezone.now())


def _consent(request: HttpRequest, row: Case, by: Person) -> object:
    if request.POST.get("given") not in ("1", "0"):
        raise RuleBroken("请选同意还是不同意。")
    given = request.POST["given"] == "1"
    return actions.record_consent(_mediation(row), _party(request, row), given, by=by, at=timezone.now())


def _sit(request: HttpRequest, row: Case, by: Person) -> object:
    given = request.POST
    try:
        held = datetime.fromisoformat(given.get("n-held_at", ""))
    except ValueError:
        raise RuleBroken("请选调解时间。") from None
    held = held if held.tzinfo else timezone.make_aware(held)
    sitting = actions.Sitting(held, given.get("n-place", ""), given.get("n-present", ""), given.get("n-record", ""))
    return actions.record_session(_mediation(row), sitting, by=by, at=timezone.now())


def _agree(request: HttpRequest, row: Case, by: Person) -> object:
    given = request.POST
    form = next((one for one in Form if one.value == given.get("n-form")), None)
    if form is None:
        raise RuleBroken("请选协议形式。")
    try:
        amount = Decimal(given["n-amount"]) if given.get("n-amount") else None
    except InvalidOperation:
        raise RuleBroken("金额请填数字。") from None
    if amount is not None and not amount.is_finite():
        raise RuleBroken("金额请填数字。")
    agreed = actions.Agreed(
        form,
        given.get("n-content", ""),
        given.get("n-facts", ""),
        given.get("n-manner", ""),
        day_asked(given.get("n-perform_by", "")),
        amount,
        given.get("n-disputed", ""),
    )
    return actions.reach_agreement(_mediation(row), agreed, by=by, at=timezone.now())


def _perform(request: HttpRequest, row: Case, by: Person) -> object:
    how = next((one for one in Performance if one.value == request.POST.get("how")), None)
    if how is None:
        raise RuleBroken("请选履行情况。")
    return actions.record_performance(_agreement(row), how, by=by, at=timezone.now())


def _confirm(request: HttpRequest, row: Case, by: Person) -> object:
    given = request.POST
    typed, jointly = given.get("n-on", ""), bool(given.get("n-jointly"))
    if (on := day_asked(typed)) is None and typed.strip():
        raise RuleBroken("申请日期写成 2026-11-20 这样。")
    court, at = given.get("n-court", ""), timezone.now()
    return actions.ask_confirmation(_agreement(row), court, jointly=jointly, on=on, by=by, at=at)


def _rule(request: HttpRequest, row: Case, by: Person) -> object:
    given, on = request.POST.get("n-confirmed"), day_asked(request.POST.get("n-on", ""))
    if given not in ("1", "0") or on is None:
        raise RuleBroken("请选裁定结果，填写裁定日期。")
    return actions.record_ruling(_agreement(row), given == "1", on, by=by, at=timezone.now())


VERBS: Final[dict[str, tuple[Verb, str]]] = {
    "open": (_open, "已开始调解。请登记各方是否同意。"),
    "consent": (_consent, "已登记。"),
    "sit": (_sit, "已记下这次调解。"),
    "agree": (_agree, "已登记协议。"),
    "end": (
        lambda request, row, by: actions.end_mediation(
            _mediation(row), request.POST.get("n-why", ""), by=by, at=timezone.now()
        ),
        "已终止调解，请告知其他解决途径。",
    ),
    "sign": (
        lambda request, row, by: actions.sign_agreement(
            _agreement(row), _party(request, row), by=by, at=timezone.now()
        ),
        "已记下签署。",
    ),
    "seal": (
        lambda request, row, by: actions.seal_agreement(_agreement(row), by=by, at=timezone.now()),
        "已签名盖章。",
    ),
    "perform": (_perform, "已记下履行情况。"),
    "change": (_change, "已更换调解员。"),
    "open_up": (
        lambda request, row, by: actions.open_up(_mediation(row), by=by, at=timezone.now()),
        "已改为公开调解。",
    ),
    "confirm": (_confirm, "已记下共同申请司法确认。"),
    "rule": (_rule, "已登记裁定。"),
}
"""What is done about a mediation → the action, what is said of it then."""


@require_POST
def mediate(request: HttpRequest, pk: int, verb: str) -> HttpResponseBase:
    """Do one thing about the mediation of a case."""
    row = as_it_was_seen(loaded(request, pk), request)
    if verb not in VERBS:
        raise Http404
    act, done = VERBS[verb]
    return attempt(request, row, f"mediation-{verb}", lambda: act(request, row, person_of(request)), done)

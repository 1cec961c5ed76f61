"""The public's pages (公众页面), without an account: hand in, follow by code, say how it went, figures. So often a
minute; nothing personal in an address, a message or a log."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from io import BytesIO
from secrets import token_hex
from typing import Any, Final

import segno
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from mofan.cases.intake import Intake, problems
from mofan.cases.kinds import Kind
from mofan.cases.known_kinds import known_kinds
from mofan.cases.models import UNHAPPY, Channel, Satisfied
from mofan.cases.photos import LARGEST, MOST
from mofan.cases.public_page import Followed, follow, hand_in, protected, rate, receiving_centres, secret_of, word_of
from mofan.cases.tallies import counted_in
from mofan.org.limits import count
from mofan.org.models import Unit
from mofan.org.rules import RuleBroken
from mofan.web.asked import number_asked
from mofan.web.forms import Wrong
from mofan.web.views.cases.calling import said_in
from mofan.web.views.cases.controls import controls_of
from mofan.web.views.cases.intake import blocks_of, read_intake, wrongs_of
from mofan.web.views.cases.loading import kind_or_404
from mofan.web.visitor import address_of

HAND_INS, FOLLOWS = 6, 20
"""So often a minute one network address may hand in, and ask for cases."""
TOO_OFTEN: Final = "您提交或者查询得太频繁了，请过一分钟再试。急事请打 12345 或者 110、119、120。"
_TOKEN: Final = re.compile(r"[0-9a-f]{32}")
View = Callable[..., HttpResponseBase]


def open_to_all(view: View) -> View:
    """A page without an account, which no browser keeps."""

    @login_not_required
    @never_cache
    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    return opened


def _too_often(request: HttpRequest, policy: str, limit: int) -> HttpResponse | None:
    allowed = count(f"public {policy}", address_of(request), limit=limit, at=timezone.now())
    if not allowed.exceeded:
        return None
    context = {"what": "请稍后再试", "why": TOO_OFTEN, "code": ""}
    answer = render(request, "web/cases/public_wait.html", context, status=429)
    answer["Retry-After"] = str(allowed.seconds_left)
    return answer


@open_to_all
def portal(request: HttpRequest) -> HttpResponseBase:
    """What can be handed in, and following a case."""
    return render(request, "web/cases/portal.html", {"kinds": _offered(), "centres": receiving_centres()[:1]})


@open_to_all
def privacy(request: HttpRequest) -> HttpResponseBase:
    """What is done with personal data (个人信息怎么用)."""
    return render(request, "web/cases/privacy.html", {"kinds": _offered()})


def _offered() -> list[Kind]:
    return [one for one in known_kinds().values() if one.from_public]


@open_to_all
@sensitive_post_parameters()
def new(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The form of a kind for the public."""
    what = kind_or_404(kind)
    centres = list(receiving_centres()[:200])
    if not what.from_public or not centres:
        raise Http404
    if request.method != "POST":
        return _form(request, what, centres, QueryDict(mutable=True))
    if refused := _too_often(request, "hand in", HAND_INS):
        return refused
    form = request.POST.copy()
    form["channel"], form["urgency"] = Channel.WEB, "ordinary"
    centre = next((one for one in centres if one.pk == number_asked(form.get("unit", ""))), centres[0])
    intake, wrong = read_intake(what, form, centre)
    if not form.get("text", "").strip():
        wrong = [Wrong("请写什么事。", "text"), *wrong]
    elif intake is not None:
        wrong = [one for sentence in problems(intake) for one in wrongs_of(sentence)]
    if not form.get("agree"):
        wrong = [*wrong, Wrong("请先看个人信息怎么用，并勾选同意。", "agree")]
    if intake is None or wrong:
        return _form(request, what, centres, form, tuple(wrong))
    try:
        photos = [one.read(LARGEST + 1) for one in request.FILES.getlist("photos")[: MOST + 1]]
        case = hand_in(_once(intake, form.get("token", "")), centre, photos, at=timezone.now())
    except RuleBroken as rule:
        about_photos = "照片" in rule.sentence
        wrong = [Wrong(rule.sentence, "photos")] if about_photos else list(wrongs_of(rule.sentence))
        return _form(request, what, centres, form, tuple(wrong))
    return redirect(f"{reverse('case_code', args=[case.code, secret_of(case.code)])}?new=1")


def _once(intake: Intake, token: str) -> Intake:
    """Pressed twice, it comes in once."""
    return replace(intake, outside=f"web:{token}") if _TOKEN.fullmatch(token) else intake


def _form(
    request: HttpRequest, kind: Kind, centres: list[Unit], form: QueryDict, errors: tuple[Wrong, ...] = ()
) -> HttpResponse:
    typed = {name: form.get(name, "") for name in form}
    context = {
        "kind": kind,
        "centres": centres,
        "typed": typed,
        "from_whom": [one for party in kind.parties if party.role != "respondent" for one in blocks_of(party, form)],
        "about_whom": [one for party in kind.parties if party.role == "respondent" for one in blocks_of(party, form)],
        "controls": controls_of(kind.fields, "n", typed),
        "token": typed.get("token") or token_hex(16),
        "most_photos": MOST,
        "largest_photo": LARGEST // 1024 // 1024,
        "photos_lost": bool(errors) and bool(request.FILES),
        "errors": errors,
    }
    return render(request, "web/cases/public_form.html", context, status=422 if errors else 200)


@open_to_all
@sensitive_post_parameters()
def find(request: HttpRequest) -> HttpResponseBase:
    """Follow a case by its code and the last four digits of the telephone number, or the word that was given."""
    if request.method != "POST":
        return render(request, "web/cases/follow.html", {"typed": ""})
    if refused := _too_often(request, "follow", FOLLOWS):
        return refused
    code, proof = request.POST.get("code", "")[:40], request.POST.get("proof", "")[:40]
    found = follow(code, proof)
    if found is None:
        errors = (Wrong("没有查到：编码不对，或者后面的四位不对。请照回执核对。", "code"),)
        return render(request, "web/cases/follow.html", {"typed": code, "errors": errors}, status=422)
    return redirect("case_code", found.shown.code, found.secret)


@open_to_all
def by_code(request: HttpRequest, code: str, secret: str) -> HttpResponseBase:
    """How a case goes, for whoever has its address, as its QR code holds it."""
    if refused := _too_often(request, "follow", FOLLOWS):
        return refused
    found = follow(code, secret)
    if found is None or secret != found.secret:
        raise Http404
    return _followed(request, found)


def _followed(request: HttpRequest, found: Followed, errors: tuple[Wrong, ...] = ()) -> HttpResponse:
    context = {
        "found": found,
        "shown": found.shown,
        "steps": list(reversed(found.shown.steps)),
        "word": word_of(found.shown.code),
        "is_new": request.GET.get("new") == "1",
        "satisfactions": Satisfied.choices,
        "unhappy": UNHAPPY,
        "errors": errors,
        "answers": request.POST.dict() if errors else {},
    }
    return render(request, "web/cases/followed.html", context, status=422 if errors else 200)


@open_to_all
def picture(request: HttpRequest, code: str, secret: str) -> HttpResponseBase:
    """The QR code of a case's address (二维码), as SVG."""
    if secret != secret_of(code):
        raise Http404
    address = request.build_absolute_uri(reverse("case_code", args=[code, secret]))
    drawn = BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", scale=4, border=2, xmldecl=False, svgns=True)
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")


@open_to_all
@require_POST
def rate_case(request: HttpRequest, code: str, secret: str) -> HttpResponseBase:
    """Say how it went (评价)."""
    if refused := _too_often(request, "follow", FOLLOWS):
        return refused
    found = follow(code, secret)
    if found is None:
        raise Http404
    try:
        rate(code, secret, said_in(request), at=timezone.now())
    except RuleBroken as rule:
        return _followed(request, found, (Wrong(rule.sentence, "rating"),))
    return redirect("case_code", code, secret)


@open_to_all
def figures(request: HttpRequest) -> HttpResponseBase:
    """What came in and was closed this year, by kind and month; small numbers are not told (公开统计)."""
    today, now = timezone.localdate(), timezone.now()
    asked = number_asked(request.GET.get("year", "")) or today.year
    year = asked if today.year - 5 <= asked <= today.year else today.year
    counted = counted_in(year)
    kinds = [
        (one.name, [some for (_, of), some in counted.items() if of == code]) for code, one in known_kinds().items()
    ]
    months = [(f"{month}月", [some for (of, _), some in counted.items() if of == month]) for month in range(1, 13)]
    tables = []
    for name, every in (("按种类", kinds), ("按月", months)):
        rows = [(label, some) for label, some in every if some]
        received = protected([sum(one.received for one in some) for _, some in rows])
        closed = protected([sum(one.closed for one in some) for _, some in rows])
        labels = [label for label, _ in rows]
        tables.append((name, list(zip(labels, received, closed, strict=True))))
    context = {"year": year, "years": range(today.year, today.year - 3, -1), "tables": tables, "now": now}
    return render(request, "web/cases/public_figures.html", context)

"""What people hold (职务、组织关系、角色): giving, correcting, ending, voiding, on the page of the person."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mofan.org import actions
from mofan.org.kinds import Rank, Standing, UnitKind
from mofan.org.models import Membership, Person, Post, RoleGrant
from mofan.org.queries import people_visible_to
from mofan.org.roles import Right, UnitRole
from mofan.org.rules import RuleBroken
from mofan.web.forms import PlainForm, broken, wrongs
from mofan.web.unit_choices import branches_in_order, unit_chosen, units_in_order
from mofan.web.unit_forms import EndForm, MembershipForm, PostForm, ReasonForm, RoleForm
from mofan.web.views.roster import show_person
from mofan.web.visitor import person_of

Held = Post | Membership | RoleGrant


@require_POST
def appoint(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A post (任职)."""
    me, whom = person_of(request), _managed(request, pk)
    form = PostForm(units_in_order(me, Right.MANAGE), request.POST)
    if not form.is_valid():
        return show_person(request, whom, forms={"post": form}, errors=wrongs(form))
    unit = unit_chosen(me, form.cleaned_data["unit"])
    facts = form.facts()
    return _done(
        request, whom, "post", form, lambda at: actions.appoint(whom, unit, facts, by=me, at=at), "职务已登记。"
    )


@require_POST
def admit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Membership of a branch (组织关系)."""
    me, whom = person_of(request), _managed(request, pk)
    form = MembershipForm(branches_in_order(me), request.POST)
    if not form.is_valid():
        return show_person(request, whom, forms={"membership": form}, errors=wrongs(form))
    given = form.cleaned_data
    chosen = unit_chosen(me, given["branch"])
    cell = chosen if chosen.kind == UnitKind.CELL else None
    branch = chosen.parent if cell is not None and chosen.parent is not None else chosen
    standing = Standing(given["standing"])

    def act(at: datetime) -> None:
        actions.admit(whom, branch, standing, since=given["since"], cell=cell, by=me, at=at)

    return _done(request, whom, "membership", form, act, "组织关系已登记。")


@require_POST
def grant(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A role in a unit (授予角色)."""
    me, whom = person_of(request), _managed(request, pk)
    form = RoleForm(units_in_order(me, Right.MANAGE), request.POST)
    if not form.is_valid():
        return show_person(request, whom, forms={"role": form}, errors=wrongs(form))
    given = form.cleaned_data
    unit, role = unit_chosen(me, given["unit"]), UnitRole(given["role"])

    def act(at: datetime) -> None:
        actions.grant_role(whom, unit, role, since=given["since"], until=given["until"], by=me, at=at)

    return _done(request, whom, "role", form, act, f"“{whom}”现在是“{unit}”的{role.label}。")


@require_POST
def end_held(request: HttpRequest, pk: int, what: str, held: int) -> HttpResponseBase:
    """It holds until a day (终止)."""
    me, whom = person_of(request), _loaded(request, pk)
    row, form = _row(whom, what, held), EndForm(request.POST)
    if not form.is_valid():
        return show_person(request, whom, errors=wrongs(form))
    on, why = form.cleaned_data["on"], form.cleaned_data["why"]
    return _done(request, whom, "end", form, lambda at: actions.end(row, on=on, why=why, by=me, at=at), "已终止。")


@require_POST
def void_held(request: HttpRequest, pk: int, what: str, held: int) -> HttpResponseBase:
    """It never held (作废)."""
    me, whom = person_of(request), _loaded(request, pk)
    row, form = _row(whom, what, held), ReasonForm(request.POST)
    if not form.is_valid():
        return show_person(request, whom, errors=wrongs(form))
    why = form.cleaned_data["why"]
    return _done(request, whom, "reason", form, lambda at: actions.void(row, why=why, by=me, at=at), "已作废。")


def correct_post(request: HttpRequest, pk: int, held: int) -> HttpResponseBase:
    """What was written wrong of a post (更正)."""
    me, whom = person_of(request), _managed(request, pk)
    row = _row(whom, "post", held)
    assert isinstance(row, Post)
    if not me.may(Right.MANAGE, row.unit):
        raise PermissionDenied(f"您在“{row.unit}”没有“{Right.MANAGE.label}”的权限。")
    names = ("title", "rank", "since", "until", "order")
    said = {name: getattr(row, name) for name in names} | {"unit": str(row.unit_id)}
    asked = request.POST.dict() | {"unit": str(row.unit_id)} if request.method == "POST" else None
    form = PostForm([row.unit], asked, initial=said)
    reason = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and reason.is_valid():
        facts = form.facts()
        facts = actions.PostFacts(facts.title, Rank(facts.rank), facts.since, facts.until, facts.order)
        try:
            actions.correct_post(row, facts, why=reason.cleaned_data["why"], by=me, at=timezone.now())
        except RuleBroken as rule:
            form.add_error(None, rule.sentence)
        else:
            messages.success(request, "职务已更正。")
            return redirect("roster_person", pk)
    context = {"whom": whom, "post": row, "form": form, "reason": reason, "errors": wrongs(form) + wrongs(reason)}
    return render(request, "web/post_correct.html", context)


def _done(
    request: HttpRequest, whom: Person, name: str, form: PlainForm, act: Callable[[datetime], object], done: str
) -> HttpResponseBase:
    try:
        act(timezone.now())
    except RuleBroken as rule:
        return show_person(request, whom, forms={name: form}, errors=broken(rule))
    messages.success(request, done)
    return redirect("roster_person", whom.pk)


def _loaded(request: HttpRequest, pk: int) -> Person:
    return get_object_or_404(people_visible_to(person_of(request)), pk=pk)


def _managed(request: HttpRequest, pk: int) -> Person:
    whom = _loaded(request, pk)
    if not actions.may_manage(person_of(request), whom):
        raise PermissionDenied(f"您没有管理“{whom}”的权限。需要的话，请找其单位的管理员。")
    return whom


def _row(whom: Person, what: str, key: int) -> Held:
    if what == "post":
        return get_object_or_404(whom.posts, pk=key)
    if what == "membership":
        return get_object_or_404(whom.memberships, pk=key)
    if what == "role":
        return get_object_or_404(whom.grants, pk=key)
    raise Http404

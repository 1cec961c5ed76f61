"""Accounts (账号): for administrators; for anybody else this room is not there."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from mofan.org import actions
from mofan.org.models import Person
from mofan.org.queries import accounts_visible_to, history_of
from mofan.org.roles import Right, Role
from mofan.org.rules import RuleBroken
from mofan.web.forms import AddPerson, SetRole, Wrong, broken, wrongs
from mofan.web.paging import page_of
from mofan.web.visitor import person_of

AT_ONCE = 50


@sensitive_post_parameters("password")
def people(request: HttpRequest) -> HttpResponseBase:
    """All accounts, and a form for one more."""
    me = _administrator(request)
    form = AddPerson(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = actions.add_person(
                given["account"],
                given["name"],
                Role(given["role"]),
                given["password"],
                unit=given["unit"],
                by=me,
                at=timezone.now(),
            )
        except RuleBroken as rule:
            form.add_error(None, rule.sentence)
        else:
            messages.success(request, f"已建立“{made.name}”的账号，首次登录须改密码。")
            return redirect("people")
    page = page_of(accounts_visible_to(me), request, size=AT_ONCE)
    return render(request, "web/people.html", {"page": page, "form": form, "errors": wrongs(form)})


def person(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One account: role, password, open or closed, what happened to it."""
    _administrator(request)
    return _show(request, _loaded(request, pk))


@never_cache
@require_POST
def reset_password(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A one-time password, shown this once (重设密码)."""
    me = _administrator(request)
    whom = _loaded(request, pk)
    return _show(request, whom, credentials=actions.reset_password(whom, by=me, at=timezone.now()))


@require_POST
def set_role(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Another role (调整角色)."""
    me = _administrator(request)
    whom, form = _loaded(request, pk), SetRole(request.POST)
    if not form.is_valid():
        return _show(request, whom, errors=wrongs(form))
    try:
        actions.set_role(whom, Role(form.cleaned_data["role"]), by=me, at=timezone.now())
    except RuleBroken as rule:
        return _show(request, _loaded(request, pk), errors=broken(rule))
    messages.success(request, f"“{whom.name}”现在是{Role(whom.role).label}。")
    return redirect("person", pk)


@require_POST
def set_active(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Close or reopen (停用、启用)."""
    me = _administrator(request)
    whom = _loaded(request, pk)
    active = request.POST.get("active") == "1"
    try:
        actions.set_active(whom, active, by=me, at=timezone.now())
    except RuleBroken as rule:
        return _show(request, _loaded(request, pk), errors=broken(rule))
    messages.success(request, f"“{whom.name}”的账号已{'启用' if active else '停用'}。")
    return redirect("person", pk)


def _administrator(request: HttpRequest) -> Person:
    me = person_of(request)
    if not me.may(Right.ADMINISTER):
        raise Http404
    return me


def _loaded(request: HttpRequest, pk: int) -> Person:
    return get_object_or_404(accounts_visible_to(person_of(request)), pk=pk)


def _show(
    request: HttpRequest,
    whom: Person,
    *,
    credentials: actions.Credentials | None = None,
    errors: tuple[Wrong, ...] = (),
) -> HttpResponseBase:
    context = {
        "whom": whom,
        "form": SetRole(initial={"role": whom.role}),
        "credentials": credentials,
        "errors": errors,
        "history": history_of(whom),
        "locked": bool(whom.locked_until and whom.locked_until > timezone.now()),
    }
    return render(request, "web/person.html", context)

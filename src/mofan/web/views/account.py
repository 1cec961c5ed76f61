"""The own account (我的账号)."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from mofan.org.actions import Issued, change_password, issue_token, revoke_token
from mofan.org.models import Person
from mofan.org.queries import accesses_visible_to, tokens_visible_to
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken
from mofan.web.forms import ChangePassword, IssueToken, Wrong, broken, wrongs
from mofan.web.views.feeds import feeds_shown
from mofan.web.visitor import person_of

LATEST = 20


@sensitive_post_parameters()
def account(request: HttpRequest) -> HttpResponseBase:
    """Name, unit and role; the password; the tokens; what was done in this name lately."""
    me = person_of(request)
    form = ChangePassword(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            change_password(me, form.cleaned_data["old"], form.cleaned_data["new"], at=timezone.now())
        except RuleBroken as rule:
            form.add_error(None, rule.sentence)
        else:
            update_session_auth_hash(request, me)
            messages.success(request, "密码已改，下次登录用新密码。")
            return redirect("account")
    return _show(request, me, password=form, errors=wrongs(form))


@never_cache
@require_POST
def issue(request: HttpRequest) -> HttpResponseBase:
    """A token for a program, whose secret is shown this once (签发令牌)."""
    me = person_of(request)
    form = IssueToken(me, request.POST)
    if not form.is_valid():
        return _show(request, me, token=form, errors=wrongs(form))
    given = form.cleaned_data
    try:
        issued = issue_token(
            given["name"],
            [Right(scope) for scope in given["scopes"]],
            lasts=timedelta(days=int(given["days"])),
            by=me,
            at=timezone.now(),
        )
    except RuleBroken as rule:
        return _show(request, me, token=form, errors=broken(rule))
    return _show(request, me, issued=issued)


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One of the own tokens is good no longer (撤销令牌)."""
    me = person_of(request)
    token = get_object_or_404(tokens_visible_to(me).filter(person=me), pk=pk)
    try:
        revoke_token(token, by=me, at=timezone.now())
    except RuleBroken as rule:
        return _show(request, me, errors=broken(rule))
    messages.success(request, f"令牌“{token.name}”已撤销，用它的程序不能再进来。")
    return redirect("account")


def _show(
    request: HttpRequest,
    me: Person,
    *,
    password: ChangePassword | None = None,
    token: IssueToken | None = None,
    issued: Issued | None = None,
    errors: tuple[Wrong, ...] = (),
) -> HttpResponseBase:
    feeds = feeds_shown(request)
    context = {
        "form": password or ChangePassword(),
        "token_form": token or IssueToken(me),
        "issued": issued,
        "tokens": tokens_visible_to(me).filter(person=me),
        "now": timezone.now(),
        "feeds": feeds,
        "has_own_feed": any(link.unit_id is None for link, _ in feeds),
        "errors": errors,
        "accesses": accesses_visible_to(me).filter(by=me)[:LATEST],
    }
    return render(request, "web/account.html", context)

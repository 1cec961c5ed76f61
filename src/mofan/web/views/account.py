"""The own account (我的账号)."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from mofan.org.actions import change_password
from mofan.org.queries import accesses_visible_to
from mofan.org.rules import RuleBroken
from mofan.web.forms import ChangePassword, wrongs
from mofan.web.visitor import person_of

LATEST = 20


@sensitive_post_parameters()
def account(request: HttpRequest) -> HttpResponseBase:
    """Name, unit and role; the password; what was done in this name lately."""
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
    accesses = accesses_visible_to(me).filter(by=me)[:LATEST]
    return render(request, "web/account.html", {"form": form, "errors": wrongs(form), "accesses": accesses})

"""Coming in, going out, and whether the house stands (登录、退出、健康)."""

from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from mofan.library.queries import found_count
from mofan.org.actions import sign_in
from mofan.org.rules import RuleBroken
from mofan.web.forms import SignIn, wrongs
from mofan.web.visitor import address_of, wants_part


@login_not_required
@sensitive_post_parameters("password")
@never_cache
def enter(request: HttpRequest) -> HttpResponseBase:
    """The sign-in page (登录)."""
    if wants_part(request):
        return _whole_page_instead(request)
    if request.user.is_authenticated:
        return redirect(_next(request))
    form = SignIn(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            person = sign_in(given["account"], given["password"], at=timezone.now(), address=address_of(request))
        except RuleBroken as rule:
            form.add_error(None, rule.sentence)
        else:
            login(request, person)
            return redirect(_next(request))
    context = {"form": form, "errors": wrongs(form), "next": _wanted(request)}
    return render(request, "web/login.html", context)


def _next(request: HttpRequest) -> str:
    """Where to go then: only an address of this site, else the home page."""
    wanted = _wanted(request)
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else resolve_url("home")


def _wanted(request: HttpRequest) -> str:
    """The page that was asked for before signing in; a wrong password does not lose it."""
    return request.POST.get("next") or request.GET.get("next") or ""


def _whole_page_instead(request: HttpRequest) -> HttpResponse:
    """A part was asked for after the session ended: the browser is to load the page anew, and so comes here."""
    return HttpResponse(headers={"HX-Refresh": "true"})


@require_POST
def leave(request: HttpRequest) -> HttpResponseBase:
    """Sign out (退出)."""
    logout(request)
    return redirect("login")


@login_not_required
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """Whether rows and index answer (健康): for whoever watches the server."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    found_count()
    return JsonResponse({"status": "ok"})

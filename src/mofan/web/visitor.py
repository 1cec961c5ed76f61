"""Who is asking (来访者): the person behind a request, what he may, and whether the page wants all or a part."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers

from mofan.org.models import Person
from mofan.org.roles import Right
from mofan.org.sealing import SealBroken
from mofan.paper.pdf import NoChineseFont, PdfFailed
from mofan.search import SearchError

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

UNAVAILABLE: tuple[tuple[type[Exception], str], ...] = (
    (SearchError, "检索暂时用不了"),
    (SealBroken, "个人信息暂时看不了"),
    (NoChineseFont, "现在排不出 PDF"),
    (PdfFailed, "现在排不出 PDF"),
)
"""What may be out of order, and the heading of the page that says so."""

NUL, ILLEGIBLE = "\0", "\ufffd"

OPEN_BEFORE_A_NEW_PASSWORD = frozenset({"account", "logout", "health"})


def person_of(request: HttpRequest) -> Person:
    """The person who is signed in. Pages that need no sign-in do not ask."""
    assert isinstance(request.user, Person)
    return request.user


def address_of(request: HttpRequest) -> str:
    """The network address that the request came from."""
    return str(request.META.get("REMOTE_ADDR", ""))


def needs(right: Right) -> Callable[[View[P]], View[P]]:
    """Only for whoever has that right; anybody else is told so (403)."""

    def wrap(view: View[P]) -> View[P]:
        @wraps(view)
        def allowed(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not person_of(request).may(right):
                raise PermissionDenied(f"您没有“{right.label}”的权限。需要的话，请找系统管理员。")
            return view(request, *args, **kwargs)

        return allowed

    return wrap


def wants_part(request: HttpRequest) -> bool:
    """Whether htmx asks for the changing region alone: the same address then answers with it (局部)."""
    return request.headers.get("HX-Request") == "true" and "HX-History-Restore-Request" not in request.headers


class Doorkeeper:
    """Middleware (门房): whoever has a one-time password changes it before anything else; a house that cannot answer
    says why; what was shown to one who signed in is not kept by the browser for the next."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith("/api/"):  # a program is told what is wrong with what it gave
            _make_legible(request)
        if request.user.is_authenticated:
            _keep_session(request)
            if request.method in ("GET", "HEAD"):
                request.user.remember()
        response = self.get_response(request)
        patch_vary_headers(response, ["HX-Request"])
        if request.user.is_authenticated and "Cache-Control" not in response:
            patch_cache_control(response, private=True, no_store=True)
        return response

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponseBase | None:
        """Lead the person to the account page, whatever page was asked for."""
        name = request.resolver_match.url_name if request.resolver_match else None
        person = request.user
        if isinstance(person, Person) and person.must_change_password and name not in OPEN_BEFORE_A_NEW_PASSWORD:
            return redirect("account")
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """The index broken, busy or of another version, or no way to a PDF: its own sentence, on a page with 503."""
        for kind, what in UNAVAILABLE:
            if isinstance(exception, kind):
                return render(request, "web/unavailable.html", {"what": what, "sentence": str(exception)}, status=503)
        return None


def _make_legible(request: HttpRequest) -> None:
    """A NUL, which PostgreSQL does not take, is read as the mark of a character that cannot be shown."""
    for name in _may_be_illegible(request):
        given: QueryDict = getattr(request, name)
        if any(NUL in value for values in given.lists() for value in (values[0], *values[1])):
            legible = QueryDict(mutable=True)
            for key, values in given.lists():
                legible.setlist(key.replace(NUL, ILLEGIBLE), [value.replace(NUL, ILLEGIBLE) for value in values])
            setattr(request, name, legible)


def _may_be_illegible(request: HttpRequest) -> Iterator[str]:
    """An address says it in one way only, and what is posted is looked through where something is."""
    written = request.META.get("QUERY_STRING", "")
    if "%00" in written or NUL in written:
        yield "GET"
    if request.method == "POST":
        yield "POST"


def _keep_session(request: HttpRequest) -> None:
    """The session ends some time after the last sign of life, which is written down once a minute at most."""
    now = int(timezone.now().timestamp())
    if now - request.session.get("seen", 0) >= settings.SESSION_SEEN_EVERY:
        request.session["seen"] = now

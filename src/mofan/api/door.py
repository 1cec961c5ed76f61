"""The outermost door (门): whatever goes wrong under `/api/v1/`, also before an operation is reached, is answered with
a problem document; HEAD and OPTIONS are answered; nothing is kept by anybody on the way."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_cache_control, patch_vary_headers

from mofan.api.authentication import FORM
from mofan.api.problems import BROKEN, MALFORMED, MEDIA_TYPE, OF_STATUS, TOO_LARGE, Problem, answer
from mofan.measure import size

PREFIX = "/api/v1/"
HEADROOM = 64 * 1024
"""Bytes of a request that are not the files themselves."""


class Door:
    """Middleware. The first one, so that no other's page comes out instead of a document."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(PREFIX):
            return self.get_response(request)
        request.COOKIES = {}
        request.META.pop("HTTP_COOKIE", None)
        asked, heads = request.method, request.method == "HEAD"
        if heads:
            request.method = request.META["REQUEST_METHOD"] = "GET"
        response = _too_large(request) or self.get_response(request)
        if asked == "OPTIONS":
            response = _options(response)
        response = _as_problem(request, response)
        _add_headers(request, response)
        return _without_content(response) if heads else response


def _too_large(request: HttpRequest) -> HttpResponse | None:
    files = request.content_type == FORM
    limit = settings.UPLOAD_LIMIT + HEADROOM if files else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    length = str(request.META.get("CONTENT_LENGTH") or "0")
    if length.isdecimal() and int(length) <= limit:
        return None
    most = size(settings.UPLOAD_LIMIT if files else limit)
    return answer(request, Problem(TOO_LARGE, f"一次请求最多 {most}，请分几次交。"))


def _options(response: HttpResponseBase) -> HttpResponseBase:
    """What may be asked of this address."""
    if response.status_code != 405:
        return response
    return HttpResponse(status=204, headers={"Allow": response.headers["Allow"]})


def _as_problem(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """An error that is a page, or nothing, as a problem document; the headers that belong to it stay."""
    if response.status_code < 400 or response.headers.get("Content-Type", "").startswith(MEDIA_TYPE):
        return response
    kind = OF_STATUS.get(response.status_code, BROKEN if response.status_code >= 500 else MALFORMED)
    kept = {name: response.headers[name] for name in ("Allow", "Retry-After") if name in response.headers}
    return answer(request, Problem(kind, headers=kept))


def _add_headers(request: HttpRequest, response: HttpResponseBase) -> None:
    if "Allow" in response.headers:
        response.headers["Allow"] = ", ".join(sorted({*_methods(response.headers["Allow"]), "OPTIONS"}))
    if allowance := getattr(request, "allowance", None):
        for name, value in allowance.headers.items():
            response.headers[name] = value
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    patch_vary_headers(response, ["Authorization"])
    if "Cache-Control" not in response.headers:
        patch_cache_control(response, private=True, no_store=True)


def _methods(allowed: str) -> set[str]:
    named = {one.strip() for one in allowed.split(",")}
    return named | ({"HEAD"} if "GET" in named else set())


def _without_content(response: HttpResponseBase) -> HttpResponse:
    """The same head, for whoever asked for it alone."""
    head = HttpResponse(status=response.status_code, headers=dict(response.headers))
    if isinstance(response, HttpResponse):
        head.headers["Content-Length"] = str(len(response.content))
    response.close()
    return head

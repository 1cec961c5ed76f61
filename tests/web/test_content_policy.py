"""Every page says what it may load, as django-csp has it."""

from csp.constants import HEADER
from csp.decorators import csp, csp_exempt
from csp.middleware import CSPMiddleware
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from mofan.web.content_policy import ContentPolicy


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("页")


def with_a_nonce(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(request.csp_nonce))  # type: ignore[attr-defined]


def with_its_own_header(request: HttpRequest) -> HttpResponse:
    return HttpResponse(headers={HEADER: "default-src 'self'"})


def answer_of(middleware: CSPMiddleware) -> HttpResponse:
    answer = middleware(RequestFactory().get("/"))
    assert isinstance(answer, HttpResponse)
    return answer


def test_the_policy_is_that_of_django_csp() -> None:
    for view in (page, with_its_own_header, csp({"default-src": ["'self'"]})(page), csp_exempt()(page)):
        ours, theirs = answer_of(ContentPolicy(view)), answer_of(CSPMiddleware(view))
        assert ours.headers.get(HEADER) == theirs.headers.get(HEADER)


def test_a_page_of_the_house_loads_from_the_house_alone() -> None:
    policy = answer_of(ContentPolicy(page)).headers[HEADER]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy


def test_a_view_that_asks_for_a_nonce_gets_the_policy_of_django_csp() -> None:
    answer = answer_of(ContentPolicy(with_a_nonce))
    assert answer.content
    assert "default-src 'none'" in answer.headers[HEADER]

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


def test_the_policy_is_that_of_django_csp() -> None:
    for view in (page, with_its_own_header, csp({"default-src": ["'self'"]})(page), csp_exempt()(page)):
        ours, theirs = ContentPolicy(view), CSPMiddleware(view)
        request = RequestFactory().get("/")
        assert ours(request).headers.get(HEADER) == theirs(request).headers.get(HEADER)


def test_a_page_of_the_house_loads_from_the_house_alone() -> None:
    policy = ContentPolicy(page)(RequestFactory().get("/")).headers[HEADER]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy


def test_a_view_that_asks_for_a_nonce_gets_the_policy_of_django_csp() -> None:
    answer = ContentPolicy(with_a_nonce)(RequestFactory().get("/"))
    assert answer.content
    assert "default-src 'none'" in answer.headers[HEADER]

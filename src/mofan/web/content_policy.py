"""What a page may load (内容安全策略): the same for every page of the house, so it is written once."""

from collections.abc import Callable

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.http import HttpRequest, HttpResponseBase

_OF_ITS_OWN = frozenset({"_csp_exempt", "_csp_config", "_csp_update", "_csp_replace"})
"""What the decorators of django-csp leave on the answer of a view that has another policy."""


class ContentPolicy(CSPMiddleware):
    """django-csp's middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        super().__init__(get_response)
        self._policy = build_policy()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The header, if no view has set one."""
        if hasattr(request, "_csp_nonce") or not _OF_ITS_OWN.isdisjoint(vars(response)):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self._policy)
        return response

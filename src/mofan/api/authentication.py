"""Who is asking (令牌认证): a bearer token of a scope, so often a minute. Cookies open nothing here, so no other site
can make a browser ask in somebody's name."""

from typing import cast

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from mofan.api.problems import CHALLENGE, FORBIDDEN, LIMITED, UNAUTHENTICATED, UNSUPPORTED, Problem
from mofan.org.actions import log_access, use_token
from mofan.org.limits import Allowance, count
from mofan.org.models import ApiToken, Person
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken

JSON = "application/json"
FORM = "multipart/form-data"


class Asked(HttpRequest):
    """A request that came in with a token; `allowance` is what is left of the token's limit, `parameters` are the names
    that its address may have."""

    auth: ApiToken
    allowance: Allowance
    parameters: tuple[str, ...]


class Token(HttpBearer):
    """The gate before an operation: token, scope (one of those that are named), how often, kind of body, in this
    order."""

    openapi_description = "在“我的账号”签发的令牌，写在请求头 Authorization: Bearer 后面。"

    def __init__(self, *scopes: Right, heavy: bool = False, body: str = "") -> None:
        super().__init__()
        self.scopes = scopes
        self.heavy = heavy
        self.body = body

    def __call__(self, request: HttpRequest) -> ApiToken:
        """The token that was sent. Raises Problem."""
        kind, _, secret = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() != "bearer" or not secret.strip():
            raise _stranger(request, UNAUTHENTICATED.hint)
        return self.authenticate(request, secret.strip())

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken:
        """The token behind the secret, once it may pass. Raises Problem."""
        try:
            known = use_token(token, at=timezone.now())
        except RuleBroken as rule:
            raise _stranger(request, rule.sentence, sent=True) from rule
        _count(request, known, heavy=self.heavy)
        named, given = "或".join(f"“{one.label}”" for one in self.scopes), set(self.scopes).intersection(known.rights)
        if not given:
            scopes = " ".join(one.value for one in self.scopes)
            raise Problem(
                FORBIDDEN,
                f"令牌的范围里没有{named}。请在“我的账号”另签发一个。",
                headers={"WWW-Authenticate": f'{CHALLENGE}, error="insufficient_scope", scope="{scopes}"'},
            )
        if not any(known.person.may(one) for one in given):
            raise Problem(FORBIDDEN, f"您没有{named}的权限。需要的话，请找系统管理员。")
        if self.body and request.content_type != self.body:
            raise Problem(
                UNSUPPORTED, f"这里只收 {self.body}，请写明 Content-Type。", headers={"Accept-Post": self.body}
            )
        return known


def person_of(request: HttpRequest) -> Person:
    """The person in whose name is asked, with no more rights than the token."""
    return cast(Asked, request).auth.person


def address_of(request: HttpRequest) -> str:
    """The network address that the request came from."""
    return str(request.META.get("REMOTE_ADDR", ""))


def _count(request: HttpRequest, token: ApiToken, *, heavy: bool) -> None:
    policy, limit = ("heavy", settings.API_HEAVY_LIMIT) if heavy else ("default", settings.API_LIMIT)
    allowance = count(policy, str(token.pk), limit=limit, at=timezone.now())
    cast(Asked, request).allowance = allowance
    if allowance.exceeded:
        what = "入库和批量下载" if heavy else "请求"
        raise Problem(
            LIMITED,
            f"一个令牌每分钟最多{what} {limit} 次，请等 {allowance.seconds_left} 秒再试。",
            headers={"Retry-After": str(allowance.seconds_left)},
        )


def _stranger(request: HttpRequest, sentence: str, *, sent: bool = False) -> Problem:
    """Nobody we know: told so, and after some times a minute told to wait. Who has a good token is never held up by
    a neighbour with a bad one. The log has the first bad token of an address in a minute."""
    at, address = timezone.now(), address_of(request)
    allowance = count("stranger", address, limit=settings.API_STRANGER_LIMIT, at=at)
    if allowance.exceeded:
        return Problem(
            LIMITED,
            f"没有有效令牌的请求太多，请等 {allowance.seconds_left} 秒再试。",
            headers={"Retry-After": str(allowance.seconds_left)} | allowance.headers,
        )
    if sent and allowance.count == 1:
        log_access("接口令牌无效", by=None, at=at, detail=sentence, address=address)
    error = ', error="invalid_token"' if sent else ""
    return Problem(UNAUTHENTICATED, sentence, headers={"WWW-Authenticate": CHALLENGE + error})

"""What goes wrong, as a document (问题文档, RFC 9457): the kind, the status, a Chinese sentence with the next step."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.responses import Response
from pydantic import Field

from mofan.api.drafted import Clash
from mofan.org.rules import RuleBroken
from mofan.paper.pdf import NoChineseFont, PdfFailed
from mofan.search import SearchError

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem. `name` is the end of its `type`; `hint` is said where nobody said more."""

    name: str
    status: int
    title: str
    hint: str


MALFORMED = Kind("malformed", 400, "读不懂这个请求", "请求的格式有误，请对照接口说明检查。")
UNAUTHENTICATED = Kind("unauthenticated", 401, "需要令牌", "请求头要带 Authorization: Bearer 令牌。")
FORBIDDEN = Kind("forbidden", 403, "没有权限", "您或您的令牌没有做这件事的权限。")
NOT_FOUND = Kind("not-found", 404, "没有找到", "没有这个地址，或没有这个编号，或您没有查看它的权限。")
NOT_ALLOWED = Kind("method-not-allowed", 405, "这个地址不能这样请求", "可用的方法见响应头 Allow。")
CONFLICT = Kind("conflict", 409, "与现状不符", "请先查看现状，再作请求。")
TOO_LARGE = Kind("too-large", 413, "请求太大", "请分几次交。")
UNSUPPORTED = Kind("unsupported-media-type", 415, "不收这种格式的请求", "请按接口说明写明 Content-Type。")
INVALID = Kind("invalid", 422, "请求的内容不合要求", "请按 errors 里指出的地方修改。")
LIMITED = Kind("rate-limited", 429, "请求太密", "请按响应头 Retry-After 的秒数等一等再试。")
BROKEN = Kind("internal", 500, "系统出错", "系统内部出错，已记入日志。请稍后再试，仍不行请找系统管理员。")
UNAVAILABLE = Kind("unavailable", 503, "暂时不能用", "请稍后再试。")

KINDS = (
    MALFORMED, UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, NOT_ALLOWED, CONFLICT, TOO_LARGE, UNSUPPORTED, INVALID, LIMITED,
    BROKEN, UNAVAILABLE,
)  # fmt: skip
OF_STATUS = {kind.status: kind for kind in KINDS}


class WrongPlace(Schema):
    """One place of the request that is not as it must be (有误之处)."""

    where: Annotated[str, Field(description="哪一处，如 query.page、body.texts.0.title")]
    what: Annotated[str, Field(description="错在哪里")]


class ProblemDocument(Schema):
    """问题文档（RFC 9457）。`type` 是种类，程序据此判断；`detail` 是说给人听的。"""

    type: Annotated[str, Field(description="问题的种类，也是说明它的页面")]
    title: Annotated[str, Field(description="种类的名称")]
    status: Annotated[int, Field(description="HTTP 状态码", ge=400, le=599)]
    detail: Annotated[str, Field(description="这一次的缘由和下一步")]
    instance: Annotated[str, Field(description="请求的地址")]
    errors: Annotated[list[WrongPlace], Field(default_factory=list, description="有误之处，仅内容不合要求时有")]
    clash: Annotated[Clash | None, Field(default=None, description="冲突的各段，仅存草稿与别人冲突时有")]


class Problem(Exception):
    """Something went wrong in a known way; `headers` go with the answer, `more` are members of the document beyond
    those that every one has."""

    def __init__(
        self,
        kind: Kind,
        detail: str = "",
        *,
        errors: Sequence[WrongPlace] = (),
        headers: Mapping[str, str] | None = None,
        more: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail or kind.hint
        self.errors = errors
        self.headers = headers or {}
        self.more = more or {}


def answer(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The problem as a document."""
    kind = problem.kind
    document: dict[str, Any] = {
        "type": f"/api/v1/#{kind.name}",
        "title": kind.title,
        "status": kind.status,
        "detail": problem.detail,
        "instance": request.path,
    }
    if problem.errors:
        document["errors"] = [one.model_dump() for one in problem.errors]
    document |= problem.more
    return Response(document, status=kind.status, content_type=MEDIA_TYPE, headers=dict(problem.headers))


def from_exception(exception: Exception) -> Problem:
    """What we or the framework raise, as a problem; anything else is raised on."""
    match exception:
        case Problem():
            return exception
        case AuthenticationError():
            return Problem(UNAUTHENTICATED, headers={"WWW-Authenticate": CHALLENGE})
        case RuleBroken():
            return Problem(CONFLICT, exception.sentence)
        case SearchError() | NoChineseFont() | PdfFailed():
            return Problem(UNAVAILABLE, str(exception), headers={"Retry-After": "30"})
        case Http404():
            return Problem(NOT_FOUND)
        case ValidationError():
            return Problem(INVALID, errors=tuple(wrong_places(exception.errors)))
        case HttpError():
            return Problem(OF_STATUS.get(exception.status_code, MALFORMED))
    raise exception


CHALLENGE = 'Bearer realm="mofan"'
HANDLED = (Problem, RuleBroken, SearchError, NoChineseFont, PdfFailed, Http404, ValidationError, HttpError)


def handle(request: HttpRequest, exception: Any) -> HttpResponse:
    """The exception handler of the interface."""
    return answer(request, from_exception(exception))


SAID: dict[str, str] = {
    "missing": "这一项必填。",
    "extra_forbidden": "没有这一项，请核对名称。",
    "string_too_short": "不能短于 {min_length} 个字。",
    "string_too_long": "不能超过 {max_length} 个字。",
    "string_pattern_mismatch": "含有不能用的字符。",
    "string_unicode": "含有不成字的编码。",
    "string_type": "要写成字符串。",
    "greater_than_equal": "不能小于 {ge}。",
    "less_than_equal": "不能大于 {le}。",
    "int_type": "要写成整数。",
    "int_parsing": "要写成整数。",
    "int_parsing_size": "数太大了。",
    "int_from_float": "要写成整数。",
    "literal_error": "只能是 {expected} 之一。",
    "enum": "只能是 {expected} 之一。",
    "list_type": "要写成列表。",
    "too_long": "最多 {max_length} 项。",
    "too_short": "至少 {min_length} 项。",
    "date_from_datetime_parsing": "要写成 2026-03-05 这样的日期。",
    "date_parsing": "要写成 2026-03-05 这样的日期。",
    "date_type": "要写成 2026-03-05 这样的日期。",
    "model_type": "要写成对象。",
    "model_attributes_type": "要写成对象。",
}
"""Kind of mistake, as pydantic calls it → what is said of it."""
OTHERWISE = "格式不对，请对照接口说明。"


def wrong_places(errors: Iterable[Mapping[str, Any]]) -> Iterable[WrongPlace]:
    """What pydantic found, in our words; what was sent is not repeated."""
    for error in errors:
        said = SAID.get(str(error["type"]), OTHERWISE)
        given = {name: str(value).replace(" or ", "、") for name, value in dict(error.get("ctx") or {}).items()}
        yield WrongPlace(where=_place(error["loc"]), what=said.format_map(given))


def _place(loc: Sequence[object]) -> str:
    """Where in the request; what we call its parameters together is left out. A place may hold a name that was sent,
    so what cannot be encoded is taken out of it, and it ends somewhere."""
    parts = (loc[0], *loc[2:]) if loc[0] == "body" or loc[1:2] == ("asked",) else loc
    return ".".join(map(str, parts)).encode("utf-8", "replace").decode()[:200]

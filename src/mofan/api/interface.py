"""The interface as a whole (接口): its rooms, and its schema with what may go wrong written at every operation."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from mofan.api import (
    case_work,
    cases,
    comparing,
    drafting,
    figures,
    ingesting,
    pieces,
    problems,
    proofreading,
    searching,
    sources,
    tokens,
    units,
)
from mofan.api.authentication import FORM
from mofan.api.parameters import knowing_its_parameters, refuse_unknown

DESCRIPTION = (
    "素材库的接口，与网页调用同样的函数，看得到的和做得到的也与网页一样。每个请求在请求头里带令牌"
    "（Authorization: Bearer …），令牌在“我的账号”签发；浏览器的登录在这里不起作用。出错时一律回答 "
    "application/problem+json（RFC 9457）。列表用 page、size 翻页，Link 响应头里有前后页的地址。"
    "地址里写了没有的参数，不会当作没写，一律回答 422 并说明可用的有哪些。"
)
ALWAYS = (401, 403, 422, 429, 503)
"""What may become of any request: no token, no right, not as it must be, too often, the index broken."""
LIMIT_HEADERS = {
    "RateLimit-Policy": {"description": "每分钟的次数限制", "schema": {"type": "string"}},
    "RateLimit": {"description": "还剩几次、几秒后重新计数", "schema": {"type": "string"}},
}
OTHER_HEADERS = {
    401: {"WWW-Authenticate": {"description": "要带的凭据", "schema": {"type": "string"}, "required": True}},
    429: {"Retry-After": {"description": "等多少秒再试", "schema": {"type": "integer"}, "required": True}},
}
SAID = {200: "成功", 201: "已建立", 202: "已收下，随后处理", 304: "没有变化"}


class Interface(NinjaAPI):
    """Our interface: every answer of every operation is in the schema, and nothing that was asked is passed over."""

    def create_temporal_response(self, request: HttpRequest) -> HttpResponse:
        """Made once it is known who asks, before it is read what is asked."""
        refuse_unknown(request)
        return super().create_temporal_response(request)

    def get_openapi_schema(self, **given: Any) -> OpenAPISchema:
        """The schema (OpenAPI 3.1)."""
        schema = super().get_openapi_schema(**given)
        parts = schema["components"]
        parts["schemas"]["ProblemDocument"] = _problem_schema(parts["schemas"])
        for operations in schema["paths"].values():
            for operation in operations.values():
                _complete(operation)
        return schema


def _problem_schema(schemas: dict[str, Any]) -> dict[str, Any]:
    made = problems.ProblemDocument.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(made.pop("$defs"))
    return made


def _complete(operation: dict[str, Any]) -> None:
    """Add the answers that go without saying, and say all of them in Chinese."""
    answers = operation["responses"]
    body = operation.get("requestBody")
    statuses = {*ALWAYS, *({400, 413, 415} if body else ()), *operation.pop("x-problems", ())}
    if any(one["in"] == "path" for one in operation["parameters"]):
        statuses.add(404)
    for status in sorted(statuses):
        kind = problems.OF_STATUS[status]
        reference = {"schema": {"$ref": "#/components/schemas/ProblemDocument"}}
        answers[status] = {
            "description": f"{kind.title}。{kind.hint}",
            "content": {problems.MEDIA_TYPE: reference},
            "headers": OTHER_HEADERS.get(status, {}),
        }
    operation["description"] = "".join(line.strip() for line in operation["description"].splitlines())
    for status, one in answers.items():
        one["description"] = SAID.get(status, one["description"])
        if status < 400:
            one["headers"] = LIMIT_HEADERS | one.get("headers", {})
    if body and FORM in body["content"]:
        body["content"][FORM]["schema"]["additionalProperties"] = False


def build() -> Interface:
    """The interface with all its rooms."""
    made = Interface(
        title="模范素材库接口",
        version="1",
        description=DESCRIPTION,
        docs_url=None,
        openapi_url="/openapi.json",
        urls_namespace="api",
    )
    made.add_decorator(knowing_its_parameters, mode="view")
    for exception in problems.HANDLED:
        made.add_exception_handler(exception, problems.handle)
    for room in (
        searching,
        pieces,
        sources,
        ingesting,
        comparing,
        proofreading,
        units,
        figures,
        drafting,
        cases,
        case_work,
        tokens,
    ):
        made.add_router("", room.router)
    made.add_router("", comparing.of_pieces)
    made.add_router("", proofreading.of_pieces)
    made.add_router("", pieces.fetching)
    return made


interface = build()

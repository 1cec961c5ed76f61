"""The page of the interface (接口说明): every operation, drawn from the schema itself. Open without signing in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mofan.api.authentication import Token
from mofan.api.interface import interface
from mofan.api.problems import KINDS
from mofan.org.roles import SCOPE_SENTENCES, SCOPES

KINDS_OF_VALUE = {
    "string": "文字",
    "integer": "整数",
    "number": "数",
    "array": "几个",
    "object": "对象",
    "boolean": "真假",
}
PLACES = {"path": "地址里", "query": "参数", "header": "请求头", "body": "正文"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing that an operation may be given."""

    name: str
    place: str
    kind: str
    required: bool
    description: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation as the page shows it."""

    id: str
    method: str
    path: str
    scopes: tuple[str, ...]
    """One of them is enough."""
    is_heavy: bool
    """Whether it is counted with those that are allowed less often."""
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """The operations under one heading."""

    name: str
    operations: tuple[Operation, ...]


def operations(request: HttpRequest) -> HttpResponse:
    """What can be asked, how, and what comes back."""
    limits = {"default": settings.API_LIMIT, "heavy": settings.API_HEAVY_LIMIT}
    scopes = [(scope, SCOPE_SENTENCES[scope]) for scope in SCOPES]
    context = {"rooms": rooms(interface.get_openapi_schema()), "kinds": KINDS, "scopes": scopes, "limits": limits}
    return render(request, "api/operations.html", context)


def rooms(schema: Mapping[str, Any]) -> tuple[Room, ...]:
    """The operations of a schema by their tag, in its order."""
    by_tag: dict[str, list[Operation]] = {}
    for path, methods in schema["paths"].items():
        for method, one in methods.items():
            by_tag.setdefault(one["tags"][0], []).append(_operation(schema, path, method, one))
    return tuple(Room(name, tuple(some)) for name, some in by_tag.items())


def _operation(schema: Mapping[str, Any], path: str, method: str, one: Mapping[str, Any]) -> Operation:
    given = (*map(_parameter, one["parameters"]), *_body(schema, one.get("requestBody", {})))
    gate = _gates()[one["operationId"]]
    answers = tuple(f"{status} {answer['description']}" for status, answer in one["responses"].items() if status < 400)
    return Operation(
        one["operationId"],
        method.upper(),
        path,
        tuple(scope.value for scope in gate.scopes),
        gate.heavy,
        one["summary"],
        one["description"],
        tuple(given),
        answers,
    )


@cache
def _gates() -> dict[str, Token]:
    """Operation → the gate before it."""
    return {
        operation.operation_id or interface.get_openapi_operation_id(operation): gate
        for _, router in interface._routers
        for view in router.path_operations.values()
        for operation in view.operations
        for gate in operation.auth_callbacks
        if isinstance(gate, Token)
    }


def _parameter(one: Mapping[str, Any]) -> Parameter:
    return Parameter(
        one["name"], PLACES[one["in"]], _kind(one["schema"]), bool(one["required"]), one.get("description", "")
    )


def _body(schema: Mapping[str, Any], body: Mapping[str, Any]) -> Iterator[Parameter]:
    for content in body.get("content", {}).values():
        shape = _resolved(schema, content["schema"])
        for name, one in shape["properties"].items():
            required = name in shape.get("required", ())
            yield Parameter(name, PLACES["body"], _kind(one), required, one.get("description", ""))


def _resolved(schema: Mapping[str, Any], one: Mapping[str, Any]) -> Mapping[str, Any]:
    if "$ref" not in one:
        return one
    shape: Mapping[str, Any] = schema["components"]["schemas"][one["$ref"].rsplit("/", 1)[-1]]
    return shape


def _kind(one: Mapping[str, Any]) -> str:
    """What kind of value is asked for, and what it is when it is left out."""
    if "enum" in one:
        said = "、".join(map(str, one["enum"]))
    elif one.get("format") == "date":
        said = "日期"
    else:
        said = KINDS_OF_VALUE.get(str(one.get("type", "object")), "对象")
    default = one.get("default")
    return f"{said}，不写为 {default}" if default not in (None, "", []) else said

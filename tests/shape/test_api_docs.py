"""The interface is written down: every operation in docs/api.md and nothing else, every answer in the schema."""

import re
from pathlib import Path
from typing import Any

import pytest

from mofan.api.authentication import Token
from mofan.api.interface import interface

ROOT = Path(__file__).resolve().parents[2]
SCHEMA: dict[str, Any] = interface.get_openapi_schema()
OPERATIONS = {
    f"{method.upper()} {path.removeprefix('/api/v1')}": one
    for path, methods in SCHEMA["paths"].items()
    for method, one in methods.items()
}


def is_chinese(text: str) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for char in text)


def gates() -> dict[str, Token]:
    """Operation → the gate before it."""
    return {
        str(one.operation_id): one.auth_callbacks[0]
        for router in interface._get_bound_routers()
        for view in router.path_operations.values()
        for one in view.operations
        if isinstance(one.auth_callbacks[0], Token)
    }


def test_every_operation_is_documented_with_its_scope() -> None:
    text = (ROOT / "docs/api.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([A-Z]+ /[^`]*)` \| ([a-z, ]+) \|", text, re.MULTILINE))
    known = gates()
    said = {
        name: ", ".join([scope.value for scope in gate.scopes] + ["heavy"] * gate.heavy)
        for name, one in OPERATIONS.items()
        if (gate := known[one["operationId"]])
    }
    assert rows == said


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_says_what_it_does_and_what_may_come_back(name: str) -> None:
    one = OPERATIONS[name]
    assert is_chinese(one["summary"])
    assert is_chinese(one["description"])
    assert one["security"] == [{"Token": []}]
    wanted = {401, 403, 422, 429, 503} | ({404} if "{" in name else set())
    wanted |= {400, 413, 415} if "requestBody" in one else set()
    assert wanted <= one["responses"].keys()
    assert all(is_chinese(answer["description"]) for answer in one["responses"].values())
    for status, answer in one["responses"].items():
        assert status < 400 or list(answer["content"]) == ["application/problem+json"]
    for given in one["parameters"]:
        assert given["in"] == "path" or is_chinese(given["description"]), given["name"]


def test_the_schema_says_how_to_authenticate() -> None:
    assert SCHEMA["components"]["securitySchemes"]["Token"]["scheme"] == "bearer"
    assert is_chinese(SCHEMA["components"]["schemas"]["ProblemDocument"]["description"])

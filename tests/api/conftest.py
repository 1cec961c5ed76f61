"""Programs of the three known people, and a library with a compilation in it."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from mofan.library.models import Piece
from mofan.org.actions import issue_token
from mofan.org.models import Person
from mofan.org.roles import SCOPES, Right
from tests.library.samples import COMPILATION
from tests.make import make_pieces

ROOT = "/api/v1"


class Program:
    """A program that asks with a token."""

    def __init__(self, secret: str = "") -> None:
        self.secret = secret
        self.client = Client()

    def get(self, path: str, **given: Any) -> Any:
        return self.ask("get", path, given)

    def post(self, path: str, data: object, **headers: str) -> Any:
        given = data if isinstance(data, str | bytes) else json.dumps(data)
        return self.ask("post", path, given, content_type="application/json", headers=headers)

    def put(self, path: str, data: object) -> Any:
        return self.ask("put", path, json.dumps(data), content_type="application/json")

    def hand_in(self, files: object, **headers: str) -> Any:
        return self.ask("post", "/ingest/files", {"files": files}, headers=headers)

    def ask(self, method: str, path: str, *given: Any, headers: dict[str, str] | None = None, **more: Any) -> Any:
        headers = dict(headers or {})
        if self.secret:
            headers["Authorization"] = f"Bearer {self.secret}"
        return getattr(self.client, method)(ROOT + path, *given, headers=headers, **more)


Enter = Callable[..., Program]


@pytest.fixture
def enter() -> Enter:
    """A program of that person, with a token of these scopes, or of all that the person may give."""

    def entered(person: Person, *scopes: Right) -> Program:
        given = scopes or tuple(scope for scope in SCOPES if person.may(scope))
        made = issue_token("测试", given, lasts=timedelta(days=1), by=person, at=timezone.now())
        return Program(made.secret)

    return entered


@pytest.fixture
def clerks(clerk: Person, enter: Enter) -> Program:
    return enter(clerk)


@pytest.fixture
def leaders(leader: Person, enter: Enter) -> Program:
    return enter(leader)


@pytest.fixture
def strangers(stranger: Person, enter: Enter) -> Program:
    return enter(stranger)


@pytest.fixture
def compiled(clerk: Person) -> list[Piece]:
    """The two pieces of a compilation with two advertisements in it."""
    return make_pieces(clerk, "经验材料（2篇）.txt", COMPILATION)

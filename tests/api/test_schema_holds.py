"""Schemathesis asks every operation what its schema allows and what it forbids, and holds every answer against it."""

import re
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, settings
from pytest_django import Settings
from schemathesis.config import SchemathesisConfig
from schemathesis.generation.feedback import FeedbackSources
from schemathesis.pytest._test_builder import build_operation_test

from mofan.api.interface import interface
from mofan.cases.models import Case, Clock
from mofan.drafting.actions import NewDraft, add_slot, start
from mofan.library.models import Piece
from mofan.org.models import Person, Unit
from tests.api.conftest import Enter, Program
from tests.make import AT
from tests.make_cases import dispatched, make_county
from tests.stock import clerk, compiled, stock

__all__ = ["clerk", "compiled", "stock"]

EXAMPLES = 6
"""Random examples of an operation, beside those that its schema gives rise to."""

config = SchemathesisConfig(seed=20261122)
project = config.projects.default
project.generation.update(
    deterministic=True,
    database="none",
    max_examples=EXAMPLES,
    with_security_parameters=False,  # who may is asked in test_permissions.py; here every request has a good token
    allow_x00=False,  # JSON Schema cannot say "no NUL" of 200,000 characters; asked in test_nonsense.py
)
project.checks.ignored_auth.enabled = False  # asks twice more for each answer; test_permissions.py asks that, too
project.phases.coverage.unexpected_methods = {"delete", "patch"}  # one router refuses whatever it does not know
refusals = project.checks.negative_data_rejection
refusals.expected_statuses = [*refusals.expected_statuses, "413"]  # a list far too long is a body far too large, too
CODE = re.compile(r"[0-9]{6}-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]")
house = get_wsgi_application()


def app(environ: Any, start_response: Any) -> list[bytes]:
    """The house, with every answer read to its end and closed as a server does it."""
    answer = house(environ, start_response)
    try:
        return [b"".join(answer)]
    finally:
        answer.close()


schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app, config=config)


@schema.hook
def filter_case(context: Any, case: Any) -> bool:
    """The test client sends an empty file as a field without a file name, which is another request; an empty file is
    handed in in test_ingesting.py."""
    files = case.body.get("files", ()) if isinstance(case.body, dict) else ()
    return not isinstance(files, list) or all(files)


@pytest.fixture
def program(leader: Person, enter: Enter, settings: Settings) -> Program:
    """With every scope, and without a limit: here the limit is not what is asked about."""
    settings.API_LIMIT = settings.API_HEAVY_LIMIT = settings.API_STRANGER_LIMIT = 10**9
    return enter(leader)


def operations() -> list[str]:
    """The name of each operation; examples are made when its turn comes, and not by every process while it collects."""
    return [one["operationId"] for path in interface.get_openapi_schema()["paths"].values() for one in path.values()]


@pytest.mark.parametrize("name", operations())
def test_every_answer_is_as_the_schema_says(name: str, program: Program, compiled: list[Piece]) -> None:
    ask = build_operation_test(
        config=schema.config,
        operation=schema.find_operation_by_id(name),
        test_func=answer_is_as_the_schema_says,
        given_kwargs={},
        feedback=FeedbackSources(),
    )
    ask(program=program, compiled=compiled)


@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),  # one library serves all examples of an operation, and is meant to
)
def answer_is_as_the_schema_says(case: Any, program: Program, compiled: list[Piece]) -> None:
    key = (case.path_parameters or {}).get("id")
    if isinstance(key, int) and 1 < key < 2**63:
        case.path_parameters["id"] = _known(case.path, compiled)
    if "/cases/" in case.path and CODE.fullmatch(str((case.path_parameters or {}).get("code", ""))):
        case.path_parameters["code"] = _case()
    if "no" in (case.path_parameters or {}):
        case.path_parameters["no"] = 1
    if "key" in (case.path_parameters or {}):
        case.path_parameters["key"] = "s1"
    case.call_and_validate(headers={"Authorization": f"Bearer {program.secret}"})


def _known(path: str, compiled: list[Piece]) -> int:
    """A number that there is: random ones lead to nothing but 404."""
    piece = compiled[0]
    if path.split("/")[3] == "drafts":
        return _draft()
    if path.split("/")[3] == "cases":
        return Clock.objects.order_by("pk").values_list("pk", flat=True).first() or 1
    return {"pieces": piece.pk, "sources": piece.source_id, "batches": piece.source.batch_id}[path.split("/")[3]]


def _case() -> str:
    """The code of a case with a leg, of whoever administers."""
    if (there := Case.objects.first()) is None:
        there = dispatched(make_county())[0].case
    return there.code


def _draft() -> int:
    """A draft with a slot, of whoever administers."""
    writer = Person.objects.get(account="leader")
    draft = start(NewDraft(Unit.objects.earliest("pk")), by=writer, at=AT)
    add_slot(draft, by=writer, at=AT)
    return draft.pk

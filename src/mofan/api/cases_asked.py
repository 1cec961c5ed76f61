"""What is asked about a case (所问): the kinds of values that come in, the case that an address names."""

from typing import Annotated, Any, Final, TypeVar

from django.shortcuts import get_object_or_404
from ninja import Field
from pydantic import BeforeValidator, StringConstraints, WithJsonSchema

from mofan.api.asked import digits, whole
from mofan.api.cases_shown import CaseSheet, case_sheet
from mofan.api.problems import NOT_FOUND, Problem
from mofan.cases.intake import Value, read_values
from mofan.cases.kinds import Need
from mofan.cases.models import Case, Leg
from mofan.cases.numbers import read_code
from mofan.cases.queries import cases_seen_by, legs_of
from mofan.org.models import Person
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken

ACTING: Final = (Right.DISPATCH, Right.HANDLE, Right.APPROVE, Right.SUPERVISE)
"""Scopes of which a token needs one to act on a case; what its person is to the case is for the action to say."""
PLAIN: Final = r"^[^\x00-\x1f\x7f\ufffe\uffff]*$"
NO_NUL: Final = r"^[^\x00]*$"
Said = Annotated[str, StringConstraints(max_length=200, pattern=PLAIN)]
Word = Annotated[str, StringConstraints(max_length=40, pattern=PLAIN)]
Told = Annotated[str, StringConstraints(max_length=20_000, pattern=NO_NUL)]
Words = Annotated[str, StringConstraints(max_length=2000, pattern=NO_NUL)]
FieldCode = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
CaseCode = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{6}-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]$")
]
Values = Annotated[
    dict[FieldCode, Told],
    WithJsonSchema(
        {
            "type": "object",
            "patternProperties": {"^[a-z][a-z0-9_]{0,39}$": {"type": "string", "maxLength": 20_000, "pattern": NO_NUL}},
            "additionalProperties": False,
            "maxProperties": 60,
        }
    ),
    Field(default_factory=dict, max_length=60),
]
UnitKey = Annotated[
    Annotated[int, Field(ge=1, le=2**63 - 1)] | None,
    BeforeValidator(digits),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 2**63 - 1}),
]
"""A number that may be left out, but is never null."""
Place = Annotated[int, Field(ge=1, le=32_767, description="次序"), BeforeValidator(digits)]
"""Which leg or point of a case."""
Revision = Annotated[int, Field(ge=0, le=2**31), BeforeValidator(whole)]
T = TypeVar("T", Case, Leg)


def loaded(me: Person, code: str) -> Case:
    """The case of an address. Raises Http404 for whoever may not read it."""
    rows = cases_seen_by(me).select_related("detail")
    return get_object_or_404(rows, code=read_code(code) or "")


def leg_at(case: Case, no: int) -> Leg:
    """A leg of a case that was loaded, whose `case` is that very object. Raises Problem."""
    leg = legs_of(case).filter(no=no).first()
    if leg is None:
        raise Problem(NOT_FOUND, f"这一件没有第 {no} 个承办环节。")
    leg.case = case
    return leg


def as_it_was_seen(row: T, revision: int | None) -> T:
    """The row as the program saw it: when somebody acted since, the action says so and does nothing."""
    if revision is not None:
        row.revision = revision
    return row


def sheet_after(row: Case, me: Person) -> CaseSheet:
    """The case after something was done to it; once more where with this step it went out of the person's sight."""
    again = cases_seen_by(me).select_related("detail").filter(pk=row.pk).first()
    if again is None:
        row.refresh_from_db()
    return case_sheet(again or row, me)


def plain_values(needs: tuple[Need, ...], typed: dict[str, str]) -> dict[str, Value]:
    """What was given, read by type. Raises RuleBroken for what is not asked for and what cannot be read."""
    if unknown := sorted(typed.keys() - {one.code for one in needs}):
        raise RuleBroken(f"没有这些栏目：{'、'.join(unknown[:20])}。")
    values, wrong = read_values(needs, typed)
    if wrong:
        raise RuleBroken("".join(wrong))
    return values


def problems_409(*more: int) -> dict[str, Any]:
    """What an operation that acts may answer beside what all may."""
    return {"x-problems": [409, *more]}

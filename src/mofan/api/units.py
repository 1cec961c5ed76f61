"""Units (单位): those that a token's person may look at, with the numbers by which other operations ask for them."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from mofan.api.asked import Key, Line, Paging
from mofan.api.authentication import Token, person_of
from mofan.api.paging import Page, sheet
from mofan.api.problems import NOT_FOUND, Problem
from mofan.org.kinds import UnitKind
from mofan.org.models import Unit
from mofan.org.queries import units_under, units_visible_to
from mofan.org.roles import Right

router = Router(tags=["单位"])


class Listing(Paging):
    """看得到的单位."""

    words: Line = Field("", description="名称、简称里含有这几个字的")
    under: Key | None = Field(None, description="这个单位和它的全部下属")


class UnitLine(Schema):
    """一个单位."""

    id: int = Field(description="编号，问数、起草时写的就是它")
    name: str = Field(description="名称")
    short_name: str = Field(description="简称，没有时为空")
    kind: str = Field(description="类别")
    parent: int | None = Field(description="上级的编号，没有时为 null")
    closed_on: str = Field(description="撤销日期，还在时为空")


@router.get(
    "/units",
    auth=Token(Right.READ),
    response=Page[UnitLine],
    summary="单位",
    operation_id="units",
    openapi_extra={"x-problems": [404]},
)
def units(request: HttpRequest, response: HttpResponse, asked: Query[Listing]) -> dict[str, Any]:
    """看得到的单位和编号，按层级和次序。"""
    rows = units_visible_to(person_of(request)).order_by("depth", "order", "pk")
    for word in asked.words.split():
        rows = rows.filter(Q(name__icontains=word) | Q(short_name__icontains=word))
    if asked.under is not None:
        over = units_visible_to(person_of(request)).filter(pk=asked.under).first()
        if over is None:
            raise Problem(NOT_FOUND, "没有这个单位，或者您不能查看它。")
        rows = rows.filter(pk__in=units_under(over).order_by().values("pk"))
    shown = map(_line, rows[asked.offset : asked.offset + asked.size])
    return sheet(shown, rows.count(), asked=asked, request=request, response=response)


def _line(unit: Unit) -> UnitLine:
    return UnitLine(
        id=unit.pk,
        name=unit.name,
        short_name=unit.short_name,
        kind=UnitKind(unit.kind).label,
        parent=unit.parent_id,
        closed_on=f"{unit.until or ''}",
    )

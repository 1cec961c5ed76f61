"""Figures (数): what there are, and the number with the rows behind it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, Path, Query, Router, Schema

from mofan.api.asked import Key, Line, Paging
from mofan.api.authentication import Token, person_of
from mofan.api.paging import Page, sheet
from mofan.api.problems import INVALID, NOT_FOUND, Problem
from mofan.figures.answering import Question
from mofan.figures.definitions import Definition, NoSuchFigure, definition_of, definitions
from mofan.figures.scopes import NotVisible, scope_for
from mofan.figures.telling import tell
from mofan.measure import NotAPeriod, read_period
from mofan.org.roles import Right

router = Router(tags=["数"])
MANY = 100
"""Units that may be asked for at once."""


class Listing(Paging):
    """数的目录."""

    words: Line = Field("", description="名称、口径、代码里含有这几个字的")


class FigureLine(Schema):
    """一个数的口径."""

    code: str = Field(description="代码")
    name: str = Field(description="名称")
    measure: str = Field(description="量词")
    group: str = Field(description="类别")
    definition: str = Field(description="口径")
    parts: list[str] = Field(description="由哪几个数得来，直接数的为空")


class Asking(Paging):
    """范围和期间."""

    unit: list[Key] = Field(min_length=1, max_length=MANY, description="单位的编号，可写几个")
    below: bool = Field(False, description="连同所有下属单位")
    period: Line = Field(
        "今年以来", description="期间，如 2026、2026Q3、2026-03、今年以来、十四五、2026-01-01..2026-03-05"
    )


class FigureScope(Schema):
    """范围."""

    units: list[int] = Field(description="单位的编号")
    below: bool = Field(description="是否连同下属单位")
    label: str = Field(description="读作")


class FigurePeriod(Schema):
    """期间，起止两日都含."""

    start: str = Field(description="起")
    end: str = Field(description="止")
    label: str = Field(description="读作")


class FigurePart(Schema):
    """组成派生数的一个数."""

    code: str = Field(description="代码")
    name: str = Field(description="名称")
    period: FigurePeriod = Field(description="期间，上年同期的在前一年")
    value: float | None = Field(description="值，没有数据时为 null")
    shown: str = Field(description="读作")


class FigureRow(Schema):
    """数到的一条记录或一件事项."""

    id: int = Field(description="记录或事项的编号")
    of: str = Field(description="record 是记录，case 是事项")
    kind: str = Field(description="种类")
    title: str = Field(description="主题")
    unit: str = Field(description="单位")
    held_on: str = Field(description="记录发生的日期，事项登记的日期")
    adds: float | None = Field(description="计入多少")
    entered_by: str = Field(description="录入人、登记人")
    entered_at: str = Field(description="录入时间、登记时间")
    late: bool = Field(description="是否补记")


class FigureOccasion(Schema):
    """履责的数数到的一次应做."""

    unit: str = Field(description="单位")
    kind: str = Field(description="种类")
    label: str = Field(description="哪一次")
    deadline: str = Field(description="最后一天")
    state: str = Field(description="done 已完成，late 超期")
    record: int | None = Field(description="履行它的记录的编号，没有做的为 null")


class FigureLeftOut(Schema):
    """没有计入的."""

    why: str = Field(description="缘由")
    count: int = Field(description="条数或人数", ge=0)


class FigureSheet(Schema):
    """一个数."""

    code: str = Field(description="代码")
    name: str = Field(description="名称")
    measure: str = Field(description="量词")
    definition: str = Field(description="口径")
    formula: str = Field(description="算法，直接数的为空")
    scope: FigureScope = Field(description="范围")
    period: FigurePeriod = Field(description="期间")
    value: float | None = Field(description="值，没有数据时为 null，不为 0")
    shown: str = Field(description="读作")
    row_count: int = Field(description="数到的记录或事项里您能看的条数", ge=0)
    hidden_rows: int = Field(description="计入了而您不能看的条数", ge=0)
    rows: list[FigureRow] = Field(description="这一页的记录或事项")
    occasions: list[FigureOccasion] = Field(description="履责的数：这一页的应做，别的数为空")
    left_out: list[FigureLeftOut] = Field(description="没有计入的和缘由")
    parts: list[FigurePart] = Field(description="派生数由哪几个数得来")


@router.get("/figures", auth=Token(Right.READ), response=Page[FigureLine], summary="数的目录", operation_id="figures")
def figures(request: HttpRequest, response: HttpResponse, asked: Query[Listing]) -> dict[str, Any]:
    """有哪些数，各是什么口径。"""
    wanted = asked.words.lower().split()
    known = [one for one in definitions().values() if all(word in _told(one) for word in wanted)]
    shown = known[asked.offset : asked.offset + asked.size]
    return sheet(map(_line, shown), len(known), asked=asked, request=request, response=response)


@router.get("/figures/{code}", auth=Token(Right.READ), response=FigureSheet, summary="一个数", operation_id="figure")
def figure(request: HttpRequest, code: Path[str], asked: Query[Asking]) -> dict[str, Any]:
    """现在的值、口径、数到的记录、没有计入的和缘由。"""
    me, today = person_of(request), timezone.localdate()
    try:
        question = Question(
            definition_of(code),
            scope_for(me, tuple(asked.unit), below=asked.below),
            read_period(asked.period, today),
            today,
        )
    except (NoSuchFigure, NotVisible) as missing:
        raise Problem(NOT_FOUND, str(missing)) from missing
    except NotAPeriod as wrong:
        raise Problem(INVALID, str(wrong)) from wrong
    return tell(question, me, offset=asked.offset, limit=asked.size)


def _told(one: Definition) -> str:
    return f"{one.name} {one.definition} {one.code} {one.group}".lower()


def _line(one: Definition) -> FigureLine:
    return FigureLine(
        code=one.code,
        name=one.name,
        measure=one.measure,
        group=one.group,
        definition=one.definition,
        parts=list(one.parts),
    )

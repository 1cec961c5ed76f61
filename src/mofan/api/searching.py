"""Search, facets, suggestions (检索、分面、联想)."""

from collections.abc import Sequence
from typing import Literal, TypedDict

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from mofan.api.asked import Line, Number, Paging, Word
from mofan.api.authentication import Token, person_of
from mofan.api.paging import Page, sheet
from mofan.api.shown import PieceLine, Span, piece_line
from mofan.library.finding import FACETS, Found, FoundPiece, Question, find
from mofan.library.quick_find.suggesting import KINDS, MOST, suggest
from mofan.org.roles import Right
from mofan.search import Order

router = Router(tags=["检索"])
MANY = 20
"""Values of one facet that may be asked for at once."""
DUE = "还有几篇等着编入索引，编完以前结果可能不全；平时为 0"
NOTICE = "索引没有编完时说明进度的一句话；平时为 null"


class Behind(TypedDict):
    """How far the index is behind the library."""

    due: int
    notice: str | None


class Narrowing(Schema):
    """检索条件，与检索页相同."""

    q: Line = Field("", description="检索词，词与词之间空一格；加引号的逐字找；不写则浏览全部")
    genre: list[Word] = Field([], max_length=MANY, description="文种，可写几个，有其一即可")
    themes: list[Word] = Field([], max_length=MANY, description="领域，可写几个")
    level: list[Word] = Field([], max_length=MANY, description="层级，可写几个")
    unit_kind: list[Word] = Field([], max_length=MANY, description="单位类别，可写几个")
    year: list[Word] = Field([], max_length=MANY, description="年份，可写几个")
    source: list[Word] = Field([], max_length=MANY, description="来源，可写几个")

    def filters(self) -> dict[str, tuple[str, ...]]:
        """The facets that were asked for."""
        return {name: tuple(values) for name in FACETS if (values := getattr(self, name))}


class Ordered(Narrowing):
    """检索条件和次序."""

    order: Literal["relevance", "newest", "oldest"] = Field(
        "relevance", description="relevance 最相关（不写检索词时按最新），newest 最新，oldest 最早"
    )

    def question(self, *, offset: int = 0, limit: int = 20) -> Question:
        """The same question as the page of results asks it."""
        order: Order = "newest" if self.order == "relevance" and not self.q.strip() else self.order
        return Question(self.q.strip(), self.filters(), order, offset, limit)


class Searching(Ordered, Paging):
    """检索."""


class FacetValue(Schema):
    """分面的一个值."""

    value: str = Field(description="值")
    count: int = Field(description="篇数", ge=0)


class Facet(Schema):
    """一个分面；某分面已选了值，它自己的各值仍按未选时计数."""

    name: str = Field(description="参数名")
    label: str = Field(description="名称")
    values: list[FacetValue] = Field(description="各值，多的在前")


class Corrected(Schema):
    """改过的词：库里没有所写的词，改用相近的."""

    asked: str = Field(description="所写的词")
    used: str = Field(description="改用的词")


class Quote(Schema):
    """正文里能说明为何找到的一段."""

    text: str = Field(description="摘录")
    start: int = Field(description="摘录在正文里的起点，从正文起点数", ge=0)
    matches: list[Span] = Field(description="摘录里与检索词相符的各处，在摘录里数")


class Hit(PieceLine):
    """找到的一篇."""

    score: float = Field(description="得分，只在这一次结果里可比；按日期排时为 0")
    title_matches: list[Span] = Field(description="标题里与检索词相符的各处")
    quote: Quote


class SearchPage(Page[Hit]):
    """检索结果的一页."""

    facets: list[Facet]
    relaxed: bool = Field(description="没有一篇含有全部词，所列的只含部分词")
    corrected: list[Corrected] = Field(description="改过的词")
    terms: list[str] = Field(description="实际检索的词")
    took_ms: float = Field(description="用时，毫秒", ge=0)
    due: int = Field(description=DUE, ge=0)
    notice: str | None = Field(description=NOTICE)


class Facets(Schema):
    """分面."""

    total: int = Field(description="符合条件的篇数", ge=0)
    facets: list[Facet]
    due: int = Field(description=DUE, ge=0)
    notice: str | None = Field(description=NOTICE)


class Beginning(Schema):
    """输入到一半的词."""

    q: Line = Field(description="已输入的字、拼音首字母（如 mfjg）或拼音")
    limit: Number = Field(10, ge=1, le=MOST, description=f"最多几条，不超过 {MOST}")


class Suggested(Schema):
    """一条联想."""

    text: str = Field(description="可以检索的词或标题")
    kind: str = Field(description="、".join(f"{name} {label}" for name, label in KINDS.items()))
    count: int = Field(description="有几篇", ge=0)
    piece: int | None = Field(description="只有一篇用这个标题时，它的编号")


class Suggestions(Schema):
    """联想."""

    items: list[Suggested]


@router.get("/search", auth=Token(Right.READ), response=SearchPage, summary="检索", operation_id="search")
def search(request: HttpRequest, response: HttpResponse, asked: Query[Searching]) -> dict[str, object]:
    """按词和条件检索，与检索页用同一个函数。各词都要有；没有一篇全有时给出含部分词的，并在 relaxed 里说明；
    库里没有的词会试着改正，并在 corrected 里说明。"""
    found = find(person_of(request), asked.question(offset=asked.offset, limit=asked.size))
    page = sheet(map(_hit, found.hits), found.total, asked=asked, request=request, response=response)
    return page | {
        "facets": _facets(found),
        "relaxed": found.relaxed,
        "corrected": [Corrected(asked=word, used=used) for word, used in found.corrected],
        "terms": list(found.terms),
        "took_ms": round(found.took_ms, 3),
        **_filling(found),
    }


@router.get("/facets", auth=Token(Right.READ), response=Facets, summary="分面", operation_id="facets")
def facets(request: HttpRequest, asked: Query[Narrowing]) -> Facets:
    """符合条件的篇目按文种、领域、层级、单位类别、年份、来源各有多少篇，不取篇目。"""
    found = find(person_of(request), Question(asked.q.strip(), asked.filters(), "newest", limit=0))
    return Facets(total=found.total, facets=_facets(found), **_filling(found))


@router.get("/suggest", auth=Token(Right.READ), response=Suggestions, summary="联想", operation_id="suggest")
def suggestions(request: HttpRequest, asked: Query[Beginning]) -> Suggestions:
    """输入到一半时可能要找的领域、套话、单位、小标题和标题；汉字、拼音首字母、拼音都行。"""
    found = suggest(person_of(request), asked.q, asked.limit)
    return Suggestions(
        items=[Suggested(text=one.text, kind=one.kind, count=one.count, piece=one.piece) for one in found]
    )


def _filling(found: Found) -> Behind:
    """What the index does not hold yet."""
    return Behind(due=found.filling.due, notice=found.filling.sentence) if found.filling else Behind(due=0, notice=None)


def _facets(found: Found) -> list[Facet]:
    return [
        Facet(
            name=name,
            label=label,
            values=[FacetValue(value=value, count=count) for value, count in found.facets.get(name, ())],
        )
        for name, label in FACETS.items()
    ]


def _hit(found: FoundPiece) -> Hit:
    return Hit(
        **piece_line(found.piece).model_dump(),
        score=round(found.score, 4),
        title_matches=_matches(found.title),
        quote=Quote(text=found.quote.text, start=found.quote.start, matches=_matches(found.quote.parts)),
    )


def _matches(parts: Sequence[tuple[str, bool]]) -> list[Span]:
    """Where the marked parts stand, when all are set one after another."""
    spans, at = [], 0
    for text, is_match in parts:
        if is_match:
            spans.append(Span(start=at, end=at + len(text)))
        at += len(text)
    return spans

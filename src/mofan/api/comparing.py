"""Comparing (比对、查重): two texts or pieces side by side, a text against the library, a piece and its versions."""

from collections.abc import Callable
from typing import Annotated

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Path, Router, Schema
from pydantic import BeforeValidator

from mofan.api.asked import Body, BodyKey, Key, Text, whole
from mofan.api.authentication import JSON, Token, person_of
from mofan.api.problems import INVALID, Problem, WrongPlace
from mofan.api.shown import PieceLine, Span, piece_line
from mofan.library.clean_text import text_of
from mofan.library.likeness import Member as FamilyMember
from mofan.library.likeness import Similar as SimilarPiece
from mofan.library.likeness import compare_texts, family_of, shared_passages, similar_to
from mofan.library.queries import pieces_visible_to
from mofan.org.models import Person
from mofan.org.roles import Right
from mofan.text.clean import clean
from mofan.text.reuse import Comparison as Compared
from mofan.text.secrecy import find_secrecy_mark
from mofan.text.span import Span as Stretch

router = Router(tags=["比对"])
of_pieces = Router(tags=["篇目"])


class GivenText(Body):
    """一段文字."""

    text: Text = Field(description="文字，广告会先放在一边；最多 200,000 字")


class GivenPiece(Body):
    """库里的一篇."""

    piece: BodyKey = Field(description="篇目的编号")


class Pair(Body):
    """相比的两方，各是一段文字或库里的一篇."""

    a: GivenText | GivenPiece = Field(description="甲")
    b: GivenText | GivenPiece = Field(description="乙")


class Passage(Schema):
    """两方都有的一段."""

    a: Span = Field(description="在甲里的位置：文字按所交的数，篇目按净文数")
    b: Span = Field(description="在乙里的位置")
    text: str = Field(description="甲里的文字")
    kind: str = Field(description="set_phrase 套话，local_slogan 本地提法，copied_passage 雷同")
    document_frequency: int | None = Field(description="库里有几篇也有它；没有查库时为空")


class Comparison(Schema):
    """比对的结果，与 mofan compare --json 相同."""

    containment: float = Field(description="包含度：较短一方有多少在另一方里，0 到 1", ge=0, le=1)
    resemblance: float = Field(description="相似度，0 到 1", ge=0, le=1)
    passages: list[Passage] = Field(description="相同的段落，按甲里的先后")


class Checked(Body):
    """要查重的文字."""

    text: Text = Field(description="文字，广告会先放在一边；最多 200,000 字")
    limit: Annotated[int, Field(ge=1, le=50), BeforeValidator(whole)] = Field(20, description="最多列几篇，不超过 50")


class Similar(Schema):
    """库里与所查的文字（或所问的篇目）有相同段落的一篇."""

    piece: PieceLine
    containment: float = Field(description="包含度：较短一方有多少在另一方里，0 到 1", ge=0, le=1)
    resemblance: float = Field(description="相似度，0 到 1", ge=0, le=1)
    near_duplicate: bool = Field(description="几乎是同一篇")
    passages: list[Passage] = Field(description="相同的段落；甲是所查的一方，乙是这一篇")


class Similars(Schema):
    """查重的结果."""

    items: list[Similar] = Field(description="各篇，相同多的在前")


class Member(Schema):
    """同篇的另一个版本."""

    piece: PieceLine
    is_copy: bool = Field(description="逐字相同")
    came_first: bool = Field(description="比所问的篇目先入库")
    verdict: str = Field(description="open 未认定，same 是同一篇的不同版本，different 不是同一篇")
    containment: float | None = Field(description="与所问的篇目的重合度；经由别的版本相连的为空")
    resemblance: float | None = Field(description="与所问的篇目的相似度")


class Family(Schema):
    """同篇各版本."""

    id: int = Field(description="所问的篇目")
    members: list[Member] = Field(description="各版本，最近的在前")
    apart: list[Member] = Field(description="看着像、已认定不是同一篇的")
    is_cut: bool = Field(description="版本太多，没有列全")


@router.post(
    "/compare",
    auth=Token(Right.READ, heavy=True, body=JSON),
    response=Comparison,
    openapi_extra={"x-problems": [404]},
    summary="比对两篇",
    operation_id="compare",
)
def compare(request: HttpRequest, pair: Pair) -> Comparison:
    """包含度、相似度和相同的段落，分清套话、本地提法与雷同。"""
    me = person_of(request)
    (a, place_a), (b, place_b) = _side(me, pair.a, "body.a"), _side(me, pair.b, "body.b")
    found = compare_texts(a, b)
    return Comparison(
        containment=round(found.containment, 4),
        resemblance=round(found.resemblance, 4),
        passages=_passages(found, place_a, place_b),
    )


@router.post(
    "/similar",
    auth=Token(Right.READ, heavy=True, body=JSON),
    response=Similars,
    summary="对全库查重",
    operation_id="similar",
)
def similar(request: HttpRequest, checked: Checked) -> Similars:
    """一段文字与全库相比，有哪几篇与它有相同的段落，各在哪里。"""
    me = person_of(request)
    text, place = _side(me, GivenText(text=checked.text), "body")
    return Similars(items=[_similar(one, place) for one in similar_to(me, text, checked.limit)])


@of_pieces.get(
    "/pieces/{id}/family",
    auth=Token(Right.READ),
    response=Family,
    summary="一篇的各个版本",
    operation_id="family",
)
def family(request: HttpRequest, id: Path[Key]) -> Family:
    """与它逐字相同、大段相同或互相包含的篇目，连同人工的认定。"""
    me = person_of(request)
    found = family_of(me, get_object_or_404(pieces_visible_to(me), pk=id))
    return Family(
        id=id,
        members=[_member(one) for one in found.members],
        apart=[_member(one) for one in found.apart],
        is_cut=found.is_cut,
    )


@of_pieces.get(
    "/pieces/{id}/shared",
    auth=Token(Right.READ, heavy=True),
    response=Similars,
    summary="一篇与别篇相同的段落",
    operation_id="shared",
)
def shared(request: HttpRequest, id: Path[Key]) -> Similars:
    """与它相同最多的几篇，和相同的段落；位置都在各自的净文里数。"""
    me = person_of(request)
    found = shared_passages(me, get_object_or_404(pieces_visible_to(me), pk=id))
    return Similars(items=[_similar(one, _as_it_is) for one in found.others])


Place = Callable[[Stretch], Span]


def _as_it_is(span: Stretch) -> Span:
    return Span(start=span.start, end=span.end)


def _side(me: Person, given: GivenText | GivenPiece, where: str) -> tuple[str, Place]:
    """The clean text, and how a stretch of it is told to the asker. Raises Http404 and Problem."""
    if isinstance(given, GivenPiece):
        return text_of(get_object_or_404(pieces_visible_to(me), pk=given.piece)).text, _as_it_is
    if mark := find_secrecy_mark(given.text):
        wrong = WrongPlace(where=f"{where}.text", what=f"带有密级标志“{mark.of(given.text).strip()}”。")
        raise Problem(INVALID, "本系统不处理国家秘密、工作秘密。带密级标志的文字没有比对，也没有留存。", errors=[wrong])
    cleaned = clean(given.text)

    def place(span: Stretch) -> Span:
        return _as_it_is(cleaned.raw_span(span))

    return cleaned.text, place


def _passages(found: Compared, place_a: Place, place_b: Place) -> list[Passage]:
    return [
        Passage(
            a=place_a(one.a),
            b=place_b(one.b),
            text=one.text,
            kind=one.kind,
            document_frequency=one.document_frequency,
        )
        for one in found.passages
    ]


def _similar(one: SimilarPiece, place: Place) -> Similar:
    return Similar(
        piece=piece_line(one.piece),
        containment=round(one.comparison.containment, 4),
        resemblance=round(one.comparison.resemblance, 4),
        near_duplicate=one.near_duplicate,
        passages=_passages(one.comparison, place, _as_it_is),
    )


def _member(one: FamilyMember) -> Member:
    return Member(
        piece=piece_line(one.piece),
        is_copy=one.is_copy,
        came_first=one.came_first,
        verdict=one.verdict.value,
        containment=round(one.likeness.containment, 4) if one.likeness else None,
        resemblance=round(one.likeness.resemblance, 4) if one.likeness else None,
    )

"""Comparing (比对): two texts or two pieces side by side."""

from collections.abc import Callable

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from mofan.api.asked import Body, BodyKey, Text
from mofan.api.authentication import JSON, Token, person_of
from mofan.api.problems import INVALID, Problem, WrongPlace
from mofan.api.shown import Span
from mofan.library.clean_text import text_of
from mofan.library.queries import pieces_visible_to
from mofan.org.models import Person
from mofan.org.roles import Right
from mofan.text.clean import clean
from mofan.text.reuse import compare as compare_texts
from mofan.text.secrecy import find_secrecy_mark
from mofan.text.span import Span as Stretch

router = Router(tags=["比对"])


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
    (a, place_a), (b, place_b) = _side(me, pair.a, "a"), _side(me, pair.b, "b")
    found = compare_texts(a, b)
    return Comparison(
        containment=round(found.containment, 4),
        resemblance=round(found.resemblance, 4),
        passages=[
            Passage(
                a=place_a(one.a),
                b=place_b(one.b),
                text=one.text,
                kind=one.kind,
                document_frequency=one.document_frequency,
            )
            for one in found.passages
        ],
    )


Place = Callable[[Stretch], Span]


def _side(me: Person, given: GivenText | GivenPiece, name: str) -> tuple[str, Place]:
    """The clean text, and how a stretch of it is told to the asker. Raises Http404 and Problem."""
    if isinstance(given, GivenPiece):
        row = get_object_or_404(pieces_visible_to(me), pk=given.piece)
        return text_of(row).text, lambda span: Span(start=span.start, end=span.end)
    if mark := find_secrecy_mark(given.text):
        wrong = WrongPlace(where=f"body.{name}.text", what=f"带有密级标志“{mark.of(given.text).strip()}”。")
        raise Problem(INVALID, "本系统不处理国家秘密、工作秘密。带密级标志的文字没有比对，也没有留存。", errors=[wrong])
    cleaned = clean(given.text)

    def place(span: Stretch) -> Span:
        raw = cleaned.raw_span(span)
        return Span(start=raw.start, end=raw.end)

    return cleaned.text, place

"""Proofreading (校对): what is found in a text that is sent, or in a piece of the library."""

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Path, Query, Router, Schema
from pydantic import BeforeValidator

from mofan.api.asked import FIRST_YEAR, LAST_YEAR, Body, Key, Number, Text, Word, whole
from mofan.api.authentication import JSON, Token, person_of
from mofan.api.problems import INVALID, Problem, WrongPlace
from mofan.library.proofreading.grounds import grounds_for, own_for, own_of
from mofan.library.proofreading.looking import findings_in, proof_of
from mofan.library.proofreading.pieces import PieceText
from mofan.library.queries import pieces_visible_to
from mofan.org.models import Person
from mofan.org.roles import Right
from mofan.text.clean import Cleaned, clean
from mofan.text.proofread import Finding as Found
from mofan.text.proofread import Own
from mofan.text.secrecy import find_secrecy_mark
from mofan.text.span import Span as Stretch

router = Router(tags=["校对"])
of_pieces = Router(tags=["篇目"])
Year = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR), BeforeValidator(whole)]


class Whom(Body):
    """文字归谁用，用来查借用残留."""

    unit: Word | None = Field(None, description="单位全称；不写就是令牌所属人的单位")
    places: list[Word] = Field(default_factory=list, max_length=100, description="本地地名")
    persons: list[Word] = Field(default_factory=list, max_length=500, description="本单位人名")
    year: Year | None = Field(None, description="文字属于哪一年，如 2026")


class ToProofread(Body):
    """要校对的文字."""

    text: Text = Field(description="文字，广告会先放在一边；最多 200,000 字")
    own: Whom | None = Field(None, description="写了才查借用残留")


class Finding(Schema):
    """一条意见，与 mofan proofread --json 相同."""

    start: int = Field(description="起点，按字（码点）数", ge=0)
    end: int = Field(description="止点，不含", ge=0)
    quote: str = Field(description="所指的文字")
    kind: str = Field(description="种类，如 punctuation 标点、spelling 错别字、residue 借用残留")
    severity: str = Field(description="error 错误，warning 存疑，style 习惯")
    message: str = Field(description="缘由和改法")
    replacement: str | None = Field(description="应改成什么；空字符串是删去；只有人能定的为空值")
    rule: str = Field(description="依据的规则")
    confidence: float = Field(description="把握，0 到 1", ge=0, le=1)


class Findings(Schema):
    """一段文字的意见."""

    findings: list[Finding] = Field(description="按先后，互不重叠；位置在所交的文字里数")


class Correction(Schema):
    """一处已采纳的改正."""

    was: str = Field(description="原文")
    new: str = Field(description="改成了什么")
    kind: str = Field(description="种类")
    by: str = Field(description="何人采纳")
    at: datetime = Field(description="何时采纳")


class PieceFindings(Schema):
    """一篇的校对情况，位置在净文里数."""

    id: int = Field(description="编号")
    revision: int = Field(description="版次")
    findings: list[Finding] = Field(description="待处理的意见，按先后")
    refused: list[Finding] = Field(description="不采纳的意见")
    corrections: list[Correction] = Field(description="已采纳、净文里已改的")
    title: list[Finding] = Field(description="净文里没有标题时（如成批记录），标题的意见，位置在标题里数")


class OfPiece(Schema):
    """怎样校对一篇."""

    own: bool = Field(False, description="true 就按令牌所属人的单位查借用残留")
    year: Number = Field(0, ge=0, le=LAST_YEAR, description="查借用残留时，文字属于哪一年；0 为不问年份")


@router.post(
    "/proofread",
    auth=Token(Right.READ, heavy=True, body=JSON),
    response=Findings,
    summary="校对一段文字",
    operation_id="proofread",
)
def proofread(request: HttpRequest, given: ToProofread) -> Findings:
    """标点、序号、数字、语病、提法、错别字、空缺和借用残留，连同应改成什么。单位名录和词典里的写法不提示。不留存。"""
    me = person_of(request)
    if mark := find_secrecy_mark(given.text):
        wrong = WrongPlace(where="body.text", what=f"带有密级标志“{mark.of(given.text).strip()}”。")
        raise Problem(INVALID, "本系统不处理国家秘密、工作秘密。带密级标志的文字没有校对，也没有留存。", errors=[wrong])
    cleaned = clean(given.text)
    found = findings_in(cleaned.text, grounds_for(me, own=_whom(me, given.own)))
    return Findings(findings=[_in_given(one, cleaned, given.text) for one in found])


@of_pieces.get(
    "/pieces/{id}/findings",
    auth=Token(Right.READ),
    response=PieceFindings,
    openapi_extra={"x-problems": [409]},
    summary="一篇的校对意见",
    operation_id="findings",
)
def findings(request: HttpRequest, id: Path[Key], asked: Query[OfPiece]) -> PieceFindings:
    """待处理的意见、不采纳的意见和已采纳的改正；处理在网页上做。超过 30 万字的不校对（409）。"""
    me = person_of(request)
    row = get_object_or_404(pieces_visible_to(me), pk=id)
    text, grounds = PieceText(row), grounds_for(me, own=own_of(me, year=asked.year or None) if asked.own else None)
    proof = proof_of(text, grounds)
    return PieceFindings(
        id=row.pk,
        revision=row.revision,
        findings=[_finding(one) for one in proof.findings],
        refused=[_finding(one.finding) for one in proof.refused],
        corrections=[
            Correction(was=one.was, new=one.new, kind=one.kind, by=one.done.by.name, at=one.done.at)
            for one in proof.corrections
        ],
        title=[_finding(one) for one in findings_in(text.title_apart, grounds)],
    )


def _whom(me: Person, whom: Whom | None) -> Own | None:
    if whom is None:
        return None
    own = own_of(me, year=whom.year) if whom.unit is None else own_for(whom.unit, year=whom.year)
    return Own(own.unit, (*own.places, *whom.places), own.year, (*own.persons, *whom.persons))


def _finding(one: Found) -> Finding:
    return Finding(
        start=one.start,
        end=one.end,
        quote=one.quote,
        kind=one.kind,
        severity=one.severity,
        message=one.message,
        replacement=one.replacement,
        rule=one.rule,
        confidence=one.confidence,
    )


def _in_given(one: Found, cleaned: Cleaned, text: str) -> Finding:
    """A finding of the clean text in the text as it was sent; over an advertisement nothing is proposed."""
    span = cleaned.raw_span(Stretch(one.start, one.end))
    shown = _finding(one)
    shown.start, shown.end, shown.quote = span.start, span.end, span.of(text)
    if shown.quote != one.quote:
        shown.replacement = None
    return shown

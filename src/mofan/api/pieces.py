"""Pieces (篇目): what is noted of them, their text, outline and elements, and as files."""

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from ninja import Field, Path, Query, Router, Schema

import mofan
from mofan.api.asked import Body, BodyKey, Day, Key, Paging, in_calendar
from mofan.api.authentication import JSON, Token, address_of, person_of
from mofan.api.files import ZIP, either_of
from mofan.api.paging import Page, page_of
from mofan.api.problems import NOT_FOUND, Problem
from mofan.api.searching import Ordered
from mofan.api.shown import PieceLine, PieceSheet, piece_line, piece_sheet
from mofan.library.clean_text import text_of
from mofan.library.downloading import FORMATS, MOST, file_of, require_fonts, zip_of
from mofan.library.finding import find_all
from mofan.library.models import Piece
from mofan.library.queries import arrivals, pieces_visible_to
from mofan.org.actions import log_access
from mofan.org.roles import Right

router = Router(tags=["篇目"])
fetching = Router(tags=["批量下载"])
Format = Literal["docx", "pdf", "md", "txt"]
UNCHANGED: dict[str, Any] = {"responses": {304: {"description": "没有变化"}}}
A_FILE = either_of(*(media_type for _, media_type in FORMATS.values()))
A_FILE["responses"] |= UNCHANGED["responses"]
A_ZIP = either_of(ZIP) | {"x-problems": [404]}


class Listing(Paging):
    """新到的篇目."""

    day: Day = Field(None, description="只要这一天入库的，如 2026-03-05")


class WholeText(Schema):
    """净文：广告已清除，人工恢复的已恢复."""

    id: int = Field(description="编号")
    title: str = Field(description="标题")
    text: str = Field(description="全篇，连同标题行")
    body_start: int = Field(description="正文在全篇里的起点", ge=0)
    characters: int = Field(description="字数", ge=0)
    revision: int = Field(description="版次")


class HeadingLine(Schema):
    """一个标题，位置在净文里数."""

    level: int = Field(description="级别，一级为 1", ge=1)
    form: str = Field(description="line 独占一行，lead 在段首")
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str


class Outline(Schema):
    """提纲."""

    id: int = Field(description="编号")
    headings: list[HeadingLine]


class Elements(Schema):
    """要素：单位、文种、领域、地名、人名、日期、提法、数字、空缺；位置在净文里数."""

    id: int = Field(description="编号")
    elements: dict[str, Any] = Field(description="与 mofan describe --json 的结果相同")


class Chosen(Body):
    """选中的篇目."""

    ids: list[BodyKey] = Field(min_length=1, max_length=MOST, description="编号，按所要的次序，重复的只取一次")
    format: Format = Field("docx", description="格式")


class WholeResult(Ordered):
    """整个检索结果."""

    format: Format = Field("docx", description="格式")


@router.get("/pieces", auth=Token(Right.READ), response=Page[PieceLine], summary="新到的篇目", operation_id="pieces")
def pieces(request: HttpRequest, response: HttpResponse, asked: Query[Listing]) -> dict[str, Any]:
    """篇目按入库先后倒排，逐字相同的只列先入库的一篇。"""
    day = asked.day if asked.day and in_calendar(asked.day) else None
    rows = arrivals(person_of(request), day)
    if asked.day and not day:
        rows = rows.none()
    return page_of(rows, piece_line, asked=asked, request=request, response=response)


@router.get("/pieces/{id}", auth=Token(Right.READ), response=PieceSheet, summary="一篇的著录项", operation_id="piece")
def piece(request: HttpRequest, id: Path[Key]) -> PieceSheet:
    """标题、单位、文种、年份等；正文、提纲、要素另取。"""
    return piece_sheet(_loaded(request, id))


@router.get(
    "/pieces/{id}/text",
    auth=Token(Right.READ),
    response=WholeText,
    openapi_extra=UNCHANGED,
    summary="一篇的净文",
    operation_id="text",
)
def text(request: HttpRequest, response: HttpResponse, id: Path[Key]) -> object:
    """清除广告后的全文。带 ETag：内容没变时，以 If-None-Match 再取得到 304，不再传一遍。"""
    row = _loaded(request, id)
    if unchanged := _unchanged(request, response, row):
        return unchanged
    read = text_of(row)
    return WholeText(
        id=row.pk,
        title=row.title,
        text=read.text,
        body_start=len(read.text) - len(read.body),
        characters=row.characters,
        revision=row.revision,
    )


@router.get(
    "/pieces/{id}/outline", auth=Token(Right.READ), response=Outline, summary="一篇的提纲", operation_id="outline"
)
def outline(request: HttpRequest, id: Path[Key]) -> dict[str, object]:
    """各级标题，按先后。"""
    row = _loaded(request, id)
    return {"id": row.pk, "headings": row.detail.outline}


@router.get(
    "/pieces/{id}/elements", auth=Token(Right.READ), response=Elements, summary="一篇的要素", operation_id="elements"
)
def elements(request: HttpRequest, id: Path[Key]) -> dict[str, object]:
    """单位、文种、领域、地名、人名、日期、提法、带量词的数字和空缺。"""
    row = _loaded(request, id)
    return {"id": row.pk, "elements": row.detail.description}


class Wanted(Schema):
    """所要的格式."""

    format: Format = Field("docx", description="docx、pdf 按公文版式，md，txt")


@router.get(
    "/pieces/{id}/file",
    auth=Token(Right.READ),
    response=None,
    openapi_extra=A_FILE,
    summary="下载一篇",
    operation_id="file",
)
def file(request: HttpRequest, response: HttpResponse, id: Path[Key], asked: Query[Wanted]) -> HttpResponseBase:
    """一篇做成文件；.docx 和 .pdf 用 GB/T 9704-2012 的版式。带 ETag。"""
    row = _loaded(request, id)
    if unchanged := _unchanged(request, response, row, asked.format):
        return unchanged
    made = file_of(row, asked.format)
    log_access(
        "下载", by=person_of(request), at=timezone.now(), detail=f"接口：{made.name}", address=address_of(request)
    )
    named = content_disposition_header(True, made.name) or "attachment"
    headers = {"Content-Disposition": named, "ETag": response.headers["ETag"], "Cache-Control": "private, no-cache"}
    return HttpResponse(made.data, content_type=made.media_type, headers=headers)


@fetching.get(
    "/downloads/found",
    auth=Token(Right.READ, heavy=True),
    response=None,
    openapi_extra=A_ZIP,
    summary="下载整个检索结果",
    operation_id="download_found",
)
def download_found(request: HttpRequest, asked: Query[WholeResult]) -> HttpResponseBase:
    """检索结果全部打成 .zip，边做边传，最多 5,000 篇，按结果的次序。一篇也没有时是 404。"""
    rows = find_all(person_of(request), asked.question(), most=MOST)
    if not rows:
        raise Problem(NOT_FOUND, "没有符合条件的篇目。换几个词，或减几个条件。")
    return _zip(request, rows, asked.format, asked.q)


@fetching.post(
    "/downloads/chosen",
    auth=Token(Right.READ, heavy=True, body=JSON),
    response=None,
    openapi_extra=A_ZIP,
    summary="下载选中的篇目",
    operation_id="download_chosen",
)
def download_chosen(request: HttpRequest, chosen: Chosen) -> HttpResponseBase:
    """选中的篇目打成 .zip，边做边传。有一个编号看不到就是 404，并说明是哪一个。"""
    keys = list(dict.fromkeys(chosen.ids))
    rows = pieces_visible_to(person_of(request)).in_bulk(keys)
    if missing := [key for key in keys if key not in rows]:
        named = "、".join(map(str, missing[:10])) + ("等" if len(missing) > 10 else "")
        raise Problem(NOT_FOUND, f"没有编号为 {named} 的篇目，或您没有查看的权限。请去掉后再取。")
    return _zip(request, [rows[key] for key in keys], chosen.format)


def _zip(request: HttpRequest, rows: list[Piece], extension: str, asked: str = "") -> HttpResponseBase:
    require_fonts(extension)
    detail = f"接口：{len(rows)} 篇，{FORMATS[extension][0]}" + (f"，含“{asked}”" if asked else "")
    log_access("批量下载", by=person_of(request), at=timezone.now(), detail=detail, address=address_of(request))
    name = f"素材库{len(rows)}篇-{timezone.localdate():%Y%m%d}.zip"
    named = content_disposition_header(True, name) or "attachment"
    headers = {"Content-Disposition": named}
    return StreamingHttpResponse(zip_of(rows, extension), content_type=ZIP, headers=headers)


def _unchanged(request: HttpRequest, response: HttpResponse, row: Piece, form: str = "text") -> HttpResponse | None:
    """304 where the asker has this very revision, made by this very version; else the tag goes into the answer."""
    tag = f'"{row.pk}-{row.revision}-{form}-{mofan.__version__}"'
    response.headers["ETag"], response.headers["Cache-Control"] = tag, "private, no-cache"
    answered = get_conditional_response(request, etag=tag)
    return answered if isinstance(answered, HttpResponse) else None


def _loaded(request: HttpRequest, key: int) -> Piece:
    return get_object_or_404(pieces_visible_to(person_of(request)), pk=key)

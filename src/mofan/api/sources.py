"""Sources (来源): what was received, what came of it, and the original bytes."""

from typing import Any, Literal

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Field, Path, Query, Router

from mofan.api.asked import Day, Key, Line, Paging, in_calendar
from mofan.api.authentication import Token, address_of, person_of
from mofan.api.files import BYTES, either_of
from mofan.api.paging import Page, page_of
from mofan.api.problems import NOT_FOUND, Problem
from mofan.api.shown import SourceLine, SourceSheet, source_line, source_sheet
from mofan.library.ingestion.receiving import store
from mofan.library.models import Source
from mofan.library.queries import members_of, original_of, pieces_of, sources_listed, sources_visible_to
from mofan.org.actions import log_access
from mofan.org.roles import Right

router = Router(tags=["来源"])
SHOWN_PIECES = 100


class Listing(Paging):
    """来源列表."""

    state: Literal["", "waiting", "working", "done", "same", "refused"] = Field("", description="只要这个状态的")
    name: Line = Field("", description="名称里含有这几个字的；写了名称或状态，压缩包里的各份也在内")
    day: Day = Field(None, description="只要这一天收到的，如 2026-03-05")


@router.get("/sources", auth=Token(Right.READ), response=Page[SourceLine], summary="来源", operation_id="sources")
def sources(request: HttpRequest, response: HttpResponse, asked: Query[Listing]) -> dict[str, Any]:
    """收到的文件，后到的在前。没有“入库”权限的，只看得到出了篇目的来源。"""
    day = asked.day if asked.day and in_calendar(asked.day) else None
    rows = sources_listed(person_of(request), state=asked.state, name=asked.name.strip(), day=day)
    if asked.day and not day:
        rows = rows.none()
    return page_of(rows, source_line, asked=asked, request=request, response=response)


@router.get("/sources/{id}", auth=Token(Right.READ), response=SourceSheet, summary="一个来源", operation_id="source")
def source(request: HttpRequest, id: Path[Key]) -> SourceSheet:
    """收到的样子、处理到哪一步、未收的缘由、出自它的篇目。"""
    me, row = person_of(request), _loaded(request, id)
    pieces = pieces_of(me, row)
    return source_sheet(
        row, list(pieces[:SHOWN_PIECES]), piece_count=pieces.count(), members=members_of(me, row).count()
    )


@router.get(
    "/sources/{id}/original",
    auth=Token(Right.INGEST),
    response=None,
    openapi_extra=either_of(BYTES),
    summary="原件",
    operation_id="original",
)
def original(request: HttpRequest, id: Path[Key]) -> HttpResponseBase:
    """收到时的字节，一字不改；记录没有自己的原件，给整个成批文件。"""
    holder = original_of(_loaded(request, id))
    try:
        data = store().path(holder.sha256).open("rb")
    except FileNotFoundError as missing:
        raise Problem(NOT_FOUND, "原件不在存储里，请找系统管理员核对。") from missing
    log_access(
        "取原件", by=person_of(request), at=timezone.now(), detail=f"接口：{holder.name}", address=address_of(request)
    )
    return FileResponse(data, as_attachment=True, filename=holder.name.rsplit("/", 1)[-1], content_type=BYTES)


def _loaded(request: HttpRequest, key: int) -> Source:
    return get_object_or_404(sources_visible_to(person_of(request)), pk=key)

"""Handing in (入库) and how far a batch is (批次)."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, cast

from django.core.files.uploadedfile import UploadedFile as Upload
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from ninja import Field, File, Header, Path, Query, Router, Schema
from ninja.files import UploadedFile
from ninja.responses import Status
from pydantic import StringConstraints

from mofan.api.asked import Body, Day, Key, Paging, Text
from mofan.api.authentication import FORM, JSON, Asked, Token, person_of
from mofan.api.paging import Page, page_of
from mofan.api.problems import INVALID, SAID, Problem, WrongPlace
from mofan.api.shown import BatchLine, BatchSheet, SourceLine, batch_line, batch_sheet, source_line
from mofan.library.ingestion.receiving import open_batch, receive
from mofan.library.models import Origin
from mofan.library.queries import batch_progress, batches_visible_to, sources_of
from mofan.org.actions import claim_key, keep_answer, release_key
from mofan.org.roles import Right

router = Router(tags=["入库"])
_PLAIN = r"^[!-~]+$"
IdempotencyKey = Annotated[
    str,
    StringConstraints(min_length=1, max_length=200, pattern=_PLAIN),
    Header(
        None,
        alias="Idempotency-Key",
        description="幂等键，自己起、每份内容一个，如 UUID：同一个键和同样的内容再交，得到同样的答复，不会重复入库",
    ),
]


class OneText(Body):
    """一篇，字段与成批文件（JSON Lines）相同."""

    text: Text = Field(description="正文，段与段之间换行；首行可以是标题")
    title: Annotated[str, StringConstraints(max_length=500, pattern=r"^[^\x00]*$")] = Field(
        "", description="标题，不写则取首行"
    )
    id: Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00]*$")] = Field("", description="外部编号")
    category: Annotated[str, StringConstraints(max_length=100, pattern=r"^[^\x00]*$")] = Field(
        "", description="来源分类"
    )
    date: Day = Field(None, description="日期，如 2026-03-05")


class Texts(Body):
    """几篇文字."""

    texts: list[OneText] = Field(min_length=1, max_length=1000, description="各篇，一次最多 1,000 篇")


class Received(Schema):
    """收到的一份."""

    id: int = Field(description="来源的编号")
    name: str = Field(description="名称")
    state: str = Field(description="waiting 排队；same 与已收的一份逐字节相同，不重复收")
    same_as: int | None = Field(description="与此相同、先收到的来源")


class Taken(Schema):
    """收条：已收下，随后处理."""

    batch: int = Field(description="批次的编号")
    follow: str = Field(description="看进度的地址")
    sources: list[Received] = Field(description="收到的各份")


@dataclass(frozen=True, slots=True)
class Handed:
    """One thing handed in: its name and a way to read its bytes, more than once."""

    name: str
    chunks: Callable[[], Iterable[bytes]]


@router.post(
    "/ingest/files",
    auth=Token(Right.INGEST, heavy=True, body=FORM),
    response={202: Taken},
    openapi_extra={"x-problems": [409]},
    summary="交文件",
    operation_id="ingest_files",
)
def ingest_files(
    request: HttpRequest,
    response: HttpResponse,
    files: Annotated[list[UploadedFile], File(description="一个或多个文件，格式与网页入库相同", min_length=1)],
    key: IdempotencyKey,
) -> Status[Any]:
    """文件先原样存下，给一张收条，随后在后台读取、清洗、分篇、索引，到收条所说的地址看进度。逐字节相同的文件不重复收。"""
    if unknown := sorted({*request.POST, *request.FILES} - {"files"}):
        raise Problem(INVALID, errors=[WrongPlace(where=f"form.{unknown[0]}"[:200], what=SAID["extra_forbidden"])])
    handed = [Handed(str(file.name or "未命名"), _chunks_of(file)) for file in files]
    return Status(202, _take_in(request, response, handed, key))


@router.post(
    "/ingest/texts",
    auth=Token(Right.INGEST, heavy=True, body=JSON),
    response={202: Taken},
    openapi_extra={"x-problems": [409]},
    summary="交文字",
    operation_id="ingest_texts",
)
def ingest_texts(request: HttpRequest, response: HttpResponse, given: Texts, key: IdempotencyKey) -> Status[Any]:
    """几篇文字作为一个成批文件收下，每篇是其中一条记录，随后与文件一样处理。"""
    rows = (one.model_dump(mode="json", exclude_defaults=True) for one in given.texts)
    data = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode("utf-8", "replace")
    name = f"接口交来{len(given.texts)}篇-{hashlib.sha256(data).hexdigest()[:8]}.jsonl"
    return Status(202, _take_in(request, response, [Handed(name, lambda: [data])], key))


@router.get("/batches", auth=Token(Right.INGEST), response=Page[BatchLine], summary="批次", operation_id="batches")
def batches(request: HttpRequest, response: HttpResponse, asked: Query[Paging]) -> dict[str, Any]:
    """各批，后交的在前。"""
    rows = batches_visible_to(person_of(request))
    return page_of(rows, batch_line, asked=asked, request=request, response=response)


@router.get("/batches/{id}", auth=Token(Right.INGEST), response=BatchSheet, summary="一批的进度", operation_id="batch")
def batch(request: HttpRequest, id: Path[Key]) -> BatchSheet:
    """收到、入库、未收、排队各多少。is_over 为真就是处理完了。"""
    row = get_object_or_404(batches_visible_to(person_of(request)), pk=id)
    return batch_sheet(row, batch_progress(row))


@router.get(
    "/batches/{id}/sources",
    auth=Token(Right.INGEST),
    response=Page[SourceLine],
    summary="一批里的来源",
    operation_id="batch_sources",
)
def batch_sources(request: HttpRequest, response: HttpResponse, id: Path[Key], asked: Query[Paging]) -> dict[str, Any]:
    """这一批的各份，按收到的先后，未收的写明缘由。"""
    row = get_object_or_404(batches_visible_to(person_of(request)), pk=id)
    return page_of(sources_of(row), source_line, asked=asked, request=request, response=response)


def _take_in(request: HttpRequest, response: HttpResponse, handed: Sequence[Handed], key: str | None) -> dict[str, Any]:
    """Receive all of it once: under a key that was used for the same before, what was answered then."""
    at = timezone.now()
    if not key:
        return _located(response, _receive(request, handed, at=at))
    kept = claim_key(key, _fingerprint(request.path, handed), by=person_of(request), at=at)
    if kept.answer is not None:
        return _located(response, kept.answer)
    try:
        taken = _receive(request, handed, at=at)
    except BaseException:
        release_key(kept, at=at)
        raise
    keep_answer(kept, taken, at=at)
    return _located(response, taken)


def _receive(request: HttpRequest, handed: Sequence[Handed], *, at: datetime) -> dict[str, Any]:
    token = cast(Asked, request).auth
    opened = open_batch(Origin.API, by=token.person, at=at, note=f"令牌“{token.name}”")
    sources = [receive(opened, one.name, one.chunks(), at=at) for one in handed]
    received = [{"id": one.pk, "name": one.name, "state": one.state, "same_as": one.same_as_id} for one in sources]
    return {"batch": opened.pk, "follow": reverse("api:batch", args=[opened.pk]), "sources": received}


def _located(response: HttpResponse, taken: dict[str, Any]) -> dict[str, Any]:
    response.headers["Location"] = taken["follow"]
    return taken


def _fingerprint(path: str, handed: Sequence[Handed]) -> str:
    """What was handed in, whatever the boundary of its parts was."""
    digest = hashlib.sha256(path.encode())
    for one in handed:
        content = hashlib.sha256()
        for chunk in one.chunks():
            content.update(chunk)
        digest.update(json.dumps([one.name, content.hexdigest()]).encode())
    return digest.hexdigest()


def _chunks_of(file: "Upload[bytes]") -> Callable[[], Iterator[bytes]]:
    return lambda: iter(file.chunks())

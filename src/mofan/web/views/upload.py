"""Handing in (入库): files and folders become a batch, whose page shows how far each one is."""

import json
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from mofan.library.ingestion.receiving import open_batch, receive
from mofan.library.models import Origin, State
from mofan.library.queries import (
    batch_progress,
    batches_visible_to,
    latest_batches,
    member_states,
    sources_of,
)
from mofan.measure import size
from mofan.org.roles import Right
from mofan.web.forms import Wrong
from mofan.web.paging import page_of
from mofan.web.visitor import needs, person_of, wants_part

AT_ONCE = 50
LATEST = 8
HEADROOM = 64 * 1024
"""Bytes of a request that are not the files themselves."""


@needs(Right.INGEST)
def upload(request: HttpRequest) -> HttpResponseBase:
    """The page to hand in files; a POST opens a batch and leads to its page."""
    if request.method != "POST":
        return _show(request)
    if int(request.headers.get("Content-Length") or 0) > settings.UPLOAD_LIMIT + HEADROOM:
        return _show(
            request, (Wrong(f"一次最多交 {size(settings.UPLOAD_LIMIT)}，请分几次交，或放进收件夹。", "files"),)
        )
    files = [*request.FILES.getlist("files"), *request.FILES.getlist("folder")]
    if not files:
        return _show(request, (Wrong("还没有选文件。选好文件或文件夹再交。", "files"),))
    address = _take_in(request, files)
    return HttpResponse(headers={"HX-Redirect": address}) if wants_part(request) else redirect(address)


def _take_in(request: HttpRequest, files: "Sequence[UploadedFile[bytes]]") -> str:
    """Receive every file under its name, with the folder it came in where the browser told; the batch's address."""
    at = timezone.now()
    batch = open_batch(Origin.UPLOAD, by=person_of(request), at=at)
    for file, name in zip(files, names_of(files, request.POST.get("paths", "")), strict=True):
        receive(batch, name, file.chunks(), at=at)
    return reverse("batch", args=[batch.pk])


def names_of(files: "Sequence[UploadedFile[bytes]]", paths: str) -> list[str]:
    """The names to keep: `paths` is a JSON list with as many relative paths, or of no use."""
    plain = [str(file.name or "未命名") for file in files]
    try:
        given: Any = json.loads(paths)
    except ValueError:
        return plain
    if not isinstance(given, list) or len(given) != len(plain):
        return plain
    return [str(path) if str(path).endswith(name) else name for path, name in zip(given, plain, strict=True)]


def _show(request: HttpRequest, errors: tuple[Wrong, ...] = ()) -> HttpResponseBase:
    context: dict[str, object] = {
        "errors": errors,
        "limit": settings.UPLOAD_LIMIT,
        "inbox": settings.INBOX,
        "batches": latest_batches(person_of(request), LATEST),
    }
    context["part"] = wants_part(request)
    template = "web/upload.html#form" if wants_part(request) else "web/upload.html"
    return render(request, template, context, status=422 if errors else 200)


STATES = [("", "全部"), *((state.value, state.label) for state in State)]


@needs(Right.INGEST)
def batch(request: HttpRequest, pk: int) -> HttpResponseBase:
    """How far a batch is; htmx asks for the region of the progress alone until all is done (进度)."""
    row = get_object_or_404(batches_visible_to(person_of(request)), pk=pk)
    state = request.GET.get("state", "")
    state = state if state in State.values else ""
    rows = sources_of(row, state=state)
    page = page_of(rows if state else rows.filter(parent=None), request, size=AT_ONCE)
    context = {
        "batch": row,
        "progress": batch_progress(row),
        "page": page,
        "state": state,
        "states": STATES,
        "members": member_states(page.rows),
        "part": wants_part(request),
    }
    return render(request, "web/batch.html#progress" if wants_part(request) else "web/batch.html", context)

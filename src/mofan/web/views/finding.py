"""Finding and fetching (检索、浏览、批量下载). Every state of the results lives in the address."""

from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from mofan.library.downloading import FORMATS, MOST, require_fonts, zip_of
from mofan.library.finding import find, find_all
from mofan.library.likeness import with_versions
from mofan.library.models import Piece
from mofan.library.queries import arrivals, batches_visible_to, open_candidates, pieces_visible_to
from mofan.library.quick_find.suggesting import suggest
from mofan.measure import thousands
from mofan.org.actions import log_access
from mofan.org.models import Person
from mofan.org.roles import Right
from mofan.web.asked import day_asked, number_asked
from mofan.web.facets import facets_of, orders_of, without
from mofan.web.paging import page_of
from mofan.web.questions import AT_ONCE, address_kept, name_for, question_of, said, without_quotation_marks
from mofan.web.templatetags.shown import Around
from mofan.web.turns import in_turn, others_wait
from mofan.web.views.saved import kept_searches
from mofan.web.views.suggesting import address_of as offered
from mofan.web.visitor import address_of, needs, person_of, wants_part

OFFERED = 6
"""Suggestions where nothing was found, as for initials that were sent without choosing."""


@in_turn
def library(request: HttpRequest) -> HttpResponseBase:
    """Results and browsing; for htmx the region of the results alone."""
    me, asked = person_of(request), question_of(request.GET)
    alone = not others_wait()
    found = find(me, asked, alone=alone)
    page = page_of(range(found.total), request, size=AT_ONCE)
    if page.number != asked.offset // AT_ONCE + 1:
        found = find(me, replace(asked, offset=(page.number - 1) * AT_ONCE), alone=alone)
    facets = facets_of(found, asked, request.GET)
    context = {
        "q": asked.text,
        "around": Around(
            _marks(" ".join(found.terms) if found.corrected else asked.text),
            with_versions(hit.piece.pk for hit in found.hits),
        ),
        "asked": asked,
        "found": found,
        "offers": [] if found.total else [(one, offered(one)) for one in suggest(me, asked.text, OFFERED)],
        "page": page,
        "facets": facets,
        "chosen": [value for facet in facets for value in facet.open if value.chosen],
        "orders": orders_of(asked, request.GET),
        "formats": FORMATS,
        "most": MOST,
        "words": said(asked),
        "name": name_for(asked),
        "loose": without_quotation_marks(asked.text),
        "part": wants_part(request),
        "query": without(request.GET),
        "keepable": address_kept(request.GET),
        "kept": kept_searches(me),
    }
    return render(request, "web/library.html#results" if wants_part(request) else "web/library.html", context)


def _marks(terms: str) -> str:
    """What the address of a piece carries, so that its page marks what was looked for."""
    return f"?{urlencode({'q': terms})}" if terms else ""


def new(request: HttpRequest) -> HttpResponseBase:
    """What came into the library, newest first; `?day=` or `?batch=` a part of it (新到)."""
    me, day, batch = person_of(request), day_asked(request.GET.get("day", "")), request.GET.get("batch", "")
    whose = get_object_or_404(batches_visible_to(me), pk=number_asked(batch)) if batch else None
    page = page_of(arrivals(me, day, whose), request, size=AT_ONCE)
    return render(request, "web/arrivals.html", {"page": page, "day": day, "batch": whose})


@needs(Right.CURATE)
def doubts(request: HttpRequest) -> HttpResponseBase:
    """Doubtful finds that wait for a decision (待定的疑似广告)."""
    page = page_of(open_candidates(person_of(request)), request, size=AT_ONCE)
    return render(request, "web/doubts.html", {"page": page})


@require_POST
def download_many(request: HttpRequest) -> HttpResponseBase:
    """The chosen pieces, or the whole result, as a .zip that streams while it is made (批量下载)."""
    me, extension = person_of(request), request.POST.get("format", "")
    if extension not in FORMATS:
        extension = "docx"
    whole = bool(request.POST.get("whole"))
    pieces = find_all(me, question_of(request.GET), most=MOST) if whole else _chosen(me, request.POST.getlist("piece"))
    if not pieces:
        messages.error(request, "还没有选中篇目。先在结果左边勾选，再下载。")
        return redirect(f"{reverse('library')}?{without(request.GET)}")
    require_fonts(extension)
    detail = f"{len(pieces)} 篇，{FORMATS[extension][0]}" + (f"，{said(question_of(request.GET))}" if whole else "")
    log_access("批量下载", by=me, at=timezone.now(), detail=detail, address=address_of(request))
    name = f"素材库{thousands(len(pieces)).replace(',', '')}篇-{timezone.localdate():%Y%m%d}.zip"
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return StreamingHttpResponse(zip_of(pieces, extension), content_type="application/zip", headers=headers)


def _chosen(me: Person, given: Iterable[str]) -> list[Piece]:
    """The chosen pieces that this person may see, in the order chosen."""
    keys = [key for key in dict.fromkeys(map(number_asked, given)) if key is not None][:MOST]
    rows = pieces_visible_to(me).in_bulk(keys)
    return [rows[key] for key in keys if key in rows]

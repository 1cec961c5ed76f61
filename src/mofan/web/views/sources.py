"""Sources (来源): what was received, what came of each file, and the original bytes."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from mofan.library.ingestion.receiving import store
from mofan.library.models import Source, State
from mofan.library.queries import (
    ads_of,
    batches_visible_to,
    member_states,
    members_of,
    original_of,
    pieces_of,
    removals_outside_pieces,
    sources_listed,
    sources_visible_to,
)
from mofan.org.actions import log_access
from mofan.org.queries import history_of
from mofan.org.roles import Right
from mofan.web.asked import day_asked, number_asked
from mofan.web.paging import page_of
from mofan.web.views.upload import STATES
from mofan.web.visitor import address_of, needs, person_of

AT_ONCE = 50


def sources(request: HttpRequest) -> HttpResponseBase:
    """The files received, to narrow by state, name and day."""
    me = person_of(request)
    state, name = request.GET.get("state", ""), request.GET.get("name", "").strip()
    day = day_asked(request.GET.get("day", ""))
    rows = sources_listed(me, state=state if state in State.values else "", name=name, day=day)
    page = page_of(rows, request, size=AT_ONCE)
    states = STATES if me.may(Right.INGEST) else [one for one in STATES if one[0] in ("", State.DONE, State.SAME)]
    context = {
        "page": page,
        "state": state,
        "name": name,
        "day": day,
        "states": states,
        "members": member_states(page.rows),
        "narrowed": bool(state or name or day),
    }
    return render(request, "web/sources.html", context)


def source(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The report of one source: what was read, removed, split, refused, and why."""
    me = person_of(request)
    row = _loaded(request, pk)
    members = members_of(me, row)
    context = {
        "source": row,
        "report": row.report,
        "pieces": pieces_of(me, row),
        "members": page_of(members, request, size=AT_ONCE) if members.exists() else None,
        "member_states": member_states([row]).get(row.pk, []),
        "outside": removals_outside_pieces(row),
        "original": me.may(Right.INGEST) and bool(original_of(row).sha256),
        "history": history_of(row),
    }
    return render(request, "web/source.html", context)


@needs(Right.INGEST)
def removals(request: HttpRequest) -> HttpResponseBase:
    """The advertisements taken out of one batch or one source (清除的广告)."""
    me, batch = person_of(request), request.GET.get("batch", "")
    if batch:
        row = get_object_or_404(batches_visible_to(me), pk=number_asked(batch))
        context: dict[str, object] = {"batch": row, "page": page_of(ads_of(row), request, size=AT_ONCE)}
    else:
        source = _loaded(request, number_asked(request.GET.get("source", "")))
        context = {"source": source, "page": page_of(ads_of(source), request, size=AT_ONCE)}
    return render(request, "web/removals.html", context)


@needs(Right.INGEST)
def original(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The bytes as they were received (原件); of a line of a bulk file the whole bulk file."""
    holder = original_of(_loaded(request, pk))
    if not holder.sha256:
        raise Http404
    log_access("取原件", by=person_of(request), at=timezone.now(), detail=holder.name, address=address_of(request))
    try:
        file = store().path(holder.sha256).open("rb")
    except FileNotFoundError as missing:
        raise Http404 from missing
    name = holder.name.rsplit("/", 1)[-1]
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/octet-stream")


def _loaded(request: HttpRequest, pk: int | None) -> Source:
    return get_object_or_404(sources_visible_to(person_of(request)), pk=pk)

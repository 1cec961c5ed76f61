"""The ledgers (台账): kinds, lists, one record, and what goes out of them."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mofan.library.storage import open_store
from mofan.measure import year_of
from mofan.org.actions import log_access
from mofan.org.models import Person
from mofan.org.queries import history_of_all, units_visible_to
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken
from mofan.records import actions
from mofan.records.catalogue import Kind
from mofan.records.known_kinds import ended_by, known_kinds, may_enter, units_for
from mofan.records.models import Record, RecordState
from mofan.records.queries import (
    ORDERS,
    Asked,
    attachments_of,
    chain_of,
    counts_by_kind,
    drafts_of,
    how_many,
    record_list,
    records_visible_to,
    tasks_of,
    tasks_visible_to,
    years_of,
)
from mofan.records.telling import tell
from mofan.web.asked import day_asked, number_asked
from mofan.web.forms import Wrong, broken
from mofan.web.paging import KeysAtOnce, Sheet, page_of
from mofan.web.unit_choices import offered
from mofan.web.views.records_enter import kind_or_404
from mofan.web.visitor import address_of, person_of

AT_ONCE: Final = 50
MOST_EXPORTED: Final = 10_000
"""Rows of an exported sheet."""
ORDERED: Final = {"-held_on": "日期新的在前", "held_on": "日期早的在前", "-entered_at": "最近录入", "unit": "按单位"}


def kinds(request: HttpRequest) -> HttpResponseBase:
    """Every kind by its group, how many of it there were this year, and a way to enter one."""
    me, today = person_of(request), timezone.localdate()
    counted = counts_by_kind(me, year_of(today).start, today)
    known = known_kinds()
    allowed = {kind.writers: kind for kind in known.values()}
    may_write = {writers: units_for(me, kind).exists() for writers, kind in allowed.items()}
    ended = ended_by(today)
    groups: dict[str, list[tuple[Kind, int, bool, bool]]] = {}
    for code, kind in known.items():
        gone = code in ended
        groups.setdefault(kind.group, []).append(
            (kind, counted.get(code, 0), may_write[kind.writers] and not gone, gone)
        )
    context = {
        "groups": groups,
        "year": today.year,
        "since": year_of(today).start,
        "all": sum(counted.values()),
        "drafts": [(one, known.get(one.kind)) for one in drafts_of(me)[:10]],
        "tasks": tasks_visible_to(me).unfinished().filter(owner=me).count(),
        "may_add": me.may(Right.ADMINISTER),
    }
    return render(request, "web/records/kinds.html", context)


def records_of(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The records of a kind: narrowed, ordered, by pages."""
    me, what = person_of(request), kind_or_404(kind)
    asked = asked_of(request, kind)
    context = {
        "kind": what,
        "asked": asked,
        "page": _page(me, asked, request),
        "units": offered(units_visible_to(me), [asked.unit]),
        "states": [("", "全部"), *RecordState.choices],
        "orders": [(_address(request, order=order), label, order == asked.order) for order, label in ORDERED.items()],
        "narrowed": asked != Asked(kind=kind),
        "may_enter": kind not in ended_by(timezone.localdate()) and units_for(me, what).exists(),
        "question": request.GET.urlencode(),
        "years": years_of(me, kind, asked.unit),
        "most": MOST_EXPORTED,
        "names": {code: one.name for code, one in known_kinds().items()},
    }
    return render(request, "web/records/list.html", context)


def all_records(request: HttpRequest) -> HttpResponseBase:
    """The records of every kind together: narrowed, by pages."""
    me, asked = person_of(request), asked_of(request, "")
    context = {
        "asked": asked,
        "page": _page(me, asked, request),
        "units": offered(units_visible_to(me), [asked.unit]),
        "states": [("", "全部"), *RecordState.choices],
        "narrowed": asked != Asked(),
        "names": {code: one.name for code, one in known_kinds().items()},
    }
    return render(request, "web/records/all.html", context)


def _page(me: Person, asked: Asked, request: HttpRequest) -> Sheet[Record]:
    """A page of a list, and how many it has."""
    rows = record_list(me, asked)
    if asked.words:
        return page_of(KeysAtOnce(rows), request, size=AT_ONCE)
    return page_of(rows, request, size=AT_ONCE, total=how_many(me, asked))


def asked_of(request: HttpRequest, kind: str) -> Asked:
    """What the address narrows the list to; what cannot be read is left out."""
    given = request.GET
    order = given.get("order", "-held_on")
    state = given.get("state", RecordState.KEPT)
    return Asked(
        kind=kind,
        unit=number_asked(given.get("unit", "")),
        since=day_asked(given.get("since", "")),
        until=day_asked(given.get("until", "")),
        words=given.get("words", "").replace("\x00", "")[:100],
        state=state if state in ("", *RecordState.values) else RecordState.KEPT,
        late=given.get("late") == "1",
        serving=given.get("serving") == "1",
        order=order if order in ORDERS else "-held_on",
    )


def _address(request: HttpRequest, **changed: str) -> str:
    asked = request.GET.copy()
    asked.pop("page", None)
    for name, value in changed.items():
        asked[name] = value
    return f"?{asked.urlencode()}"


def record(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One record with everything that was entered, its files, tasks and history."""
    return _show(request, loaded(request, pk))


def loaded(request: HttpRequest, pk: int) -> Record:
    """The record of an address, if this person may read it."""
    return get_object_or_404(records_visible_to(person_of(request)).select_related("detail"), pk=pk)


def _show(request: HttpRequest, row: Record, errors: tuple[Wrong, ...] = ()) -> HttpResponseBase:
    me, known = person_of(request), known_kinds()
    kind, chain = kind_or_404(row.kind), chain_of(me, row)
    context = {
        "record": row,
        "kind": kind,
        "told": tell(row, kind, known),
        "tasks": [(one, one.is_late(timezone.localdate())) for one in tasks_of(row)],
        "attachments": attachments_of(row),
        "chain": chain,
        "history": history_of_all(chain),
        "may_change": row.counts and may_enter(me, kind, row.unit),
        "errors": errors,
        "today": timezone.localdate(),
    }
    return render(request, "web/records/record.html", context)


@require_POST
def void(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Say with a reason that it does not hold (作废)."""
    row = loaded(request, pk)
    return _do(
        request,
        row,
        lambda: actions.void(row, why=request.POST.get("why", ""), by=person_of(request), at=timezone.now()),
        "已作废，仍可查看。",
    )


@require_POST
def attach(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Add files to a record (添加附件)."""
    row, me = loaded(request, pk), person_of(request)
    files = request.FILES.getlist("files")
    if not files:
        return _show(request, row, (Wrong("还没有选文件。", "files"),))

    def add() -> None:
        for file in files:
            actions.attach(row, file.name or "附件", file.chunks(), by=me, at=timezone.now())

    return _do(request, row, add, f"已附上 {len(files)} 个文件。")


@require_POST
def take_off(request: HttpRequest, pk: int, attachment: int) -> HttpResponseBase:
    """Take a file off with a reason (取下附件)."""
    row = loaded(request, pk)
    what = get_object_or_404(attachments_of(row), pk=attachment)
    return _do(
        request,
        row,
        lambda: actions.take_off(what, why=request.POST.get("why", ""), by=person_of(request), at=timezone.now()),
        "已取下，仍可查看。",
    )


def attachment(request: HttpRequest, pk: int, attachment: int) -> HttpResponseBase:
    """A file of a record (取附件)."""
    row = loaded(request, pk)
    what = get_object_or_404(attachments_of(row), pk=attachment)
    path = open_store(settings.STORAGE_URL).path(what.sha256)
    if not path.exists():
        raise Http404
    log_access("下载附件", by=person_of(request), at=timezone.now(), detail=what.name, address=address_of(request))
    return FileResponse(path.open("rb"), as_attachment=True, filename=what.name)


def _do(request: HttpRequest, row: Record, act: Callable[[], object], done: str) -> HttpResponseBase:
    try:
        act()
    except RuleBroken as rule:
        return _show(request, loaded(request, row.pk), broken(rule))
    messages.success(request, done)
    return redirect("record", row.pk)

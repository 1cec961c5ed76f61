"""What stands beside the paper (旁参): what to look at, likeness, the borrow ledger, passages of the library, the two
boxes of files. Each is a part that the page asks for, and a page of its own without JavaScript."""

from collections import Counter
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mofan.drafting import actions
from mofan.drafting.checking import SEVERITIES, check, likenesses_of, year_of
from mofan.drafting.chips import chips_of, shown_in
from mofan.drafting.last_period import carried_into
from mofan.drafting.left_out import left_out_of
from mofan.drafting.models import Draft, FactFile, StyleFile
from mofan.drafting.queries import borrowings_of, drafts_visible_to
from mofan.drafting.sayings import Saying, sayings_for
from mofan.library.finding import Question, find
from mofan.library.queries import pieces_visible_to
from mofan.org.models import Person
from mofan.org.rules import RuleBroken
from mofan.search import SearchError
from mofan.web.asked import number_asked
from mofan.web.views.drafting.loading import drawn, head, loaded, remarks_on
from mofan.web.visitor import person_of, wants_part

PANELS: Final = {
    "check": "核对",
    "remarks": "批注",
    "passages": "范例",
    "sayings": "提法",
    "likeness": "雷同",
    "borrowed": "借用",
    "files": "资料",
}
LAST: Final = {"last": "上期"}
"""One more, of a draft that follows another."""
MOST_NOTICES: Final = 100
MOST_PASSAGES: Final = 8
BOXES: Final = {"facts": "事实材料", "style": "参考文风"}


def beside(request: HttpRequest, pk: int, panel: str, *, refused: str = "") -> HttpResponseBase:
    """One panel; `refused`: why something was not done. Raises Http404 for one that there is not."""
    row = loaded(request, pk)
    panels = panels_of(row)
    if panel not in panels:
        raise Http404
    context = head(request, row) | {"panel": panel, "panels": panels, "refused": refused} | _FILLED[panel](request, row)
    template = "web/drafting/beside.html#panel" if wants_part(request) else "web/drafting/beside.html"
    return render(request, template, context)


def panels_of(row: Draft) -> dict[str, str]:
    """Which panels stand beside a draft, with their names."""
    return PANELS | (LAST if row.follows_id else {})


def of_last_period(request: HttpRequest, row: Draft) -> dict[str, Any]:
    """Each number that went along, and what may be said of the last period's material."""
    earlier = drafts_visible_to(person_of(request)).filter(pk=row.follows_id or 0).first()
    return {"carried": carried_into(row, timezone.localdate()) if earlier else (), "earlier": earlier}


def _check(request: HttpRequest, row: Draft) -> dict[str, Any]:
    found = check(row, person_of(request), timezone.localdate())
    order = list(SEVERITIES)
    found = tuple(sorted(found, key=lambda one: order.index(one.severity)))
    return {
        "notices": found[:MOST_NOTICES],
        "more": max(0, len(found) - MOST_NOTICES),
        "counts": [(SEVERITIES[one], number) for one, number in Counter(one.severity for one in found).items()],
        "severities": SEVERITIES,
    }


def _likeness(request: HttpRequest, row: Draft) -> dict[str, Any]:
    try:
        found = likenesses_of(row, person_of(request), timezone.localdate())
    except SearchError as error:
        return {"unavailable": str(error)}
    return {
        "found": found,
        "percent": round(found.share_copied * 100),
        "passages": [one for one in found.passages if one.kind != "set_phrase"],
        "phrases": [one for one in found.passages if one.kind == "set_phrase"],
    }


def _borrowed(request: HttpRequest, row: Draft) -> dict[str, Any]:
    rows = list(borrowings_of(row))
    return {
        "borrowings": rows,
        "characters": sum(one.characters for one in rows),
        "left_out": left_out_of(row, person_of(request)),
    }


def _passages(request: HttpRequest, row: Draft) -> dict[str, Any]:
    words = request.GET.get("words", "").strip()[:60]
    if not words:
        return {"words": ""}
    try:
        found = find(person_of(request), Question(words, limit=MOST_PASSAGES))
    except SearchError as error:
        return {"words": words, "unavailable": str(error)}
    return {"words": words, "hits": found.hits, "total": found.total}


def _sayings(request: HttpRequest, row: Draft) -> dict[str, Any]:
    """Set phrases with their years for the words asked for, else for the heading or paragraph that is written on."""
    words, me = request.GET.get("words", "").strip()[:200], person_of(request)
    year = year_of(row, timezone.localdate())
    found = sayings_for(words, year)
    return {
        "words": words,
        "year": year,
        "sayings": [(one, one.holds_in(year), _used(one, me)) for one in found],
    }


def _used(one: Saying, me: Person) -> tuple[int, str, str] | None:
    """In how many pieces of the library a phrase stands, with the first and the last of their years."""
    try:
        found = find(me, Question(one.quoted, limit=1))
    except SearchError:
        return None
    years = sorted(value for value, _ in found.facets.get("year", ()))
    return None if found.relaxed or found.corrected or not years else (found.total, years[0], years[-1])


def _remarks(_: HttpRequest, row: Draft) -> dict[str, Any]:
    chips = chips_of(row, timezone.localdate())
    return {"remarks": remarks_on(row, shown_in(chips)), "body": drawn(row.text, chips)}


def _files(_: HttpRequest, row: Draft) -> dict[str, Any]:
    return {
        "boxes": [
            ("facts", BOXES["facts"], "数和事可以从这里取，取用时写进依据。", row.factfiles.filter(voided_at=None)),
            ("style", BOXES["style"], "只看写法，不取事实：里面的数、人名、地名不会带进稿子。",
             row.stylefiles.filter(voided_at=None)),
        ]
    }  # fmt: skip


_FILLED: Final = {
    "check": _check,
    "likeness": _likeness,
    "borrowed": _borrowed,
    "passages": _passages,
    "sayings": _sayings,
    "remarks": _remarks,
    "files": _files,
    "last": of_last_period,
}


@require_POST
def lend(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Enter a passage that stands in a piece too as borrowed; answers with the panel of likeness."""
    row, me, given = loaded(request, pk), person_of(request), request.POST
    piece = get_object_or_404(pieces_visible_to(me), pk=number_asked(given.get("piece", "")) or 0)
    refused = ""
    try:
        actions.enter_borrowing(row, given.get("block", ""), given.get("text", ""), piece, by=me, at=timezone.now())
    except RuleBroken as rule:
        refused = rule.sentence
    if wants_part(request):
        return beside(request, pk, "likeness", refused=refused)
    if refused:
        messages.error(request, refused)
    return redirect("draft_beside", pk, "likeness")


@require_POST
def put_file(request: HttpRequest, pk: int, box: str) -> HttpResponseBase:
    """Put files into one of the boxes."""
    row, me = loaded(request, pk), person_of(request)
    put = {"facts": actions.put_fact, "style": actions.put_style}.get(box)
    if put is None:
        raise Http404
    given = request.FILES.getlist("files")
    if not given:
        messages.error(request, "请先选文件。")
    for one in given:
        try:
            put(row, one.name or "文件", one.read(), by=me, at=timezone.now())
            messages.success(request, f"“{one.name}”已放入{BOXES[box]}。")
        except RuleBroken as rule:
            messages.error(request, f"“{one.name}”没有放入：{rule.sentence}")
    return redirect("draft_beside", row.pk, "files")


@require_POST
def take_file_out(request: HttpRequest, pk: int, box: str, file: int) -> HttpResponseBase:
    """Take a file out of its box."""
    row = loaded(request, pk)
    found: FactFile | StyleFile | None = None
    if box in BOXES:
        found = (row.factfiles if box == "facts" else row.stylefiles).filter(pk=file).first()
    if found is None:
        raise Http404
    try:
        actions.take_out(found, by=person_of(request), at=timezone.now())
        messages.success(request, f"“{found.name}”已移出。")
    except RuleBroken as rule:
        messages.error(request, rule.sentence)
    return redirect("draft_beside", row.pk, "files")


def file_text(request: HttpRequest, pk: int, box: str, file: int) -> HttpResponseBase:
    """What a file of a box says, as it was read."""
    row = loaded(request, pk)
    found = (row.factfiles if box == "facts" else row.stylefiles).filter(pk=file).first() if box in BOXES else None
    if found is None:
        raise Http404
    context = head(request, row) | {"file": found, "box": BOXES[box], "lines": found.text.splitlines()}
    return render(request, "web/drafting/file.html", context)

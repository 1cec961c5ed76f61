"""One material (一篇): read it, see what was taken out, put it back, take it along."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from mofan.library import actions
from mofan.library.downloading import FORMATS, file_of
from mofan.library.models import Piece
from mofan.library.official import head_of
from mofan.library.originals import said_of
from mofan.library.queries import Reading, pieces_visible_to, reading, sources_visible_to
from mofan.measure import characters, share
from mofan.org.actions import log_access
from mofan.org.queries import history_of
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken
from mofan.search import parse_query
from mofan.web.forms import Wrong, broken
from mofan.web.sheet import draw
from mofan.web.visitor import address_of, needs, person_of

BEFORE = 14
"""Characters shown before a figure at most, so that one knows it again."""
CLAUSE = re.compile(r"[\n，。；：、！？（）]")


@dataclass(frozen=True, slots=True)
class Noted:
    """A figure or a blank in the list beside the sheet: the words before it, itself, what it counts."""

    before: str
    text: str
    what: str


def piece(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The piece on its sheet, with outline, elements, source, neighbours and history."""
    return _show(request, _loaded(request, pk))


def download(request: HttpRequest, pk: int, extension: str) -> HttpResponseBase:
    """The piece as a file (下载)."""
    row = _loaded(request, pk)
    if extension not in FORMATS:
        raise Http404
    file = file_of(row, extension)
    log_access("下载", by=person_of(request), at=timezone.now(), detail=file.name, address=address_of(request))
    headers = {"Content-Disposition": content_disposition_header(True, file.name) or "attachment"}
    return HttpResponse(file.data, content_type=file.media_type, headers=headers)


@require_POST
@needs(Right.CURATE)
def put_back(request: HttpRequest, pk: int, removal: int) -> HttpResponseBase:
    """Put one removed stretch back into the text (恢复清除)."""
    row = _loaded(request, pk)
    what = get_object_or_404(row.removals, pk=removal)
    done = "已恢复到正文。看错了，可在“清理”里重新清除。"
    return _do(
        request, row, lambda: actions.put_back(what, by=person_of(request), at=timezone.now(), why=_why(request)), done
    )


@require_POST
@needs(Right.CURATE)
def cut_again(request: HttpRequest, pk: int, removal: int) -> HttpResponseBase:
    """Take one stretch out again that was put back (重新清除)."""
    row = _loaded(request, pk)
    what = get_object_or_404(row.removals, pk=removal)
    return _do(request, row, lambda: actions.cut_again(what, by=person_of(request), at=timezone.now()), "已重新清除。")


@require_POST
@needs(Right.CURATE)
def cut_candidate(request: HttpRequest, pk: int, candidate: int) -> HttpResponseBase:
    """A doubtful find is an advertisement (确认清除)."""
    row = _loaded(request, pk)
    what = get_object_or_404(row.candidates, pk=candidate)
    return _do(
        request,
        row,
        lambda: actions.cut_candidate(what, by=person_of(request), at=timezone.now()),
        "已清除，可在“清理”里恢复。",
    )


@require_POST
@needs(Right.CURATE)
def keep_candidate(request: HttpRequest, pk: int, candidate: int) -> HttpResponseBase:
    """A doubtful find is genuine text (保留)."""
    row = _loaded(request, pk)
    what = get_object_or_404(row.candidates, pk=candidate)
    return _do(
        request, row, lambda: actions.keep_candidate(what, by=person_of(request), at=timezone.now()), "已确认保留。"
    )


@require_POST
@needs(Right.CURATE)
def withdraw(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Off the shelves, with a reason (撤下)."""
    row = _loaded(request, pk)
    done = "已撤下，读者不再检索到。可随时恢复在库。"
    return _do(
        request, row, lambda: actions.withdraw(row, by=person_of(request), at=timezone.now(), why=_why(request)), done
    )


@require_POST
@needs(Right.CURATE)
def restore(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Back on the shelves (恢复在库)."""
    row = _loaded(request, pk)
    return _do(
        request,
        row,
        lambda: actions.restore(row, by=person_of(request), at=timezone.now(), why=_why(request)),
        "已恢复在库。",
    )


def _do(request: HttpRequest, row: Piece, act: Callable[[], object], done: str) -> HttpResponseBase:
    """Do it and go back to where it was asked; a broken rule is shown on the piece's page."""
    try:
        act()
    except RuleBroken as rule:
        return _show(request, _loaded(request, row.pk), broken(rule))
    messages.success(request, done)
    back = request.POST.get("back", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return redirect(back)
    cuts = "?cuts=1" if request.POST.get("cuts") else ""
    return redirect(f"{reverse('piece', args=[row.pk])}{cuts}")


def _why(request: HttpRequest) -> str:
    return request.POST.get("why", "").strip()[:500]


def _loaded(request: HttpRequest, pk: int) -> Piece:
    return get_object_or_404(pieces_visible_to(person_of(request)), pk=pk)


def _show(request: HttpRequest, row: Piece, errors: tuple[Wrong, ...] = ()) -> HttpResponseBase:
    me = person_of(request)
    shown = reading(me, row)
    asked = parse_query(request.GET.get("q", "")[:500])
    drawn = draw(shown.lines, (*asked.phrases, *asked.words), [one.text for one in shown.candidates])
    out = [one for one in shown.removals if one.put_back_at is None]
    context = {
        "piece": row,
        "reading": shown,
        "drawn": drawn,
        "q": request.GET.get("q", ""),
        "cuts_shown": bool(request.GET.get("cuts")),
        "cuts": out,
        "put_back": [one for one in shown.removals if one.put_back_at is not None],
        "ads": sum(one.kind == "ad" for one in out),
        "paid": paid_words(row),
        "said": said_of(row),
        "head": head_of(shown.text),
        "figures": figures_of(shown),
        "blanks": blanks_of(shown),
        "slogans": list(dict.fromkeys(str(one["text"]) for one in _items(shown, "slogans"))),
        "source_visible": sources_visible_to(me).filter(pk=row.source_id).exists(),
        "top_visible": sources_visible_to(me).filter(pk=shown.top.pk).exists(),
        "history": history_of(row),
        "formats": FORMATS,
        "errors": errors,
    }
    return render(request, "web/piece.html", context, status=409 if errors else 200)


def paid_words(row: Piece) -> str:
    """The paid stretch in words (付费段); empty where there is none."""
    if row.paid_start is None or row.paid_end is None:
        return ""
    if row.paid_start <= row.body_start and row.paid_end >= row.end - 2:
        return "全文原为会员内容"
    long = row.paid_end - row.paid_start
    return f"其中约 {characters(long)}（{share(long, row.end - row.start, 0)}）原为会员内容"


def figures_of(shown: Reading) -> list[Noted]:
    """The numbers of the piece, each with the words before it (数字)."""
    return [_noted(shown, one) for one in _items(shown, "figures") if not one.get("blank")]


def blanks_of(shown: Reading) -> list[Noted]:
    """The places where a number or a name was taken out, with what each counts (空缺)."""
    return [_noted(shown, one) for one in _items(shown, "blanks")]


def _items(shown: Reading, name: str) -> list[Mapping[str, Any]]:
    found = shown.description.get(name)
    return found if isinstance(found, list) else []


def _noted(shown: Reading, one: Mapping[str, Any]) -> Noted:
    start = int(one["start"])
    before = CLAUSE.split(shown.text.text[max(0, start - BEFORE) : start])[-1]
    return Noted(before, str(one["text"]), " ".join(str(one[name]) for name in ("what", "measure") if one.get(name)))

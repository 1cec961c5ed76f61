"""Starting a draft (起稿): from nothing, a template, a piece, the outlines of several side by side, the last period."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from mofan.drafting.actions import NewDraft, start, start_from_outlines, start_from_piece, start_from_template
from mofan.drafting.queries import templates_visible_to, units_to_write_for
from mofan.drafting.skeleton import Keep, Skeleton
from mofan.library.clean_text import text_of
from mofan.library.models import Piece
from mofan.library.queries import pieces_visible_to
from mofan.org.rules import RuleBroken
from mofan.text.outline import Heading, outline
from mofan.web.asked import number_asked
from mofan.web.forms import Wrong
from mofan.web.visitor import person_of

PERIODS: Final = ("今年以来", "本季度", "上季度", "上半年", "去年")
KEEPS: Final[dict[Keep, str]] = {
    "figures": "提纲、套语和带数的句子（做法留空，自己写）",
    "outline": "只要提纲",
    "all": "全文（借用多少记在借用登记里）",
}
OFFERED: Final = 20
USUAL: Final = "经验材料"
"""What is offered before anything is looked for."""
MOST_PIECES: Final = 4
"""Outlines side by side."""


@dataclass(frozen=True, slots=True)
class Outline:
    """The outline of one piece with the places that are wanted."""

    piece: Piece
    headings: tuple[tuple[int, Heading, str], ...]
    """(place, heading, its words)."""


def new(request: HttpRequest) -> HttpResponseBase:
    """A draft from nothing or from a template."""
    me = person_of(request)
    errors: tuple[Wrong, ...] = ()
    if request.method == "POST":
        facts = _facts(request)
        template = templates_visible_to(me).filter(pk=number_asked(request.POST.get("template", "")) or 0).first()
        try:
            if facts is None:
                raise RuleBroken("请选为哪个单位起草。")
            at = timezone.now()
            row = start_from_template(template, facts, by=me, at=at) if template else start(facts, by=me, at=at)
            return redirect("draft", row.pk)
        except RuleBroken as rule:
            errors = (Wrong(rule.sentence, "unit"),)
    context = _form(request) | {"templates": templates_visible_to(me), "errors": errors}
    return render(request, "web/drafting/new.html", context, status=422 if errors else 200)


def from_piece(request: HttpRequest, piece: int) -> HttpResponseBase:
    """A draft with the skeleton of a piece: which headings, how much of it."""
    me = person_of(request)
    source = get_object_or_404(pieces_visible_to(me), pk=piece)
    errors: tuple[Wrong, ...] = ()
    if request.method == "POST":
        facts = _facts(request)
        places = _places(request.POST, source)
        try:
            if facts is None:
                raise RuleBroken("请选为哪个单位起草。")
            keep = request.POST.get("keep", "figures")
            row, made = start_from_piece(
                source,
                facts,
                by=me,
                at=timezone.now(),
                keep=next((one for one in KEEPS if one == keep), "figures"),
                headings=places if len(places) < len(_outline(source).headings) else None,
            )
            messages.success(request, _began(made))
            return redirect("draft", row.pk)
        except RuleBroken as rule:
            errors = (Wrong(rule.sentence, "unit"),)
    context = _form(request) | {"piece": source, "outline": _outline(source), "keeps": KEEPS, "errors": errors}
    return render(request, "web/drafting/from_piece.html", context, status=422 if errors else 200)


def _began(made: Skeleton) -> str:
    """What came over, what did not, and what else to look at."""
    said = (
        f"取用 {len(made.taken)} 处文字（已记入借用登记），去掉 {len(made.removed)} 处别的单位的内容，"
        f"留下 {len(made.slots)} 个数位。去掉了什么，在“借用”里看。"
    )
    trades = sum(gap.what == "业务" for _, gap in made.body.gaps)
    return said + (f"有 {trades} 处是那一行才有的业务，用不上的，在“核对”里整句拿掉。" if trades else "")


def outlines(request: HttpRequest) -> HttpResponseBase:
    """The outlines of several pieces side by side, to take headings from."""
    me = person_of(request)
    asked = request.POST if request.method == "POST" else request.GET
    wanted = [pk for one in asked.getlist("piece") if (pk := number_asked(one)) is not None]
    found = {one.pk: one for one in pieces_visible_to(me).filter(pk__in=wanted[:MOST_PIECES])}
    sources = [found[pk] for pk in dict.fromkeys(wanted) if pk in found]
    errors: tuple[Wrong, ...] = ()
    if request.method == "POST":
        facts = _facts(request)
        try:
            if facts is None:
                raise RuleBroken("请选为哪个单位起草。")
            chosen = [(one, _places(request.POST, one)) for one in sources]
            return redirect("draft", start_from_outlines(chosen, facts, by=me, at=timezone.now()).pk)
        except RuleBroken as rule:
            errors = (Wrong(rule.sentence, "outlines"),)
    words = request.GET.get("words", "")[:60].strip()
    offered: Sequence[Piece] = ()
    if words or not sources:
        others = pieces_visible_to(me).exclude(pk__in=[one.pk for one in sources])
        others = others.filter(title__icontains=words) if words else others.filter(genre=USUAL)
        offered = tuple(others.order_by("-pk")[:OFFERED])
    context = _form(request) | {
        "outlines": [_outline(one) for one in sources],
        "words": words,
        "offered": offered,
        "most": MOST_PIECES,
        "errors": errors,
    }
    return render(request, "web/drafting/outlines.html", context, status=422 if errors else 200)


def _outline(piece: Piece) -> Outline:
    text = text_of(piece).text
    return Outline(piece, tuple((place, one, text[one.start : one.end]) for place, one in enumerate(outline(text))))


def _places(given: QueryDict, piece: Piece) -> list[int]:
    """The places in the outline of a piece that were ticked."""
    return [place for one in given.getlist(f"heading-{piece.pk}") if (place := number_asked(one)) is not None]


def _facts(request: HttpRequest) -> NewDraft | None:
    unit = units_to_write_for(person_of(request)).filter(pk=number_asked(request.POST.get("unit", "")) or 0).first()
    if unit is None:
        return None
    return NewDraft(
        unit,
        title=request.POST.get("title", "").strip(),
        genre=request.POST.get("genre", "").strip() or "经验材料",
        period_words=request.POST.get("period", "").strip() or PERIODS[0],
    )


def _form(request: HttpRequest) -> dict[str, Any]:
    """What every form that starts a draft asks for, as it was filled in."""
    me = person_of(request)
    units = list(units_to_write_for(me).order_by("depth", "order", "pk")[:300])
    return {
        "units": units,
        "unit": number_asked(request.POST.get("unit", "")) or me.unit_id,
        "title": request.POST.get("title", ""),
        "genre": request.POST.get("genre", "经验材料"),
        "genres": ("经验材料", "工作总结", "工作汇报", "交流发言", "调研报告", "实施方案", "讲话"),
        "period": request.POST.get("period", PERIODS[0]),
        "periods": PERIODS,
    }

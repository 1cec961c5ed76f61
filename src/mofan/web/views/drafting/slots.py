"""The numbers of a draft (数位): what each may be, what is behind it, and what somebody puts there."""

from collections.abc import Sequence
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mofan.drafting.actions import Choice, accept_figure, add_slot, make_task, reopen, type_number
from mofan.drafting.chips import chips_of
from mofan.drafting.finding import proposals_for
from mofan.drafting.models import Draft, Slot
from mofan.drafting.models.slots import NumberStyle
from mofan.figures.answering import Question, left_out_of, shown_rows, value_of
from mofan.figures.definitions import definition_of
from mofan.figures.lines import lines_of
from mofan.figures.queries import figures_named
from mofan.figures.scopes import NotVisible, scope_for
from mofan.measure import NotAPeriod, read_period
from mofan.org.models import Person
from mofan.org.rules import RuleBroken
from mofan.web.asked import number_asked
from mofan.web.forms import Wrong
from mofan.web.views.drafting.loading import face_of, head, loaded, tasks, told, waiting
from mofan.web.views.figures import address_of_line, card_address
from mofan.web.visitor import person_of, wants_part

EXAMPLES: Final = 6
MOST_FOUND: Final = 12


def chips(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Every number of the draft as it is now, as JSON."""
    row = loaded(request, pk)
    found = chips_of(row, timezone.localdate())
    return JsonResponse({"chips": told(row, found), "waiting": waiting(row.text, found)})


def slot(request: HttpRequest, pk: int, key: str) -> HttpResponseBase:
    """One number: proposals while it is open, else the figure behind it with its rows. `?words=` looks for another."""
    row = loaded(request, pk)
    return _show(request, row, _slot_or_404(row, key))


@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A new slot for the writer to put into the text; answers with its key and chip as JSON."""
    row = loaded(request, pk)
    written = request.POST.get("written", "").strip()[:60]
    try:
        made = add_slot(row, by=person_of(request), at=timezone.now(), written=written, measure=_measure_of(written))
    except RuleBroken as rule:
        return JsonResponse({"sentence": rule.sentence}, status=422)
    return JsonResponse({"key": made.key, "chips": told(row, chips_of(row, timezone.localdate()))})


@require_POST
def settle(request: HttpRequest, pk: int, key: str) -> HttpResponseBase:
    """Put a figure, a number by hand or a task into the slot, or take it back, as the button says."""
    row = loaded(request, pk)
    one, me, at = _slot_or_404(row, key), person_of(request), timezone.now()
    given = request.POST
    try:
        match given.get("do", ""):
            case "accept":
                accept_figure(one, _choice(request), by=me, at=at)
            case "type":
                type_number(one, given.get("number", ""), given.get("evidence", ""), by=me, at=at)
            case "task":
                make_task(one, given.get("what", ""), by=me, at=at)
            case "reopen":
                reopen(one, by=me, at=at)
            case _:
                raise RuleBroken("没有这种办法，请刷新页面。")
    except RuleBroken as rule:
        return _show(request, row, _slot_or_404(row, key), (Wrong(rule.sentence),))
    if not wants_part(request):
        return redirect("slot", row.pk, key)
    answer = _show(request, row, one)
    answer["HX-Trigger"] = "slots-changed"
    return answer


def _show(request: HttpRequest, row: Draft, one: Slot, errors: tuple[Wrong, ...] = ()) -> HttpResponse:
    me, today = person_of(request), timezone.localdate()
    found = chips_of(row, today)
    chip = found[one.key]
    open_ones = waiting(row.text, found)
    context = head(request, row) | {
        "slot": one,
        "chip": chip,
        "face": face_of(chip),
        "errors": errors,
        "styles": NumberStyle.choices,
        "next": _next(row.text.slots, open_ones, one.key),
        "left": len(open_ones),
        "tasks": len(tasks(row.text, found)),
    }
    words = request.GET.get("words", "").strip()[:60]
    if chip.question is not None:
        context |= _behind(chip.question, me)
    if chip.question is None or request.GET.get("other") or words:
        context |= _offers(row, one, words, me)
    template = "web/drafting/slot.html#panel" if wants_part(request) else "web/drafting/slot.html"
    return render(request, template, context, status=422 if errors else 200)


def _next(slots: Sequence[str], open_ones: Sequence[str], here: str) -> str | None:
    """The slot to look at after this one: the next open one of the text, behind the last the first."""
    at = slots.index(here) if here in slots else -1
    return next((key for key in (*slots[at + 1 :], *slots[: max(at, 0)]) if key in open_ones), None)


def _behind(question: Question, me: Person) -> dict[str, Any]:
    """The figure behind a chip: its rows, who entered them, what was left out."""
    rows = shown_rows(question, me)
    return {
        "question": question,
        "card": card_address(question),
        "rows": [(line, address_of_line(line)) for line in lines_of(rows[:EXAMPLES])],
        "count": rows.count(),
        "left_out": left_out_of(question),
    }


def _offers(row: Draft, one: Slot, words: str, me: Person) -> dict[str, Any]:
    """The figures that may stand here with what each would read; those behind `words` where they are given."""
    proposed = proposals_for(row, only_open=False).get(one.key)
    period = (proposed.period_words if proposed else one.period_words) or row.period_words
    offers = []
    if words:
        named = [figure for some in figures_named(words).values() for figure in some][:MOST_FOUND]
        offers = [(figure, "", _would_read(row, figure.code, period, me)) for figure in named]
    elif proposed:
        offers = [(p.figure, p.reason, _would_read(row, p.figure.code, period, me)) for p in proposed.proposals]
    return {
        "offers": offers,
        "period": period,
        "near": (proposed.before, proposed.after) if proposed else None,
        "words": words,
        "asking": True,
    }


def _would_read(row: Draft, code: str, period: str, me: Person) -> str:
    """What a figure reads for the draft's unit and all below it; empty where it cannot be asked."""
    today = timezone.localdate()
    try:
        scope = scope_for(me, (row.unit_id,), below=True)
        question = Question(definition_of(code), scope, read_period(period, today), today)
    except (NotVisible, NotAPeriod):
        return ""
    return question.figure.shown(value_of(question))


def _choice(request: HttpRequest) -> Choice:
    given = request.POST
    units = tuple(pk for one in given.getlist("unit") if (pk := number_asked(one)) is not None)
    return Choice(
        given.get("code", ""),
        units,
        given.get("below", "1") != "0",
        given.get("period", ""),
        given.get("style", ""),
        given.get("measure", "")[:20],
    )


def _slot_or_404(row: Draft, key: str) -> Slot:
    return get_object_or_404(row.slots.select_related("draft"), key=key)


def _measure_of(written: str) -> str:
    """The measure word behind a number that was typed: 36场次 → 场次."""
    return written.lstrip("0123456789.,，xX×约近余多 ").strip()[:20]

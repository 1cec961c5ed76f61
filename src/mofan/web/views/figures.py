"""Figures (数): the catalogue, the card of one. Every number on them opens to its rows."""

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Final
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from mofan.figures.actions import freeze
from mofan.figures.answering import (
    Question,
    a_year_before,
    by_month,
    by_unit,
    contributions,
    count_of_rows,
    keys_shown,
    left_out_of,
    occasions_of,
    rows_named,
    rows_of,
    shown_rows,
    value_of,
    values_of,
    what_they_add,
)
from mofan.figures.definitions import Definition, NoSuchFigure, definition_of, formula, kind_of_figure
from mofan.figures.expressions import Value
from mofan.figures.lines import lines_of
from mofan.figures.queries import figures_named
from mofan.figures.scopes import NotVisible, Scope, scope_for
from mofan.figures.sources import LeftOut, Line, Noun
from mofan.measure import NotAPeriod, Period, date_text, read_period, same_last_year, year_to_date
from mofan.org.actions import log_access
from mofan.org.models import Person, Unit
from mofan.org.queries import units_visible_to
from mofan.org.rules import RuleBroken
from mofan.org.sheets import Cell, Sheet, write_workbook
from mofan.records.fulfilling import Met, readable_of
from mofan.records.known_kinds import known_kinds
from mofan.records.occasions import STATES
from mofan.web.asked import number_asked
from mofan.web.charts import bars_of
from mofan.web.figure_drawn import drawn
from mofan.web.forms import Wrong
from mofan.web.paging import Sheet as Paged
from mofan.web.paging import page_of
from mofan.web.sending import XLSX, sent
from mofan.web.unit_choices import offered
from mofan.web.visitor import address_of, person_of

AT_ONCE: Final = 50
VALUES_AT_ONCE: Final = 60
"""Figures on one page of the catalogue, each with its number."""
EXAMPLES: Final = 20
_KEY: Final = 987_654_321
"""Stands for the key of a unit in an address until the key is put in."""
MOST_EXPORTED: Final = 10_000
PERIODS: Final = ("今年以来", "本月", "上月", "本季度", "上季度", "上半年", "前三季度", "去年", "本五年规划")


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: units and days; what could not be read is said and left as usual."""

    scope: Scope | None
    period: Period
    words: str
    """The period as it was written."""
    wrong: tuple[Wrong, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A number with the way to its card."""

    figure: Definition
    shown: str
    address: str


def catalogue(request: HttpRequest) -> HttpResponseBase:
    """What figures there are, by group, so many at a time, each with its number."""
    me, asked = person_of(request), asked_of(request)
    words, group = request.GET.get("words", "").replace("\x00", "")[:60], request.GET.get("group", "")
    groups = figures_named(words)
    shown = {name: some for name, some in groups.items() if not group or name == group}
    page = page_of([one for some in shown.values() for one in some], request, size=VALUES_AT_ONCE)
    here = {name: [one for one in page.rows if one.group == name] for name in dict.fromkeys(o.group for o in page.rows)}
    context = _controls(request, me, asked) | {
        "groups": here,
        "page": page,
        "names": list(figures_named()),
        "told": _told_together(asked.scope, asked.period, list(page.rows)) if asked.scope is not None else {},
        "words": words,
        "group": group,
        "asking": as_query(asked.scope, asked.period),
    }
    return render(request, "web/figures/catalogue.html", context)


def card(request: HttpRequest, code: str) -> HttpResponseBase:
    """One figure: the number now, its definition, the rows, what was left out, the months, the units."""
    me, asked, figure = person_of(request), asked_of(request), _figure_or_404(code)
    context = _controls(request, me, asked) | {"figure": figure, "formula": formula(figure)}
    if asked.scope is None:
        return render(request, "web/figures/card.html", context)
    question = _question(figure, asked.scope, asked.period)
    if "out" in request.GET:
        return _out(request, me, question, context)
    return render(request, "web/figures/card.html", context | _answer(request, me, question))


def _out(request: HttpRequest, me: Person, question: Question, context: dict[str, object]) -> HttpResponseBase:
    """All that was left out for one reason, by pages (没数的，一种缘由)."""
    reasons = left_out_of(question)
    place = number_asked(request.GET["out"])
    if place is None or not 0 < place <= len(reasons):
        raise Http404
    one = reasons[place - 1]
    context |= {"one": one, "question": question, "source": question.figure.source, "card": card_address(question)}
    if one.occasions:
        occasions: Paged[Met] = page_of(one.occasions, request, size=AT_ONCE)
        context |= {"page": occasions, "occasions": occasions, "readable": readable_of(me, occasions.rows)}
    else:
        page: Paged[int] = page_of(one.rows.visible_to(me).values_list("pk", flat=True), request, size=AT_ONCE)
        rows = [(line, address_of_line(line), "") for line in lines_of(rows_named(question, page.rows))]
        context |= {"page": page, "rows": rows, "hidden": one.rows.count() - page.total}
    return render(request, "web/figures/left_out.html", context)


def _answer(request: HttpRequest, me: Person, question: Question) -> dict[str, object]:
    value, before, months = value_of(question), a_year_before(question), by_month(question)
    kind = kind_of_figure(question.figure)
    parts = question.parts or (question,)
    behind = _occasions_behind if question.figure.duty is not None else _rows_behind
    return behind(request, me, question) | {
        "question": question,
        "shown": question.figure.shown(value),
        "before": question.figure.shown(before),
        "before_at": card_address(question.over(same_last_year(question.period))),
        "change": _change(question.figure, value, before),
        "parts": [_told(part) for part in question.parts],
        "source": parts[0].figure.source,
        "months": [
            (period, question.figure.shown(number), card_address(question.over(period))) for period, number in months
        ],
        "chart": bars_of(
            [(str(period.start.month), number) for period, number in months], percent=question.figure.percent
        ),
        "by_unit": _units(question),
        "kind": known_kinds().get(kind) if kind and not question.figure.of_cases else None,
        "asking": as_query(question.scope, question.period),
    }


def _rows_behind(request: HttpRequest, me: Person, question: Question) -> dict[str, object]:
    """A page of the rows that are counted, and what was left out."""
    page: Paged[int] = page_of(keys_shown(question, me), request, size=AT_ONCE)
    shown = rows_named(question, page.rows)
    adds = what_they_add(question, shown)
    return {
        "page": page,
        "rows": [(line, address_of_line(line), _plain(adds.get(line.pk))) for line in lines_of(shown)],
        "hidden": count_of_rows(question) - page.total,
        "left_out": [_left_out(question, me, one) for one in left_out_of(question)],
    }


def _occasions_behind(request: HttpRequest, me: Person, question: Question) -> dict[str, object]:
    """A page of the occasions of duties that are counted, and what was left out."""
    page: Paged[Met] = page_of(occasions_of(question), request, size=AT_ONCE)
    out = [(one, one.occasions[:EXAMPLES]) for one in left_out_of(question)]
    shown = [*page.rows, *(met for _, some in out for met in some)]
    return {
        "occasions": page,
        "readable": readable_of(me, shown),
        "left_out": [(replace(one, occasions=some), []) for one, some in out],
    }


def _left_out(question: Question, me: Person, one: LeftOut) -> tuple[LeftOut, list[tuple[Line, str]]]:
    """A reason with the first of its rows that this person may read."""
    keys = list(one.rows.visible_to(me).values_list("pk", flat=True)[:EXAMPLES])
    return one, [(line, address_of_line(line)) for line in lines_of(rows_named(question, keys))]


ADDRESSES: Final[dict[Noun, str]] = {"record": "record", "case": "case"}


def address_of_line(line: Line) -> str:
    """The page of a row behind a number."""
    return reverse(ADDRESSES[line.noun], args=[line.pk])


def _units(question: Question) -> str:
    """Each unit of the scope with its number and its card, as lines of a table."""
    if not question.scope.below:
        return ""
    before, after = card_address(question.within(Scope((Unit(pk=_KEY),)))).split(str(_KEY))
    shown = cache(question.figure.shown)  # most of hundreds have a number that others have too
    return drawn((unit.name, shown(number), f"{before}{unit.pk}{after}") for unit, number in by_unit(question))


def export(request: HttpRequest, code: str) -> HttpResponseBase:
    """The table of sources of a number (数据来源表) as .xlsx: what it is, and the records it counts."""
    me, asked, figure = person_of(request), asked_of(request), _figure_or_404(code)
    if asked.scope is None:
        raise Http404
    question = _question(figure, asked.scope, asked.period)
    lines = lines_of(shown_rows(question, me)[:MOST_EXPORTED])
    adds = contributions(question, rows_of(question))
    about: list[tuple[Cell, ...]] = [
        ("名称", figure.name), ("数", figure.shown(value_of(question))), ("范围", asked.scope.label),
        ("期间", asked.period.label), ("口径", figure.definition), ("代号", figure.code),
        ("取数时间", f"{timezone.localtime():%Y-%m-%d %H:%M}"), ("取数人", me.name),
    ]  # fmt: skip
    if figure.duty is not None:
        about += [("到期的应做", "见“应做”表")]
    table: list[tuple[Cell, ...]] = [("日期", "种类", "主题", "单位", "计入", "录入人", "录入日期")]
    for line in lines:
        number = float(adds[line.pk]) if line.pk in adds else None
        entered = timezone.localtime(line.at).date()
        table.append((line.day, line.kind_name, line.title, line.unit, number, line.by, entered))
    file = f"{figure.name}{date_text(timezone.localdate())}.xlsx"
    log_access("导出数据来源表", by=me, at=timezone.now(), detail=file, address=address_of(request))
    sheets = [Sheet("口径", tuple(about)), Sheet("事项" if figure.of_cases else "记录", tuple(table))]
    if figure.duty is not None:
        sheets.append(Sheet("应做", tuple(_occasions(question))))
    return sent(write_workbook(sheets), file, XLSX)


def _occasions(question: Question) -> list[tuple[Cell, ...]]:
    """The occasions behind a figure of duties, as a table."""
    table: list[tuple[Cell, ...]] = [("单位", "种类", "哪一次", "最后一天", "状态", "履行日期")]
    for one in occasions_of(question)[:MOST_EXPORTED]:
        occasion, state = one.standing.occasion, STATES[one.standing.state]
        table.append(
            (str(one.row.unit), one.row.kind.name, occasion.label, occasion.deadline, state, one.standing.served_by)
        )
    return table


@require_POST
def keep(request: HttpRequest, code: str) -> HttpResponseBase:
    """Freeze the number for a document (定数)."""
    me, asked, figure = person_of(request), asked_of(request), _figure_or_404(code)
    if asked.scope is None:
        raise Http404
    question = _question(figure, asked.scope, asked.period)
    try:
        frozen = freeze(question, purpose=request.POST.get("purpose", ""), by=me, at=timezone.now())
    except RuleBroken as rule:
        messages.error(request, rule.sentence)
        return redirect(card_address(question))
    messages.success(request, f"已定数：{frozen.name} {frozen.shown}。以后台账再变，这里不变，只说明变化。")
    return redirect("frozen_figure", frozen.pk)


def asked_of(request: HttpRequest, *, widest: bool = False) -> Asked:
    """Units and days of an address; a form that is sent with POST keeps them in its address, too. Where no unit is
    named, the person's own, or, with `widest`, the highest that he sees."""
    me, today, given = person_of(request), timezone.localdate(), request.GET
    wrong: list[Wrong] = []
    words = given.get("period", "").replace("\x00", "")[:60] or "今年以来"
    try:
        period = read_period(words, today)
    except NotAPeriod as said:
        wrong.append(Wrong(str(said), "period"))
        period = year_to_date(today)
    keys = tuple(key for one in given.getlist("unit") if (key := number_asked(one)) is not None)
    own = keys or _first_unit(me, own=not widest)
    below = given.get("below", "" if keys else "1") == "1"
    try:
        scope = scope_for(me, own, below=below) if own else None
    except NotVisible as said:
        if keys:
            wrong.append(Wrong(str(said), "unit"))
        scope = scope_for(me, own, below=False) if own and not keys else None
    return Asked(scope, period, words, tuple(wrong))


def _first_unit(me: Person, *, own: bool) -> tuple[int, ...]:
    """The unit that is looked at first: his own, else the highest that he sees."""
    if own and me.unit_id is not None and units_visible_to(me).filter(pk=me.unit_id).exists():
        return (me.unit_id,)
    first = units_visible_to(me).order_by("depth", "order", "pk").first()
    return (first.pk,) if first else ()


def _controls(request: HttpRequest, me: Person, asked: Asked) -> dict[str, object]:
    return {
        "asked": asked,
        "units": offered(units_visible_to(me), [one.pk for one in asked.scope.units] if asked.scope else ()),
        "periods": PERIODS,
        "errors": asked.wrong,
    }


def _question(figure: Definition, scope: Scope, period: Period) -> Question:
    return Question(figure, scope, period, timezone.localdate())


def _told_together(scope: Scope, period: Period, figures: list[Definition]) -> dict[str, Told]:
    """Code → number of each of these figures."""
    if not figures:
        return {}
    asked = _question(figures[0], scope, period)
    values = values_of(asked, figures)
    return {one.code: Told(one, one.shown(values[one.code]), card_address(asked.asking(one))) for one in figures}


def _told(question: Question) -> Told:
    return Told(question.figure, question.figure.shown(value_of(question)), card_address(question))


def card_address(question: Question) -> str:
    """The card of a question."""
    return f"{reverse('figure', args=[question.figure.code])}?{as_query(question.scope, question.period)}"


def as_query(scope: Scope | None, period: Period) -> str:
    """Units and days as an address asks for them."""
    units = [("unit", str(one.pk)) for one in scope.units] if scope else []
    below = [("below", "1" if scope.below else "0")] if scope else []
    return urlencode([*units, *below, ("period", f"{period.start}..{period.end}")])


def _figure_or_404(code: str) -> Definition:
    figure = known_figure(code)
    if figure is None:
        raise Http404
    return figure


def known_figure(code: str) -> Definition | None:
    """The figure of a code; None where there is none any more."""
    try:
        return definition_of(code)
    except NoSuchFigure:
        return None


def _change(figure: Definition, value: Value, before: Value) -> str:
    """增加 3次, 减少 2.5 个百分点; nothing where one of the two has no data."""
    if value is None or before is None:
        return ""
    if value == before:
        return "持平"
    by = abs(value - before)
    said = f"{(by * 100).quantize(Decimal('0.1'))} 个百分点" if figure.percent else figure.shown(by)
    return f"{'增加' if value > before else '减少'} {said}"


def _plain(number: Decimal | None) -> str:
    return "" if number is None else f"{number.normalize():,f}"

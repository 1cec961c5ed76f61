"""How it goes (办理情况): over units and days, every number a figure that opens its card and the cases behind it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from mofan.cases.known_kinds import known_kinds
from mofan.cases.named_figures import FACETS, PREFIX, choices
from mofan.cases.takes import RATES
from mofan.figures.answering import Question, by_unit, values_of, with_months
from mofan.figures.definitions import Definition, NoSuchFigure, definition_of
from mofan.figures.expressions import Value
from mofan.figures.scopes import Scope
from mofan.org.queries import units_visible_to
from mofan.web.unit_choices import offered
from mofan.web.views.cases.listing import doors
from mofan.web.views.figures import PERIODS, asked_of, card_address
from mofan.web.visitor import person_of

Slice = Literal["kind", "unit", "category", "channel", "urgency", "level"]
See = Literal["", "each", "days", "units", "whistles"]
SEES: Final[Mapping[See, str]] = {
    "": "总览",
    "each": "按{}",
    "days": "办结天数",
    "units": "按承办单位",
    "whistles": "吹哨报到",
}
"""What is looked at (看什么): each asks for its own numbers alone."""
SLICES: Final[Mapping[Slice, str]] = {
    "kind": "种类",
    **{facet: name for facet, name in FACETS.items()},
    "unit": "单位",
}
"""By what the days that cases took are told (按什么分): categories are those of one kind."""
MONTHLY: Final = ("received", "accepted", "refused", "closed", "on_time_rate")
IN_SUM: Final = ("received", "accepted", "refused", "undecided", "closed")
OF_EACH: Final = ("received", "accepted", "refused", "closed", "due", "on_time", "on_time_rate")
OF_UNITS: Final = ("dispatched", "returned", "due", "done", "on_time")
OF_DAYS: Final = ("closed", "days_median", "days_p90")
OF_CALLS: Final = (
    "due",
    "arrived_rate",
    "on_time_rate",
    "refused",
    "reported_up",
    "absent",
    "handled_rate",
    "good_rate",
)
"""Of each side of a whistle; before these what only the side that calls has."""
OF_SIDES: Final = (
    ("吹哨的单位", ("whistles", "whistles_ended", *(f"calls_{one}" for one in OF_CALLS))),
    ("被吹哨的单位", tuple(f"called_{one}" for one in OF_CALLS)),
)
HEADS: Final = {
    "received": "收件",
    "accepted": "受理",
    "refused": "不予受理",
    "undecided": "待研判",
    "closed": "办结",
    "dispatched": "交办",
    "returned": "退单",
    "due": "到期应办结",
    "done": "到期已办结",
    "on_time": "按时办结",
    "on_time_rate": "按时办结率",
    "days_median": "中位天数",
    "days_p90": "九成位天数",
    "whistles": "吹哨",
    "whistles_ended": "销哨",
    **{
        f"{side}_{take}": name
        for side in ("calls", "called")
        for take, name in zip(
            OF_CALLS,
            ("应报到", "报到率", "按时报到率", "拒不报到", "上报", "逾期未到", "办结率", "好评率"),
            strict=True,
        )
    },
}
"""What the columns are called; the cards say what is counted."""
MOST_UNITS: Final = 60


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is shown, and the card that it opens; without an address there is nothing behind it."""

    shown: str
    address: str = ""


NOTHING: Final = Number("—")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: what it is of, its numbers."""

    name: str
    numbers: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class Rated:
    """A rate with what is divided by what (率、分子、分母)."""

    name: str
    means: str
    rate: Number
    part_name: str
    part: Number
    whole_name: str
    whole: Number


def show(request: HttpRequest) -> HttpResponseBase:
    """The dashboard over some units and a period, of all kinds that are accepted or refused, or of one."""
    me, asked = person_of(request), asked_of(request, widest=True)
    kinds = {code: one for code, one in known_kinds().items() if not one.restricted}
    kind = request.GET.get("kind", "") if request.GET.get("kind", "") in kinds else ""
    see: See = next((one for one in SEES if one == request.GET.get("see")), "")
    by: Slice = next((one for one in SLICES if one == request.GET.get("by")), "kind")
    if by in ("kind", "category"):
        by = "category" if kind else "kind"
    context: dict[str, Any] = {
        "asked": asked,
        "units": offered(units_visible_to(me), [one.pk for one in asked.scope.units] if asked.scope else ()),
        "periods": PERIODS,
        "errors": asked.wrong,
        "kinds": kinds,
        "kind": kind,
        "by": by,
        "see": see,
        "sees": {code: name.format("类别" if kind else "种类") for code, name in SEES.items()},
        "slices": {code: name for code, name in SLICES.items() if code != ("kind" if kind else "category")},
        "now": timezone.now(),
        **doors(me),
    }
    if asked.scope is not None:
        first = _figure(f"{_prefix(kind)}.received") or definition_of(f"{PREFIX}.received")
        context |= _numbers(Question(first, asked.scope, asked.period, timezone.localdate()), kind, by, see)
    return render(request, "web/cases/dashboard.html", context)


def _numbers(question: Question, kind: str, by: Slice, see: See) -> dict[str, Any]:
    prefix = _prefix(kind)
    match see:
        case "each":
            rows = _table(question, _each(kind), OF_EACH)
            return {
                "each": rows,
                "each_names": _heads(OF_EACH),
                "each_by": "类别" if kind else "种类",
                "empty": not rows,
            }
        case "days":
            days = _days(question, kind, by)
            return {"days": days, "days_names": _heads(OF_DAYS), "empty": not days}
        case "units":
            rows = _units(question, prefix, OF_UNITS)
            return {"by_unit": rows, "unit_names": _heads(OF_UNITS), "empty": not rows}
        case "whistles":
            sides = [(title, _heads(takes), _units(question, prefix, takes)) for title, takes in OF_SIDES]
            return {"sides": sides, "empty": not any(rows for _, _, rows in sides)}
        case _:
            told, months = _sums_and_months(question, prefix)
            return {
                "sum": [(HEADS[one], told.get(f"{prefix}.{one}", NOTHING)) for one in IN_SUM],
                "months": months,
                "month_names": _heads(MONTHLY),
                "rates": rates_of(told, prefix),
                "empty": not months,
            }


def _each(kind: str) -> list[tuple[str, str]]:
    """The prefixes of the figures of every kind, or of every category of one, with their names."""
    if kind:
        return [(f"{PREFIX}.{kind}.category.{one}", name) for one, name in choices("category", kind).items()]
    return [(f"{PREFIX}.{code}", one.name) for code, one in known_kinds().items() if not one.restricted]


def _prefix(kind: str) -> str:
    return f"{PREFIX}.{kind}" if kind else PREFIX


def _figure(code: str) -> Definition | None:
    try:
        return definition_of(code)
    except NoSuchFigure:
        return None


def _heads(takes: Iterable[str]) -> list[str]:
    return [HEADS[one] for one in takes]


def told_of(question: Question, codes: Sequence[str]) -> dict[str, Number]:
    """Code → the number of that figure over the units and days of a question, asked together."""
    figures = _figures(codes)
    return _told(question, figures, values_of(question.asking(figures[0]), figures)) if figures else {}


def _figures(codes: Iterable[str]) -> list[Definition]:
    """Those of these figures that there are."""
    return [figure for code in codes if (figure := _figure(code)) is not None]


def _told(question: Question, figures: Iterable[Definition], values: Mapping[str, Value]) -> dict[str, Number]:
    return {one.code: number_of(question.asking(one), values[one.code]) for one in figures}


def number_of(question: Question, value: Value) -> Number:
    """As a table shows it, without its measure word; nothing is “—”."""
    percent = question.figure.percent
    if value is None or (value == 0 and not percent):
        return NOTHING
    shown = question.figure.shown(value)
    return Number(shown if percent else shown.removesuffix(question.figure.measure), card_address(question))


def _table(question: Question, each: Sequence[tuple[str, str]], takes: Sequence[str]) -> list[Row]:
    """A row for each prefix of figures that has any number."""
    told = told_of(question, [f"{prefix}.{take}" for prefix, _ in each for take in takes])
    rows = [Row(name, tuple(told.get(f"{prefix}.{take}", NOTHING) for take in takes)) for prefix, name in each]
    return [one for one in rows if any(number != NOTHING for number in one.numbers)]


def _sums_and_months(question: Question, prefix: str) -> tuple[dict[str, Number], list[Row]]:
    """The numbers over the period, and the twelve months that end with its last: counted together."""
    figures = _figures([f"{prefix}.{one}" for one in IN_SUM] + codes_of_rates(prefix))
    monthly = _figures(f"{prefix}.{take}" for take in MONTHLY)
    values, of_months = with_months(question, figures, monthly)
    columns = [
        [(month, number_of(question.of(code).over(month), value)) for month, value in months]
        for code, months in of_months.items()
    ]
    rows = [
        Row(f"{row[0][0].start.year}年{row[0][0].start.month}月", tuple(number for _, number in row))
        for row in zip(*columns, strict=True)
    ]
    begun = next((at for at, row in enumerate(rows) if any(one != NOTHING for one in row.numbers)), len(rows))
    return _told(question, figures, values), rows[begun:]


def codes_of_rates(prefix: str) -> list[str]:
    """The figures of all rates, and of what is divided by what."""
    return [*dict.fromkeys(f"{prefix}.{one}" for rate in RATES for one in (rate.code, rate.part, rate.whole))]


def rates_of(told: Mapping[str, Number], prefix: str) -> list[Rated]:
    """All rates as they were told, each with what is divided by what."""
    found = []
    for rate in RATES:
        if (number := told.get(f"{prefix}.{rate.code}")) is not None:
            part, whole = (f"{prefix}.{one}" for one in (rate.part, rate.whole))
            names = [definition_of(f"{PREFIX}.{one}").name for one in (rate.part, rate.whole)]
            found.append(Rated(rate.name, rate.means, number, names[0], told[part], names[1], told[whole]))
    return found


def _units(question: Question, prefix: str, takes: Sequence[str]) -> list[Row]:
    """The units that have any of these numbers, in the order of the tree: no ranking."""
    columns: list[dict[int, Number]] = []
    names: dict[int, str] = {}
    for take in takes:
        figure = _figure(f"{prefix}.{take}")
        column: dict[int, Number] = {}
        if figure is not None:
            asked = question.asking(figure)
            for unit, value in by_unit(asked):
                names.setdefault(unit.pk, str(unit))
                column[unit.pk] = number_of(asked.within(Scope((unit,))), value)
        columns.append(column)
    rows = [Row(name, tuple(column.get(key, NOTHING) for column in columns)) for key, name in names.items()]
    return [one for one in rows if any(number != NOTHING for number in one.numbers)][:MOST_UNITS]


def _days(question: Question, kind: str, by: Slice) -> list[Row]:
    """How many days cases took, by what is asked for: how many were closed, the median, nine in ten."""
    prefix = _prefix(kind)
    if by == "unit":
        rows = []
        figure = _figure(f"{prefix}.closed")
        closed = by_unit(question.asking(figure)) if figure is not None else []
        for unit, _ in [(unit, value) for unit, value in closed if value][:MOST_UNITS]:
            told = told_of(question.within(Scope((unit,))), [f"{prefix}.{take}" for take in OF_DAYS])
            rows.append(Row(str(unit), tuple(told.get(f"{prefix}.{take}", NOTHING) for take in OF_DAYS)))
        return rows
    each = _each("") if by == "kind" else [(f"{prefix}.{by}.{one}", name) for one, name in choices(by, kind).items()]
    return _table(question, [(prefix, "合计"), *each], OF_DAYS)

"""The burden of filling in (负担表): how much is asked, how much was spared, and where to say that it is too much."""

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from mofan.org.models import Unit
from mofan.org.queries import history_of, units_under, units_visible_to
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken
from mofan.records import actions
from mofan.records.burdens import Meter, added_kinds, burdens_visible_to, meter
from mofan.records.fulfilling import Met, MetBy
from mofan.records.known_kinds import known_kinds
from mofan.records.models import BurdenReport
from mofan.records.models.burdens import SORTS
from mofan.records.queries import records_visible_to
from mofan.web.forms import Wrong, broken
from mofan.web.paging import page_of
from mofan.web.spans import SAID, span_asked
from mofan.web.unit_choices import offered, unit_asked
from mofan.web.visitor import person_of

AT_ONCE: Final = 50
MOST_UNITS: Final = 300
WHAT: Final = {
    "asked": "要求填的",
    "entered": "专门填了的",
    "reused": "由别的记录一并履行的",
    "several": "一条顶几项的记录",
}
REPORTS_AT_ONCE: Final = 20


def burden(request: HttpRequest) -> HttpResponseBase:
    """The numbers over a period, each of which opens to what it counts; kinds that were added here; what was said."""
    me, today = person_of(request), timezone.localdate()
    span, period = span_asked(request, today)
    unit = unit_asked(me, request.GET.get("unit", ""))
    weighed = meter(me, period, today, units_under(unit) if unit else None)
    what, kind = request.GET.get("what", ""), request.GET.get("kind", "")
    known = known_kinds()
    context = {
        "meter": weighed,
        "counts": {name: len(_counted(weighed, name, "")) for name in WHAT},
        "period": period,
        "before": period.previous().start,
        "after": period.next().start,
        "span": span,
        "spans": SAID.items(),
        "unit": unit,
        "units": offered(units_visible_to(me), [unit and unit.pk]),
        "asking": urlencode([("span", span), ("on", period.start), *([("unit", unit.pk)] if unit else [])]),
        "what": what if what in WHAT else "",
        "label": WHAT.get(what, ""),
        "kind": known.get(kind),
        "added": [(one, known.get(one.code), one.ends_on < today) for one in added_kinds()],
        "reports": burdens_visible_to(me)[:REPORTS_AT_ONCE],
        "waiting": burdens_visible_to(me).filter(answered_at=None).count(),
    }
    if context["what"]:
        page = page_of(_counted(weighed, what, kind if kind in known else ""), request, size=AT_ONCE)
        keys = [record.pk for one in page.rows if (record := _record_of(one)) is not None]
        readable = set(records_visible_to(me).filter(pk__in=keys).values_list("pk", flat=True))
        context |= {"page": page, "readable": readable}
    return render(request, "web/records/burden.html", context)


def _counted(weighed: Meter, what: str, kind: str) -> Sequence[Met | MetBy]:
    """What a number of the page counts, of all kinds or of one."""
    if what == "several":
        return weighed.several
    some = weighed.of_kind(kind) if kind else weighed
    return {"asked": some.asked, "entered": some.entered, "reused": some.reused}[what]


def _record_of(one: Met | MetBy) -> MetBy | None:
    return one if isinstance(one, MetBy) else one.record


def report(request: HttpRequest) -> HttpResponseBase:
    """Say that something asked for weighs too much (反映负担)."""
    me, given = person_of(request), request.POST
    errors: tuple[Wrong, ...] = ()
    if request.method == "POST":
        try:
            made = actions.report_burden(
                _unit(request),
                given.get("sort", ""),
                given.get("words", ""),
                kind=given.get("kind", ""),
                named=given.get("named") == "1",
                by=me,
                at=timezone.now(),
            )
        except RuleBroken as rule:
            errors = (Wrong(rule.sentence, "words"),)
        else:
            messages.success(request, "已送到督查的一方，答复会写在这里。")
            return redirect("burden_report", made.pk)
    context = {
        "units": offered(units_visible_to(me), [given.get("unit", "") or me.unit_id]),
        "sorts": SORTS.items(),
        "kinds": known_kinds().values(),
        "given": given or request.GET,
        "errors": errors,
    }
    return render(request, "web/records/burden_new.html", context)


def _unit(request: HttpRequest) -> Unit:
    unit = unit_asked(person_of(request), request.POST.get("unit", ""))
    if unit is None:
        raise RuleBroken("选一个单位。")
    return unit


def burden_report(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One burden that was reported, and the answer."""
    return _show(request, _loaded(request, pk))


def _loaded(request: HttpRequest, pk: int) -> BurdenReport:
    return get_object_or_404(burdens_visible_to(person_of(request)), pk=pk)


def _show(request: HttpRequest, row: BurdenReport, errors: tuple[Wrong, ...] = ()) -> HttpResponseBase:
    me = person_of(request)
    context = {
        "report": row,
        "kind": known_kinds().get(row.kind),
        "who": row.by.name if row.named or row.by_id == me.pk else "",
        "may_answer": row.answered_at is None and row.by_id != me.pk and me.may(Right.SUPERVISE, row.unit),
        "history": history_of(row) if row.named or row.by_id == me.pk else None,
        "errors": errors,
    }
    return render(request, "web/records/burden_report.html", context)


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What will be done about it (答复)."""
    row = _loaded(request, pk)
    try:
        actions.answer_burden(row, request.POST.get("answer", ""), by=person_of(request), at=timezone.now())
    except RuleBroken as rule:
        return _show(request, _loaded(request, pk), broken(rule))
    messages.success(request, "已答复。")
    return redirect(reverse("burden_report", args=[pk]))

"""The working calendar (工作日历): a year at a glance, days changed, a year's plan imported."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from mofan.org import actions
from mofan.org.holiday_plans import PlanRead, read_notice, read_plan_file
from mofan.org.models import Person
from mofan.org.queries import history_of_year
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken
from mofan.org.working_calendar import known_years, plan_of, working_calendar
from mofan.org.working_days import DayOff, NotACalendar
from mofan.records.actions import reckon_again
from mofan.records.known_kinds import known_kinds
from mofan.records.models import Task
from mofan.records.provisional import duties_without_plan, provisional_tasks
from mofan.web.asked import day_asked, number_asked
from mofan.web.forms import Wrong, broken, wrongs
from mofan.web.paging import page_of
from mofan.web.unit_forms import DayPlanForm, PlanForm
from mofan.web.visitor import person_of

LARGEST = 2 * 1024 * 1024
FIRST, LAST = 2004, 2099
AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Square:
    """A day as the month shows it: `kind` is off, work (a weekend that is worked), rest (a weekend) or empty."""

    day: date
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Month:
    """A month in weeks from Monday; None before its first and after its last day."""

    number: int
    weeks: tuple[tuple[Square | None, ...], ...]


def calendar(request: HttpRequest) -> HttpResponseBase:
    """A year: its plan as a list and as twelve months, when a period ends, what was changed."""
    return _show(request)


@require_POST
def change_day(request: HttpRequest) -> HttpResponseBase:
    """One day off, worked, or as usual."""
    me, form = _administrator(request), DayPlanForm(request.POST, auto_id="id_day_%s")
    if not form.is_valid():
        return _show(request, day_form=form, errors=wrongs(form))
    given = form.cleaned_data
    try:
        actions.set_day(given["day"], given["kind"], given["name"], by=me, at=timezone.now(), why=given["why"])
        reckoned = reckon_again(by=me, at=timezone.now())
    except RuleBroken as rule:
        return _show(request, day_form=form, errors=broken(rule))
    messages.success(request, f"已修改。{_said(reckoned)}")
    return redirect(f"{reverse('calendar')}?year={given['day'].year}")


@require_POST
def import_calendar(request: HttpRequest) -> HttpResponseBase:
    """A year's plan from a file or pasted: read and shown first, written when it is confirmed."""
    me, form = _administrator(request), PlanForm(request.POST, auto_id="id_plan_%s")
    if not form.is_valid():
        return _show(request, plan_form=form, errors=wrongs(form))
    given = form.cleaned_data
    try:
        read = _read(request, given["year"], given["text"])
        if request.POST.get("confirmed") != "1":
            return _show(request, plan_form=form, read=read)
        done = actions.import_plan(read.days, source=given["source"], by=me, at=timezone.now())
        reckoned = reckon_again(by=me, at=timezone.now())
    except (NotACalendar, RuleBroken) as error:
        return _show(request, plan_form=form, errors=(Wrong(str(error)),))
    year = max(done, key=lambda one: len(done[one]))
    changed = sum(map(len, done.values()))
    messages.success(
        request,
        (f"{year} 年的安排已导入，改动 {changed} 天。" if changed else "与现有安排相同，没有改动。") + _said(reckoned),
    )
    return redirect(f"{reverse('calendar')}?year={year}")


def _said(reckoned: list[Task]) -> str:
    return f"{len(reckoned)} 件交办的暂定时限已重算。" if reckoned else ""


def provisional(request: HttpRequest) -> HttpResponseBase:
    """Deadlines that rest on a year whose days off are not published (暂定时限); they are reckoned again when it is."""
    me, today = person_of(request), timezone.localdate()
    known = known_kinds()
    context = {
        "page": page_of(provisional_tasks(me), request, size=AT_ONCE),
        "duties": [(one, known[one.kind].name) for one in duties_without_plan(me, today) if one.kind in known],
        "latest": known_years()[0],
        "today": today,
    }
    return render(request, "web/provisional.html", context)


def _read(request: HttpRequest, year: int | None, text: str) -> PlanRead:
    file = request.FILES.get("file")
    if file is not None and not isinstance(file, list):
        if file.size is None or file.size > LARGEST:
            raise NotACalendar("文件超过 2 MB，不像是放假安排。请核对是否选错了文件。")
        return read_plan_file(file.read(), file.name or "", year)
    if not text.strip():
        raise NotACalendar("请选文件，或粘贴放假通知的正文。")
    return read_notice(text, year)


def _administrator(request: HttpRequest) -> Person:
    me = person_of(request)
    if not me.may(Right.ADMINISTER):
        raise PermissionDenied("工作日历由系统管理员维护。发现日期不对，请告诉管理员。")
    return me


def _show(
    request: HttpRequest,
    *,
    day_form: DayPlanForm | None = None,
    plan_form: PlanForm | None = None,
    read: PlanRead | None = None,
    errors: tuple[Wrong, ...] = (),
) -> HttpResponseBase:
    me, today = person_of(request), timezone.localdate()
    asked = number_asked(request.GET.get("year", "")) or today.year
    year = min(max(asked, FIRST), LAST)
    plan, holds = plan_of(year), working_calendar()
    event = day_asked(request.GET.get("from", "")) or today
    number = number_asked(request.GET.get("number", "")) or 0
    measure = request.GET.get("measure", "")
    if measure not in ("working_day", "calendar_day", "month"):
        measure = "working_day"
    years = known_years()
    context = {
        "year": year,
        "before": year - 1 if year > FIRST else None,
        "after": year + 1 if year < LAST else None,
        "latest": years[0],
        "published": year in holds.years,
        "plan": plan,
        "months": _months(year, plan),
        "may_change": me.may(Right.ADMINISTER),
        "day_form": day_form or DayPlanForm(auto_id="id_day_%s", initial={"day": today}),
        "plan_form": plan_form or PlanForm(auto_id="id_plan_%s", initial={"year": years[0] + 1}),
        "read": read,
        "errors": errors,
        "history": history_of_year(year),
        "event": event,
        "number": number,
        "measure": measure,
        "due": holds.due(event, number, measure) if 0 < number <= 1000 else None,  # type: ignore[arg-type]
    }
    return render(request, "web/calendar.html", context)


def _months(year: int, plan: tuple[DayOff, ...]) -> tuple[Month, ...]:
    said = {one.day: one for one in plan}
    weeks_of = Calendar(firstweekday=0)
    return tuple(
        Month(
            number,
            tuple(
                tuple(_square(day, said) if day.month == number else None for day in week)
                for week in weeks_of.monthdatescalendar(year, number)
            ),
        )
        for number in range(1, 13)
    )


def _square(day: date, said: dict[date, DayOff]) -> Square:
    one = said.get(day)
    if one is not None:
        return Square(day, "work" if one.worked else "off", one.name)
    return Square(day, "rest" if day.weekday() >= 5 else "", "")

"""Responsibility lists (责任清单): by unit, level and post; one list with its evidence; letters that are signed."""

from collections.abc import Callable
from typing import Final
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from mofan.measure import Period, date_text, year_of
from mofan.org.actions import log_access
from mofan.org.queries import history_of, units_visible_to
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken
from mofan.org.sheets import Cell, Sheet, write_workbook
from mofan.records import actions
from mofan.records.entry import NotAValue, read_day
from mofan.records.known_kinds import known_kinds
from mofan.records.letters import letter_on_paper, letter_paper
from mofan.records.models import Responsibility, ResponsibilityLetter
from mofan.records.models.responsibility import LEVELS
from mofan.records.queries import people_chosen
from mofan.records.responsibility import (
    STANDS,
    Evidence,
    Stands,
    evidence_of,
    may_draw,
    narrowed,
    responsibilities_visible_to,
    units_to_draw_for,
)
from mofan.web.forms import Wrong, broken
from mofan.web.paging import page_of
from mofan.web.sending import DOCX, XLSX, sent
from mofan.web.unit_choices import offered, unit_asked
from mofan.web.visitor import address_of, person_of

AT_ONCE: Final = 50
MOST_UNITS: Final = 300


def responsibilities(request: HttpRequest) -> HttpResponseBase:
    """The lists in the order of the units, levels and posts: nobody is ranked."""
    me, given, today = person_of(request), request.GET, timezone.localdate()
    unit = unit_asked(me, given.get("unit", ""))
    level = given.get("level", "")
    stands: Stands = next((one for one in STANDS if one == given.get("stands")), "now")
    rows = narrowed(responsibilities_visible_to(me), unit=unit, level=level, stands=stands, today=today)
    context = {
        "page": page_of(rows, request, size=AT_ONCE),
        "unit": unit,
        "units": offered(units_visible_to(me), [unit and unit.pk]),
        "level": level,
        "levels": LEVELS.items(),
        "stands": stands,
        "ways": STANDS.items(),
        "may_draw": units_to_draw_for(me).exists(),
    }
    return render(request, "web/records/responsibilities.html", context)


def draw_list(request: HttpRequest) -> HttpResponseBase:
    """Say who answers in a post of a unit (列责任清单)."""
    me, given, today = person_of(request), request.POST, timezone.localdate()
    units = units_to_draw_for(me)
    errors: tuple[Wrong, ...] = ()
    if request.method == "POST":
        try:
            made = _draw(request)
        except RuleBroken as rule:
            errors = broken(rule)
        except NotAValue as error:
            errors = (Wrong(f"起止日期：{error}", "since"),)
        else:
            messages.success(request, "已列出，接着添责任事项。")
            return redirect("responsibility", made.pk)
    context = {
        "units": offered(units, [given.get("unit", "")]),
        "levels": LEVELS.items(),
        "given": given,
        "year": year_of(today),
        "errors": errors,
    }
    return render(request, "web/records/responsibility_new.html", context)


def _draw(request: HttpRequest) -> Responsibility:
    me, given = person_of(request), request.POST
    unit = unit_asked(me, given.get("unit", ""))
    if unit is None:
        raise RuleBroken("选一个单位。")
    owner = people_chosen(me, given.get("owner", ""), unit)
    if owner is None:
        raise RuleBroken("责任人写一位，姓名要在本系统里找得到。")
    since, until = read_day(given.get("since", "")), read_day(given.get("until", ""))
    if until < since:
        raise RuleBroken("止日不能早于起日。")
    level, post, basis = (given.get(name, "") for name in ("level", "post", "basis"))
    return actions.draw_list(unit, level, post, owner, Period(since, until), basis=basis, by=me, at=timezone.now())


def responsibility(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One list: its items with the records that bear them out, its letters, its history."""
    return _show(request, _loaded(request, pk))


def _loaded(request: HttpRequest, pk: int) -> Responsibility:
    return get_object_or_404(responsibilities_visible_to(person_of(request)), pk=pk)


def _show(request: HttpRequest, row: Responsibility, errors: tuple[Wrong, ...] = ()) -> HttpResponseBase:
    me = person_of(request)
    items = [
        (item, [(one, _address(one)) for one in evidence_of(me, row, item)])
        for item in row.items.order_by("voided_at", "no")
    ]
    letters = row.letters.select_related("giver", "drawn_by")
    context = {
        "row": row,
        "items": [one for one in items if not one[0].is_void],
        "gone": [item for item, _ in items if item.is_void],
        "letters": letters,
        "may_change": not row.is_void and may_draw(me, row.unit),
        "has_letter": any(one.withdrawn_at is None for one in letters),
        "kinds": known_kinds().values(),
        "history": history_of(row),
        "given": request.POST if errors else {},
        "chosen": request.POST.getlist("kinds") if errors else [],
        "errors": errors,
    }
    return render(request, "web/records/responsibility.html", context)


def _address(one: Evidence) -> str:
    """The list of records that shows just this evidence."""
    asked = one.asked
    asking = [("unit", asked.unit), ("since", asked.since), ("until", asked.until), ("serving", 1)]
    return f"{reverse('records_of', args=[asked.kind])}?{urlencode(asking)}"


@require_POST
def add_item(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One more item (添责任事项)."""
    row, given = _loaded(request, pk), request.POST

    def act() -> None:
        try:
            due_on = read_day(given["due_on"]) if given.get("due_on") else None
        except NotAValue as error:
            raise RuleBroken(f"时限：{error}") from error
        facts = actions.ItemFacts(
            given.get("what", ""), given.get("basis", ""), given.get("standard", ""), due_on, given.getlist("kinds")
        )
        actions.add_item(row, facts, by=person_of(request), at=timezone.now())

    return _do(request, row, act, "已添上。")


@require_POST
def void_item(request: HttpRequest, pk: int, item: int) -> HttpResponseBase:
    """An item does not hold any more (作废责任事项)."""
    row, why = _loaded(request, pk), request.POST.get("why", "")
    what = get_object_or_404(row.items.all(), pk=item)
    what.responsibility = row
    return _do(
        request, row, lambda: actions.void_item(what, why=why, by=person_of(request), at=timezone.now()), "已作废。"
    )


@require_POST
def void_list(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The list does not hold any more (作废责任清单)."""
    row, why = _loaded(request, pk), request.POST.get("why", "")
    done = "已作废，仍可查看。"
    return _do(request, row, lambda: actions.void_list(row, why=why, by=person_of(request), at=timezone.now()), done)


@require_POST
def draw_letter(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A letter of what the list says now (拟责任书)."""
    row = _loaded(request, pk)
    done = "责任书已拟好，请双方签订。"
    return _do(request, row, lambda: actions.draw_letter(row, by=person_of(request), at=timezone.now()), done)


def letter(request: HttpRequest, pk: int, letter: int) -> HttpResponseBase:
    """A letter as it reads, and who has signed it."""
    return _show_letter(request, _letter(request, pk, letter))


def _letter(request: HttpRequest, pk: int, letter: int) -> ResponsibilityLetter:
    row = _loaded(request, pk)
    found = get_object_or_404(row.letters.select_related("giver"), pk=letter)
    found.responsibility = row
    return found


def _show_letter(request: HttpRequest, one: ResponsibilityLetter, errors: tuple[Wrong, ...] = ()) -> HttpResponseBase:
    me, row = person_of(request), one.responsibility
    gives = me.may(Right.APPROVE, row.unit) or me.may(Right.SUPERVISE, row.unit)
    mine = one.owner_signed_at is None if me.pk == row.owner_id else one.giver is None and gives
    context = {
        "letter": one,
        "row": row,
        "paper": letter_paper(one),
        "may_sign": one.withdrawn_at is None and mine,
        "as_owner": me.pk == row.owner_id,
        "may_withdraw": one.withdrawn_at is None and may_draw(me, row.unit),
        "errors": errors,
    }
    return render(request, "web/records/responsibility_letter.html", context)


@require_POST
def sign_letter(request: HttpRequest, pk: int, letter: int) -> HttpResponseBase:
    """Sign it, for one's own side (签订)."""
    one = _letter(request, pk, letter)
    return _do_letter(
        request, one, lambda: actions.sign_letter(one, by=person_of(request), at=timezone.now()), "已签订。"
    )


@require_POST
def withdraw_letter(request: HttpRequest, pk: int, letter: int) -> HttpResponseBase:
    """It stands no longer (收回)."""
    one, why = _letter(request, pk, letter), request.POST.get("why", "")
    return _do_letter(
        request,
        one,
        lambda: actions.withdraw_letter(one, why=why, by=person_of(request), at=timezone.now()),
        "已收回，仍可查看。",
    )


def letter_file(request: HttpRequest, pk: int, letter: int) -> HttpResponseBase:
    """The letter as .docx."""
    one = _letter(request, pk, letter)
    name = f"{one.responsibility.unit}{one}.docx"
    log_access("导出责任书", by=person_of(request), at=timezone.now(), detail=name, address=address_of(request))
    return sent(letter_on_paper(one), name, DOCX)


def export(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The list with the count of evidence as .xlsx (导出责任清单)."""
    row, me = _loaded(request, pk), person_of(request)
    if row.is_void:
        raise Http404
    about: list[tuple[Cell, ...]] = [
        ("单位", str(row.unit)), ("级", row.get_level_display()), ("岗", row.post), ("责任人", row.owner.name),
        ("依据", row.basis), ("起止", f"{date_text(row.since)}至{date_text(row.until)}"),
    ]  # fmt: skip
    table: list[tuple[Cell, ...]] = [("序号", "责任事项", "依据", "标准", "时限", "凭据")]
    for no, item in enumerate(row.items.filter(voided_at=None), 1):
        evidence = "；".join(f"{one.kind.name} {one.count} 条" for one in evidence_of(me, row, item))
        table.append((no, item.what, item.basis, item.standard, item.due_on, evidence))
    name = f"{row}.xlsx"
    log_access("导出责任清单", by=me, at=timezone.now(), detail=name, address=address_of(request))
    return sent(write_workbook([Sheet("清单", tuple(about)), Sheet("事项", tuple(table))]), name, XLSX)


def _do(request: HttpRequest, row: Responsibility, act: Callable[[], object], done: str) -> HttpResponseBase:
    try:
        act()
    except RuleBroken as rule:
        return _show(request, _loaded(request, row.pk), broken(rule))
    messages.success(request, done)
    return redirect("responsibility", row.pk)


def _do_letter(
    request: HttpRequest, one: ResponsibilityLetter, act: Callable[[], object], done: str
) -> HttpResponseBase:
    try:
        act()
    except RuleBroken as rule:
        return _show_letter(request, _letter(request, one.responsibility_id, one.pk), broken(rule))
    messages.success(request, done)
    return redirect("responsibility_letter", one.responsibility_id, one.pk)

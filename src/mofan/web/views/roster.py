"""People (人员): the roster, a person with what he was where and when, entering, changing, showing what is masked."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from mofan.org import actions
from mofan.org.importing import sheet_of_people, sheet_of_units
from mofan.org.kinds import Standing
from mofan.org.masking import FIELDS
from mofan.org.models import Person, Unit
from mofan.org.overview import history_around, roster
from mofan.org.queries import (
    masked_data_of,
    people_ever_visible_to,
    people_visible_to,
    units_under,
    units_visible_to,
    units_where,
)
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken
from mofan.org.sheets import write_workbook
from mofan.web.asked import day_asked, number_asked
from mofan.web.forms import PlainForm, Wrong, broken, wrongs
from mofan.web.paging import page_of
from mofan.web.unit_choices import branches_in_order, offered, unit_chosen, units_in_order
from mofan.web.unit_forms import AccountForm, EndForm, MembershipForm, PersonForm, PostForm, ReasonForm, RoleForm
from mofan.web.unit_tree import options
from mofan.web.visitor import address_of, person_of

AT_ONCE = 50
STANDINGS = (
    ("", "全部人员"),
    ("member", "党员"),
    ("voting", "有表决权的党员"),
    *Standing.choices,
    ("voided", "已作废的"),
)
"""What the list may be narrowed to."""


def people_of_units(request: HttpRequest) -> HttpResponseBase:
    """The people that this person may see, narrowed by unit, by standing, by name or initials, on a day."""
    me, today = person_of(request), timezone.localdate()
    unit = _unit_asked(request)
    day = day_asked(request.GET.get("on", "")) or today
    words, standing = request.GET.get("q", "").strip()[:40], request.GET.get("standing", "")
    if standing not in dict(STANDINGS):
        standing = ""
    rows = roster(me, unit, day, words=words, standing=standing).prefetch_related("posts__unit")
    context = {
        "page": page_of(rows, request, size=AT_ONCE),
        "unit": unit,
        "day": day,
        "is_today": day == today,
        "words": words,
        "standing": standing,
        "standings": STANDINGS,
        "offered": offered(units_where(me, Right.VIEW).filter(until=None), [unit and unit.pk]),
        "may_add": unit is not None and me.may(Right.MANAGE, unit),
        "may_unmask": me.may(Right.UNMASK),
        "narrowed": bool(unit or words or standing),
    }
    return render(request, "web/roster.html", context)


def export_people(request: HttpRequest) -> HttpResponseBase:
    """Units and people of a unit as .xlsx. Personal data masked; in full by POST, with a reason, where he may."""
    me, today = person_of(request), timezone.localdate()
    unit = _unit_asked(request)
    if unit is None or not me.may(Right.VIEW, unit):
        raise Http404
    masked = request.method != "POST"
    if not masked:
        form = ReasonForm(request.POST)
        if not me.may(Right.UNMASK, unit):
            raise PermissionDenied(f"您在“{unit}”没有“{Right.UNMASK.label}”的权限。")
        if not form.is_valid():
            messages.error(request, "导出完整信息要写明缘由。")
            return redirect("unit", unit.pk)
        why = form.cleaned_data["why"]
        detail = f"{unit}（{unit.pk}）人员完整信息：{why}"
        actions.log_access("导出完整信息", by=me, at=timezone.now(), detail=detail, address=address_of(request))
    units = units_under(unit, today).select_related("parent__parent").order_by("depth", "order", "pk")
    people = roster(me, unit, today)
    answer = HttpResponse(
        write_workbook([sheet_of_units(units), sheet_of_people(people, today, masked=masked)]),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    answer["Content-Disposition"] = _named(f"{unit}单位和人员{'' if masked else '（完整信息）'}.xlsx")
    return answer


def roster_person(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One person: facts (masked), posts, membership, roles, what happened."""
    return show_person(request, get_object_or_404(people_ever_visible_to(person_of(request)), pk=pk))


def add_roster_person(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A form for one more in a unit."""
    me = person_of(request)
    unit = get_object_or_404(units_visible_to(me), pk=pk)
    if not me.may(Right.MANAGE, unit):
        raise PermissionDenied(f"您在“{unit}”没有“{Right.MANAGE.label}”的权限。")
    form = PersonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.enter_person(form.facts(), unit=unit, by=me, at=timezone.now())
        except RuleBroken as rule:
            form.add_error(None, rule.sentence)
        else:
            messages.success(request, f"已登记“{made}”，接着可以登记职务和组织关系。")
            return redirect("roster_person", made.pk)
    return render(request, "web/roster_form.html", {"unit": unit, "form": form, "errors": wrongs(form)})


def change_roster_person(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What is said of a person; masked fields that are left empty stay as they are."""
    me, whom = person_of(request), _managed(request, pk)
    known = actions.facts_of(whom)
    shown = {
        "name": known.name,
        "number": known.number,
        "joined_party_on": known.joined_party_on,
        "gender": known.gender,
    }
    form = PersonForm(request.POST if request.method == "POST" else None, initial=shown)
    masked = masked_data_of(whom)
    for name, value in masked.items():
        if value:
            form.fields[name].help_text = f"现为 {value}；不改就留空。"
    if request.method == "POST" and form.is_valid():
        try:
            changes = actions.change_person(whom, form.facts(known), by=me, at=timezone.now())
        except RuleBroken as rule:
            form.add_error(None, rule.sentence)
        else:
            messages.success(request, "已保存。" if changes else "没有改动。")
            return redirect("roster_person", pk)
    return render(request, "web/roster_form.html", {"whom": whom, "form": form, "errors": wrongs(form)})


@never_cache
@require_POST
def unmask(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One masked field in full, this once; the reason goes into the access log."""
    me, whom = person_of(request), _loaded(request, pk)
    name = request.POST.get("field", "")
    try:
        value = actions.unmask(
            whom, name, why=request.POST.get("why", ""), by=me, at=timezone.now(), address=address_of(request)
        )
    except RuleBroken as rule:
        return show_person(request, whom, errors=broken(rule))
    return show_person(request, whom, unmasked=(FIELDS[name], value))


@require_POST
def void_roster_person(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Entered by mistake or twice (作废)."""
    me, whom, form = person_of(request), _managed(request, pk), ReasonForm(request.POST)
    if not form.is_valid():
        return show_person(request, whom, errors=wrongs(form))
    try:
        actions.void_person(whom, why=form.cleaned_data["why"], by=me, at=timezone.now())
    except RuleBroken as rule:
        return show_person(request, whom, errors=broken(rule))
    messages.success(request, f"“{whom}”已作废。")
    return redirect("roster")


@require_POST
def move_roster_person(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Another unit of his own (调整所在单位)."""
    me, whom = person_of(request), _managed(request, pk)
    unit = unit_chosen(me, request.POST.get("unit", ""))
    try:
        actions.move_person(whom, unit, by=me, at=timezone.now())
    except RuleBroken as rule:
        return show_person(request, whom, errors=broken(rule))
    messages.success(request, f"“{whom}”现在属于“{unit}”。")
    return redirect("roster_person", pk)


@sensitive_post_parameters("password")
@require_POST
def open_account(request: HttpRequest, pk: int) -> HttpResponseBase:
    """An account for somebody who is known (开通账号)."""
    me, whom, form = person_of(request), _loaded(request, pk), AccountForm(request.POST)
    if not form.is_valid():
        return show_person(request, whom, errors=wrongs(form))
    try:
        given = form.cleaned_data
        actions.open_account(whom, given["account"], given["password"], by=me, at=timezone.now())
    except RuleBroken as rule:
        return show_person(request, whom, errors=broken(rule))
    messages.success(request, f"已为“{whom}”开通账号，首次登录须改密码。")
    return redirect("roster_person", pk)


def show_person(
    request: HttpRequest,
    whom: Person,
    *,
    forms: dict[str, PlainForm] | None = None,
    errors: tuple[Wrong, ...] = (),
    unmasked: tuple[str, str] | None = None,
) -> HttpResponseBase:
    """The page of a person, with a form that was filled in wrong in its place."""
    me, today = person_of(request), timezone.localdate()
    whom.refresh_from_db()
    may_manage = not whom.is_void and actions.may_manage(me, whom)
    context: dict[str, object] = {
        "whom": whom,
        "today": today,
        "posts": whom.posts.select_related("unit").order_by("until", "-since", "pk"),
        "memberships": whom.memberships.select_related("branch", "cell").order_by("-since", "-pk"),
        "grants": whom.grants.select_related("unit").order_by("-pk"),
        "data": [(name, FIELDS[name], value) for name, value in masked_data_of(whom).items()],
        "unmasked": unmasked,
        "errors": errors,
        "history": history_around(whom),
        "may_manage": may_manage,
        "may_unmask": actions.may_unmask(me, whom),
        "may_open_account": me.may(Right.ADMINISTER),
        "visible_units": set(units_visible_to(me).values_list("pk", flat=True)),
    }
    if may_manage:
        managed = units_in_order(me, Right.MANAGE)
        mine = {"unit": str(whom.unit_id or "")}
        offered: dict[str, PlainForm] = {
            "post": PostForm(managed, initial=mine),
            "membership": MembershipForm(branches_in_order(me)),
            "role": RoleForm(managed),
            "end": EndForm(initial={"on": today}),
            "reason": ReasonForm(auto_id="id_void_%s"),
            "account": AccountForm(auto_id="id_account_%s"),
        }
        context |= {"forms": offered | (forms or {}), "managed": options(managed, whom.unit_id)}
    return render(request, "web/roster_person.html", context)


def _unit_asked(request: HttpRequest) -> Unit | None:
    key = number_asked(request.GET.get("unit", ""))
    return get_object_or_404(units_visible_to(person_of(request)), pk=key) if key is not None else None


def _loaded(request: HttpRequest, pk: int) -> Person:
    return get_object_or_404(people_visible_to(person_of(request)), pk=pk)


def _managed(request: HttpRequest, pk: int) -> Person:
    whom = _loaded(request, pk)
    if not actions.may_manage(person_of(request), whom):
        raise PermissionDenied(f"您没有管理“{whom}”的权限。需要的话，请找其单位的管理员。")
    return whom


def _named(name: str) -> str:
    from urllib.parse import quote

    return f"attachment; filename*=UTF-8''{quote(name)}"

"""Units (单位): the tree, a unit on a day, entering, changing, moving, closing, voiding."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mofan.org import actions
from mofan.org.kinds import PARTY_KINDS
from mofan.org.models import Person, Unit
from mofan.org.overview import history_around, tree_of, unit_shown
from mofan.org.queries import (
    ended_posts,
    grants_over,
    leading_body_on,
    members_on,
    posts_on,
    units_ever_visible_to,
    units_visible_to,
)
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken
from mofan.records.actions import end_duties_of
from mofan.web.asked import day_asked
from mofan.web.forms import PlainForm, Wrong, broken, wrongs
from mofan.web.unit_choices import unit_chosen, units_in_order
from mofan.web.unit_forms import EndForm, MoveForm, ReasonForm, UnitForm
from mofan.web.unit_tree import drawn
from mofan.web.views.feeds import feed_shown
from mofan.web.visitor import person_of

WHOLE_TREE = 800
"""Up to so many units the tree is shown whole; of more, two levels, and the rest on the pages of units."""
AT_ONCE = 60


def units(request: HttpRequest) -> HttpResponseBase:
    """The tree of what this person may see."""
    me, today = person_of(request), timezone.localdate()
    name, closed = request.GET.get("name", "").strip(), request.GET.get("closed") == "1"
    context: dict[str, object] = {"name": name, "closed": closed, "may_add": me.may_everywhere(Right.MANAGE)}
    if name:
        context["found"] = units_visible_to(me).filter(name__icontains=name).order_by("depth", "order", "pk")[:AT_ONCE]
    else:
        forest = tree_of(me, today, closed=closed)
        count = sum(1 + node.inside for node in forest)
        context |= {"tree": drawn(forest, whole=count <= WHOLE_TREE), "count": count}
        if closed:
            context["voided"] = units_ever_visible_to(me).exclude(voided_at=None).order_by("-voided_at")[:AT_ONCE]
    return render(request, "web/units.html", context)


def unit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One unit on a day: what is below it, who is in it, what happened."""
    return _show(request, get_object_or_404(units_ever_visible_to(person_of(request)), pk=pk))


def add_unit(request: HttpRequest, pk: int | None = None) -> HttpResponseBase:
    """A form for one more below a unit, or at the top."""
    me = person_of(request)
    parent = _managed(request, pk) if pk is not None else None
    if parent is None and not me.may_everywhere(Right.MANAGE):
        raise PermissionDenied("只有系统管理员可以建立最上级的单位。")
    form = UnitForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_unit(form.facts(), parent=parent, by=me, at=timezone.now())
        except RuleBroken as rule:
            form.add_error(None, rule.sentence)
        else:
            messages.success(request, f"已建立“{made}”。")
            return redirect("unit", made.pk)
    return render(request, "web/unit_add.html", {"parent": parent, "form": form, "errors": wrongs(form)})


def change_unit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What is said of a unit; below it moving, closing and voiding, each with its reason."""
    me, row = person_of(request), _managed(request, pk)
    form = UnitForm(request.POST if request.method == "POST" else None, initial=_said(row))
    if request.method == "POST" and form.is_valid():
        try:
            changes = actions.change_unit(row, form.facts(), by=me, at=timezone.now())
        except RuleBroken as rule:
            form.add_error(None, rule.sentence)
        else:
            messages.success(request, "已保存。" if changes else "没有改动。")
            return redirect("unit", pk)
    return _form(request, row, form=form, errors=wrongs(form))


@require_POST
def move_unit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Under another parent (调整隶属)."""
    me, row = person_of(request), _managed(request, pk)
    form = MoveForm(units_in_order(me, Right.MANAGE), request.POST)
    if not form.is_valid():
        return _form(request, row, move=form, errors=wrongs(form))
    given = form.cleaned_data

    def act(me: Person, at: datetime) -> None:
        parent = unit_chosen(me, given["parent"])
        actions.move_unit(row, parent, since=given["since"], why=given["why"], by=me, at=at)

    return _done(request, row, act, "隶属已调整。")


@require_POST
def close_unit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """It exists no longer, and owes nothing any more (撤销)."""
    row, form = _managed(request, pk), EndForm(request.POST)
    if not form.is_valid():
        return _form(request, row, errors=wrongs(form))
    on, why = form.cleaned_data["on"], form.cleaned_data["why"]

    def act(me: Person, at: datetime) -> None:
        with transaction.atomic():
            actions.close_unit(row, on=on, why=why, by=me, at=at)
            end_duties_of(row, until=on, why=f"单位撤销：{why}"[:200], by=me, at=at)

    return _done(request, row, act, "单位已撤销，它的职务和任务同时终止。")


@require_POST
def reopen_unit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """It exists again (恢复)."""
    return _with_reason(request, pk, actions.reopen_unit, "单位已恢复。")


@require_POST
def void_unit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """It was a mistake (作废)."""
    return _with_reason(request, pk, actions.void_unit, "单位已作废，仍可在履历里看到。", then="units")


def _with_reason(
    request: HttpRequest, pk: int, act: Callable[..., None], done: str, then: str = "unit"
) -> HttpResponseBase:
    row, form = _managed(request, pk), ReasonForm(request.POST)
    if not form.is_valid():
        return _form(request, row, errors=wrongs(form))
    why = form.cleaned_data["why"]
    return _done(request, row, lambda me, at: act(row, why=why, by=me, at=at), done, then)


def _done(
    request: HttpRequest, row: Unit, act: Callable[[Person, datetime], None], done: str, then: str = "unit"
) -> HttpResponseBase:
    try:
        act(person_of(request), timezone.now())
    except RuleBroken as rule:
        return _form(request, row, errors=broken(rule))
    messages.success(request, done)
    return redirect(then, row.pk) if then == "unit" else redirect(then)


def _loaded(request: HttpRequest, pk: int) -> Unit:
    return get_object_or_404(units_visible_to(person_of(request)), pk=pk)


def _managed(request: HttpRequest, pk: int | None) -> Unit:
    if pk is None:
        raise Http404
    row = _loaded(request, pk)
    if not person_of(request).may(Right.MANAGE, row):
        raise PermissionDenied(f"您在“{row}”没有“{Right.MANAGE.label}”的权限。需要的话，请找上级单位的管理员。")
    return row


def _said(row: Unit) -> dict[str, object]:
    names = ("name", "kind", "short_name", "called", "code", "order", "since")
    return {name: getattr(row, name) for name in names}


def _form(
    request: HttpRequest,
    row: Unit,
    *,
    form: PlainForm | None = None,
    move: PlainForm | None = None,
    errors: tuple[Wrong, ...] = (),
) -> HttpResponseBase:
    row.refresh_from_db()
    offered = [one for one in units_in_order(person_of(request), Right.MANAGE) if one.pk not in (row.pk, row.parent_id)]
    context = {
        "unit": row,
        "form": form or UnitForm(initial=_said(row)),
        "move": move or MoveForm(offered),
        "end": EndForm(auto_id="id_end_%s", initial={"on": timezone.localdate()}),
        "reason": ReasonForm(auto_id="id_void_%s"),
        "errors": errors,
    }
    return render(request, "web/unit_change.html", context)


def _show(request: HttpRequest, row: Unit) -> HttpResponseBase:
    me, today = person_of(request), timezone.localdate()
    day = day_asked(request.GET.get("on", "")) or today
    shown = unit_shown(me, row, day)
    context: dict[str, object] = {
        "unit": row,
        "shown": shown,
        "day": day,
        "is_today": day == today,
        "may_manage": not row.is_void and me.may(Right.MANAGE, row),
        "is_party": row.kind in PARTY_KINDS,
        "feed": feed_shown(request, row),
    }
    if shown.looks:
        body = list(leading_body_on(row, day))
        others = posts_on(day, row).exclude(pk__in=[post.pk for post in body])
        ended = ended_posts(row, day)[:20]
        context |= {
            "body": body,
            "posts": others if request.GET.get("posts") == "all" else others[:AT_ONCE],
            "posts_count": posts_on(day, row).count() - len(body),
            "ended": ended,
            "members": members_on(row, day)[:AT_ONCE] if row.kind in PARTY_KINDS else (),
            "history": history_around(row),
        }
    if context["may_manage"]:
        context["grants"] = grants_over(row, today)
    return render(request, "web/unit.html", context)

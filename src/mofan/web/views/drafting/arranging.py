"""What a unit settles for its drafts: the way to the signature (审签流程), templates (模板)."""

from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mofan.drafting.actions import StepFacts, keep_as_template, retire_template, set_chain
from mofan.drafting.chain import chain_of
from mofan.drafting.models import Stage
from mofan.drafting.queries import templates_visible_to
from mofan.org.models import Unit
from mofan.org.queries import people_visible_to, units_visible_to, units_where
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken
from mofan.web.asked import number_asked
from mofan.web.forms import Wrong
from mofan.web.views.drafting.loading import loaded
from mofan.web.visitor import person_of

ROWS: Final = 6
"""Steps that the form offers."""
MOST_PEOPLE: Final = 300


def chain(request: HttpRequest) -> HttpResponseBase:
    """The steps by which the drafts of a unit go, for whoever manages it."""
    me = person_of(request)
    managed = units_where(me, Right.MANAGE).order_by("depth", "order", "pk")
    given = request.POST if request.method == "POST" else request.GET
    asked = number_asked(given.get("unit", ""))
    unit = managed.filter(pk=asked).first() if asked else managed.first()
    if unit is None:
        raise Http404
    errors: tuple[Wrong, ...] = ()
    if request.method == "POST":
        try:
            set_chain(unit, _steps(request), by=me, at=timezone.now())
            messages.success(request, f"{unit}的审签流程已设定，以后送审的按它走。")
            return redirect(f"{request.path}?unit={unit.pk}")
        except RuleBroken as rule:
            errors = (Wrong(rule.sentence, "stage-1"),)
    context = _form(unit) | {"unit": unit, "units": managed[:MOST_PEOPLE], "errors": errors}
    return render(request, "web/drafting/chain.html", context, status=422 if errors else 200)


def _form(unit: Unit) -> dict[str, Any]:
    steps = chain_of(unit)
    return {
        "steps": steps,
        "rows": [(no, steps[no - 1] if no <= len(steps) else None) for no in range(1, ROWS + 1)],
        "stages": Stage.choices,
    }


def _steps(request: HttpRequest) -> list[StepFacts]:
    """The rows that were filled in. Raises RuleBroken for somebody who is not there."""
    me, found = person_of(request), []
    for no in range(1, ROWS + 1):
        stage = request.POST.get(f"stage-{no}", "")
        if not stage:
            continue
        name, account = (request.POST.get(f"{what}-{no}", "").strip() for what in ("name", "who"))
        person = None
        if account:
            people = people_visible_to(me).filter(name=account, is_active=True)[:2]
            if len(people) != 1:
                how = "没有找到" if not people else "有几位叫"
                raise RuleBroken(f"第 {no} 行：{how}“{account}”。请写姓名，或空着，由本单位负责人签。")
            person = people[0]
        asked = number_asked(request.POST.get(f"unit-{no}", ""))
        unit = units_visible_to(me).filter(pk=asked).first() if asked else None
        found.append(StepFacts(stage, name, person, unit))
    return found


@require_POST
def keep_template(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Keep a draft as a template of its unit."""
    row = loaded(request, pk)
    try:
        made = keep_as_template(row, request.POST.get("name", ""), by=person_of(request), at=timezone.now())
        messages.success(request, f"已存为模板“{made.name}”，新起一份时可选。")
    except RuleBroken as rule:
        messages.error(request, rule.sentence)
    return redirect("draft_files", row.pk)


@require_POST
def drop_template(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Offer a template no longer."""
    me = person_of(request)
    row = get_object_or_404(templates_visible_to(me), pk=pk)
    try:
        retire_template(row, request.POST.get("why", ""), by=me, at=timezone.now())
        messages.success(request, f"模板“{row.name}”已停用。")
    except RuleBroken as rule:
        messages.error(request, rule.sentence)
    return redirect("draft_templates")


def templates(request: HttpRequest) -> HttpResponseBase:
    """The templates that this person may start from."""
    return render(request, "web/drafting/templates.html", {"rows": templates_visible_to(person_of(request))})

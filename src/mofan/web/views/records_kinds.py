"""Kinds of record (记录种类): what one asks for and why; one that an administrator adds, on what basis, until when."""

from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mofan.org.queries import history_of
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken
from mofan.records import actions
from mofan.records.catalogue import FIELD_TYPES, ROSTERS
from mofan.records.catalogue.kinds import EVERY
from mofan.records.entry import NotAValue, read_day
from mofan.records.known_kinds import added_kind, known_kinds
from mofan.records.retention import classes_of_records
from mofan.web.asked import number_asked
from mofan.web.forms import Wrong
from mofan.web.views.records_enter import cited, kind_or_404
from mofan.web.views.records_kind_form import HINTS, LABELS, at_controls, row_of, table_of, wrong_in, wrong_in_row
from mofan.web.visitor import person_of

MOST_FIELDS: Final = 40


def add_kind(request: HttpRequest) -> HttpResponseBase:
    """The form; a field a row, more rows on demand."""
    me = person_of(request)
    if not me.may(Right.ADMINISTER):
        raise Http404
    given = request.POST
    count = min(number_asked(given.get("count", "")) or 4, MOST_FIELDS)
    errors: tuple[Wrong, ...] = ()
    if request.method == "POST" and given.get("do") == "more":
        count = min(count + 1, MOST_FIELDS)
    elif request.method == "POST" and not (errors := wrong_in(given, count, known_kinds(), timezone.localdate())):
        try:
            added = actions.add_kind(
                table_of(given, count),
                purpose=given["purpose"],
                basis=given["basis"],
                ends_on=read_day(given["ends_on"]),
                by=me,
                at=timezone.now(),
            )
        except RuleBroken as rule:
            errors = (Wrong(f"{LABELS['name']}：{rule.sentence}", "name"),)
        else:
            messages.success(request, "已添加，现在可以登记。")
            return redirect("records_of", added.code)
    wrong = at_controls(errors)
    context: dict[str, Any] = {
        "entries": [(name, LABELS[name], HINTS.get(name, ""), given.get(name, ""), wrong.get(name)) for name in LABELS],
        "rows": [(no, row_of(given, no), wrong_in_row(wrong, no)) for no in range(1, count + 1)],
        "count": count,
        "types": {code: label for code, label in FIELD_TYPES.items()}.items(),
        "rosters": ROSTERS.items(),
        "cadences": EVERY.items(),
        "groups": dict.fromkeys(kind.group for kind in known_kinds().values()),
        "keepings": classes_of_records(),
        "given": {name: given.get(name, "") for name in ("purpose", "basis", "ends_on", "roster", "every", "keeping")},
        "errors": errors,
        "wrong": wrong,
    }
    return render(request, "web/records/add_kind.html", context)


def about(request: HttpRequest, kind: str, errors: tuple[Wrong, ...] = ()) -> HttpResponseBase:
    """What a kind asks for, on what basis, and what follows from it; of one that was added here why, and until when."""
    me, what, added = person_of(request), kind_or_404(kind), added_kind(kind)
    context = {
        "kind": what,
        "added": added,
        "fields": [(one, FIELD_TYPES[one.type]) for one in what.fields],
        "roster": ROSTERS[what.roll.roster] if what.roll else "",
        "kept": next((one for one in classes_of_records() if one.code == what.keeping), None),
        "rules": [(one, cited(one.basis)) for one in what.rules],
        "serves": [known_kinds()[code].name for code in what.may_serve if code in known_kinds()],
        "ended": added is not None and added.ends_on < timezone.localdate(),
        "may_owe": me.may(Right.SUPERVISE) or me.may(Right.MANAGE),
        "may_end": added is not None and me.may(Right.ADMINISTER),
        "history": history_of(added) if added is not None else None,
        "errors": errors,
    }
    return render(request, "web/records/kind.html", context)


@require_POST
def end_kind(request: HttpRequest, kind: str) -> HttpResponseBase:
    """It is used until another day (调整停用日期)."""
    added = added_kind(kind)
    if added is None or not person_of(request).may(Right.ADMINISTER):
        raise Http404
    try:
        ends_on = read_day(request.POST.get("ends_on", ""))
        actions.end_kind(
            added, ends_on=ends_on, why=request.POST.get("why", ""), by=person_of(request), at=timezone.now()
        )
    except RuleBroken as rule:
        return about(request, kind, (Wrong(rule.sentence, "why"),))
    except NotAValue as error:
        return about(request, kind, (Wrong(f"停用日期：{error}", "ends_on"),))
    messages.success(request, "停用日期已改。")
    return redirect("kind", kind)

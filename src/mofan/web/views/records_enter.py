"""Entering a record (登记): one page a kind, saved while typing, checked before it is saved."""

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mofan.org.models import Person, Unit
from mofan.org.rules import RuleBroken
from mofan.records import actions
from mofan.records.catalogue import Basis, Kind, regulation_of
from mofan.records.checking import differs_from_the_day, is_late, presence, remarks, vote_result
from mofan.records.entry import Entry, NotAValue, read_day
from mofan.records.known_kinds import ended_by, known_kinds, units_for
from mofan.records.models import Draft, Record
from mofan.records.queries import (
    drafts_of,
    last_time,
    own_units,
    people_found,
    records_visible_to,
    roster,
    units_held_before,
)
from mofan.records.repeating import entered_already, repeats
from mofan.web.asked import number_asked
from mofan.web.unit_choices import offered, unit_asked
from mofan.web.views import records_form as forms
from mofan.web.views import records_shown as shown
from mofan.web.views.records_files import attach_chosen, held_in, hold
from mofan.web.visitor import person_of

MOST_UNITS = 300
"""Units offered in the list of the form."""


def enter(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The form of a kind; POST adds an item, checks, keeps as a draft or saves, as the button says."""
    me, what = person_of(request), kind_or_404(kind)
    unit = _unit_asked(me, what, request)
    if unit is None:
        return render(request, "web/records/no_unit.html", {"kind": what}, status=403)
    if request.method == "POST":
        return _posted(request, what, unit, None)
    if kind in ended_by(timezone.localdate()):
        messages.error(request, f"“{what.name}”已停用，不能再记；已记的都在这里。")
        return redirect("records_of", kind)
    draft = _draft_asked(me, what, request.GET.get("draft", ""))
    if draft is not None:
        return _show(request, what, unit, draft.form, draft=draft, record=draft.corrects)
    form, carried = shown.form_from_last(last_time(me, what, unit), what)
    form |= {"held_on": [request.GET.get("on", "")], "serves": request.GET.getlist("serves")}
    return _show(request, what, unit, form, carried=carried)


def correct(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The same form with a record in it (更正)."""
    me = person_of(request)
    record = get_object_or_404(records_visible_to(me), pk=pk)
    what = kind_or_404(record.kind)
    if not units_for(me, what).filter(pk=record.unit_id).exists() or not record.counts:
        raise Http404
    if request.method == "POST":
        return _posted(request, what, record.unit, record)
    return _show(request, what, record.unit, shown.form_from_record(record, what), record=record)


@require_POST
def keep_draft(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Keep what stands in the form while somebody types; answers with the line that says so."""
    me, what = person_of(request), kind_or_404(kind)
    form = forms.form_of(request.POST)
    corrects = records_visible_to(me).filter(pk=number_asked(request.POST.get("corrects", "")) or 0).first()
    context: dict[str, Any] = {"kind": what}
    try:
        context["draft"] = _save_draft(me, what, form, request, corrects)
    except RuleBroken as rule:
        context["sentence"] = rule.sentence
    unit = _unit_asked(me, what, request)
    if unit is not None:
        read = forms.read_form(what, unit, form, me, timezone.localdate())
        context |= _judged(me, unit, read.entry, corrects)
    return render(request, "web/records/saved.html", context)


@require_POST
def discard_draft(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The draft is not wanted."""
    me = person_of(request)
    draft = get_object_or_404(drafts_of(me), pk=pk)
    actions.discard_draft(draft, by=me, at=timezone.now())
    messages.success(request, "草稿已弃用。")
    return redirect("records")


def suggest_people(request: HttpRequest) -> HttpResponseBase:
    """People behind `?q=`: characters, pinyin or initials; the options of a list box, nothing else."""
    me = person_of(request)
    unit = unit_asked(me, request.GET.get("unit", ""))
    return render(
        request, "web/records/people.html", {"people": people_found(me, request.GET.get("q", "")[:20], unit, 10)}
    )


def kind_or_404(code: str) -> Kind:
    """The kind of an address."""
    found = known_kinds().get(code)
    if found is None:
        raise Http404
    return found


def _posted(request: HttpRequest, kind: Kind, unit: Unit, record: Record | None) -> HttpResponseBase:
    me, form, at = person_of(request), forms.form_of(request.POST), timezone.now()
    draft = _draft_asked(me, kind, request.POST.get("draft", ""))
    do = request.POST.get("do", "save")
    if do in ("more", "roll"):
        hold(request, form)
        if do == "more":
            form["items"] = [str(len(forms.item_numbers(form)) + 1)]
        else:
            form.pop("due", None)  # the roll of the unit that was chosen now
        return _show(request, kind, unit, form, draft=draft, record=record)
    if do == "draft":
        hold(request, form)
        draft = _save_draft(me, kind, form, request, record)
        messages.success(request, "草稿已存，在台账页可以接着写。选好的附件留一天。")
        return redirect("records")
    read = forms.read_form(kind, unit, form, me, timezone.localdate(at))
    assert read.entry is not None
    if record is not None and do != "check" and not request.POST.get("why", "").strip():
        read.add("why", "更正的缘由要填写。")
    if read.wrongs or do == "check":
        hold(request, form)
        return _show(request, kind, unit, form, draft=draft, record=record, read=read)
    judged = _judged(me, unit, read.entry, record)
    if judged["digest"] and judged["digest"] != request.POST.get("seen", ""):
        hold(request, form)
        return _show(request, kind, unit, form, draft=draft, record=record, read=read, asking=True)
    try:
        kept = _save(request, form, read.entry, unit, record, draft)
    except RuleBroken as rule:
        hold(request, form)
        read.add("", rule.sentence)
        return _show(request, kind, unit, form, draft=draft, record=record, read=read)
    return redirect("record", kept.pk)


def _save(
    request: HttpRequest, form: forms.Form, entry: Entry, unit: Unit, record: Record | None, draft: Draft | None
) -> Record:
    me, at = person_of(request), timezone.now()
    if record is None:
        kept = actions.enter(entry, unit, draft=draft, by=me, at=at)
    else:
        kept = actions.correct(record, entry, why=request.POST.get("why", ""), draft=draft, by=me, at=at)
    for sentence in attach_chosen(request, form, kept, by=me, at=at):
        messages.error(request, sentence)
    messages.success(request, "已更正，更正前后都留存。" if record else "已保存。")
    return kept


def _save_draft(me: Person, kind: Kind, form: dict[str, Any], request: HttpRequest, record: Record | None) -> Draft:
    draft = _draft_asked(me, kind, request.POST.get("draft", ""))
    title = forms.text_of(form, "title").strip()
    return actions.save_draft(draft, kind.code, form, title=title, corrects=record, by=me, at=timezone.now())


def _judged(me: Person, unit: Unit, entry: Entry | None, record: Record | None) -> dict[str, Any]:
    """What is said of an entry before it is saved: quorum, votes, remarks, what it repeats; and a digest of what its
    author has to have seen."""
    if entry is None:
        return {"digest": ""}
    entered_on = timezone.localdate(record.first_entered_at) if record is not None else timezone.localdate()
    said = (*remarks(entry, entered_on), *_roll_of_the_day(unit, entry))
    shared = repeats(me, unit, entry.text, leave_out=record)
    twice = entered_already(me, unit, entry, leave_out=record)
    late = said[:1] if is_late(entry, entered_on) else ()
    weighty = [*said[len(late) :], *(one.sentence for one in shared), *(f"{one.pk}" for one in twice)]
    results = [(no, vote_result(entry, item)) for no, item in enumerate(entry.agenda, 1)]
    return {
        "tally": entry.tally,
        "presence": presence(entry),
        "results": [(no, result) for no, result in results if result is not None],
        "remarks": said,
        "repeats": shared,
        "twice": twice,
        "digest": _digest(weighty),
    }


def _roll_of_the_day(unit: Unit, entry: Entry) -> tuple[str, ...]:
    """What is said of a roll that is not that of the day itself: posts and memberships are dated."""
    today, kind = timezone.localdate(), entry.kind
    if kind.roll is None or kind.roll.roster in ("invited", "staff") or entry.held_on == today:
        return ()
    then, now = (roster(kind, unit, day, shown.MOST_LISTED + 1) for day in (entry.held_on, today))
    return differs_from_the_day(entry, then, now) if len(then) <= shown.MOST_LISTED else ()


def _digest(said: Iterable[str]) -> str:
    joined = "\n".join(said)
    return hashlib.sha256(joined.encode()).hexdigest()[:16] if joined else ""


def _unit_asked(me: Person, kind: Kind, request: HttpRequest) -> Unit | None:
    """The unit that the form names, or the one for which this person entered this kind last, or his own branch or unit,
    or his first."""
    units = units_for(me, kind)
    asked = number_asked(request.POST.get("unit", "") or request.GET.get("unit", ""))
    if asked is not None:
        return units.filter(pk=asked).first()
    before = units_held_before(me, kind.code, units, 1)
    if before:
        return before[0]
    own = own_units(me, kind, timezone.localdate())
    return units.filter(pk__in=own).order_by("depth", "pk").first() or units.order_by("depth", "order", "pk").first()


def _draft_asked(me: Person, kind: Kind, asked: str) -> Draft | None:
    return drafts_of(me, kind.code).filter(pk=number_asked(asked) or 0).select_related("corrects").first()


def _show(
    request: HttpRequest,
    kind: Kind,
    unit: Unit,
    form: forms.Form,
    *,
    draft: Draft | None = None,
    record: Record | None = None,
    read: forms.Read | None = None,
    carried: Iterable[str] = (),
    asking: bool = False,
) -> HttpResponseBase:
    """The form as it stands; `asking`: its author is to look at the remarks before it is saved."""
    me, today = person_of(request), timezone.localdate()
    errors = read.by_control if read else {}
    day = _day_of(form) or today
    units, known = offered(units_for(me, kind), [unit.pk]) if record is None else "", known_kinds()
    serving = [(code, known[code].name, code in form.get("serves", ())) for code in kind.may_serve if code in known]
    lines = shown.lines_of(kind, unit, form, day)
    controls, opening = shown.controls_of(kind, form, errors, carried), shown.opening_of(kind)
    context: dict[str, Any] = {
        "kind": kind,
        "unit": unit,
        "units": units if units.count("<option") > 1 else "",  # one alone is no choice
        "title": forms.text_of(form, "title"),
        "held_on": forms.text_of(form, "held_on"),
        "period": shown.period_said(kind, day),
        "first": [one for one in controls if one.field.code in opening],
        "rest": [one for one in controls if one.field.code not in opening],
        "carried": list(carried),
        "lines": lines or [],
        "too_many": shown.MOST_LISTED if lines is None else 0,
        "more": forms.text_of(form, "more"),
        "observers": forms.text_of(form, "observers"),
        "blocks": shown.blocks_of(form, errors) if kind.has_agenda else [],
        "agenda": next((one for one in kind.fields if one.type == "agenda"), None),
        "serving": serving,
        "rules": [(rule, cited(rule.basis)) for rule in kind.rules],
        "draft": draft,
        "record": record,
        "why": request.POST.get("why", ""),
        "errors": tuple(read.wrongs) if read else (),
        "by_control": errors,
        "asking": asking,
        "held": held_in(form),
        "today": today,
    }
    if read is not None and not read.wrongs:
        context |= _judged(me, unit, read.entry, record)
    return render(request, "web/records/enter.html", context, status=422 if errors else 200)


def _day_of(form: forms.Form) -> date | None:
    try:
        return read_day(forms.text_of(form, "held_on"))
    except NotAValue:
        return None


def cited(basis: Basis | None) -> str:
    """The regulation and article of a basis in words; empty where there is none."""
    return regulation_of(basis.regulation).cited(basis.article) if basis else ""

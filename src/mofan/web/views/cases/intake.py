"""Taking in (收件登记): a form per kind, in the order in which a clerk thinks; what may be a repeat, while he types."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mofan.cases import actions
from mofan.cases.alike import Alike, Written, alike
from mofan.cases.intake import Intake, PartyFacts, read_values
from mofan.cases.kinds import PARTY_DATA, URGENCIES, Kind, PartyDatum, PartyForm, Urgency
from mofan.cases.known_kinds import known_kinds
from mofan.cases.models import Case, Channel
from mofan.cases.queries import cases_visible_to, clocks_of
from mofan.cases.receivers import receivers, units_found
from mofan.cases.standing import RIGHT_OF
from mofan.org.kinds import UnitKind
from mofan.org.models import Person, Unit
from mofan.org.queries import units_visible_to
from mofan.org.rules import RuleBroken
from mofan.web.asked import number_asked
from mofan.web.forms import Wrong
from mofan.web.unit_choices import units_in_order
from mofan.web.views.cases.clocks import sentence_of
from mofan.web.views.cases.controls import controls_of, label_of, units_named
from mofan.web.views.cases.listing import doors, state_of
from mofan.web.views.cases.loading import kind_or_404, look_of
from mofan.web.views.cases.suggestions import suggested_in
from mofan.web.visitor import person_of

FIRST_KINDS: Final = frozenset({UnitKind.CENTRE, UnitKind.WINDOW, UnitKind.STATION})
"""Units that take in: offered first."""
HINTS: Final[Mapping[PartyDatum, str]] = {
    "phone": "只用来联系和回访，页面上遮住显示。",
    "id_number": "加密保存；没有必要就不填。",
    "unit": "本系统内有这个单位时填，举报不会交办给它。",
}


@dataclass(frozen=True, slots=True)
class Datum:
    """One control of a party."""

    code: PartyDatum
    label: str
    id: str
    value: str
    required: bool
    hint: str


@dataclass(frozen=True, slots=True)
class PartyBlock:
    """The controls of one party (当事人)."""

    form: PartyForm
    no: int
    data: tuple[Datum, ...]
    last: bool
    """Whether another one of this role can be added behind it."""


def kinds(request: HttpRequest) -> HttpResponseBase:
    """The kinds that this person takes in (登记什么)."""
    me = person_of(request)
    offered = [one for one in known_kinds().values() if units_for(me, one)]
    return render(request, "web/cases/kinds.html", {"kinds": offered, **doors(me)})


def units(request: HttpRequest) -> HttpResponseBase:
    """The units behind `?q=` that a party can be of (`?unit=`: who takes in): the options of a list box."""
    me = person_of(request)
    taker = units_visible_to(me).filter(pk=number_asked(request.GET.get("unit", "")) or 0).first()
    found = units_found(receivers(taker), request.GET.get("q", "")[:40]) if taker else []
    return render(request, "web/cases/units.html", {"units": [(one, label_of(one, found)) for one in found]})


def take_in(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The form of a kind; saved, it leads to the case."""
    me, what = person_of(request), kind_or_404(kind)
    units = units_for(me, what)
    if not units:
        raise PermissionDenied(f"您没有登记{what.name}的权限。需要的话，请单位管理员给您相应的角色。")
    if request.method != "POST":
        return form_page(request, what, units, QueryDict(mutable=True))
    form: QueryDict = request.POST
    if (taken := form.get("take")) is not None:
        form = form.copy()
        form["category"] = taken
    if form.get("add") or taken is not None or form.get("do") == "check":
        return form_page(request, what, units, form, looked=form.get("do") == "check")
    unit = unit_chosen(units, form, me)
    intake, wrong = read_intake(what, form, unit)
    if intake is None:
        return form_page(request, what, units, form, tuple(wrong))
    try:
        case = actions.take_in(intake, unit, by=me, at=timezone.now())
    except RuleBroken as rule:
        return form_page(request, what, units, form, wrongs_of(rule.sentence))
    return _taken_in(request, case, what)


def _taken_in(request: HttpRequest, case: Case, kind: Kind) -> HttpResponseBase:
    me = person_of(request)
    if "clerk" in kind.takers:
        request.session["channel"] = case.channel
    for one in request.FILES.getlist("files"):
        try:
            actions.attach(case, one.name or "附件", one.chunks(), by=me, at=timezone.now())
        except RuleBroken as rule:
            messages.warning(request, rule.sentence)
    due = "；".join(f"{one.name}{sentence_of(one, timezone.now())}" for one in clocks_of(case))
    messages.success(request, f"已登记，编码 {case.code}。{due}{'。' if due else ''}")
    if request.POST.get("do") == "again":
        return redirect("take_in_case", kind.code)
    if cases_visible_to(me).filter(pk=case.pk).exists():
        return redirect("case", case.pk)
    messages.info(request, f"{kind.name}由专人办理，登记以后您不能再查看。请把编码告诉本人。")
    return redirect("case_kinds")


def _usual_channel(request: HttpRequest, kind: Kind) -> str:
    """The one of the last case that this person took in; of what an agency sets itself, its own finding (本级发现)."""
    return str(request.session.get("channel", Channel.WINDOW) if "clerk" in kind.takers else Channel.OWN)


def form_page(
    request: HttpRequest,
    kind: Kind,
    units: Sequence[Unit],
    form: QueryDict,
    errors: tuple[Wrong, ...] = (),
    *,
    looked: bool = False,
) -> HttpResponseBase:
    """The form of a kind with what stands in it; `looked` shows what may be a repeat."""
    me = person_of(request)
    typed = {name: form.get(name, "") for name in form}
    channel = typed.get("channel") or request.GET.get("channel") or _usual_channel(request, kind)
    parties = [block for one in kind.parties for block in blocks_of(one, form)]
    context: dict[str, Any] = {
        "kind": kind,
        "units": units,
        "unit": unit_chosen(units, form, me),
        "typed": typed,
        "from_whom": [one for one in parties if one.form.role != "respondent"],
        "about_whom": [one for one in parties if one.form.role == "respondent"],
        "controls": controls_of(kind.fields, "n", typed),
        "channels": Channel.choices,
        "channel": channel,
        "urgencies": URGENCIES,
        "urgency": typed.get("urgency", "ordinary"),
        "points": typed.get("points", ""),
        "counts": [(one.role, sum(block.form == one for block in parties)) for one in kind.parties],
        "alike": _rows(me, form) if looked or errors else [],
        "suggestions": suggested_in(me, kind, form) if looked or errors else None,
        "errors": errors,
    }
    return render(request, "web/cases/take_in.html", context, status=422 if errors else 200)


@require_POST
def show_alike(request: HttpRequest) -> HttpResponseBase:
    """What may be a repeat of what stands in the form so far: asked while typing; posted, for it holds a number."""
    return render(request, "web/cases/alike.html", {"alike": _rows(person_of(request), request.POST)})


def _rows(me: Person, form: QueryDict) -> list[tuple[Alike, str, str]]:
    role = next((one for one in ("applicant", "enterprise", "informant") if f"{one}-0-phone" in form), "applicant")
    phone = form.get(f"{role}-0-phone", "") if role != "informant" else ""
    written = Written(phone[:30], form.get("title", "")[:120], form.get("place", "")[:120])
    return [(one, state_of(one.case), look_of(one.case)) for one in alike(me, written, timezone.now())]


def units_for(me: Person, kind: Kind) -> list[Unit]:
    """The units for which this person takes in cases of the kind: centres and windows first."""
    found: dict[int, Unit] = {}
    for right in dict.fromkeys(RIGHT_OF[one] for one in kind.takers if one in RIGHT_OF):
        if me.may(right):
            found |= {unit.pk: unit for unit in units_in_order(me, right)}
    return sorted(found.values(), key=lambda unit: unit.kind not in FIRST_KINDS)


def unit_chosen(units: Sequence[Unit], form: Mapping[str, str], me: Person) -> Unit:
    """The unit that the form names, else one's own, else the first."""
    asked = number_asked(form.get("unit", ""))
    wanted = [one for one in units if one.pk == asked] or [one for one in units if one.pk == me.unit_id]
    return wanted[0] if wanted else units[0]


def blocks_of(form: PartyForm, typed: QueryDict) -> list[PartyBlock]:
    """The parties of a role as they stand in a form: one at least, as many as were added."""
    count = min(max(number_asked(typed.get(f"count-{form.role}", "")) or 1, 1), form.most)
    if typed.get("add") == form.role:
        count = min(count + 1, form.most)
    return [
        PartyBlock(
            form,
            no,
            tuple(
                Datum(
                    code,
                    PARTY_DATA[code],
                    f"{form.role}-{no}-{code}",
                    typed.get(f"{form.role}-{no}-{code}", ""),
                    code in form.required and no == 0,
                    HINTS.get(code, "") if no == 0 else "",
                )
                for code in form.data
            ),
            no == count - 1 and count < form.most,
        )
        for no in range(count)
    ]


def read_intake(kind: Kind, form: QueryDict, unit: Unit) -> tuple[Intake | None, list[Wrong]]:
    """What stands in the form, or what of it cannot be read."""
    values, sentences = read_values(kind.fields, {one.code: form.get(f"n-{one.code}", "") for one in kind.fields})
    wrong = [Wrong(one) for one in sentences]
    channel = next((one for one in Channel if one.value == form.get("channel")), None)
    if channel is None:
        wrong.append(Wrong("请选渠道。", "channel"))
    parties = []
    for one in kind.parties:
        for block in blocks_of(one, form):
            facts, sentence = _party(block, unit)
            if sentence:
                wrong.append(Wrong(sentence, f"{one.role}-{block.no}-unit"))
            if facts is not None:
                parties.append(facts)
    if wrong or channel is None:
        return None, wrong
    points = tuple(line.strip() for line in form.get("points", "").splitlines() if line.strip())
    urgency: Urgency = next((one for one in URGENCIES if one == form.get("urgency")), "ordinary")
    text = form.get("text", "")
    title = form.get("title", "").strip() or _first_words(text)
    return Intake(
        kind, title, channel, text, urgency, form.get("category", ""), form.get("place", ""), points,
        tuple(parties), values,
    ), []  # fmt: skip


def _party(block: PartyBlock, unit: Unit) -> tuple[PartyFacts | None, str]:
    given = {one.code: one.value.strip() for one in block.data if one.value.strip()}
    if not given:
        return None, ""
    own = None
    if name := given.pop("unit", ""):
        found, _ = units_named(unit, name)
        if not found:
            return None, f"找不到单位“{name}”。请从联想里选；不在本系统内的，写在单位或企业名称里。"
        own = found[0]
    facts = PartyFacts(
        block.form.role,
        given.get("name", ""),
        given.get("phone", ""),
        given.get("id_number", ""),
        given.get("address", ""),
        given.get("organisation", ""),
        own,
    )
    return facts, ""


def _first_words(text: str) -> str:
    """The first clause of what was said, where no title was written."""
    line = next((one.strip() for one in text.splitlines() if one.strip()), "")
    for mark in "。！？；":
        line = line.partition(mark)[0]
    return line[:40]


_CONTROLS: Final = {"标题": "title", "内容": "text", "类别": "category", "地点": "place", "诉求点": "points"}


def wrongs_of(sentences: str) -> tuple[Wrong, ...]:
    """Each sentence with the control that it speaks of."""
    said = [f"{one}。" for one in sentences.split("。") if one]
    return tuple(Wrong(one, next((id for word, id in _CONTROLS.items() if word in one), "")) for one in said)

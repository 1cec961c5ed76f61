"""What is done to a case on its page (办理): moves of it and of its legs, answers, files, looking behind masks."""

from collections.abc import Callable
from typing import Final, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from mofan.cases import actions
from mofan.cases.intake import PartyFacts
from mofan.cases.kinds import Move
from mofan.cases.known_kinds import kind_of_case
from mofan.cases.legs import LEG_MOVES
from mofan.cases.models import Case, CaseFile, Leg
from mofan.cases.numbers import read_code
from mofan.cases.queries import cases_visible_to
from mofan.library.storage import open_store
from mofan.org.actions import log_access
from mofan.org.models import Person
from mofan.org.rules import RuleBroken
from mofan.web.asked import number_asked
from mofan.web.forms import Wrong, broken
from mofan.web.views.cases.controls import read_needs
from mofan.web.views.cases.loading import leg_of, loaded
from mofan.web.views.cases.showing import shown
from mofan.web.views.cases.tried import Tried
from mofan.web.visitor import address_of, person_of

T = TypeVar("T", Case, Leg)
APART: Final = frozenset({"dispatch", "mediate", "agree", "fail"})
"""Effects with forms of their own."""


@require_POST
def move(request: HttpRequest, pk: int, code: str) -> HttpResponseBase:
    """Make a move of the kind's table (办理一步)."""
    row = as_it_was_seen(loaded(request, pk), request)
    me, place = person_of(request), f"m-{code}"
    made = _named(kind_of_case(row).moves, code)
    if made.effect == "merge":
        return attempt(request, row, place, lambda: _merge(request, row, me), "已并案。")
    if made.effect in APART:
        raise Http404
    values, wrong = read_needs(made.needs, request.POST, row.unit)
    if wrong:
        return refused(request, row, place, wrong)
    return attempt(
        request, row, place, lambda: actions.move(row, code, values, by=me, at=timezone.now()), f"已{made.name}。"
    )


def _merge(request: HttpRequest, row: Case, me: Person) -> object:
    code = read_code(request.POST.get("n-into", ""))
    into = cases_visible_to(me).filter(code=code).first() if code else None
    if into is None:
        raise RuleBroken("没有这个编码的事项，或者您不能看它。请写要并入的那一件的编码。")
    return actions.merge(row, into, why=request.POST.get("n-why", ""), by=me, at=timezone.now())


@require_POST
def move_leg(request: HttpRequest, pk: int, leg: int, code: str) -> HttpResponseBase:
    """Do a step of a leg (承办一步)."""
    row = loaded(request, pk)
    what = as_it_was_seen(leg_of(row, leg), request)
    made, place, me = _named(LEG_MOVES, code), f"l{leg}-{code}", person_of(request)
    if code not in actions.LEG_STEPS:
        raise Http404
    values, wrong = read_needs(made.needs, request.POST, what.unit, what.unit, restricted=row.restricted)
    if wrong:
        return refused(request, row, place, wrong)
    return attempt(
        request,
        row,
        place,
        lambda: actions.step_leg(what, code, values, by=me, at=timezone.now()),
        f"已{made.name}。",
    )


def _named(moves: tuple[Move, ...], code: str) -> Move:
    found = next((one for one in moves if one.code == code), None)
    if found is None:
        raise Http404
    return found


@require_POST
def answer(request: HttpRequest, pk: int, no: int) -> HttpResponseBase:
    """Answer a point, or explain it (答复诉求点)."""
    row = as_it_was_seen(loaded(request, pk), request)
    if not row.points.filter(no=no).exists():
        raise Http404

    def act() -> object:
        words, explained = request.POST.get("answer", ""), request.POST.get("explained") == "1"
        return actions.answer_point(row, no, words, explained=explained, by=person_of(request), at=timezone.now())

    return attempt(request, row, f"p-{no}", act, f"第 {no} 个诉求点已答复。")


@require_POST
def unmask(request: HttpRequest, pk: int, party: int) -> HttpResponseBase:
    """See somebody's data whole, with a reason, which is logged (查看完整信息)."""
    row = loaded(request, pk)
    whom = get_object_or_404(row.parties, pk=party)
    why = request.POST.get("why", "")
    try:
        facts: PartyFacts = actions.unmask_party(
            whom, why, by=person_of(request), at=timezone.now(), address=address_of(request)
        )
    except RuleBroken as rule:
        return shown(request, row, Tried(f"w-{party}", request.POST.dict(), (Wrong(rule.sentence, f"w-{party}-why"),)))
    return shown(request, row, whole={party: facts})


@require_POST
def attach(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Add files (添加附件)."""
    row, files = loaded(request, pk), request.FILES.getlist("files")
    if not files:
        return refused(request, row, "files", ["还没有选文件。"])

    def act() -> None:
        for one in files:
            actions.attach(row, one.name or "附件", one.chunks(), by=person_of(request), at=timezone.now())

    return attempt(request, row, "files", act, f"已附上 {len(files)} 个文件。")


@require_POST
def take_off(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    """Take a file off with a reason (取下附件)."""
    row = loaded(request, pk)
    what = _file(row, file)
    return attempt(
        request,
        row,
        f"f-{file}",
        lambda: actions.take_off(what, request.POST.get("why", ""), by=person_of(request), at=timezone.now()),
        "已取下，仍可查看。",
    )


def file(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    """A file of a case (取附件)."""
    row = loaded(request, pk)
    what = _file(row, file)
    path = open_store(settings.STORAGE_URL).path(what.sha256)
    if not path.exists():
        raise Http404
    detail = f"{row.code} {what.name}"
    log_access("下载附件", by=person_of(request), at=timezone.now(), detail=detail, address=address_of(request))
    return FileResponse(path.open("rb"), as_attachment=True, filename=what.name)


def _file(row: Case, pk: int) -> CaseFile:
    found: CaseFile = get_object_or_404(row.files.select_related("case", "leg"), pk=pk)
    return found


def as_it_was_seen(row: T, request: HttpRequest) -> T:
    """The row as the page showed it: when somebody acted since, the action says so and does nothing."""
    seen = number_asked(request.POST.get("revision", ""))
    if seen is not None:
        row.revision = seen
    return row


def attempt(request: HttpRequest, row: Case, place: str, act: Callable[[], object], done: str) -> HttpResponseBase:
    """Do it and show the case; or show the page again with why not, and what was typed where it was."""
    try:
        act()
    except RuleBroken as rule:
        return refused(request, row, place, [rule.sentence])
    messages.success(request, done)
    if request.POST.get("back") == "desk":
        unit, tab = number_asked(request.POST.get("desk", "")) or "", request.POST.get("tab", "")
        return redirect(f"{reverse('case_desk')}?{urlencode({'unit': unit, 'tab': tab})}")
    if cases_visible_to(person_of(request)).filter(pk=row.pk).exists():
        return redirect("case", row.pk)
    return redirect("cases")


def refused(request: HttpRequest, row: Case, place: str, sentences: list[str]) -> HttpResponseBase:
    """The page again with what is wrong, as it stands now."""
    errors = tuple(Wrong(one, place) for one in sentences) or broken(RuleBroken("没有办成，请再看一看。"))
    return shown(request, loaded(request, row.pk), Tried(place, request.POST.dict(), errors))

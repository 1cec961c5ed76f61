"""Letters of a case (文书): drafted from it, read and changed, issued, delivered, as .docx in official layout; and the
whole file of a case (卷宗). Pages stay masked; a letter is whole, so opening one is logged."""

import tempfile

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mofan.cases import actions
from mofan.cases.dossier import letter_on_paper, write_dossier
from mofan.cases.drafting_letters import (
    addressee_of,
    addressees,
    draft_letter,
    issuer_of,
    last_mark,
    letter_name,
    nobody_issues,
)
from mofan.cases.known_kinds import kind_of_case
from mofan.cases.letters import FORMS, LetterOnPaper, blanks_in, letter_docx, to_fill
from mofan.cases.models import Case, Letter, Party
from mofan.cases.parties import masked
from mofan.cases.standing import LETTER_WRITERS, parts_for_letter, parts_in_case
from mofan.org.actions import log_access
from mofan.org.rules import RuleBroken
from mofan.paper import safe_file_name
from mofan.web.asked import number_asked
from mofan.web.forms import Wrong
from mofan.web.sending import DOCX, sent
from mofan.web.views.cases.acting import attempt
from mofan.web.views.cases.loading import loaded
from mofan.web.visitor import address_of, person_of


def new(request: HttpRequest, pk: int, code: str) -> HttpResponseBase:
    """The text that a letter would have, to be read and changed, with what is still blank in it; posted, it is issued,
    or looked at on paper first. It names people whole, so opening it is logged."""
    row, me, now = loaded(request, pk), person_of(request), timezone.now()
    kind = kind_of_case(row)
    if code not in kind.letters:
        raise Http404
    if not parts_for_letter(row, code, me):
        raise PermissionDenied(nobody_issues(row, code))
    name, given = letter_name(row, code), request.POST
    party = _party(row, given.get("party", "") or request.GET.get("to", "")) or addressee_of(row, code)
    log_access("起草文书", by=me, at=now, detail=f"{row.code} {name}", address=address_of(request))
    if request.method != "POST":
        return _page(request, row, code, draft_letter(row, code, now, party), party, last_mark(row, code))
    text, mark = given.get("text", ""), given.get("mark", "")
    if given.get("do") == "look":
        paper = LetterOnPaper(code, name, text, str(issuer_of(row, code)), timezone.localdate(now))
        return sent(letter_docx(paper), f"{name}{row.code}（底稿）.docx", DOCX)
    left = to_fill(text)
    if left and given.get("blanks") != "1":
        said = f"还有 {len(left)} 处空白：{'、'.join(left)}。请填上；要留给人手填的，勾选“空白处由人手填”再出具。"
        return _page(request, row, code, text, party, mark, (Wrong(said, "text"),))
    try:
        actions.issue_letter(row, actions.Issue(code, text, party, mark), by=me, at=now)
    except RuleBroken as rule:
        return _page(request, row, code, text, party, mark, (Wrong(rule.sentence, "text"),))
    messages.success(request, f"已出具{name}。送达以后请记下怎样送达的。")
    return redirect("case", row.pk)


def _page(
    request: HttpRequest,
    row: Case,
    code: str,
    text: str,
    party: Party | None,
    mark: str,
    errors: tuple[Wrong, ...] = (),
) -> HttpResponse:
    context = {
        "case": row,
        "kind": kind_of_case(row),
        "name": letter_name(row, code),
        "code": code,
        "unit": issuer_of(row, code),
        "text": text,
        "mark": mark,
        "party": party,
        "addressees": [] if code in FORMS else [(one, masked(one, kind_of_case(row))) for one in addressees(row)],
        "left": to_fill(text),
        "by_hand": [one.label for one in blanks_in(text) if one.by_hand],
        "errors": errors,
    }
    return render(request, "web/cases/letter.html", context, status=422 if errors else 200)


def letter_file(request: HttpRequest, pk: int, letter: int) -> HttpResponseBase:
    """A letter as .docx, for whoever has a part in the case: it names the addressee."""
    row = loaded(request, pk)
    one = _letter(row, letter)
    _may_read(request, row, "文书写着当事人的姓名，只有办这件事的人能取。")
    detail = f"{row.code} {one.name}"
    log_access("取文书", by=person_of(request), at=timezone.now(), detail=detail, address=address_of(request))
    return sent(letter_docx(letter_on_paper(one)), f"{one.name}{one.number or row.code}.docx", DOCX)


@require_POST
def deliver(request: HttpRequest, pk: int, letter: int) -> HttpResponseBase:
    """It was delivered, and how (送达)."""
    row = loaded(request, pk)
    one, how = _letter(row, letter), request.POST.get("how", "")
    return attempt(
        request,
        row,
        "letters",
        lambda: actions.deliver_letter(one, how, by=person_of(request), at=timezone.now()),
        "已记下送达。",
    )


@require_POST
def void(request: HttpRequest, pk: int, letter: int) -> HttpResponseBase:
    """It was issued by mistake (作废)."""
    row = loaded(request, pk)
    one, why = _letter(row, letter), request.POST.get("why", "")
    return attempt(
        request,
        row,
        "letters",
        lambda: actions.void_letter(one, why, by=person_of(request), at=timezone.now()),
        f"已作废{one.name}，编过的号不再使用。",
    )


@require_POST
def dossier(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The whole file of the case as .zip, for whoever has a part in it; that is logged."""
    row = loaded(request, pk)
    _may_read(request, row, "卷宗写着当事人的全部信息，只有办这件事的人能取。")
    log_access("取卷宗", by=person_of(request), at=timezone.now(), detail=row.code, address=address_of(request))
    out = tempfile.TemporaryFile()  # noqa: SIM115  the answer closes it
    write_dossier(row, out)
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename=safe_file_name(f"卷宗{row.code}", "zip"))


def _may_read(request: HttpRequest, row: Case, sentence: str) -> None:
    if not LETTER_WRITERS & parts_in_case(row, person_of(request)):
        raise PermissionDenied(sentence)


def _party(row: Case, typed: str) -> Party | None:
    key = number_asked(typed)
    return row.parties.filter(pk=key).first() if key else None


def _letter(row: Case, pk: int) -> Letter:
    found: Letter = get_object_or_404(row.issued.select_related("made_by", "unit"), pk=pk)
    found.case = row
    return found

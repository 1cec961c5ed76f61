"""Letters of a case (文书): drafted from it, read and changed, issued, delivered, as .docx in official layout."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mofan.cases import actions
from mofan.cases.drafting_letters import draft_letter
from mofan.cases.known_kinds import kind_of_case
from mofan.cases.letters import letter_docx
from mofan.cases.models import Case, Letter
from mofan.cases.standing import parts_in_case
from mofan.org.actions import log_access
from mofan.web.sending import DOCX, sent
from mofan.web.views.cases.acting import attempt
from mofan.web.views.cases.loading import loaded
from mofan.web.visitor import address_of, person_of

ISSUERS = frozenset({"centre", "handler", "mediator", "clerk", "leader", "supervisor"})
"""Parts in a case that issue its letters."""


def new(request: HttpRequest, pk: int, code: str) -> HttpResponseBase:
    """The text that a letter would have, to be read and changed; posted, it is issued. It names the addressee, so
    opening it is logged."""
    row, me, now = loaded(request, pk), person_of(request), timezone.now()
    kind = kind_of_case(row)
    if code not in kind.letters:
        raise Http404
    if not ISSUERS & parts_in_case(row, me):
        raise PermissionDenied("文书由中心、承办人或者调解员出具，您没有这个身份。")
    if request.method == "POST":
        text, number = request.POST.get("text", ""), request.POST.get("number", "")
        return attempt(
            request,
            row,
            "letters",
            lambda: actions.issue_letter(row, code, text, number=number, by=me, at=now),
            f"已出具{kind.letters[code]}。送达以后请记下怎样送达的。",
        )
    log_access("起草文书", by=me, at=now, detail=f"{row.code} {kind.letters[code]}", address=address_of(request))
    context = {"case": row, "kind": kind, "name": kind.letters[code], "text": draft_letter(row, code, now)}
    return render(request, "web/cases/letter.html", context)


def letter_file(request: HttpRequest, pk: int, letter: int) -> HttpResponseBase:
    """A letter as .docx, for whoever has a part in the case: it names the addressee."""
    row, me = loaded(request, pk), person_of(request)
    one = _letter(row, letter)
    if not ISSUERS & parts_in_case(row, me):
        raise PermissionDenied("文书写着当事人的姓名，只有办这件事的人能取。")
    detail = f"{row.code} {one.name}"
    log_access("取文书", by=me, at=timezone.now(), detail=detail, address=address_of(request))
    data = letter_docx(one.name, one.text, str(row.unit), timezone.localdate(one.made_at))
    return sent(data, f"{one.name}{row.code}.docx", DOCX)


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


def _letter(row: Case, pk: int) -> Letter:
    found: Letter = get_object_or_404(row.issued.select_related("made_by"), pk=pk)
    found.case = row
    return found

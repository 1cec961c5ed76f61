"""A material on A4 (公文版式): chosen type, elements, what the rules say of them, the pages as they will be printed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import content_disposition_header

from mofan.library.downloading import FORMATS
from mofan.library.models import Piece
from mofan.library.official import (
    ELEMENTS,
    completed,
    docx_of,
    likely_type,
    ordinary,
    printed,
    recognised,
    values_of,
)
from mofan.library.queries import pieces_visible_to
from mofan.org.actions import log_access
from mofan.paper import TYPES, OfficialDocument, Paper, Problem, problems_of, safe_file_name
from mofan.paper.pdf import NoChineseFont, PdfFailed, picture_of
from mofan.web.forms import PlainForm
from mofan.web.visitor import address_of, person_of

PIXELS = 1240
"""How wide the picture of a page is: 150 dots an inch, sharp on the screens that offices have."""
LONGEST = 500
ORDINARY = "普通材料"
RANKS = {"must": "应改", "normally": "一般应改", "habit": "习惯"}
HELP = {
    "organs": "几个机关用顿号隔开，主办在前。",
    "number": "如 安水发〔2026〕3号。",
    "signatories": "上行文才有，几个人用顿号隔开。",
    "note": "不带括号。",
}


class Layout(PlainForm):
    """版式：文种与要素."""

    type = forms.ChoiceField(label="文种", required=False, choices=[("", ORDINARY), *((name, name) for name in TYPES)])

    def __init__(self, kind: str, values: dict[str, str], sources: dict[str, str], *, sealed: bool) -> None:
        super().__init__(initial={"type": kind, "unsealed": not sealed} | values, auto_id="set_%s")
        for name, label in ELEMENTS.items() if kind else ():
            said = sources[name] + HELP.get(name, "")
            self.fields[name] = forms.CharField(
                label=label, required=False, max_length=LONGEST, help_text=said,
                widget=forms.TextInput({"autocomplete": "off"}),
            )  # fmt: skip

    def elements(self) -> Iterator[forms.BoundField]:
        """The fields beside the type."""
        return (field for field in self if field.name != "type")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: the type ("" for ordinary material), the document, what stood in the text."""

    kind: str
    document: Paper | OfficialDocument
    found: dict[str, str]
    sealed: bool = True

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What the rules say of the elements."""
        return problems_of(self.document) if isinstance(self.document, OfficialDocument) else ()

    def form(self) -> Layout:
        """The form with what holds now, and where each element comes from."""
        if not isinstance(self.document, OfficialDocument):
            return Layout("", {}, {}, sealed=True)
        values = values_of(self.document)
        sources = {name: _source(value, self.found[name]) for name, value in values.items()}
        return Layout(self.kind, values, sources, sealed=self.sealed)


def official(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The pages of the piece in this layout beside its elements."""
    row = _loaded(request, pk)
    asked = _asked(row, request.GET)
    context: dict[str, Any] = {
        "piece": row,
        "asked": asked,
        "kind": asked.kind or ORDINARY,
        "form": asked.form(),
        "problems": [(problem, RANKS[problem.rank]) for problem in asked.problems],
        "query": request.GET.urlencode(),
        "is_set": "set" in request.GET,
    }
    try:
        report = printed(asked.document).report
    except (NoChineseFont, PdfFailed) as failure:
        return render(request, "web/official.html", context | {"failure": str(failure)}, status=503)
    context |= {"report": report, "pages": range(1, report.pages + 1), "notes": _notes(asked, report.warnings)}
    return render(request, "web/official.html", context)


def page(request: HttpRequest, pk: int, no: int) -> HttpResponseBase:
    """One page as a picture."""
    made = printed(_asked(_loaded(request, pk), request.GET).document)
    picture = picture_of(made.data, no, width=PIXELS)
    if picture is None:
        raise Http404
    return HttpResponse(picture, content_type="image/png")


def download(request: HttpRequest, pk: int, extension: str) -> HttpResponseBase:
    """This layout as a file; for printing it opens in the browser."""
    row = _loaded(request, pk)
    if extension not in ("docx", "pdf"):
        raise Http404
    document = _asked(row, request.GET).document
    data = printed(document).data if extension == "pdf" else docx_of(document)
    name = safe_file_name(row.title, extension)
    attached = "print" not in request.GET
    verb = "下载" if attached else "打印"
    log_access(verb, by=person_of(request), at=timezone.now(), detail=name, address=address_of(request))
    headers = {"Content-Disposition": content_disposition_header(attached, name) or "attachment"}
    return HttpResponse(data, content_type=FORMATS[extension][1], headers=headers)


def _asked(row: Piece, query: QueryDict) -> Asked:
    """What a query asks for; an address without any asks for what the text is likely to be."""
    given = query.get("type")
    kind = likely_type(row) if given is None else given if given in TYPES else ""
    if not kind:
        return Asked("", ordinary(row), {})
    sealed = "unsealed" not in query
    document = recognised(row, kind, sealed=sealed)
    found = values_of(document)
    if "set" in query and query.get("before", kind) == kind:
        document = completed(document, {name: query.get(name, found[name])[:LONGEST] for name in ELEMENTS})
    return Asked(kind, document, found, sealed)


def _source(value: str, found: str) -> str:
    """Where an element comes from, in words."""
    if value == found:
        return "从正文识别。" if value else "正文里没有。"
    return "按您填写的。" if value else "您去掉了。"


def _notes(asked: Asked, warnings: tuple[str, ...]) -> list[str]:
    """What is said of the layout beyond the rules on elements, which have a list of their own."""
    known = {problem.sentence for problem in asked.problems}
    return [one for one in warnings if one not in known]


def _loaded(request: HttpRequest, pk: int) -> Piece:
    return get_object_or_404(pieces_visible_to(person_of(request)), pk=pk)

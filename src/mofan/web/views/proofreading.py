"""Proofreading (校对): the findings of a piece in its text, what is done with them; a text that is not kept."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from mofan.library.models import Piece
from mofan.library.proofreading import actions
from mofan.library.proofreading.dictionary import may_change, proposed_word, refuse_for_unit
from mofan.library.proofreading.grounds import grounds_for, own_of
from mofan.library.proofreading.looking import Proof, counted, findings_in, proof_of
from mofan.library.proofreading.pieces import PieceText
from mofan.library.queries import pieces_visible_to
from mofan.org.models import Person
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken
from mofan.text.clean import clean
from mofan.text.proofread import KINDS, Finding, Own, apply
from mofan.web.forms import Wrong, broken
from mofan.web.given_text import given_text
from mofan.web.proof_sheet import SEVERITIES, draw, key_of, listed
from mofan.web.visitor import needs, person_of, wants_part

SHEET = 60_000
"""Characters of a text that its page shows."""
AT_ONCE = 30_000
"""Characters of a piece that is proofread whenever somebody opens its page."""
LISTED = 200
"""Findings that are listed at once."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a text: findings of one kind, whether it is for the own unit, and for which year."""

    kind: str = ""
    own: bool = False
    year: int | None = None

    @classmethod
    def of(cls, given: QueryDict) -> "Asked":
        """What stands in an address or a form; nonsense is passed over."""
        year, kind = given.get("year", ""), given.get("kind", "")
        known = year.isascii() and year.isdigit() and 1949 <= int(year[:5]) <= 2999
        return cls(kind if kind in KINDS else "", bool(given.get("own")), int(year) if known else None)

    @property
    def address(self) -> str:
        """The same as a query string, with its question mark; empty where nothing is asked."""
        given = {"kind": self.kind, "own": "1" if self.own else "", "year": str(self.year or "") if self.own else ""}
        said = urlencode({name: value for name, value in given.items() if value})
        return f"?{said}" if said else ""

    def whom(self, me: Person) -> Own | None:
        """Whom the text is for."""
        return own_of(me, year=self.year) if self.own else None


def proofread(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The piece with its findings, the list beside it, what was accepted and refused before."""
    return _show(request, _loaded(request, pk), Asked.of(request.GET))


def summary(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What is found in a piece, in a few words: a part of its page."""
    me, row = person_of(request), _loaded(request, pk)
    if not wants_part(request):
        return redirect("proofread", pk)
    if row.characters > AT_ONCE:
        return render(request, "web/parts/proof_summary.html", {"piece": row, "is_long": True})
    found = proof_of(PieceText(row), grounds_for(me))
    context = {"piece": row, "proof": found, "severities": _by_severity(found), "kinds": _by_kind(found.findings)}
    return render(request, "web/parts/proof_summary.html", context)


@require_POST
@needs(Right.CURATE)
def decide(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Accept, refuse, change by hand, keep for the unit, take back: what the button that was pressed says."""
    me, row, asked = person_of(request), _loaded(request, pk), Asked.of(request.POST)
    text = PieceText(row)
    try:
        proof = proof_of(text, grounds_for(me, own=asked.whom(me)))
        done, at = _do(request.POST, text, proof, me)
    except RuleBroken as rule:
        return _show(request, _loaded(request, pk), asked, errors=broken(rule), status=409)
    messages.success(request, done)
    if wants_part(request):
        return _show(request, _loaded(request, pk), asked, after=at)
    return redirect(f"{reverse('proofread', args=[pk])}{asked.address}#{_next(me, _loaded(request, pk), asked, at)}")


def _do(given: QueryDict, text: PieceText, proof: Proof, me: Person) -> tuple[str, int]:
    """Do it; what was done, in words, and where in the text. Raises RuleBroken."""
    now: dict[str, Any] = {"by": me, "at": timezone.now()}
    for verb, of_one in OF_ONE.items():
        if verb in given:
            finding = _chosen(given, proof, str(given[verb]))
            return of_one(text, finding, given, now), finding.start
    if "undo" in given:
        return f"已撤销：{actions.undo_last(text, **now)}。", 0
    if kind := str(given.get("all", "")):
        count = actions.accept_all(text, proof.of_kind(kind), **now)
        return f"已改正{KINDS.get(kind, '')} {count} 处。看错了，按“撤销上一步”。", 0
    if "restore" in given:
        correction = next((one for one in proof.corrections if str(one.pk) == given["restore"]), None)
        if correction is None:
            raise RuleBroken("这一处已经撤销过了。")
        actions.undo_correction(text, correction, **now)
        return f"“{correction.new}”已改回“{correction.was}”。", 0
    refused = next((one for one in proof.refused if str(one.refusal.pk) == given.get("again")), None)
    if refused is None:
        raise RuleBroken("这一处已经撤销过了。")
    actions.ask_again(text, refused.refusal, **now)
    return "已撤销，这一条意见重新列出。", refused.finding.start


def _accept(text: PieceText, finding: Finding, given: QueryDict, now: dict[str, Any]) -> str:
    actions.accept(text, finding, **now)
    return f"“{finding.quote}”已改为“{finding.replacement}”。" if finding.replacement else f"已删去“{finding.quote}”。"


def _change(text: PieceText, finding: Finding, given: QueryDict, now: dict[str, Any]) -> str:
    new = given.get(f"new-{key_of(finding)}", "").strip()
    if not new:
        raise RuleBroken("请写明改成什么，再改正。")
    actions.accept(text, finding, new=new, **now)
    return f"“{finding.quote}”已改为“{new}”。"


def _refuse(text: PieceText, finding: Finding, given: QueryDict, now: dict[str, Any]) -> str:
    actions.refuse(text, finding, **now)
    return f"“{finding.quote}”保留原样，这一篇不再提示。"


def _keep(text: PieceText, finding: Finding, given: QueryDict, now: dict[str, Any]) -> str:
    entry = refuse_for_unit(text, finding, given.get(f"word-{key_of(finding)}", ""), **now)
    return f"“{entry.word}”已收入词典，本单位各篇不再提示。"


OF_ONE: dict[str, Callable[[PieceText, Finding, QueryDict, dict[str, Any]], str]] = {
    "accept": _accept,
    "change": _change,
    "refuse": _refuse,
    "keep": _keep,
}
"""Name of the button → what is done with the finding that its value names."""


def _chosen(given: QueryDict, proof: Proof, key: str) -> Finding:
    found = next((one for one in proof.findings if key_of(one) == key), None)
    if given.get("of") != _mark(proof.text) or found is None:
        raise RuleBroken("这一篇刚被改过，或这一处已经处理了。意见已重新列出，请看过再处理。")
    return found


def _next(me: Person, row: Piece, asked: Asked, at: int) -> str:
    proof = proof_of(PieceText(row), grounds_for(me, own=asked.whom(me)))
    findings = proof.of_kind(asked.kind) if asked.kind else proof.findings
    number = next((number for number, one in enumerate(findings, 1) if one.start >= at), 0)
    return f"f{number}" if number else "proof"


def _show(
    request: HttpRequest,
    row: Piece,
    asked: Asked,
    *,
    errors: tuple[Wrong, ...] = (),
    after: int = -1,
    status: int = 200,
) -> HttpResponseBase:
    me, text = person_of(request), PieceText(row)
    try:
        grounds = grounds_for(me, own=asked.whom(me))
        proof = proof_of(text, grounds)
    except RuleBroken as rule:
        return render(request, "web/proofread.html", {"piece": row, "too_long": rule.sentence})
    findings = proof.of_kind(asked.kind) if asked.kind else proof.findings
    numbered = listed(proof.text, findings[:LISTED])
    body_start = len(proof.text) - len(text.read.body)
    context = {
        "piece": row,
        "proof": proof,
        "of_title": findings_in(text.title_apart, grounds),
        "asked": asked,
        "kinds": _by_kind(proof.findings),
        "chosen": KINDS.get(asked.kind, ""),
        "replaceable": sum(one.replacement is not None for one in findings),
        "lines": draw(proof.text, findings[:LISTED], body_start=body_start, most=SHEET),
        "listed": [
            (one, proposed_word(proof.text, one.finding), text.can_be_corrected(one.finding)) for one in numbered
        ],
        "count": len(findings),
        "of": _mark(proof.text),
        "here": next((one.number for one in numbered if after >= 0 and one.finding.start >= after), 0),
        "unshown": max(0, len(proof.text) - SHEET),
        "may_keep": may_change(me, me.unit),
        "this_year": timezone.localdate().year,
        "errors": errors,
        "is_part": wants_part(request),
    }
    page = "web/parts/proof.html" if wants_part(request) else "web/proofread.html"
    return render(request, page, context, status=200 if wants_part(request) else status)


def _mark(text: str) -> str:
    """What tells one state of a text from another."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _by_kind(findings: tuple[Finding, ...]) -> list[tuple[str, str, int]]:
    return [(kind, KINDS.get(kind, kind), count) for kind, count in counted(findings).items()]


def _by_severity(proof: Proof) -> list[tuple[str, str, int]]:
    counts = {name: sum(one.severity == name for one in proof.findings) for name in SEVERITIES}
    return [(*SEVERITIES[name], count) for name, count in counts.items() if count]


def _loaded(request: HttpRequest, pk: int) -> Piece:
    return get_object_or_404(pieces_visible_to(person_of(request)), pk=pk)


LONGEST = 100_000
"""Characters of a text that is not kept."""


def given(request: HttpRequest) -> HttpResponseBase:
    """Paste or hand in a text: what is found in it, and the text with what was chosen put in. Nothing of it is kept."""
    me, asked = person_of(request), Asked.of(request.POST)
    if request.method != "POST":
        return _given_page(request, me, Asked())
    text, wrong = given_text(request, "校对", LONGEST)
    if wrong:
        return _given_page(request, me, asked, errors=(wrong,), text=text)
    text = clean(text).text
    findings = findings_in(text, grounds_for(me, own=asked.whom(me)))
    numbered = listed(text, findings[:LISTED])
    more: dict[str, Any] = {"text": text, "asked_for": True, "of": _mark(text)}
    if "apply" in request.POST and request.POST.get("of") == _mark(text):
        taken = set(request.POST.getlist("take"))
        chosen = [one for one in findings if key_of(one) in taken and one.replacement is not None]
        more |= {"corrected": apply(text, chosen), "put_in": len(chosen), "taken": taken}
    else:
        more["taken"] = {one.key for one in numbered if one.finding.severity == "error"}
    more |= {"listed": numbered, "count": len(findings), "kinds": _by_kind(findings)}
    more |= {"lines": draw(text, findings[:LISTED], most=SHEET), "unshown": max(0, len(text) - SHEET)}
    more["replaceable"] = sum(one.finding.replacement is not None for one in numbered)
    return _given_page(request, me, asked, **more)


def _given_page(
    request: HttpRequest, me: Person, asked: Asked, *, errors: tuple[Wrong, ...] = (), **more: Any
) -> HttpResponseBase:
    context = {"errors": errors, "asked": asked, "longest": LONGEST, "this_year": timezone.localdate().year, **more}
    return render(request, "web/proofread_text.html", context, status=422 if errors else 200)

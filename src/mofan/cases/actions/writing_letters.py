"""Issue letters (出具文书) with their numbers, say that they were delivered (送达), void what was a mistake (作废)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from mofan.cases import kinds as k
from mofan.cases.actions.holding import Doing, write
from mofan.cases.drafting_letters import issuer_of, letter_name, nobody_issues, not_yet
from mofan.cases.known_kinds import kind_of_case
from mofan.cases.letters import number_of, wrong_mark
from mofan.cases.models import Case, Letter, LetterSeries, Party
from mofan.cases.standing import parts_for_letter
from mofan.org.actions import reason
from mofan.org.models import Person, Unit
from mofan.org.rules import RuleBroken
from mofan.org.sealing import seal

_ISSUE = k.Move("issue_letter", "出具文书", (), "", ("centre", "handler", "mediator", "clerk", "leader", "supervisor"))
_DELIVER = k.Move("deliver_letter", "送达文书", (), "", _ISSUE.who)
_VOID = k.Move("void_letter", "作废文书", (), "", _ISSUE.who)


@dataclass(frozen=True, slots=True)
class Issue:
    """What is issued (出具的文书): its text as it was read and changed, to whom, under which mark it is numbered."""

    code: str
    text: str
    party: Party | None = None
    mark: str = ""
    """机关代字 “安治理函”; empty: the letter has no number."""


@transaction.atomic
def issue_letter(case: Case, issue: Issue, *, by: Person, at: datetime) -> Letter:
    """Issue a letter of the kind (出具文书); it stays as it is. With a mark it gets the next number of that mark in
    this year: nobody else gets the same, and it is never given again. Raises RuleBroken for a letter that the kind does
    not have, without words, for a mark that cannot be one, for whoever has no part in the case, for what has not
    happened."""
    kind = kind_of_case(case)
    if issue.code not in kind.letters:
        raise RuleBroken(f"{kind.name}没有这种文书。")
    if not issue.text.strip():
        raise RuleBroken("文书没有内容。")
    mark = issue.mark.strip()
    if mark and (sentence := wrong_mark(mark)):
        raise RuleBroken(sentence)
    if issue.party is not None and issue.party.case_id != case.pk:
        raise RuleBroken("不是这件事的当事人。")
    part = _part(case, issue.code, _ISSUE, by)
    if sentence := not_yet(case, issue.code):
        raise RuleBroken(sentence)
    unit, name = issuer_of(case, issue.code), letter_name(case, issue.code)
    series, serial = _next_number(unit, mark, timezone.localdate(at).year) if mark else (None, None)
    made = Letter.objects.create(
        case=case,
        unit=unit,
        code=issue.code,
        name=name,
        party=issue.party,
        series=series,
        serial=serial,
        number=number_of(mark, series.year, serial) if series is not None and serial is not None else "",
        sealed=seal(issue.text.strip()),
        made_by=by,
        made_at=at,
    )
    write(case, _ISSUE, case.state, Doing(by, at, part, case.unit), note=f"{name} {made.number}".strip())
    return made


@transaction.atomic
def deliver_letter(letter: Letter, how: str, *, by: Person, at: datetime) -> Letter:
    """It was delivered, and how (送达). Raises RuleBroken without how, a second time, for one that was voided."""
    how = reason(how)
    case = letter.case
    part = _part(case, letter.code, _DELIVER, by)
    if not Letter.objects.filter(pk=letter.pk, delivered_at=None, voided_at=None).update(
        delivered_at=at, delivered_how=how[:100]
    ):
        raise RuleBroken("这份文书已经送达或者作废。")
    letter.refresh_from_db()
    write(case, _DELIVER, case.state, Doing(by, at, part, case.unit), note=f"{letter.name}：{how}")
    return letter


@transaction.atomic
def void_letter(letter: Letter, why: str, *, by: Person, at: datetime) -> Letter:
    """It was issued by mistake (作废): it stays, its number is not given again. Raises RuleBroken without a reason, a
    second time."""
    why = reason(why)
    case = letter.case
    part = _part(case, letter.code, _VOID, by)
    if not Letter.objects.filter(pk=letter.pk, voided_at=None).update(voided_at=at, voided_by=by, void_why=why[:200]):
        raise RuleBroken("这份文书已经作废。")
    letter.refresh_from_db()
    write(case, _VOID, case.state, Doing(by, at, part, case.unit), note=f"{letter.name} {letter.number}：{why}")
    return letter


def _next_number(unit: Unit, mark: str, year: int) -> tuple[LetterSeries, int]:
    """The next number of a mark; the row is held until the letter stands, so that two at once get different ones."""
    series, _ = LetterSeries.objects.get_or_create(unit=unit, mark=mark, year=year)
    LetterSeries.objects.filter(pk=series.pk).update(last=F("last") + 1)
    series.refresh_from_db()
    return series, series.last


def _part(case: Case, code: str, move: k.Move, by: Person) -> k.Actor:
    parts = parts_for_letter(case, code, by)
    part = next((one for one in move.who if one in parts), None)
    if part is None:
        raise RuleBroken(nobody_issues(case, code))
    return part

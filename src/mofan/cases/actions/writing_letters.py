"""Issue letters (出具文书) and say that they were delivered (送达)."""

from datetime import datetime

from django.db import transaction

from mofan.cases import kinds as k
from mofan.cases.actions.holding import Doing, write
from mofan.cases.known_kinds import kind_of_case
from mofan.cases.models import Case, Letter
from mofan.cases.standing import parts_in_case
from mofan.org.actions import reason
from mofan.org.models import Person
from mofan.org.rules import RuleBroken

_ISSUE = k.Move("issue_letter", "出具文书", (), "", ("centre", "handler", "mediator", "clerk", "leader", "supervisor"))
_DELIVER = k.Move("deliver_letter", "送达文书", (), "", _ISSUE.who)


@transaction.atomic
def issue_letter(case: Case, code: str, text: str, *, number: str = "", by: Person, at: datetime) -> Letter:
    """Issue a letter of the kind with this text (出具文书); it stays as it is. Raises RuleBroken for a letter that the
    kind does not have, without words, for whoever has no part in the case."""
    kind = kind_of_case(case)
    if code not in kind.letters:
        raise RuleBroken(f"{kind.name}没有这种文书。")
    if not text.strip():
        raise RuleBroken("文书没有内容。")
    part = _part(case, _ISSUE, by)
    name = kind.letters[code]
    made = Letter.objects.create(
        case=case, code=code, name=name, number=number.strip()[:60], text=text.strip(), made_by=by, made_at=at
    )
    write(case, _ISSUE, case.state, Doing(by, at, part, case.unit), note=name)
    return made


@transaction.atomic
def deliver_letter(letter: Letter, how: str, *, by: Person, at: datetime) -> Letter:
    """It was delivered, and how (送达). Raises RuleBroken without how, and a second time."""
    how = reason(how)
    case = letter.case
    part = _part(case, _DELIVER, by)
    if not Letter.objects.filter(pk=letter.pk, delivered_at=None).update(delivered_at=at, delivered_how=how[:100]):
        raise RuleBroken("这份文书已经送达。")
    letter.refresh_from_db()
    write(case, _DELIVER, case.state, Doing(by, at, part, case.unit), note=f"{letter.name}：{how}")
    return letter


def _part(case: Case, move: k.Move, by: Person) -> k.Actor:
    parts = parts_in_case(case, by)
    part = next((one for one in move.who if one in parts), None)
    if part is None:
        raise RuleBroken("文书由中心、承办人或者调解员出具，您没有这个身份。")
    return part

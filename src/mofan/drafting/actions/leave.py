"""Who may change a draft, and when (能否修改)."""

from mofan.drafting.models import Draft
from mofan.org.actions import allow
from mofan.org.models import Person
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken


def allow_writing(person: Person, draft: Draft) -> None:
    """Raises RuleBroken when this person may not write for the draft's unit, or the draft is closed."""
    allow(person, Right.RECORD, draft.unit)
    if not draft.is_open:
        raise RuleBroken(f"“{draft.title}”{draft.get_state_display()}，不能再改。需要改动的，请另起一稿。")

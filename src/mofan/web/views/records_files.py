"""Files that were chosen in a form which is not saved yet (待附的文件).

They are kept for a day, so that nobody has to choose them twice: where something is wrong, is to be looked at again, or
waits as a draft.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.http import HttpRequest

from mofan.org import waiting_files
from mofan.org.models import Person
from mofan.org.rules import RuleBroken
from mofan.records import actions
from mofan.records.models import Record
from mofan.web.views.records_form import Form

HELD: Final = "held"
"""The control that names such files."""
MOST: Final = 50


@dataclass(frozen=True, slots=True)
class HeldFile:
    """One of them: the key to its bytes, the field that it is of, its name."""

    key: str
    field: str
    name: str

    @property
    def value(self) -> str:
        """As the form carries it."""
        return f"{self.key}|{self.field}|{self.name}"


def hold(request: HttpRequest, form: dict[str, list[str]]) -> None:
    """Keep what was chosen just now and name it in the form."""
    chosen = [
        HeldFile(waiting_files.keep(file.read()), control.removeprefix("f-"), file.name or "附件")
        for control in request.FILES
        for file in request.FILES.getlist(control)
    ]
    if chosen:
        form[HELD] = [*form.get(HELD, []), *(one.value for one in chosen)][:MOST]


def held_in(form: Form) -> list[HeldFile]:
    """The files that a form names, as far as they are still kept."""
    named = [str(one).split("|", 2) for one in form.get(HELD, ())]
    return [HeldFile(*one) for one in named if len(one) == 3 and waiting_files.kept(one[0]) is not None]


def attach_chosen(request: HttpRequest, form: Form, record: Record, *, by: Person, at: datetime) -> list[str]:
    """Attach to a record what was chosen just now, and before; what is wrong with which."""
    said = []
    for name, field, chunks in _chosen(request, form):
        try:
            actions.attach(record, name, chunks, field=field, by=by, at=at)
        except RuleBroken as rule:
            said.append(rule.sentence)
    for one in held_in(form):
        waiting_files.drop(one.key)
    return said


def _chosen(request: HttpRequest, form: Form) -> Iterator[tuple[str, str, Iterator[bytes]]]:
    for one in held_in(form):
        yield one.name, one.field, iter([waiting_files.kept(one.key) or b""])
    for control in request.FILES:
        for file in request.FILES.getlist(control):
            yield file.name or "附件", control.removeprefix("f-"), file.chunks()

"""Taking an edited Word file back (回读)."""

from datetime import datetime

from django.utils import timezone

from mofan.drafting.actions.leave import allow_writing
from mofan.drafting.actions.saving import Saved, save
from mofan.drafting.chips import chips_of, shown_in
from mofan.drafting.models import Draft
from mofan.drafting.reimporting import Reread, reread
from mofan.drafting.versions import text_of_revision
from mofan.org.models import Person
from mofan.org.rules import RuleBroken
from mofan.text.read import Unreadable, read_bytes


def reread_file(
    draft: Draft, data: bytes, name: str, *, by: Person, at: datetime, revision: int | None = None
) -> Reread:
    """What an edited file says, against the version that it was made of (the current one if none is named); nothing is
    saved. Raises RuleBroken without leave, and for a file that cannot be read."""
    allow_writing(by, draft)
    try:
        document = read_bytes(data, name)
    except Unreadable as error:
        raise RuleBroken(str(error)) from error
    before = draft.text if revision is None else text_of_revision(draft, revision)
    return reread(document.text.splitlines(), before, shown_in(chips_of(draft, timezone.localdate(at))))


def take_in(draft: Draft, made: Reread, *, by: Person, at: datetime, revision: int) -> Saved:
    """Make what was reread the current text, as a version (并入回读的文字); others' changes since are kept as in any
    save. Raises as `save`."""
    return save(draft, made.body, revision=revision, by=by, at=at, note_as="回读 Word 改稿")

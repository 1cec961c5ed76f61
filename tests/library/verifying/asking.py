"""What is asked of a library and what is shown of it (核对)."""

from mofan.library.models import (
    Piece,
    PieceState,
)
from mofan.library.verifying import Depth, Finding, repair, verify
from mofan.org.models import Person
from tests.make import AT

DEEP = Depth(files=True, texts=True)


def found() -> dict[str, Finding]:
    return {finding.name: finding for finding in verify(depth=DEEP).findings}


def mend(person: Person) -> None:
    repair(verify(depth=DEEP).findings, by=person, at=AT)


def shown() -> list[tuple[str, str, str]]:
    """What a reader has: the originals with their fingerprints and the state of the source."""
    rows = Piece.objects.originals().filter(state=PieceState.KEPT)
    return sorted(rows.values_list("title", "digest", "source__state"))

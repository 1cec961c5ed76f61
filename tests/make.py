"""Plain makers of rows for tests: people first, then what they hand in."""

from datetime import UTC, datetime

from mofan.library.models import Batch, Origin, Piece, Source
from mofan.org.models import Person, Unit
from mofan.org.roles import Role
from mofan.org.tree import plant

AT = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
"""The moment at which tests act: 2026-11-20 15:30 in Beijing."""
PASSWORD = "Anlan-2026"


def make_unit(name: str = "安澜县水务局") -> Unit:
    return Unit.objects.filter(name=name).first() or plant(name)


def make_person(account: str, role: Role = Role.READER, name: str = "") -> Person:
    person = Person(account=account, name=name or account, role=role, unit=make_unit(), created_at=AT)
    person.set_password(PASSWORD)
    person.save()
    return person


def make_batch(by: Person) -> Batch:
    from mofan.library.ingestion.receiving import open_batch

    return open_batch(Origin.UPLOAD, by=by, at=AT)


def make_source(by: Person, name: str, text: str | bytes) -> Source:
    """Hand in a file and carry it through every step."""
    from mofan.library.ingestion.driving import drive
    from mofan.library.ingestion.receiving import receive

    data = text.encode() if isinstance(text, str) else text
    source = receive(make_batch(by), name, [data], at=AT)
    drive()
    source.refresh_from_db()
    return source


def make_pieces(by: Person, name: str, text: str | bytes) -> list[Piece]:
    """The pieces that come out of a file."""
    return list(make_source(by, name, text).pieces.order_by("no"))

"""What waits to be carried (等候的来源), and whether it is so much that worker processes are worth their start."""

from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet, Sum

from mofan.library.ingestion.processes import COMPARED_ALONE
from mofan.library.ingestion.recognising import TO_RECOGNISE
from mofan.library.models import Piece, Source, SourceKind, State

ALONE_UP_TO = 100
CONVERTED_ALONE_UP_TO = 3
BYTES_ALONE_UP_TO = 3_000_000
"""So few files, so few that another program has to turn into something else first, and so few bytes of files and bulk
files together are digested by the driver itself; starting worker processes would take longer."""
CONVERTED = (".doc", ".wps", ".rtf", ".odt", ".xls")
"""How files are called that another program has to turn into something else, seconds each."""


def waiting() -> QuerySet[Source]:
    """All that waits, in the order in which it came."""
    return Source.objects.filter(state=State.WAITING).order_by("pk")


def waiting_files() -> QuerySet[Source]:
    """Files and archives: they go before bulk files; those that have to be recognised have a lane of their own."""
    return waiting().exclude(kind=SourceKind.BULK).exclude(**TO_RECOGNISE)


def waiting_bulk() -> QuerySet[Source]:
    """Bulk files."""
    return waiting().filter(kind=SourceKind.BULK)


def is_much() -> bool:
    """Whether so much is to be digested or compared with the library that worker processes are worth their start."""
    return is_much_to_digest() or Piece.objects.filter(index_due=True)[COMPARED_ALONE:].exists()


def is_much_to_digest() -> bool:
    """Whether so much is to be digested."""
    files = waiting_files()
    to_convert = files.filter(reduce(or_, (Q(name__iendswith=ending) for ending in CONVERTED)))
    return (
        files[ALONE_UP_TO:].exists()
        or to_convert[CONVERTED_ALONE_UP_TO:].exists()
        or sum(rows.aggregate(bytes=Sum("size"))["bytes"] or 0 for rows in (files, waiting_bulk())) > BYTES_ALONE_UP_TO
    )

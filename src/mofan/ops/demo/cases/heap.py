"""Rows of cases that wait to be written, many at a time (待写入的行), and the rows of one case that is being told."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Final, TypeVar

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Max, Model

from mofan.cases.kinds import Kind
from mofan.cases.models import (
    Agreement,
    Call,
    Callback,
    Case,
    CaseDetail,
    Clock,
    Concern,
    Consent,
    Exclusion,
    Extension,
    Leg,
    Link,
    Mediation,
    Move,
    Party,
    Pause,
    Point,
    ReturnRequest,
    Session,
    Signature,
    Whistle,
)

TABLES: Final[tuple[type[Model], ...]] = (
    Case, CaseDetail, Party, Point, Concern, Leg, ReturnRequest, Move, Clock, Pause, Extension, Whistle, Call, Callback,
    Exclusion, Link, Mediation, Consent, Session, Agreement, Signature,
)  # fmt: skip
"""In the order in which they are written."""
M = TypeVar("M", bound=Model)


@dataclass(slots=True)
class Told:
    """The rows of one case, as far as its story has been told."""

    case: Case
    kind: Kind
    detail: CaseDetail
    parties: list[Party]
    points: list[Point]
    concerns: set[int]
    legs: list[Leg] = field(default_factory=list)
    clocks: list[Clock] = field(default_factory=list)
    callbacks: list[Callback] = field(default_factory=list)
    mediation: Mediation | None = None
    consents: list[Consent] = field(default_factory=list)
    sessions: int = 0
    signed: set[int] = field(default_factory=set)

    def running(self, leg: Leg | None) -> list[Clock]:
        """The clocks of a leg, or of the case itself, that have not stopped."""
        key = leg.pk if leg is not None else None
        return [one for one in self.clocks if one.stopped_at is None and one.leg_id == key]


class Heap:
    """Rows under keys of their own, which nobody else writes meanwhile."""

    def __init__(self) -> None:
        self.rows: dict[type[Model], list[Model]] = {table: [] for table in TABLES}
        self.last = {table: table._default_manager.aggregate(last=Max("pk"))["last"] or 0 for table in TABLES}
        self.told: dict[int, Told] = {}
        self.made: Counter[str] = Counter()

    def add(self, row: M) -> M:
        """Keep a row and give it its key; what is changed in it until it is written is written."""
        table = type(row)
        if table is not CaseDetail:  # its key is that of its case
            self.last[table] += 1
            row.pk = self.last[table]
        self.rows[table].append(row)
        return row

    def write(self) -> None:
        """Write everything, in one transaction; the stories so far are over."""
        with transaction.atomic():
            for table, rows in self.rows.items():
                table._default_manager.bulk_create(rows, batch_size=2_000)
                self.made[table._meta.model_name or ""] += len(rows)
                rows.clear()
        self.told.clear()

    def close(self) -> None:
        """Write what is left, and let the tables count their keys on from here."""
        self.write()
        with connection.cursor() as cursor:
            for sentence in connection.ops.sequence_reset_sql(no_style(), list(TABLES)):
                cursor.execute(sentence)

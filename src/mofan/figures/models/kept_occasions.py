"""An occasion of a duty as it was when a number was frozen (定数时的各次)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from mofan.records.fulfilling import Met
from mofan.records.occasions import State


@dataclass(frozen=True, slots=True)
class KeptOccasion:
    """One occasion that a number counted, with the names of then (定数时的一次)."""

    duty: int
    starts_on: date
    number: int
    """Which of several in the same stretch."""
    unit: str
    kind: str
    """The name of the kind."""
    label: str
    deadline: date
    state: State
    record: int | None
    """The record that met it."""
    late: bool
    """Whether that one was entered late."""

    @classmethod
    def of(cls, met: Met) -> KeptOccasion:
        """As it stands now."""
        occasion, record = met.standing.occasion, met.record
        return cls(
            met.row.duty.pk,
            occasion.period.start,
            occasion.number,
            str(met.row.unit),
            met.row.kind.name,
            occasion.label,
            occasion.deadline,
            met.standing.state,
            record.pk if record is not None else None,
            record is not None and record.is_late,
        )

    @classmethod
    def from_row(cls, row: list[Any]) -> KeptOccasion:
        """Out of the row that keeps it."""
        duty, starts_on, number, unit, kind, label, deadline, state, record, late = row
        first, last = date.fromisoformat(starts_on), date.fromisoformat(deadline)
        return cls(duty, first, number, unit, kind, label, last, cast(State, state), record, late)

    def as_row(self) -> list[Any]:
        """As it is kept."""
        named = (self.unit, self.kind, self.label, self.deadline.isoformat(), self.state, self.record, self.late)
        return [self.duty, self.starts_on.isoformat(), self.number, *named]

    @property
    def key(self) -> tuple[int, date, int]:
        """Which occasion it is, whatever became of it."""
        return self.duty, self.starts_on, self.number

    @property
    def stands(self) -> tuple[State, int | None, bool]:
        """How it stands."""
        return self.state, self.record, self.late

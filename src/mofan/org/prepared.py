"""Rows by their keys, with SQL that is worked out once (预编译的查询).

A page of hits asks for twenty rows at a time, and every page for who asks. Django takes longer to write such a
question, and to see what comes back, than the database to answer.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from django.db import connections
from django.db.models import Model, QuerySet
from django.db.models.base import ModelState

Rows = TypeVar("Rows", bound=QuerySet[Any])


def rows_of(rows: Rows, keys: Sequence[int], more: Callable[[Rows, list[int]], Rows]) -> list[Any]:
    """The rows of `more(rows, keys)`. The SQL is kept for the same `more`, the same conditions of `rows`, so many keys.

    `more` is a function of a module, which adds to `rows` always the same, but for the keys. What it annotates stands
    on the rows as ever; related rows that it selects do not come along.
    """
    if not keys or rows.query.is_empty():
        return []
    return _written(_Asked(rows), len(keys), more).answer(keys)


def values_of(rows: Rows, keys: Sequence[int], more: Callable[[Rows, list[int]], QuerySet[Any]]) -> list[list[Any]]:
    """The same, where `more` takes some values (`values_list`) of the rows: a list of them for each."""
    if not keys or rows.query.is_empty():
        return []
    return _written(_Asked(rows), len(keys), more).values(keys)


def is_any(rows: QuerySet[Any]) -> bool:
    """Whether there is any row; asked so often that this is worth it."""
    return not rows.query.is_empty() and bool(_written(_Asked(rows), 0, _first).values(()))


def _first(rows: Rows, _: list[int]) -> Rows:
    return rows.order_by()[:1]


class _Asked:
    """A queryset that equals another if both ask for the same. One that stays for good equals itself at once."""

    def __init__(self, rows: QuerySet[Any]) -> None:
        self.rows = rows
        self._what = (rows.model, rows.db, rows.query.where, rows.query.order_by)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and (self.rows is other.rows or self._what == other._what)

    def __hash__(self) -> int:
        return hash(self._what)


@dataclass(frozen=True, slots=True)
class _Written:
    """A question as SQL, and how rows are made of what comes back."""

    model: type[Model]
    using: str
    sql: str
    parameters: tuple[Any, ...]
    """Negative numbers stand in the places of the keys."""
    fields: tuple[str, ...]
    """The fields of the model, which come first; none where values are asked for."""
    annotations: tuple[tuple[str, int], ...]
    """Name → its column."""
    converters: tuple[tuple[int, tuple[Callable[..., Any], ...], Any], ...]
    """What the values of a column pass through on their way into Python, as Django has it."""

    def answer(self, keys: Sequence[int]) -> list[Any]:
        """The rows as objects."""
        return [self._made(row) for row in self.values(keys)]

    def values(self, keys: Sequence[int]) -> list[list[Any]]:
        """The rows as lists of values."""
        filled = [keys[one] if type(one) is int and one < 0 else one for one in self.parameters]
        connection = connections[self.using]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, filled)
            found = [list(row) for row in cursor.fetchall()]
        for column, each, expression in self.converters:
            for convert in each:
                for row in found:
                    row[column] = convert(row[column], expression, connection)
        return found

    def _made(self, row: list[Any]) -> Model:
        """As `Model.from_db`, without asking each of the fields how it is set: no model here says how."""
        made = self.model.__new__(self.model)
        made._state = ModelState()
        made._state.adding, made._state.db = False, self.using
        made.__dict__.update(zip(self.fields, row, strict=False))  # annotations follow the fields
        for name, column in self.annotations:
            made.__dict__[name] = row[column]
        return made


@lru_cache(maxsize=128)
def _written(asked: _Asked, count: int, more: Callable[..., Any]) -> _Written:
    rows = more(asked.rows, list(range(-count, 0)))
    compiler = rows.query.get_compiler(rows.db)
    sql, parameters = compiler.as_sql()
    fields = compiler.klass_info["select_fields"] if compiler.klass_info else []
    assert fields == list(range(len(fields))), "the fields of the model come first"
    return _Written(
        rows.model,
        rows.db,
        sql,
        tuple(parameters),
        tuple(one.target.attname for one, *_ in compiler.select[: len(fields)]),
        tuple(compiler.annotation_col_map.items()),
        tuple(
            (column, tuple(each), expression)
            for column, (each, expression) in compiler.get_converters([one for one, *_ in compiler.select]).items()
        ),
    )

"""Rows by their keys, with SQL that is worked out once (预编译的查询).

A page of hits asks for twenty rows at a time. Django takes longer to write that question than the database to answer.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from django.db.models import QuerySet

Rows = TypeVar("Rows", bound=QuerySet[Any])


def rows_of(rows: Rows, keys: Sequence[int], more: Callable[[Rows, list[int]], Rows]) -> list[Any]:
    """The rows of `more(rows, keys)`. The SQL is kept for the same `more`, the same conditions of `rows`, so many keys.

    `more` is a function of a module, which adds to `rows` always the same, but for the keys.
    """
    if not keys or rows.query.is_empty():
        return []
    sql, parameters = _written(_Asked(rows), len(keys), more)
    filled = [keys[one] if type(one) is int and one < 0 else one for one in parameters]
    return list(rows.model._default_manager.raw(sql, filled))


class _Asked:
    """A queryset that equals another if both ask for the same."""

    def __init__(self, rows: QuerySet[Any]) -> None:
        self.rows = rows
        self._what = (rows.model, rows.db, rows.query.where, rows.query.order_by)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and self._what == other._what

    def __hash__(self) -> int:
        return hash(self._what)


@lru_cache(maxsize=128)
def _written(asked: _Asked, count: int, more: Callable[..., Any]) -> tuple[str, tuple[Any, ...]]:
    """The SQL and its parameters; negative numbers stand in the places of the keys."""
    sql, parameters = more(asked.rows, list(range(-count, 0))).query.sql_with_params()
    return sql, tuple(parameters)

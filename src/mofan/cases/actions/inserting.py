"""Insert rows of several tables in one go (一并写入)."""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import Model
from django.db.models.sql import InsertQuery


def insert_together(*rows: Sequence[Model]) -> None:
    """Write new rows, those of a table in one sequence, in this order; in the transaction that there is. PostgreSQL
    gets all of it in one message. The keys that the tables give are not read back."""
    sentences = [_inserting(some) for some in rows if some]
    messages = [sentences] if connection.vendor == "postgresql" else [[one] for one in sentences]
    with connection.cursor() as cursor:
        for some in messages:
            cursor.execute(";".join(sql for sql, _ in some), [one for _, values in some for one in values])


def _inserting(rows: Sequence[Model]) -> tuple[str, tuple[Any, ...]]:
    """The SQL that inserts rows of one table, and its values."""
    model = type(rows[0])
    query = InsertQuery(model)
    fields = [one for one in model._meta.concrete_fields if not one.generated and one is not model._meta.auto_field]
    query.insert_values(fields, list(rows))
    sentences: list[tuple[str, tuple[Any, ...]]] = query.get_compiler(connection=connection).as_sql()
    return sentences[0]

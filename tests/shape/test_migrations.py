"""The migrations lead to the tables that the models describe, of which the tests make theirs."""

import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

CLAUSE = re.compile(r', (?="\w+" \w|CONSTRAINT )')
"""Where a column or a constraint of a table begins."""
ASKED = "SELECT type || ' ' || name, sql FROM sqlite_master"

Tables = dict[str, list[str]]


def told(rows: Iterable[tuple[str, str | None]]) -> Tables:
    """Every table and index with its clauses; in which order columns stand is no matter."""
    return {name: sorted(CLAUSE.split((sql or "").partition("(")[2].removesuffix(")"))) for name, sql in rows}


def test_every_clause_of_a_table_is_told() -> None:
    sql = 'CREATE TABLE "t" ("b" integer NOT NULL, "a" text NULL, CONSTRAINT "one" UNIQUE ("a", "b"))'
    assert told([("table t", sql)]) == {
        "table t": ['"a" text NULL', '"b" integer NOT NULL', 'CONSTRAINT "one" UNIQUE ("a", "b")']
    }


@pytest.mark.django_db
def test_the_migrations_make_the_tables_of_the_models(migrated: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("on PostgreSQL the tables of the tests are those of the migrations")
    with closing(sqlite3.connect(migrated / "mofan.sqlite3")) as file:
        made = told(file.execute(ASKED).fetchall())
    with connection.cursor() as cursor:
        assert made == told(cursor.execute(ASKED).fetchall())

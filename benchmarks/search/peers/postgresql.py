"""PostgreSQL: what a library that already stands in it would search with."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

from benchmarks.search.peers.face import Document, Engine, Found, View, counted

_TABLE = "CREATE TABLE docs (uid integer PRIMARY KEY, title text, body text, year text, source text, category text{})"
_OWNER = "postgres"
_SETTINGS = {"shared_buffers": "256MB", "maintenance_work_mem": "256MB", "work_mem": "64MB", "listen_addresses": ""}


class Trigrams(Engine):
    """pg_trgm, a GIN index and LIKE, its documentation's choice for substrings of any language. It does not rank."""

    extra: ClassVar[str] = ""
    indexes: ClassVar[tuple[str, ...]] = ("CREATE INDEX ON docs USING gin (body gin_trgm_ops)",)

    @classmethod
    def absent(cls) -> str | None:
        if programs() is None:
            return "the server of PostgreSQL is not installed"
        try:
            import psycopg  # noqa: F401
        except ImportError:
            return "the Python package psycopg is not installed"
        return None

    @classmethod
    def version(cls) -> str:
        command = [f"{programs()}/postgres", "--version"]
        return (
            subprocess.run(command, capture_output=True, text=True, check=True)
            .stdout.strip()
            .replace("postgres (PostgreSQL)", "PostgreSQL")
        )

    def prepare(self) -> None:
        self.process = start(self.folder)
        self.base: Any = connect(self.folder)

    def build(self, documents: Iterable[Document]) -> None:
        self._do("CREATE EXTENSION pg_trgm")
        self._do(_TABLE.format(self.extra))
        self._copy(documents)
        for index in self.indexes:
            self._do(index)
        self._do("ANALYZE docs")

    def add(self, documents: Iterable[Document]) -> None:
        self._copy(documents)

    def find(self, terms: Sequence[str], limit: int) -> Found:
        return self._found("", *self._having(terms), limit)

    def rank(self, line: str, top: int) -> list[int] | None:
        return None

    def count(self, term: str, source: str) -> Found:
        having, values = self._having([term])
        sql = f"SELECT uid, year, source, category FROM docs WHERE {having} AND source = %s"
        rows = self._do(sql, [*values, source]).fetchall()
        return Found(len(rows), [row[0] for row in rows[:10]], counted(row[1:] for row in rows))

    def size(self) -> int:
        return int(self._do("SELECT pg_indexes_size('docs')").fetchone()[0])

    def close(self) -> None:
        self.base.close()
        self.process.terminate()
        self.process.wait(60)

    def _having(self, terms: Sequence[str]) -> tuple[str, list[str]]:
        return " AND ".join(["body LIKE %s"] * len(terms)), [f"%{_escaped(term)}%" for term in terms]

    def _found(self, order: str, having: str, values: list[str], limit: int) -> Found:
        uids = [uid for (uid,) in self._do(f"SELECT uid FROM docs WHERE {having} {order}", values)]
        return Found(len(uids), uids[:limit])

    def _copy(self, documents: Iterable[Document]) -> None:
        with self.base.cursor().copy("COPY docs (uid, title, body, year, source, category) FROM STDIN") as copy:
            for one in documents:
                copy.write_row((one.uid, one.title, one.body, one.year, one.source, one.category))

    def _do(self, sql: str, values: Sequence[object] | None = None) -> Any:
        return self.base.execute(sql, values)


class Words(Trigrams):
    """tsvector of our words, GIN, ts_rank, the title weightier. Its own parser takes a run of Han for one word."""

    view: ClassVar[View] = "words"
    extra = (
        ", words tsvector GENERATED ALWAYS AS"
        " (setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', body), 'D')) STORED"
    )
    indexes = ("CREATE INDEX ON docs USING gin (words)",)

    def rank(self, line: str, top: int) -> list[int]:
        sql = (
            "SELECT uid FROM docs, to_tsquery('simple', %s) AS asked WHERE words @@ asked"
            " ORDER BY ts_rank(words, asked) DESC LIMIT %s"
        )
        wanted = " | ".join("'" + word.replace("\\", "\\\\").replace("'", "''") + "'" for word in line.split())
        return [uid for (uid,) in self._do(sql, [wanted, top])] if wanted else []

    def size(self) -> int:
        """The indexes and the words of each document, without which nothing is ranked."""
        words = self._do("SELECT sum(pg_column_size(words)) FROM docs").fetchone()[0]
        return super().size() + int(words or 0)

    def _having(self, terms: Sequence[str]) -> tuple[str, list[str]]:
        return " AND ".join(["words @@ phraseto_tsquery('simple', %s)"] * len(terms)), list(terms)


def programs() -> Path | None:
    """The folder of the newest server that Debian's packages or PATH have."""
    known = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = shutil.which("initdb")
    return known[-1].parent if known else Path(found).parent if found else None


def start(folder: Path, more: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
    """A cluster of its own in `folder`, listening on a socket there, with `more` settings; started as a child, so that
    it ends with us."""
    data = folder / "data"
    owner = _OWNER if os.geteuid() == 0 else None
    if owner:
        shutil.chown(folder, owner)
        folder.chmod(0o755)
    making = ["--no-sync", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--username=postgres"]
    subprocess.run([f"{programs()}/initdb", *making, "-D", data], check=True, capture_output=True, user=owner, cwd="/")
    settings = {**_SETTINGS, "unix_socket_directories": str(folder), **(more or {})}
    options = [f"--{name}={value}" for name, value in settings.items()]
    with (folder / "log").open("wb") as log:
        command = [f"{programs()}/postgres", "-D", str(data), *options]
        return subprocess.Popen(command, stdout=log, stderr=log, user=owner, cwd="/")


def connect(folder: Path, patience: float = 30) -> Any:
    """A connection, as soon as the server listens."""
    import psycopg

    until = time.monotonic() + patience
    while True:
        try:
            return psycopg.connect(host=str(folder), user="postgres", dbname="postgres", autocommit=True)
        except psycopg.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


def _escaped(term: str) -> str:
    return term.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")

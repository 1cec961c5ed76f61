"""SQLite FTS5: the full text search that comes with Python (全文检索)."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import ClassVar

from benchmarks.search.peers.face import Document, Engine, Found, View, counted, grams

_TABLE = "CREATE TABLE docs (uid INTEGER PRIMARY KEY, title TEXT, body TEXT, year TEXT, source TEXT, category TEXT)"
_TITLE, _BODY = 3.0, 1.0


class Fts5(Engine):
    """An external-content table, as its documentation advises where the texts stand in a table already."""

    tokenizer: ClassVar[str]

    @classmethod
    def absent(cls) -> str | None:
        with sqlite3.connect(":memory:") as base:
            try:
                base.execute(f"CREATE VIRTUAL TABLE t USING fts5(body, tokenize='{cls.tokenizer}')")
            except sqlite3.OperationalError as error:
                return f"this SQLite has no such table: {error}"
        return None

    @classmethod
    def version(cls) -> str:
        return f"SQLite {sqlite3.sqlite_version} FTS5 {cls.tokenizer}"

    def build(self, documents: Iterable[Document]) -> None:
        self.base = sqlite3.connect(self.folder / "base.sqlite")
        self.base.execute("PRAGMA journal_mode = WAL")
        self.base.execute(_TABLE)
        self.base.execute(
            f"CREATE VIRTUAL TABLE fts USING fts5(title, body, content='docs', content_rowid='uid',"
            f" tokenize='{self.tokenizer}')"
        )
        self.add(documents)

    def add(self, documents: Iterable[Document]) -> None:
        with self.base:
            for one in documents:
                row = (one.uid, one.title, one.body, one.year, one.source, one.category)
                self.base.execute("INSERT INTO docs VALUES (?, ?, ?, ?, ?, ?)", row)
                self.base.execute("INSERT INTO fts (rowid, title, body) VALUES (?, ?, ?)", row[:3])

    def find(self, terms: Sequence[str], limit: int) -> Found:
        uids = [uid for (uid,) in self.base.execute(*self._where("uid", terms))]
        return Found(len(uids), uids[:limit])

    def rank(self, line: str, top: int) -> list[int]:
        parts = self._parts(line)
        if not parts:
            return []
        found = self.base.execute(
            f"SELECT rowid FROM fts WHERE fts MATCH ? ORDER BY bm25(fts, {_TITLE}, {_BODY}) LIMIT ?",
            (" OR ".join(map(_quoted, parts)), top),
        )
        return [uid for (uid,) in found]

    def count(self, term: str, source: str) -> Found:
        sql, values = self._where("uid, year, source, category", [term])
        rows = self.base.execute(f"{sql} AND source = ?", [*values, source]).fetchall()
        return Found(len(rows), [row[0] for row in rows[:10]], counted(row[1:] for row in rows))

    def size(self) -> int:
        """What the blocks of the index hold; the texts in `docs` are left out."""
        blocks = "SELECT sum(length(block)) FROM fts_data"
        return int(self.base.execute(blocks).fetchone()[0])

    def close(self) -> None:
        self.base.close()

    def _parts(self, line: str) -> list[str]:
        return line.split()

    def _where(self, columns: str, terms: Sequence[str]) -> tuple[str, list[str]]:
        wanted = " AND ".join(f"body : {_quoted(term)}" for term in terms)
        return f"SELECT {columns} FROM docs WHERE uid IN (SELECT rowid FROM fts WHERE fts MATCH ?)", [wanted]


class Trigrams(Fts5):
    """Stretches of three characters; LIKE for terms of one or two, which goes through every text."""

    tokenizer = "trigram"

    def _parts(self, line: str) -> list[str]:
        return [part for part in grams(line, 3) if len(part) == 3]

    def _where(self, columns: str, terms: Sequence[str]) -> tuple[str, list[str]]:
        long = [term for term in terms if len(term) > 2]
        short = [term for term in terms if len(term) <= 2]
        sql, values = super()._where(columns, long) if long else (f"SELECT {columns} FROM docs WHERE TRUE", [])
        for term in short:
            sql += r" AND body LIKE ? ESCAPE '\'"
            values.append(f"%{_escaped(term)}%")
        return sql, values


class FoldedTrigrams(Trigrams):
    """The same over texts folded by us."""

    view: ClassVar[View] = "folded"


class Unicode61(Fts5):
    """As shipped: a run of Han characters is one token."""

    tokenizer = "unicode61"


class Words(Fts5):
    """Our words, put in as text with spaces."""

    tokenizer = "unicode61"
    view: ClassVar[View] = "words"


def _quoted(term: str) -> str:
    return '"' + term.replace('"', '""') + '"'


def _escaped(term: str) -> str:
    return term.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")

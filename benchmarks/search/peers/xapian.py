"""Xapian, the library behind many desktop searches. Debian has it for the system's own Python only."""

import importlib
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from benchmarks.search.peers.face import FACETS, Document, Engine, Found, View

try:
    xapian: Any = importlib.import_module("xapian")
except ImportError:
    xapian = None  # another Python may have it

_TITLE_WEIGHT = 2


class Ngrams(Engine):
    """FLAG_CJK_NGRAM, which its documentation gives for Chinese: single characters and pairs, with positions."""

    flag: ClassVar[str] = "FLAG_CJK_NGRAM"

    @classmethod
    def absent(cls) -> str | None:
        return None if xapian else "no Python here has the module xapian"

    @classmethod
    def version(cls) -> str:
        return f"Xapian {xapian.version_string()}"

    def build(self, documents: Iterable[Document]) -> None:
        self.writable: Any = xapian.WritableDatabase(str(self.folder / "index"), xapian.DB_CREATE)
        self.flags = getattr(xapian.TermGenerator, self.flag) if self.flag else 0
        self.add(documents)

    def add(self, documents: Iterable[Document]) -> None:
        generator = xapian.TermGenerator()
        generator.set_flags(self.flags)
        for one in documents:
            document = xapian.Document()
            generator.set_document(document)
            generator.index_text(one.body)
            generator.index_text_without_positions(one.title, _TITLE_WEIGHT)
            document.add_boolean_term(f"XS{one.source}")
            for slot, name in enumerate(FACETS):
                document.add_value(slot, getattr(one, name))
            self.writable.replace_document(one.uid + 1, document)
        self.writable.commit()
        self.base: Any = xapian.Database(str(self.folder / "index"))

    def find(self, terms: Sequence[str], limit: int) -> Found:
        enquire = self._enquire(self._all_of(terms))
        enquire.set_weighting_scheme(xapian.BoolWeight())
        found = enquire.get_mset(0, limit, self.base.get_doccount())
        return Found(found.get_matches_estimated(), sorted(match.docid - 1 for match in found))

    def rank(self, line: str, top: int) -> list[int]:
        """Any of the terms: for a run of Han characters its parser would ask for all of them, and find no sentence."""
        any_of = xapian.Query(xapian.Query.OP_OR, list(dict.fromkeys(self._parsed(line))))
        return [match.docid - 1 for match in self._enquire(any_of).get_mset(0, top)]

    def count(self, term: str, source: str) -> Found:
        filtered = xapian.Query(xapian.Query.OP_FILTER, self._all_of([term]), xapian.Query(f"XS{source}"))
        enquire = self._enquire(filtered)
        spies = {name: xapian.ValueCountMatchSpy(slot) for slot, name in enumerate(FACETS)}
        for spy in spies.values():
            enquire.add_matchspy(spy)
        found = enquire.get_mset(0, 10, self.base.get_doccount())
        facets = {name: {item.term.decode(): item.termfreq for item in spy.values()} for name, spy in spies.items()}
        return Found(found.get_matches_estimated(), [match.docid - 1 for match in found], facets)

    def _enquire(self, query: Any) -> Any:
        enquire = xapian.Enquire(self.base)
        enquire.set_query(query)
        return enquire

    def _parsed(self, line: str) -> Any:
        parser = xapian.QueryParser()
        parser.set_database(self.base)
        flags = getattr(xapian.QueryParser, self.flag) if self.flag else 0
        return parser.parse_query(line, xapian.QueryParser.FLAG_PHRASE | flags)

    def _all_of(self, terms: Sequence[str]) -> Any:
        phrases = ['"' + term.replace('"', " ") + '"' for term in terms]
        return xapian.Query(xapian.Query.OP_AND, [self._parsed(phrase) for phrase in phrases])


class Words(Ngrams):
    """Our words, put in as text with spaces."""

    flag = ""
    view: ClassVar[View] = "words"

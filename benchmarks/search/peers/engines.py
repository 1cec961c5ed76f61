"""The engines by name, each in its configurations, and what runs them."""

import importlib
import sys

from benchmarks.search.peers.face import Engine, View

OURS = "ours"

ENGINES: dict[str, tuple[str, str, View]] = {
    OURS: ("ours", "Ours", "raw"),
    "scan": ("scan", "Scan", "folded"),
    "FTS5 trigram": ("fts5", "Trigrams", "raw"),
    "FTS5 trigram, folded": ("fts5", "FoldedTrigrams", "folded"),
    "FTS5 unicode61": ("fts5", "Unicode61", "raw"),
    "FTS5 our words": ("fts5", "Words", "words"),
    "Xapian n-grams": ("xapian", "Ngrams", "raw"),
    "Xapian our words": ("xapian", "Words", "words"),
    "Groonga bigram": ("groonga", "Bigrams", "raw"),
    "Groonga substring": ("groonga", "Substrings", "raw"),
    "Groonga substring, folded": ("groonga", "FoldedSubstrings", "folded"),
    "PostgreSQL pg_trgm": ("postgresql", "Trigrams", "raw"),
    "PostgreSQL our words": ("postgresql", "Words", "words"),
    "Lucene CJK": ("lucene", "Cjk", "raw"),
    "Lucene SmartChinese": ("lucene", "SmartChinese", "raw"),
    "Lucene our words": ("lucene", "Words", "words"),
    "bm25s our words": ("bm25", "Bm25s", "words"),
}
"""Name → module, class and the view that it is handed."""

PYTHONS = (sys.executable, "/usr/bin/python3")
"""What an engine is tried under, one after the other: Debian's bindings are for the system's own Python."""


def engine_class(name: str) -> type[Engine]:
    """The class of a named engine."""
    module, cls, _ = ENGINES[name]
    found = getattr(importlib.import_module(f"benchmarks.search.peers.{module}"), cls)
    assert isinstance(found, type)
    assert issubclass(found, Engine)
    return found

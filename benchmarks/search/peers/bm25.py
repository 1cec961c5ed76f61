"""bm25s: BM25 in memory over our words, kept as arrays. It ranks and nothing else."""

import importlib
from collections.abc import Iterable, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any, ClassVar

from benchmarks.search.peers.face import Document, Engine, View


class Bm25s(Engine):
    """Its documentation has the tokens made outside for languages that it does not cut: they are ours."""

    view: ClassVar[View] = "words"
    finds = False

    @classmethod
    def absent(cls) -> str | None:
        try:
            version("bm25s")
        except PackageNotFoundError:
            return "the Python package bm25s is not installed"
        return None

    @classmethod
    def version(cls) -> str:
        return f"bm25s {version('bm25s')}"

    def build(self, documents: Iterable[Document]) -> None:
        self.uids: list[int] = []
        self.tokens: list[list[str]] = []
        for document in documents:
            self.uids.append(document.uid)
            self.tokens.append(document.body.split())
        self.retriever: Any = importlib.import_module("bm25s").BM25()
        self.retriever.index(self.tokens, show_progress=False)
        self.retriever.save(str(self.folder / "index"))

    def add(self, documents: Iterable[Document]) -> None:
        """Everything anew: it has no other way. The tokens are therefore kept."""
        earlier = zip(self.uids, self.tokens, strict=True)
        kept = [Document(uid, "", " ".join(tokens), "", "", "") for uid, tokens in earlier]
        self.build([*kept, *documents])

    def find(self, terms: Sequence[str], limit: int) -> None:
        return None

    def rank(self, line: str, top: int) -> list[int]:
        found, scores = self.retriever.retrieve([line.split()], k=min(top, len(self.uids)), show_progress=False)
        return [self.uids[at] for at, score in zip(found[0], scores[0], strict=True) if score > 0]

"""Groonga (Mroonga, PGroonga): a full text engine of East Asian make, spoken to over pipes."""

import json
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, ClassVar

from benchmarks.search.peers.face import FACETS, Document, Engine, Found, View, grams

_BATCH = 500
_COLUMNS = {"uid": "UInt32", "title": "Text", "body": "LongText", **dict.fromkeys(FACETS, "ShortText")}


class Bigrams(Engine):
    """TokenBigram and NormalizerAuto, the first choice of its documentation; a run of letters or digits stays whole."""

    tokenizer: ClassVar[str] = "TokenBigram"
    normalizer: ClassVar[str] = "NormalizerAuto"

    @classmethod
    def absent(cls) -> str | None:
        return None if shutil.which("groonga") else "the program groonga is not installed"

    @classmethod
    def version(cls) -> str:
        told = subprocess.run(["groonga", "--version"], capture_output=True, text=True, check=True).stdout
        return " ".join(told.split()[:2])

    def prepare(self) -> None:
        command = ["groonga", "-n", str(self.folder / "base")]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def build(self, documents: Iterable[Document]) -> None:
        self._say("table_create Docs TABLE_NO_KEY")
        for name, kind in _COLUMNS.items():
            self._say(f"column_create Docs {name} COLUMN_SCALAR {kind}")
        self._say(
            f"table_create Terms TABLE_PAT_KEY ShortText --default_tokenizer {_quoted(self.tokenizer)}"
            f" --normalizer {self.normalizer}"
        )
        self._say("column_create Terms body COLUMN_INDEX|WITH_POSITION Docs body")
        self._say("column_create Terms title COLUMN_INDEX|WITH_POSITION Docs title")
        self._say("table_create Sources TABLE_HASH_KEY ShortText")
        self._say("column_create Sources docs COLUMN_INDEX Docs source")
        self.add(documents)

    def add(self, documents: Iterable[Document]) -> None:
        several = iter(documents)
        while batch := list(islice(several, _BATCH)):
            rows = [{name: getattr(one, name) for name in _COLUMNS} for one in batch]
            self._say("load --table Docs\n" + json.dumps(rows, ensure_ascii=False))

    def find(self, terms: Sequence[str], limit: int) -> Found:
        return self._select(_has_all(terms), limit)

    def rank(self, line: str, top: int) -> list[int]:
        """Any of the pairs of characters, by term frequency and rarity, a pair in the title three times."""
        parts = self._parts(line)
        if not parts:
            return []
        columns = "scorer_tf_idf(title) * 3 || scorer_tf_idf(body)"
        wanted = " OR ".join('"' + part.replace("\\", "\\\\").replace('"', '\\"') + '"' for part in parts)
        options = f"--match_columns {_quoted(columns)} --query {_quoted(wanted)} --sort_keys -_score --limit {top}"
        return self._found(self._say(f"select Docs {options} --output_columns uid")).uids

    def count(self, term: str, source: str) -> Found:
        wanted = f"{_has_all([term])} && source == {json.dumps(source, ensure_ascii=False)}"
        return self._select(wanted, 10, f"--sort_keys -_score --drilldown {','.join(FACETS)} --drilldown_limit 1000")

    def size(self) -> int:
        """What the index and its words take; the columns that hold the texts are left out."""
        parts = ("Terms", "Terms.body", "Terms.title")
        return sum(int(self._say(f"object_inspect {name}")["disk_usage"]) for name in parts)

    def close(self) -> None:
        self.process.communicate("shutdown\n", timeout=60)

    def _parts(self, line: str) -> list[str]:
        return grams(line, 2)

    def _select(self, wanted: str, limit: int, more: str = "") -> Found:
        said = self._say(f"select Docs --filter {_quoted(wanted)} --output_columns uid --limit {limit} {more}")
        return self._found(said)

    def _found(self, said: Any) -> Found:
        (total,), _, *rows = said[0]
        facets = {name: {key: int(number) for key, number in group[2:]} for name, group in zip(FACETS, said[1:])}  # noqa: B905
        return Found(total, [uid for (uid,) in rows], facets)

    def _say(self, command: str) -> Any:
        """What one command answers. Raises RuntimeError where it is refused."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        (code, *why), *body = json.loads(self.process.stdout.readline())
        if code:
            raise RuntimeError(f"groonga: {why}")
        return body[0]


class Substrings(Bigrams):
    """TokenNgram that takes letters, digits and signs one by one, NFKC: its documentation's choice for substrings."""

    tokenizer = 'TokenNgram("unify_alphabet", false, "unify_digit", false, "unify_symbol", false)'
    normalizer = "NormalizerNFKC130"


class FoldedSubstrings(Substrings):
    """The same over texts folded by us."""

    view: ClassVar[View] = "folded"


def _has_all(terms: Sequence[str]) -> str:
    return " && ".join(f"body @ {json.dumps(term, ensure_ascii=False)}" for term in terms)


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"

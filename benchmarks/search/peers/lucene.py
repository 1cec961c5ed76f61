"""Lucene, the library inside Elasticsearch, OpenSearch and Solr: a small Java program over pipes."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import ClassVar

from benchmarks.search.peers.face import FACETS, Document, Engine, Found, View

_JARS = "LUCENE_JARS"
"""An environment variable: the folder of another Lucene than Debian's."""
_SYSTEM_JARS = "/usr/share/java"
_NEEDED = ("lucene-core", "lucene-analy*-common", "lucene-analy*-smartcn")
_BREAKS = str.maketrans("\t\r\n", "   ")


class Cjk(Engine):
    """CJKAnalyzer: pairs of characters, width and case folded; BM25 and phrases."""

    analyzer: ClassVar[str] = "cjk"

    @classmethod
    def absent(cls) -> str | None:
        if not shutil.which("javac"):
            return "no Java compiler (javac) is installed"
        return None if jars() else f"the jars of Lucene are not in {_SYSTEM_JARS} nor in {_JARS}"

    @classmethod
    def version(cls) -> str:
        core = re.search(r"lucene-core-([\d.]+)\.jar", " ".join(jars() or []))
        java = subprocess.run(["java", "-version"], capture_output=True, text=True, check=True).stderr.split('"')[1]
        return f"Lucene {core[1] if core else '?'}, Java {java}"

    def prepare(self) -> None:
        classes = self.folder / "classes"
        path = os.pathsep.join(jars() or [])
        subprocess.run(
            ["javac", "-nowarn", "-d", classes, "-cp", path, Path(__file__).with_name("Lucene.java")], check=True
        )
        command = ["java", "-Xmx1g", "-cp", f"{classes}{os.pathsep}{path}", "Lucene", str(self.folder / "index")]
        self.process = subprocess.Popen(
            [*command, self.analyzer], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )

    def build(self, documents: Iterable[Document]) -> None:
        self.add(documents)

    def add(self, documents: Iterable[Document]) -> None:
        assert self.process.stdin is not None
        for one in documents:
            row = ("put", str(one.uid), one.title, one.body, one.year, one.source, one.category)
            self.process.stdin.write("\t".join(cell.translate(_BREAKS) for cell in row) + "\n")
        self._ask("commit")

    def find(self, terms: Sequence[str], limit: int) -> Found:
        total, uids, _ = self._ask("find", str(limit), *terms)
        return Found(int(total), _integers(uids))

    def rank(self, line: str, top: int) -> list[int]:
        return _integers(self._ask("rank", str(top), line)[1])

    def count(self, term: str, source: str) -> Found:
        total, uids, counts = self._ask("count", source, term)
        facets: dict[str, dict[str, int]] = {name: {} for name in FACETS}
        for line in counts.split("\x02") if counts else []:
            name, value, number = line.split("\x01")
            facets[name][value] = int(number)
        return Found(int(total), _integers(uids), facets)

    def size(self) -> int:
        return sum(path.stat().st_size for path in (self.folder / "index").iterdir())

    def close(self) -> None:
        self.process.communicate(timeout=60)

    def _ask(self, *cells: str) -> tuple[str, str, str]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write("\t".join(cell.translate(_BREAKS) for cell in cells) + "\n")
        self.process.stdin.flush()
        total, uids, counts = self.process.stdout.readline().rstrip("\n").split("\t")
        return total, uids, counts


class SmartChinese(Cjk):
    """SmartChineseAnalyzer: dictionary words of its own."""

    analyzer = "smartcn"


class Words(Cjk):
    """Our words through its analyzer of white space."""

    analyzer = "whitespace"
    view: ClassVar[View] = "words"


def jars() -> list[str] | None:
    """The jars that are needed; None where one is missing."""
    folder = Path(os.environ.get(_JARS, _SYSTEM_JARS))
    found = [sorted(folder.glob(f"{name}-[0-9]*.jar")) for name in _NEEDED]
    return [str(paths[-1]) for paths in found] if all(found) else None


def _integers(cell: str) -> list[int]:
    return [int(uid) for uid in cell.split(",")] if cell else []

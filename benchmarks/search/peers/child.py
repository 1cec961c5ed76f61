"""One engine in a process of its own: `python -m benchmarks.search.peers.child NAME FOLDER | --ask NAME`.

FOLDER holds `task.json` and the documents of every view; the answer goes to `result.json` there. Nothing is judged
here: what was found and how long it took goes back as it is.
"""

import gc
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.search.peers.engines import ENGINES, engine_class
from benchmarks.search.peers.face import Document, Engine, Found
from benchmarks.search.peers.processes import processor_seconds

_LOOK_EVERY = 200
_SHARE_OF_A_SECTION = 0.25
"""Of the budget: what each kind of question may take; what it leaves unasked is left out of the comparison."""


def documents(path: Path) -> Iterator[Document]:
    """The documents of one view, one at a time."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield Document(*json.loads(line))


def until(deadline: float, given: Iterator[Document], taken: list[int]) -> Iterator[Document]:
    """As many of `given` as come before the deadline; their keys go to `taken`."""
    for number, one in enumerate(given):
        if number % _LOOK_EVERY == 0 and time.monotonic() > deadline:
            return
        taken.append(one.uid)
        yield one


class Run:
    """One engine through the whole task."""

    def __init__(self, engine: Engine, view: str, folder: Path) -> None:
        self.engine = engine
        self.task: dict[str, Any] = json.loads((folder / "task.json").read_text(encoding="utf-8"))
        self.asked: dict[str, Any] = self.task["asked"][view]
        self.documents = folder / f"{view}.jsonl"
        self.budget = float(self.task["budget"])
        self.result: dict[str, Any] = {"phases": {}}

    def all(self) -> dict[str, Any]:
        """Everything that is measured."""
        self.engine.prepare()
        self._phase("build", self._build)
        self._phase("add", self._add)
        self.result["size"] = self.engine.size()
        gc.collect()
        self._phase("rest", lambda: time.sleep(1))
        self._phase("ranked", lambda: self._section("ranked", lambda line: self.engine.rank(line, 10)))
        self._phase("phrase", lambda: self._section("phrase", lambda term: self._found([term], 10)))
        self._phase("counted", lambda: self._section("counted", lambda pair: self._counted(*pair)))
        everything = self.task["documents"]
        self._phase("exact", lambda: self._section("exact", lambda terms: self._found(terms, everything)))
        return self.result

    def _phase(self, name: str, run: Callable[[], object]) -> None:
        start, processor = time.monotonic(), processor_seconds(os.getpid())
        run()
        end = time.monotonic()
        self.result["phases"][name] = {
            "start": start,
            "end": end,
            "seconds": end - start,
            "processor": processor_seconds(os.getpid()) - processor,
        }

    def _build(self) -> None:
        taken: list[int] = []
        first = islice(documents(self.documents), self.task["first"])
        self.engine.build(until(time.monotonic() + self.budget, first, taken))
        self.result["built"] = len(taken)

    def _add(self) -> None:
        """The last documents, and a question to which one of them is the answer."""
        self.engine.add(islice(documents(self.documents), self.task["first"], None))
        if self.asked["phrase"]:
            self._found([self.asked["phrase"][0]], 10)

    def _section(self, name: str, ask: Callable[[Any], object]) -> None:
        """Each question of one kind: what was found and the milliseconds; warmed up by the first ones."""
        for question in self.asked[name][:3]:
            ask(question)
        deadline = time.monotonic() + self.budget * _SHARE_OF_A_SECTION
        answers: list[list[Any]] = []
        for question in self.asked[name]:
            if time.monotonic() > deadline:
                break
            started = time.perf_counter()
            answer = ask(question)
            answers.append([answer, (time.perf_counter() - started) * 1000])
        self.result[name] = answers

    def _found(self, terms: list[str], limit: int) -> list[Any] | None:
        """Total and keys; a term that is empty in this view (a mark, cut into words) is found nowhere."""
        if not self.engine.finds:
            return None
        found = self.engine.find(terms, limit) if all(terms) else Found(0, [])
        return None if found is None else [found.total, found.uids]

    def _counted(self, term: str, source: str) -> list[Any] | None:
        found = self.engine.count(term, source) if term or not self.engine.finds else Found(0, [])
        return None if found is None else [found.total, found.uids, found.facets]


def main() -> None:
    *_, name = sys.argv
    if sys.argv[1] == "--ask":
        cls = engine_class(name)
        absent = cls.absent()
        print(json.dumps({"absent": absent, "version": "" if absent else cls.version()}))
        return
    name, folder = sys.argv[1], Path(sys.argv[2])
    with tempfile.TemporaryDirectory(dir=folder) as own:
        engine = engine_class(name)(Path(own))
        try:
            result = Run(engine, ENGINES[name][2], folder).all()
        finally:
            engine.close()
    (folder / "result.json").write_text(json.dumps(result), encoding="utf-8")


if __name__ == "__main__":
    main()

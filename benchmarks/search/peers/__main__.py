"""Ours beside its peers (同题对照): `python -m benchmarks.search.peers DATA [--docs N] [--library FILE.jsonl]`.

DATA holds `corpus/` and `retrieval/`. Every engine gets the same documents and questions in this run, one after the
other, each in a process of its own. Printed in Markdown: what ran, and one table of ratios; with --out all figures.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.measuring import table
from benchmarks.search.peers.engines import ENGINES, OURS, PYTHONS
from benchmarks.search.peers.given import Given
from benchmarks.search.peers.measures import SENSES, measures
from benchmarks.search.peers.processes import Watch
from benchmarks.search.peers.scoring import figure, ratio_rows
from benchmarks.search.peers.task import Task, make

_ROOT = Path(__file__).resolve().parents[3]
_CHILD = "benchmarks.search.peers.child"
_BUDGETS = 5
"""An engine is ended after so many budgets and a minute."""


@dataclass(frozen=True, slots=True)
class Present:
    """An engine that can run here."""

    name: str
    version: str
    python: str


def main() -> int:
    options = _options()
    names = [name for name in ENGINES if not options.only or name == OURS or any(map(name.startswith, options.only))]
    present, absent = _look(names)
    with tempfile.TemporaryDirectory(prefix="peers-") as made:
        folder = Path(made)
        folder.chmod(0o755)  # a server that runs as somebody else has its folder in here
        given = Given(options.data, options.library, options.docs)
        task = make(given, folder, every=options.every, budget=options.budget)
        print(
            f"{task.documents:,} documents, {task.characters:,} characters; {len(task.ranked)} ranked lines,", end=" "
        )
        print(f"{len(task.exact)} terms against a scan, {len(task.counted)} filtered and counted.", flush=True)
        figures: dict[str, dict[str, float | None]] = {}
        raw: dict[str, Any] = {}
        for engine in present:
            result, why = _run(engine, folder, options.budget)
            print(f"  {engine.name}: {why or 'done'}", file=sys.stderr, flush=True)
            if result is None:
                absent.append((engine.name, why))
                continue
            raw[engine.name] = result
            figures[engine.name] = measures(result, task, ENGINES[engine.name][2])
    if OURS not in figures:
        sys.exit("ours did not run: nothing to compare with")
    print(_report(present, absent, raw, figures, task))
    if options.out:
        kept = {name: {"version": _version(present, name), **values} for name, values in figures.items()}
        options.out.write_text(json.dumps(kept, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--docs", type=int, help="so many documents at most, the passages of the questions among them")
    parser.add_argument("--library", type=Path, help="a file of make_corpus.py instead of the corpus")
    parser.add_argument(
        "--budget", type=float, default=120, help="seconds for filling; a quarter for each kind of question"
    )
    parser.add_argument("--every", type=int, default=8, help="take every n-th question on a passage")
    parser.add_argument("--only", nargs="*", help="engines whose names begin so; ours always runs")
    parser.add_argument("--out", type=Path, help="a file for all figures, JSON")
    return parser.parse_args()


def _look(names: list[str]) -> tuple[list[Present], list[tuple[str, str]]]:
    """Which engines are here, under which Python; the others with the reason."""
    present: list[Present] = []
    absent: list[tuple[str, str]] = []
    for name in names:
        why = ""
        for python in PYTHONS:
            told = subprocess.run(
                [python, "-m", _CHILD, "--ask", name], capture_output=True, text=True, **_surroundings()
            )
            if told.returncode:
                why = why or (told.stderr.strip().splitlines() or ["no answer"])[-1]
                continue
            found = json.loads(told.stdout)
            if found["absent"] is None:
                present.append(Present(name, found["version"], python))
                break
            why = found["absent"]
        else:
            absent.append((name, why))
    return present, absent


def _surroundings() -> dict[str, Any]:
    paths = [str(_ROOT), str(_ROOT / "src"), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {"cwd": _ROOT, "env": {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}}


def _run(engine: Present, folder: Path, budget: float) -> tuple[dict[str, Any] | None, str]:
    """What an engine's process brought back, or why it brought nothing."""
    answer = folder / "result.json"
    answer.unlink(missing_ok=True)
    command = [engine.python, "-m", _CHILD, engine.name, str(folder)]
    log = folder / "log"
    with log.open("wb") as errors:
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=errors, start_new_session=True, **_surroundings()
        )
        with Watch(process.pid) as watch:
            try:
                code = process.wait(60 + _BUDGETS * budget)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                return None, f"ended after {60 + _BUDGETS * budget:.0f} s"
    if code or not answer.exists():
        return None, f"failed: {(log.read_text(errors='replace').strip().splitlines() or ['without a word'])[-1]}"
    result: dict[str, Any] = json.loads(answer.read_text(encoding="utf-8"))
    result["memory"] = {name: watch.peak(phase["start"], phase["end"]) for name, phase in result["phases"].items()}
    return result, ""


def _version(present: list[Present], name: str) -> str:
    return next(one.version for one in present if one.name == name)


def _report(
    present: list[Present],
    absent: list[tuple[str, str]],
    raw: dict[str, Any],
    figures: dict[str, dict[str, float | None]],
    task: Task,
) -> str:
    """The page: what ran, what did not and why, the ratios, the figures."""
    ran = [
        [name, _version(present, name), ENGINES[name][2], _filled(one["built"], task.first), len(one["ranked"])]
        for name, one in raw.items()
    ]
    others = [name for name in figures if name != OURS]
    figure_rows = [[measure, *(figure(values.get(measure)) for values in figures.values())] for measure in SENSES]
    parts = [
        table(["engine", "version", "text handed over", "filled", "lines ranked in time"], ran),
        "\n".join(f"Absent: {name}: {why}." for name, why in absent) or "Absent: none.",
        "Ratios (above 1: ours is ahead; bold: it is not)",
        table(["measure", "ours", *others], ratio_rows(figures, SENSES, OURS)),
        "Figures",
        table(["measure", *figures], figure_rows),
    ]
    return "\n" + "\n\n".join(parts)


def _filled(built: int, first: int) -> str:
    return "whole" if built == first else f"{built:,} of {first:,} when the time was up"


if __name__ == "__main__":
    sys.exit(main())

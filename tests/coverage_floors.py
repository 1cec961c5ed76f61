"""Branch coverage has floors: 100 % for the pure packages, every `actions.py` and folder of actions, 90 % overall.

    python -m tests.coverage_floors [PREFIX …]

Run after tests with `-p tests.coverage_plugin`. Exits 1 with the files that lie below. PREFIX: only the files whose
names begin so, and every one of them that is not wholly reached, for whoever works on them.
"""

import json
import sys
from functools import reduce
from pathlib import Path
from typing import Any

from slipcover import merge_coverage

from tests.coverage_plugin import ROOT, SEEN

FLOORS = (
    ("src/mofan/text/", 100.0),
    ("src/mofan/paper/", 100.0),
    ("src/mofan/search/", 100.0),
    ("src/mofan/measure/", 100.0),
    ("src/mofan/cases/actions/", 100.0),
    ("src/mofan/cases/catalogue/", 100.0),
    ("src/mofan/cases/deadlines.py", 100.0),
    ("src/mofan/cases/describing.py", 100.0),
    ("src/mofan/cases/intake.py", 100.0),
    ("src/mofan/cases/kinds.py", 100.0),
    ("src/mofan/cases/legs.py", 100.0),
    ("src/mofan/cases/letters/", 100.0),
    ("src/mofan/cases/moves.py", 100.0),
    ("src/mofan/cases/numbers.py", 100.0),
    ("src/mofan/cases/parties.py", 100.0),
    ("src/mofan/cases/rectification_ledger.py", 100.0),
    ("src/mofan/cases/rectification_list.py", 100.0),
    ("src/mofan/cases/rectification_report.py", 100.0),
    ("src/mofan/cases/standing.py", 100.0),
    ("src/mofan/cases/takes.py", 100.0),
    ("src/mofan/drafting/document/", 100.0),
    ("src/mofan/drafting/numerals.py", 100.0),
    ("src/mofan/drafting/reimporting.py", 100.0),
    ("src/mofan/records/actions/", 100.0),
    ("src/mofan/records/catalogue/", 100.0),
    ("src/mofan/records/attendance.py", 100.0),
    ("src/mofan/records/checking.py", 100.0),
    ("src/mofan/records/entry.py", 100.0),
    ("src/mofan/records/ledgers.py", 100.0),
    ("src/mofan/records/occasions.py", 100.0),
    ("src/mofan/records/reminding.py", 100.0),
    ("src/mofan/records/terms.py", 100.0),
)
ACTIONS = 100.0
OVERALL = 90.0


def floor_of(name: str) -> float:
    if name.endswith("/actions.py") or "/actions/" in name:
        return ACTIONS
    return next((floor for prefix, floor in FLOORS if name.startswith(prefix)), 0.0)


def main(prefixes: list[str]) -> int:
    seen = [json.loads(one.read_text(encoding="utf-8")) for one in sorted(SEEN.glob("*.json"))]
    if not seen:
        print("coverage: nothing was measured; run the tests with -p tests.coverage_plugin", file=sys.stderr)
        return 1
    report = reduce(merge_coverage, seen)
    files = {_name(file): one for file, one in report["files"].items()}
    if prefixes:
        files = {name: one for name, one in files.items() if name.startswith(tuple(prefixes))}
        low = [f"{name}: {_missing(one)}" for name, one in files.items() if _covered(one) < 100.0]
    else:
        low = [
            f"{name}: < {floor_of(name):.0f} %, {_missing(one)}" for name, one in files.items() if _is_low(name, one)
        ]
        if (overall := _covered(report)) < OVERALL:
            low.append(f"overall: < {OVERALL:.0f} %")
        print(f"coverage: {overall:.1f} % overall")
    print("\n".join(low))
    return 1 if low else 0


def _is_low(name: str, one: dict[str, Any]) -> bool:
    return _covered(one) < floor_of(name)


def _name(file: str) -> str:
    path = Path(file)
    return (path.relative_to(ROOT) if path.is_absolute() else path).as_posix()


def _covered(one: dict[str, Any]) -> float:
    return float(one["summary"]["percent_covered"])


def _missing(one: dict[str, Any]) -> str:
    lines = one["missing_lines"]
    branches = [f"{start}→{end or 'end'}" for start, end in one["missing_branches"] if start not in lines]
    return f"{_covered(one):.1f} %, lines {lines[:12]}, branches {branches[:12]}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Branch coverage has floors: 100 % for the pure packages, every `actions.py` and folder of actions, 90 % overall.

Run after the tests: `coverage` has written its data. Exits 1 with the files that lie below.
"""

import json
import subprocess
import sys
from pathlib import Path

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


def main() -> int:
    command = [sys.executable, "-m", "coverage", "json", "-q", "-o", "-"]
    report = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    root = Path.cwd()
    low = []
    for file, found in report["files"].items():
        path = Path(file)
        name = (path.relative_to(root) if path.is_absolute() else path).as_posix()
        covered = found["summary"]["percent_covered"]
        if covered < floor_of(name):
            low.append(f"{name}: {covered:.1f} % < {floor_of(name):.0f} %, lines {found['missing_lines'][:12]}")
    overall = report["totals"]["percent_covered"]
    print(f"coverage: {overall:.1f} % overall")
    if overall < OVERALL:
        low.append(f"overall: {overall:.1f} % < {OVERALL:.0f} %")
    print("\n".join(low))
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())

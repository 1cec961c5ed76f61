"""What every benchmark needs: the real data, percentiles, the memory of processes, a table."""

import math
import os
import resource
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


def data() -> Path:
    """The folder of real data beside the checkout; ends the benchmark where it is absent."""
    if not SHARED_DATA.is_dir():
        sys.exit("the real data (shared/data beside the checkout) is absent here: nothing to measure on")
    return SHARED_DATA


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def peak_mb(of: int = resource.RUSAGE_SELF) -> float:
    """Peak resident memory in MB of this process, or of the largest of its ended children."""
    return resource.getrusage(of).ru_maxrss / 1024


def size_mb(folder: Path) -> float:
    """What the files under a folder take on the disk, MB."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1_000_000


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Rows as a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


@dataclass(frozen=True, slots=True)
class Used:
    """What a process and its descendants use together."""

    cpu: float = 0.0
    """Seconds since their start, those that have ended included."""
    resident_mb: float = 0.0
    """Files that are mapped and memory that is shared count in every process."""
    anonymous_mb: float = 0.0
    """Without mapped files."""
    proportional_mb: float = 0.0
    """What is shared by several processes counts once (PSS): so much a machine must have. 0 where it was not asked."""


def used(pid: int, *, proportional: bool = False) -> Used:
    """What the process and its descendants use now (Linux). `proportional`: PSS too, which takes the kernel a while."""
    together = list(family(pid))
    cpu, resident, anonymous = (sum(column) for column in zip(*map(_used_alone, together), strict=True))
    return Used(cpu, resident, anonymous, sum(map(_proportional_mb, together)) if proportional else 0.0)


def family(pid: int) -> Iterator[int]:
    """The process and its descendants."""
    yield pid
    for path in list(Path(f"/proc/{pid}/task").glob("*/children")):
        try:
            children = path.read_text().split()
        except OSError:  # the thread has ended meanwhile
            continue
        for child in children:
            yield from family(int(child))


def _used_alone(pid: int) -> tuple[float, float, float]:
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        status = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0, 0.0, 0.0
    kept = {name: value for name, _, value in (line.partition(":") for line in status)}
    resident, anonymous = (int(kept.get(name, "0 kB").split()[0]) / 1000 for name in ("VmRSS", "RssAnon"))
    return sum(map(int, after_name[11:15])) / os.sysconf("SC_CLK_TCK"), resident, anonymous


def _proportional_mb(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:  # it has ended meanwhile
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1000


def line_count(path: Path) -> int:
    """How many lines a file has."""
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1024 * 1024), b""))

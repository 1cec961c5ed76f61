"""What every benchmark needs: the real data, percentiles, the memory of processes, a table."""

import math
import resource
import sys
from collections.abc import Sequence
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

"""`./dev bench [NAME]`: run every benchmark, or one."""

import importlib
import sys
from pathlib import Path

NAMES = sorted(
    path.stem
    for path in Path(__file__).parent.glob("*.py")
    if not path.stem.startswith("_") and path.stem != "measuring"
)


def main() -> None:
    asked = sys.argv[1:2] or NAMES
    if asked[0] not in NAMES:
        sys.exit(f"no such benchmark: {asked[0]}; there are {', '.join(NAMES)}")
    for name in asked:
        print(f"\n== {name} ==", flush=True)
        importlib.import_module(f"benchmarks.{name}").main(*sys.argv[2:])


if __name__ == "__main__":
    main()

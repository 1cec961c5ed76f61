"""How well groups of parallel headings are found: floors that only ever rise."""

import tomllib
from pathlib import Path

from mofan.text.outline.parallel_groups import ParallelGroup, parallel_groups

HERE = Path(__file__).parent
FLOORS = tomllib.loads((HERE / "floors" / "parallel.toml").read_text("utf-8"))
Family = tuple[str, list[str], tuple[int, ...]]


def families() -> list[Family]:
    """(skeleton, headings, places of the members) of each block of the sample."""
    text = (HERE / "samples" / "parallel" / "families.txt").read_text("utf-8")
    found: list[Family] = []
    for block in text.split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        headings = [line for line in lines if line[:2] in ("+ ", "- ")]
        skeleton = next((line for line in lines if line not in headings), "")
        members = tuple(at for at, line in enumerate(headings) if line[0] == "+")
        found.append((skeleton, [line[2:] for line in headings], members))
    return found


def groups_of(headings: list[str]) -> tuple[ParallelGroup, ...]:
    return parallel_groups([(1, text) for text in headings])


def test_families_are_found_whole_and_with_their_skeleton() -> None:
    parallel = [family for family in families() if family[2]]
    together = [family for family in parallel if family[2] in {one.members for one in groups_of(family[1])}]
    built = [
        family
        for family in together
        if (family[0], family[2]) in {(one.skeleton, one.members) for one in groups_of(family[1])}
    ]
    missed = [
        (skeleton, groups_of(headings)) for skeleton, headings, _ in parallel if (skeleton, headings, _) not in built
    ]
    assert len(together) / len(parallel) >= FLOORS["members"], missed
    assert len(built) / len(parallel) >= FLOORS["skeletons"], missed


def test_where_nothing_is_parallel_nothing_is_found() -> None:
    plain = [headings for _, headings, members in families() if not members]
    silent = [headings for headings in plain if not groups_of(headings)]
    assert len(silent) / len(plain) >= FLOORS["silence"], [groups_of(headings) for headings in plain]

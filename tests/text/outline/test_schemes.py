"""Every numbering scheme matches its own lines and no others."""

import pytest

from mofan.text.outline.schemes import SCHEMES, Scheme, read_marker


def named(which: str) -> list[tuple[Scheme, str]]:
    return [(scheme, line) for scheme in SCHEMES for line in (scheme.matches if which == "matches" else scheme.refuses)]


@pytest.mark.parametrize(("scheme", "line"), named("matches"), ids=lambda value: getattr(value, "name", value))
def test_a_scheme_matches_the_lines_beside_it(scheme: Scheme, line: str) -> None:
    marked = read_marker(line)
    assert marked is not None
    assert marked.scheme is scheme


@pytest.mark.parametrize(("scheme", "line"), named("refuses"), ids=lambda value: getattr(value, "name", value))
def test_a_scheme_refuses_the_lines_beside_it(scheme: Scheme, line: str) -> None:
    marked = read_marker(line)
    assert marked is None or marked.scheme is not scheme

"""The page of the docs that is made from the kinds."""

from pathlib import Path

from mofan.cases.describing import page

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_page_of_the_kinds_is_not_stale() -> None:
    assert (DOCS / "cases.md").read_text(encoding="utf-8") == page(), "python -m mofan.cases.describing > docs/cases.md"

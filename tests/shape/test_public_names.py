"""The small faces stay small: what a package shows is written down here."""

import importlib

import pytest

FACES = {
    "mofan.search": {
        "FACETS", "SCHEMA", "Entry", "Hit", "Index", "IndexBroken", "IndexBusy", "NotAnIndex", "Order", "Parsed", "Query",
        "Results", "SchemaChanged", "SearchError", "Snippet", "WriteFailed", "Writer", "highlight", "parse_query",
        "snippet",
    },
}  # fmt: skip


@pytest.mark.parametrize("package", FACES)
def test_a_package_shows_what_it_says(package: str) -> None:
    module = importlib.import_module(package)
    assert set(module.__all__) == FACES[package]
    assert all(hasattr(module, name) for name in FACES[package])

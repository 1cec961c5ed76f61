"""A branch with records, and a piece of a fictional town to start from."""

from tests.records.conftest import house

__all__ = ["house"]

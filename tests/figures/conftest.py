"""A branch of the Party with a year of records, as in the tests of the records."""

from tests.records.conftest import house

__all__ = ["house"]

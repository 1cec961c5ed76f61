"""A branch of the Party with a year of records, and a county in which cases move."""

from tests.cases.conftest import county
from tests.records.conftest import house

__all__ = ["county", "house"]

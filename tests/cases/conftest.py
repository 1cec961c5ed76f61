"""The county in which the tests of cases act."""

import pytest

from tests.make_cases import County, make_county


@pytest.fixture
def county(db: None, home: object) -> County:
    """A centre, two agencies, a town and a village."""
    return make_county()

"""Two people issue letters of one unit in the same moment: each gets a number of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from mofan.cases.actions import Issue, issue_letter
from mofan.cases.models import Case, LetterSeries
from tests.make import AT
from tests.make_cases import accepted, make_county


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite in memory has one connection")
@pytest.mark.django_db(transaction=True)
def test_numbers_are_given_once_whoever_is_quicker() -> None:
    county = make_county()
    keys = [accepted(county).pk for _ in range(8)]

    def issuing(key: int) -> Callable[[], str]:
        def issue() -> str:
            try:
                case = Case.objects.select_related("detail", "unit", "taken_in_by").get(pk=key)
                letter = Issue("acceptance", "已受理。", mark="安治理函")
                return issue_letter(case, letter, by=county.dispatcher, at=AT).number
            finally:
                connection.close()

        return issue

    with ThreadPoolExecutor(4) as pool:
        numbers = [one.result() for one in [pool.submit(issuing(key)) for key in keys]]
    assert sorted(numbers) == [f"安治理函〔2026〕{no}号" for no in range(1, 9)]
    assert LetterSeries.objects.get().last == 8

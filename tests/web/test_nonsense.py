"""Whatever is typed into an address gets an answer: a page, or a sentence that there is none."""

import pytest
from django.test import Client
from django.urls import reverse

from mofan.library.models import Piece

HUGE = "9" * 30
QUESTIONS = [
    "“",
    '""',
    "*",
    "(",
    "[a TO b]",
    '"没关上',
    "a" * 3000,
    "😀",
    "\x00",
    "  ",
    "\u3000",
    "AND OR NOT",
    "-清单",
    "\\",
    "/",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_any_question_gets_a_page(question: str, strangers: Client, compiled: list[Piece]) -> None:
    assert strangers.get(reverse("library"), {"q": question}).status_code == 200
    assert strangers.get(reverse("piece", args=[compiled[0].pk]), {"q": question}).status_code == 200
    assert strangers.get(reverse("sources"), {"name": question, "state": question, "day": question}).status_code == 200


@pytest.mark.parametrize("name", ["genre", "themes", "level", "unit_kind", "year", "source"])
def test_any_value_of_a_facet_gets_a_page(name: str, strangers: Client, compiled: list[Piece]) -> None:
    for value in ("\x00", HUGE, "“", ""):
        assert strangers.get(reverse("library"), {name: value, "order": value, "page": value}).status_code == 200


def test_numbers_beyond_every_row_lead_nowhere(clerks: Client) -> None:
    for address in (f"/library/{HUGE}/", f"/sources/{HUGE}/", f"/batches/{HUGE}/", f"/library/new/?batch={HUGE}"):
        assert clerks.get(address).status_code == 404
    for address in (f"/library/removals/?batch={HUGE}", f"/library/removals/?source={HUGE}"):
        assert clerks.get(address).status_code == 404
    chosen = clerks.post(reverse("download_many"), {"piece": [HUGE, "1", "٣"], "format": "txt"}, follow=True)
    assert "还没有选中篇目" in chosen.content.decode()


def test_numbers_longer_than_python_reads_and_days_on_the_rim_are_answered_too(clerks: Client) -> None:
    endless = "9" * 5000
    for address in (f"/library/?page={endless}", f"/sources/?page={endless}", "/library/?page=0"):
        assert clerks.get(address).status_code == 200
    for address in (f"/library/new/?batch={endless}", f"/library/removals/?batch={endless}", "/library/new/?batch=x"):
        assert clerks.get(address).status_code == 404
    for day in ("0001-01-01", "9999-12-31", "2020-99-99"):
        assert clerks.get(f"/library/new/?day={day}").status_code == 200
        assert clerks.get(f"/sources/?day={day}").status_code == 200


def test_a_nul_which_no_database_takes_comes_in_as_a_mark(strangers: Client) -> None:
    strangers.post(reverse("save_search"), {"name": "防\x00汛", "address": "?q=防汛"})
    assert "防\ufffd汛" in strangers.get(reverse("saved")).content.decode()
    assert "没\ufffd有" in strangers.get(reverse("library"), {"q": "没\x00有", "\x00": "1"}).content.decode()

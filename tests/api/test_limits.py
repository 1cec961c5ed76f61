"""How often one may ask."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from mofan.org import limits
from mofan.org.limits import count
from mofan.org.models import Person
from tests.api.conftest import Enter, Program
from tests.make import AT


@pytest.fixture(autouse=True)
def one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No minute ends in the middle of a test."""
    at = timezone.now().replace(second=20)
    monkeypatch.setattr("mofan.api.authentication.timezone.now", lambda: at)


def test_after_so_many_a_minute_one_is_asked_to_wait(clerks: Program, settings: Settings) -> None:
    settings.API_LIMIT = 3
    answers = [clerks.get("/token") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    last = answers[-1]
    assert 1 <= int(last["Retry-After"]) <= 60
    assert last.json()["type"] == "/api/v1/#rate-limited"
    assert last["RateLimit"].startswith('"default";r=0;t=')
    assert answers[0]["RateLimit-Policy"] == '"default";q=3;w=60'


def test_heavy_operations_are_counted_apart(clerks: Program, settings: Settings) -> None:
    settings.API_LIMIT, settings.API_HEAVY_LIMIT = 100, 1
    pair = {"a": {"text": "甲"}, "b": {"text": "乙"}}
    codes = [clerks.post("/compare", pair).status_code for _ in range(3)]
    assert 429 in codes
    assert clerks.get("/token").status_code == 200


def test_each_token_is_counted_by_itself(clerk: Person, enter: Enter, settings: Settings) -> None:
    settings.API_LIMIT = 1
    one, other = enter(clerk), enter(clerk)
    assert {one.get("/token").status_code for _ in range(4)} == {200, 429}
    assert other.get("/token").status_code == 200


def test_who_guesses_is_asked_to_wait_and_holds_up_nobody(clerks: Program, settings: Settings) -> None:
    settings.API_STRANGER_LIMIT = 2
    answers = [Program("mofan_00000000_x").get("/token") for _ in range(6)]
    assert {answer.status_code for answer in answers} == {401, 429}
    assert clerks.get("/token").status_code == 200


def test_a_minute_later_the_count_begins_anew(home: Path) -> None:
    for expected in (1, 2, 3):
        assert count("default", "7", limit=2, at=AT).count == expected
    assert count("default", "7", limit=2, at=AT).exceeded
    later = count("default", "7", limit=2, at=AT + timedelta(minutes=1))
    assert (later.count, later.exceeded, later.headers["RateLimit"]) == (1, False, '"default";r=1;t=60')


def test_what_is_long_over_is_forgotten(home: Path) -> None:
    for minutes in range(5):
        count("default", "7", limit=2, at=AT + timedelta(minutes=minutes))
    with sqlite3.connect(home / limits.FILE) as file:
        assert file.execute("SELECT count(*) FROM counts").fetchone() == (2,)
    file.close()


def test_the_file_may_be_deleted_at_any_time(home: Path) -> None:
    count("default", "7", limit=2, at=AT)
    for file in home.glob(f"{limits.FILE}*"):
        file.unlink()
    assert count("default", "7", limit=2, at=AT).count == 1


def test_a_counter_that_cannot_count_lets_everybody_pass(home: Path) -> None:
    (home / limits.FILE).mkdir()
    for _ in range(3):
        assert count("default", "7", limit=1, at=AT).count == 1


def test_another_process_that_holds_the_file_holds_up_nobody_for_long(home: Path) -> None:
    count("default", "7", limit=2, at=AT)
    other = sqlite3.connect(home / limits.FILE)
    other.execute("BEGIN IMMEDIATE")
    assert count("default", "7", limit=2, at=AT).count == 1
    other.rollback()
    other.close()
    assert count("default", "7", limit=2, at=AT).count == 2

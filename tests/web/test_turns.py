"""Pages that are nothing but work are made one after another."""

from concurrent.futures import ThreadPoolExecutor, wait
from threading import Event
from time import sleep
from types import SimpleNamespace

import pytest
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from mofan.web import turns
from mofan.web.turns import Turns, in_turn, others_wait

SOON, LONG = 0.05, 30.0


class Page:
    """A page that is being made until it is let go."""

    def __init__(self) -> None:
        self.begun, self.let_go = Event(), Event()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        self.begun.set()
        assert self.let_go.wait(LONG)
        return HttpResponse("页")


@pytest.fixture(autouse=True)
def _rows_in_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "connection", SimpleNamespace(vendor="sqlite"))


def test_the_second_page_waits_for_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE", LONG)
    first, second = Page(), Page()
    with ThreadPoolExecutor(2) as readers:
        one = readers.submit(in_turn(first), HttpRequest())
        assert first.begun.wait(LONG)
        other = readers.submit(in_turn(second), HttpRequest())
        assert not second.begun.wait(SOON)
        assert others_wait()
        second.let_go.set()
        first.let_go.set()
        assert one.result(LONG).status_code == other.result(LONG).status_code == 200
    assert not others_wait()


def test_nobody_waits_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE", SOON)
    slow, quick = Page(), Page()
    quick.let_go.set()
    with ThreadPoolExecutor(1) as readers:
        one = readers.submit(in_turn(slow), HttpRequest())
        assert slow.begun.wait(LONG)
        for _ in range(2):  # whoever had no turn gives none back
            assert in_turn(quick)(HttpRequest()).status_code == 200
            assert not one.done()
        slow.let_go.set()
        assert one.result(LONG).status_code == 200


def test_whoever_came_first_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE", LONG)
    row = Turns()
    assert row.take()
    done: list[int] = []

    def take(number: int) -> None:
        assert row.take()
        done.append(number)
        row.give_back()

    with ThreadPoolExecutor(5) as readers:
        waiting = []
        for number in range(5):
            waiting.append(readers.submit(take, number))
            while len(row._waiting) <= number:
                sleep(SOON / 10)
        row.give_back()
        wait(waiting, LONG)
    assert done == [0, 1, 2, 3, 4]
    assert row.take()  # nobody holds it any more


def test_a_turn_that_comes_at_the_last_moment_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE", SOON)
    row = Turns()
    assert row.take()
    leave = row._leave

    def given_just_before(mine: object) -> bool:
        row.give_back()
        return leave(mine)  # type: ignore[arg-type]

    monkeypatch.setattr(row, "_leave", given_just_before)
    assert row.take()
    monkeypatch.undo()
    monkeypatch.setattr(turns, "PATIENCE", SOON)
    assert not row.take()


def test_a_page_that_fails_ends_its_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE", LONG)

    def broken(request: HttpRequest) -> HttpResponseBase:
        raise ValueError("坏了")

    for _ in range(2):
        with pytest.raises(ValueError, match="坏了"):
            in_turn(broken)(HttpRequest())


def test_where_a_server_holds_the_rows_pages_are_made_side_by_side(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "connection", SimpleNamespace(vendor="postgresql"))
    first, second = Page(), Page()
    with ThreadPoolExecutor(2) as readers:
        both = [readers.submit(in_turn(page), HttpRequest()) for page in (first, second)]
        assert first.begun.wait(LONG)
        assert second.begun.wait(LONG)
        first.let_go.set()
        second.let_go.set()
        assert [one.result(LONG).status_code for one in both] == [200, 200]

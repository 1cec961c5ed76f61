"""Visitors are shared evenly among the processes that wait for them."""

from types import SimpleNamespace

import pytest

from mofan.ops import doors
from mofan.ops.doors import Door, shared_counts


class Pauses(list[float]):
    """The pauses that were made."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__()
        monkeypatch.setattr(doors, "time", SimpleNamespace(sleep=self.append))


def test_whoever_holds_more_pauses_before_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses, visitors = Pauses(monkeypatch), [0, 0]
    with shared_counts(2) as counts:

        def process(number: int) -> SimpleNamespace:
            def accept() -> None:
                visitors[number] += 1

            server = SimpleNamespace(handle_accept=accept)
            Door(counts, number).hold(server, lambda: visitors[number])
            return server

        one, other = process(0), process(1)
        one.handle_accept()
        assert pauses == []
        one.handle_accept()  # the other still has none
        assert pauses == [doors.PAUSE]
        other.handle_accept()
        other.handle_accept()
        assert visitors == [2, 2]
        one.handle_accept()  # as many as the other
        assert pauses == [doors.PAUSE]


def test_a_process_that_is_started_again_begins_with_nobody() -> None:
    with shared_counts(3) as counts:
        first, _, third = (Door(counts, number) for number in range(3))
        assert first.tell(5)
        assert third.tell(1)
        Door(counts, 1).tell(9)
        assert not third.tell(1)
        Door(counts, 0)
        assert third.tell(1)


def test_one_process_alone_never_pauses() -> None:
    with shared_counts(1) as counts:
        assert not Door(counts, 0).tell(100)

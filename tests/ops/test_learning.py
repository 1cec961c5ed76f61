"""`mofan learn`, and the worker that has it done when the library has grown."""

import gc
import os
import subprocess
from argparse import Namespace
from pathlib import Path

import pytest

from mofan.cases import similar
from mofan.library.proofreading import evidence
from mofan.ops import learning, page_process
from mofan.ops.learning import Learner
from mofan.org.models import Person
from mofan.search import IndexBusy
from mofan.text.proofread import Evidence
from tests.library.samples import FLOOD
from tests.make import make_pieces


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small counts in the place of the shipped ones."""
    monkeypatch.setattr(evidence, "shipped", lambda: Evidence())
    monkeypatch.setattr(evidence, "_in_use", evidence._InUse())


@pytest.mark.usefixtures("small")
def test_the_library_is_learnt_and_said_so(
    clerk: Person, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stood: list[int] = []
    monkeypatch.setattr(os, "nice", stood.append)
    make_pieces(clerk, "a.txt", FLOOD)
    assert learning.learn(Namespace()) == 0
    assert "校对已学过 1 篇" in capsys.readouterr().out
    assert evidence.learnt().pieces == 1
    assert stood == [learning.MODESTY]


def test_a_system_that_knows_no_modesty_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "nice")
    learning.stand_back()


def test_it_is_learnt_in_a_process_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[object, ...]] = []
    monkeypatch.setattr(learning, "python", lambda *given, apart: asked.append((*given, apart)))
    learning.start_learning()
    assert asked == [("mofan.config", "learn", False)]


class Running(subprocess.Popen[bytes]):
    """A process that is said to be running until it is said to have ended."""

    def __init__(self) -> None:
        self.ended = False

    def poll(self) -> int | None:
        return 0 if self.ended else None

    def __del__(self) -> None:
        pass


@pytest.mark.django_db
def test_it_is_started_when_it_is_due_and_once_at_a_time(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Running] = []

    def start() -> Running:
        started.append(Running())
        return started[-1]

    due = True
    monkeypatch.setattr(evidence, "is_due", lambda: due)
    learner = Learner(start)
    learner.look()
    learner.look()
    assert len(started) == 1
    started[0].ended = True
    learner.look()  # not so soon
    assert len(started) == 1
    monkeypatch.setattr(learning, "LOOK_EVERY", 0.0)
    learner.look()
    assert len(started) == 2
    started[1].ended, due = True, False
    learner.look()
    learner.look()
    assert len(started) == 2


@pytest.mark.usefixtures("small")
def test_the_pages_get_ready_what_is_asked_for_later(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_process, "FIRST", 0.0)
    before = gc.get_threshold()
    page_process._get_ready()
    assert evidence._in_use.evidence is not None
    assert gc.get_freeze_count() > 0  # what there is stays: it is not looked through while pages are made
    gc.unfreeze()
    gc.set_threshold(*before)


@pytest.mark.django_db
def test_cases_that_came_in_can_be_found_and_a_busy_index_is_tried_again(
    home: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def busy() -> int:
        raise IndexBusy(10)

    monkeypatch.setattr(evidence, "is_due", lambda: False)
    monkeypatch.setattr(similar, "catch_up", busy)
    Learner().look()
    assert "稍后再试" in caplog.text

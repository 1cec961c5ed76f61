"""Long imports: asked for, claimed by one worker, told, ended."""

from datetime import timedelta

from mofan.org import waiting_files
from mofan.org.actions import ask_import, claim_import, end_import, fail_import, tell_progress
from mofan.org.actions.imports import _take
from mofan.org.models import ImportRun, ImportState, Person
from mofan.org.queries import imports_visible_to
from tests.make import AT, make_unit


def asked(leader: Person) -> ImportRun:
    return ask_import("units", make_unit(), "名册.csv", "姓名".encode(), {}, total=9, by=leader, at=AT)


def test_an_import_is_taken_by_one_worker_and_ended(leader: Person, stranger: Person) -> None:
    run = asked(leader)
    mine = claim_import(at=AT)
    assert mine == run
    assert claim_import(at=AT) is None
    tell_progress(run, 99, at=AT)
    assert ImportRun.objects.get().done == 9
    end_import(run, {"new": 9}, at=AT + timedelta(minutes=1))
    assert (run.state, run.is_over, waiting_files.kept(run.key)) == (ImportState.DONE, True, None)
    assert list(imports_visible_to(leader)) == [run]
    assert not imports_visible_to(stranger).exists()


def test_of_two_that_reach_for_it_one_gets_it(leader: Person) -> None:
    asked(leader)
    first, second = ImportRun.objects.get(), ImportRun.objects.get()
    assert (_take(first, AT), _take(second, AT)) == (True, False)


def test_what_cannot_be_brought_in_keeps_the_reason(leader: Person) -> None:
    run = asked(leader)
    fail_import(run, "没有表头。", at=AT)
    assert (run.state, run.problem) == (ImportState.FAILED, "没有表头。")

"""Tasks (交办): reported by their owner, closed with evidence by another person."""

from datetime import date

import pytest

from mofan.org.models import History, Person, RoleGrant
from mofan.org.roles import UnitRole
from mofan.org.rules import RuleBroken
from mofan.records.actions import assign, close_task, drop_task, report_task, send_back, void
from mofan.records.models import Task, TaskState
from mofan.records.queries import people_chosen, tasks_visible_to
from tests.make import AT, make_person
from tests.records.conftest import House
from tests.records.making import entered, visit

DUE = date(2026, 12, 1)


@pytest.fixture
def owner(house: House) -> Person:
    person = make_person("owner", name="陆怀瑾")
    RoleGrant.objects.create(person=person, unit=house.agency, role=UnitRole.RECORDER)
    return person


@pytest.fixture
def task(house: House, owner: Person) -> Task:
    record = entered(house, visit(house))
    return assign(record, "清支渠", owner=owner, due_on=DUE, by=house.recorder, at=AT)


def test_a_task_goes_from_hand_to_hand(house: House, task: Task, owner: Person) -> None:
    assert not task.is_late(DUE)
    assert task.is_late(date(2026, 12, 2))
    report_task(task, "支渠已清", by=owner, at=AT)
    close_task(task, remark="看过现场", by=house.leader, at=AT)
    assert (task.state, task.closed_by) == (TaskState.CLOSED, house.leader)
    verbs = History.objects.filter(subject="records.task").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["交办", "报完成", "销号"]
    assert str(task) == "清支渠"


def test_nobody_closes_what_he_did_or_reported(house: House, task: Task, owner: Person) -> None:
    report_task(task, "支渠已清", by=house.recorder, at=AT)
    for person in (owner, house.recorder):
        with pytest.raises(RuleBroken, match="以外的人"):
            close_task(task, by=person, at=AT)
        with pytest.raises(RuleBroken, match="责任人以外"):
            send_back(task, why="没清完", by=person, at=AT)
    with pytest.raises(RuleBroken, match="不能核准"):
        close_task(task, by=house.reader, at=AT)


def test_what_was_not_reported_is_not_closed(house: House, task: Task, owner: Person) -> None:
    for act in (close_task, lambda one, **kw: send_back(one, why="没清完", **kw)):
        with pytest.raises(RuleBroken, match="还没有报完成"):
            act(task, by=house.leader, at=AT)
    with pytest.raises(RuleBroken, match="凭据"):
        report_task(task, " ", by=owner, at=AT)
    report_task(task, "清了", by=owner, at=AT)
    with pytest.raises(RuleBroken, match="已经报过"):
        report_task(task, "清了", by=owner, at=AT)


def test_what_is_not_done_goes_back(house: House, task: Task, owner: Person) -> None:
    report_task(task, "清了", by=owner, at=AT)
    send_back(task, why="还差一段", by=house.leader, at=AT)
    assert task.state == TaskState.OPEN


def test_only_the_owner_or_a_recorder_reports(house: House, task: Task) -> None:
    with pytest.raises(RuleBroken, match="没有“登记”的权限"):
        report_task(task, "清了", by=house.reader, at=AT)


def test_a_task_is_dropped_with_a_reason(house: House, task: Task) -> None:
    with pytest.raises(RuleBroken, match="缘由"):
        drop_task(task, why="", by=house.recorder, at=AT)
    drop_task(task, why="改由镇里清", by=house.recorder, at=AT)
    assert task.state == TaskState.DROPPED
    with pytest.raises(RuleBroken, match="已经了结"):
        drop_task(task, why="再来", by=house.recorder, at=AT)


def test_a_task_needs_words_a_day_and_a_record_that_counts(house: House, task: Task, owner: Person) -> None:
    record = task.record
    with pytest.raises(RuleBroken, match="写明要办的事"):
        assign(record, " ", owner=owner, due_on=DUE, by=house.recorder, at=AT)
    with pytest.raises(RuleBroken, match="早于"):
        assign(record, "清渠", owner=owner, due_on=date(2026, 1, 1), by=house.recorder, at=AT)
    void(record, why="重复", by=house.recorder, at=AT)
    record.refresh_from_db()
    with pytest.raises(RuleBroken, match="不能再交办"):
        assign(record, "清渠", owner=owner, due_on=DUE, by=house.recorder, at=AT)


def test_the_owner_sees_his_task_and_a_stranger_none(house: House, task: Task, owner: Person) -> None:
    RoleGrant.objects.filter(person=owner).delete()
    assert list(tasks_visible_to(owner)) == [task]
    assert not tasks_visible_to(house.stranger)


def test_an_owner_is_chosen_by_name_or_initials(house: House) -> None:
    assert people_chosen(house.recorder, "陆怀瑾", house.branch) == house.person("陆怀瑾")
    assert people_chosen(house.recorder, "lhj", house.branch) == house.person("陆怀瑾")
    assert people_chosen(house.recorder, "zzz", house.branch) is None
    assert people_chosen(house.recorder, "无此人", house.branch) is None

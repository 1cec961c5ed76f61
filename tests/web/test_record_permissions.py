"""Who may open what of the ledgers: every address against every role in the unit, beside it, and strangers."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from mofan.measure import year_of
from mofan.org.models import History, Person, RoleGrant
from mofan.org.roles import UNIT_RIGHTS, Right, Role, UnitRole
from mofan.org.tree import plant
from mofan.records.actions import (
    ItemFacts,
    add_item,
    assign,
    draw_letter,
    draw_list,
    excuse,
    report_burden,
    report_task,
    withdraw_letter,
)
from mofan.web.record_urls import urlpatterns
from tests.make import AT, make_person
from tests.records.conftest import House, house
from tests.records.making import HELD, entered, meeting
from tests.records.test_reminders import duty
from tests.web.conftest import Enter

__all__ = ["house"]

SEEN, MOVED, SAID, ABSENT = 200, 302, 200, 404
LOOKS = (
    *("record", "record_task", "duty", "export_minutes", "responsibility", "export_responsibility"),
    *("responsibility_letter", "responsibility_letter_file"),
)
"""Pages of one thing: for whoever may look at the unit; for others they are not there."""
ACTS = (
    *(
        "void_record",
        "attach_file",
        "excuse_duty",
        "withdraw_excuse",
        "end_duty",
        "report_task",
        "close_task",
        "send_task_back",
        "drop_task",
    ),
    *("assign_task", "add_responsibility_item", "void_responsibility", "draw_letter", "void_responsibility_item"),
    *("sign_letter", "withdraw_letter"),
)
"""What is done to one thing: for others it is not there; who looks and may not is told so."""
OPEN = (
    *("records", "all_records", "board", "record_tasks", "records_of", "suggest_people", "reminders", "burden"),
    *("export_all", "export_tasks", "export_board"),
    *("responsibilities", "draw_list", "set_duty", "report_burden", "enter_record", "import_ledger"),
)
"""Pages for everybody: each shows what he sees, and says where he may do nothing."""
OWN = ("burden_report", "answer_burden")
"""For who reported and who supervises."""
APART = (
    *("keep_draft", "discard_draft", "add_kind", "reminder_text", "export_records", "export_volume", "correct_record"),
    *("record_file", "take_off_file", "kind", "end_kind"),
)
"""Tested where they belong: forms in the making, files, exports of a list."""
POSTED = {*ACTS, "answer_burden"}


class Ground:
    def __init__(self, house: House) -> None:
        self.record = entered(house, meeting(house))
        self.duty = duty(house, "general_meeting", "quarter")
        owner = house.person("沈知行")
        self.task = assign(self.record, "清淤", owner=owner, due_on=HELD, by=house.recorder, at=AT)
        year = year_of(HELD)
        self.row = draw_list(house.branch, "branch", "书记", owner, year, basis="会议", by=house.leader, at=AT)
        self.item = add_item(self.row, ItemFacts("抓好会议"), by=house.leader, at=AT)
        self.letter = draw_letter(self.row, by=house.leader, at=AT)
        self.burden = report_burden(house.branch, "other", "报得多", by=house.recorder, at=AT)

    def address(self, name: str) -> str:
        one: dict[str, list[Any]] = {"void_responsibility_item": [self.row.pk, self.item.pk]}
        one |= {
            key: [self.record.pk] for key in ("record", "export_minutes", "void_record", "attach_file", "assign_task")
        }
        one |= {key: [self.duty.pk] for key in ("duty", "excuse_duty", "withdraw_excuse", "end_duty")}
        tasks = ("record_task", "report_task", "close_task", "send_task_back", "drop_task")
        one |= {key: [self.task.pk] for key in tasks}
        lists = (
            "responsibility",
            "export_responsibility",
            "add_responsibility_item",
            "void_responsibility",
            "draw_letter",
        )
        one |= {key: [self.row.pk] for key in lists}
        letters = ("responsibility_letter", "responsibility_letter_file", "sign_letter", "withdraw_letter")
        one |= {key: [self.row.pk, self.letter.pk] for key in letters}
        one |= {key: [self.burden.pk] for key in OWN}
        one |= {key: ["general_meeting"] for key in ("records_of", "enter_record", "import_ledger")}
        return reverse(name, args=one.get(name, []))

    def ask(self, client: Client, name: str) -> int:
        if name in POSTED:
            return client.post(self.address(name)).status_code
        return client.get(self.address(name)).status_code


@pytest.fixture
def ground(house: House) -> Ground:
    return Ground(house)


def holding(role: UnitRole, house: House, *, beside: bool = False) -> Person:
    person = make_person(f"as-{role}", Role.READER)
    Person.objects.filter(pk=person.pk).update(unit=plant(f"另一处{role}"))
    person.refresh_from_db()
    unit = plant(f"旁边{role}") if beside else house.agency
    RoleGrant.objects.create(person=person, unit=unit, role=role, until=year_of(HELD).end.replace(year=2999))
    return person


def test_every_address_is_crossed_here_or_set_apart() -> None:
    named = [*LOOKS, *ACTS, *OPEN, *OWN, *APART]
    assert sorted(str(one.name) for one in urlpatterns) == sorted(named)


@pytest.mark.parametrize("role", [UnitRole.READER, UnitRole.RECORDER, UnitRole.LEADER, UnitRole.SUPERVISOR])
def test_each_role_over_the_unit(role: UnitRole, house: House, ground: Ground, enter: Enter) -> None:
    client = enter(holding(role, house))
    for name in LOOKS:
        assert ground.ask(client, name) == SEEN, name
    for name in ACTS:  # without a word of what or why: said on the page, or back to the record
        assert ground.ask(client, name) in (SAID, MOVED), name
    for name in OPEN:
        assert ground.ask(client, name) in (SEEN, 403), name
    for name in OWN:
        assert ground.ask(client, name) == (SEEN if role == UnitRole.SUPERVISOR else ABSENT), name


@pytest.mark.parametrize("role", [UnitRole.READER, UnitRole.ADMINISTRATOR])
def test_each_role_in_the_unit_beside(role: UnitRole, house: House, ground: Ground, enter: Enter) -> None:
    client = enter(holding(role, house, beside=True))
    for name in (*LOOKS, *ACTS, *OWN):
        assert ground.ask(client, name) == ABSENT, name


JUDGING = frozenset({Right.RECORD, Right.APPROVE, Right.SUPERVISE})
PLANNING = frozenset({Right.MANAGE, Right.SUPERVISE})
LEADING = frozenset({Right.APPROVE, Right.SUPERVISE})
LISTING = frozenset({Right.MANAGE, Right.APPROVE, Right.SUPERVISE})
RECORDING = frozenset({Right.RECORD})
EFFECTS: dict[str, tuple[frozenset[Right], dict[str, object]]] = {
    "void_record": (RECORDING, {"why": "记错了"}),
    "assign_task": (RECORDING, {"what": "清理支渠", "owner": "沈知行", "due_on": "2026-12-30"}),
    "report_task": (RECORDING, {"evidence": "已清完"}),
    "drop_task": (RECORDING, {"why": "不办了"}),
    "close_task": (JUDGING, {"remark": "看过"}),
    "send_task_back": (JUDGING, {"why": "没清干净"}),
    "excuse_duty": (LEADING, {"starts_on": "2026-07-01", "reason": "换届"}),
    "withdraw_excuse": (LEADING, {"starts_on": "2026-04-01"}),
    "end_duty": (PLANNING, {"until": "2026-12-31", "why": "合并"}),
    "add_responsibility_item": (LISTING, {"what": "抓好警示教育"}),
    "void_responsibility_item": (LISTING, {"why": "重复"}),
    "void_responsibility": (LISTING, {"why": "换人"}),
    "draw_letter": (LISTING, {}),
    "sign_letter": (LEADING, {}),
    "withdraw_letter": (LISTING, {"why": "内容有变"}),
    "answer_burden": (frozenset({Right.SUPERVISE}), {"answer": "合并成一张表"}),
    "attach_file": (RECORDING, {}),
}
"""What is done → the rights of which one is needed, and what a form says that has everything in it."""


@pytest.mark.parametrize("role", UnitRole)
def test_each_action_has_its_effect_for_those_roles_alone_that_may(
    role: UnitRole, house: House, ground: Ground, enter: Enter
) -> None:
    """Forms with everything in them, so that only the role decides; what is done leaves an entry in the history."""
    assert set(EFFECTS) == POSTED
    client = enter(holding(role, house))
    for name, (rights, given) in EFFECTS.items():
        with transaction.atomic():
            if name in ("close_task", "send_task_back"):
                report_task(ground.task, "已清完", by=house.person("沈知行"), at=AT)
            if name == "withdraw_excuse":
                excuse(ground.duty, date(2026, 4, 1), reason="换届", by=house.leader, at=AT)
            if name in ("void_responsibility", "draw_letter"):
                withdraw_letter(ground.letter, why="换人", by=house.leader, at=AT)
            before = History.objects.count()
            files = {"files": SimpleUploadedFile("照片.txt", b"1")} if name == "attach_file" else {}
            answer = client.post(ground.address(name), given | files)
            assert answer.status_code in (SEEN, MOVED, 403, ABSENT), (name, answer.status_code)
            done = History.objects.count() > before
            transaction.set_rollback(True)
        assert done == bool(rights & UNIT_RIGHTS[role]), (role, name)


def test_strangers_find_nothing(house: House, ground: Ground, enter: Enter) -> None:
    client = enter(house.stranger)
    for name in (*LOOKS, *ACTS, *OWN):
        assert ground.ask(client, name) == ABSENT, name
    for name in OPEN:
        assert ground.ask(client, name) in (SEEN, 403), name
        if not name.startswith("export"):  # what is in a sheet: tests/web/test_records.py
            assert "机关党支部" not in client.get(ground.address(name)).content.decode(), name


def test_nobody_comes_in_without_signing_in(ground: Ground) -> None:
    for name in (*LOOKS, *ACTS, *OPEN, *OWN):
        assert ground.ask(Client(), name) == MOVED, name

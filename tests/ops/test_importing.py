"""Long imports that the worker carries out: how far they are, what came of them, begun again."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

from mofan.ops import importing
from mofan.ops.importing import run_import
from mofan.org import waiting_files
from mofan.org.actions import ask_import, claim_import, tell_progress
from mofan.org.models import ImportRun, ImportState, Person, RoleGrant
from mofan.org.queries import history_of
from mofan.records.models import Record
from mofan.web.views import importing as units_page
from mofan.web.views import records_import as ledger_page
from tests.make import AT, make_unit
from tests.records.conftest import House, house
from tests.web.conftest import Enter, enter, leaders

__all__ = ["enter", "house", "leaders"]

PEOPLE = "姓名,单位,工号\n" + "".join(f"林一{no:03},安澜县水务局,A{no}\n" for no in range(45)) + "林错,不知道的局,B\n"
LEDGER = [["日期", "主题", "走访地点", "去哪里", "情况", "谁去的"]] + [
    [f"2026-03-{no % 28 + 1:02}", f"走访第{no}户", "柳湾村", "村（社区）", "查看支渠", "陆怀瑾"] for no in range(60)
]


def book(rows: list[list[str]]) -> SimpleUploadedFile:
    made = Workbook()
    for row in rows:
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    return SimpleUploadedFile("台账.xlsx", out.getvalue())


def asked(leader: Person) -> ImportRun:
    unit = make_unit()
    return ask_import("units", unit, "名册.csv", PEOPLE.encode(), {"make_units": False}, total=46, by=leader, at=AT)


def test_a_roster_is_written_by_the_worker_row_by_row(leader: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    run = asked(leader)
    told: list[int] = []
    tell = tell_progress

    def hears(run: ImportRun, done: int, **given: object) -> None:
        tell(run, done, **given)  # type: ignore[arg-type]
        told.append(ImportRun.objects.get(pk=run.pk).done)

    monkeypatch.setattr(importing, "tell_progress", hears)
    assert run_import()
    run.refresh_from_db()
    assert told == [20, 40]
    assert (run.state, run.done, run.report["new"], run.report["wrong"]) == (ImportState.DONE, 46, 45, 1)
    assert run.report["rows"][0][2] == "林错"
    assert Person.objects.filter(name__startswith="林一").count() == 45
    assert waiting_files.kept(run.key) is None
    assert [one.verb for one in history_of(run)] == ["交后台导入"]
    assert str(run) == "名册.csv"
    assert not run_import()


def test_an_import_that_died_is_taken_up_again_and_doubles_nothing(leader: Person) -> None:
    run = asked(leader)
    assert claim_import(at=timezone.now()) == run
    assert claim_import(at=timezone.now()) is None
    assert not run_import()
    ImportRun.objects.update(seen_at=timezone.now() - timedelta(minutes=11))
    for _ in range(2):
        assert run_import()
        ImportRun.objects.update(state=ImportState.WAITING, key=waiting_files.keep(PEOPLE.encode()))
    assert Person.objects.filter(name__startswith="林一").count() == 45
    run.refresh_from_db()
    assert run.report["same"] == 45


def test_what_cannot_be_brought_in_says_why(leader: Person, clerk: Person) -> None:
    gone = asked(leader)
    waiting_files.drop(gone.key)
    run_import()
    refused = ask_import("units", make_unit(), "名册.csv", b"x", {"make_units": False}, total=1, by=leader, at=AT)
    run_import()
    for run, said in ((gone, "已过一天"), (refused, "表头")):
        run.refresh_from_db()
        assert run.state == ImportState.FAILED
        assert said in run.problem
        assert run.is_over


def test_a_long_ledger_is_handed_to_the_worker_and_watched(
    house: House, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger_page, "LONG", 50)
    browser = enter(house.recorder)
    address = reverse("import_ledger", args=["field_visit"])
    form = {"file": book(LEDGER), "unit": str(house.branch.pk), "do": "bring"}
    names = ["held_on", "title", "place", "to", "content", "visitors"]
    page = browser.post(address, form | {f"column-{no}": name for no, name in enumerate(names)}, follow=True)
    run = ImportRun.objects.get()
    assert page.redirect_chain[0][0] == reverse("import_run", args=[run.pk])
    assert "已办 0 行，共 60 行" in page.content.decode()
    assert 'hx-trigger="every 1s"' in page.content.decode()
    assert run_import()
    part = browser.get(reverse("import_run", args=[run.pk]), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "新增 60" in part
    assert Record.objects.filter(kind="field_visit").count() == 60
    assert enter(house.stranger).get(reverse("import_run", args=[run.pk])).status_code == 404
    assert Client().get(reverse("import_run", args=[run.pk])).status_code == 302


def test_a_long_roster_is_handed_over_on_its_page(
    leader: Person, leaders: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(units_page, "LONG", 40)
    unit = make_unit()
    file = SimpleUploadedFile("名册.csv", PEOPLE.encode())
    page = leaders.post(reverse("import_units"), {"file": file, "unit": unit.pk}).content.decode()
    key = page.split('name="key" value="')[1].split('"')[0]
    shown = leaders.post(reverse("confirm_import"), {"key": key}, follow=True).content.decode()
    assert "已办 0 行，共 46 行" in shown
    assert not Person.objects.filter(name__startswith="林一").exists()
    run_import()
    run = ImportRun.objects.get()
    done = leaders.get(reverse("import_run", args=[run.pk])).content.decode()
    assert "不知道的局" in done
    assert "新增 45" in done


def test_a_ledger_whose_recorder_lost_his_role_is_not_brought_in(house: House) -> None:
    data = book(LEDGER).read()
    columns = dict(zip(LEDGER[0], ("held_on", "title", "place", "to", "content", "visitors"), strict=True))
    wanted = {"kind": "field_visit", "columns": columns}
    run = ask_import("ledger", house.branch, "台账.xlsx", data, wanted, total=60, by=house.recorder, at=AT)
    RoleGrant.objects.all().delete()
    run_import()
    run.refresh_from_db()
    assert "您不能为" in run.problem
    assert not Record.objects.exists()

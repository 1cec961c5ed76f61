"""A list of an upper platform, brought in on the page (导入上级清单)."""

import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from mofan.cases.models import Case, ListMapping
from mofan.ops.importing import run_import
from mofan.org.models import ImportRun
from mofan.web.views.cases import importing
from tests.make_cases import County, make_county, taken_in
from tests.web.conftest import Enter

ADDRESS = "/cases/import/public_demand"
HEAD = ["工单编号", "来电人", "联系电话", "主题", "问题描述", "分类", "地点", "来电时间"]
ROWS: list[list[Any]] = [
    ["GD1", "欧阳静", "13800005678", "停水两天", "三号楼停水。", "城市管理", "柳湾小区", "2026-11-20"],
    ["GD2", "乔木", "13700001111", "路灯不亮", "南门路灯不亮。", "某专项", "南门", "2026-11-21"],
]


def sheet(rows: list[list[Any]], head: list[str] = HEAD) -> SimpleUploadedFile:
    book = Workbook()
    for row in [head, *rows]:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("热线工单.xlsx", out.getvalue())


@pytest.fixture
def county(db: None, home: object) -> County:
    return make_county()


@pytest.fixture
def clerk(county: County, enter: Enter) -> Client:
    return enter(county.clerk)


def form_of(page: str) -> dict[str, Any]:
    """What stands in the form as the page shows it."""
    found: dict[str, Any] = {}
    for name, options in re.findall(r'<select id="[^"]+" name="([^"]+)">(.*?)</select>', page):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page):
        if name == "word":
            found.setdefault("word", []).append(value)
        else:
            found[name] = value
    return found


def posted(client: Client, rows: list[list[Any]], head: list[str] = HEAD) -> str:
    return client.post(ADDRESS, {"file": sheet(rows, head)}).content.decode()


def test_a_list_is_matched_looked_at_and_brought_in_once(county: County, clerk: Client) -> None:
    assert "直接用" in clerk.get(ADDRESS).content.decode()
    page = posted(clerk, ROWS)
    assert "能登记 <strong>2</strong> 件" in page
    form = form_of(page)
    assert form["column-0"] == "number"
    assert form["word"] == ["城市管理", "某专项"]
    form["word-1"] = "housing"
    assert not Case.objects.exists()
    done = clerk.post(ADDRESS, form | {"do": "bring"}, follow=True).content.decode()
    assert "导入 2 件。" in done
    case = Case.objects.get(outside="upper::GD2")
    assert (case.channel, case.category, case.unit) == ("upper", "housing", county.centre)
    assert case.detail.text == "南门路灯不亮。\n来电时间：2026-11-21"
    assert case.parties.get().phone == "13700001111"
    again = posted(clerk, [*ROWS, ["GD3", "方圆", "13600002222", "树枝挡灯", "挡住了。", "某专项", "", ""]])
    assert "原来就有 <strong>2</strong> 件" in again
    form = form_of(again)
    assert form["word-1"] == "housing"  # remembered
    done = clerk.post(ADDRESS, form | {"do": "bring"}, follow=True).content.decode()
    assert "导入 1 件，2 件原来就有，没有重复登记。" in done
    assert Case.objects.count() == 3
    assert ListMapping.objects.count() == 1


def test_rows_with_something_wrong_are_said_and_given_back(county: County, clerk: Client) -> None:
    page = posted(
        clerk, [*ROWS, ["GD1", "又一个", "1", "重号", "", "", "", ""], ["GD4", "无名", "不详", "x", "", "", "", ""]]
    )
    assert "有问题 <strong>2</strong> 行" in page
    assert "平台编号与第 2 行相同" in page
    form = form_of(page)
    answer = clerk.post(ADDRESS, form | {"do": "errors"})
    book = load_workbook(io.BytesIO(answer.content))
    rows = list(book.active.iter_rows(values_only=True))
    assert [row[1] for row in rows[1:]] == ["GD1", "GD4"]
    assert "电话" in str(rows[2][0])
    done = clerk.post(ADDRESS, form | {"do": "bring"}, follow=True).content.decode()
    assert "导入 2 件。" in done


def test_without_a_column_of_numbers_nothing_is_brought_in(county: County, clerk: Client) -> None:
    page = posted(clerk, [row[1:] for row in ROWS], HEAD[1:])
    assert "还没有指明哪一列是平台编号" in page
    assert 'value="bring"' not in page
    clerk.post(ADDRESS, form_of(page) | {"do": "bring"})
    assert not Case.objects.exists()


def test_two_platforms_may_have_the_same_numbers(county: County, clerk: Client) -> None:
    form = form_of(posted(clerk, ROWS))
    clerk.post(ADDRESS, form | {"do": "bring"})
    page = posted(clerk, ROWS)
    form = form_of(page) | {"platform": "数字城管"}
    page = clerk.post(ADDRESS, form | {"do": "read"}).content.decode()
    assert "能登记 <strong>2</strong> 件" in page
    clerk.post(ADDRESS, form | {"do": "bring"})
    assert Case.objects.count() == 4


def test_a_file_that_is_no_table_is_said(clerk: Client) -> None:
    answer = clerk.post(ADDRESS, {"file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04 broken")})
    assert answer.status_code == 422
    assert "表格已损坏" in answer.content.decode()
    assert "还没有选表格文件" in clerk.post(ADDRESS, {}).content.decode()
    assert "还没有选表格文件" in clerk.post(ADDRESS, {"ticket": "forged"}).content.decode()


def test_a_list_that_is_too_large_is_said(clerk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "LARGEST", 10)
    assert "超过 8 MB" in posted(clerk, ROWS)


def test_a_file_of_somebody_else_is_not_taken_up(county: County, clerk: Client, enter: Enter) -> None:
    form = form_of(posted(clerk, ROWS))
    answer = enter(county.dispatcher).post(ADDRESS, form | {"do": "bring"})
    assert "请重新选文件" in answer.content.decode()
    assert not Case.objects.exists()


def test_a_long_list_is_brought_in_by_the_worker(
    county: County, clerk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "LONG", 1)
    rows = [*ROWS, ["GD9", "无名", "不详", "x", "", "", "", ""]]
    answer = clerk.post(ADDRESS, form_of(posted(clerk, rows)) | {"do": "bring"})
    run = ImportRun.objects.get()
    assert answer["Location"] == reverse("import_run", args=[run.pk])
    assert run_import()
    run.refresh_from_db()
    assert (run.state, run.report["new"], run.report["wrong"]) == ("done", 2, 1)
    page = clerk.get(answer["Location"]).content.decode()
    assert "看群众诉求" in page
    assert Case.objects.count() == 2


def test_only_those_who_take_in_bring_in(county: County, enter: Enter) -> None:
    for person, status in ((county.county_viewer, 403), (county.outsider, 403), (county.dispatcher, 200)):
        assert enter(person).get(ADDRESS).status_code == status
    assert enter(county.dispatcher).get("/cases/import/tip_off").status_code == 404
    assert enter(county.dispatcher).get("/cases/import/nothing").status_code == 404
    assert Client().get(ADDRESS).status_code == 302


def test_a_number_that_is_known_elsewhere_betrays_nothing(county: County, clerk: Client) -> None:
    """Of a tip-off that came in under a number it is told that the number is known, and no more."""
    from mofan.cases.catalogue import kind_of
    from mofan.cases.intake import Intake, PartyFacts
    from mofan.cases.models import Channel

    parties = (PartyFacts("informant", name="某", phone="13900001111"),)
    tip = taken_in(county, Intake(kind_of("tip_off"), "金丝雀", Channel.UPPER, parties=parties, outside="upper::GD1"))
    page = posted(clerk, ROWS)
    assert "原来就有 <strong>1</strong> 件" in page
    done = clerk.post(ADDRESS, form_of(page) | {"do": "bring"}, follow=True).content.decode()
    assert "金丝雀" not in page + done
    assert tip.code not in page + done

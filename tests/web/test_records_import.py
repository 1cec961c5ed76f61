"""A ledger that a unit keeps in a sheet, brought in (导入台账)."""

import io
import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from mofan.records.models import LedgerMapping, Record
from tests.records.conftest import House, house
from tests.web.conftest import Enter

__all__ = ["house"]

ADDRESS = "/records/of/field_visit/import"
ROWS: list[list[Any]] = [
    ["走访台账", None, None, None, None, None],
    ["时间", "主题", "谁去的", "走访地点", "户数", "情况"],
    ["2026-03-05", "春灌前走访", "陆怀瑾、何清越", "柳湾村", 12, "支渠淤积"],
    ["2026.4.2", "汛前走访", "陆怀瑾", "上坝村", 7, "进水口冲坏"],
]


def sheet(rows: list[list[Any]], name: str = "台账.xlsx") -> SimpleUploadedFile:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile(name, out.getvalue())


@pytest.fixture
def recorders(house: House, enter: Enter) -> Client:
    return enter(house.recorder)


def carried(page: str) -> dict[str, str]:
    found = re.search(r'name="carried" value="([^"]+)"', page)
    assert found
    columns = re.findall(r'<select id="(column-\d+)"', page)
    return {"carried": found[1]} | dict.fromkeys(columns, "")


def matched(page: str, house: House) -> dict[str, str]:
    codes = ("held_on", "title", "visitors", "place", "households", "content")
    return carried(page) | {f"column-{no}": code for no, code in enumerate(codes)} | {"unit": str(house.branch.pk)}


def test_a_ledger_is_matched_looked_at_and_brought_in_once(house: House, recorders: Client) -> None:
    assert "不用改成什么样子" in recorders.get(ADDRESS).content.decode()
    page = recorders.post(ADDRESS, {"file": sheet(ROWS), "unit": house.branch.pk}).content.decode()
    assert "各列是什么" in page
    assert "走访人要填写" in page  # the heading 谁去的 was not guessed
    form = matched(page, house)
    page = recorders.post(ADDRESS, form | {"do": "read"}).content.decode()
    assert "导入 2 条" in page
    page = recorders.post(ADDRESS, form | {"do": "bring"}, follow=True).content.decode()
    assert "导入 2 条。" in page
    record = Record.objects.get(title="春灌前走访")
    assert record.unit == house.branch
    assert record.is_late
    assert record.participants.get(name="陆怀瑾").person == house.person("陆怀瑾")
    assert LedgerMapping.objects.get().columns["谁去的"] == "visitors"
    again = recorders.post(ADDRESS, {"file": sheet(ROWS), "unit": house.branch.pk}).content.decode()
    assert "导入 2 条" in again  # the columns were remembered
    page = recorders.post(ADDRESS, matched(again, house) | {"do": "bring"}, follow=True).content.decode()
    assert "导入 0 条，2 条原来就有，没有重复记" in page
    assert Record.objects.count() == 2


def test_columns_that_were_read_again_are_remembered_before_anything_is_brought_in(
    house: House, recorders: Client
) -> None:
    wrong = [*ROWS[:2], ["三月底", "春灌前走访", "陆怀瑾", "", 12, "支渠淤积"]]
    page = recorders.post(ADDRESS, {"file": sheet(wrong), "unit": house.branch.pk}).content.decode()
    page = recorders.post(ADDRESS, matched(page, house) | {"do": "read"}).content.decode()
    assert "不是日期" in page
    assert "走访地点要填写" in page  # all that is wrong with a row is said at once
    again = recorders.post(ADDRESS, {"file": sheet(ROWS), "unit": house.branch.pk}).content.decode()
    assert "导入 2 条" in again
    assert not Record.objects.exists()


def test_a_ledger_with_a_wrong_row_is_not_brought_in_at_all(house: House, recorders: Client) -> None:
    rows: list[list[Any]] = [*ROWS, ["去年", "走访", "陆怀瑾", "柳湾", "若干", "看渠"]]
    page = recorders.post(ADDRESS, {"file": sheet(rows), "unit": house.branch.pk}).content.decode()
    page = recorders.post(ADDRESS, matched(page, house) | {"do": "bring"}).content.decode()
    assert '<td class="num">5</td>' in page
    assert "不是日期" in page
    assert not Record.objects.exists()
    assert "只导入没有问题的 2 条" in page
    page = recorders.post(ADDRESS, matched(page, house) | {"do": "bring_right"}, follow=True).content.decode()
    assert "导入 2 条；1 行有问题没有导入" in page
    assert Record.objects.count() == 2


def test_of_several_sheets_the_one_that_fits_is_read_and_another_may_be_chosen(house: House, recorders: Client) -> None:
    book = Workbook()
    book.active.title = "封面"
    for row in (["填报单位：", "水务局"], ["填报时间：", "2026年"]):
        book.active.append(row)
    late = ["3月6日", *ROWS[2][1:]]
    for name, rows in (("2025年", ROWS), ("2026年", [ROWS[0], ["单位：水务局", "填表人：程以宁"], ROWS[1], late])):
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    out = io.BytesIO()
    book.save(out)
    sent = {"file": SimpleUploadedFile("走访.xlsx", out.getvalue()), "unit": house.branch.pk}
    page = recorders.post(ADDRESS, sent).content.decode()
    assert "文件里有 3 张表" in page
    assert "<option selected>2025年</option>" in page
    form = matched(page, house) | {"sheet": "2026年"}
    page = recorders.post(ADDRESS, form | {"do": "sheet"}).content.decode()
    assert "<option selected>2026年</option>" in page
    assert ">谁去的</label>" in page
    page = recorders.post(ADDRESS, form | {"do": "bring"}, follow=True).content.decode()
    assert "导入 1 条。" in page
    assert Record.objects.get().held_on == date(2026, 3, 6)


def test_what_is_no_ledger_is_said(house: House, recorders: Client) -> None:
    assert "还没有选表格文件" in recorders.post(ADDRESS).content.decode()
    assert "还没有选表格文件" in recorders.post(ADDRESS, {"carried": "x"}).content.decode()
    assert "没有找到表头" in recorders.post(ADDRESS, {"file": sheet([["台账"]])}).content.decode()
    large = SimpleUploadedFile("大.xlsx", b"0" * (2 * 1024 * 1024 + 1))
    assert "超过 2 MB" in recorders.post(ADDRESS, {"file": large}).content.decode()


def test_whoever_may_not_enter_imports_nothing(house: House, enter: Enter) -> None:
    assert enter(house.reader).get(ADDRESS).status_code == 403
    assert enter(house.reader).post(ADDRESS, {"file": sheet(ROWS)}).status_code == 403
    assert enter(house.stranger).get(reverse("import_ledger", args=["pledge"])).status_code == 403

"""What goes out of the ledgers: lists as sheets, the minutes of a meeting, a year's volume."""

import io
import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from mofan.records.actions import assign
from tests.make import AT
from tests.records.conftest import House, house
from tests.records.making import entered, meeting, visit
from tests.records.test_reminders import duty
from tests.web.conftest import Enter

__all__ = ["house"]


@pytest.fixture
def recorders(house: House, enter: Enter) -> Client:
    return enter(house.recorder)


def test_a_list_is_narrowed_sorted_and_exported(house: House, recorders: Client) -> None:
    entered(house, visit(house, title="走访柳湾村"))
    entered(house, visit(house, date(2026, 11, 19), title="走访上坝村"))
    entered(house, meeting(house, serves=("themed_party_day",)))
    address = reverse("records_of", args=["field_visit"])
    page = recorders.get(address).content.decode()
    assert "共 2 条" in page
    assert page.index("走访上坝村") < page.index("走访柳湾村")
    page = recorders.get(address, {"words": "柳湾", "since": "2026-11-01", "order": "held_on"}).content.decode()
    assert "符合条件的 2 条" in page  # the village stands in the text of both
    assert recorders.get(address, {"late": "1"}).content.decode().count("<tr>") == 2
    served = recorders.get(reverse("records_of", args=["themed_party_day"]), {"serving": "1"}).content.decode()
    assert "讨论唐予怀同志预备期满转正" in served
    assert "支部党员大会" in served
    assert "没有符合条件的记录" in recorders.get(address, {"until": "2001-01-01"}).content.decode()
    book = load_workbook(io.BytesIO(recorders.get(reverse("export_records", args=["field_visit"])).content))
    rows = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    assert rows[0][:4] == ["编号", "单位", "走访日期", "主题"]
    assert [row[3] for row in rows[1:]] == ["走访上坝村", "走访柳湾村"]
    assert 12 in rows[1]


def test_minutes_are_what_was_entered(house: House, recorders: Client) -> None:
    record = entered(house, meeting(house))
    answer = recorders.get(reverse("export_minutes", args=[record.pk]))
    assert (
        "2026年11月13日支部党员大会纪要.docx" in answer["Content-Disposition"]
        or "filename*=" in answer["Content-Disposition"]
    )
    text = "\n".join(one.text for one in Document(io.BytesIO(answer.content)).paragraphs)
    assert "一、听取第三季度支部工作情况" in text
    assert "沈知行：第三季度下村走访四十一次，解决用水问题十九件" in text
    assert "会议决定：同意按期转正。" in text
    assert "表决：赞成 8 票，反对 0 票，弃权 0 票" in text
    assert "请假：何清越（防汛值班）" in text
    assert "缺席：方叔同" in text


def test_a_years_volume_has_a_table_of_contents(house: House, recorders: Client) -> None:
    for day in (date(2026, 3, 5), date(2026, 6, 4)):
        entered(house, meeting(house, held_on=day, title=f"{day.month}月支部党员大会"))
    listed = recorders.get(reverse("records_of", args=["general_meeting"])).content.decode()
    assert re.findall(r"volume\?year=(\d+)", listed) == ["2026"]
    answer = recorders.get(reverse("export_volume", args=["general_meeting"]), {"year": "2026"})
    document = Document(io.BytesIO(answer.content))
    text = [one.text for one in document.paragraphs]
    assert "目　录" in text
    xml = document.element.xml
    assert xml.count("PAGEREF _Toc") == 2
    assert xml.count("w:bookmarkStart") == 2
    assert xml.index("3月支部党员大会") < xml.index("6月支部党员大会")
    empty = recorders.get(reverse("export_volume", args=["general_meeting"]), {"year": "2020"}, follow=True)
    assert "没有可以装订的" in empty.content.decode()
    assert recorders.get(reverse("export_volume", args=["general_meeting"]), {"year": "9"}).status_code == 404


def test_lists_of_all_kinds_tasks_and_duties_go_out_as_sheets(house: House, recorders: Client, enter: Enter) -> None:
    record = entered(house, visit(house))
    assign(record, "清支渠", owner=house.person("陆怀瑾"), due_on=date(2026, 12, 1), by=house.recorder, at=AT)
    duty(house, "general_meeting", "quarter")
    entered(house, meeting(house, held_on=date(2026, 2, 5)))

    def sheet(name: str, browser: Client = recorders, **asked: str) -> list[tuple[Any, ...]]:
        book = load_workbook(io.BytesIO(browser.get(reverse(name), asked).content))
        return list(book.worksheets[0].iter_rows(values_only=True))

    assert [row[1] for row in sheet("export_all")] == ["种类", "走访调研", "支部党员大会"]
    assert len(sheet("export_all", words="淤积")) == 2
    (_, task) = sheet("export_tasks", state="all")
    assert task[:2] == ("清支渠", "陆怀瑾")
    assert sheet("export_tasks", whose="mine") == sheet("export_tasks", whose="mine")[:1]
    assert sheet("export_board", span="quarter", on="2026-02-01") == [
        ("单位", "支部党员大会"),
        ("机关党支部", "1/1 已完成"),
    ]
    stranger = enter(house.stranger)
    assert [len(sheet(name, stranger)) for name in ("export_all", "export_tasks", "export_board")] == [1, 1, 1]

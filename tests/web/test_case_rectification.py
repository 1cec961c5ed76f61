"""The ledger of rectification on its page; a report brought in after a look."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mofan.cases.models import Case
from mofan.org.sheets import Sheet, read_sheets, write_workbook
from tests.make_cases import County, make_county
from tests.web.conftest import Enter
from tests.web.test_cases import page


@pytest.fixture
def county(db: None, home: object) -> County:
    return make_county()


LIST = write_workbook(
    [
        Sheet(
            "清单",
            (("问题", "整改措施", "责任单位", "整改时限"), ("巡检记录不全", "补齐", "县水务局", "2026年12月底前")),
        )
    ]
)


def chosen(client: Client, data: bytes, name: str, **given: str) -> Any:
    sent = {"file": SimpleUploadedFile(name, data), "report": "县委巡察反馈", "category": "inspection"} | given
    return client.post(reverse("import_rectification"), sent)


def key_of(answer: Any) -> str:
    return str(answer.client.session["rectification"]["key"])


def test_a_list_is_looked_at_brought_in_and_stands_in_the_ledger(county: County, enter: Enter) -> None:
    client = enter(county.dispatcher)
    assert "台账还是空的" in page(client, "rectification")
    looked = chosen(client, LIST, "清单.xlsx")
    said = looked.content.decode()
    assert "读到 1 项，还没有列入" in said
    assert not Case.objects.exists()
    address, key = reverse("confirm_rectification"), key_of(looked)
    said = client.post(address, {"key": key, "row": "0"}, follow=True).content.decode()
    assert "已列入台账 1 项" in said
    assert "县水务局" in said
    assert "已过一天，或者已经导入" in client.post(address, {"key": key}, follow=True).content.decode()
    again = chosen(client, LIST, "清单.xlsx")
    said = client.post(address, {"key": key_of(again), "row": "0"}, follow=True).content.decode()
    assert "已列入台账 0 项，1 项以前已经收过" in said
    answer = client.get(reverse("export_rectification"), {"report": "县委巡察反馈"})
    (sheet,) = read_sheets(answer.content, "整改台账.xlsx")
    assert sheet.rows[1][1:4] == ("巡检记录不全", "补齐", "县水务局")


def test_a_report_in_words_is_read_too(county: County, enter: Enter) -> None:
    client = enter(county.dispatcher)
    text = "一、存在的主要问题\n（一）作风不实\n1.下基层少。\n2.会风不实。"
    looked = chosen(client, text.encode(), "反馈意见.txt")
    assert "读到 2 项" in looked.content.decode()
    done = client.post(reverse("confirm_rectification"), {"key": key_of(looked), "row": "1"}, follow=True)
    assert "已列入台账 1 项" in done.content.decode()
    assert Case.objects.get().title == "会风不实"
    assert "没有符合条件的整改事项" in page(client, "rectification", words="没有这样的")


def test_what_cannot_be_brought_in_is_said(county: County, enter: Enter) -> None:
    client = enter(county.dispatcher)
    said = client.post(reverse("import_rectification"), {}).content.decode()
    assert "请选要导入的文件" in said
    assert "请填写出自哪份报告" in said
    assert "没有读到带编号的问题" in chosen(client, "一段话".encode(), "反馈.txt").content.decode()
    long = chosen(client, LIST, "清单.xlsx", report="长" * 200)
    said = client.post(reverse("confirm_rectification"), {"key": key_of(long)}).content.decode()
    assert "一项也没有选" in said


def test_only_those_who_take_items_in_bring_a_list_in(county: County, enter: Enter) -> None:
    for who in (county.clerk, county.outsider):
        client = enter(who)
        assert client.get(reverse("import_rectification")).status_code == 403
        assert client.post(reverse("confirm_rectification")).status_code == 403

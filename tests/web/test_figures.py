"""The pages of the figures: every number on them opens to rows whose count or sum equals it."""

import re
from datetime import date, timedelta
from html import unescape
from io import BytesIO

import openpyxl
import pytest
from django.test import Client

from mofan.figures.models import FrozenFigure
from mofan.org.models import Person
from mofan.records.actions import void
from tests.make import AT
from tests.records.conftest import House, house
from tests.records.making import HELD, entered, meeting, visit
from tests.records.test_reminders import duty
from tests.web.conftest import Enter

__all__ = ["house"]


@pytest.fixture
def readers(house: House, enter: Enter) -> Client:
    return enter(house.leader)


def page(client: Client, address: str, **asked: str | int) -> str:
    answer = client.get(address, asked)
    assert answer.status_code == 200, answer.content.decode()[:400]
    return unescape(answer.content.decode())


def value(text: str) -> str:
    found = re.search(r'<p class="value">([^<]*)</p>', text)
    assert found
    return found[1]


def links_with_numbers(text: str) -> list[tuple[str, str]]:
    """Address and number of every link that is a number."""
    return re.findall(r'<td class="num"><a href="([^"]+)">([^<]+)</a></td>', text)


def asked(house: House) -> dict[str, str | int]:
    return {"unit": house.agency.pk, "below": 1, "period": "2026"}


def test_a_card_shows_the_number_its_meaning_and_its_rows(house: House, readers: Client) -> None:
    first, second = entered(house, visit(house)), entered(house, visit(house, HELD - timedelta(days=40), problems=5))
    text = page(readers, "/figures/field_visit.sum.problems/", **asked(house))
    assert value(text) == "8个"
    assert "安澜县水务局及下属单位" in text
    for record in (first, second):
        assert f'href="/records/{record.pk}/"' in text
    assert "数到的 2 条" in text
    assert f'<option value="{house.agency.pk}" selected>安澜县水务局</option>' in text


def test_every_number_opens_to_a_card_that_shows_the_same(house: House, readers: Client) -> None:
    for days in range(0, 100, 9):
        entered(house, visit(house, HELD - timedelta(days=days), problems=days % 5))
        entered(house, meeting(house, held_on=HELD - timedelta(days=days)))
    followed = 0
    for code in ("field_visit.sum.problems", "field_visit.count", "general_meeting.average_attendance"):
        for address, number in links_with_numbers(page(readers, f"/figures/{code}/", **asked(house))):
            opened = page(readers, address)
            assert value(opened) == number, address
            followed += 1
    assert followed > 30
    for address, number in links_with_numbers(page(readers, "/figures/", group="组织生活", **asked(house))):
        assert value(page(readers, address)) == number


def test_the_rows_of_a_card_add_up_to_its_number(house: House, readers: Client) -> None:
    for days in range(70):
        entered(house, visit(house, HELD - timedelta(days=days), problems=days % 7))
    total = 0
    for number in (1, 2):
        text = page(readers, "/figures/field_visit.sum.problems/", page=number, **asked(house))
        total += sum(int(one) for one in re.findall(r'</th><td class="num">(\d+)</td>', text))
    assert f"{total}个" == value(text)


def test_what_is_not_counted_is_listed_with_its_reason(house: House, readers: Client) -> None:
    wrong = entered(house, visit(house))
    void(wrong, why="记在了别的支部", by=house.recorder, at=AT)
    text = page(readers, "/figures/field_visit.count/", **asked(house))
    assert value(text) == "0次"
    assert f'href="/records/{wrong.pk}/"' in text
    left = re.search(r'已作废：<a href="([^"]+)">1</a>', text)
    assert left
    assert f'href="/records/{wrong.pk}/"' in page(readers, left[1])
    assert readers.get(left[1].replace("out=1", "out=2")).status_code == 404
    assert readers.get(left[1].replace("out=1", "out=x")).status_code == 404


def test_every_occasion_that_was_left_out_can_be_opened(house: House, readers: Client) -> None:
    duty(house, "general_meeting", "month")
    text = page(readers, "/figures/general_meeting.duty_done/", **asked(house))
    left = re.search(r'<h3>到期没有做：<a href="([^"]+)">(\d+)</a></h3>', text)
    assert left
    opened = page(readers, left[1])
    assert opened.count('<span class="status late">') == int(left[2])


def test_the_number_of_a_year_before_is_a_card_of_its_own(house: House, readers: Client) -> None:
    entered(house, visit(house))
    text = page(readers, "/figures/field_visit.count/", unit=house.agency.pk, below=1, period="2027")
    before = re.search(r'上年同期 <a href="([^"]+)">1次</a>', text)
    assert before
    assert value(page(readers, before[1])) == "1次"


def test_a_period_that_nobody_can_read_is_said(house: House, readers: Client) -> None:
    text = page(readers, "/figures/field_visit.count/", period="猴年马月")
    assert "看不懂统计期间“猴年马月”" in text
    assert value(text) == "0次"


def test_units_of_others_are_not_told(house: House, enter: Enter) -> None:
    text = page(enter(house.stranger), "/figures/field_visit.count/", unit=house.agency.pk)
    assert "没有这个单位，或者您不能查看它。" in text
    assert "安澜县水务局" not in text


def test_restricted_rows_are_counted_and_not_named(house: House, enter: Enter, readers: Client) -> None:
    from tests.figures.test_asking import talk

    record = entered(house, talk(house))
    text = page(enter(house.reader), "/figures/reminder_talk.count/", **asked(house))
    assert value(text) == "1次"
    assert "另有 1 条限阅的记录" in text
    assert f"/records/{record.pk}/" not in text
    assert f"/records/{record.pk}/" in page(readers, "/figures/reminder_talk.count/", **asked(house))


def test_the_table_of_sources_is_a_sheet(house: House, readers: Client) -> None:
    entered(house, visit(house))
    answer = readers.get("/figures/field_visit.sum.problems/export", asked(house))
    book = openpyxl.load_workbook(BytesIO(answer.getvalue() if answer.streaming else answer.content))
    assert book.sheetnames == ["口径", "记录"]
    assert [cell.value for cell in book["记录"][2]][4] == 3
    assert readers.get("/figures/没有的数/").status_code == 404


def test_a_number_is_frozen_and_says_what_changed(house: House, readers: Client, enter: Enter) -> None:
    record = entered(house, visit(house))
    where = f"/figures/field_visit.count/freeze?unit={house.agency.pk}&below=1&period=2026"
    assert readers.post(where, {"purpose": ""}).status_code == 302
    assert not FrozenFigure.objects.exists()
    readers.post(where, {"purpose": "年终总结"})
    frozen = FrozenFigure.objects.get()
    assert "定数以来没有变化" in page(readers, f"/figures/frozen/{frozen.pk}/")
    void(record, why="重复", by=house.recorder, at=AT)
    text = page(readers, f"/figures/frozen/{frozen.pk}/")
    assert text.count("现在计入") == 1
    assert '<td class="num">1</td><td class="num">—</td>' in text
    assert value(text) == "1次"
    assert "定数以后有变化" in text
    assert re.search(r'<td class="num">1</td><td class="opt">[^<]*</td><td>已作废</td>', text)
    summed = where.replace("field_visit.count", "field_visit.sum.problems")
    entered(house, visit(house))
    readers.post(summed, {"purpose": "年终总结"})
    latest = page(readers, f"/figures/frozen/{FrozenFigure.objects.latest('pk').pk}/")
    assert re.search(r'<td class="num">3</td><td class="opt">[^<]*</td><td>有效</td>', latest)
    assert "年终总结" in page(readers, "/figures/frozen/")
    assert enter(house.stranger).get(f"/figures/frozen/{frozen.pk}/").status_code == 404


def test_a_frozen_rate_shows_its_occasions_as_they_were(house: House, readers: Client) -> None:
    duty(house, "general_meeting", "quarter")
    met = entered(house, meeting(house, held_on=date(2026, 2, 3)))
    unit = house.agency.pk
    readers.post(f"/figures/general_meeting.duty_rate/freeze?unit={unit}&below=1&period=2026", {"purpose": "年报"})
    where = f"/figures/frozen/{FrozenFigure.objects.get().pk}/"
    text = page(readers, where)
    assert f'<a href="/records/{met.pk}/">履行的记录</a>' in text
    assert "2026年第二季度" in text
    assert "定数以来没有变化" in text
    void(met, why="重复", by=house.recorder, at=AT)
    text = page(readers, where)
    assert "1 次与当时不同" in text
    assert "定数时已完成，补记" in text
    assert page(readers, "/figures/frozen/").count("年报") == 1


def test_who_has_no_unit_is_told_what_to_do(stranger: Person, enter: Enter) -> None:
    Person.objects.filter(pk=stranger.pk).update(unit=None)
    client = enter(stranger)
    assert "还没有可以查看的单位" in page(client, "/figures/")
    assert "还没有可以查看的单位" in page(client, "/figures/field_visit.count/")
    assert client.get("/figures/field_visit.count/export").status_code == 404
    assert client.post("/figures/field_visit.count/freeze").status_code == 404
    assert "没有这样的数" in page(client, "/figures/", words="没有这样的数")
    assert "还没有定过数" in page(client, "/figures/frozen/")

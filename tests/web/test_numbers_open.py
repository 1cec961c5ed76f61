"""Every number on the pages of duties, records and units is a link, and opens to as many rows."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from mofan.records.actions import excuse
from tests.records.conftest import House, house
from tests.records.making import entered, meeting, visit
from tests.records.test_reminders import duty
from tests.web.conftest import Enter

__all__ = ["house"]

LINK = re.compile(r'<a [^>]*?href="([^"]*)"[^>]*>\s*([\d,]+)\s*</a>')
CELL = re.compile(r'<a href="([^"]+)"><span class="status \w+">(\d+)/(\d+)<')
TODO = '<li><span class="status'


@pytest.fixture
def full(house: House, enter: Enter, standing_clock: None) -> Client:
    for kind, every in (("general_meeting", "quarter"), ("themed_party_day", "month"), ("party_lecture", "year")):
        one = duty(house, kind, every)
    excuse(one, date(2026, 1, 1), reason="当年不排", by=house.leader, at=house.leader.created_at)
    for month in (1, 2, 7):
        entered(house, meeting(house, held_on=date(2026, month, 5), serves=("themed_party_day",)))
    entered(house, visit(house))
    return enter(house.reader)


def opened(browser: Client, address: str) -> str:
    return browser.get(address.replace("&amp;", "&")).content.decode()


def numbers(page: str) -> list[tuple[str, int]]:
    return [(address, int(said.replace(",", ""))) for address, said in LINK.findall(page) if "page=" not in address]


@pytest.mark.parametrize("span", ["month", "quarter", "year"])
def test_the_totals_of_the_board_open_to_their_duties(full: Client, span: str) -> None:
    here = reverse("board")
    page = opened(full, f"{here}?span={span}&on=2026-02-01")
    lead = page.split('class="lead')[1].split("</p>")[0]
    found = numbers(lead)
    assert len(found) >= 4
    assert re.sub(r"<a .*?</a>", "", lead).count("项") == len(found) - 1
    assert not re.search(r"\d", re.sub(r"<[^>]+>", "", re.sub(r"<a .*?</a>", "", lead)))
    for address, number in found:
        if address == "#board":
            assert page.count('<th scope="row">') == number
        else:
            section = opened(full, here + address).split('aria-labelledby="opened"')[1].split("</section>")[0]
            assert section.count(TODO) == number


@pytest.mark.parametrize("span", ["month", "quarter", "half_year", "year"])
def test_a_cell_of_the_board_opens_to_its_occasions(full: Client, span: str) -> None:
    cells = CELL.findall(opened(full, f"{reverse('board')}?span={span}&on=2026-02-01"))
    assert cells
    for address, done, owed in cells:
        listed = opened(full, address).split('<ul class="todo">')[1].split("</ul>")[0]
        states = re.findall(r'<li><span class="status (\w+)">', listed)
        assert (states.count("done"), sum(one in ("done", "due", "late") for one in states)) == (int(done), int(owed))


def test_the_numbers_of_the_ledgers_open_to_their_records(full: Client) -> None:
    page = opened(full, reverse("records"))
    found = numbers(page)
    assert [number for address, number in found if "all" in address] == [4]
    for address, number in found:
        listed = opened(full, address)
        assert (listed.count("<tr>") - 1 if "<table>" in listed else listed.count(TODO)) == number, address


def test_the_numbers_of_a_unit_open_to_its_people_and_units(full: Client, house: House) -> None:
    here = reverse("unit", args=[house.agency.pk])
    found = numbers(opened(full, here).split('class="lead')[1].split("</p>")[0])
    assert [number for _, number in found[2:]] == [12, 10]
    for address, number in found:
        if address == "#below":
            section = opened(full, here).split('aria-labelledby="below"')[1].split("</section>")[0]
            assert section.count('<th scope="row">') == number
        else:
            listed = opened(full, address)
            assert f"共 {number} 人" in listed
            assert listed.count('<th scope="row"') == number


def test_all_records_are_narrowed_and_strangers_find_none(full: Client, house: House, enter: Enter) -> None:
    assert "没有符合条件的记录" in opened(full, f"{reverse('all_records')}?words=没有")
    assert "走访灌渠沿线村组" in opened(full, f"{reverse('all_records')}?unit={house.branch.pk}&state=")
    assert "还没有记录" in enter(house.stranger).get(reverse("all_records")).content.decode()
    assert Client().get(reverse("all_records")).status_code == 302

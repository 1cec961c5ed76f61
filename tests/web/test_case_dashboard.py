"""The dashboard and the unit's board: numbers are figures and open what they count; tables stand without scripts."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from mofan.cases.actions import Blow, answer_whistle, arrive, whistle
from mofan.cases.models import Case
from mofan.cases.takes import RATES
from mofan.org.models import Person
from tests.make import AT
from tests.make_cases import County, accepted, approved, dispatched, make_county, submitted, taken_in
from tests.web.conftest import Enter
from tests.web.test_cases import page

CARD = re.compile(r'<a href="(/figures/[^"]+)">([\d,.]+)</a>')


@pytest.fixture
def county(db: None, home: object) -> County:
    return make_county()


def dashboard(client: Client, county: County, **asked: str) -> str:
    return page(client, "case_dashboard", unit=str(county.root.pk), below="1", period=f"{AT:%Y}", **asked)


def test_every_number_opens_a_card_that_says_the_same(county: County, enter: Enter) -> None:
    submitted(county)
    taken_in(county, title="路灯不亮")
    client = enter(county.county_viewer)
    said = dashboard(client, county)
    assert "收件 <a" in said
    links = dict(CARD.findall(said))
    assert len(links) >= 6
    for address, number in list(links.items())[:12]:
        card = client.get(address.replace("&amp;", "&")).content.decode()
        assert number in card, address


def test_every_rate_stands_with_what_is_divided_by_what(county: County, enter: Enter) -> None:
    approved(county)
    said = dashboard(enter(county.county_viewer), county)
    for rate in RATES:
        assert f">{rate.name}<span" in said
    assert "分母" in said
    assert '<td class="num">—</td>' in said, "what has no data is no 0"


@pytest.mark.parametrize("by", ["kind", "level", "channel", "urgency", "unit", "category"])
def test_days_are_told_by_what_is_asked_for(by: str, county: County, enter: Enter) -> None:
    case = approved(county)
    Case.objects.filter(pk=case.pk).update(closed_at=AT.replace(day=AT.day + 3))
    said = dashboard(
        enter(county.county_viewer), county, see="days", by=by, kind="public_demand" if by == "category" else ""
    )
    days = said.split('id="days"')[1].split("</table>")[0]
    assert re.search(r">3</a>", days), days


def test_of_one_kind_it_goes_by_category(county: County, enter: Enter) -> None:
    dispatched(county)
    client = enter(county.county_viewer)
    said = dashboard(client, county, see="each", kind="public_demand")
    assert '<h2 id="each-title">按类别</h2>' in said
    assert "城乡建设" in said.split('id="each"')[1]
    assert "县水务局" in dashboard(client, county, see="units", kind="public_demand").split("<tbody>")[1]
    assert "群众诉求" in dashboard(client, county, see="each").split("<tbody>")[1]


def test_whistles_are_told_by_the_side_that_calls_and_by_the_side_that_is_called(county: County, enter: Enter) -> None:
    blow = Blow(county.centre, (county.water, county.streets), "现场会商", AT + timedelta(hours=2))
    water, streets = whistle(accepted(county), blow, by=county.dispatcher, at=AT).calls.order_by("pk")
    arrive(water, by=county.water_handler, at=AT)
    answer_whistle(streets, "都在外面", coming=False, by=county.streets_handler, at=AT)
    client = enter(county.county_viewer)
    _, calling, called = dashboard(client, county, see="whistles").split("<tbody>")
    assert "县社会治理中心" in calling
    assert "县水务局" not in calling
    assert called.index("县水务局") < called.index("县城市管理局"), "in the order of the tree"
    assert ">50%<" in calling
    assert ">100%<" in called
    links = re.findall(r'<a href="(/figures/[^"]+)">([\d,.%]+)</a>', calling + called)
    assert len(links) > 10
    for address, number in links:
        assert number in client.get(address.replace("&amp;", "&")).content.decode(), address
    assert "没有事项可数" in dashboard(client, county, see="whistles", kind="dispute")


def test_whoever_sees_no_unit_and_an_empty_period_are_told_so(county: County, enter: Enter) -> None:
    Person.objects.filter(pk=county.outsider.pk).update(unit=None)
    county.outsider.refresh_from_db()
    assert "没有可以看的单位" in page(enter(county.outsider), "case_dashboard")
    assert "没有事项可数" in dashboard(enter(county.county_viewer), county)
    assert "处需要改" in page(enter(county.county_viewer), "case_dashboard", period="不是期间")


def test_charts_are_drawn_from_tables_that_stand_alone(county: County, enter: Enter) -> None:
    dispatched(county)
    said = dashboard(enter(county.county_viewer), county)
    for figure in re.findall(r"<figure [^>]+>", said):
        assert " hidden " in figure, "without scripts there is the table alone"
        table = re.search(r'data-table="(\w+)"', figure)
        assert table
        assert f'<table id="{table[1]}">' in said
    assert "vendor/echarts" in said
    assert "vendor/echarts" not in page(enter(county.county_viewer), "cases")


def test_the_board_of_a_unit_shows_its_rates(county: County, enter: Enter) -> None:
    submitted(county)
    said = page(enter(county.water_head), "case_board", unit=county.water.pk)
    assert "按时办结率" in said

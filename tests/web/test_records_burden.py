"""The burden on pages: every number opens to as many rows; a burden is reported and answered."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from mofan.org.models import Person, RoleGrant
from mofan.org.roles import UnitRole
from mofan.records.models import BurdenReport
from tests.records.conftest import House, house
from tests.records.making import entered, meeting
from tests.records.test_own_kinds import added
from tests.records.test_reminders import duty
from tests.web.conftest import Enter

__all__ = ["house"]

THIRD = {"span": "quarter", "on": "2026-08-01"}


@pytest.fixture
def owed(house: House) -> None:
    duty(house, "general_meeting", "quarter")
    duty(house, "themed_party_day", "quarter")
    entered(house, meeting(house, held_on=date(2026, 8, 3), serves=("themed_party_day",)))


def numbers(page: str) -> list[tuple[str, int]]:
    """Every link of the page that is a bare number, with the number."""
    return [(at.replace("&amp;", "&"), int(said)) for at, said in re.findall(r'<a href="([^"]+)">(\d+)</a>', page)]


@pytest.mark.usefixtures("owed")
def test_every_number_opens_to_as_many_rows(house: House, enter: Enter) -> None:
    browser = enter(house.reader)
    page = browser.get(reverse("burden"), THIRD).content.decode()
    found = numbers(page)
    assert len(found) == 4 + 2 * 3
    for address, number in found:
        opened = browser.get(reverse("burden") + address).content.decode()
        listed = opened.split('id="opened"')[1].split("</section>")[0]
        assert len(re.findall(r"<li><span class=\"status", listed)) == number, address
    for nonsense in ({"what": "nothing"}, {"what": "asked", "kind": "x"}, {"span": "x", "on": "x", "unit": "9"}):
        assert browser.get(reverse("burden"), nonsense).status_code == 200


def test_whoever_enters_reports_and_the_supervisor_answers(house: House, enter: Enter) -> None:
    RoleGrant.objects.create(person=house.leader, unit=house.agency, role=UnitRole.SUPERVISOR)
    recorder, leader = enter(house.recorder), enter(house.leader)
    form = {"unit": house.branch.pk, "sort": "repeated", "kind": "field_visit", "words": "与周报重复"}
    assert "写明是什么负担" in recorder.post(reverse("report_burden"), form | {"words": ""}).content.decode()
    assert "选一个单位" in recorder.post(reverse("report_burden"), form | {"unit": "9999"}).content.decode()
    page = recorder.post(reverse("report_burden"), form, follow=True).content.decode()
    assert "还没有答复" in page
    one = reverse("burden_report", args=[BurdenReport.objects.get().pk])
    seen = leader.get(one).content.decode()
    assert "未署名" in seen
    assert "recorder" not in seen
    answer = reverse("answer_burden", args=[BurdenReport.objects.get().pk])
    assert "写明怎么办" in leader.post(answer, {"answer": ""}).content.decode()
    assert "周报取消" in leader.post(answer, {"answer": "周报取消。"}, follow=True).content.decode()
    assert "周报取消" in recorder.get(one).content.decode()
    assert "已答复" in leader.get(reverse("burden")).content.decode()


def test_kinds_that_were_added_show_their_basis_and_end(house: House, leader: Person, leaders: Client) -> None:
    added(leader)
    page = leaders.get(reverse("burden")).content.decode()
    for said in ("防汛值班交接", "汛期交接清楚", "局长办公会议", "2026年12月31日"):
        assert said in page


@pytest.mark.usefixtures("owed")
def test_strangers_see_no_numbers_and_no_reports(house: House, enter: Enter) -> None:
    enter(house.recorder).post(reverse("report_burden"), {"unit": house.branch.pk, "sort": "other", "words": "多"})
    pk, stranger = BurdenReport.objects.get().pk, enter(house.stranger)
    assert "这段时间没有要求填的" in stranger.get(reverse("burden"), THIRD).content.decode()
    for client in (stranger, enter(house.reader)):
        assert client.get(reverse("burden_report", args=[pk])).status_code == 404
        assert client.post(reverse("answer_burden", args=[pk]), {"answer": "好"}).status_code == 404
    posted = {"unit": house.branch.pk, "sort": "other", "words": "多"}
    assert "选一个单位" in stranger.post(reverse("report_burden"), posted).content.decode()
    assert Client().get(reverse("burden")).status_code == 302

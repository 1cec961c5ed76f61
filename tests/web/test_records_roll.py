"""For which unit a form opens, and that it never lists a whole county on its roll."""

import pytest
from django.test import Client
from django.urls import reverse

from mofan.org.models import Membership, RoleGrant
from mofan.org.roles import UnitRole
from mofan.web.views import records_shown
from tests.make import make_person
from tests.records.conftest import House, house
from tests.web.conftest import Enter

__all__ = ["house"]

FORM = "/records/new/general_meeting"


@pytest.fixture
def clerks(house: House, enter: Enter) -> Client:
    """Of an office above the agency, in which nobody is a member."""
    clerk = make_person("clerk")
    RoleGrant.objects.create(person=clerk, unit=house.agency, role=UnitRole.RECORDER)
    return enter(clerk)


def test_a_form_opens_for_ones_own_branch(house: House, enter: Enter) -> None:
    assert f'<option value="{house.agency.pk}" selected' in enter(house.recorder).get(FORM).content.decode()
    Membership.objects.create(person=house.recorder, branch=house.branch)
    page = enter(house.recorder).get(FORM).content.decode()
    assert f'<option value="{house.branch.pk}" selected' in page
    assert page.count('name="due"') == 13


def test_a_roll_of_too_many_is_not_listed(house: House, clerks: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records_shown, "MOST_LISTED", 11)
    page = clerks.get(FORM).content.decode()
    assert "名册超过 11 人，不在这里逐个列出。请先在上面选具体的单位" in page
    assert 'name="due"' not in page
    monkeypatch.setattr(records_shown, "MOST_LISTED", 12)
    assert clerks.get(FORM).content.decode().count('name="due"') == 12
    staff = clerks.get(reverse("enter_record", args=["study_day"])).content.decode()
    assert "名册超过 12 人" in staff

"""The card of a figure of cases: it opens to the cases that the visitor may read."""

import pytest
from django.test import Client
from django.urls import reverse

from mofan.org.models import Person
from tests.cases.conftest import county
from tests.make import AT
from tests.make_cases import WATER, County, accepted, dispatched

__all__ = ["county"]


def card(county: County, code: str, visitor: Person) -> str:
    client = Client()
    client.force_login(visitor)
    page = client.get(reverse("figure", args=[code]), {"unit": str(county.root.pk), "below": "1", "period": f"{AT:%Y}"})
    assert page.status_code == 200
    return page.content.decode()


def test_a_card_opens_to_the_cases_that_it_counts(county: County) -> None:
    case = accepted(county)
    shown = card(county, "cases.received", county.county_viewer)
    assert f'href="{reverse("case", args=[case.pk])}"' in shown
    assert WATER.title in shown
    assert "数到的 1 件" in shown
    assert "登记时间" in shown


@pytest.mark.parametrize(
    "code", ["cases.due", "cases.completion", "cases.days_median", "cases.channel.window.received"]
)
def test_every_sort_of_card_of_cases_is_drawn(county: County, code: str) -> None:
    dispatched(county)
    assert "举报另有权限" in card(county, code, county.county_viewer)


def test_a_case_is_exported_with_the_number(county: County) -> None:
    accepted(county)
    client = Client()
    client.force_login(county.county_viewer)
    sheet = client.get(reverse("export_figure", args=["cases.received"]), {"unit": str(county.root.pk), "below": "1"})
    assert sheet.status_code == 200


def test_a_frozen_card_of_cases_shows_them(county: County) -> None:
    case = accepted(county)
    client = Client()
    client.force_login(county.county_viewer)
    asked = f"{reverse('freeze_figure', args=['cases.received'])}?unit={county.root.pk}&below=1&period=2026"
    page = client.post(asked, {"purpose": "月报"}, follow=True)
    assert reverse("case", args=[case.pk]) in page.content.decode()

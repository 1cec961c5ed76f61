"""One's own reminders on pages."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mofan.records.actions import assign
from mofan.records.models import Digest, Reminding
from tests.make import AT
from tests.records.conftest import House, house
from tests.records.making import entered, meeting
from tests.web.conftest import Enter

__all__ = ["house"]


@pytest.fixture
def recorders(house: House, enter: Enter) -> Client:
    record, today = entered(house, meeting(house)), timezone.localdate()
    for days, what in ((0, "清淤支渠"), (-3, "补种护岸林"), (90, "编写水利志")):
        due_on = max(today + timedelta(days=days), record.held_on)
        assign(record, what, owner=house.recorder, due_on=due_on, by=house.recorder, at=AT)
    return enter(house.recorder)


def test_the_first_page_says_what_is_due_today(house: House, recorders: Client, enter: Enter) -> None:
    page = recorders.get(reverse("home")).content.decode()
    assert "等我办" in page
    assert "清淤支渠" in page
    assert "编写水利志" not in page
    assert "等我办" not in enter(house.reader).get(reverse("home")).content.decode()


def test_reminders_are_shown_saved_as_text_and_switched_off(house: House, recorders: Client, enter: Enter) -> None:
    day = timezone.localdate() - timedelta(days=2)
    Digest.objects.create(person=house.recorder, day=day, text="前天的提醒", count=1, made_at=timezone.now())
    page = recorders.get(reverse("reminders")).content.decode()
    assert "前天的提醒" in page
    assert "邮箱" not in page
    said = recorders.get(reverse("reminder_text", args=[timezone.localdate()]))
    assert "清淤支渠" in said.content.decode()
    assert recorders.get(reverse("reminder_text", args=[day])).content.decode() == "前天的提醒"
    for nothing in ("2020-01-01", "nonsense"):
        assert recorders.get(reverse("reminder_text", args=[nothing])).status_code == 404
    assert enter(house.stranger).get(reverse("reminder_text", args=[day])).status_code == 404
    form = {"begin": "21:00", "end": "07:30", "mail": "陆"}
    assert "有 1 处需要改" in recorders.post(reverse("reminders"), form).content.decode()
    page = recorders.post(reverse("reminders"), form | {"mail": ""}, follow=True).content.decode()
    assert "已停用提醒" in page
    assert f"{Reminding.objects.get(pk=house.recorder.pk).quiet.begin:%H:%M}" == "21:00"
    assert "等我办" not in recorders.get(reverse("home")).content.decode()
    recorders.post(reverse("reminders"), form | {"mail": "", "wanted": "on"})
    assert "等我办" in recorders.get(reverse("home")).content.decode()


def test_nobody_is_reminded_without_signing_in(db: None) -> None:
    assert Client().get(reverse("reminders")).status_code == 302

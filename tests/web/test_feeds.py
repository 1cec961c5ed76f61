"""Calendar feeds on pages, and fetched without signing in."""

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mofan.org.actions import open_feed
from mofan.org.feed_secrets import secret_of
from mofan.org.models import FeedLink
from mofan.records.actions import assign
from tests.make import AT
from tests.records.conftest import House, house
from tests.records.making import HELD, entered, meeting
from tests.web.conftest import Enter

__all__ = ["house"]


def test_an_address_is_opened_fetched_and_revoked(house: House, enter: Enter) -> None:
    browser = enter(house.recorder)
    due_on = max(timezone.localdate(), HELD)
    assign(entered(house, meeting(house)), "清淤支渠", owner=house.recorder, due_on=due_on, by=house.recorder, at=AT)
    browser.post(reverse("open_feed"))
    address = reverse("feed", args=[secret_of(FeedLink.objects.get().nonce)])
    page = browser.get(reverse("account")).content.decode()
    assert f"http://testserver{address}" in page
    assert "开通本人的日历地址" not in page
    fetched = Client().get(address)
    assert fetched["Content-Type"].startswith("text/calendar")
    assert "清淤支渠" in fetched.content.decode()
    assert Client().post(address).status_code == 405
    assert (
        "已停用" in browser.post(reverse("revoke_feed", args=[FeedLink.objects.get().pk]), follow=True).content.decode()
    )
    assert Client().get(address).status_code == 404
    again = browser.post(reverse("revoke_feed", args=[FeedLink.objects.get().pk]), follow=True).content.decode()
    assert "已经停用" in again


def test_a_unit_shows_its_own(house: House, enter: Enter) -> None:
    browser, address = enter(house.reader), reverse("open_unit_feed", args=[house.branch.pk])
    assert "开通日历地址" in browser.get(reverse("unit", args=[house.branch.pk])).content.decode()
    browser.post(address)
    link = FeedLink.objects.get()
    page = browser.get(reverse("unit", args=[house.branch.pk])).content.decode()
    assert reverse("feed", args=[secret_of(link.nonce)]) in page
    other = enter(house.recorder).get(reverse("unit", args=[house.branch.pk])).content.decode()
    assert link.nonce not in other
    assert Client().get(reverse("feed", args=[secret_of(link.nonce)])).status_code == 200


def test_strangers_open_nothing_of_others(house: House, enter: Enter) -> None:
    link = open_feed(by=house.recorder, at=AT)
    stranger = enter(house.stranger)
    assert stranger.post(reverse("open_unit_feed", args=[house.branch.pk])).status_code == 404
    assert stranger.post(reverse("revoke_feed", args=[link.pk])).status_code == 404
    assert Client().get(reverse("feed", args=[f"{link.nonce}-{'0' * 40}"])).status_code == 404
    for name in ("open_feed",):
        assert Client().post(reverse(name)).status_code == 302
    assert FeedLink.objects.filter(revoked_at=None).count() == 1

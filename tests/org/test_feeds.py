"""Calendar feeds: opened, used, revoked."""

from datetime import timedelta

import pytest

from mofan.org.actions import open_feed, revoke_feed, set_active, use_feed
from mofan.org.feed_secrets import nonce_in, secret_of
from mofan.org.models import FeedLink, Person
from mofan.org.queries import feeds_visible_to, history_of
from mofan.org.rules import RuleBroken
from mofan.org.tree import plant
from tests.make import AT, make_unit


def test_an_address_leads_to_its_feed_until_it_is_revoked(clerk: Person, leader: Person) -> None:
    link = open_feed(by=clerk, at=AT)
    assert open_feed(by=clerk, at=AT) == link
    assert use_feed(secret_of(link.nonce), at=AT) == link
    revoke_feed(link, by=clerk, at=AT)
    with pytest.raises(RuleBroken, match="已经停用"):
        use_feed(secret_of(link.nonce), at=AT)
    with pytest.raises(RuleBroken, match="已经停用"):
        revoke_feed(link, by=leader, at=AT)
    assert open_feed(by=clerk, at=AT) != link
    assert [one.verb for one in history_of(link)] == ["停用日历订阅", "开通日历订阅"]
    assert str(link) == "本人的日历"


def test_its_use_is_written_down_now_and_then(clerk: Person) -> None:
    secret = secret_of(open_feed(by=clerk, at=AT).nonce)
    for minutes, written in ((0, 0), (5, 0), (12, 12)):
        use_feed(secret, at=AT + timedelta(minutes=minutes))
        assert FeedLink.objects.get().last_used_at == AT + timedelta(minutes=written)


@pytest.mark.parametrize("secret", ["", "-", "abc", "abc-def", "a-" + "0" * 40, "é-ü\udc00"])
def test_whatever_was_not_made_here_leads_nowhere(db: None, secret: str) -> None:
    assert nonce_in(secret) is None
    with pytest.raises(RuleBroken, match="无效"):
        use_feed(secret, at=AT)


def test_the_feed_of_a_unit_ends_with_the_place_in_it(clerk: Person, stranger: Person, leader: Person) -> None:
    unit = make_unit()
    link = open_feed(unit, by=clerk, at=AT)
    assert str(link) == "安澜县水务局的日历"
    with pytest.raises(RuleBroken, match="没有这个单位"):
        open_feed(plant("别处"), by=clerk, at=AT)
    Person.objects.filter(pk=clerk.pk).update(unit=plant("他处"))
    with pytest.raises(RuleBroken, match="无效"):
        use_feed(secret_of(link.nonce), at=AT)


def test_a_closed_account_has_no_feed(clerk: Person, leader: Person) -> None:
    link = open_feed(by=clerk, at=AT)
    set_active(clerk, False, by=leader, at=AT)
    with pytest.raises(RuleBroken, match="无效"):
        use_feed(secret_of(link.nonce), at=AT)


def test_feeds_are_for_their_person_and_administrators(clerk: Person, leader: Person, stranger: Person) -> None:
    link = open_feed(by=clerk, at=AT)
    assert list(feeds_visible_to(clerk)) == list(feeds_visible_to(leader)) == [link]
    assert not feeds_visible_to(stranger).exists()
    with pytest.raises(RuleBroken, match="权限"):
        revoke_feed(link, by=stranger, at=AT)

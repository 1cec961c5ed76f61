"""Who is signed in, read for every page."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mofan.org.models import Person
from mofan.org.sessions import Accounts, SessionStore


def test_it_gives_the_person_with_the_unit_in_two_statements(clerk: Person) -> None:
    with CaptureQueriesContext(connection) as asked:
        found = Accounts().get_user(clerk.pk)
        assert found is not None
        assert found == clerk
        assert str(found.unit) == "安澜县水务局"
    assert len(asked) == 2


def test_a_closed_account_and_an_unknown_one_are_nobody(clerk: Person) -> None:
    assert Accounts().get_user(clerk.pk + 1) is None
    Person.objects.filter(pk=clerk.pk).update(is_active=False)
    assert Accounts().get_user(clerk.pk) is None


def test_a_session_holds_until_its_time_is_over(clerk: Person) -> None:
    kept = SessionStore()
    kept["seen"] = 5
    kept.save()
    assert SessionStore(kept.session_key)["seen"] == 5
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    over = SessionStore(kept.session_key)
    assert over.load() == {}
    assert over.session_key is None


def test_whoever_loses_the_account_has_no_page_more(clerk: Person) -> None:
    browser = Client()
    browser.force_login(clerk)
    assert browser.get(reverse("account")).status_code == 200
    Person.objects.filter(pk=clerk.pk).update(is_active=False)
    assert browser.get(reverse("account")).status_code == 302

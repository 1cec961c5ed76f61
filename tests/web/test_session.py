"""Coming in and going out."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mofan.org.models import Person
from tests.make import PASSWORD


def test_the_right_password_opens_the_house(clerk: Person) -> None:
    client = Client()
    assert "登录" in client.get(reverse("login")).content.decode()
    answer = client.post(reverse("login"), {"account": "clerk", "password": PASSWORD})
    assert answer["Location"] == reverse("home")
    assert client.get(reverse("home")).status_code == 200
    assert client.get(reverse("login"))["Location"] == reverse("home")
    assert client.post(reverse("logout"))["Location"] == reverse("login")
    assert client.get(reverse("home")).status_code == 302


def test_a_wrong_password_is_said_in_the_error_summary(clerk: Person) -> None:
    page = Client().post(reverse("login"), {"account": "clerk", "password": "x"}).content.decode()
    assert "<title>有误：登录" in page
    assert "账号或密码不对" in page


def test_an_empty_form_names_both_fields(db: None) -> None:
    page = Client().post(reverse("login"), {}).content.decode()
    assert 'href="#id_account">账号：这一项要填写。' in page
    assert 'href="#id_password">密码：这一项要填写。' in page
    assert 'aria-invalid="true"' in page


def test_five_failures_lock_the_account(clerk: Person) -> None:
    client = Client()
    for _ in range(5):
        client.post(reverse("login"), {"account": "clerk", "password": "x"})
    page = client.post(reverse("login"), {"account": "clerk", "password": PASSWORD}).content.decode()
    assert "已锁定" in page


@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [
        ("/sources/?state=refused", "/sources/?state=refused"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_it_leads_on_only_inside_the_house(wanted: str, led_to: str, clerk: Person) -> None:
    given = {"account": "clerk", "password": PASSWORD, "next": wanted}
    assert Client().post(reverse("login"), given)["Location"] == led_to


def test_the_page_asked_for_is_kept_in_the_form(clerk: Person) -> None:
    first = Client().get("/sources/", follow=True)
    assert 'name="next" value="/sources/"' in first.content.decode()


def test_a_part_asked_for_after_the_session_ended_loads_the_whole_page(db: None) -> None:
    answer = Client().get(reverse("library"), headers={"HX-Request": "true"}, follow=True)
    assert answer["HX-Refresh"] == "true"


def test_health_answers_without_a_login(db: None, home: object) -> None:
    answer = Client().get(reverse("health"))
    assert answer.json() == {"status": "ok"}


def test_signing_out_needs_a_post(clerks: Client) -> None:
    assert clerks.get(reverse("logout")).status_code == 405


def test_a_wrong_password_does_not_lose_the_page_asked_for(client: Client, stranger: Person) -> None:
    again = client.post("/login", {"account": "stranger", "password": "no", "next": "/sources/"})
    assert 'name="next" value="/sources/"' in again.content.decode()


def test_reading_writes_a_sign_of_life_once_a_minute(clerks: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    clerks.get(reverse("library"))
    with CaptureQueriesContext(connection) as asked:
        clerks.get(reverse("library"))
    assert [query["sql"] for query in asked if not query["sql"].startswith("SELECT")] == []
    seen = clerks.session["seen"]
    later = timezone.now() + timedelta(minutes=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    clerks.get(reverse("library"))
    assert clerks.session["seen"] > seen

"""The accounts, for administrators."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from mofan.org.models import Person
from mofan.org.roles import Role
from tests.make import PASSWORD

GIVEN = {"account": "xumian", "name": "许勉", "role": "reader", "password": "Anlan-2027"}


def test_an_administrator_opens_an_account(leaders: Client) -> None:
    answer = leaders.post(reverse("people"), GIVEN, follow=True)
    assert "已建立“许勉”的账号" in answer.content.decode()
    assert "待改密码" in answer.content.decode()


def test_a_taken_account_and_a_weak_password_are_said(leaders: Client, clerk: Person) -> None:
    page = leaders.post(reverse("people"), GIVEN | {"account": "clerk"}).content.decode()
    assert "已有人用" in page
    assert "密码不够强" in leaders.post(reverse("people"), GIVEN | {"password": "1234"}).content.decode()


def test_a_one_time_password_is_shown_once(leaders: Client, clerk: Person) -> None:
    page = leaders.post(reverse("reset_password", args=[clerk.pk])).content.decode()
    (password,) = re.findall(r'class="code">([\w-]+)<', page)
    clerk.refresh_from_db()
    assert clerk.check_password(password)
    assert password not in leaders.get(reverse("person", args=[clerk.pk])).content.decode()


def test_a_role_is_changed_with_history(leaders: Client, clerk: Person) -> None:
    answer = leaders.post(reverse("set_role", args=[clerk.pk]), {"role": "reader"}, follow=True)
    clerk.refresh_from_db()
    assert clerk.role == Role.READER
    assert "素材库管理员 → 读者" in answer.content.decode()
    assert "有误" in leaders.post(reverse("set_role", args=[clerk.pk]), {"role": "king"}).content.decode()


def test_an_account_is_closed_and_reopened(leaders: Client, clerk: Person) -> None:
    leaders.post(reverse("set_active", args=[clerk.pk]), {"active": "0"})
    clerk.refresh_from_db()
    assert not clerk.is_active
    page = leaders.post(reverse("set_active", args=[clerk.pk]), {"active": "1"}, follow=True).content.decode()
    assert "已启用" in page


def test_the_last_administrator_stays(leader: Person, leaders: Client) -> None:
    page = leaders.post(reverse("set_role", args=[leader.pk]), {"role": "reader"}).content.decode()
    assert "最后一位系统管理员" in page
    page = leaders.post(reverse("set_active", args=[leader.pk]), {"active": "0"}).content.decode()
    assert "最后一位系统管理员" in page


def test_a_locked_account_says_until_when(leaders: Client, clerk: Person) -> None:
    for _ in range(5):
        Client().post(reverse("login"), {"account": "clerk", "password": "x"})
    assert "账号锁定到" in leaders.get(reverse("person", args=[clerk.pk])).content.decode()
    assert PASSWORD


@pytest.mark.parametrize("who", ["clerks", "strangers"])
def test_for_anybody_else_the_room_is_not_there(who: str, clerk: Person, request: pytest.FixtureRequest) -> None:
    client: Client = request.getfixturevalue(who)
    assert client.get(reverse("people")).status_code == 404
    assert client.post(reverse("people"), GIVEN).status_code == 404
    assert client.get(reverse("person", args=[clerk.pk])).status_code == 404
    for name in ("reset_password", "set_role", "set_active"):
        assert client.post(reverse(name, args=[clerk.pk])).status_code == 404


def test_a_list_of_accounts_takes_few_queries(leaders: Client, django_assert_max_num_queries: object) -> None:
    from tests.make import make_person

    for number in range(12):
        make_person(f"reader{number}")
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        leaders.get(reverse("people"))

"""Tokens of the interface on the page of the own account."""

import re
from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mofan.org.actions import Issued, issue_token, use_token
from mofan.org.models import ApiToken, Person
from mofan.org.roles import Right
from tests.make import AT

GIVEN = {"name": "档案室同步", "scopes": ["read", "ingest"], "days": "30"}


def issue(person: Person) -> Issued:
    return issue_token("旧的", [Right.READ], lasts=timedelta(days=1), by=person, at=timezone.now())


def test_a_token_is_issued_and_its_secret_shown_once(clerk: Person, clerks: Client) -> None:
    page = clerks.post(reverse("issue_token"), GIVEN)
    found = re.search(r"mofan_[0-9a-f]{8}_[\w-]{43}", page.content.decode())
    assert found
    assert "no-store" in page["Cache-Control"]
    token = use_token(found[0], at=timezone.now())
    assert (token.person, token.rights) == (clerk, (Right.READ, Right.INGEST))
    later = clerks.get(reverse("account")).content.decode()
    assert found[0] not in later
    assert f"mofan_{token.prefix}" in later
    assert "档案室同步" in later


def test_a_reader_is_offered_reading_alone(strangers: Client) -> None:
    page = strangers.get(reverse("account")).content.decode()
    assert 'value="read"' in page
    assert 'value="ingest"' not in page
    answer = strangers.post(reverse("issue_token"), GIVEN).content.decode()
    assert "令牌的范围不能超出您自己的权限" in answer
    assert not ApiToken.objects.exists()


def test_what_is_wrong_is_said_at_the_field(clerks: Client) -> None:
    page = clerks.post(reverse("issue_token"), {"name": "", "days": "8"}).content.decode()
    assert "<title>有误：" in page
    assert page.count("这一项要填写。") == 4
    assert not ApiToken.objects.exists()


def test_a_token_is_revoked(clerk: Person, clerks: Client) -> None:
    made = issue(clerk)
    address = reverse("revoke_token", args=[made.token.pk])
    assert clerks.get(address).status_code == 405
    page = clerks.post(address, follow=True).content.decode()
    assert "令牌“旧的”已撤销" in page
    assert "popovertarget" not in page
    assert "已经撤销过了" in clerks.post(address).content.decode()


def test_nobody_finds_anothers_token(clerk: Person, strangers: Client, leaders: Client) -> None:
    made = issue(clerk)
    for others in (strangers, leaders):
        assert "旧的" not in others.get(reverse("account")).content.decode()
        assert others.post(reverse("revoke_token", args=[made.token.pk])).status_code == 404


def test_an_expired_token_says_so(clerk: Person, clerks: Client) -> None:
    issue_token("过期的", [Right.READ], lasts=timedelta(minutes=1), by=clerk, at=AT)
    assert "已到期" in clerks.get(reverse("account")).content.decode()

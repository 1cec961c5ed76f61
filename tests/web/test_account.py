"""The own account."""

from django.test import Client
from django.urls import reverse

from mofan.org.actions import log_access, reset_password
from mofan.org.models import Person
from tests.make import AT, PASSWORD
from tests.web.conftest import Enter

NEW = "Qingtang-2026"


def test_it_shows_who_i_am_and_what_i_did(clerk: Person, clerks: Client) -> None:
    log_access("下载", by=clerk, at=AT, detail="防汛.docx", address="10.0.0.8")
    page = clerks.get(reverse("account")).content.decode()
    for shown in ("程以宁", "安澜县水务局", "素材库管理员", "防汛.docx", "10.0.0.8"):
        assert shown in page


def test_the_log_shows_my_lines_only_to_an_administrator_too(clerk: Person, leaders: Client) -> None:
    log_access("下载", by=clerk, at=AT, detail="别人的.docx")
    assert "别人的" not in leaders.get(reverse("account")).content.decode()


def test_it_changes_the_password_and_keeps_me_signed_in(clerk: Person, clerks: Client) -> None:
    answer = clerks.post(reverse("account"), {"old": PASSWORD, "new": NEW, "again": NEW}, follow=True)
    assert "密码已改" in answer.content.decode()
    clerk.refresh_from_db()
    assert clerk.check_password(NEW)


def test_what_is_wrong_is_said_at_the_field_and_above(clerks: Client) -> None:
    page = clerks.post(reverse("account"), {"old": PASSWORD, "new": NEW, "again": "x"}).content.decode()
    assert "<title>有误：" in page
    assert page.count("两次输入的新密码不一致。") == 2
    page = clerks.post(reverse("account"), {"old": "x", "new": NEW, "again": NEW}).content.decode()
    assert "原密码不对" in page


def test_a_one_time_password_must_be_changed_before_anything_else(clerk: Person, leader: Person, enter: Enter) -> None:
    given = reset_password(clerk, by=leader, at=AT)
    clerk.refresh_from_db()
    client = enter(clerk)
    for name in ("home", "library", "upload"):
        assert client.get(reverse(name))["Location"] == reverse("account")
    page = client.get(reverse("account")).content.decode()
    assert "先改密码" in page
    assert "/library/" not in page
    client.post(reverse("account"), {"old": given.password, "new": NEW, "again": NEW})
    assert client.get(reverse("home")).status_code == 200

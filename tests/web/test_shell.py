"""What holds for every page."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from django.urls.converters import IntConverter

from mofan.library.models import Piece
from mofan.web.shell import NOT_FOR_SECRETS
from mofan.web.urls import urlpatterns

OPEN = {"login", "health"}
PUBLIC = {"portal", "hand_in", "follow", "privacy", "public_figures", "case_code", "case_picture", "rate_case"}
"""For people without an account: what they show is tested in test_case_public.py."""
BY_SECRET = {"feed", "material_feed"}
"""Open to whoever has the address: what it shows is tested in test_feeds.py."""


def address_of(pattern: URLPattern) -> str:
    keys: dict[str, Any] = {
        name: 1 if isinstance(kind, IntConverter) else "docx" for name, kind in pattern.pattern.converters.items()
    }
    assert pattern.name
    return reverse(pattern.name, kwargs=keys)


PAGES = ["home", "library", "arrivals", "upload", "sources", "account"]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_stands_in_the_shell(name: str, clerks: Client) -> None:
    page = clerks.get(reverse(name)).content.decode()
    assert '<html lang="zh-CN">' in page
    assert NOT_FOR_SECRETS in page
    assert page.count("<h1") == 1
    assert "素材库" in page
    assert "程以宁" in page


@pytest.mark.parametrize("pattern", urlpatterns, ids=lambda pattern: pattern.name)
def test_every_page_but_login_and_health_needs_a_login(pattern: URLPattern, db: None, home: object) -> None:
    client = Client()
    for answer in (client.get(address_of(pattern)), client.post(address_of(pattern))):
        if pattern.name in OPEN:
            assert answer.status_code == 200
        elif pattern.name in PUBLIC | BY_SECRET:
            assert answer.status_code in (200, 404, 405, 422)
        else:
            assert answer.status_code == 302
            assert answer["Location"].startswith(reverse("login"))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_carries_a_strict_content_security_policy(name: str, clerks: Client) -> None:
    policy = clerks.get(reverse(name))["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fetches_nothing_from_elsewhere_and_has_nothing_inline(
    name: str, clerks: Client, compiled: list[Piece]
) -> None:
    page = clerks.get(reverse(name)).content.decode()
    assert not re.findall(r"""(?:src|href|action)=["'](?:https?:)?//""", page)
    assert not re.findall(r"<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon[a-z]+=\"", page)


def test_the_rail_leads_only_to_rooms_that_this_person_may_enter(
    clerks: Client, leaders: Client, strangers: Client
) -> None:
    def doors(client: Client) -> list[str]:
        rail = client.get("/").content.decode().split('aria-label="主导航"')[1].split("</nav>")[0]
        return re.findall(r">([^<>\s]+)</a>", rail)

    rooms = ["今日", "素材库", "台账", "事项", "起草", "数", "校对", "查重"]
    assert doors(strangers) == [*rooms, "来源", "单位", "日历"]
    assert doors(clerks) == [*rooms, "入库", "来源", "单位", "日历"]
    assert doors(leaders) == [*rooms, "入库", "来源", "单位", "日历", "账号"]


def test_how_to_use_it_tells_of_the_rooms_that_this_person_may_enter(leaders: Client, strangers: Client) -> None:
    page = strangers.get(reverse("help")).content.decode()
    assert "检索怎么写" in page
    assert "交文件进素材库" not in page
    assert "开账号" not in page
    assert "交文件进素材库" in leaders.get(reverse("help")).content.decode()
    for way in (reverse("help"), reverse("report_burden")):
        assert f'href="{way}"' in strangers.get("/").content.decode()


def test_the_place_where_one_is_is_marked(clerks: Client) -> None:
    assert 'href="/sources/" aria-current="page"' in clerks.get(reverse("sources")).content.decode()


def test_the_browser_keeps_no_page_for_whoever_comes_next(clerks: Client) -> None:
    assert "no-store" in clerks.get("/")["Cache-Control"]


def test_a_demonstration_says_that_it_is_one(clerks: Client, settings: Any) -> None:
    assert "演示数据" not in clerks.get("/").content.decode()
    settings.DEMO = True
    assert "演示数据" in clerks.get("/").content.decode()


def test_what_is_not_there_is_said_in_chinese_in_the_shell(clerks: Client) -> None:
    answer = clerks.get("/nowhere")
    assert answer.status_code == 404
    assert "没有这一页" in answer.content.decode()
    assert "主导航" in answer.content.decode()


def test_a_forged_form_is_refused_in_chinese(clerks: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = clerks.cookies
    answer = strict.post(reverse("logout"))
    assert answer.status_code == 403
    assert "页面放得太久了" in answer.content.decode()


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_the_pages_for_faults_stand_without_a_request(name: str) -> None:
    from django.template.loader import render_to_string

    assert "再试" in render_to_string(name)


def test_an_index_that_cannot_answer_says_why(clerks: Client, home: Any) -> None:
    place = home / "index"
    place.mkdir()
    (place / "somebody-elses").write_text("x")
    answer = clerks.get(reverse("library"))
    assert answer.status_code == 503
    assert "不是检索索引" in answer.content.decode()


def test_a_fault_of_our_own_is_not_hidden(clerks: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("mofan.web.views.home.counts", fails)
    with pytest.raises(ZeroDivisionError):
        clerks.get("/")

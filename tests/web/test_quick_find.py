"""Suggestions, browsing, headings and kept searches as pages."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from mofan.library.models import Piece, SavedSearch
from mofan.org.models import Person
from tests.library.test_quick_find import FOCUS, HARD
from tests.make import AT, make_pieces


@pytest.fixture
def pieces(clerk: Person) -> list[Piece]:
    return make_pieces(clerk, "六个过硬.txt", HARD) + make_pieces(clerk, "汇报.txt", FOCUS)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def total_of(client: Client, address: str) -> int:
    found = re.search(r"共 <strong>([\d,]+)</strong> 篇", page(client, address))
    assert found, address
    return int(found[1].replace(",", ""))


def test_initials_bring_a_list_of_options(strangers: Client, pieces: list[Piece]) -> None:
    options = page(strangers, reverse("suggest") + "?q=mfjg")
    assert '<li role="option" id="offer-1"' in options
    assert 'data-address="/library/?q=%E2%80%9C%E6%A8%A1%E8%8C%83' in options
    assert f'data-address="/library/{pieces[1].pk}/"' in options
    assert "套话\u30001 篇" in options
    assert "<html" not in options
    assert page(strangers, reverse("suggest")) == "\n"


def test_initials_that_are_sent_off_say_what_was_perhaps_meant(strangers: Client, pieces: list[Piece]) -> None:
    found = page(strangers, reverse("library") + "?q=mfjg")
    assert "也许要找" in found
    assert total_of(strangers, reverse("library") + "?q=“模范机关”") == 1
    assert 'href="/library/?q=%E2%80%9C%E6%A8%A1%E8%8C%83%E6%9C%BA%E5%85%B3%E2%80%9D">模范机关<' in found
    assert "也许要找" not in page(strangers, reverse("library") + "?q=模范机关")


def test_a_suggested_theme_leads_to_its_pieces(strangers: Client, pieces: list[Piece]) -> None:
    theme = pieces[1].themes[0]
    options = page(strangers, reverse("suggest") + f"?q={theme}")
    address = re.search(r'data-address="(/library/\?themes=[^"]+)"', options)
    assert address
    assert total_of(strangers, address[1]) >= 1


def test_suggestions_are_for_those_who_are_signed_in(client: Client, pieces: list[Piece]) -> None:
    assert client.get(reverse("suggest") + "?q=mfjg").status_code == 302


def test_every_number_of_the_browsing_page_is_what_its_link_finds(strangers: Client, pieces: list[Piece]) -> None:
    for address in ("", "?by=themes&across=genre", "?by=year&across=year", "?by=x&across=y"):
        browse = page(strangers, reverse("browse") + address)
        links = re.findall(r'<a href="(/library/\?[^"]+)">(?:[^<]*<span class="n">)?([\d,]+)<', browse)
        assert links
        for link, number in links:
            assert total_of(strangers, link) == int(number.replace(",", "")), link


def test_an_empty_library_has_nothing_to_browse(strangers: Client, clerks: Client) -> None:
    assert "素材库管理员把材料交进来以后" in page(strangers, reverse("browse"))
    assert "去入库" in page(clerks, reverse("browse"))


def test_a_slogan_shows_its_headings_and_the_piece(strangers: Client, pieces: list[Piece]) -> None:
    found = page(strangers, reverse("headings") + "?q=六个过硬")
    assert "6 个一组、含“…过硬…”的排比标题：1 种句式，用在 1 篇里，共 1 组。" in found
    assert "<p>一、政治过硬，把稳思想之舵</p>" in found
    assert f'href="/library/{pieces[0].pk}/"' in found
    assert "复制这一组" in found
    literal = re.search(r'原话在 <a href="([^"]+)">(\d+)</a>', found)
    assert literal
    assert total_of(strangers, literal[1]) == int(literal[2]) == 1


def test_headings_are_narrowed_and_paged(strangers: Client, pieces: list[Piece]) -> None:
    genre = pieces[0].genre
    assert "共 1 组" in page(strangers, reverse("headings") + f"?q=过硬&genre={genre}&page=7")
    assert "没有这样收窄的" in page(strangers, reverse("headings") + "?q=过硬&unit_kind=银行")


def test_nothing_found_and_nothing_asked_give_examples(strangers: Client, pieces: list[Piece]) -> None:
    for address in ("", "?q=查无此词", "?q=…"):
        assert "四聚焦四强化" in page(strangers, reverse("headings") + address)


def test_a_search_is_kept_and_says_what_is_new(strangers: Client, clerk: Person, pieces: list[Piece]) -> None:
    shown = page(strangers, reverse("library") + "?q=过硬&page=1")
    assert 'name="address" value="q=%E8%BF%87%E7%A1%AC"' in shown
    strangers.post(reverse("save_search"), {"name": "过硬材料", "address": "?q=过硬&page=3&nonsense=1"})
    assert SavedSearch.objects.get().address == "q=%E8%BF%87%E7%A1%AC"
    assert "没有新到" in page(strangers, reverse("saved"))
    make_pieces(clerk, "又一篇.txt", HARD.replace("安澜", "青塘"))
    for address in (reverse("home"), reverse("library"), reverse("saved")):
        shown = page(strangers, address)
        link = re.search(r'href="(/library/saved/\d+/new/\?since=[^"]+)"[^>]*>新到 1 篇', shown)
        assert link, address
        new = link[1]
    assert "共 1 篇" in page(strangers, new)
    assert "共 1 篇" in page(strangers, new)
    assert "没有新到" in page(strangers, reverse("saved"))
    assert "没有新到" in page(strangers, reverse("saved_new", args=[SavedSearch.objects.get().pk]) + "?since=x")


def test_a_kept_search_is_renamed_removed_and_brought_back(strangers: Client) -> None:
    strangers.post(reverse("save_search"), {"name": "防汛", "address": "q=防汛"})
    saved = SavedSearch.objects.get()
    assert "已改名" in unescape(
        strangers.post(reverse("rename_saved", args=[saved.pk]), {"name": "汛期"}, follow=True).content.decode()
    )
    assert "已移除" in unescape(strangers.post(reverse("remove_saved", args=[saved.pk]), follow=True).content.decode())
    assert "汛期" in page(strangers, reverse("saved"))
    strangers.post(reverse("bring_saved_back", args=[saved.pk]))
    saved.refresh_from_db()
    assert (saved.name, saved.removed_at) == ("汛期", None)


def test_what_cannot_be_done_is_said(strangers: Client) -> None:
    def said(address: str, given: dict[str, str]) -> str:
        return unescape(strangers.post(address, given, follow=True).content.decode())

    assert "没有检索条件可存" in said(reverse("save_search"), {"name": "全部"})
    said(reverse("save_search"), {"name": "防汛", "address": "q=防汛"})
    assert "起个名字" in said(reverse("rename_saved", args=[SavedSearch.objects.get().pk]), {"name": " "})


def test_nobody_else_sees_or_changes_a_kept_search(strangers: Client, clerks: Client, stranger: Person) -> None:
    saved = SavedSearch.objects.create(person=stranger, name="我的", address="q=a", created_at=AT, seen_at=AT)
    assert "我的" not in page(clerks, reverse("saved"))
    assert clerks.get(reverse("saved_new", args=[saved.pk])).status_code == 404
    for name in ("rename_saved", "remove_saved", "bring_saved_back"):
        assert clerks.post(reverse(name, args=[saved.pk]), {"name": "x"}).status_code == 404
        assert strangers.get(reverse(name, args=[saved.pk])).status_code == 405

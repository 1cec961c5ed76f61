"""Search, facets, suggestions."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from mofan.api.searching import Narrowing
from mofan.library.finding import FACETS
from mofan.library.models import Piece
from mofan.org.models import Person
from mofan.search import SearchError
from tests.api.conftest import Program
from tests.library.samples import jsonl
from tests.make import make_pieces


def test_it_finds_as_the_page_does(stranger: Person, strangers: Program, compiled: list[Piece]) -> None:
    found = strangers.get("/search", q="突击队 堤段").json()
    assert (found["total"], found["page"], found["size"], found["pages"]) == (1, 1, 20, 1)
    hit = found["items"][0]
    assert (hit["id"], hit["title"], hit["unit"]) == (compiled[0].pk, compiled[0].title, "青塘县水务局")
    browser = Client()
    browser.force_login(stranger)
    page = browser.get(reverse("library"), {"q": "突击队 堤段"}).content.decode()
    assert f"/library/{hit['id']}/" in page


def test_the_quote_says_where_the_words_stand(strangers: Program, compiled: list[Piece]) -> None:
    hit = strangers.get("/search", q="突击队").json()["items"][0]
    quote = hit["quote"]
    assert {quote["text"][one["start"] : one["end"]] for one in quote["matches"]} == {"突击队"}
    whole = strangers.get(f"/pieces/{hit['id']}/text").json()
    start = whole["body_start"] + quote["start"]
    assert whole["text"][start : start + len(quote["text"])] == quote["text"]


def test_matches_of_the_title_are_told_too(strangers: Program, compiled: list[Piece]) -> None:
    hit = strangers.get("/search", q="守护一方").json()["items"][0]
    assert [hit["title"][one["start"] : one["end"]] for one in hit["title_matches"]] == ["守护一方"]


def test_filters_narrow_and_a_facet_may_be_asked_for_twice(strangers: Program, compiled: list[Piece]) -> None:
    everything = strangers.get("/search").json()
    assert everything["total"] == 2
    level = compiled[0].unit_level
    assert strangers.get("/search", level=level).json()["total"] == 2
    assert strangers.get("/search", level="国家").json()["total"] == 0
    assert strangers.get("/search", level=["国家", level]).json()["total"] == 2
    assert strangers.get("/facets", level=level).json()["facets"] == everything["facets"]


def test_every_facet_of_the_page_can_be_asked_for_here() -> None:
    assert set(Narrowing.model_fields) == {"q", *FACETS}


def test_what_was_corrected_or_relaxed_is_said(strangers: Program, compiled: list[Piece]) -> None:
    corrected = strangers.get("/search", q="突击坠").json()
    assert corrected["corrected"] in ([], [{"asked": "突击坠", "used": "突击队"}])
    relaxed = strangers.get("/search", q="突击队 办事窗口").json()
    assert relaxed["relaxed"]
    assert relaxed["total"] == 2


def test_pages_lead_to_each_other_in_one_order(clerk: Person, clerks: Program) -> None:
    rows = [{"id": str(no), "text": f"青塘县第{no}次巡堤记录\n堤段完好，无险情。"} for no in range(7)]
    make_pieces(clerk, "巡堤.jsonl", jsonl(*rows))
    seen: list[int] = []
    address = "/api/v1/search?q=巡堤记录&order=oldest&size=3"
    while address:
        answer = clerks.get(address.removeprefix("/api/v1"))
        seen += [hit["id"] for hit in answer.json()["items"]]
        found = re.search(r'<([^>]+)>; rel="next"', answer.headers.get("Link", ""))
        address = found[1] if found else ""
    assert len(seen) == len(set(seen)) == 7
    last = clerks.get("/search", q="巡堤记录", order="oldest", size=3, page=3)
    assert [hit["id"] for hit in last.json()["items"]] == seen[6:]
    assert 'rel="prev"' in last["Link"]
    assert 'rel="next"' not in last["Link"]


def test_a_page_far_beyond_the_last_is_empty_and_leads_back(strangers: Program, compiled: list[Piece]) -> None:
    for path in ("/search", "/pieces", "/sources"):
        answer = strangers.get(path, page=100_000, size=100)
        assert answer.status_code == 200, path
        assert answer.json()["items"] == []
        assert 'rel="prev"' in answer["Link"]


def test_an_index_that_does_not_answer_is_a_problem(strangers: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise SearchError("检索索引已损坏。请运行 mofan reindex 重建索引。")

    monkeypatch.setattr("mofan.api.searching.find", broken)
    answer = strangers.get("/search")
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "mofan reindex" in answer.json()["detail"]


def test_suggestions_come_while_one_types(strangers: Program, compiled: list[Piece]) -> None:
    answer = strangers.get("/suggest", q="筑牢", limit=5)
    assert answer.status_code == 200
    assert len(answer.json()["items"]) <= 5
    assert strangers.get("/suggest").status_code == 422


def test_it_is_said_while_pieces_wait_for_the_index(strangers: Program, compiled: list[Piece]) -> None:
    for address in ("/search", "/facets"):
        found = strangers.get(address).json()
        assert (found["due"], found["notice"]) == (0, None)
    Piece.objects.update(index_due=True)
    for address in ("/search", "/facets"):
        found = strangers.get(address).json()
        assert (found["due"], found["notice"]) == (
            2,
            "还有 2 篇正在编入索引，已编入 2 篇；编完以前，检索结果可能不全。",
        )

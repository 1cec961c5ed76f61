"""Whatever comes in gets a problem document, never a page and never a 500."""

import json
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from mofan.api.problems import KINDS, MEDIA_TYPE, SAID
from tests.api.conftest import Program

HUGE = "9" * 5000


def is_problem(answer: Any, status: int) -> bool:
    document = answer.json()
    return bool(
        answer["Content-Type"] == MEDIA_TYPE
        and answer.status_code == document["status"] == status
        and {"type", "title", "status", "detail", "instance"} <= document.keys()
        and any(one for one in document["detail"] if "\u4e00" <= one <= "\u9fff")
    )


@pytest.mark.parametrize(
    ("path", "given", "where"),
    [
        ("/search", {"q": "\x00"}, "query.q"),
        ("/search", {"q": "长" * 501}, "query.q"),
        ("/search", {"page": "0"}, "query.page"),
        ("/search", {"page": HUGE}, "query.page"),
        ("/search", {"page": "１"}, "query.page"),
        ("/search", {"page": "1_0"}, "query.page"),
        ("/search", {"size": "101"}, "query.size"),
        ("/search", {"size": "-1"}, "query.size"),
        ("/search", {"order": "best"}, "query.order"),
        ("/search", {"genre": ""}, "query.genre.0"),
        ("/search", {"genre": ["文"] * 21}, "query.genre"),
        ("/pieces", {"day": "20260305"}, "query.day"),
        ("/pieces", {"day": "2026-02-30"}, "query.day"),
        ("/pieces", {"day": "1700000000"}, "query.day"),
        ("/sources", {"name": "a\x00b"}, "query.name"),
        ("/sources", {"state": "lost"}, "query.state"),
        ("/downloads/found", {"format": "exe"}, "query.format"),
        ("/suggest", {"q": "x", "limit": "1000"}, "query.limit"),
        ("/pieces/abc", {}, "path.id"),
        ("/pieces/0", {}, "path.id"),
        (f"/pieces/{HUGE}", {}, "path.id"),
        ("/pieces/%00", {}, "path.id"),
        ("/pieces/9223372036854775808", {}, "path.id"),
        ("/sources/-1", {}, "path.id"),
        ("/batches/1.5", {}, "path.id"),
    ],
)
def test_what_is_not_as_it_must_be_is_named(path: str, given: dict[str, Any], where: str, clerks: Program) -> None:
    answer = clerks.get(path, **given)
    assert is_problem(answer, 422), answer.content
    wrong = answer.json()["errors"][0]
    assert wrong["where"] == where
    assert wrong["what"]
    assert "{" not in wrong["what"]


@pytest.mark.parametrize(
    ("path", "given", "where", "there"),
    [
        ("/search", {"q": "台账", "gerne": "讲话"}, ["query.gerne"], "可用的参数有 page、size、q、genre、"),
        ("/search", {"Q": "台账", "page[]": "2"}, ["query.Q", "query.page[]"], "、source、order，请核对"),
        ("/suggest", {"query": "mf"}, ["query.query"], "可用的参数有 q、limit"),
        ("/pieces/1", {"format": "docx"}, ["query.format"], "这里不用参数"),
        ("/token", {"x" * 5000: "1"}, ["query." + "x" * 50], "这里不用参数"),
        ("/figures", {f"x{no}": "" for no in range(9)}, [f"query.x{no}" for no in range(5)], "words"),
    ],
)
def test_a_parameter_that_there_is_not_is_named_beside_those_that_there_are(
    path: str, given: dict[str, str], where: list[str], there: str, clerks: Program
) -> None:
    answer = clerks.get(path, **given)
    assert is_problem(answer, 422), answer.content
    assert [one["where"] for one in answer.json()["errors"]] == where
    assert there in answer.json()["detail"]
    assert all("参数" in one["what"] for one in answer.json()["errors"])


def test_a_parameter_that_there_is_not_is_refused_whatever_is_done_and_told_to_nobody_without_a_token(
    clerks: Program, db: None
) -> None:
    answer = clerks.post("/compare?deep=1", {"a": {"text": "甲"}, "b": {"text": "乙"}})
    assert is_problem(answer, 422)
    assert "“deep”" in answer.json()["detail"]
    assert clerks.ask("head", "/search?x=1").status_code == 422
    assert Client().get("/api/v1/search?x=1").status_code == 401


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (" ", 400),
        ("{", 400),
        ("[" * 100_000, 400),
        (b"\xff\xfe", 400),
        ("null", 422),
        ("[]", 422),
        ('{"texts": []}', 422),
        ('{"texts": [{"text": ""}]}', 422),
        ('{"texts": [{"text": "a\\u0000b"}]}', 422),
        ('{"texts": [{"text": "\\ud800"}]}', 422),
        ('{"texts": [{"text": 1}]}', 422),
        ('{"texts": [{"text": "x", "date": null}]}', 422),
        ('{"texts": [{"text": "x", "date": 20260305}]}', 422),
        ('{"texts": [{"text": "x", "标题": "y"}]}', 422),
        ('{"texts": [{"text": "x", "\\ud800": "y"}]}', 422),
        (json.dumps({"texts": [{"text": "x"}] * 1001}), 422),
        (json.dumps({"texts": [{"text": "长" * 200_001}]}), 422),
        ('{"texts": [{"text": "x"}], "x": ' + HUGE + "}", 400),
    ],
)
def test_a_body_that_is_not_as_it_must_be_is_refused(body: str | bytes, status: int, clerks: Program) -> None:
    assert is_problem(clerks.post("/ingest/texts", body), status)


def test_a_body_of_another_kind_is_refused(clerks: Program) -> None:
    answer = clerks.ask("post", "/compare", "a=1", content_type="application/x-www-form-urlencoded")
    assert is_problem(answer, 415)
    assert answer["Accept-Post"] == "application/json"
    assert is_problem(clerks.ask("post", "/ingest/files", "{}", content_type="application/json"), 415)
    broken = clerks.ask("post", "/ingest/files", "x", content_type="multipart/form-data")
    assert is_problem(broken, 400)


def test_a_body_too_large_is_refused_before_it_is_read(clerks: Program, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = clerks.post("/ingest/texts", {"texts": [{"text": "长" * 1000}]})
    assert is_problem(answer, 413)
    settings.UPLOAD_LIMIT = -64 * 1024
    assert is_problem(clerks.hand_in([]), 413)


def test_an_address_that_is_none_is_not_found(clerks: Program) -> None:
    for path in ("/nothing", "/pieces/1/nothing", "/pieces/", "/search/", "/ingest"):
        assert is_problem(clerks.get(path), 404), path


def test_a_method_that_is_none_is_not_allowed(clerks: Program) -> None:
    for method in ("post", "put", "patch", "delete"):
        answer = clerks.ask(method, "/search")
        assert is_problem(answer, 405)
        assert answer["Allow"] == "GET, HEAD, OPTIONS"
    assert clerks.get("/compare")["Allow"] == "OPTIONS, POST"


def test_options_say_what_may_be_asked_without_a_token(db: None) -> None:
    answer = Client().options("/api/v1/search")
    assert (answer.status_code, answer["Allow"], answer.content) == (204, "GET, HEAD, OPTIONS", b"")
    assert Client().options("/api/v1/nothing").status_code == 404


def test_head_gives_the_head_alone(clerks: Program, strangers: Program) -> None:
    whole, head = clerks.get("/token"), clerks.ask("head", "/token")
    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Length"] == str(len(whole.content))
    assert head["Content-Type"] == whole["Content-Type"]
    assert clerks.ask("head", "/pieces/987654").status_code == 404


def test_a_wrong_host_is_a_problem_too(db: None) -> None:
    answer = Client().get("/api/v1/search", headers={"Host": "elsewhere.example"})
    assert is_problem(answer, 400)


def test_what_breaks_inside_is_a_problem_without_its_reason(clerks: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("the secret reason")

    monkeypatch.setattr("mofan.api.searching.find", broken)
    clerks.client.raise_request_exception = False
    answer = clerks.get("/search")
    assert is_problem(answer, 500)
    assert b"secret" not in answer.content


def test_nothing_is_kept_on_the_way(clerks: Program) -> None:
    answer = clerks.get("/token")
    assert "no-store" in answer["Cache-Control"]
    assert "Authorization" in answer["Vary"]
    assert "Set-Cookie" not in answer


def test_every_mistake_has_a_chinese_sentence() -> None:
    assert all(any("\u4e00" <= char <= "\u9fff" for char in said) for said in SAID.values())
    assert len({kind.name for kind in KINDS}) == len({kind.status for kind in KINDS}) == len(KINDS)

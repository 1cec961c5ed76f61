"""The page of the interface and its schema."""

from django.test import Client

from mofan.api.interface import interface
from mofan.org.models import Person


def test_the_page_lists_every_operation_of_the_schema(db: None) -> None:
    page = Client().get("/api/v1/")
    assert page.status_code == 200
    text = page.content.decode()
    for path, operations in interface.get_openapi_schema()["paths"].items():
        for method, one in operations.items():
            assert f"{method.upper()} {path}" in text
            assert one["summary"] in text
    assert "rate-limited" in text


def test_the_page_says_which_scope_an_operation_needs_and_which_are_counted_apart(db: None) -> None:
    text = Client().get("/api/v1/").content.decode()
    search, handing_in = text.split("GET /api/v1/search<")[1], text.split("POST /api/v1/ingest/files<")[1]
    assert "<code>read</code>" in search[:200]
    assert "费力" not in search[:200]
    assert "<code>ingest</code>" in handing_in[:200]
    assert "费力" in handing_in[:200]


def test_the_page_stands_under_the_same_policy_as_all_pages(db: None) -> None:
    assert "default-src 'none'" in Client().get("/api/v1/")["Content-Security-Policy"]


def test_the_page_and_the_schema_do_not_know_who_asks(clerk: Person) -> None:
    client = Client()
    client.force_login(clerk)
    assert client.get("/api/v1/").content == Client().get("/api/v1/").content
    assert client.get("/api/v1/openapi.json").json()["openapi"] == "3.1.0"
    assert client.get("/api/v1", follow=True).status_code == 200

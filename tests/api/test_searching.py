"""Search and facets."""

from mofan.library.models import Piece
from tests.api.conftest import Program


def test_it_finds_as_the_page_does(strangers: Program, compiled: list[Piece]) -> None:
    answer = strangers.get("/search", q="突击队 堤段")
    assert answer.status_code == 200, answer.content
    found = answer.json()
    assert (found["total"], found["page"], found["size"], found["pages"]) == (1, 1, 20, 1)
    hit = found["items"][0]
    assert hit["id"] == compiled[0].pk
    quote = hit["quote"]
    assert {quote["text"][one["start"] : one["end"]] for one in quote["matches"]} <= {"突击队", "堤段"}

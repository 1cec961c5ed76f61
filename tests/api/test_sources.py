"""Sources: lists, one, the original bytes."""

from mofan.library.ingestion.receiving import store
from mofan.library.models import Piece
from mofan.org.models import Access, Person
from tests.api.conftest import Program
from tests.library.samples import COMPILATION, jsonl
from tests.make import make_source


def test_a_source_is_told_with_its_pieces(strangers: Program, compiled: list[Piece]) -> None:
    found = strangers.get("/sources").json()
    assert [one["name"] for one in found["items"]] == ["经验材料（2篇）.txt"]
    sheet = strangers.get(f"/sources/{found['items'][0]['id']}").json()
    assert [one["id"] for one in sheet["pieces"]] == [one.pk for one in compiled]
    assert (sheet["piece_count"], sheet["members"], sheet["state"]) == (2, 0, "done")


def test_sources_are_narrowed(clerks: Program, compiled: list[Piece]) -> None:
    assert clerks.get("/sources", state="refused").json()["total"] == 0
    assert clerks.get("/sources", name="经验").json()["total"] == 1
    assert clerks.get("/sources", name="没有这个名").json()["total"] == 0
    day = compiled[0].source.received_at.astimezone().date()
    assert clerks.get("/sources", day=f"{day:%Y-%m-%d}", state="done").json()["total"] in (0, 1)


def test_the_original_comes_as_it_was(clerks: Program, compiled: list[Piece]) -> None:
    answer = clerks.get(f"/sources/{compiled[0].source_id}/original")
    assert answer.getvalue() == COMPILATION.encode()
    assert answer["Content-Type"] == "application/octet-stream"
    assert Access.objects.filter(what="取原件", detail__startswith="接口：").count() == 1


def test_a_record_gives_the_whole_bulk_file(clerk: Person, clerks: Program) -> None:
    data = jsonl({"id": "a", "text": "青塘县值班记录\n一切正常。"})
    bulk = make_source(clerk, "成批.jsonl", data)
    record = bulk.members.get()
    assert clerks.get(f"/sources/{record.pk}/original").getvalue() == data.encode()
    assert clerks.get(f"/sources/{bulk.pk}").json()["members"] == 1


def test_an_original_that_is_gone_is_said_to_be(clerks: Program, compiled: list[Piece]) -> None:
    store().path(compiled[0].source.sha256).unlink()
    answer = clerks.get(f"/sources/{compiled[0].source_id}/original")
    assert answer.status_code == 404
    assert "找系统管理员" in answer.json()["detail"]
    assert not Access.objects.filter(what="取原件").exists()

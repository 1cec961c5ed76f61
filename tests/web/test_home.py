"""The first page."""

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mofan.library.ingestion.receiving import open_batch, receive
from mofan.library.models import Candidate, Origin, Piece
from mofan.org.models import Person
from tests.library.samples import SINGLE
from tests.make import make_pieces


def test_it_says_what_the_library_holds_and_what_came_in(clerks: Client, compiled: list[Piece]) -> None:
    page = clerks.get(reverse("home")).content.decode()
    assert '馆藏 <a href="/library/">2</a> 篇' in page
    for piece in compiled:
        assert piece.title in page
    assert 'type="search"' in page


def test_an_empty_library_says_what_to_do(clerks: Client, strangers: Client) -> None:
    assert "去入库" in clerks.get(reverse("home")).content.decode()
    page = strangers.get(reverse("home")).content.decode()
    assert "素材库管理员把材料交进来以后" in page
    assert "/upload" not in page


def test_what_was_refused_today_needs_attention(clerk: Person, clerks: Client, strangers: Client) -> None:
    now = timezone.now()
    receive(open_batch(Origin.UPLOAD, by=clerk, at=now), "空的.txt", [b""], at=now)
    make_pieces(clerk, "档案馆.txt", SINGLE)
    page = clerks.get(reverse("home")).content.decode()
    assert "空的.txt" in page
    assert "state=refused" in page
    assert "空的.txt" not in strangers.get(reverse("home")).content.decode()


def test_a_doubtful_find_needs_attention(clerks: Client, strangers: Client, compiled: list[Piece]) -> None:
    piece = compiled[0]
    Candidate.objects.create(
        source=piece.source, piece=piece, start=piece.start, end=piece.start + 4, text="筑牢四道", reason="像招揽"
    )
    page = clerks.get(reverse("home")).content.decode()
    assert '疑似广告 <a href="/library/doubts/">1</a> 处待定' in page
    assert "筑牢四道" in page
    assert "疑似" not in strangers.get(reverse("home")).content.decode()


def test_a_reader_reads_how_to_use_it(strangers: Client, compiled: list[Piece]) -> None:
    page = strangers.get(reverse("home")).content.decode()
    assert "怎么用" in page
    assert "最近入库" not in page


def test_it_takes_few_queries(clerks: Client, compiled: list[Piece], django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(24):  # type: ignore[operator]
        clerks.get(reverse("home"))

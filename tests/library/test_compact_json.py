"""JSON is kept compactly, and what is encoded already is not encoded twice."""

import json

from django.db import connection

from mofan.library.compact_json import CompactEncoder, encoded
from mofan.library.models import PieceDetail
from mofan.org.models import Person
from tests.library.samples import COMPILATION
from tests.make import make_pieces


def test_rows_hold_characters_as_they_are_and_read_as_plain_data(clerk: Person) -> None:
    first, _ = make_pieces(clerk, "合集.txt", COMPILATION)
    detail = PieceDetail.objects.get(pk=first.pk)
    assert detail.description["title"] == first.title
    with connection.cursor() as cursor:
        cursor.execute("SELECT description FROM library_piecedetail WHERE piece_id = %s", [first.pk])
        (kept,) = cursor.fetchone()
    if connection.vendor == "sqlite":
        assert kept == encoded(detail.description)
        assert first.title in kept


def test_what_is_encoded_is_not_encoded_again() -> None:
    text = encoded({"甲": [1, None]})
    assert text == '{"甲":[1,null]}'
    assert json.dumps(text, cls=CompactEncoder) == text
    assert json.dumps("甲", cls=CompactEncoder) == '"甲"'

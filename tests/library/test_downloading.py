"""Pieces as files: one, or many in a .zip."""

import io
import zipfile

import pytest

from mofan.library.downloading import FORMATS, file_of, zip_of
from mofan.org.models import Person
from mofan.text.read import read_bytes
from tests.library.samples import AD, COMPILATION, SINGLE
from tests.make import make_pieces


@pytest.mark.parametrize("extension", FORMATS)
def test_a_piece_comes_as_a_file_without_advertisements(clerk: Person, extension: str) -> None:
    first, _ = make_pieces(clerk, "合集.txt", COMPILATION)
    file = file_of(first, extension)
    text = read_bytes(file.data, file.name).text
    assert file.name == f"筑牢“四道防线” 守护一方安澜.{extension}"
    assert "整改隐患34处" in text
    assert "二、坚持深入一线，把问题解决在堤上" in text
    assert AD not in text


def test_a_docx_read_again_gives_the_same_lines(clerk: Person) -> None:
    (piece,) = make_pieces(clerk, "总结.txt", SINGLE)
    file = file_of(piece, "docx")
    assert read_bytes(file.data, file.name).text.split() == SINGLE.split()


def test_many_pieces_stream_as_a_zip_with_a_name_each(clerk: Person) -> None:
    pieces = make_pieces(clerk, "合集.txt", COMPILATION) + make_pieces(clerk, "总结.txt", SINGLE)
    parts = list(zip_of([*pieces, pieces[0]], "txt"))
    assert len(parts) > 2
    with zipfile.ZipFile(io.BytesIO(b"".join(parts))) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
    assert len(set(names)) == 4
    assert all(name.endswith(".txt") for name in names)

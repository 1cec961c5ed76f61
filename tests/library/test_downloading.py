"""Pieces as files: one, or many in a .zip."""

import gc
import io
import tracemalloc
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import pytest

from mofan.library import downloading
from mofan.library.clean_text import with_text
from mofan.library.downloading import FORMATS, file_of, zip_name, zip_of
from mofan.library.ingestion.driving import drive
from mofan.library.ingestion.receiving import receive
from mofan.library.models import Piece, Removal, SourceText
from mofan.org.models import Person
from mofan.text.read import read_bytes
from tests.library.samples import AD, COMPILATION, FLOOD, SINGLE
from tests.make import AT, make_batch, make_pieces


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
    assert zip_name(1200, date(2026, 11, 22)) == "素材库1200篇-20261122.zip"


@pytest.mark.parametrize("extension", FORMATS)
def test_a_file_is_the_same_alone_and_in_a_zip(clerk: Person, extension: str) -> None:
    pieces = make_pieces(clerk, "合集.txt", COMPILATION)
    alone = {file.name: file.data for file in (file_of(piece, extension) for piece in pieces)}
    assert contents(zip_of(pieces, extension)) == alone


def contents(parts: Iterator[bytes]) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(b"".join(parts))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def many(by: Person, count: int) -> list[Piece]:
    """So many short pieces, in one load."""
    batch = make_batch(by)
    for no in range(count):
        receive(batch, f"{no}.txt", [f"第{no}号材料\n{FLOOD.replace('126', str(1000 + no))}".encode()], at=AT)
    drive()
    return list(Piece.objects.order_by("pk"))


class Counted:
    """Counts the pieces whose texts were fetched and the files that were made."""

    def __init__(self, patched: pytest.MonkeyPatch) -> None:
        self.fetched = self.made = 0
        fetch, make = with_text, downloading._bytes

        def fetching(pieces: Sequence[Piece]) -> Any:
            self.fetched += len(pieces)
            return fetch(pieces)

        def making(*given: Any) -> bytes:
            self.made += 1
            return make(*given)

        patched.setattr(downloading, "with_text", fetching)
        patched.setattr(downloading, "_bytes", making)


def test_the_first_bytes_come_before_the_second_handful_is_fetched(
    clerk: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    pieces = many(clerk, 9)
    monkeypatch.setattr(downloading, "AT_ONCE", 4)
    counted = Counted(monkeypatch)
    stream = zip_of(pieces, "docx")
    assert (counted.fetched, counted.made) == (0, 0)
    assert next(stream).startswith(b"PK")
    assert (counted.fetched, counted.made) == (4, 1)
    list(stream)
    assert (counted.fetched, counted.made) == (9, 9)


def test_a_download_that_is_broken_off_ends_the_work(clerk: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    pieces = many(clerk, 9)
    monkeypatch.setattr(downloading, "AT_ONCE", 4)
    counted = Counted(monkeypatch)
    stream = zip_of(pieces, "txt")
    next(stream)
    next(stream)
    stream.close()  # type: ignore[attr-defined]
    assert (counted.fetched, counted.made) == (4, 2)


def test_long_pieces_are_fetched_by_fewer(clerk: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    pieces = many(clerk, 5)
    length = pieces[0].end - pieces[0].start
    monkeypatch.setattr(downloading, "CHARACTERS_AT_ONCE", length * 2)
    assert [len(some) for some in downloading._handfuls(pieces)] == [2, 2, 1]
    monkeypatch.setattr(downloading, "CHARACTERS_AT_ONCE", 1)
    assert [len(some) for some in downloading._handfuls(pieces)] == [1, 1, 1, 1, 1]
    assert list(downloading._handfuls([])) == []


@pytest.mark.parametrize("extension", FORMATS)
def test_a_broken_piece_stops_no_other_and_is_named(
    clerk: Person, extension: str, caplog: pytest.LogCaptureFixture
) -> None:
    pieces = many(clerk, 5)
    Removal.objects.create(
        source=pieces[1].source, piece=pieces[1], start=3, end=6, text="不在那", kind="ad", rule="试"
    )
    SourceText.objects.filter(source=pieces[3].source_id).delete()
    files = contents(zip_of(pieces, extension))
    note = files.pop("说明.txt").decode()
    assert set(files) == {f"第{no}号材料.{extension}" for no in (0, 2, 4)}
    assert "共 5 篇，其中 2 篇没有做成文件" in note
    assert f"编号 {pieces[1].pk}　第1号材料\n编号 {pieces[3].pk}　第3号材料\n" in note
    assert "mofan verify --texts" in note
    assert f"the text of piece {pieces[1].pk}" in caplog.text


def test_a_piece_whose_file_cannot_be_written_is_named(
    clerk: Person, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    pieces = [*many(clerk, 2), *make_pieces(clerk, "说明.txt", SINGLE.replace("青塘县档案馆2025年工作总结", "说明"))]
    real = downloading._paper

    def faulty(text: Any, *args: Any) -> Any:
        if text.row.pk == pieces[1].pk:
            raise ZeroDivisionError("试")
        return real(text, *args)

    monkeypatch.setattr(downloading, "_paper", faulty)
    files = contents(zip_of(pieces, "txt"))
    assert list(files) == ["第0号材料.txt", f"{pieces[2].title}.txt", *list(files)[2:]]
    assert "第1号材料" in files[list(files)[-1]].decode()
    assert "ZeroDivisionError" in caplog.text


def test_memory_does_not_grow_with_the_number_of_pieces(clerk: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloading, "AT_ONCE", 10)
    pieces = many(clerk, 20) * 5
    for extension in FORMATS:
        peak(pieces[:5], extension)  # what is made once a process
        few, more = peak(pieces[:20], extension), peak(pieces, extension)
        assert (more - few) / 80 < 1500, (extension, few, more)  # a .zip keeps a line for each file to its end
        assert extension != "docx" or more < 2 * few, (few, more)


def peak(pieces: Sequence[Piece], extension: str) -> int:
    """Bytes held at most while the .zip goes out and nobody keeps it; what waits to be swept up is not held."""
    gc.collect()
    gc.freeze()  # what is there already is not looked through with every part
    tracemalloc.start()
    try:
        for _ in zip_of(pieces, extension):
            gc.collect()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

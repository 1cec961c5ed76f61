"""Pieces of a .docx, a sheet or a page keep their tables, pictures and notes when they are downloaded."""

import io
import zipfile
from datetime import UTC, datetime

import docx
import pytest
from docx.shared import Cm

from mofan.library import originals
from mofan.library.clean_text import text_of
from mofan.library.downloading import file_of, zip_of
from mofan.library.models import Piece, Removal, Source, SourceText
from mofan.library.official import docx_of, recognised
from mofan.library.originals import Originals
from mofan.org.models import Person
from mofan.text.read import read_bytes
from mofan.text.read.insets import Insets
from tests.library.samples import AD, SINGLE
from tests.make import make_pieces
from tests.text.read.rich import fill, merged_table, png, put_notes, put_picture, rich, saved


def insets(data: bytes) -> Insets:
    return read_bytes(data, "文.docx").insets


def test_a_download_keeps_tables_pictures_and_notes(clerk: Person) -> None:
    (piece,) = make_pieces(clerk, "供水.docx", saved(rich()))
    assert piece.source.report["insets"] == 10
    file = file_of(piece, "docx")
    found = insets(file.data)
    assert [len(one) for one in (found.tables, found.pictures, found.notes)] == [5, 3, 2]
    assert (file.said, found.tables[0].head_rows) == ("", 2)
    markdown = file_of(piece, "md").data.decode()
    assert "| 1 | 柳溪镇 | 12.5 | 860 |  |" in markdown
    assert "[^1]: 数据来自县水务局统计年报。" in markdown
    assert "柳溪镇\t12.5" in file_of(piece, "txt").data.decode()


def compilation() -> bytes:
    """Two pieces, each with a table, a picture and a note of its own; an advertisement in the text and in a note."""
    document = docx.Document()
    document.add_paragraph("模范机关创建经验材料汇编（2篇）")
    for number, (title, cell) in enumerate((("水务局典型经验", "甲"), ("档案馆典型经验", "乙")), 1):
        document.add_paragraph(f"{title}（{number}）")
        first = document.add_paragraph(f"一、坚持学习引领。{cell}单位全年组织集中学习12次，覆盖全体党员干部职工。" * 3)
        put_picture(first, png(40 + number), width=Cm(3))
        fill(document.add_table(2, 2, style="Table Grid"), [["项目", "次数"], [f"{cell}类", "12"]])
        document.add_paragraph(AD)
        document.add_paragraph("二、坚持服务群众。常态开展入户走访，解决群众急难愁盼问题，群众满意度持续提升。" * 3)
    put_notes(document, [(document.paragraphs[2], ("统计口径为自然年。", AD))])
    return saved(document)


def test_every_piece_takes_what_stands_in_its_own_stretch(clerk: Person) -> None:
    pieces = make_pieces(clerk, "汇编.docx", compilation())
    assert len(pieces) == 2
    for number, piece in enumerate(pieces):
        found = insets(file_of(piece, "docx").data)
        assert [picture.data for picture in found.pictures] == [png(41 + number)]
        assert len(found.tables) == 1
        assert [note.paragraphs for note in found.notes] == [("统计口径为自然年。",)][: 1 - number]
    alone = {file.name: file.data for file in (file_of(piece, "docx") for piece in pieces)}
    with zipfile.ZipFile(io.BytesIO(b"".join(zip_of(pieces, "docx")))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == alone


def test_a_removal_put_back_leaves_the_table_where_it_is(clerk: Person) -> None:
    piece = make_pieces(clerk, "汇编.docx", compilation())[0]
    before = Originals().beside(text_of(piece)).insets
    removals = Removal.objects.filter(piece=piece)
    assert removals
    removals.update(put_back_at=datetime(2026, 11, 22, tzinfo=UTC))
    text = text_of(piece)
    after = Originals().beside(text).insets
    assert AD in text.text
    assert [text.text[table.start : table.end] for table in after.tables] == ["项目\t次数\n甲类\t12"]
    assert len(before.tables) == 1


def test_an_official_document_keeps_them_too(clerk: Person) -> None:
    (piece,) = make_pieces(clerk, "供水.docx", saved(rich()))
    found = insets(docx_of(recognised(piece, "报告")))
    assert [len(found.pictures), len(found.notes)] == [3, 2]


def test_a_text_without_them_is_not_read_again(clerk: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    (plain,) = make_pieces(clerk, "总结.txt", SINGLE)
    document = docx.Document()
    for line in SINGLE.split("\n"):
        document.add_paragraph(line)
    pieces = [plain, *make_pieces(clerk, "总结.docx", saved(document))]

    def never(*args: object) -> None:
        raise AssertionError

    monkeypatch.setattr(originals, "read_bytes", never)
    assert all(file_of(piece, "docx").data for piece in pieces)


def lacking(piece: Piece) -> str:
    """What a download says, alone and in a .zip."""
    with zipfile.ZipFile(io.BytesIO(b"".join(zip_of([piece], "docx")))) as archive:
        assert len(archive.namelist()) == 2
        note = archive.read("说明.txt").decode()
    said = file_of(piece, "docx").said
    assert said in note
    assert piece.title in note
    return said


def test_what_cannot_be_carried_is_said(clerk: Person) -> None:
    document = docx.Document()
    for line in SINGLE.split("\n"):
        document.add_paragraph(line)
    merged_table(document)
    (piece,) = make_pieces(clerk, "总结.docx", saved(document))
    source = piece.source
    text = SourceText.objects.get(source=source)
    shifted = "多出一行\n" + text.text
    SourceText.objects.filter(source=source).update(text=shifted)
    Piece.objects.filter(pk=piece.pk).update(start=5, body_start=piece.body_start + 5, end=piece.end + 5)
    piece.refresh_from_db()
    moved = file_of(piece, "docx")
    assert (moved.said, len(insets(moved.data).tables)) == ("", 1)  # the same words at another place
    SourceText.objects.filter(source=source).update(text=shifted.replace("档案馆", "博物馆"))
    assert "对不上" in lacking(piece)
    Source.objects.filter(pk=source.pk).update(media_type="application/msword")
    assert "旧格式" in lacking(piece)
    Source.objects.filter(pk=source.pk).update(report={})
    assert file_of(piece, "docx").said == ""  # nobody knows whether there is anything
    Source.objects.filter(pk=source.pk).update(media_type=source.media_type, sha256="0" * 64)
    assert "读不出来" in lacking(piece)

"""What `mofan read --json` says of tables, pictures and notes (随文内容): where they stand, what they hold."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from mofan.ops.answering import Result

if TYPE_CHECKING:
    from mofan.text.read import Document
    from mofan.text.read.insets import Cell, Insets, Note, Picture, Table

_EMU_A_MILLIMETRE = 36_000


def insets_told(document: Document) -> Result:
    """The stable shape of `tables`, `pictures`, `notes`; offsets are code points in the text as read."""
    insets, text = document.insets, document.text
    return {
        "tables": [_table(table, insets, text) for table in insets.tables],
        "pictures": [_picture(picture) for picture in insets.pictures],
        "notes": [_note(note) for note in insets.notes],
    }


def _table(table: Table, insets: Insets, text: str) -> Result:
    return {
        "start": table.start,
        "end": table.end,
        "columns": table.columns,
        "head_rows": table.head_rows,
        "ruled": table.ruled,
        "lying": any(span.start <= table.start and table.end <= span.end for span in insets.lying),
        "nested": any(table is not other and table.inside(other) for other in insets.tables[: _at(table, insets)]),
        "widths": list(table.widths),
        "rows": [[_cell(cell, text) for cell in row.cells] for row in table.rows],
    }


def _at(table: Table, insets: Insets) -> int:
    return next(at for at, other in enumerate(insets.tables) if other is table)


def _cell(cell: Cell, text: str) -> Result:
    return {
        "start": cell.start,
        "end": cell.end,
        "text": "\n".join(line.of(text) for line in cell.lines),
        "columns": cell.columns,
        "rows": cell.rows,
    }


def _picture(picture: Picture) -> Result:
    return {
        "place": picture.place,
        "format": picture.format,
        "width_mm": round(picture.width / _EMU_A_MILLIMETRE, 1),
        "height_mm": round(picture.height / _EMU_A_MILLIMETRE, 1),
        "bytes": len(picture.data),
        "sha256": hashlib.sha256(picture.data).hexdigest(),
        "description": picture.description,
    }


def _note(note: Note) -> Result:
    return {"place": note.place, "kind": note.kind, "text": "\n".join(note.paragraphs)}

"""Spreadsheets (电子表格): every sheet as a table, a row a line, cells parted by tabs."""

import datetime
import io
import zipfile
import zlib
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from mofan.text.read.document import Document, Limits, MediaType, Reason, Unreadable
from mofan.text.read.insets import NOTHING, Insets, Table
from mofan.text.read.plain import tidy
from mofan.text.read.sheet_shape import Shape, shape_of, table_of
from mofan.text.span import Span

_FAULTS = (
    InvalidFileException, zipfile.BadZipFile, zlib.error, LookupError, ValueError, TypeError, AttributeError,
    ArithmeticError, SyntaxError, EOFError, OSError, RuntimeError,
)  # fmt: skip
"""What the library raises over a damaged workbook."""
_MIDNIGHT = datetime.time()


def read_spreadsheet(data: bytes, name: str, *, limits: Limits) -> Document:
    """Read an .xlsx: the values as last calculated, sheet after sheet.

    Raises `Unreadable` (BROKEN, TOO_LARGE, EMPTY).
    """
    try:
        _guard(data, limits)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheets = [(sheet.title, _rows(sheet), _shape(sheet)) for sheet in book.worksheets]
        book.close()
    except _FAULTS as error:
        raise Unreadable(Reason.BROKEN, "电子表格已损坏，打不开。请用 WPS 或 Excel 打开，另存后再上传。") from error
    filled = [sheet for sheet in sheets if sheet[1]]
    if not filled:
        raise Unreadable(Reason.EMPTY, "电子表格里没有内容。请检查是否选错了文件。")
    lines: list[str] = []
    tables: list[Table] = []
    lying: list[Span] = []
    for title, rows, shape in filled:
        lines += [title] if len(filled) > 1 else []
        start = sum(map(len, lines)) + len(lines)
        lines += rows.values()
        if (table := table_of(rows, shape, start)) is not None:
            tables.append(table)
            lying += [Span(table.start, table.end)] if shape.lying else []
    whole = "\n".join(lines) + "\n"
    text, warnings = tidy(whole)
    insets = Insets(tuple(tables), lying=tuple(lying)) if text == whole else NOTHING
    return Document(name, text, MediaType.XLSX, None, warnings, insets=insets)


def _guard(data: bytes, limits: Limits) -> None:
    """Refuse a workbook whose parts swell beyond the limit when unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        largest = max(info.file_size for info in package.infolist())
    if largest > limits.part_bytes:
        raise Unreadable(Reason.TOO_LARGE, "电子表格展开后过大，没有读取。请拆分成几个较小的表格后再上传。")


def _rows(sheet: Any) -> dict[int, str]:
    """The rows that hold something, by their numbers from 1, without the empty cells at their end."""
    sheet.reset_dimensions()  # a sheet may say that it is a million rows long and sixteen thousand columns wide
    lines = ("\t".join(map(_said, row)).rstrip("\t") for row in sheet.iter_rows(values_only=True))
    return {number: line for number, line in enumerate(lines, 1) if line.strip()}


def _shape(sheet: Any) -> Shape:
    """Merged cells, widths and the way the paper lies; nothing where the sheet cannot say it."""
    with sheet._get_source() as source:
        return shape_of(source)


def _said(value: object) -> str:
    """A cell as a reader sees it, in one line."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case float():
            return f"{value:.15g}"  # as far as a sheet shows; 0.1 + 0.2 is 0.3
        case datetime.datetime() if value.time() == _MIDNIGHT:
            return f"{value.year}年{value.month}月{value.day}日"
        case datetime.datetime():
            return f"{value.year}年{value.month}月{value.day}日 {value:%H:%M}"
        case _:
            return " ".join(str(value).split())

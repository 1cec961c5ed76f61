"""Tables as agencies keep them (.xlsx、.csv): read into rows of cells, written from rows of cells. Pure: no Django."""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from mofan.text.read.decoding import decode

Cell = str | int | float | date | datetime | None
"""What a cell of a sheet may hold; a date with a time of midnight is a date."""
MOST_ROWS = 20_000
LARGEST_PART = 200 * 1024 * 1024
"""Bytes of one part of a workbook when unpacked."""
_FAULTS = (
    InvalidFileException, zipfile.BadZipFile, zlib.error, LookupError, ValueError, TypeError, AttributeError,
    ArithmeticError, SyntaxError, EOFError, OSError, RuntimeError,
)  # fmt: skip
"""What the library raises over a damaged workbook."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell of a .csv that begins so is taken for a formula by spreadsheets."""
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


class NotASheet(ValueError):
    """Bytes that are no table; the message is a Chinese sentence with the next step."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet by its name, with its rows as they stand, empty ones too, so that the first is row 1 (工作表)."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]


def read_sheets(data: bytes, name: str) -> tuple[Sheet, ...]:
    """The sheets of a workbook that hold something, or the one of a .csv.

    Raises NotASheet for what is neither, is damaged, empty, or has more than 20,000 rows.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise NotASheet("这是旧版 .xls 或加了密码的表格。请用 WPS 或 Excel 打开，另存为不加密的 .xlsx 后再导入。")
    sheets = _workbook(data) if data.startswith(b"PK") else (Sheet(name, tuple(_lines(data))),)
    filled = tuple(sheet for sheet in sheets if any(said(cell) for row in sheet.rows for cell in row))
    if not filled:
        raise NotASheet("表格里没有内容，请检查是否选错了文件。")
    if any(len(sheet.rows) > MOST_ROWS for sheet in filled):
        raise NotASheet(f"表格超过 {MOST_ROWS} 行，请拆成几个文件分次导入。")
    return filled


def said(cell: Cell) -> str:
    """A cell as a reader sees it, in one line; a whole number has no .0."""
    if isinstance(cell, float):
        return f"{cell:.15g}"
    if isinstance(cell, date):
        return cell.isoformat() if not isinstance(cell, datetime) else f"{cell:%Y-%m-%d %H:%M}"
    return "" if cell is None else " ".join(str(cell).split())


def write_workbook(sheets: Sequence[Sheet]) -> bytes:
    """An .xlsx; the first row of each sheet is its heading, which stays in view. Text that looks like a formula stays
    text."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        page = book.create_sheet(_FORBIDDEN.sub("", sheet.name)[:31])
        page.freeze_panes = "A2"
        for place, width in enumerate(_widths(sheet), 1):
            page.column_dimensions[get_column_letter(place)].width = width
        for no, row in enumerate(sheet.rows):
            page.append([_written(page, cell, heading=no == 0) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def write_csv(sheet: Sheet) -> bytes:
    """A .csv that spreadsheets open as UTF-8; what they would take for a formula has an apostrophe before it."""
    out = io.StringIO()
    lines = csv.writer(out)
    for row in sheet.rows:
        lines.writerow([_harmless(said(cell)) for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def _workbook(data: bytes) -> tuple[Sheet, ...]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if max(info.file_size for info in package.infolist()) > LARGEST_PART:
                raise NotASheet("表格展开后过大，没有读取。请拆成几个文件分次导入。")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        found = []
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # a sheet may say that it is a million rows long
            rows = []
            for row in sheet.iter_rows(values_only=True, max_row=MOST_ROWS + 2):
                rows.append(tuple(_cell(value) for value in row))
            found.append(Sheet(sheet.title, tuple(rows)))
        book.close()
    except NotASheet:
        raise
    except _FAULTS as error:
        raise NotASheet("表格已损坏，打不开。请用 WPS 或 Excel 打开，另存后再导入。") from error
    return tuple(found)


def _lines(data: bytes) -> Iterator[tuple[Cell, ...]]:
    text = decode(data).text.lstrip("\ufeff")
    if "\x00" in text:
        raise NotASheet("这不是表格。请选 .xlsx 或 .csv 文件。")
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max((",", "\t", ";", "，"), key=first.count)
    try:
        for row in csv.reader(io.StringIO(text), delimiter=delimiter):
            yield tuple(_plain(value) for value in row)
    except csv.Error as error:
        raise NotASheet("表格已损坏，读不完整。请用 WPS 或 Excel 打开，另存后再导入。") from error


def _plain(value: str) -> str:
    return value[1:] if value.startswith("'") and value[1:2] in _FORMULA else value


def _cell(value: object) -> Cell:
    match value:
        case datetime() if value.time() == time():
            return value.date()
        case None | str() | float() | int() | date():
            return value
        case _:
            return str(value)


def _written(page: object, cell: Cell, *, heading: bool) -> object:
    value = _FORBIDDEN.sub("", cell)[:32_000] if isinstance(cell, str) else cell
    made = WriteOnlyCell(page, value=value)
    if isinstance(value, str):
        made.data_type = "s"
    if isinstance(value, date):
        made.number_format = "yyyy-mm-dd"
    if heading:
        made.font, made.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="center")
    return made


def _widths(sheet: Sheet) -> list[int]:
    """As wide as the longest of the first rows, within reason; a Chinese character is two wide."""
    columns = max((len(row) for row in sheet.rows), default=0)
    widths = [8] * columns
    for row in sheet.rows[:200]:
        for place, cell in enumerate(row):
            wide = sum(2 if ord(char) > 255 else 1 for char in said(cell)) + 2
            widths[place] = min(48, max(widths[place], wide))
    return widths


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text

"""Spreadsheets: a row a line, cells parted by tabs."""

import datetime
import io
import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import Workbook

from mofan.text.read import LIMITS, Document, Limits, MediaType, Reason, Unreadable, read_bytes
from tests.text.read.makers import make_zip


def sheet(*rows: list[object], title: str = "台账", more: dict[str, list[list[object]]] | None = None) -> bytes:
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = title
    for row in rows:
        first.append(row)
    for name, lines in (more or {}).items():
        other = book.create_sheet(name)
        for line in lines:
            other.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(data: bytes, name: str = "台账.xlsx") -> Document:
    return read_bytes(data, name)


def refused(data: bytes, limits: Limits = LIMITS) -> Reason:
    with pytest.raises(Unreadable) as caught:
        read_bytes(data, "台账.xlsx", limits=limits)
    return caught.value.reason


def test_it_reads_a_ledger_row_by_row() -> None:
    document = read(
        sheet(
            ["单位", "次数", "是否完成"],
            ["安澜县水务局", 12, True],
            [None, None, None],
            ["合计", 12.5, False],
            ["备注", None, 0.1 + 0.2],
        )
    )
    assert document.text == "单位\t次数\t是否完成\n安澜县水务局\t12\t是\n合计\t12.5\t否\n备注\t\t0.3\n"
    assert document.media_type == MediaType.XLSX


def test_days_and_hours_are_written_out_and_a_cell_is_one_line() -> None:
    day, hour = datetime.datetime(2025, 3, 5), datetime.datetime(2025, 3, 5, 9, 30)  # noqa: DTZ001
    document = read(sheet([day, hour, "第一行\n第二行", 3.0]))
    assert document.text == "2025年3月5日\t2025年3月5日 09:30\t第一行 第二行\t3\n"


def test_several_sheets_stand_under_their_names() -> None:
    assert read(sheet(["甲"], title="一季度", more={"二季度": [["乙"]], "空表": []})).text == "一季度\n甲\n二季度\n乙\n"


def test_an_empty_a_broken_and_a_swollen_workbook_are_refused() -> None:
    assert refused(sheet()) is Reason.EMPTY
    assert refused(make_zip({"[Content_Types].xml": "", "xl/workbook.xml": ""})) is Reason.BROKEN
    assert refused(sheet(["甲"]), Limits(part_bytes=100)) is Reason.TOO_LARGE


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed here")
def test_an_old_workbook_is_read_through_libreoffice(tmp_path: Path) -> None:
    source = tmp_path / "ledger.xlsx"
    source.write_bytes(sheet(["单位", "次数"], ["安澜县水务局", 12]))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xls", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    if not source.with_suffix(".xls").exists():
        pytest.skip("LibreOffice Calc is not installed here")
    document = read(source.with_suffix(".xls").read_bytes(), "台账.xls")
    assert document.text == "单位\t次数\n安澜县水务局\t12\n"
    assert document.media_type == MediaType.XLS

"""Elements that a person sets, and the PDFs that are kept."""

from dataclasses import replace

import pytest

from mofan.library import official
from mofan.library.official import Printed, _Shelf, completed, docx_of, values_of
from mofan.paper import Paper, Paragraph
from mofan.paper.pdf import PdfReport
from tests.paper import official_samples as samples


def test_what_is_set_goes_before_the_text_and_the_rest_stays() -> None:
    given = values_of(samples.request()) | {"signatories": "何以宁、周砚秋", "issued_on": ""}
    document = completed(samples.request(), given)
    assert document.signatories == ("何以宁", "周砚秋")
    assert document.imprint.date is None
    assert document.imprint.office == samples.OFFICE
    assert replace(document, signatories=samples.request().signatories, imprint=samples.request().imprint) == (
        samples.request()
    )


def test_who_signs_instead_of_a_stamp_signs_with_a_seal() -> None:
    order = samples.order()
    assert values_of(order)["signed"] == "县长 何以宁"
    signature = completed(order, {"signed": "安澜县人民政府"}).signature
    assert (signature.manner, signature.organs, signature.stamps) == ("seal", ("安澜县人民政府",), ())


def test_minutes_keep_the_mark_that_is_set() -> None:
    document = completed(samples.minutes(), {"organs": "安澜县人民政府常务会议纪要", "unknown": "x"})
    assert (document.mark, document.organs) == ("安澜县人民政府常务会议纪要", ())
    assert completed(samples.minutes(), {"organs": ""}).mark is None


def test_ordinary_material_is_written_as_such() -> None:
    assert docx_of(Paper("关于工作的报告", None, (Paragraph("完。"),))).startswith(b"PK")


def test_only_so_many_pdfs_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(official, "_KEPT_BYTES", 10)
    shelf, report = _Shelf(), PdfReport("typst", 1)
    made = {key: Printed(key * 6, report) for key in (b"a", b"b")}
    for key, one in made.items():
        shelf.put(key, one)
        shelf.put(key, one)
    assert shelf.get(b"a") is None
    assert shelf.get(b"b") is made[b"b"]

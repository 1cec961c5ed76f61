"""What Typst makes of official documents: the very proofs that LibreOffice has to pass, on its PDFs."""

import io
import shutil
from pathlib import Path

import pytest

from mofan.paper.pdf import write_pdf
from tests.paper import test_official_rendered as proofs
from tests.paper.test_official_rendered import (  # noqa: F401  (pytest runs them here with the fixtures below)
    test_a_letter_has_its_mark_and_double_lines_at_their_heights,
    test_a_page_of_the_body_has_22_lines_of_28_characters,
    test_a_title_is_whole_balanced_and_centred,
    test_no_page_has_only_a_signature,
    test_page_numbers_stand_outside_and_not_behind_a_blank_page,
    test_the_first_page_of_a_letter_has_no_number,
    test_the_first_page_shows_the_body,
    test_the_imprint_is_at_the_bottom_of_an_even_last_page,
    test_the_mark_stands_at_its_height,
    test_the_number_of_a_letter_is_seven_eighths_below_the_line,
    test_the_red_line_is_four_millimetres_below_the_number,
    test_two_blank_lines_stand_above_the_title_and_one_below,
)
from tests.paper.test_rendered import Line, pages_of

pytestmark = pytest.mark.skipif(
    not (shutil.which("pdftotext") and shutil.which("pdftoppm")), reason="pdftotext or pdftoppm is not installed here"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the PDF of every document."""
    folder = tmp_path_factory.mktemp("typst")
    for name, document in proofs.DOCUMENTS.items():
        out = io.BytesIO()
        write_pdf(document, out, by="typst", sample=name == "secret")
        (folder / f"{name}.pdf").write_bytes(out.getvalue())
    return folder


@pytest.fixture(scope="module")
def pages(folder: Path) -> dict[str, list[list[Line]]]:
    """Name → pages → lines."""
    return {name: pages_of(folder / f"{name}.pdf") for name in proofs.DOCUMENTS}

"""The small faces stay small: what a package shows is written down here."""

import importlib

import pytest

FACES = {
    "mofan.search": (
        "FACETS SCHEMA Entry Hit Index IndexBroken IndexBusy NotAnIndex Order Parsed Pen Query Results SchemaChanged "
        "SearchError Snippet WriteFailed Writer highlight parse_query shown_of snippets_of"
    ),
    "mofan.search.lexicon": (
        "BLOCK VERSION FoundGroup Group Kind Lexicon LexiconBroken PatternUse PieceTerms Suggestion Uses"
    ),
    "mofan.text.read": (
        "LIMITS Document Limits MediaType Member OnPage Reason Unreadable is_archive read_bytes read_members sniff"
    ),
    "mofan.text.clean": "Candidate Cleaned Removal apply_removals clean find_removals",
    "mofan.text.split": "Compilation Header Piece split",
    "mofan.text.outline": "Form Heading Node NumberingIssue numbering_issues outline tree",
    "mofan.text.describe": "GENRES THEMES Blank Description Figure Given Mention as_json describe describe_all",
    "mofan.text.proofread": (
        "KINDS Evidence Finding Own Register Severity UnreadableEvidence apply proofread proofread_each"
    ),
    "mofan.text.reuse": (
        "Asked Candidates Comparison Fingerprint Frequencies Frequency Kind Match Passage Prints Rated ReuseIndex "
        "UnreadableIndex candidates_for compare compared elsewhere fingerprint is_current unpacked"
    ),
    "mofan.cases.catalogue": "NotAKind kind_of read_kind shipped",
    "mofan.records.catalogue": (
        "FIELD_TYPES FORCES REGULATIONS ROSTERS WRITERS Basis Cadence Every Field FieldType Figure Kind NotAKind "
        "Quorum Regulation Roll Rule Source Take Threshold kind_of read_kind read_kinds regulation_of shipped"
    ),
    "mofan.paper": (
        "TYPES Finding OfficialDocument Paper Paragraph Problem Repaired Report SecrecyRefused inspect_docx official_of"
        " paper_of problems_of repair_docx safe_file_name write_docx write_markdown write_official write_text"
    ),
    "mofan.paper.pdf": (
        "Fonts Missing NoChineseFont PdfFailed PdfReport ROUTES Route Substitution "
        "folders_set fonts_of pdf_of picture_of write_pdf"
    ),
}


@pytest.mark.parametrize("package", FACES)
def test_a_package_shows_what_it_says(package: str) -> None:
    module = importlib.import_module(package)
    assert sorted(module.__all__) == sorted(FACES[package].split())
    assert all(hasattr(module, name) for name in module.__all__)

"""Official documents on paper (公文版式): .docx, Markdown and plain text, with the measures of GB/T 9704-2012."""

from mofan.paper.document_types import TYPES, Problem, problems_of
from mofan.paper.inspecting import Finding, inspect_docx
from mofan.paper.names import safe_file_name
from mofan.paper.official import OfficialDocument, SecrecyRefused
from mofan.paper.official_docx import write_official
from mofan.paper.paper import Paper, Paragraph, paper_of
from mofan.paper.plain import write_markdown, write_text
from mofan.paper.recognise import official_of
from mofan.paper.repairing import Repaired, repair_docx
from mofan.paper.write import Report, write_docx

__all__ = [
    "TYPES",
    "Finding",
    "OfficialDocument",
    "Paper",
    "Paragraph",
    "Problem",
    "Repaired",
    "Report",
    "SecrecyRefused",
    "inspect_docx",
    "official_of",
    "paper_of",
    "problems_of",
    "repair_docx",
    "safe_file_name",
    "write_docx",
    "write_markdown",
    "write_official",
    "write_text",
]

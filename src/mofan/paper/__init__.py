"""Official documents on paper (公文版式): .docx, Markdown and plain text, with the measures of GB/T 9704-2012."""

from mofan.paper.inspecting import Finding, inspect_docx
from mofan.paper.names import safe_file_name
from mofan.paper.paper import Paper, Paragraph, paper_of
from mofan.paper.plain import write_markdown, write_text
from mofan.paper.repairing import Repaired, repair_docx
from mofan.paper.write import Report, write_docx

__all__ = [
    "Finding",
    "Paper",
    "Paragraph",
    "Repaired",
    "Report",
    "inspect_docx",
    "paper_of",
    "repair_docx",
    "safe_file_name",
    "write_docx",
    "write_markdown",
    "write_text",
]

"""Word files (.docx): our own walk through the body, with automatic numbering, revisions and hidden text."""

from mofan.text.read.word.reader import read_docx

__all__ = ["read_docx"]

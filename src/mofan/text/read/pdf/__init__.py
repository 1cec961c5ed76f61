"""PDF with text (PDF 文稿): glyphs → lines → page furniture out → paragraphs."""

from mofan.text.read.pdf.reader import read_pdf

__all__ = ["read_pdf"]

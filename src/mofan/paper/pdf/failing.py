"""Why there is no PDF (排版失败)."""


class PdfFailed(RuntimeError):
    """A program could not make the PDF: a Chinese sentence with cause and next step."""

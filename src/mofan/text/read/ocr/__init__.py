"""Text in pictures (文字识别, OCR): by RapidOCR, where the extra `mofan[ocr]` is installed.

for seen in recognise(Request(data, "pdf"), limits=limits):   # page after page, in a process of its own
    ...
"""

from mofan.text.read.ocr.misread import put_right
from mofan.text.read.ocr.recogniser import is_installed, not_installed, recognise
from mofan.text.read.ocr.request import Box, Failure, Request, Seen

__all__ = ["Box", "Failure", "Request", "Seen", "is_installed", "not_installed", "put_right", "recognise"]

"""Files that hold pages, not paragraphs (版式文件): glyphs → lines → page furniture out → paragraphs again."""

from mofan.text.read.paged.image import read_image
from mofan.text.read.paged.ofd import read_ofd
from mofan.text.read.paged.pdf import read_pdf

__all__ = ["read_image", "read_ofd", "read_pdf"]

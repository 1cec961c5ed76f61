"""Files that a page gives out (下载): named safely, with their media type."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from mofan.paper import safe_file_name

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sent(data: bytes, name: str, media_type: str) -> HttpResponse:
    """The bytes as a file of that name, to be saved."""
    stem, _, ending = name.rpartition(".")
    headers = {"Content-Disposition": content_disposition_header(True, safe_file_name(stem, ending)) or "attachment"}
    return HttpResponse(data, content_type=media_type, headers=headers)

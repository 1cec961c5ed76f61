"""A text that somebody pastes or hands in as a file (所交文字); nothing of it is kept."""

from django.http import HttpRequest

from mofan.text.read import Unreadable, read_bytes
from mofan.text.secrecy import find_secrecy_mark
from mofan.web.forms import Wrong

LARGEST = 8 * 1024 * 1024
"""Bytes of a file."""
LEAST = 12
"""Characters below which nothing can be told."""


def given_text(request: HttpRequest, verb: str, longest: int) -> tuple[str, Wrong | None]:
    """The text handed in (`text` or `file`), or what is wrong with it. `verb` says what would be done with it;
    `longest` is in characters. Carriage returns of the browser are gone."""
    text, file = request.POST.get("text", "").replace("\r\n", "\n"), request.FILES.get("file")
    margins = ""
    if file is not None:
        if (file.size or 0) > LARGEST:
            return "", Wrong("file", f"文件超过 8 MB。请只取要{verb}的部分，另存后再{verb}。")
        try:
            document = read_bytes(file.read(), file.name or "")
        except Unreadable as refusal:
            return "", Wrong("file", str(refusal))
        text, margins = document.text, document.margins
    if find_secrecy_mark(text) or find_secrecy_mark(margins):
        return "", Wrong("text", f"文字带有密级标志，本系统不是涉密系统，不{verb}。请按保密规定另行处理。")
    if len("".join(text.split())) < LEAST:
        return text, Wrong("text", f"文字太少。请粘贴至少 {LEAST} 个字，或选一个有文字的文件。")
    if len(text) > longest:
        return text[:longest], Wrong("text", f"一次最多{verb} {longest // 10000} 万字。请分成几段来{verb}。")
    return text, None

"""`mofan export`: pieces of the library as files in a folder."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from django.utils import timezone

from mofan.library.downloading import file_of
from mofan.library.queries import pieces_visible_to
from mofan.org.actions import console, log_access
from mofan.paper import safe_file_name


class NotThere(Exception):
    """A piece that is not in the library; the message is a Chinese sentence."""


def export(ids: Sequence[int], folder: Path, extension: str) -> Iterator[tuple[Path, str]]:
    """Write the pieces of these ids into the folder, each as it is done, with a sentence on what of its original is not
    in it, or none; nothing that lies there is written over.

    Raises NotThere before anything is written, OSError when the folder cannot be written.
    """
    at = timezone.now()
    pieces = pieces_visible_to(console(at=at)).in_bulk(ids)
    if missing := [one for one in ids if one not in pieces]:
        raise NotThere(f"库里没有编号为 {missing[0]} 的篇目。编号见 mofan search 的结果。什么都没有写。")
    folder.mkdir(parents=True, exist_ok=True)
    taken = {path.name.lower() for path in folder.iterdir()}
    for one in dict.fromkeys(ids):
        path = folder / safe_file_name(pieces[one].title, extension, taken)
        file = file_of(pieces[one], extension)
        path.write_bytes(file.data)
        log_access("下载", by=console(at=at), at=at, detail=f"命令行：{pieces[one].title}")
        yield path, file.said

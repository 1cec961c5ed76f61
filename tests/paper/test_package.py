"""The .zip of a .docx is what `zipfile` would have written, byte for byte."""

import io
import zipfile

from mofan.paper.package import packed


def by_zipfile(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, content.encode())
    return out.getvalue()


def test_the_parts_come_in_their_order_as_zipfile_writes_them() -> None:
    parts = {"a.xml": "<a>堤上</a>" * 40, "word/b.xml": "", "c.xml": "渡口"}
    changing = [("word/b.xml", ""), ("c.xml", "渡口")]
    for _ in range(2):  # made, and kept
        assert packed(changing, [("a.xml", parts["a.xml"])], parts) == by_zipfile(parts)


def test_a_constant_part_that_is_another_one_after_all_is_compressed_anew() -> None:
    assert packed([], [("a.xml", "一")], ["a.xml"]) != packed([], [("a.xml", "二")], ["a.xml"])

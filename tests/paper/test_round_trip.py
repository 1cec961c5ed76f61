"""Out and in again: the demonstration materials as .docx, read back, have the same text and the same outline."""

import io
from pathlib import Path

import pytest

import mofan.ops
from mofan.paper import Paper, inspect_docx, paper_of, write_docx, write_text
from mofan.text.outline import outline
from mofan.text.read import read_bytes

DEMO = Path(mofan.ops.__file__).parent / "demo"
SUBTITLED = ("县档案馆", "在全县作风", "关于农村养老")
MATERIALS = [path for path in sorted(DEMO.iterdir()) if path.suffix == ".txt" and not set("编交") & set(path.name)]


def paper_in(text: str, subtitled: bool) -> Paper:
    titles, body = text.split("\n")[: 1 + subtitled], text.split("\n", 1 + subtitled)[-1]
    offset = len(text) - len(body)
    moved = [Moved(each.level, each.form, each.start - offset, each.end - offset) for each in outline(text)]
    return paper_of(titles[0], titles[1] if subtitled else None, body, moved)


class Moved:
    """A heading with offsets in the body."""

    def __init__(self, level: int, form: str, start: int, end: int) -> None:
        self.level, self.form, self.start, self.end = level, form, start, end


@pytest.mark.parametrize("path", MATERIALS, ids=lambda path: path.stem)
def test_text_and_outline_survive(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    paper = paper_in(text, path.name.startswith(SUBTITLED))
    out = io.BytesIO()
    write_docx(paper, out)
    back = read_bytes(out.getvalue(), path.stem + ".docx").text
    assert back.strip("\n") == text.strip("\n") == write_text(paper).strip("\n")
    assert outline(back) == outline(text)
    assert any(paragraph.level for paragraph in paper.paragraphs)
    assert inspect_docx(out.getvalue()) == ()

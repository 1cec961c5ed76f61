"""File names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mofan.paper import safe_file_name


def test_a_title_is_its_own_name() -> None:
    assert safe_file_name("安澜县水务局经验材料", "docx") == "安澜县水务局经验材料.docx"
    assert safe_file_name("安澜县水务局经验材料", ".docx") == "安澜县水务局经验材料.docx"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ('进度:1/2 "甲"<乙>|丙?*\\', "进度：1／2 ＂甲＂＜乙＞｜丙？＊＼.md"),
        ("上一行\n下一行\t尾", "上一行 下一行 尾.md"),
        ("零\u200b宽\x07铃", "零宽铃.md"),
        ("孤\ud800立", "孤立.md"),
        ("  末尾有点. . ", "末尾有点.md"),
        ("..隐藏", "隐藏.md"),
        ("", "未命名.md"),
        (" . ", "未命名.md"),
        ("CON", "_CON.md"),
        ("com1.资料", "_com1.资料.md"),
        ("𠮷田镕", "𠮷田镕.md"),
    ],
)
def test_nasty_21_what_a_system_refuses_is_changed(title: str, name: str) -> None:
    assert safe_file_name(title, "md") == name


def test_a_long_title_is_cut_between_characters() -> None:
    name = safe_file_name("长" * 200, "docx")
    assert len(name.encode()) <= 200
    assert name == "长" * 65 + ".docx"


def test_doubles_are_numbered() -> None:
    taken: set[str] = set()
    names = [safe_file_name(title, "txt", taken) for title in ("总结", "总结", "总结", "Report", "REPORT")]
    assert names == ["总结.txt", "总结（2）.txt", "总结（3）.txt", "Report.txt", "REPORT（2）.txt"]


def test_a_long_double_keeps_its_number() -> None:
    taken: set[str] = set()
    safe_file_name("长" * 200, "docx", taken)
    assert safe_file_name("长" * 200, "docx", taken).endswith("长（2）.docx")


@given(st.text(max_size=300))
def test_any_title_gives_a_name_that_every_system_takes(title: str) -> None:
    name = safe_file_name(title, "docx")
    assert len(name.encode()) <= 200
    assert not set(name) & set('<>:"/\\|?*\0\n')
    assert name.endswith(".docx")
    assert len(name) > len(".docx")
    assert not name.startswith((" ", "."))

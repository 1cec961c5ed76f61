"""Archives give their members one after another; a refused member never stops the rest."""

import io
import struct
import zipfile
import zlib

import pytest

from mofan.text.read import Limits, Member, Reason, Unreadable, is_archive, read_members
from tests.text.read.makers import make_docx, make_raw_zip, make_zip, paragraph

TEXT = "关于开展学习交流的通知\n".encode()


def members(data: bytes, limits: Limits | None = None) -> dict[str, Member]:
    return {member.path: member for member in read_members(data, "材料.zip", limits=limits or Limits())}


def reasons(data: bytes, limits: Limits | None = None) -> dict[str, Reason | None]:
    found = members(data, limits)
    assert all((member.data is None) == (member.refusal is not None) for member in found.values())
    return {path: member.refusal.reason if member.refusal else None for path, member in found.items()}


def refuse(data: bytes, limits: Limits | None = None) -> Reason:
    with pytest.raises(Unreadable) as caught:
        read_members(data, "材料.zip", limits=limits or Limits())
    assert caught.value.sentence.endswith("。")
    return caught.value.reason


def flag(data: bytes, bit: int) -> bytes:
    """The archive with this bit set in the flags of every header."""
    patched = bytearray(data)
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        start = data.find(signature)
        while start >= 0:
            (flags,) = struct.unpack_from("<H", patched, start + offset)
            struct.pack_into("<H", patched, start + offset, flags | bit)
            start = data.find(signature, start + 4)
    return bytes(patched)


def test_it_gives_the_members_in_order() -> None:
    found = list(read_members(make_zip({"一季度/通知.txt": TEXT, "纪要.txt": b"2", "空/": b""}), "材料.zip"))
    assert [(member.path, member.data) for member in found] == [("一季度/通知.txt", TEXT), ("纪要.txt", b"2")]


def test_a_docx_in_an_archive_is_a_member_and_no_archive() -> None:
    document = make_docx(paragraph("通知"))
    assert not is_archive(document, "通知.docx")
    assert members(make_zip({"通知.docx": document}))["通知.docx"].data == document


def test_nasty_23_names_in_every_encoding_are_recovered() -> None:
    names = {
        "工作要点.txt": "gb18030",
        "学习计划.txt": "utf-8",
        "朱镕讲话.txt": "gb18030",
        "工作報告書.txt": "cp950",
        "plain.txt": "ascii",
    }
    data = make_raw_zip({name.encode(encoding): TEXT for name, encoding in names.items()})
    assert set(members(data)) == set(names)


def test_nasty_23_flagged_and_unflagged_names_stand_together() -> None:
    raw = make_raw_zip({"工作要点.txt".encode("gb18030"): TEXT})
    out = io.BytesIO(raw)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("学习计划.txt", TEXT)
    assert set(members(out.getvalue())) == {"工作要点.txt", "学习计划.txt"}


def test_a_name_that_is_flagged_as_utf8_but_is_not() -> None:
    data = flag(make_raw_zip({"工作要点.txt".encode("gb18030"): TEXT, b"b.txt": TEXT}), 0x800)
    assert {path: member.data for path, member in members(data).items()} == {"工作要点.txt": TEXT, "b.txt": TEXT}


def test_a_name_in_no_known_encoding_is_kept_with_a_warning() -> None:
    (member,) = read_members(make_raw_zip({b"a\xff\xff.txt": TEXT}), "材料.zip")
    assert member.data == TEXT
    assert "编码无法识别" in member.warnings[0]


@pytest.mark.parametrize("good", [True, False])
def test_the_unicode_path_field_is_believed_when_its_checksum_fits(good: bool) -> None:
    raw = "工作要点.txt".encode("gb18030")
    data = make_raw_zip({raw: TEXT})
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        info = package.infolist()[0]
        body = b"\x01" + struct.pack("<I", zlib.crc32(raw) + (not good)) + "工作要点（定稿）.txt".encode()
        info.extra = struct.pack("<HH", 0x5455, 1) + b"\0" + struct.pack("<HH", 0x7075, len(body)) + body
        from mofan.text.read.archives.zipped import recover_name

        assert recover_name(info) == ("工作要点（定稿）.txt" if good else "工作要点.txt", ())


def test_a_name_that_python_made_up_is_kept() -> None:
    from mofan.text.read.archives.zipped import recover_name

    assert recover_name(zipfile.ZipInfo("通知.txt")) == ("通知.txt", ())


@pytest.mark.parametrize(
    "path",
    [
        "../外面.txt",
        "甲/../../乙.txt",
        "/根.txt",
        "C:/盘.txt",
        "c:盘.txt",
        "..\\外面.txt",
        "\\\\主机\\共享.txt",
        "甲\t.txt",
    ],
)
def test_nasty_23_paths_that_lead_out_are_refused_and_the_rest_is_read(path: str) -> None:
    found = reasons(make_zip({path: TEXT, "好.txt": TEXT}))
    assert found == {path.replace("\\", "/").replace("\t", "\ufffd"): Reason.UNSAFE_PATH, "好.txt": None}


def test_backslashes_within_are_folders() -> None:
    assert set(members(make_zip({"一季度\\": b"", "一季度\\通知.txt": TEXT}))) == {"一季度/通知.txt"}


def test_a_member_without_a_name_is_refused() -> None:
    assert reasons(make_raw_zip({b"\0aa": TEXT, b"b.txt": TEXT})) == {"\ufffdaa": Reason.UNSAFE_PATH, "b.txt": None}


def test_links_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        link = zipfile.ZipInfo("链接.txt")
        link.external_attr = 0o120777 << 16
        package.writestr(link, "/etc/passwd")
    assert reasons(out.getvalue()) == {"链接.txt": Reason.UNSAFE_PATH}


def test_litter_of_systems_and_editors_is_passed_over() -> None:
    litter = ["__MACOSX/._通知.txt", "甲/.DS_Store", "Thumbs.db", "甲/~$通知.docx", "desktop.ini"]
    assert set(members(make_zip({**dict.fromkeys(litter, b"x"), "通知.txt": TEXT}))) == {"通知.txt"}


def nest(depth: int) -> bytes:
    data = make_zip({"底.txt": TEXT})
    for level in range(depth - 1, 0, -1):
        data = make_zip({f"{level}.zip": data, f"{level}.txt": TEXT})
    return data


def test_nested_archives_are_walked_through() -> None:
    assert list(members(nest(3))) == ["1.zip/2.zip/底.txt", "1.zip/2.txt", "1.txt"]


def test_nasty_23_depth_nine_ends_at_the_limit() -> None:
    found = reasons(nest(9))
    assert found == {
        "1.zip/2.zip/3.zip": Reason.TOO_DEEP,
        "1.zip/2.zip/3.txt": None,
        "1.zip/2.txt": None,
        "1.txt": None,
    }


def test_a_broken_or_empty_archive_inside_is_a_refused_member() -> None:
    broken = make_zip({"a.txt": TEXT})[:-30]
    data = make_zip({"坏.zip": broken, "空.zip": make_zip({}), "好.txt": TEXT})
    assert reasons(data) == {"坏.zip": Reason.BROKEN, "空.zip": Reason.EMPTY, "好.txt": None}


def test_a_bomb_is_refused_and_the_rest_is_read() -> None:
    data = make_zip({"弹.txt": b"0" * 3_000_000, "好.txt": TEXT})
    assert reasons(data) == {"弹.txt": Reason.TOO_LARGE, "好.txt": None}


def test_all_members_together_are_limited_nested_ones_too() -> None:
    inner = make_zip({"b.txt": b"1" * 60})
    data = make_zip({"a.txt": b"0" * 60, "内.zip": inner, "c.txt": b"2" * 60})
    found = reasons(data, Limits(total_bytes=60 + len(inner) + 60 + 59))
    assert found == {"a.txt": None, "内.zip/b.txt": None, "c.txt": Reason.TOO_LARGE}


def test_too_many_members_are_refused() -> None:
    data = make_zip({f"{number}.txt": TEXT for number in range(5)})
    assert refuse(data, Limits(members=4)) is Reason.TOO_MANY
    assert reasons(make_zip({"内.zip": data}), Limits(members=4)) == {"内.zip": Reason.TOO_MANY}


def test_members_under_a_password_are_refused_one_by_one() -> None:
    data = flag(make_zip({"密.txt": TEXT}), 0x1)
    assert reasons(data) == {"密.txt": Reason.ENCRYPTED}


def test_a_damaged_member_is_refused() -> None:
    data = make_zip({"坏.txt": bytes(range(256)) * 20, "好.txt": TEXT})
    place = data.index("坏.txt".encode()) + 10
    assert reasons(data[:place] + b"\xff\xff" + data[place + 2 :]) == {"坏.txt": Reason.BROKEN, "好.txt": None}


def test_a_rare_packing_method_is_refused() -> None:
    data = bytearray(make_zip({"新.txt": TEXT}))
    for signature, offset in ((b"PK\x01\x02", 10), (b"PK\x03\x04", 8)):
        struct.pack_into("<H", data, data.index(signature) + offset, 9)
    assert reasons(bytes(data)) == {"新.txt": Reason.UNSUPPORTED}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.EMPTY),
        (make_zip({}), Reason.EMPTY),
        (make_zip({"a.txt": TEXT})[:-30], Reason.BROKEN),
        (TEXT, Reason.UNKNOWN),
    ],
    ids=["nothing", "no members", "truncated", "text"],
)
def test_what_cannot_be_opened_is_refused_at_once(data: bytes, reason: Reason) -> None:
    assert refuse(data) is reason


def test_an_archive_beyond_the_limit_is_refused() -> None:
    assert refuse(make_zip({"a.txt": TEXT}), Limits(file_bytes=10)) is Reason.TOO_LARGE

"""RAR and 7z: members as from a .zip, where libarchive is installed."""

import sys

import pytest

from mofan.text.read import LIMITS, Limits, Member, Reason, Unreadable, is_archive, read_bytes, read_members
from mofan.text.read.archives.unarchived import unarchived_files
from tests.text.read.makers import make_rar, make_zip

try:
    import libarchive
except (ImportError, OSError, TypeError, AttributeError):  # the last three: no shared library
    libarchive = None

needs_libarchive = pytest.mark.skipif(libarchive is None, reason="libarchive is not installed here")
TEXT = "关于开展学习交流的通知"


def make_7z(files: dict[str, bytes]) -> bytes:
    parts: list[bytes] = []

    def keep(block: bytes) -> int:
        parts.append(bytes(block))
        return len(block)

    with libarchive.custom_writer(keep, "7zip") as archive:
        for name, data in files.items():
            archive.add_file_from_memory(name, len(data), data)
    return b"".join(parts)


def members(data: bytes, name: str = "材料.rar", limits: Limits = LIMITS) -> list[Member]:
    return list(read_members(data, name, limits=limits))


def reason_of(data: bytes, name: str = "材料.rar", limits: Limits = LIMITS) -> Reason:
    with pytest.raises(Unreadable) as caught:
        members(data, name, limits)
    return caught.value.reason


@needs_libarchive
def test_nasty_24_a_rar_with_gbk_names_gives_its_members() -> None:
    data = make_rar({b"folder/": b"", "材料/要点.txt".encode("gb18030"): TEXT.encode(), b"a.txt": b"hello"})
    assert is_archive(data, "材料.rar")
    assert [(one.path, one.data) for one in members(data)] == [("材料/要点.txt", TEXT.encode()), ("a.txt", b"hello")]


@needs_libarchive
def test_a_7z_gives_its_members_and_those_of_a_zip_in_it() -> None:
    data = make_7z({"二季度.txt": TEXT.encode(), "里层.zip": make_zip({"a.txt": TEXT})})
    assert [one.path for one in members(data, "材料.7z")] == ["二季度.txt", "里层.zip/a.txt"]


def test_it_is_not_read_as_a_document() -> None:
    with pytest.raises(Unreadable) as caught:
        read_bytes(make_rar({b"a.txt": b"hello"}), "材料.rar")
    assert caught.value.reason is Reason.ARCHIVE


@needs_libarchive
def test_a_name_in_no_known_encoding_is_kept_as_far_as_it_goes() -> None:
    (member,) = members(make_rar({b"\xff\xff.txt": b"hello"}))
    assert member.path.endswith(".txt")
    assert "\ufffd" in member.path


@needs_libarchive
def test_locked_and_broken_archives_are_refused() -> None:
    assert reason_of(make_rar({b"a.txt": b"hello"}, locked=True)) is Reason.ENCRYPTED
    assert reason_of(b"Rar!\x1a\x07\x00" + b"\x00" * 40) is Reason.BROKEN
    assert reason_of(make_7z({"a.txt": b"hello"})[:-8], "材料.7z") is Reason.BROKEN
    assert reason_of(make_rar({})) is Reason.EMPTY


@needs_libarchive
def test_a_damaged_member_does_not_take_those_before_it_along() -> None:
    found = members(make_rar({b"a.txt": b"hello", b"b.txt": b"x" * 5000}, cut=2000))
    assert (found[0].path, found[0].data) == ("a.txt", b"hello")
    assert found[1].refusal is not None
    assert found[1].refusal.reason is Reason.BROKEN


@needs_libarchive
def test_what_cannot_be_reached_behind_a_break_is_said() -> None:
    data = make_rar({b"a.txt": b"hello", b"b.txt": b"world"})
    broken = data.replace(b"b.txt", b"\x00\x00\x00\x00\x00")
    found = members(broken)
    assert found[0].data == b"hello"
    assert found[-1].refusal is not None


@needs_libarchive
def test_limits_hold_for_every_kind_of_archive() -> None:
    data = make_rar({b"a.txt": b"hello" * 1000, b"b.txt": b"world"})
    large, small = members(data, limits=Limits(file_bytes=len(data), total_bytes=1000))
    assert large.refusal is not None
    assert large.refusal.reason is Reason.TOO_LARGE
    assert small.data == b"world"
    _, rest = members(data, limits=Limits(members=1))
    assert rest.refusal is not None
    assert rest.refusal.reason is Reason.TOO_MANY


def test_without_libarchive_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "libarchive", None)
    with pytest.raises(Unreadable, match="libarchive13") as caught:
        next(unarchived_files(b""))
    assert caught.value.reason is Reason.NEEDS_PROGRAM

"""The .zip around the parts of a .docx (文档包): the same parts are always the same bytes.

Nine of eleven parts are the same in every paper, so they are compressed once; `zipfile` would do it for each again.
"""

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

_LOCAL: Final = struct.Struct("<4s2B4HL2L2H")
_CENTRAL: Final = struct.Struct("<4s4B4HL2L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_VERSION: Final = 20
"""2.0: deflate."""
_DEFLATED: Final = 8
_FIRST_DAY: Final = 1 << 5 | 1
"""1980-01-01, the first day a .zip knows: no file says when it was made."""
_OWN: Final = 0o600 << 16
"""Rights of an entry; the system that made it is given as 0 everywhere."""


@dataclass(frozen=True, slots=True)
class _Part:
    name: bytes
    data: bytes
    crc: int
    size: int


def packed(
    changing: Iterable[tuple[str, str | bytes]], constant: Iterable[tuple[str, str]], order: Iterable[str]
) -> bytes:
    """The .zip of these parts (name, content) in this order; the constant ones are compressed once a process.

    A changing part goes before a constant one of the same name.
    """
    parts = {name: _kept(name, content) for name, content in constant}
    parts |= {name: _compressed(name, content) for name, content in changing}
    local, central, offset = [], [], 0
    ordered = [parts[name] for name in order]
    for part in ordered:
        same = (0, _DEFLATED, 0, _FIRST_DAY, part.crc, len(part.data), part.size, len(part.name), 0)
        local += [_LOCAL.pack(b"PK\3\4", _VERSION, 0, *same), part.name, part.data]
        central += [
            _CENTRAL.pack(b"PK\1\2", _VERSION, 0, _VERSION, 0, *same, 0, 0, 0, _OWN, offset),
            part.name,
        ]
        offset += _LOCAL.size + len(part.name) + len(part.data)
    directory = b"".join(central)
    end = _END.pack(b"PK\5\6", 0, 0, len(ordered), len(ordered), len(directory), offset, 0)
    return b"".join((*local, directory, end))


@cache
def _kept(name: str, content: str) -> _Part:
    return _compressed(name, content)


def _compressed(name: str, content: str | bytes) -> _Part:
    data = content.encode() if isinstance(content, str) else content
    compressor = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -zlib.MAX_WBITS)
    return _Part(name.encode(), compressor.compress(data) + compressor.flush(), zlib.crc32(data), len(data))

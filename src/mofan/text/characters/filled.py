"""Tables of characters (字符表) filled as characters are met, and applied to whole texts at once."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

_SHORT = 100
"""Characters: a shorter text is translated one by one, which takes less time to begin."""
_PLANE = 0x10000
_UNKNOWN, _GONE, _SEVERAL = 0, 0xFFFF_FFFF, 0xFFFF_FFFE
"""In the place of a code point: not met yet, nothing stands for it, several characters (or U+0000)."""

_Codes = npt.NDArray[np.uint32]


class FilledTable(dict[int, str]):
    """Code point → what stands for it. `apply` does what `str.translate` does, on long texts several times as fast."""

    def __init__(self) -> None:
        super().__init__()
        self._targets: _Codes = np.zeros(_PLANE, np.uint32)
        self._targets[0] = _SEVERAL

    def spell(self, char: str) -> str:
        """What stands for one character."""
        raise NotImplementedError

    def __missing__(self, code: int) -> str:
        spelt = self[code] = self.spell(chr(code))
        return spelt

    def apply(self, text: str) -> str:
        """`text` with every character replaced by what stands for it."""
        if len(text) < _SHORT:
            return text.translate(self)
        codes: _Codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
        found = self._targets[np.where(codes < _PLANE, codes, 0)]
        if not found.all():
            self._meet(np.unique(codes[found == _UNKNOWN]))
            found = self._targets[np.where(codes < _PLANE, codes, 0)]
        return "".join(self._parts(codes, found))

    def _meet(self, codes: _Codes) -> None:
        for code in codes.tolist():
            spelt = self[code]
            if len(spelt) == 1 and spelt != "\x00":
                self._targets[code] = ord(spelt)
            else:
                self._targets[code] = _SEVERAL if spelt else _GONE

    def _parts(self, codes: _Codes, found: _Codes) -> Iterator[str]:
        start = 0
        for at in np.flatnonzero(found == _SEVERAL).tolist():
            yield _text_of(found[start:at])
            yield self[int(codes[at])]
            start = at + 1
        yield _text_of(found[start:])


def _text_of(targets: _Codes) -> str:
    kept: bytes = targets[targets != _GONE].astype("<u4").tobytes()
    return kept.decode("utf-32-le", "surrogatepass")

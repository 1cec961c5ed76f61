"""Tables of characters (字符表) filled as characters are met, and applied to whole texts at once."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

_SHORT = 100
"""Characters: a shorter text is translated one by one, which takes less time to begin."""
_UNKNOWN, _GONE, _SEVERAL = 0, 0xDFFF, 0xDFFE
"""In the place of a code point: not met yet, nothing stands for it, anything but one character up to U+FFFF. The last
two are no characters of a text that can be written, so that two bytes are enough for everything."""

_Codes = npt.NDArray[np.uint16]


class FilledTable(dict[int, str]):
    """Code point → what stands for it. `apply` does what `str.translate` does, on long texts several times as fast."""

    def __init__(self) -> None:
        super().__init__()
        self._targets: _Codes = np.zeros(0x10000, np.uint16)  # small: it has to stay in the processor's own memory
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
        codes: _Codes = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2")
        if len(codes) > len(text):  # characters beyond U+FFFF
            return text.translate(self)
        found = self._targets[codes]
        if not found.all():
            self._meet(np.unique(codes[found == _UNKNOWN]))
            found = self._targets[codes]
        return "".join(self._parts(codes, found))

    def _meet(self, codes: _Codes) -> None:
        for code in codes.tolist():
            spelt = self[code]
            plain = len(spelt) == 1 and "\x00" < spelt <= "\uffff" and not "\ud800" <= spelt <= "\udfff"
            self._targets[code] = ord(spelt) if plain else _SEVERAL if spelt else _GONE

    def _parts(self, codes: _Codes, found: _Codes) -> Iterator[str]:
        start = 0
        for at in np.flatnonzero(found == _SEVERAL).tolist():
            yield _text_of(found[start:at])
            yield self[int(codes[at])]
            start = at + 1
        yield _text_of(found[start:])


def _text_of(targets: _Codes) -> str:
    kept: bytes = targets[targets != _GONE].astype("<u2").tobytes()
    return kept.decode("utf-16-le")

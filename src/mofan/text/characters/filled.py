"""Tables of characters (字符表) filled as characters are met, and applied to whole texts at once.

numpy is loaded when a text is long enough to be worth it, so that a command on one document begins at once.
"""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    _Codes = npt.NDArray[np.uint16]

_SHORT = 100
"""Characters: a shorter text is translated one by one, which takes less time to begin."""
_LONG = 100_000
"""Characters: the same where numpy is not loaded yet, which takes as long as translating so many."""
_UNKNOWN, _GONE, _SEVERAL = 0, 0xDFFF, 0xDFFE
"""In the place of a code point: not met yet, nothing stands for it, anything but one character up to U+FFFF. The last
two are no characters of a text that can be written, so that two bytes are enough for everything."""


class FilledTable(dict[int, str]):
    """Code point → what stands for it. `apply` does what `str.translate` does, on long texts several times as fast."""

    _targets: "_Codes"
    """Code point → what stands for it, for `apply`; made when first needed."""

    def spell(self, char: str) -> str:
        """What stands for one character."""
        raise NotImplementedError

    def __missing__(self, code: int) -> str:
        spelt = self[code] = self.spell(chr(code))
        return spelt

    def apply(self, text: str) -> str:
        """`text` with every character replaced by what stands for it."""
        if len(text) < (_SHORT if "numpy" in sys.modules else _LONG):
            return text.translate(self)
        import numpy as np

        if not hasattr(self, "_targets"):
            targets = np.zeros(0x10000, np.uint16)  # small: it has to stay in the processor's own memory
            targets[0] = _SEVERAL
            vars(self).setdefault("_targets", targets)  # the first of several threads sets it
        codes: _Codes = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2")
        if len(codes) > len(text):  # characters beyond U+FFFF
            return text.translate(self)
        found = self._targets[codes]
        if not found.all():
            self._meet(np.unique(codes[found == _UNKNOWN]))
            found = self._targets[codes]
        return "".join(self._parts(codes, found))

    def _meet(self, codes: "_Codes") -> None:
        for code in codes.tolist():
            spelt = self[code]
            plain = len(spelt) == 1 and "\x00" < spelt <= "\uffff" and not "\ud800" <= spelt <= "\udfff"
            self._targets[code] = ord(spelt) if plain else _SEVERAL if spelt else _GONE

    def _parts(self, codes: "_Codes", found: "_Codes") -> Iterator[str]:
        start = 0
        for at in (found == _SEVERAL).nonzero()[0].tolist():
            yield _text_of(found[start:at])
            yield self[int(codes[at])]
            start = at + 1
        yield _text_of(found[start:])


def _text_of(targets: "_Codes") -> str:
    kept: bytes = targets[targets != _GONE].astype("<u2").tobytes()
    return kept.decode("utf-16-le")

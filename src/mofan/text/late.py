"""Patterns that are compiled when they are first asked (迟编译): compiling some takes longer than reading a page."""

import re
from typing import Any, cast


class _Late:
    def __init__(self, written: str, flags: int) -> None:
        self._written, self._flags = written, flags

    def __getattr__(self, name: str) -> Any:
        """Comes here only for what was never asked before: from then on the compiled pattern answers at once."""
        vars(self).update({name: (asked := getattr(re.compile(self._written, self._flags), name))})
        return asked


def late(written: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, for `.match`, `.search`, `.finditer` and the other attributes of a pattern; a mistake in
    it is raised (re.error) when it is first asked. It cannot stand where `re.sub` and its like take a pattern."""
    return cast("re.Pattern[str]", _Late(written, flags))

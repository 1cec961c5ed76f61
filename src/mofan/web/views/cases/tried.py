"""What somebody tried on the page of a case and could not do (未办成)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mofan.web.forms import Wrong


@dataclass(frozen=True, slots=True)
class Tried:
    """Where on the page, with what, and why not: that form is open again with what was typed."""

    place: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    errors: tuple[Wrong, ...] = ()

"""Ways to look at a document through the inspection."""

import io
from typing import Any

import docx

from mofan.paper import Finding, inspect_docx, repair_docx
from mofan.paper.inspecting.blocks import read_blocks
from mofan.paper.inspecting.opened import Opened
from mofan.paper.inspecting.properties import Properties
from mofan.paper.inspecting.roles import Placed, placed
from tests.paper import made


def found(document: Any) -> tuple[Finding, ...]:
    return inspect_docx(made.saved(document))


def found_after(document: Any) -> tuple[Finding, ...]:
    return repair_docx(made.saved(document)).left


def of(document: Any, *elements: str) -> list[str]:
    """What was found of these elements."""
    return [one.found for one in found(document) if one.element in elements]


def well(lines: tuple[str, ...] = made.LINES, title: str = "关于开展年度检查的通知") -> Any:
    """A document that is right."""
    return docx.Document(io.BytesIO(repair_docx(made.saved(made.plain(title, lines))).data))


def roles(document: Any) -> list[Placed]:
    opened = Opened(made.saved(document))
    return placed(read_blocks(opened), Properties(opened))

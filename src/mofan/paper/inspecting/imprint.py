"""The imprint where it stands in a table or a box (版记), as it mostly does: its characters and its words.

Other tables and boxes are left alone; so is the place of what stands in a cell.
"""

from collections.abc import Iterator, Sequence

from mofan.paper.inspecting.blocks import Block, read_pieces
from mofan.paper.inspecting.opened import Opened
from mofan.paper.inspecting.roles import ISSUED, Placed, imprint_role
from mofan.text.read.word.markup import Element, local

_HOLDERS = ("tbl", "txbxContent")


def imprint_in_holders(opened: Opened, blocks: Sequence[Block]) -> list[Placed]:
    """抄送 and 印发 in the tables and boxes behind the text, and wherever one holds a line of 印发."""
    last = next((block.element for block in reversed(blocks) if block.shown), None)
    number = blocks[-1].number if blocks else 0
    behind = last is None
    found: list[Placed] = []
    for top in opened.body:
        held = [Block(one, number, "", list(read_pieces(one))) for one in _held(top)]
        if behind or top is last or any(ISSUED.fullmatch(block.text) for block in held):
            roles = ((block, imprint_role(block)) for block in held if block.shown)
            found += [Placed(block, role) for block, role in roles if role is not None]
        behind = behind or top is last
    return found


def _held(top: Element) -> Iterator[Element]:
    """The paragraphs in tables and boxes; a box that is written twice (mc:Fallback) is read once."""
    for paragraph in top.iter("{*}p"):
        above = [local(one) for one in paragraph.iterancestors()]
        if "Fallback" not in above and any(holder in above for holder in _HOLDERS):
            yield paragraph

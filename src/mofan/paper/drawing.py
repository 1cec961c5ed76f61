"""Things that stand at a place of the paper and not in the text (定位图形): the double lines and mark of a letter."""

from typing import Final
from xml.sax.saxutils import quoteattr

from mofan.paper import measurements as m

_EMU: Final = 635
"""A twip in the units of drawings."""
_WP: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC: Final = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_FIRST_PICTURE: Final = 1000
"""Numbers of pictures begin behind those of other drawings."""
NAMESPACES: Final = (
    f' xmlns:wp="{_WP}" xmlns:a="{_A}" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def line(number: int, *, left: int, top: int, length: int, thickness: int) -> str:
    """A red line on the paper: places in twips from its upper left corner, `thickness` in 1/100 pt."""
    shape = (
        '<wps:cNvCnPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{length * _EMU}" cy="0"/></a:xfrm><a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
        f'<a:ln w="{thickness * 127}"><a:solidFill><a:srgbClr val="{m.RED}"/></a:solidFill></a:ln></wps:spPr>'
        "<wps:bodyPr/>"
    )
    return _placed(number, f"红线{number}", left, top, length, 0, shape)


def box(
    number: int,
    content: str,
    name: str,
    *,
    left: int,
    top: int,
    size: tuple[int, int],
    held: str = "t",
) -> str:
    """Paragraphs at a place of the paper, without a frame; `size` is (width, height) in twips.

    The text is `held` at the top ("t") or the bottom ("b").
    """
    breadth, height = size
    shape = (
        '<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{breadth * _EMU}" cy="{height * _EMU}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
        f'<wps:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{held}"><a:noAutofit/>'
        "</wps:bodyPr>"
    )
    return _placed(number, name, left, top, breadth, height, shape)


def _placed(number: int, name: str, left: int, top: int, breadth: int, height: int, shape: str) -> str:
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0"'
        ' locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{left * _EMU}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{top * _EMU}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{breadth * _EMU}" cy="{height * _EMU}"/><wp:wrapNone/>'
        f'<wp:docPr id="{number}" name="{name}"/><wp:cNvGraphicFramePr/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f"<wps:wsp>{shape}</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        "<mc:Fallback/></mc:AlternateContent></w:r>"
    )


def picture(number: int, relation: str, width: int, height: int, description: str) -> str:
    """A picture in its line, as large as that in EMU."""
    size = f'cx="{width}" cy="{height}"'
    told = f" descr={quoteattr(description)}" if description else ""
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_WP}" distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{_FIRST_PICTURE + number}" name="图片{number}"{told}/>'
        f'<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{_A}" noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic xmlns:a="{_A}"><a:graphicData uri="{_PIC}"><pic:pic xmlns:pic="{_PIC}"><pic:nvPicPr>'
        f'<pic:cNvPr id="{_FIRST_PICTURE + number}" name="图片{number}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )

"""Files built by hand for the tests of reading: a .docx from its XML, a .zip from raw names."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def make_docx(body: str, **parts: str) -> bytes:
    """A .docx whose body is `body`; `parts` gives the inside of styles, numbering, header or footer."""
    files = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relations({"officeDocument": "word/document.xml"}),
        "word/_rels/document.xml.rels": _relations({kind: f"{kind}.xml" for kind in parts}),
        "word/document.xml": f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>",
    }
    roots = {"styles": "styles", "numbering": "numbering", "header": "hdr", "footer": "ftr"}
    for kind, inside in parts.items():
        files[f"word/{kind}.xml"] = f"<w:{roots[kind]} {_NAMESPACES}>{inside}</w:{roots[kind]}>"
    return make_zip(files)


def _relations(targets: Mapping[str, str]) -> str:
    items = "".join(
        f'<Relationship Id="r{index}" Type="{_KIND}{kind}" Target="{target}"/>'
        for index, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{_RELATIONS}">{items}</Relationships>'


def make_zip(files: Mapping[str, str | bytes]) -> bytes:
    """A .zip of these names and contents."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return out.getvalue()


def make_raw_zip(files: Mapping[bytes, bytes]) -> bytes:
    """A .zip whose names are these very bytes, without the UTF-8 flag, as Chinese Windows tools write them."""
    out = io.BytesIO()
    stands: dict[str, bytes] = {}
    with zipfile.ZipFile(out, "w") as package:
        for index, (name, content) in enumerate(files.items()):
            stand = f"{index:03d}".ljust(len(name), "~")
            stands[stand] = name
            package.writestr(stand, content)
    data = out.getvalue()
    for stand, name in stands.items():
        data = data.replace(stand.encode(), name)
    return data


def paragraph(text: str, properties: str = "", run: str = "") -> str:
    """A w:p of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{make_run(text, run)}</w:p>"


def make_run(text: str, properties: str = "") -> str:
    """A w:r with these properties."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def numbered(text: str, num: int, level: int = 0) -> str:
    """A paragraph with a number of its own."""
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def make_level(index: int, style: str, text: str, more: str = "", start: int = 1) -> str:
    """A w:lvl."""
    inside = f'<w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{index}">{inside}</w:lvl>'


def make_abstract(identity: int, *levels: str) -> str:
    """A w:abstractNum."""
    return f'<w:abstractNum w:abstractNumId="{identity}">{"".join(levels)}</w:abstractNum>'


def make_num(identity: int, abstract: int, override: str = "") -> str:
    """A w:num."""
    return f'<w:num w:numId="{identity}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'


def make_style(identity: str, properties: str = "", kind: str = "paragraph") -> str:
    """A w:style with these paragraph properties."""
    return f'<w:style w:type="{kind}" w:styleId="{identity}"><w:pPr>{properties}</w:pPr></w:style>'


def number_properties(num: int, more: str = "") -> str:
    """A w:numPr."""
    return f'<w:numPr>{more}<w:numId w:val="{num}"/></w:numPr>'


def make_pdf(pages: Sequence[Sequence[tuple[float, float, str]]], *, encrypted: bool = False) -> bytes:
    """A PDF of A4 pages with Latin text in 12-point Helvetica: (x, y, words) each, points from the lower left."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, words in enumerate(pages):
        drawn = "".join(f"BT /F1 12 Tf {x} {y} Td ({text}) Tj ET\n" for x, y, text in words)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}endstream")
    lock = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'11' * 32}> /U <{'22' * 32}> >> " if encrypted else ""
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, inside in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{inside}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += "".join(f"{place:010} 00000 n \n" for place in places).encode()
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R {lock}/ID [<{'33' * 16}> <{'33' * 16}>] >>"
    return bytes(out) + f"trailer\n{trailer}\nstartxref\n{start}\n%%EOF\n".encode()


def make_rar(files: Mapping[bytes, bytes], *, locked: bool = False, cut: int = 0) -> bytes:
    """A RAR 4 archive with stored members; `locked`: its heads say that they are encrypted; `cut` bytes short."""
    out = bytearray(b"Rar!\x1a\x07\x00")
    out += _rar_block(struct.pack("<BHHHI", 0x73, 0x80 * locked, 13, 0, 0))
    for name, data in files.items():
        head = struct.pack(
            "<BHHIIBIIBBHI",
            *(
                0x74,
                0x80E0 if name.endswith(b"/") else 0x8000,
                32 + len(name),
                len(data),
                len(data),
                0,
                zlib.crc32(data),
                0x5A8F6C21,
                20,
                0x30,
            ),
            *(len(name), 0x20),
        )
        out += _rar_block(head + name) + data
    out += _rar_block(struct.pack("<BHH", 0x7B, 0x4000, 7))
    return bytes(out[: len(out) - cut])


def _rar_block(body: bytes) -> bytes:
    return struct.pack("<H", zlib.crc32(body) & 0xFFFF) + body

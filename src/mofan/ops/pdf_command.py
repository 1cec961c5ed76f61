"""`mofan pdf FILE -o OUT.pdf`: one material in the official layout as PDF. No database, no Django."""

from __future__ import annotations

import argparse
import io
import os
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mofan.ops.answering import FAILED, Result, print_json, refuse, say_warnings
from mofan.ops.official_command import UnknownType, asked_in_vain, declare_official, declare_sample, official_asked
from mofan.ops.on_paper import head_left_out, manuscript_of, paper_asked
from mofan.ops.wording import why

if TYPE_CHECKING:
    from mofan.ops.on_paper import Manuscript
    from mofan.paper import OfficialDocument
    from mofan.paper.pdf import PdfReport

NAMES = {"libreoffice": "LibreOffice", "typst": "Typst"}


def declare(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    pdf = commands.add_parser("pdf", help="把一篇材料排成公文版式的 PDF，报告字体替代和缺字")
    pdf.add_argument("file", metavar="文件", help="- 表示标准输入")
    pdf.add_argument("-o", "--output", metavar="文件.pdf", help="写到哪里，默认与原文件同名，扩展名为 .pdf")
    pdf.add_argument("--by", choices=tuple(NAMES), help="用哪个程序排，默认有 LibreOffice 就用它，没有就用 Typst")
    pdf.add_argument("--json", action="store_true", help="输出一个 JSON 对象：页数、字体替代、缺字、提示")
    declare_official(pdf)
    declare_sample(pdf)
    pdf.set_defaults(command=make_pdf)


def make_pdf(asked: argparse.Namespace) -> int:
    """`mofan pdf FILE`: the first piece of the file, cleaned, in the layout of GB/T 9704-2012; with --type, as an
    official document of that type. An existing file is never written over unless --output names it."""
    from mofan.paper.pdf import NoChineseFont, PdfFailed, folders_set, fonts_of, write_pdf
    from mofan.text.read import Unreadable

    if refusal := asked_in_vain(asked):
        return refuse(refusal)
    target = Path(asked.output or Path("材料" if asked.file == "-" else asked.file).with_suffix(".pdf"))
    if not asked.output and target.exists():
        return refuse(f"“{target}”已经有了，没有改动它。要写到别处或改写它，请用 --output 写明。")
    made = io.BytesIO()
    try:
        manuscript = manuscript_of(asked.file)
        if not asked.type:
            manuscript = replace(manuscript, warnings=(*manuscript.warnings, *head_left_out(manuscript)))
        paper = _official(asked, manuscript) if asked.type else paper_asked(manuscript)
        report = write_pdf(paper, made, by=asked.by, fonts=fonts_of(folders_set()), sample=asked.sample)
    except (Unreadable, UnknownType, NoChineseFont) as refusal:
        return refuse(str(refusal))
    except PdfFailed as failure:
        refuse(str(failure))
        return FAILED
    try:
        _write(target, made.getvalue())
    except OSError as error:
        return refuse(f"写不了“{target}”（{why(error)}），请检查文件夹和权限。")
    if asked.json:
        print_json(_as_json(report, target, manuscript.warnings))
    else:
        said = (f"由 {NAMES[report.by]} 排成，共{report.pages}页。", *manuscript.warnings, *report.sentences)
        say_warnings(said)
        print(target)
    return 0


def _official(asked: argparse.Namespace, manuscript: Manuscript) -> OfficialDocument:
    """The official document asked for; a secrecy mark only in a sample. Raises UnknownType."""
    return replace(official_asked(asked, manuscript), secrecy=asked.secrecy)


def _write(target: Path, data: bytes) -> None:
    """The whole file or none of it: a disk that is full leaves no half of one."""
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _as_json(report: PdfReport, target: Path, warnings: tuple[str, ...]) -> Result:
    """The stable shape of `mofan pdf --json`."""
    return {
        "output": str(target),
        "by": report.by,
        "pages": report.pages,
        "substitutions": [asdict(one) | {"sentence": one.sentence} for one in report.substitutions],
        "missing": [asdict(one) | {"code": one.code, "sentence": one.sentence} for one in report.missing],
        "warnings": [*warnings, *report.warnings],
    }

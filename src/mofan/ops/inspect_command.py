"""`mofan inspect FILE.docx` and `mofan repair FILE.docx -o OUT`: layout by GB/T 9704-2012. No database, no Django."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from mofan.ops.answering import SECRET, Result, bytes_of, print_json, print_text, refuse
from mofan.ops.wording import why

if TYPE_CHECKING:
    from mofan.paper import Finding

RANKS = {"must": "应改", "normally": "一般应改", "habit": "习惯"}


def declare(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands to the command line."""
    inspecting = commands.add_parser("inspect", help="检查 Word 文件（.docx）的版式是否符合 GB/T 9704-2012")
    inspecting.add_argument("file", metavar="文件.docx", help="- 表示标准输入")
    inspecting.add_argument("--json", action="store_true", help="输出一个 JSON 数组")
    inspecting.set_defaults(command=inspect)
    repairing = commands.add_parser("repair", help="按 GB/T 9704-2012 修正 Word 文件的版式，不改一个字")
    repairing.add_argument("file", metavar="文件.docx", help="- 表示标准输入")
    repairing.add_argument("-o", "--output", metavar="文件.docx", required=True, help="写到哪里，原文件不动")
    repairing.add_argument("--overwrite", action="store_true", help="写到的文件已经有了，也改写它（原文件除外）")
    repairing.add_argument("--json", action="store_true", help="输出一个 JSON 对象：改了什么、没改什么")
    repairing.set_defaults(command=repair)


def inspect(asked: argparse.Namespace) -> int:
    """`mofan inspect FILE.docx`: what departs from the standard."""
    from mofan.paper import inspect_docx
    from mofan.text.read import Unreadable

    try:
        findings = inspect_docx(_data(asked.file))
    except Unreadable as refusal:
        return refuse(str(refusal))
    if asked.json:
        print_json(_rows(findings))
    elif findings:
        print_text("\n".join([f"共 {len(findings)} 处", *map(_line, findings)]))
    else:
        print("版式符合 GB/T 9704-2012，没有发现问题。")
    return 0


def repair(asked: argparse.Namespace) -> int:
    """`mofan repair FILE.docx -o OUT`: a corrected copy, and a list of what was corrected."""
    from mofan.paper import repair_docx
    from mofan.text.read import Unreadable

    target = Path(asked.output)
    if asked.file != "-" and target.exists() and Path(asked.file).exists() and target.samefile(asked.file):
        return refuse("不能写到原文件上，请用 -o 写明另一个文件名。")
    if target.exists() and not asked.overwrite:
        return refuse(f"“{target}”已经有了，没有改动它。要改写它，请加 --overwrite，或用 -o 写明另一个文件名。")
    try:
        repaired = repair_docx(_data(asked.file))
    except Unreadable as refusal:
        return refuse(str(refusal))
    try:
        _write(target, repaired.data)
    except OSError as error:
        return refuse(f"写不了“{target}”（{why(error)}），请检查文件夹和权限。")
    if asked.json:
        print_json({"output": str(target), "changed": _rows(repaired.changed), "left": _rows(repaired.left)})
        return 0
    lines = [f"改了 {len(repaired.changed)} 处", *map(_line, repaired.changed)]
    if repaired.left:
        lines += [f"还有 {len(repaired.left)} 处要改文字或由人判断，没有改", *map(_line, repaired.left)]
    print_text("\n".join([*lines, str(target)]))
    return 0


def _write(target: Path, data: bytes) -> None:
    """The whole file or none of it: a disk that is full leaves no half of one."""
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _data(file: str) -> bytes:
    """The bytes of a .docx that carries no secrecy mark. Raises Unreadable."""
    from mofan.text.read import MediaType, Reason, Unreadable, read_bytes, sniff
    from mofan.text.secrecy import find_secrecy_mark

    data, name = bytes_of(file)
    if sniff(data, name) is not MediaType.DOCX:
        return data
    try:
        document = read_bytes(data, name)
    except Unreadable as refusal:
        if refusal.reason is Reason.EMPTY:
            return data
        raise
    for text in (document.text, document.margins):
        if mark := find_secrecy_mark(text):
            raise Unreadable(Reason.SECRET, SECRET.format(mark=mark.of(text).strip()))
    return data


def _rows(findings: Sequence[Finding]) -> list[Result]:
    """The stable shape of `mofan inspect --json`."""
    return [asdict(finding) for finding in findings]


def _line(finding: Finding) -> str:
    return (
        f"{RANKS[finding.rank]}　{finding.where}　{finding.element}：应为{finding.expected}，现为{finding.found}"
        f"（{finding.clause}）"
    )

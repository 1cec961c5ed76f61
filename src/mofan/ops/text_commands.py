"""The text engine on the command line: read, clean, split, outline, describe. No database, no Django."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from mofan.ops.answering import (
    REFUSED,
    Result,
    bytes_of,
    document_of,
    lines_of,
    print_json,
    print_text,
    refuse,
    say_warnings,
)
from mofan.ops.insets_told import insets_told
from mofan.ops.official_command import asked_in_vain, declare_official, declare_sample, lay_out_officially
from mofan.ops.on_paper import head_left_out, manuscript_of, paper_asked
from mofan.ops.wording import why

if TYPE_CHECKING:
    from mofan.text.clean import Cleaned
    from mofan.text.read import Document
    from mofan.text.read.document import Recognised


def declare(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the text commands to the command line."""
    reading = commands.add_parser("read", help="读出文件里的文字")
    reading.add_argument("file", metavar="文件", help="- 表示标准输入")
    reading.add_argument("--json", action="store_true", help="输出一个 JSON 对象")
    reading.set_defaults(command=read)
    paper = commands.add_parser("docx", help="把一篇材料排成公文版式的 Word 文件")
    paper.add_argument("file", metavar="文件", help="- 表示标准输入")
    paper.add_argument("-o", "--output", metavar="文件.docx", help="写到哪里，默认与原文件同名，扩展名为 .docx")
    declare_official(paper)
    declare_sample(paper)
    paper.set_defaults(command=lay_on_paper)
    for name, (help_text, _, _) in STAGES.items():
        stage = commands.add_parser(name, help=help_text)
        stage.add_argument("file", metavar="文件", nargs="?", help="- 表示标准输入")
        stage.add_argument("--json", action="store_true", help="输出一个 JSON 对象")
        stage.add_argument(
            "--jsonl", action="store_true", help='从文件（不写为标准输入）逐行读 {"id","text"}，逐行输出结果'
        )
        stage.set_defaults(command=run_stage, stage=name)


def read(asked: argparse.Namespace) -> int:
    """`mofan read FILE`: the text, or the texts of an archive's members one after another."""
    from mofan.text.read import Unreadable, is_archive

    try:
        data, name = bytes_of(asked.file)
        if is_archive(data, name):
            return _read_archive(data, name, as_json=asked.json)
        document = document_of(data, name)
    except Unreadable as refusal:
        return refuse(str(refusal))
    if asked.json:
        print_json(_as_json(document))
    else:
        print_text(document.text)
        say_warnings(document.warnings)
    return 0


def _read_archive(data: bytes, name: str, *, as_json: bool) -> int:
    from mofan.text.read import Unreadable, read_members

    members: list[Result] = []
    read_any = False
    for member in read_members(data, name):
        try:
            if member.refusal or member.data is None:
                raise member.refusal or AssertionError
            document = document_of(member.data, member.path)
        except Unreadable as refusal:
            members.append({"name": member.path, "refusal": str(refusal)})
            print(f"{member.path}：{refusal}", file=sys.stderr)
            continue
        read_any = True
        if as_json:
            members.append({"name": member.path} | _as_json(document))
        else:
            print(member.path)
            print_text(document.text)
    if as_json:
        print_json({"members": members})
    return 0 if read_any or not members else REFUSED


def lay_on_paper(asked: argparse.Namespace) -> int:
    """`mofan docx FILE`: the first piece of the file, cleaned, in the layout of GB/T 9704-2012; with --type, as an
    official document of that type. An existing file is never written over unless --output names it."""
    from mofan.paper import write_docx
    from mofan.text.read import Unreadable

    if refusal := asked_in_vain(asked):
        return refuse(refusal)
    target = Path(asked.output or Path("材料" if asked.file == "-" else asked.file).with_suffix(".docx"))
    try:
        manuscript = manuscript_of(asked.file)
        if not asked.output and target.exists():
            return refuse(f"“{target}”已经有了，没有改动它。要写到别处或改写它，请用 --output 写明。")
        if asked.type:
            return lay_out_officially(asked, manuscript, target)
        paper = paper_asked(manuscript)
    except Unreadable as refusal:
        return refuse(str(refusal))
    try:
        with target.open("wb") as out:
            report = write_docx(paper, out)
    except OSError as error:
        return refuse(f"写不了“{target}”（{why(error)}），请检查文件夹和权限。")
    say_warnings((*manuscript.warnings, *head_left_out(manuscript), *report.warnings))
    print(target)
    return 0


def run_stage(asked: argparse.Namespace) -> int:
    """`mofan clean|split|outline|describe`: one file, or one JSON result for every line of standard input."""
    from mofan.text.read import Unreadable

    _, do, show = STAGES[asked.stage]
    if not asked.jsonl and not asked.file:
        return refuse(f"请写明文件：mofan {asked.stage} 文件，或用 --jsonl 从标准输入逐行读。")
    try:
        if asked.jsonl:
            with lines_of(asked.file) as lines:
                for answer in answers(lines, do):
                    print(json.dumps(answer, ensure_ascii=False))
            return 0
        document = document_of(*bytes_of(asked.file))
    except Unreadable as refusal:
        return refuse(str(refusal))
    result = do(document.text)
    if asked.json:
        print_json(result)
    else:
        print_text(show(result))
    return 0


def answers(lines: IO[bytes], do: Callable[[str], Result]) -> Iterator[Result]:
    """What `do` says of every line `{"id","text"}`, in order; a line of another form is answered with its error."""
    for no, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            identity, text = row.get("id"), row["text"]
            if not isinstance(text, str):
                raise TypeError
        except (ValueError, KeyError, TypeError, AttributeError):
            yield {"id": None, "error": f'第 {no} 行不是 {{"id","text"}} 形式的 JSON，已跳过。'}
            continue
        yield {"id": identity} | do(text)


def clean_result(text: str) -> Result:
    """The stable shape of `mofan clean --json`."""
    from mofan.text.clean import clean

    cleaned = clean(text)
    return {
        "text": cleaned.text,
        "removals": [asdict(cut) for cut in cleaned.removals],
        "candidates": [asdict(one) for one in cleaned.candidates],
    }


def split_result(text: str) -> Result:
    """The stable shape of `mofan split --json`."""
    from mofan.text.split import split

    found = split(text)
    return {
        "header": asdict(found.header) if found.header else None,
        "pieces": [asdict(piece) for piece in found.pieces],
        "warnings": list(found.warnings),
    }


def outline_result(text: str) -> Result:
    """The stable shape of `mofan outline --json`."""
    from mofan.text.clean import clean
    from mofan.text.outline import outline

    cleaned = clean(text)
    keys = ("level", "form", "start", "end", "text")
    headings = [{key: getattr(heading, key) for key in keys} for heading in outline(cleaned.text)]
    return {"headings": [_in_raw(cleaned, heading) for heading in headings]}


def describe_result(text: str) -> Result:
    """The stable shape of `mofan describe --json`."""
    from mofan.text.clean import clean
    from mofan.text.describe import as_json, describe

    cleaned = clean(text)
    return {key: _in_raw(cleaned, value) for key, value in as_json(describe(cleaned.text)).items()}


def _in_raw(cleaned: Cleaned, found: Any) -> Any:
    """What was found in the clean text, with its offsets in the text as read."""
    if isinstance(found, list):
        return [_in_raw(cleaned, one) for one in found]
    if isinstance(found, dict) and found.get("end", 0) > found.get("start", 0):
        return found | {"start": cleaned.to_raw(found["start"]), "end": cleaned.to_raw(found["end"] - 1) + 1}
    return found


def _show_clean(result: Result) -> str:
    return str(result["text"])


def _show_split(result: Result) -> str:
    header = result["header"]
    lines = [f"合集：{header['title']}（注明 {header['count'] or '—'} 篇）"] if header else []
    for piece in result["pieces"]:
        lines.append(f"{piece['no']}. {piece['title']}")
        lines += [f"   {line}" for line in (piece["subtitle"], piece["unit"] and f"单位：{piece['unit']}") if line]
    return "\n".join([*lines, *result["warnings"]])


def _show_outline(result: Result) -> str:
    return "\n".join("  " * (heading["level"] - 1) + heading["text"] for heading in result["headings"])


_DESCRIBED = {
    "title": "标题", "subtitle": "副标题", "unit": "单位", "unit_level": "层级", "genre": "文种", "themes": "领域",
    "regions": "地名", "persons": "人名", "dates": "日期", "slogans": "提法", "figures": "数字", "blanks": "空缺",
}  # fmt: skip


def _show_description(result: Result) -> str:
    return "\n".join(f"{label}：{_said(result.get(key))}" for key, label in _DESCRIBED.items())


def _said(value: Any) -> str:
    if isinstance(value, list):
        return "、".join(one["text"] if isinstance(one, dict) else str(one) for one in value) or "—"
    return str(value) if value else "—"


STAGES: dict[str, tuple[str, Callable[[str], Result], Callable[[Result], str]]] = {
    "clean": ("清除文字里夹带的广告", clean_result, _show_clean),
    "split": ("把合集分成篇", split_result, _show_split),
    "outline": ("列出各级标题", outline_result, _show_outline),
    "describe": ("说明标题、单位、文种、数字、空缺等要素", describe_result, _show_description),
}
"""Stage → what it is for, text → result, result → lines for people."""


def _as_json(document: Document) -> Result:
    return {
        "text": document.text,
        "media_type": document.media_type,
        "encoding": document.encoding,
        "warnings": list(document.warnings),
        "blocks": [_block(document, one) for one in document.recognised],
    } | insets_told(document)


def _block(document: Document, one: Recognised) -> Result:
    """A paragraph that was recognised from a picture, with how sure that is."""
    return {
        "start": one.span.start,
        "end": one.span.end,
        "text": one.span.of(document.text),
        "page": one.page,
        "confidence": one.confidence,
        "uncertain": one.is_uncertain,
    }

"""`mofan proofread FILE`: what an old hand would mark in a text. No database, no Django."""

from __future__ import annotations

import argparse
import json
from collections import deque
from typing import IO, TYPE_CHECKING

from mofan.ops.answering import Result, bytes_of, document_of, lines_of, print_json, print_text, refuse
from mofan.ops.text_commands import answers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mofan.text.clean import Cleaned
    from mofan.text.proofread import Finding, Own

SEVERITIES = {"error": "错误", "warning": "存疑", "style": "习惯"}


def declare(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    reading = commands.add_parser(
        "proofread", help="校对一篇材料：标点、序号、数字、语病、提法、错别字、空缺和借用残留"
    )
    reading.add_argument("file", metavar="文件", nargs="?", help="- 表示标准输入")
    reading.add_argument("--json", action="store_true", help="输出一个 JSON 对象")
    reading.add_argument(
        "--jsonl", action="store_true", help='从文件（不写为标准输入）逐行读 {"id","text"}，逐行输出结果'
    )
    reading.add_argument("--unit", metavar="单位", help="材料属于哪个单位，用来查借用残留")
    reading.add_argument("--place", metavar="地名", action="append", default=[], help="本地地名，可以写多次")
    reading.add_argument("--year", metavar="年份", type=int, help="材料属于哪一年")
    reading.set_defaults(command=proofread)


def proofread(asked: argparse.Namespace) -> int:
    """`mofan proofread FILE`: one file, or one JSON result for every line of standard input."""
    from mofan.text.proofread import Own
    from mofan.text.read import Unreadable

    own = Own(asked.unit, tuple(asked.place), asked.year)
    if not asked.jsonl and not asked.file:
        return refuse("请写明文件：mofan proofread 文件，或用 --jsonl 从标准输入逐行读。")
    try:
        if asked.jsonl:
            with lines_of(asked.file) as lines:
                for answer in proofread_lines(lines, own=own):
                    print(line_of(answer))
            return 0
        text = document_of(*bytes_of(asked.file)).text
    except Unreadable as refusal:
        return refuse(str(refusal))
    result = proofread_result(text, own=own)
    if asked.json:
        print_json(result)
    else:
        print_text(_show(result, text))
    return 0


def proofread_result(text: str, *, own: Own | None = None) -> Result:
    """The stable shape of `mofan proofread --json`: offsets in the text as read, its advertisements set aside."""
    return next(proofread_results([text], own=own))


def proofread_results(texts: Iterable[str], *, own: Own | None = None) -> Iterator[Result]:
    """`proofread_result` of each of `texts`, in order; many short ones together cost far less."""
    from mofan.text.clean import clean
    from mofan.text.proofread import proofread_each

    waiting: deque[tuple[str, Cleaned]] = deque()

    def cleaned_texts() -> Iterator[str]:
        for text in texts:
            waiting.append((text, clean(text)))
            yield waiting[-1][1].text

    for findings in proofread_each(cleaned_texts(), own=own):
        text, cleaned = waiting.popleft()
        yield {"findings": [_row(in_raw(cleaned, text, finding)) for finding in findings]}


def proofread_lines(lines: IO[bytes], *, own: Own | None = None) -> Iterator[Result]:
    """What is said of every line `{"id","text"}`, in order; a line of another form is answered with its error."""
    answering: deque[Result] = deque()

    def texts() -> Iterator[str]:
        for row in answers(lines, lambda text: {"text": text}):
            answering.append(row)
            if "text" in row:
                yield row["text"]

    for result in proofread_results(texts(), own=own):
        while "error" in answering[0]:
            yield answering.popleft()
        yield {"id": answering.popleft()["id"], **result}
    yield from answering


def line_of(answer: Result) -> str:
    """One line of JSON; halves of characters, which no encoding can write, are escaped."""
    line = json.dumps(answer, ensure_ascii=False)
    try:
        line.encode()
    except UnicodeEncodeError:
        return json.dumps(answer)
    return line


def _row(finding: Finding) -> Result:
    return {name: getattr(finding, name) for name in finding.__slots__}


def in_raw(cleaned: Cleaned, raw: str, finding: Finding) -> Finding:
    """A finding in the clean text as one in the text as read; where an advertisement stood inside, nothing replaces."""
    from dataclasses import replace

    from mofan.text.span import Span

    if not cleaned.removals:
        return finding
    span = cleaned.raw_span(Span(finding.start, finding.end))
    whole = span.of(raw) == finding.quote
    new = finding.replacement if whole else None
    return replace(finding, start=span.start, end=span.end, quote=span.of(raw), replacement=new)


def _show(result: Result, text: str) -> str:
    from mofan.text.proofread import KINDS

    lines = [f"共 {len(result['findings'])} 处"]
    for finding in result["findings"]:
        line = text.count("\n", 0, finding["start"]) + 1
        new = "" if finding["replacement"] is None else f" → “{finding['replacement']}”"
        lines.append(
            f"第 {line} 行　{SEVERITIES[finding['severity']]}·{KINDS[finding['kind']]}　"
            f"“{finding['quote']}”{new}　{finding['message']}"
        )
    return "\n".join(lines)

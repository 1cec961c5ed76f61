"""`mofan classify --jsonl`: which category a message belongs to, and the words that speak for it. No rows are read."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mofan.ops.answering import Result, bytes_of, document_of, print_json, refuse
from mofan.ops.system_commands import start_django, told

if TYPE_CHECKING:
    from mofan.cases.kinds import Kind
    from mofan.cases.suggesting import Classifier

FORM = '{"id","title","text"}'


def declare(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    asking = commands.add_parser("classify", help="给群众留言建议类别，说明凭哪些词；只是建议，不改任何事项")
    asking.add_argument("file", metavar="文件", nargs="?", help="一件留言；- 表示标准输入")
    asking.add_argument("--jsonl", action="store_true", help=f"从标准输入逐行读 {FORM}，逐行输出结果")
    asking.add_argument(
        "--learn", metavar="文件.jsonl", type=Path,
        help='先学这些已定类别的留言（逐行 {"title","text","category"}）；不写就用本机关办结事项学到的',
    )  # fmt: skip
    asking.add_argument(
        "--kind", metavar="种类", default="public_demand", help="事项种类，默认 public_demand（群众诉求）"
    )
    asking.set_defaults(command=classify)


@told
def classify(asked: argparse.Namespace) -> int:
    """`mofan classify`: one message, or one for every line of standard input."""
    start_django()
    from mofan.cases.catalogue import shipped
    from mofan.text.read import Unreadable

    kind = shipped().get(asked.kind)
    if kind is None or kind.restricted or not kind.categories:
        return refuse(f"种类“{asked.kind}”没有可以建议的类别。")
    try:
        classifier = _learnt_here(kind) if asked.learn is None else _learnt_from(asked.learn, kind)
        if asked.jsonl:
            for answer in classified_lines(sys.stdin.buffer, classifier, kind):
                print(json.dumps(answer, ensure_ascii=False))
        elif asked.file:
            print_json(guessed(classifier, kind, document_of(*bytes_of(asked.file)).text))
        else:
            return refuse("请写明文件：mofan classify 文件，或用 --jsonl 从标准输入逐行读。")
    except (Unreadable, OSError, ValueError) as refusal:
        return refuse(str(refusal))
    return 0


def guessed(classifier: Classifier, kind: Kind, text: str) -> Result:
    """The stable shape of the answer: the category, how probable it is, by which words, what comes next."""
    guesses = [one for one in classifier.guesses(text) if one.label in kind.categories]
    if not guesses:
        return {"code": None, "category": None, "probability": 0.0, "because": [], "others": []}
    first = guesses[0]
    return {
        "code": first.label,
        "category": kind.categories[first.label],
        "probability": round(first.probability, 4),
        "because": list(first.because),
        "others": [
            {"category": kind.categories[one.label], "probability": round(one.probability, 4)} for one in guesses[1:3]
        ],
    }


def classified_lines(lines: Iterable[bytes], classifier: Classifier, kind: Kind) -> Iterator[Result]:
    """What is said of every line, in order; a line of another form is answered with its error."""
    for no, line in enumerate(lines, 1):
        if not line.strip():
            continue
        row = _row(line)
        if row is None:
            yield {"id": None, "error": f"第 {no} 行不是 {FORM} 形式的 JSON，已跳过。"}
        else:
            yield {"id": row.get("id"), **guessed(classifier, kind, _whole(row))}


def _row(line: bytes) -> Mapping[str, Any] | None:
    try:
        row = json.loads(line)
    except ValueError:
        return None
    return row if isinstance(row, dict) and isinstance(row.get("text"), str) else None


def _whole(row: Mapping[str, Any]) -> str:
    """As `suggest_category` sees a case: its title, then its text."""
    return f"{row.get('title') or ''}\n{row['text']}"


def _learnt_here(kind: Kind) -> Classifier:
    from mofan.cases.suggesting.learning import classifier_of

    return classifier_of(kind, "category")


def _learnt_from(path: Path, kind: Kind) -> Classifier:
    """What is known beforehand, then the messages of the file. Raises ValueError naming the first wrong line."""
    from mofan.cases.suggesting.learning import unlearnt

    codes = {name: code for code, name in kind.categories.items()} | {code: code for code in kind.categories}
    messages: list[tuple[str, str]] = []
    for no, line in enumerate(path.read_bytes().splitlines(), 1):
        if line.strip():
            row = _row(line)
            if row is None or row.get("category") not in codes:
                raise ValueError(f"{path.name} 第 {no} 行要有 text 和 category，类别是：{'、'.join(codes)}。")
            messages.append((_whole(row), codes[row["category"]]))
    classifier = unlearnt(kind)
    classifier.learn(messages)
    return classifier

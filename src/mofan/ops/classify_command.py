"""`mofan classify --jsonl`: which category a message belongs to, and the words that speak for it. No rows are read."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from mofan.ops.answering import Result, bytes_of, document_of, lines_of, print_json, refuse
from mofan.ops.classify_lessons import FORM, lessons_in, row_of, whole
from mofan.ops.system_commands import told

if TYPE_CHECKING:
    from mofan.cases.kinds import Kind
    from mofan.cases.suggesting import Classifier


def declare(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    asking = commands.add_parser("classify", help="给群众留言建议类别，说明凭哪些词；只是建议，不改任何事项")
    asking.add_argument("file", metavar="文件", nargs="?", help="一件留言；- 表示标准输入")
    asking.add_argument("--jsonl", action="store_true", help=f"从文件（不写为标准输入）逐行读 {FORM}，逐行输出结果")
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
    """`mofan classify`: one message, or one for every line of standard input. It makes no tables: none is read."""
    import django

    django.setup()
    from mofan.cases.catalogue import shipped
    from mofan.text.read import Unreadable

    kind = shipped().get(asked.kind)
    if kind is None or kind.restricted or not kind.categories:
        return refuse(f"种类“{asked.kind}”没有可以建议的类别。")
    try:
        classifier, classes = _learnt_here(kind) if asked.learn is None else _learnt_from(asked.learn, kind)
        if asked.jsonl:
            with lines_of(asked.file) as lines:
                for answer in classified_lines(lines, classifier, classes):
                    print(json.dumps(answer, ensure_ascii=False))
        elif asked.file:
            print_json(guessed(classifier, classes, document_of(*bytes_of(asked.file)).text))
        else:
            return refuse("请写明文件：mofan classify 文件，或用 --jsonl 从标准输入逐行读。")
    except (Unreadable, OSError, ValueError) as refusal:
        return refuse(str(refusal))
    return 0


def guessed(classifier: Classifier, classes: Mapping[str, str], text: str) -> Result:
    """The stable shape of the answer: the category, how probable it is, by which words, what comes next. `classes`:
    class → its name."""
    guesses = [one for one in classifier.guesses(text) if one.label in classes]
    if not guesses:
        return {"code": None, "category": None, "probability": 0.0, "because": [], "others": []}
    first = guesses[0]
    return {
        "code": first.label,
        "category": classes[first.label],
        "probability": round(first.probability, 4),
        "because": list(first.because),
        "others": [{"category": classes[one.label], "probability": round(one.probability, 4)} for one in guesses[1:3]],
    }


def classified_lines(lines: Iterable[bytes], classifier: Classifier, classes: Mapping[str, str]) -> Iterator[Result]:
    """What is said of every line, in order; a line of another form is answered with its error."""
    for no, line in enumerate(lines, 1):
        if not line.strip():
            continue
        row = row_of(line)
        if row is None:
            yield {"id": None, "error": f"第 {no} 行不是 {FORM} 形式的 JSON，已跳过。"}
        else:
            yield {"id": row.get("id"), **guessed(classifier, classes, whole(row))}


def _learnt_here(kind: Kind) -> tuple[Classifier, Mapping[str, str]]:
    from mofan.cases.suggesting.learning import classifier_of

    return classifier_of(kind, "category"), kind.categories


def _learnt_from(path: Path, kind: Kind) -> tuple[Classifier, Mapping[str, str]]:
    """What is known beforehand, then the messages of the file. Raises ValueError naming the first wrong line."""
    from mofan.cases.suggesting.learning import unlearnt

    lessons = lessons_in(path, kind)
    classifier = unlearnt(kind, lessons.classes)
    classifier.learn(lessons.messages)
    return classifier, lessons.classes

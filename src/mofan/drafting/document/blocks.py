"""Blocks and runs (段、文段), and how they are read from JSON: what is wrong is said in a Chinese sentence."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, TypeGuard

Kind = Literal["title", "heading", "paragraph", "signature", "date", "attachment"]

KINDS: Final[Mapping[Kind, str]] = {
    "title": "标题",
    "heading": "小标题",
    "paragraph": "正文",
    "signature": "署名",
    "date": "成文日期",
    "attachment": "附件说明",
}
LONGEST: Final = 200_000
"""Characters of a body."""
MOST_BLOCKS: Final = 2_000
DEEPEST: Final = 4
"""Levels of headings: 一、（一）1.（1）(GB/T 9704-2012, 7.3.3)."""
_KEY: Final = re.compile(r"[A-Za-z0-9_-]{1,40}")
_NOT_WORDS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Control characters and halves of characters: no file of words can hold them."""
LONGEST_GAP: Final = 40


class NotABody(ValueError):
    """What came is no body of a draft; the message is a Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Words:
    """Plain words (文字)."""

    text: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A number that comes from elsewhere (数位): `key` names it within the draft."""

    key: str


@dataclass(frozen=True, slots=True)
class Gap:
    """What was taken out and is still to be written (待写): 地名, 单位名, 人名, 提法, or a sentence of one's own."""

    what: str


Run = Words | Slot | Gap


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of the paper (段)."""

    id: str
    kind: Kind
    runs: tuple[Run, ...] = ()
    level: int = 0
    """1 to 4 for a heading, else 0."""

    @property
    def slots(self) -> tuple[str, ...]:
        """The keys of its slots, in order, each once."""
        return tuple(dict.fromkeys(run.key for run in self.runs if isinstance(run, Slot)))

    def as_json(self) -> dict[str, Any]:
        return {"id": self.id, "kind": self.kind, "level": self.level, "runs": [_run_as_json(run) for run in self.runs]}


@dataclass(frozen=True, slots=True)
class Body:
    """The whole text (正文), its blocks in order."""

    blocks: tuple[Block, ...] = ()

    @property
    def slots(self) -> tuple[str, ...]:
        """The keys of its slots, in order, each once."""
        return tuple(dict.fromkeys(key for one in self.blocks for key in one.slots))

    @property
    def gaps(self) -> tuple[tuple[Block, Gap], ...]:
        """What is still to be written, with the block that it stands in."""
        return tuple((one, run) for one in self.blocks for run in one.runs if isinstance(run, Gap))

    @property
    def title(self) -> str:
        """The words of its title blocks, joined."""
        return "".join(
            run.text for one in self.blocks if one.kind == "title" for run in one.runs if isinstance(run, Words)
        )

    def block(self, key: str) -> Block | None:
        """The block of that id."""
        return next((one for one in self.blocks if one.id == key), None)

    def with_block(self, changed: Block) -> "Body":
        """The same with this block in the place of the one of its id."""
        return Body(tuple(changed if one.id == changed.id else one for one in self.blocks))

    def as_json(self) -> dict[str, Any]:
        return {"blocks": [one.as_json() for one in self.blocks]}


def block(key: str, kind: Kind, *runs: Run | str, level: int = 0) -> Block:
    """A block with its runs put in order: words that follow words are joined, empty ones left out."""
    return Block(key, kind, joined(Words(run) if isinstance(run, str) else run for run in runs), level)


def joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The same runs, words beside words as one, none empty."""
    kept: list[Run] = []
    for run in runs:
        if isinstance(run, Words) and kept and isinstance(before := kept[-1], Words):
            kept[-1] = Words(before.text + run.text)
        elif not isinstance(run, Words) or run.text:
            kept.append(run)
    return tuple(kept)


BLANK_BODY: Final = Body((Block("b1", "title"), Block("b2", "paragraph")))
"""What a draft from nothing begins with."""


def read_body(value: object) -> Body:
    """The body that some JSON says. Raises NotABody."""
    if not _is_table(value) or not isinstance(rows := value.get("blocks"), list):
        raise NotABody("正文的格式不对：应当有“blocks”，其中逐段列出文字。请刷新页面后再保存。")
    if len(rows) > MOST_BLOCKS:
        raise NotABody(f"正文有 {len(rows)} 段，最多 {MOST_BLOCKS} 段。请把材料分成几份。")
    blocks = tuple(_read_block(row, number) for number, row in enumerate(rows, 1))
    seen: set[str] = set()
    for number, one in enumerate(blocks, 1):
        if one.id in seen:
            raise NotABody(f"第 {number} 段与前面的段编号相同（{one.id}）。请刷新页面后再保存。")
        seen.add(one.id)
    if sum(len(run.text) for one in blocks for run in one.runs if isinstance(run, Words)) > LONGEST:
        raise NotABody(f"正文超过 {LONGEST} 字，请把材料分成几份。")
    return Body(blocks)


def _read_block(row: object, number: int) -> Block:
    if not _is_table(row):
        raise NotABody(f"第 {number} 段的格式不对，请刷新页面后再保存。")
    key, kind, level, runs = row.get("id"), row.get("kind"), row.get("level", 0), row.get("runs", [])
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        raise NotABody(f"第 {number} 段没有编号，请刷新页面后再保存。")
    if not _is_kind(kind):
        raise NotABody(f"第 {number} 段的类别“{kind}”不认识，可用的有：{'、'.join(KINDS)}。")
    if not isinstance(level, int) or isinstance(level, bool) or not 0 <= level <= DEEPEST:
        raise NotABody(f"第 {number} 段的层次不对：小标题分 1 到 {DEEPEST} 级，其他为 0。")
    if not isinstance(runs, list):
        raise NotABody(f"第 {number} 段的文字格式不对，请刷新页面后再保存。")
    depth = max(1, level) if kind == "heading" else 0
    return Block(key, kind, joined(_read_run(run, number) for run in runs), depth)


def _read_run(row: object, number: int) -> Run:
    if _is_table(row) and len(row) == 1:
        ((what, value),) = row.items()
        if isinstance(value, str):
            if what == "text":
                return Words(_clean(value, number))
            if what == "slot" and _KEY.fullmatch(value):
                return Slot(value)
            if what == "gap" and 0 < len(_clean(value, number)) <= LONGEST_GAP:
                return Gap(value)
    raise NotABody(f"第 {number} 段里有看不懂的内容：每一处只能是文字、数位或待写之处。请刷新页面后再保存。")


def _clean(text: str, number: int) -> str:
    if _NOT_WORDS.search(text):
        raise NotABody(f"第 {number} 段里有不能保存的控制字符，请删去后再保存。")
    return text.replace("\n", "")


def _run_as_json(run: Run) -> dict[str, str]:
    if isinstance(run, Words):
        return {"text": run.text}
    return {"slot": run.key} if isinstance(run, Slot) else {"gap": run.what}


def _is_table(value: object) -> TypeGuard[dict[str, object]]:
    return isinstance(value, dict)


def _is_kind(value: object) -> TypeGuard[Kind]:
    return isinstance(value, str) and value in KINDS


def fresh_keys(taken: Iterable[str], prefix: str) -> Iterator[str]:
    """Keys that are not taken: b1, b2 … or s1, s2 …"""
    used = set(taken)
    number = 0
    while True:
        number += 1
        if (key := f"{prefix}{number}") not in used:
            yield key


def with_runs(one: Block, runs: Iterable[Run]) -> Block:
    """The block with other runs."""
    return replace(one, runs=joined(runs))

"""The kinds of case as a page of the docs (docs/cases.md): `python -m mofan.cases.describing > docs/cases.md`. Pure."""

from collections.abc import Iterator

from mofan.cases.catalogue import shipped
from mofan.cases.kinds import REQUIREMENTS, URGENCIES, Clock, Kind, Move, Term
from mofan.cases.legs import LEG_MOVES, LEG_STATES
from mofan.cases.moves import diagram, who

_HEAD = """# Kinds of case

Made by `python -m mofan.cases.describing` from `src/mofan/cases/catalogue/*.toml` and `legs.py`; do not edit. A kind is
data: states, the table of moves, clocks, grounds of refusal. The legs of every kind (what one unit has of a case) go by
one table.
"""


def page() -> str:
    """The whole page, in Markdown."""
    parts = [_HEAD, "\n## 承办环节（各类事项共用）\n", _moves(LEG_MOVES, dict(LEG_STATES))]
    parts += [_kind(kind) for kind in shipped().values()]
    return "\n".join(parts).rstrip() + "\n"


def _kind(kind: Kind) -> str:
    lines = [f"\n## {kind.name} `{kind.code}`\n"]
    flags = [
        word
        for word, said in (
            ("限阅", kind.restricted),
            ("可网上提交", kind.from_public),
            ("可匿名", kind.anonymous),
            ("办结后回访", kind.called_back),
        )
        if said
    ]
    lines.append(f"{kind.english}。出处：{'、'.join(kind.source.rows)}。{'、'.join(flags)}{'。' if flags else ''}\n")
    lines += ["```mermaid", diagram(kind), "```\n", _moves(kind.moves, dict(kind.states))]
    names = {"take_in": "登记", "dispatch": "交办", "take_effect": "协议生效", "ask_confirmation": "申请司法确认"}
    names |= {one.code: one.name for one in LEG_MOVES} | {one.code: one.name for one in kind.moves}
    lines += ["| 时限 | 从 | 到 | 多长 | 依据 |", "|---|---|---|---|---|"]
    lines += [_clock(one, names, kind) for one in kind.clocks]
    if kind.grounds:
        lines += ["", "| 不予受理的情形 | 可以去哪里 |", "|---|---|"]
        lines += [f"| {one.name} | {one.elsewhere} |" for one in kind.grounds]
    return "\n".join(lines)


def _moves(moves: tuple[Move, ...], states: dict[str, str]) -> str:
    lines = ["| 动作 | 从 | 到 | 谁 | 要填 | 条件 |", "|---|---|---|---|---|---|"]
    for move in moves:
        was = "、".join(states[one] for one in move.was)
        needs = "、".join(one.name for one in move.needs)
        requires = "；".join(REQUIREMENTS[one] for one in move.requires)
        now = states[move.now] if move.now else "（不变）"
        lines.append(f"| {move.name} `{move.code}` | {was} | {now} | {who(move)} | {needs} | {requires} |")
    return "\n".join(lines) + "\n"


def _clock(clock: Clock, names: dict[str, str], kind: Kind) -> str:
    starts, stops = ("、".join(names[one] for one in codes) for codes in (clock.starts, clock.stops))
    extra = ["可中止"] if clock.pausable else []
    if clock.lengthening:
        extra.append(f"可延长 {clock.lengthening.number}，{clock.lengthening.times} 次")
    terms = "；".join(_terms(clock.terms, kind)) + (f"（{'，'.join(extra)}）" if extra else "")
    basis = clock.basis.words + ("" if clock.basis.firm else "（约定）") if clock.basis else ""
    return f"| {clock.name} | {starts} | {stops} | {terms} | {basis} |"


def _terms(terms: tuple[Term, ...], kind: Kind) -> Iterator[str]:
    for term in terms:
        whom = "、".join([URGENCIES[one] for one in term.urgency] + [kind.categories[one] for one in term.category])
        since = f"{term.since}起" if term.since else ""
        until = f"{term.until}止" if term.until else ""
        said = "，".join(filter(None, (whom, since, until)))
        length = "限定日期" if term.measure == "given_day" else term.label
        yield f"{said}：{length}" if said else length


if __name__ == "__main__":  # pragma: no cover
    import sys

    sys.stdout.write(page())

"""Read a kind of case from its table (读入事项种类) and refuse what breaks a rule, with a Chinese sentence."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields as fields_of
from dataclasses import replace
from datetime import date
from typing import Any, Final, TypeVar

from mofan.cases import kinds as k
from mofan.cases.legs import LEG_MOVES
from mofan.cases.moves import CASE_EVENTS

CODE: Final = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
ENGLISH: Final = re.compile(r"[A-Za-z][A-Za-z'’-]*(?: [A-Za-z'’-]+)*")
LEG_CODES: Final = frozenset({"dispatch", *(one.code for one in LEG_MOVES)})
"""Moves that start and stop the clock of a leg."""
_OVER: Final[Mapping[k.Over, str]] = {"case": "事项", "leg": "承办环节"}
_KEYS: Final = frozenset(one.name for one in fields_of(k.Kind))
K = TypeVar("K", bound=str)
Table = Mapping[str, Any]


class NotAKind(ValueError):
    """A table that is no kind of case; the message is a Chinese sentence with the cause."""


def read_kind(table: Table, grounds: Table, categories: Table) -> k.Kind:
    """One kind; `grounds` and `categories` are the shared tables that kinds name by code.

    Raises NotAKind for what is missing or unknown, a move between states that there are not, a state that nothing
    leads to or out of, a clock that no move starts or stops, a choice without choices.
    """
    where = f"“{table.get('name', table.get('code'))}”"
    _known(table, _KEYS, where)
    kind = k.Kind(
        code=_code(table, where),
        name=_text(table, "name", where),
        english=_text(table, "english", where),
        source=_source(table.get("source", {}), where),
        states=_names(table.get("states", {}), f"{where}的状态"),
        start=_text(table, "start", where),
        ends=tuple(table.get("ends", ())),
        moves=tuple(_move(one, where) for one in table.get("moves", ())),
        measure=str(table.get("measure", "件")),
        clocks=tuple(_clock(one, where) for one in table.get("clocks", ())),
        grounds=tuple(_ground(one, grounds, where) for one in table.get("grounds", ())),
        fields=tuple(_need(one, where) for one in table.get("fields", ())),
        parties=tuple(_party(one, where) for one in table.get("parties", ())),
        categories=_names(_shared(table.get("categories", {}), categories, where), f"{where}的类别"),
        letters=_names(table.get("letters", {}), f"{where}的文书"),
        takers=tuple(_one_of(one, k.ACTORS, where, "登记人") for one in table.get("takers", ("clerk", "centre"))),
        **{flag: bool(table.get(flag, False)) for flag in _FLAGS},
    )
    kind = replace(kind, moves=tuple(_asking_for_the_ground(one, kind.grounds) for one in kind.moves))
    if not ENGLISH.fullmatch(kind.english):
        raise NotAKind(f"{where}的英文名称只用英文词和空格：{kind.english}。")
    _check(kind, where)
    return kind


_FLAGS: Final = ("restricted", "from_public", "anonymous", "called_back", "village_may_lead")


def _asking_for_the_ground(move: k.Move, grounds: Sequence[k.Ground]) -> k.Move:
    """A refusal always asks for one of the grounds."""
    if move.effect != "refuse" or not grounds:
        return move
    ground = k.Need("ground", "情形", "choice", required=True, choices={one.code: one.name for one in grounds})
    return replace(move, needs=(ground, *move.needs))


def _check(kind: k.Kind, where: str) -> None:
    _once([one.code for one in kind.moves], f"{where}的动作")
    _once([one.code for one in kind.clocks], f"{where}的时限")
    _once([one.code for one in kind.fields], f"{where}的栏目")
    _once([one.role for one in kind.parties], f"{where}的当事人")
    states = set(kind.states)
    named = {kind.start, *kind.ends, *(state for move in kind.moves for state in (*move.was, move.now) if state)}
    if unknown := sorted(named - states):
        raise NotAKind(f"{where}没有这些状态：{'、'.join(unknown)}。")
    reached, grown = {kind.start}, True
    while grown:
        more = {move.to(state) for move in kind.moves for state in move.was if state in reached}
        grown = not more <= reached
        reached |= more
    if lost := sorted(states - reached):
        raise NotAKind(f"{where}的这些状态到不了：{'、'.join(lost)}。")
    left = {state for move in kind.moves for state in move.was}
    if stuck := sorted(states - left - set(kind.ends)):
        raise NotAKind(f"{where}的这些状态出不去，也不是终点：{'、'.join(stuck)}。")
    if any(one.effect == "refuse" for one in kind.moves) != bool(kind.grounds):
        raise NotAKind(f"{where}：能不予受理的才写情形，写了情形就要有不予受理的动作。")
    case_codes = {*CASE_EVENTS, *(one.code for one in kind.moves)}
    for clock in kind.clocks:
        known = case_codes if clock.over == "case" else LEG_CODES
        if unknown := sorted({*clock.starts, *clock.stops} - known):
            raise NotAKind(f"{where}的时限“{clock.name}”没有这些动作：{'、'.join(unknown)}。")
        if unknown := sorted({one for term in clock.terms for one in term.category} - kind.categories.keys()):
            raise NotAKind(f"{where}的时限“{clock.name}”没有这些类别：{'、'.join(unknown)}。")
    for move in kind.moves:
        if move.letter and move.letter not in kind.letters:
            raise NotAKind(f"{where}没有文书 {move.letter}。")


def _move(table: Table, where: str) -> k.Move:
    here = f"{where}的动作“{table.get('name', table.get('code'))}”"
    _known(table, _MOVE_KEYS, here)
    return k.Move(
        code=_code(table, here),
        name=_text(table, "name", here),
        was=tuple(table.get("from", ())),
        now=str(table.get("to", "")),
        who=tuple(_one_of(one, k.ACTORS, here, "办理人") for one in table.get("who", ())),
        needs=tuple(_need(one, here) for one in table.get("needs", ())),
        requires=tuple(_one_of(one, k.REQUIREMENTS, here, "条件") for one in table.get("requires", ())),
        effect=_one_of(table.get("effect", ""), k.EFFECTS, here, "效果"),
        letter=str(table.get("letter", "")),
        public=str(table.get("public", "")),
    )


_MOVE_KEYS: Final = frozenset(("code", "name", "from", "to", "who", "needs", "requires", "effect", "letter", "public"))


def _need(table: Table, where: str) -> k.Need:
    here = f"{where}的“{table.get('name', table.get('code'))}”栏"
    _known(table, frozenset(one.name for one in fields_of(k.Need)), here)
    kind = _one_of(_text(table, "type", here), k.NEED_TYPES, here, "类型")
    choices = _names(table.get("choices", {}), f"{here}的选项")
    if (kind == "choice") != bool(choices):
        raise NotAKind(f"{here}：有选项的栏目才写选项，写了选项类型就是选项。")
    return k.Need(
        _code(table, here),
        _text(table, "name", here),
        kind,
        bool(table.get("required", False)),
        choices,
        str(table.get("measure", "")),
        str(table.get("hint", "")),
    )


def _clock(table: Table, where: str) -> k.Clock:
    here = f"{where}的时限“{table.get('name', table.get('code'))}”"
    _known(table, frozenset(one.name for one in fields_of(k.Clock)), here)
    terms = tuple(_term(one, here) for one in table.get("terms", ()))
    if not (terms and table.get("starts") and table.get("stops")):
        raise NotAKind(f"{here}要写从哪个动作起、到哪个动作止、多长。")
    return k.Clock(
        _code(table, here),
        _text(table, "name", here),
        _one_of(_text(table, "over", here), _OVER, here, "范围"),
        tuple(table["starts"]),
        tuple(table["stops"]),
        terms,
        bool(table.get("pausable", False)),
        _lengthening(table["lengthening"], here) if "lengthening" in table else None,
        _basis(table, here),
    )


def _term(table: Table, where: str) -> k.Term:
    _known(table, frozenset(one.name for one in fields_of(k.Term)), where)
    since, until = table.get("since"), table.get("until")
    if not all(one is None or isinstance(one, date) for one in (since, until)):
        raise NotAKind(f"{where}的起止日期写成 2026-04-15 的样子，不加引号。")
    measure = _one_of(_text(table, "measure", where), k.MEASURES, where, "单位")
    urgency = tuple(_one_of(one, k.URGENCIES, where, "轻重缓急") for one in table.get("urgency", ()))
    return k.Term(_number(table, where), measure, urgency, tuple(table.get("category", ())), since, until)


def _lengthening(table: Table, where: str) -> k.Lengthening:
    _known(table, frozenset(one.name for one in fields_of(k.Lengthening)), where)
    who = tuple(_one_of(one, k.ACTORS, where, "批准人") for one in table.get("who", ("leader",)))
    return k.Lengthening(_number(table, where), int(table.get("times", 1)), who)


def _ground(code: str, grounds: Table, where: str) -> k.Ground:
    table = grounds.get(code)
    if table is None:
        raise NotAKind(f"{where}没有这种不予受理的情形：{code}。")
    return k.Ground(code, _text(table, "name", where), _text(table, "elsewhere", where), _basis(table, where))


def _party(table: Table, where: str) -> k.PartyForm:
    _known(table, frozenset(one.name for one in fields_of(k.PartyForm)), where)
    data = tuple(_one_of(one, k.PARTY_DATA, where, "当事人信息") for one in table.get("data", ()))
    required = tuple(_one_of(one, k.PARTY_DATA, where, "当事人信息") for one in table.get("required", ()))
    if not set(required) <= set(data):
        raise NotAKind(f"{where}必填的当事人信息要在所问的信息里。")
    role = _one_of(_text(table, "role", where), k.PARTY_ROLES, where, "当事人")
    name = str(table.get("name", k.PARTY_ROLES[role]))
    return k.PartyForm(role, name, data, required, int(table.get("most", 1)), bool(table.get("hidden", False)))


def _basis(table: Table, where: str) -> k.Basis | None:
    given = table.get("basis")
    if given is None:
        return None
    if isinstance(given, str):
        return k.Basis(given)
    _known(given, frozenset(("words", "firm")), where)
    return k.Basis(_text(given, "words", where), bool(given.get("firm", True)))


def _source(table: Table, where: str) -> k.Source:
    _known(table, frozenset(("rows", "words")), where)
    if not table.get("rows"):
        raise NotAKind(f"{where}没有写出处。")
    return k.Source(tuple(table["rows"]), _text(table, "words", where))


def _shared(given: Any, shared: Table, where: str) -> Table:
    """A table written here, or the name of a shared one."""
    if not isinstance(given, str):
        return dict(given)
    if given not in shared:
        raise NotAKind(f"{where}没有这张类别表：{given}。")
    return dict(shared[given])


def _names(table: Table, what: str) -> dict[str, str]:
    for code, name in table.items():
        if not CODE.fullmatch(code) or not isinstance(name, str) or not name:
            raise NotAKind(f"{what}写成“英文代号 = 中文名称”：{code} = {name}。")
    return dict(table)


def _number(table: Table, where: str) -> int:
    number = table.get("number")
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise NotAKind(f"{where}的长度是正整数：{number}。")
    return number


def _text(table: Table, key: str, where: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip():
        raise NotAKind(f"{where}没有写 {key}。")
    return value.strip()


def _code(table: Table, where: str) -> str:
    code = table.get("code")
    if not isinstance(code, str) or not CODE.fullmatch(code) or len(code) > 40:
        raise NotAKind(f"{where}的代号只用小写英文、数字和下划线，字母开头，40 个以内：{code}。")
    return code


def _one_of(value: object, allowed: Mapping[K, str], where: str, what: str) -> K:
    for one in allowed:
        if one == value:
            return one
    raise NotAKind(f"{where}的{what}没有“{value}”这一种，有：{'、'.join(allowed)}。")


def _known(table: Table, keys: frozenset[str], where: str) -> None:
    if unknown := sorted(table.keys() - keys):
        raise NotAKind(f"{where}里有不认识的项：{'、'.join(unknown)}。")


def _once(codes: Sequence[str], what: str) -> None:
    if twice := sorted({one for one in codes if codes.count(one) > 1}):
        raise NotAKind(f"{what}有重复：{'、'.join(twice)}。")

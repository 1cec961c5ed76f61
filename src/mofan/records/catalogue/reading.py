"""Read a kind from its table (读入记录种类) and refuse what breaks a rule, with a Chinese sentence."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields as fields_of
from dataclasses import replace
from fractions import Fraction
from typing import Any, Final, TypeVar, get_args

from mofan.records.catalogue import kinds as k

CODE: Final = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
ENGLISH: Final = re.compile(r"[A-Za-z][A-Za-z'’-]*(?: [A-Za-z'’-]+)*")
TOGETHER: Final = "duties"
"""In figures this stands for all kinds together."""
RESERVED: Final = frozenset(("title", "held_on", "unit", "state", "kind", "serves", "attachments"))
"""Names that every record has; a field may not take them."""
_SHARES: Final = {"1/2": "半数", "2/3": "三分之二", "4/5": "五分之四"}
_KEYS: Final = frozenset(one.name for one in fields_of(k.Kind))
_FIELD_KEYS: Final = frozenset(one.name for one in fields_of(k.Field))
K = TypeVar("K")


class NotAKind(ValueError):
    """A table that is no kind of record; the message is a Chinese sentence with the cause."""


def read_kinds(table: Mapping[str, Any]) -> tuple[k.Kind, ...]:
    """The kinds of one file: at the top `group`, and `keeping` of those that name none; then `[[kind]]` tables. Raises
    NotAKind."""
    group = _text(table, "group", "文件")
    shared = {"group": group, **{name: table[name] for name in ("keeping",) if name in table}}
    found = tuple(read_kind(shared | one) for one in table.get("kind", ()))
    if not found:
        raise NotAKind("文件里没有记录种类。")
    return found


def read_kind(table: Mapping[str, Any]) -> k.Kind:
    """One kind. Raises NotAKind for a missing or unknown entry, a code or name that is not standard, a field asked for
    twice, a figure of a field that holds no number, and for text of last time offered where honesty forbids it."""
    code = _code(table, "种类")
    where = f"“{table.get('name', code)}”"
    _known(table, _KEYS, where)
    if code == TOGETHER:
        raise NotAKind(f"代号 {code} 是所有任务合在一起的意思，换一个。")
    english = _text(table, "english", where)
    if not ENGLISH.fullmatch(english):
        raise NotAKind(f"{where}的英文名称只用英文词和空格：{english}。")
    fields = tuple(_field(one, where) for one in table.get("fields", ()))
    _once([one.code for one in fields], f"{where}的栏目")
    kind = k.Kind(
        code=code,
        name=_text(table, "name", where),
        english=english,
        group=_text(table, "group", where),
        source=_source(table.get("source"), where),
        verb=table.get("verb", "开展"),
        measure=table.get("measure", "次"),
        date_name=table.get("date_name", "日期"),
        title_name=table.get("title_name", "主题"),
        fields=fields,
        roll=_roll(table["roll"], where) if "roll" in table else None,
        cadence=_cadence(table["cadence"], where) if "cadence" in table else None,
        rules=tuple(_rule(one, where) for one in table.get("rules", ())),
        writers=tuple(_one_of(one, k.WRITERS, where, "录入人") for one in table.get("writers", ("recorder", "leader"))),
        may_serve=tuple(table.get("may_serve", ())),
        late_after=_whole(table.get("late_after", 3), where),
        keeping=_code({"code": table.get("keeping", "service")}, f"{where}的保管类别"),
        restricted=bool(table.get("restricted", False)),
    )
    return _with_figures(kind, table.get("figures", ("count",)), where)


def _with_figures(kind: k.Kind, wanted: Sequence[Any], where: str) -> k.Kind:
    figures = [_figure(kind, one, where) for one in wanted]
    _once([one.code for one in figures], f"{where}的数")
    there = {one.code for one in figures}
    usual = (_figure(kind, one, where) for one in _usual_figures(kind))
    return replace(kind, figures=(*figures, *(one for one in usual if one.code not in there)))


def _usual_figures(kind: k.Kind) -> list[str]:
    """What every kind brings without being asked (每种都有的数): how often; with a roll how many took part and how many
    different people; the sum and the average of each of its numbers."""
    numbers = [f"{take}.{one.code}" for one in kind.fields if one.counts for take in ("sum", "average")]
    return ["count", *(["attendance", "people"] if kind.roll else []), *numbers]


def _field(table: Mapping[str, Any], where: str) -> k.Field:
    code = _code(table, f"{where}的栏目")
    here = f"{where}的“{table.get('name', code)}”栏"
    _known(table, _FIELD_KEYS, here)
    kind = _one_of(_text(table, "type", here), k.FIELD_TYPES, here, "类型")
    choices = dict(table.get("choices", {}))
    if (kind == "choice") != bool(choices):
        raise NotAKind(f"{here}：有选项的栏目才写选项，写了选项类型就是选项。")
    if kind == "number" and not table.get("measure"):
        raise NotAKind(f"{here}是数，要写计量单位。")
    if table.get("carry") and kind not in k.CARRIED:
        raise NotAKind(f"{here}不能沿用上次：只有地点、人员、单位和选项可以，发言和结论不可以。")
    if code in RESERVED:
        raise NotAKind(f"{here}的代号 {code} 是每条记录都有的，换一个。")
    for choice in choices:
        _code({"code": choice}, f"{here}的选项")
    return k.Field(
        code,
        _text(table, "name", here),
        kind,
        bool(table.get("required", False)),
        bool(table.get("carry", False)),
        str(table.get("measure", "元" if kind == "money" else "")),
        choices,
        str(table.get("hint", "")),
    )


def _roll(table: Mapping[str, Any], where: str) -> k.Roll:
    _known(table, frozenset(("roster", "observers", "present", "yes")), where)
    roster = _one_of(_text(table, "roster", where), k.ROSTERS, where, "应到人员")
    present = _threshold(table["present"], where) if "present" in table else None
    yes = _threshold(table["yes"], where) if "yes" in table else None
    return k.Roll(roster, bool(table.get("observers", True)), k.Quorum(present, yes))


def _threshold(table: Mapping[str, Any], where: str) -> k.Threshold:
    _known(table, frozenset(("at_least", "more_than", "of", "basis")), where)
    if ("at_least" in table) == ("more_than" in table):
        raise NotAKind(f"{where}的门槛写 at_least 或 more_than 之一。")
    share = str(table.get("at_least", table.get("more_than")))
    if share not in _SHARES:
        raise NotAKind(f"{where}的门槛只有 {'、'.join(_SHARES)}：{share}。")
    of = _one_of(_text(table, "of", where), dict.fromkeys(get_args(k.Of), ""), where, "门槛的基数")
    return k.Threshold(Fraction(share), "more_than" in table, of, _basis(table, where))


def _cadence(table: Mapping[str, Any], where: str) -> k.Cadence:
    _known(table, frozenset(("every", "times", "force", "basis")), where)
    every = _one_of(_text(table, "every", where), k.EVERY, where, "频次")
    times = _whole(table.get("times", 1), where)
    if not times:
        raise NotAKind(f"{where}的次数至少是 1。")
    return k.Cadence(every, times, _force(table, where), _basis(table, where))


def _rule(table: Mapping[str, Any], where: str) -> k.Rule:
    _known(table, frozenset(("text", "force", "basis")), where)
    return k.Rule(_text(table, "text", where), _force(table, where), _basis(table, where))


def _figure(kind: k.Kind, wanted: Any, where: str) -> k.Figure:
    """`"count"`, `"sum.hours"`, or a table with take, code, name and where for a part of the records."""
    table: Mapping[str, Any] = {"take": wanted} if isinstance(wanted, str) else wanted
    _known(table, frozenset(("take", "code", "name", "where")), where)
    take_name, _, of = str(table.get("take", "")).partition(".")
    take = _one_of(take_name, dict.fromkeys(get_args(k.Take), ""), where, "数的取法")
    conditions = dict(table.get("where", {}))
    if bool(conditions) != ("code" in table):
        raise NotAKind(f"{where}：只数一部分的数要写条件和代号，数全部的不写。")
    if (take in ("sum", "average")) != bool(of):
        raise NotAKind(f"{where}：合计和平均要写是哪一栏，别的不写。")
    if take in ("attendance", "people") and not of and kind.roll is None:
        raise NotAKind(f"{where}没有到会名册，数不出人次和人数。")
    field = _counted(kind, of, where) if of else None
    said = [_condition(kind, code, value, where) for code, value in conditions.items()]
    code = f"{kind.code}.{table['code'] if conditions else take}" + (f".{of}" if of and not conditions else "")
    name, measure = _named(kind, take, field)
    return k.Figure(
        code,
        str(table.get("name", name)),
        measure,
        take,
        _definition(kind, take, field, said),
        field.code if field else None,
        conditions,
    )


def _counted(kind: k.Kind, of: str, where: str) -> k.Field:
    found = next((one for one in kind.fields if one.code == of), None)
    if found is None or not found.counts:
        raise NotAKind(f"{where}没有名为 {of} 的数字栏目，不能合计或平均。")
    return found


def _condition(kind: k.Kind, code: str, value: str, where: str) -> str:
    field = next((one for one in kind.fields if one.code == code and one.type == "choice"), None)
    if field is None or value not in field.choices:
        raise NotAKind(f"{where}没有选项栏目 {code}，或者它没有 {value} 这个选项。")
    return f"“{field.name}”是“{field.choices[value]}”的"


def _named(kind: k.Kind, take: k.Take, field: k.Field | None) -> tuple[str, str]:
    """The name and the measure word of a figure that was not named."""
    if take == "count":
        return f"{kind.verb}{kind.name}{kind.measure}数", kind.measure
    if take == "attendance":
        return f"参加{kind.name}人次", "人次"
    if take == "people":
        return f"参加{kind.name}人数", "人"
    assert field is not None
    return f"{kind.name}{field.name}{'合计' if take == 'sum' else '平均数'}", field.measure


def _definition(kind: k.Kind, take: k.Take, field: k.Field | None, said: Sequence[str]) -> str:
    """What is counted, and what is not (口径)."""
    which = "".join(said)
    counted = f"统计期内（按{kind.date_name}）{which}{kind.name}记录"
    of = field.name if field else ""
    what = {
        "count": f"{counted}的{kind.measure}数",
        "attendance": f"{counted}的实到人次，同一人参加几次算几次，列席不算",
        "people": f"{counted}的实到人数，同一人只算一次，列席和不在册的不算",
        "sum": f"{counted}中“{of}”的合计",
        "average": f"{counted}中“{of}”的平均，没有填的不算",
    }[take]
    others = "没有这一栏，不计入" if field or said else "同样计入"
    return f"{what}。一并履行本项的其他种类记录{others}；草稿、作废和已被更正的不计。"


def _source(table: Any, where: str) -> k.Source:
    if not isinstance(table, Mapping):
        raise NotAKind(f"{where}没有写出处。")
    _known(table, frozenset(("row", "words")), where)
    return k.Source(_text(table, "row", where), _text(table, "words", where))


def _basis(table: Mapping[str, Any], where: str) -> k.Basis | None:
    """`"regulation"` or `"regulation:article"`; nothing where no rule is known."""
    given = str(table.get("basis", ""))
    if not given:
        return None
    regulation, _, article = given.partition(":")
    if not CODE.fullmatch(regulation) or (article and not article.isdecimal()) or given.endswith(":"):
        raise NotAKind(f"{where}的依据写成“规定代号”或“规定代号:条号”：{given}。")
    return k.Basis(regulation, int(article) if article else None)


def _force(table: Mapping[str, Any], where: str) -> k.Force:
    return _one_of(str(table.get("force", "normal")), k.FORCES, where, "要求的程度")


def _text(table: Mapping[str, Any], key: str, where: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip():
        raise NotAKind(f"{where}没有写 {key}。")
    return value.strip()


def _code(table: Mapping[str, Any], where: str) -> str:
    code = table.get("code")
    if not isinstance(code, str) or not CODE.fullmatch(code) or len(code) > 40:
        raise NotAKind(f"{where}的代号只用小写英文、数字和下划线，字母开头，40 个以内：{code}。")
    return code


def _whole(value: Any, where: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise NotAKind(f"{where}：{value} 不是非负整数。")
    return value


def _one_of(value: object, allowed: Mapping[K, str], where: str, what: str) -> K:
    for one in allowed:
        if one == value:
            return one
    raise NotAKind(f"{where}的{what}没有“{value}”这一种，有：{'、'.join(map(str, allowed))}。")


def _known(table: Mapping[str, Any], keys: frozenset[str], where: str) -> None:
    if unknown := sorted(table.keys() - keys):
        raise NotAKind(f"{where}里有不认识的项：{'、'.join(unknown)}。")


def _once(codes: Sequence[str], what: str) -> None:
    if twice := sorted(set(_repeated(codes))):
        raise NotAKind(f"{what}有重复：{'、'.join(twice)}。")


def _repeated(codes: Sequence[str]) -> Iterator[str]:
    for place, code in enumerate(codes):
        if code in codes[:place]:
            yield code

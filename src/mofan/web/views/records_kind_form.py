"""The form by which an administrator adds a kind of record: read as the catalogue writes a kind, and everything that is
missing or wrong told at once, each at its control."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from mofan.org.spelling import spell
from mofan.records.catalogue import FIELD_TYPES, ROSTERS
from mofan.records.catalogue.kinds import CARRIED, EVERY, Kind
from mofan.records.catalogue.reading import CODE, ENGLISH
from mofan.records.entry import NotAValue, read_day
from mofan.web.forms import REQUIRED, Wrong

LABELS: Final = {
    "name": "名称",
    "code": "代号",
    "english": "英文名称",
    "group": "归在哪一组",
    "verb": "动词",
    "measure": "计量单位",
    "date_name": "日期叫什么",
    "title_name": "主题叫什么",
}
HINTS: Final = {
    "name": "如“防汛值班交接”，只用汉字。",
    "code": "可以不写。给程序用的，小写英文和下划线，如 flood_watch。",
    "english": "可以不写，按拼音。",
    "group": "从已有的组里选，或者写一个新的。",
    "verb": "数的名称用。可以不写，就是“开展”。",
    "measure": "如“份”。可以不写，就是“次”。",
    "date_name": "可以不写，就是“日期”。",
    "title_name": "可以不写，就是“主题”。",
}
WHY: Final = {"purpose": "用途", "basis": "依据", "ends_on": "用到哪一天"}
LONGEST_CODE: Final = 40
PARTS: Final = ("name", "type", "measure", "choices", "required", "carry")
SAID: Final = ("name", "measure", "choices", "required", "carry")
"""What somebody wrote in a row: its type is always one."""


def row_of(given: Mapping[str, Any], no: int) -> dict[str, str]:
    """One row of the fields that are asked for, as it was filled in."""
    return {part: str(given.get(f"{part}-{no}", "")).strip() for part in PARTS}


def table_of(given: Mapping[str, Any], count: int) -> dict[str, Any]:
    """The kind as the catalogue writes it; figures follow from what is asked for: how often, how many came, and the
    sum of every number. What only programs read, the code and the English name, is spelt from the name where it is left
    out."""
    fields = []
    for no in range(1, count + 1):
        row = row_of(given, no)
        if not row["name"]:
            continue
        field: dict[str, Any] = {"code": f"field_{no}", "name": row["name"], "type": row["type"]}
        if row["measure"]:
            field["measure"] = row["measure"]
        if row["type"] == "choice":
            labels = _labels(row["choices"])
            field["choices"] = {f"choice_{place}": label for place, label in enumerate(labels, 1)}
        field |= {name: True for name in ("required", "carry") if row[name]}
        fields.append(field)
    table: dict[str, Any] = {name: given.get(name, "").strip() for name in LABELS if given.get(name, "").strip()}
    pinyin = spell(table.get("name", ""))[0]
    table = {"code": f"own_{re.sub('[^a-z0-9]', '', pinyin)}"[:LONGEST_CODE], "english": pinyin} | table
    table |= {"fields": fields, "source": {"row": "自定", "words": given.get("purpose", "").strip()[:100] or "—"}}
    figures: list[Any] = ["count"]
    if given.get("roster") in ROSTERS:
        table["roll"] = {"roster": given["roster"]}
        figures += ["attendance", "people"]
    if given.get("every") in EVERY:
        table["cadence"] = {"every": given["every"], "force": "local"}
    if given.get("keeping"):
        table["keeping"] = given["keeping"]
    figures += [f"sum.{one['code']}" for one in fields if one["type"] in ("number", "money")]
    return table | {"figures": figures}


def wrong_in(given: Mapping[str, Any], count: int, known: Mapping[str, Kind], today: date) -> tuple[Wrong, ...]:
    """Everything that is missing or wrong, in the order of the form, beside the kinds that are `known`."""
    return (*_why(given, today), *_called(given, known), *_asked(given, count))


def at_controls(wrong: Sequence[Wrong]) -> dict[str, str]:
    """Control → the first sentence about it, without the label that stands over it anyway."""
    return {one.control: one.sentence.partition("：")[2] for one in reversed(wrong)}


def wrong_in_row(wrong: Mapping[str, str], no: int) -> dict[str, str]:
    """Part of a row → the sentence about it, of all `at_controls`."""
    return {part: wrong.get(f"{part}-{no}", "") for part in PARTS}


def _why(given: Mapping[str, Any], today: date) -> Iterator[Wrong]:
    for control, label in WHY.items():
        if not given.get(control, "").strip():
            yield Wrong(f"{label}：{REQUIRED['required']}", control)
        elif control == "ends_on":
            try:
                if read_day(given[control]) < today:
                    yield Wrong(f"{label}：这一天已经过去，请填以后的日期。", control)
            except NotAValue as error:
                yield Wrong(f"{label}：{error}", control)


def _called(given: Mapping[str, Any], known: Mapping[str, Kind]) -> Iterator[Wrong]:
    for control in ("name", "group"):
        if not given.get(control, "").strip():
            yield Wrong(f"{LABELS[control]}：{REQUIRED['required']}", control)
    name, code, english = (given.get(control, "").strip() for control in ("name", "code", "english"))
    if name in {kind.name for kind in known.values()}:
        yield Wrong(f"名称：已经有“{name}”这一种，换一个名称。", "name")
    elif name and not english and not ENGLISH.fullmatch(spell(name)[0]):
        yield Wrong("名称：只用汉字；要用数字和符号，就把英文名称也填上。", "name")
    if code and not (CODE.fullmatch(code) and len(code) <= LONGEST_CODE):
        yield Wrong(f"代号：只用小写英文、数字和下划线，字母开头，{LONGEST_CODE} 个以内。", "code")
    elif code in known:
        yield Wrong(f"代号：“{known[code].name}”已经用了 {code}，换一个。", "code")
    if english and not ENGLISH.fullmatch(english):
        yield Wrong("英文名称：只用英文词和空格。", "english")
    elif english.casefold() in {kind.english.casefold() for kind in known.values()}:
        yield Wrong(f"英文名称：已经有 {english} 这一种，换一个。", "english")


def _asked(given: Mapping[str, Any], count: int) -> Iterator[Wrong]:
    named: dict[str, int] = {}
    for no in range(1, count + 1):
        row = row_of(given, no)
        if not any(row[part] for part in SAID):
            continue
        for part, sentence in _wrong_in_row(row):
            yield Wrong(f"第 {no} 栏：{sentence}", f"{part}-{no}")
        if row["name"] and named.setdefault(row["name"], no) != no:
            yield Wrong(f"第 {no} 栏：和第 {named[row['name']]} 栏同名，换一个名称。", f"name-{no}")


def _wrong_in_row(row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """(part of the row, what is wrong with it)."""
    of_choices = row["type"] == "choice"
    if not row["name"]:
        yield "name", "填了别的，没有写名称；不要这一栏，就全部清空。"
    if row["type"] not in FIELD_TYPES:
        yield "type", "类型从列出的里选。"
    if row["type"] == "number" and not row["measure"]:
        yield "measure", "类型是数，要写计量单位，如“户”。"
    if of_choices and not _labels(row["choices"]):
        yield "choices", "类型是选项，要写有哪些选项，用顿号隔开。"
    if row["choices"] and not of_choices:
        yield "choices", "写了选项，类型就选“选项”；不然清空选项。"
    if row["carry"] and row["type"] not in CARRIED:
        yield "carry", "不能沿用上次：只有一行文字、人员、单位和选项可以，发言、数和结论要重新写。"


def _labels(choices: str) -> list[str]:
    return [one for one in re.split(r"[、，,；;\s]+", choices) if one]

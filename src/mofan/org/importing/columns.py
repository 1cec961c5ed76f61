"""The columns that a roster or a list of units may have, by the many headings that agencies give them (表头). Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from unicodedata import normalize

from mofan.org.sheets import Cell, Sheet, said

What = Literal["people", "units"]

PEOPLE: Mapping[str, tuple[str, ...]] = {
    "name": ("姓名", "名字", "人员姓名", "职工姓名", "干部姓名", "党员姓名", "姓名全称"),
    "unit": (
        "单位",
        "所在单位",
        "工作单位",
        "单位名称",
        "所属单位",
        "任职单位",
        "所在部门",
        "部门",
        "现单位",
        "编制单位",
    ),
    "title": ("职务", "现任职务", "职务名称", "岗位", "岗位名称", "担任职务", "行政职务", "职务职级", "现任职务职级"),
    "rank": ("层次", "职务层次", "班子成员", "是否班子成员"),
    "since": (
        "任职时间",
        "任职日期",
        "任现职时间",
        "任现职日期",
        "到任时间",
        "任职开始时间",
        "任职起始日期",
        "起始时间",
    ),
    "until": ("免职时间", "免职日期", "离任时间", "离任日期", "任职结束时间", "任职截止日期", "截止时间"),
    "gender": ("性别",),
    "phone": ("手机号", "手机", "手机号码", "联系电话", "电话", "联系方式", "移动电话", "电话号码"),
    "id_number": ("身份证号", "身份证", "身份证号码", "公民身份号码", "证件号码", "证件号"),
    "born_on": ("出生日期", "出生年月", "出生时间", "生日", "出生年月日"),
    "number": ("工号", "人员编号", "职工编号", "编号", "警号", "工作证号"),
    "joined_party_on": ("入党时间", "入党日期", "入党年月", "加入中国共产党时间", "加入党组织时间", "加入党组织日期"),
    "confirmed_on": ("转正时间", "转正日期", "转为正式党员时间", "转为正式党员日期"),
    "standing": ("党籍", "政治面貌", "党员类型", "党员类别", "人员类别", "党员身份", "党员性质"),
    "branch": (
        "党支部",
        "所在党支部",
        "所属党支部",
        "所在支部",
        "所属支部",
        "党组织",
        "所在党组织",
        "支部",
        "支部名称",
    ),
    "cell": ("党小组", "所在党小组", "所属党小组", "小组"),
    "joined_branch_on": ("进入支部时间", "转入时间", "转入日期", "进入支部日期", "进入党支部日期", "转入支部时间"),
}
"""Field → what its column may be called, the usual name first."""

UNITS: Mapping[str, tuple[str, ...]] = {
    "name": ("单位名称", "名称", "机构名称", "单位", "单位全称", "组织名称", "党组织名称", "部门名称", "机构全称"),
    "parent": (
        "上级单位",
        "上级",
        "主管单位",
        "主管部门",
        "隶属单位",
        "隶属关系",
        "上级组织",
        "上级党组织",
        "所属单位",
    ),
    "kind": ("类别", "单位类别", "单位性质", "类型", "单位类型", "机构类型", "机构性质", "组织类别", "性质"),
    "short_name": ("简称", "单位简称", "机构简称"),
    "called": ("当地称谓", "称谓"),
    "code": ("机构代码", "统一社会信用代码", "单位代码", "组织机构代码", "信用代码", "编码", "代码"),
    "order": ("次序", "排序", "顺序", "排序号"),
    "since": ("成立日期", "成立时间", "设立日期", "设立时间", "批准成立日期"),
}

_LOOKED_AT = 12
"""Rows at the top of a sheet among which the headings are looked for: a title and a note may stand above."""
_ASIDE = re.compile(r"[（(【\[].*?[）)】\]]|[\s*:：/、·．.\"'“”]")


@dataclass(frozen=True, slots=True)
class Headed:
    """A sheet whose headings were found (表头已识别): its rows below them by field, and what was not used."""

    sheet: str
    what: What
    columns: Mapping[str, str]
    """Field → the heading as it stands."""
    unused: tuple[str, ...]
    rows: tuple[tuple[int, Mapping[str, Cell]], ...]
    """The number of each row in the sheet and its cells by field; empty rows and repeated headings are left out."""


def headed(sheet: Sheet) -> Headed | None:
    """The best reading of a sheet as people or as units; None where there are no such headings."""
    best: tuple[int, int, What, dict[int, str]] | None = None
    for no, row in enumerate(sheet.rows[:_LOOKED_AT]):
        heads = [said(cell) for cell in row]
        for what, fields in _WHATS:
            found = match(heads, fields)
            if _suffices(what, set(found.values())) and (best is None or len(found) > len(best[3])):
                best = (len(found), no, what, found)
    if best is None:
        return None
    _, top, what, found = best
    heads = [said(cell) for cell in sheet.rows[top]]
    rows = []
    for at, row in enumerate(sheet.rows[top + 1 :], top + 2):
        cells = {field: row[place] for place, field in found.items() if place < len(row)}
        repeated = said(cells.get("name")) == heads[next(place for place, one in found.items() if one == "name")]
        if any(said(cell) for cell in cells.values()) and not repeated:
            rows.append((at, cells))
    unused = tuple(head for place, head in enumerate(heads) if head and place not in found and head != "序号")
    return Headed(sheet.name, what, {field: heads[place] for place, field in found.items()}, unused, tuple(rows))


def match(heads: Sequence[str], fields: Mapping[str, tuple[str, ...]]) -> dict[int, str]:
    """Place of a column → its field. A heading is one of the names, or holds exactly one field's longest name
    («党员所在党支部（全称）»); the first column of a field counts."""
    found: dict[int, str] = {}
    plain = [plainly(head) for head in heads]
    for place, head in enumerate(plain):
        field = next((one for one, names in fields.items() if head in names), None)
        if field is not None and field not in found.values():
            found[place] = field
    for place, head in enumerate(plain):
        if place in found or len(head) > 16:
            continue
        held = [
            (len(name), field) for field, names in fields.items() for name in names if len(name) > 1 and name in head
        ]
        longest = max(held, default=None)
        if longest and longest[1] not in found.values():
            found[place] = longest[1]
    return dict(sorted(found.items()))


def plainly(head: str) -> str:
    """A heading without what stands in brackets, spaces and marks."""
    return _ASIDE.sub("", normalize("NFKC", head).replace("(", "（").replace(")", "）"))


def _suffices(what: What, fields: set[str]) -> bool:
    if what == "people":
        return "name" in fields and len(fields) > 1
    return {"name", "parent"} <= fields or {"name", "kind"} <= fields or {"name", "code"} <= fields


_WHATS: tuple[tuple[What, Mapping[str, tuple[str, ...]]], ...] = (("people", PEOPLE), ("units", UNITS))

"""The columns that a list of an upper platform may have, by the many headings that platforms give them (表头). Pure."""

from collections.abc import Mapping, Sequence
from typing import Final

from mofan.cases.kinds import PARTY_DATA, Kind, PartyDatum, PartyForm
from mofan.org.importing.columns import match, plainly

NOTE: Final = "note"
"""A column that is written below the text, each as a line of its own; any number of columns can be it."""
_OWN: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "number": (
        "平台编号",
        (
            "工单编号", "工单号", "平台编号", "受理编号", "登记编号", "诉求编号", "事件编号", "案件编号", "业务编号",
            "信访编号", "流水号", "受理单号", "单号", "编号", "工单流水号", "任务号", "案卷号",
        ),
    ),
    "title": (
        "标题",
        ("标题", "诉求标题", "工单标题", "主题", "诉求主题", "事件标题", "事项名称", "案由", "来电主题", "概况"),
    ),
    "text": (
        "内容",
        (
            "内容", "诉求内容", "工单内容", "问题描述", "反映内容", "主要内容", "详细内容", "诉求描述", "事件描述",
            "投诉内容", "来电内容", "情况描述", "具体内容", "反映问题", "案情描述",
        ),
    ),
    "category": (
        "类别",
        ("类别", "诉求类别", "问题分类", "问题类别", "分类", "事项类别", "诉求分类", "一级分类", "问题类型"),
    ),
    "urgency": ("轻重缓急", ("轻重缓急", "紧急程度", "缓急", "缓急程度", "紧急等级", "工单级别")),
    "place": (
        "地点",
        (
            "地点", "事发地点", "发生地点", "问题地点", "事发地址", "诉求地址", "事件地址", "发生地址", "问题地址",
            "位置", "事发位置", "具体位置", "地址",
        ),
    ),
    "points": ("诉求点", ("诉求点", "要点", "诉求要点", "具体诉求")),
}  # fmt: skip
"""What a column may be → its name here, and what it may be called, the usual name first."""
_NOTED: Final = (
    "登记时间", "来电时间", "受理时间", "派单时间", "转办时间", "下派时间", "办理时限", "要求办结时间", "截止时间",
    "办结时限", "处理时限", "来源", "诉求来源", "来电渠道", "诉求类型", "工单类型", "二级分类", "所属区域", "备注",
    "转办意见", "派单意见", "批示",
)  # fmt: skip
_FIRST: Final[Mapping[PartyDatum, tuple[str, ...]]] = {
    "name": (
        "姓名", "诉求人", "诉求人姓名", "来电人", "来电人姓名", "反映人", "联系人", "投诉人", "信访人", "当事人",
        "申请人", "市民姓名", "联系人姓名",
    ),
    "phone": (
        "联系电话", "电话", "来电号码", "联系方式", "手机号", "手机号码", "手机", "电话号码", "诉求人电话", "联系号码",
    ),
    "id_number": ("身份证号", "身份证号码", "证件号码", "证件号"),
    "address": ("联系地址", "住址", "诉求人地址", "家庭住址", "现住址", "联系人地址"),
    "organisation": ("企业名称", "单位名称", "企业", "工作单位"),
}  # fmt: skip
_AGAINST: Final[Mapping[PartyDatum, tuple[str, ...]]] = {
    "name": ("被投诉人", "被反映人", "被举报人", "被申请人", "对方当事人"),
    "phone": ("被投诉人电话", "被申请人电话", "被反映人电话"),
    "id_number": ("被申请人身份证号",),
    "address": ("被投诉人地址", "被申请人地址", "商家地址"),
    "organisation": ("被投诉单位", "被反映单位", "涉事单位", "涉及单位", "被投诉商家", "商家名称", "被举报单位"),
}


def targets(kind: Kind) -> dict[str, str]:
    """Code → name of everything that a column may be for this kind, in the order of a form."""
    found = {code: name for code, (name, _) in _OWN.items()}
    for form in kind.parties:
        found |= {f"{form.role}.{datum}": f"{form.name}{PARTY_DATA[datum]}" for datum in data_of(form)}
    found |= {f"value.{one.code}": one.name for one in kind.fields if one.type not in ("unit", "units", "person")}
    return found | {NOTE: "记在内容后面"}


def data_of(form: PartyForm) -> tuple[PartyDatum, ...]:
    """The data of a party that a list can hold; units of this place are not read out of lists."""
    return tuple(datum for datum in form.data if datum != "unit")


def guess_columns(kind: Kind, headings: Sequence[str]) -> dict[str, str]:
    """Heading → what it seems to be, "" where nothing fits; but for notes nothing is given twice."""
    allowed = targets(kind)
    spoken: dict[str, tuple[str, ...]] = {}
    for one in kind.fields:
        if f"value.{one.code}" in allowed:
            spoken[f"value.{one.code}"] = (plainly(one.name),)
    spoken |= {code: names for code, (_, names) in _OWN.items()}
    for form in kind.parties:
        names_of = _AGAINST if form.role == "respondent" else _FIRST
        spoken |= {f"{form.role}.{datum}": names_of[datum] for datum in data_of(form) if datum in names_of}
    noted = {heading for heading in headings if plainly(heading) in _NOTED}
    asked = ["" if heading in noted else heading for heading in headings]
    places = match(asked, spoken)
    return {heading: NOTE if heading in noted else places.get(place, "") for place, heading in enumerate(headings)}

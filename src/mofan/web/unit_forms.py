"""The forms of units, people and what they hold (单位、人员、任职的表单)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms

from mofan.org.actions import PersonFacts, PostFacts, UnitFacts
from mofan.org.kinds import Rank, Standing, UnitKind
from mofan.org.models import Unit
from mofan.org.reading_days import NotADay, read_day
from mofan.org.roles import UnitRole
from mofan.web.asked import number_asked
from mofan.web.forms import PlainForm
from mofan.web.unit_tree import UnitSelect, indented

_OFF = {"autocomplete": "off"}


class DayField(forms.Field):
    """A day as people type it: 2026-11-20, 2026年11月20日, 2026.11; the browser's own calendar where it has one."""

    def __init__(self, label: str, *, required: bool = False, help_text: str = "") -> None:
        super().__init__(
            label=label, required=required, help_text=help_text, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
        )

    def clean(self, value: Any) -> date | None:
        """The day, or None. Raises ValidationError with the sentence of what is wrong."""
        try:
            day = read_day(value)
        except NotADay as error:
            raise forms.ValidationError(str(error)) from error
        if day is None and self.required:
            raise forms.ValidationError(self.error_messages["required"])
        return day


class UnitField(forms.ChoiceField):
    """A unit out of those that are offered. Whether it may be chosen is asked where it is loaded and acted upon."""

    widget = UnitSelect

    def valid_value(self, value: Any) -> bool:
        """Whether it is the key of a row at all."""
        return number_asked(str(value)) is not None


class UnitForm(PlainForm):
    """单位."""

    name = forms.CharField(label="名称", max_length=100, help_text="写全称。", widget=forms.TextInput(_OFF))
    kind = forms.ChoiceField(label="类别", choices=UnitKind.choices, initial=UnitKind.AGENCY)
    short_name = forms.CharField(label="简称", max_length=40, required=False, widget=forms.TextInput(_OFF))
    called = forms.CharField(
        label="当地称谓",
        max_length=20,
        required=False,
        help_text="与类别叫法不同时填，如“旗”“嘎查”“社区”。",
        widget=forms.TextInput(_OFF),
    )
    code = forms.CharField(label="机构代码", max_length=40, required=False, widget=forms.TextInput(_OFF))
    order = forms.IntegerField(
        label="次序", min_value=0, max_value=99_999, required=False, help_text="同级里从小到大排。"
    )
    since = DayField("成立日期", help_text="不清楚可以不填。")

    def facts(self) -> UnitFacts:
        """What was filled in."""
        given = self.cleaned_data
        return UnitFacts(
            given["name"],
            UnitKind(given["kind"]),
            given["short_name"],
            given["called"],
            given["code"],
            given["order"] or 0,
            given["since"],
        )


class PersonForm(PlainForm):
    """人员."""

    name = forms.CharField(label="姓名", max_length=60, widget=forms.TextInput(_OFF))
    number = forms.CharField(label="工号", max_length=40, required=False, widget=forms.TextInput(_OFF))
    joined_party_on = DayField("入党日期", help_text="不是党员不填。")
    gender = forms.ChoiceField(label="性别", choices=[("", "不填"), ("男", "男"), ("女", "女")], required=False)
    phone = forms.CharField(
        label="手机号", max_length=30, required=False, widget=forms.TextInput(_OFF | {"inputmode": "tel"})
    )
    id_number = forms.CharField(
        label="身份证号",
        max_length=18,
        required=False,
        help_text="工作确需时才填；页面上默认遮盖。",
        widget=forms.TextInput(_OFF),
    )
    born_on = DayField("出生日期")

    def facts(self, known: PersonFacts | None = None) -> PersonFacts:
        """What was filled in; of a person who is known, fields that are masked and were left empty stay as they are."""
        given = self.cleaned_data
        kept = known or PersonFacts("")
        return PersonFacts(
            given["name"],
            given["number"],
            given["joined_party_on"],
            given["phone"] or kept.phone,
            given["id_number"] or kept.id_number,
            given["gender"],
            given["born_on"] or kept.born_on,
        )


class PostForm(PlainForm):
    """任职."""

    unit = UnitField(label="单位")
    title = forms.CharField(
        label="职务",
        max_length=60,
        required=False,
        help_text="如“副局长”“支部书记”；没有职务可不填。",
        widget=forms.TextInput(_OFF),
    )
    rank = forms.ChoiceField(
        label="层次", choices=Rank.choices, initial=Rank.STAFF, help_text="党支部的班子成员即支部委员。"
    )
    since = DayField("任职日期")
    until = DayField("免职日期", help_text="仍在任不填。")
    order = forms.IntegerField(label="次序", min_value=0, max_value=9_999, required=False, help_text="班子排名用。")

    def __init__(
        self, units: Iterable[Unit], data: Mapping[str, Any] | None = None, *, initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial, auto_id="id_post_%s")
        _offer(self, "unit", units)

    def facts(self) -> PostFacts:
        """What was filled in."""
        given = self.cleaned_data
        return PostFacts(given["title"], Rank(given["rank"]), given["since"], given["until"], given["order"] or 0)


class MembershipForm(PlainForm):
    """组织关系."""

    branch = UnitField(label="党支部或党小组", help_text="选到党小组，就一并落到小组所在的支部。")
    standing = forms.ChoiceField(label="党籍", choices=Standing.choices)
    since = DayField("自哪一天起", help_text="转入、转正的日期；原来的组织关系到前一天为止。")

    def __init__(self, units: Iterable[Unit], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id="id_member_%s")
        _offer(self, "branch", units)


class RoleForm(PlainForm):
    """授予角色."""

    unit = UnitField(label="单位", help_text="及其全部下属。")
    role = forms.ChoiceField(label="角色", choices=UnitRole.choices)
    since = DayField("自")
    until = DayField("至", help_text="检查员必须填。")

    def __init__(self, units: Iterable[Unit], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id="id_role_%s")
        _offer(self, "unit", units)


class MoveForm(PlainForm):
    """调整隶属."""

    parent = UnitField(label="新的上级")
    since = DayField("自哪一天起", help_text="机构调整填生效日期，以前的统计仍按原隶属；不填表示原来就登记错了。")
    why = forms.CharField(label="缘由", max_length=200, widget=forms.TextInput(_OFF))

    def __init__(self, units: Iterable[Unit], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id="id_move_%s")
        _offer(self, "parent", units)


class EndForm(PlainForm):
    """终止、撤销：到哪一天为止，为什么."""

    on = DayField("到哪一天为止", required=True, help_text="含当天。")
    why = forms.CharField(label="缘由", max_length=200, widget=forms.TextInput(_OFF))


class ReasonForm(PlainForm):
    """作废、恢复、查看：为什么."""

    why = forms.CharField(label="缘由", max_length=200, widget=forms.TextInput(_OFF))


class AccountForm(PlainForm):
    """开通账号."""

    account = forms.CharField(
        label="账号", max_length=60, help_text="登录时用，如姓名拼音。", widget=forms.TextInput(_OFF)
    )
    password = forms.CharField(
        label="初始密码", strip=False, help_text="至少 8 位、三类字符；本人首次登录须改。", widget=forms.TextInput(_OFF)
    )


class ImportForm(PlainForm):
    """导入."""

    unit = UnitField(label="导入到", help_text="表里的单位都在它之下找；没写上级的新单位建在它之下。")
    make_units = forms.BooleanField(label="没有的单位一并建立", required=False)

    def __init__(self, units: Iterable[Unit], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        _offer(self, "unit", units)


class DayPlanForm(PlainForm):
    """修改一天."""

    day = DayField("日期", required=True)
    kind = forms.ChoiceField(
        label="安排", choices=[("off", "放假"), ("work", "上班"), ("usual", "照常（按星期）")], initial="off"
    )
    name = forms.CharField(label="名称", max_length=40, required=False, widget=forms.TextInput(_OFF))
    why = forms.CharField(label="依据", max_length=200, required=False, widget=forms.TextInput(_OFF))


class PlanForm(PlainForm):
    """导入一年的放假安排."""

    year = forms.IntegerField(
        label="年份", min_value=2004, max_value=2099, required=False, help_text="文件里写了年份可不填。"
    )
    text = forms.CharField(
        label="或粘贴放假通知的正文", required=False, max_length=20_000, widget=forms.Textarea({"rows": 6})
    )
    source = forms.CharField(
        label="依据", max_length=200, required=False, help_text="如通知的文号。", widget=forms.TextInput(_OFF)
    )


def _offer(form: PlainForm, name: str, units: Iterable[Unit]) -> None:
    """The units of a choice, deeper ones further in; what is chosen is the key."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [(str(unit.pk), indented(unit)) for unit in units]

"""The forms (表单): what is asked of people, and how what is wrong with it is said."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from mofan.library.proofreading.models import EntryKind
from mofan.org.models import Person
from mofan.org.roles import SCOPE_SENTENCES, SCOPES, Role
from mofan.org.rules import RuleBroken

REQUIRED = {"required": "这一项要填写。"}


@dataclass(frozen=True, slots=True)
class Wrong:
    """One line of the error summary: the sentence, and the id of the control it belongs to."""

    sentence: str
    control: str = ""


def wrongs(form: forms.Form) -> tuple[Wrong, ...]:
    """What is wrong with a form that was filled in: rules broken by the whole, then in the order of its fields."""
    said = [Wrong(str(sentence)) for sentence in form.non_field_errors()]
    for field in form:
        said += [Wrong(f"{field.label}：{sentence}", field.id_for_label) for sentence in field.errors]
    return tuple(said)


def broken(rule: RuleBroken) -> tuple[Wrong, ...]:
    """A rule that was broken where there is no form to show it on."""
    return (Wrong(rule.sentence),)


class PlainForm(forms.Form):
    """A form without colons behind labels; what is missing is said by us, not by the browser in its own language."""

    use_required_attribute = False

    def __init__(self, data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs, label_suffix="")
        for field in self.fields.values():
            field.error_messages.update(REQUIRED)
        if self.is_bound:
            for name in self.errors.keys() & self.fields.keys():
                self.fields[name].widget.attrs |= {"aria-invalid": "true", "aria-describedby": f"wrong-{name}"}


class SignIn(PlainForm):
    """登录."""

    account = forms.CharField(label="账号", max_length=60, widget=forms.TextInput({"autocomplete": "username"}))
    password = forms.CharField(
        label="密码", strip=False, widget=forms.PasswordInput({"autocomplete": "current-password"})
    )


class ChangePassword(PlainForm):
    """修改密码."""

    old = forms.CharField(label="原密码", strip=False, widget=forms.PasswordInput({"autocomplete": "current-password"}))
    new = forms.CharField(
        label="新密码",
        strip=False,
        help_text="至少 8 位，大写字母、小写字母、数字、符号四类里至少三类。",
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="再输一次新密码", strip=False, widget=forms.PasswordInput({"autocomplete": "new-password"})
    )

    def clean(self) -> dict[str, Any]:
        """Both new passwords are the same."""
        given = self.cleaned_data
        if {"new", "again"} <= given.keys() and given["new"] != given["again"]:
            self.add_error("again", "两次输入的新密码不一致。")
        return given


class IssueToken(PlainForm):
    """签发令牌."""

    name = forms.CharField(
        label="名称",
        max_length=60,
        help_text="写明给哪个程序用，如“档案室同步”。",
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    scopes = forms.MultipleChoiceField(
        label="范围", choices=[(scope.value, scope.label) for scope in SCOPES], widget=forms.CheckboxSelectMultiple
    )
    days = forms.ChoiceField(
        label="有效期", choices=[("7", "7 天"), ("30", "30 天"), ("90", "90 天"), ("365", "一年")], initial="90"
    )

    def __init__(self, person: Person, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"scopes": ["read"]}, auto_id="id_token_%s")
        scopes = self.fields["scopes"]
        assert isinstance(scopes, forms.MultipleChoiceField)
        scopes.choices = [  # what is shown
            (scope.value, f"{scope.label}：{SCOPE_SENTENCES[scope]}") for scope in SCOPES if person.may(scope)
        ]


class AddPerson(PlainForm):
    """建立账号."""

    account = forms.CharField(
        label="账号", max_length=60, help_text="登录时用，如姓名拼音。", widget=forms.TextInput({"autocomplete": "off"})
    )
    name = forms.CharField(label="姓名", max_length=60, widget=forms.TextInput({"autocomplete": "off"}))
    unit = forms.CharField(
        label="单位",
        max_length=100,
        required=False,
        help_text="写全称，可以不填。",
        widget=forms.TextInput({"autocomplete": "organization"}),
    )
    role = forms.ChoiceField(label="角色", choices=Role.choices, initial=Role.READER)
    password = forms.CharField(
        label="初始密码",
        strip=False,
        help_text="至少 8 位、三类字符。",
        widget=forms.TextInput({"autocomplete": "off"}),
    )


class SetRole(PlainForm):
    """调整角色."""

    role = forms.ChoiceField(label="角色", choices=Role.choices)


class AddWord(PlainForm):
    """收入词典."""

    word = forms.CharField(
        label="词语",
        max_length=60,
        help_text="照文中的写法。",
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label="类别", choices=EntryKind.choices, initial=EntryKind.WORD)
    why = forms.CharField(label="缘由", max_length=200, required=False, help_text="可不填。")
    for_all = forms.BooleanField(label="全体单位共用", required=False)

    def __init__(self, *, may_for_all: bool, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        if not may_for_all:
            del self.fields["for_all"]

"""Forms around the records (台账的表单)."""

from django import forms

from mofan.records.models import Reminding
from mofan.records.reminding import QuietHours
from mofan.web.forms import PlainForm

_TIME = {"type": "time"}


class RemindingForm(PlainForm):
    """提醒设置."""

    wanted = forms.BooleanField(label="每天提醒一次", required=False)
    begin = forms.TimeField(label="免打扰自", widget=forms.TimeInput(_TIME, "%H:%M"))
    end = forms.TimeField(label="免打扰至", help_text="提醒在这个时刻给出。", widget=forms.TimeInput(_TIME, "%H:%M"))
    days_off_too = forms.BooleanField(label="休息日不提醒", required=False)
    mail = forms.EmailField(label="邮箱", required=False, help_text="不填就不寄。邮件里不写限阅的内容。")

    @staticmethod
    def said(row: Reminding) -> dict[str, object]:
        """What stands in it at first."""
        quiet = row.quiet
        return {
            "wanted": row.wanted,
            "begin": quiet.begin,
            "end": quiet.end,
            "days_off_too": quiet.days_off_too,
            "mail": row.mail,
        }

    def quiet(self) -> QuietHours:
        """The quiet hours that were filled in."""
        given = self.cleaned_data
        return QuietHours(given["begin"], given["end"], given["days_off_too"])

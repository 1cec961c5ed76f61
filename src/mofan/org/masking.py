"""Personal data as it is shown unless somebody asks with a reason (脱敏): enough to tell two people apart. Pure.

Forms: name 张*、欧阳**; mobile 138****5678; ID number its first six and last four characters (DOMAIN 7.1).
"""

import re

_DOUBLE_SURNAMES = frozenset(
    "欧阳 司马 上官 诸葛 皇甫 尉迟 公孙 令狐 宇文 长孙 慕容 司徒 夏侯 东方 南宫 独孤 澹台 端木 万俟 轩辕 呼延 鲜于 闻人 申屠".split()  # noqa: E501, SIM905
)
_MOBILE = re.compile(r"1\d{10}")
_ID_NUMBER = re.compile(r"\d{17}[\dXx]")


def mask_name(name: str) -> str:
    """The surname, and a star for each further character."""
    name = name.strip()
    shown = 2 if name[:2] in _DOUBLE_SURNAMES and len(name) > 2 else 1
    return name[:shown] + "*" * len(name[shown:])


def mask_phone(phone: str) -> str:
    """A mobile number without its middle four digits; of any other number the last four are hidden."""
    phone = phone.strip()
    if _MOBILE.fullmatch(phone):
        return f"{phone[:3]}****{phone[7:]}"
    return phone[:-4] + "*" * len(phone[-4:])


def mask_id_number(number: str) -> str:
    """The region and the last four characters; the day of birth and what follows is hidden."""
    number = number.strip()
    if _ID_NUMBER.fullmatch(number):
        return f"{number[:6]}********{number[-4:]}"
    return "*" * len(number)


def mask_day(day: str) -> str:
    """Of a day of birth as 2001-02-03 the year remains."""
    return f"{day[:4]}-**-**" if day else ""


MASKS = {"phone": mask_phone, "id_number": mask_id_number, "born_on": mask_day}
"""How each field of `PersonalData` that is masked is shown."""
FIELDS = {"phone": "手机号", "id_number": "身份证号", "born_on": "出生日期"}
"""What those fields are called."""

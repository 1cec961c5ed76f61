"""How to use it (使用说明): the rooms that this person may enter, how to search, keys, what can be undone."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

WRITINGS = (
    ("清单 台账", "几个词都要出现，词与词之间空一格。没有一篇全有的，先列含其中一部分词的，并说明。"),
    ("“件件有着落”", "加引号，一字不差地找，不漏也不多。"),
    ("清單", "繁体、简体一样找；全角、半角，大写、小写也不分。"),
    ("模范积关", "打错一个字，库里又没有这样的写法，就按最像的找，并说明改成了什么。"),
)
"""What can be written into the search box, and what is found by it."""
KEYS = (
    ("各页", (("/", "去检索框"), ("↑ ↓", "在联想里选"), ("Esc", "收起联想"))),
    ("校对", (("J K", "下一处、上一处"), ("A", "采纳"), ("R", "不采纳"), ("U", "撤销"))),
    (
        "稿纸",
        (
            ("F8 F9", "下一处待定的数、下一处待写"),
            ("Enter 1 2 3", "采用建议的数，接着去下一处"),
            ("0 9", "列为待登记、拿掉这一句"),
            ("Ctrl+I", "插入数字；选中的字成为数位"),
            ("Alt+1 … Alt+4 Alt+0", "几级小标题、正文"),
            ("Ctrl+Z", "撤回刚才的改动"),
        ),
    ),
    ("两篇对照", (("J K", "下一处、上一处"),)),
    ("派单台", (("J K", "下一件、上一件"), ("1 … 9", "选单位"), ("Enter", "交办"), ("Y N", "采用、不用建议"))),
)
"""Room → its keys and what they do."""


def show(request: HttpRequest) -> HttpResponseBase:
    """The page 使用说明."""
    return render(
        request,
        "web/help.html",
        {
            "writings": WRITINGS,
            "keys": [(room, [(keys.split(), does) for keys, does in pressed]) for room, pressed in KEYS],
        },
    )

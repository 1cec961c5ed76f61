"""What is missing or should be (空缺与隐名): unfilled blanks, names left in, personal data, secrecy marks."""

import re
from collections.abc import Iterator, Sequence

from mofan.text.describe.blanks import find_blanks
from mofan.text.describe.figures import find_figures
from mofan.text.describe.persons import find_persons
from mofan.text.describe.regions import find_regions
from mofan.text.describe.result import NATIONAL_LEADERS, Blank
from mofan.text.proofread.finding import Finding
from mofan.text.proofread.pattern import Pattern
from mofan.text.secrecy import find_secrecy_mark

NAMES = ("地名", "单位名", "人名")

UNFILLED = (
    Pattern(
        "place to fill in", "blank", "warning",
        re.compile(
            r"[（(\[【](?:此处|这里)?(?:待|请|可)?(?:补充|填写|填入|完善|核实|插入)[^（）()\[\]【】\n]{0,20}[）)\]】]|"
            r"[（(\[【](?:单位名称|姓名|日期|数字|时间|地点|略|具体数字)[）)\]】]|"
            r"【[ \u3000]{1,10}】|（[ \u3000]{2,10}）(?=[人次个件名户家])"
        ),
        "“{quote}”还没有填写。", None, 0.85,
        ("累计服务（待补充）人次", "【请填写单位名称】", "（此处补充典型事例）", "投入【　　】万元"),
        ("【案例】", "（附后）", "（试行）"),
    ),
    Pattern(
        "reminder left in", "blank", "warning",
        re.compile(r"(?<![A-Za-z])(?:TODO|XXXX+|TBD)(?![A-Za-z])|[？?]{3,}|待定稿|此句待核"),
        "“{quote}”是起草时留下的记号，请补全或删去。", None, 0.8,
        ("完成投资TODO万元", "增长？？？"),
        ("增长多少？",),
    ),
)  # fmt: skip
"""Places that ask to be filled in."""

PERSONAL = (
    Pattern(
        "mobile number", "personal_data", "warning",
        re.compile(r"(?<![\d-])1[3-9]\d(?P<gap>[ -]?)\d{4}(?P=gap)\d{4}(?![\d-])"),
        "手机号属于个人信息，公开或入库前请确认必要。", None, 0.8,
        ("联系人电话13800000000",),
        ("电话0797-1234567", "编号1380000000012"),
    ),
    Pattern(
        "identity number", "personal_data", "error",
        re.compile(r"(?<!\d)[1-8]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])"),
        "身份证号属于敏感个人信息，请删去或遮盖。", None, 0.95,
        ("身份证号11010119900101123X",),
        ("流水号110101299913011234",),
    ),
)  # fmt: skip
"""Personal data that stands open."""

_ROAD = re.compile(r"(?<![A-Za-z0-9])[GSXYC]\d{2,4}(?![A-Za-z0-9])(?=[\u4e00-\u9fff，。、])")
_NUMBERED = re.compile(r"[\u4e00-\u9fff]{1,2}[发字函办令政]〔(?:19|20)\d\d〕\d+号")
_NATIONAL = re.compile(r"(?:国发|国办|中发|中办|国函|厅字|财[税会预]|建|法发|法释)[\u4e00-\u9fff]{0,4}$")
_RAYS = ("线", "光", "射")
"""What follows an X that is no blank (X线机)."""
_FILLABLE = frozenset({"日期", "序号", *NAMES})


def find_gaps(text: str) -> Iterator[Finding]:
    """Unfilled blanks, and real names beside names that were taken out."""
    blanks = find_blanks(text, find_figures(text))
    for blank in blanks:
        if blank.text in ("X", "x") and text.startswith(_RAYS, blank.end):
            continue
        yield Finding(
            blank.start, blank.end, blank.text, "blank", "warning", _said(blank), None, "unfilled blank", 0.95
        )
    hidden = [blank for blank in blanks if blank.what in NAMES and blank.measure is None]
    if hidden:
        yield from _leaks(text, hidden)


def _said(blank: Blank) -> str:
    if blank.measure is None or blank.what in _FILLABLE:
        return f"空缺未填：{blank.what or '名称'}。"
    return f"空缺未填：{blank.what or '数目'}（{blank.measure}）。"


def _leaks(text: str, hidden: Sequence[Blank]) -> Iterator[Finding]:
    example = text[hidden[0].start : hidden[0].end + 1]
    for region in find_regions(text):
        if region.value != "省":
            yield _leak(
                region.start, region.text, f"文中地名已隐去（如“{example}”），此处仍是真实地名，请一并处理。", 0.75
            )
    for person in find_persons(text):
        if person.text not in NATIONAL_LEADERS:
            yield _leak(
                person.start, person.text, f"文中名称已隐去（如“{example}”），此处仍是真实姓名，请一并处理。", 0.7
            )
    for road in _ROAD.finditer(text):
        yield _leak(road.start(), road[0], "文中名称已隐去，道路编号仍能看出是哪里，请一并处理。", 0.7)
    for number in _NUMBERED.finditer(text):
        if not _NATIONAL.search(number[0].partition("〔")[0]):
            yield _leak(number.start(), number[0], "文中名称已隐去，发文字号仍能看出是哪里，请一并处理。", 0.6)


def _leak(start: int, quote: str, message: str, confidence: float) -> Finding:
    return Finding(start, start + len(quote), quote, "anonymity", "warning", message, None, "name left in", confidence)


def find_secrecy(text: str) -> Iterator[Finding]:
    """A secrecy mark: such a text has no place in this system (DOMAIN.md 7.3)."""
    if mark := find_secrecy_mark(text):
        message = "文件带有密级标志，不得在非涉密系统里处理，请按保密规定办理。"
        yield Finding(mark.start, mark.end, mark.of(text), "secrecy", "error", message, None, "secrecy mark", 0.95)

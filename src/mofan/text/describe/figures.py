"""Figures (数据): a number with its measure word, the number perhaps taken out (x余次).

Not figures: names of congresses (二十大), slogans and schemes (1217, 3+x, 1+2+N), roads (S454), anniversaries
(100周年), years and
dates, document numbers (〔2018〕38号), ordinals (第三条), weak numerals (一批, 一次), phone numbers.
"""

import re
from collections.abc import Iterator

from mofan.text.describe.measures import FIRM, FOLDED, measure_pattern
from mofan.text.describe.result import Figure, Value
from mofan.text.late import late
from mofan.text.numerals import LONGEST, parse_numeral
from mofan.text.wordlists import words

_CN = "零〇一二两三四五六七八九十百千万亿廿卅"
BLANK_MARK = (
    r"(?:[xXｘＸ×✕╳](?: ?[xXｘＸ×✕╳]){0,5}(?:[.．][xXｘＸ×✕╳]{1,3})?|\d{1,4}[.．][xXｘＸ×✕╳]{1,2}|[_＿]{2,}|"
    r"[*＊]{1,4}(?:[.．][*＊]{1,4})?|[〇○]{2,3}|[□△▲●◯◎■]{2,3}|[○□_＿NＮ]|【[ \u3000]*】|[（(][ \u3000]*[）)])"
)
"""A number taken out."""
_NUMBER = (
    rf"(?:\d{{1,3}}(?:[,，]\d{{3}})+(?:\.\d+)?|\d{{1,4}}[.．][xXｘＸ×✕╳]{{1,2}}|\d+(?:[.．]\d+)?|[数几][十百千万亿]+|十几|[{_CN}]+(?:点[{_CN}]+)?|"
    rf"{BLANK_MARK})"
)
_BLANK = late(BLANK_MARK)
_TIMES = r"(?:十万|百万|千万|万亿|百亿|千亿|[十百千万亿])"
_NEAR = r"(?:余|多|来|几)"
_JOIN = r"(?:[-—－–~～〜]{1,2}|至|到)"
_MEASURE = measure_pattern()
_FIGURE = late(
    rf"(?:(?P<share>百分之)(?P<part>{_NUMBER})(?:{_JOIN}(?:百分之)?(?P<part2>{_NUMBER}))?|"
    rf"(?P<whole>[{_CN}]+)分之(?P<parts>[{_CN}]+)"
    rf"|(?P<first>{_NUMBER})(?P<times>{_TIMES})?(?:(?P<unit1>{_MEASURE})?{_JOIN}(?P<second>{_NUMBER})(?P<times2>{_TIMES})?)?"
    rf"(?P<near>{_NEAR})?(?P<times3>{_TIMES})?(?:(?P<half>个半|个多)(?P<long>小时|月|钟头|季度|星期)|"
    rf"(?!(?<=千)[瓦米克])(?P<measure>{_MEASURE})(?P<tenth>(?<=成)[一二三四五六七八九半])?))"
    r"(?P<about>以上|以下|以内|左右|上下|[多余](?![个次年月样种元重方]))?"
)
_SINGLE = frozenset("○□_＿NＮ")
"""Marks that have other uses too: one alone is a number only behind a word and before a measure word (召开会议N次)."""
_BEFORE_SINGLE = late(r"(?![第前后每这那零一二三四五六七八九十百千万])[\u4e00-\u9fff]")
_RUN = f"[0-9０-９{_CN}几数NＮxXｘＸ×✕╳_＿*＊○□△▲●◯◎■【（(]"
_START = late(rf"{_RUN}(?:(?<=[【（(])(?=[ \u3000】）)])|(?<![【（(]){_RUN}*)")
_BEFORE = late(r"(?:大约|将近|接近|超过|不超过|不少于|不低于|不到|不足|至少|最多|近|约|超|逾|上)$")
_NOT_NEAR = late(
    r"(?:[最附临邻就靠亲新远]近|[节条合预签公制简违集契履守解邀赴特失毁密纪盟]约|[以送献奉加捐付交缴补登]上|"
    r"[赶高反]超)$"
)
_ORDINAL = late(r"[届大协委会]$")
_MEETING = late(r"(?:会议|全会|全体|党代|代表|常委|主席|全国)")
_COUNTED = late(
    r"小时|月|工作日|百分点|季度|星期|县|区|乡|镇|村|社区|部门|单位|项目|支部|党支部|基层|省|市|国家|企业|班|组|"
    r"小组|家庭|学校|"
    r"中心|站|点|平台|窗口|行政村|自然村|街道|苏木|嘎查|案件|孩子|方队|批次|代表团|调研组|督导组|工作组|品牌|案例"
)
_MULTIPLES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_YEAR = late(r"(?:1[89]|20)\d\d|[一二][〇零○九八][〇零○一二三四五六七八九]{2}")
_NOISE = late(r"[A-Za-zＡ-Ｚａ-ｚ0-9.．+＋第〔\[/:：\-—]")
_PAIR = late(r"(十|[二三四五六七八九]十)?([一两二三四五六七八])([二三四五六七八九])([十百千]?)(万|亿)?")
_DOUBLED = late(r"翻了?([一两二三四])?番(?!茄)")
_WIDE = str.maketrans("０１２３４５６７８９．，", "0123456789.,")


def find_figures(text: str) -> list[Figure]:
    """Every figure of `text`, in order; two for x件x册, one for 3—5次."""
    found = list(_walk(text))
    if "番" in text:
        found += [_doubled(match) for match in _DOUBLED.finditer(text)]
        found.sort(key=lambda figure: figure.start)
    return found


def _doubled(match: re.Match[str]) -> Figure:
    """翻番 and 翻一番 are twice, 翻两番 is four times."""
    times = parse_numeral(match[1]) if match[1] else 1
    return Figure(match.start(), match.end(), match[0], 2 ** (times or 1), "倍", approximate=False, blank=False)


def _walk(text: str) -> Iterator[Figure]:
    end = 0
    for start in _START.finditer(text):
        at = start.start()
        if at < end:
            continue
        if text.startswith("百分之", at) or not (at and _NOISE.match(text[at - 1])):
            figure = _figure_at(text, at)
            if figure is None and text[at] == "数":  # it ends a word: 参加人数36人
                figure = _figure_at(text, at + 1)
            if figure:
                end = figure.end
                yield figure


def _figure_at(text: str, at: int) -> Figure | None:
    found = _FIGURE.match(text, at)
    return _figure(text, found) if found and found.end() - at <= LONGEST else None


def _figure(text: str, found: re.Match[str]) -> Figure | None:
    measure, value, blank = _read(text, found)
    if measure == "":
        return None
    before = _BEFORE.search(text, max(0, found.start() - 3), found.start())
    start = found.start()
    if before and not _NOT_NEAR.search(text, max(0, before.start() - 1), found.start()):
        start = before.start()
    near = (
        found["near"]
        or found["about"]
        or start != found.start()
        or found["half"] == "个多"
        or found["first"] in ("十几",)
    )
    vague = bool(found["first"]) and (found["first"][0] in "数几" or (isinstance(value, tuple) and not found["second"]))
    return Figure(
        start, found.end(), text[start : found.end()], value, measure, approximate=bool(near) or vague, blank=blank
    )


def _read(text: str, found: re.Match[str]) -> tuple[str | None, Value | None, bool]:
    """Measure, value and whether it is blank; the measure is "" where this is no figure."""
    if found["share"]:
        ends = [found["part"], found["part2"]] if found["part2"] else [found["part"]]
        return ("%", *_value(ends, 1))
    if found["whole"]:
        whole, parts = parse_numeral(found["whole"]), parse_numeral(found["parts"])
        return (None, round(parts / whole, 4), False) if whole and parts else ("", None, False)
    raw = found["measure"] or ("小时" if found["long"] in ("小时", "钟头") else "个" + found["long"])
    if not _is_counted(text, found, raw):
        return "", None, False
    measure = FOLDED.get(raw, raw)
    if raw == "成" and parse_numeral(found["first"]) is not None:
        tenth = 5 if found["tenth"] == "半" else parse_numeral(found["tenth"] or "零")
        return "%", (parse_numeral(found["first"]) or 0) * 10 + (tenth or 0), False
    times = _times(found["times"]) * _times(found["times3"])
    if found["second"]:
        shared = _times(found["times2"]) * _times(found["times3"])
        one, blank1 = _value([found["first"]], times if found["times"] else shared)
        two, blank2 = _value([found["second"]], shared)
        if isinstance(one, (int, float)) and isinstance(two, (int, float)):
            return measure, (one, two), False
        return measure, None, blank1 or blank2
    value, blank = _value([found["first"]], times)
    if found["half"] == "个半" and isinstance(value, int):
        value += 0.5
    return measure, value, blank


def _is_counted(text: str, found: re.Match[str], measure: str) -> bool:
    """Whether the number counts something: neither a year, nor a name's number, nor a weak numeral."""
    first, second = found["first"], found["second"]
    if measure == "届" and not _BLANK.match(first):  # 党的十九届、二十届
        return False
    if measure == "分" and text[found.start() - 1 : found.start()] in ("时", "点"):
        return False
    if measure == "年" and not found["near"] and not found["times"] and _YEAR.fullmatch(second or first):
        return False
    if first[0] in "0123456789０１２３４５６７８９":
        return True
    if _BLANK.match(first):
        return _is_counted_blank(text, found, measure)
    if first == "一" and not found["times3"]:
        return found["half"] is not None or bool(second)
    if not set(first) - set("百千万亿") and not found["near"] and found["about"] != "以上":
        before = text[max(0, found.start() - 3) : found.start()]
        return bool(_BEFORE.search(before)) and not _NOT_NEAR.search(before)
    if len(first) > 1 and not set(first) & set("十百千万亿廿卅点数几") and not _PAIR.fullmatch(first):
        return False
    if (
        measure == "次"
        and _ORDINAL.search(text[max(0, found.start() - 1) : found.start()])
        and _MEETING.match(text, found.end())
    ):
        return False
    if first == "二" and measure == "次":
        return False
    if measure == "期" and re.match("工程|项目|建设", text[found.end() : found.end() + 2]):
        return False
    if len(first) == 1 and not found["times3"] and not found["near"]:
        return measure in FIRM or (measure == "个" and _COUNTED.match(text, found.end()) is not None)
    return True


_COUNTED_KIND = late(rf"{BLANK_MARK}|\d|[，。；、]|问题|事项|情形|人群|风险|案件|材料")
"""What may follow x类 where kinds are counted; x类高校 is a name."""
_THINGS_LIKE = frozenset("顶面桌副双口把")
_AFTER_THINGS = "，。、；）\n"
"""帐篷x顶、 is counted; a mark at both sides (、x口、) may be a name."""
_NAME_LIKE = frozenset(words("队 班 组 里 口 面 段 道 片 根 层 级 度 成 款 集 字 章 副 双 把 眼 顶 对 格 桌"))
"""Measure words that a taken-out name may also stand before (x队, x班)."""


def _is_counted_blank(text: str, found: re.Match[str], measure: str) -> bool:
    """x次 counts; x年x月 is a date, x队 a name, 2×3米 a product."""
    after = text[found.end() : found.end() + 1]
    if found["first"] in _SINGLE and not _BEFORE_SINGLE.match(text, found.start() - 1):
        return False
    if measure == "年":
        return bool(found["near"] or found["about"]) or after in "来内以之间时期"
    if measure == "类":
        return _COUNTED_KIND.match(text, found.end()) is not None
    if measure == "成":
        return bool(_BEFORE.search(text, max(0, found.start() - 3), found.start()))
    if measure in _THINGS_LIKE and text[found.end() : found.end() + 1] in _AFTER_THINGS:
        return text[found.start() - 1 : found.start()] not in _AFTER_THINGS
    return measure not in _NAME_LIKE


def _times(word: str | None) -> int:
    product = 1
    for char in word or "":
        product *= _MULTIPLES[char]
    return product


def _value(numbers: list[str], times: int) -> tuple[Value | None, bool]:
    """The value of one number or of the two ends of a range, multiplied; and whether a number was taken out."""
    if any(_BLANK.match(number) for number in numbers):
        return None, True
    values = [_number(number) for number in numbers]
    if len(values) == 2 and all(isinstance(value, (int, float)) for value in values):
        return (_multiply(values[0], times), _multiply(values[1], times)), False  # type: ignore[arg-type]
    value = values[0]
    if isinstance(value, tuple):
        return (value[0] * times, value[1] * times), False
    return (None if value is None else _multiply(value, times)), False


def _multiply(value: int | float, times: int) -> int | float:
    product = round(value * times, 6)
    return int(product) if product == int(product) else product


def _number(number: str) -> Value | None:
    plain = number.translate(_WIDE)
    if plain[0].isdigit() and plain.isascii():
        plain = plain.replace(",", "")
        return float(plain) if "." in plain else int(plain)
    if plain[0] in "数几" or plain == "十几":
        return None
    pair = _PAIR.fullmatch(plain)
    if pair:
        tens = parse_numeral(pair[1]) if pair[1] else 0
        scale = _times(pair[4]) * _times(pair[5])
        low, high = (((tens or 0) + (parse_numeral(digit) or 0)) * scale for digit in (pair[2], pair[3]))
        return low, high
    if "点" in plain:
        whole, _, parts = plain.partition("点")
        value, digits = parse_numeral(whole), [parse_numeral(digit) for digit in parts]
        if value is None or any(digit is None or digit > 9 for digit in digits):
            return None
        return float(f"{value}." + "".join(str(digit) for digit in digits))
    return parse_numeral(plain if plain[0] not in "百千万亿" else "一" + plain)

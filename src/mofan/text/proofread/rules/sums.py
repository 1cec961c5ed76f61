"""Figures that do not add up (数据勾稽): 共30人，其中男20人、女12人; 受理120件，办结100件，办结率90%;
由50件增加到75件，增长30%.

Only what the text itself says is reckoned with. What may overlap (党员、女性) is no sum, what is said to be about
(余、近、约) is no number, and a rate agrees if rounding or cutting off may have made it.
"""

import math
import re
from collections.abc import Iterator, Sequence

from mofan.text.describe.result import Figure
from mofan.text.late import late
from mofan.text.proofread.finding import Finding
from mofan.text.proofread.rules.balances import find_imbalances
from mofan.text.proofread.rules.sentence_figures import Number, disagreeing, sentences_of, written

_OF_WHICH = late(r"其中[：:，]?|分别(?:是|为)[：:]?|包括[：:]?")
_MARKS = late(r"[、，；和及与]|以及")
_NO_AMOUNT = ("%", "百分点", "个百分点", "岁", "分", "年", "倍", "℃", "度", None)
"""Measures that are not added up."""
_OTHERS = late("增长|增加|减少|下降|上升|同比|较|(?<![一二三特])等|及其他|不等|重复|交叉|兼|同时|另|还有|不含|除")
_TOTAL = late("共|计|总|累计|现有|收回|回收|有效")
_WHOLES = (
    ("男", "女"),
    ("城镇", "农村"),
    ("城市", "农村"),
    ("公办", "民办"),
    ("正式党员", "预备党员"),
    ("专职", "兼职"),
    ("在职", "退休"),
    ("线上", "线下"),
    ("国有", "民营"),
    ("新建", "改建"),
    ("新建", "续建"),
    ("新开工", "续建"),
    ("新建", "续建", "改扩建"),
    ("新开工", "续建", "竣工"),
    ("续建", "新开工", "前期"),
    ("续建", "新建", "前期"),
    ("续建", "新建", "储备"),
    ("续建", "新开工", "储备"),
    ("合格", "不合格"),
    ("及格", "不及格"),
    ("同意", "不同意"),
    ("第一产业", "第二产业", "第三产业"),
    ("省级", "市级", "县级"),
    ("优秀", "良好", "合格", "不合格"),
    ("已办结", "正在办理"),
    ("已完成", "未完成"),
    ("大型", "中型", "小型"),
    ("常驻", "轮驻"),
)
"""Parts that are the whole together, where all of them and no others are named."""
_KINDS = (
    ("幼儿园", "小学", "初中", "高中", "中专", "大学"),
    ("国道", "省道", "县道", "乡道", "村道"),
    ("一级", "二级", "三级", "四级"),
    ("特等", "一等", "二等", "三等"),
    ("死亡", "重伤", "轻伤"),
    ("已完成", "正在", "尚未", "未完成"),
    ("已办结", "正在", "尚未", "未办结", "在办"),
    ("已整改", "正在", "尚未", "未整改"),
    ("已化解", "正在", "尚未", "未化解"),
    ("已开工", "正在", "尚未", "未开工"),
    ("优秀", "良好", "合格", "基本合格", "不合格"),
    ("优秀", "称职", "基本称职", "不称职"),
    ("满意", "较满意", "基本满意", "不满意"),
    ("好", "较好", "一般", "差"),
    ("红色", "黄色", "蓝色"),
    ("市直", "县直", "乡镇", "村"),
)
"""Kinds that shut each other out: together they are no more than the whole."""
_OVERLAPPING = late("女|党员|岁|民族|企业|学历|残疾|重点|示范")
"""Kinds of people and firms of which one may be several."""
_APART = (
    "元",
    "亩",
    "公里",
    "米",
    "平方米",
    "平方公里",
    "吨",
    "公斤",
    "公顷",
    "千瓦",
    "千瓦时",
    "立方米",
    "篇",
    "万字",
)
"""Measures whose parts do not overlap: a yuan is spent once."""
_RATE = late(r"(?P<name>[\u4e00-\u9fff]{2,6}?)率(?:分别)?(?:已|均)?(?:达到?了?|为|是|约为)?$")
_OTHER_WORDS = {"到会": "实到", "参会": "实到", "出勤": "实到", "到课": "实到"}
"""Rates that are told in one word and counted in another."""
_IN_TIME = late("按期|按时|及时|如期|限期|首次|当日|当场|一次性")
_STEMS = (
    "办结",
    "完成",
    "化解",
    "满意",
    "合格",
    "整改",
    "回复",
    "答复",
    "签约",
    "参与",
    "参会",
    "出勤",
    "到会",
    "及格",
    "优良",
    "优秀",
    "达标",
    "解决",
    "回访",
    "开工",
    "竣工",
    "调解成功",
    "成功",
    "销号",
    "上线",
    "覆盖",
    "入户",
    "通过",
    "受理",
    "履约",
    "结案",
    "审结",
    "执结",
    "到位",
    "到课",
    "采纳",
    "见面",
    "知晓",
    "投产",
    "清零",
    "归档",
    "处置",
    "查处",
    "立案",
)
"""What was done, of which a rate is told."""
_ROSE = "增产|增收|上涨|增加|增长|提高|上升|提升|扩大|增至|升|增"
_FELL = "减产|下滑|回落|减少|下降|降低|压缩|缩短|压减|缩减|降|减"
_FROM_TO = late(rf"(?P<way>{_ROSE}|{_FELL})(?:到了?|至|为)(?:现在的|目前的|今年的)?$")
_FROM = late(r"(?:由|从)(?:[\u4e00-\u9fff0-9]{0,10}的)?$")
_CHANGE = late(rf"^[，,]?(?:同比|环比|较上年|比上年|较去年同期|净)?(?P<way>{_ROSE}|{_FELL})了?$")
_LAST_YEAR = late(r"(?:去年|上年|上一年|同期|上季度|上月|上半年)[^，。；]{0,12}$")
_THIS_YEAR = late(r"(?:今年|本年|本季度|本月|下半年|现)[^，。；]{0,12}$")
_COMPARED = late(rf"(?:同比|环比|较上年|比上年|较去年同期|比去年|较去年|比上年同期)(?P<way>{_ROSE}|{_FELL})了?$")


def find_sums(text: str, figures: Sequence[Figure]) -> Iterator[Finding]:
    """Every total, rate or change that does not follow from the figures that stand beside it in one sentence;
    `figures` are those of the same text."""
    for numbers in sentences_of(text, figures):
        yield from _of_totals(text, numbers)
        yield from _of_rates(text, numbers)
        yield from _of_changes(numbers)
        yield from find_imbalances(numbers)


def _of_totals(text: str, numbers: Sequence[Number]) -> Iterator[Finding]:
    for at, total in enumerate(numbers[:-1]):
        listed = _OF_WHICH.search(numbers[at + 1].before)
        if not listed or len(numbers[at + 1].before[: listed.start()].strip("，,、：:（(的")) > 8:
            continue
        parts = _parts(text, numbers[at + 1 :], total)
        names = [part.before[listed.end() :] if part is numbers[at + 1] else part.before for part in parts]
        names = [_MARKS.sub("", name) for name in names]
        tail = text[parts[-1].figure.end : parts[-1].figure.end + 4] if parts else ""
        if not parts or not _is_whole(numbers, at) or _OTHERS.search("".join(names) + tail):
            continue
        summed = sum(part.value for part in parts)
        said = "、".join(part.figure.text for part in parts)
        off = abs(summed - total.value) >= _step(total.figure.text) / 2 - 1e-9
        if len(parts) > 1 and off and _must_agree(listed[0], names, total, summed, text):
            yield disagreeing(
                total.figure, f"分项（{said}）相加是 {written(summed)}，与“{total.figure.text}”不符，请核对。"
            )
        elif any(part.value > total.value for part in parts):
            over = next(part for part in parts if part.value > total.value)
            yield disagreeing(over.figure, f"“其中”的“{over.figure.text}”大于总数“{total.figure.text}”，请核对。")


def _is_whole(numbers: Sequence[Number], at: int) -> bool:
    """Whether a number is an amount of its own, and no other before it may be the one whose parts follow."""
    one = numbers[at]
    alone = _TOTAL.search(one.before) or all(other.measure != one.measure for other in numbers[:at])
    return bool(alone) and one.value == one.value and one.measure not in _NO_AMOUNT


def _step(written: str) -> float:
    """The last place that a number is written to: 0.01亿 of 1.27亿元, 1 of 500."""
    places = len(re.sub(r"\D", "", written.partition(".")[2]))
    size = 10**8 if "亿" in written else 10**4 if "万" in written else 1
    return size * float(10) ** -places


def _parts(text: str, numbers: Sequence[Number], total: Number) -> list[Number]:
    """The numbers of the same measure that follow one another in the same list."""
    parts: list[Number] = []
    for number in numbers:
        goes_on = not parts or (
            len(number.before) <= 16 and _MARKS.match(number.before) and not re.search("[；;]|其中|占", number.before)
        )
        if number.measure != total.measure or number.value != number.value or not goes_on:
            break
        parts.append(number)
    return parts


def _must_agree(word: str, names: Sequence[str], total: Number, summed: float, text: str) -> bool:
    """Whether the parts are the whole, or at least cannot be more than it."""
    for whole in _WHOLES:
        held = [[kind for kind in sorted(whole, key=len, reverse=True) if kind in name][:1] for name in names]
        if len(names) == len(whole) and sorted(kind for kinds in held for kind in kinds) == sorted(whole):
            return True
    before = text[max(0, total.figure.start - 8) : total.figure.start]
    if word.startswith("分别") and _TOTAL.search(before):
        return True
    return summed > total.value and (total.measure in _APART or _of_one_make(names))


def _of_one_make(names: Sequence[str]) -> bool:
    """Whether parts name kinds that shut each other out (小学、初中), or end alike and begin each in its own way
    (一类村、二类村)."""
    for kinds in _KINDS:
        longest = sorted(kinds, key=len, reverse=True)
        held = [next((kind for kind in longest if kind in name), None) for name in names]
        if None not in held and len(set(held)) == len(names) > 1:
            return True
    ends = {name[-1:] for name in names}
    starts = {name[:1] for name in names}
    return len(ends) == 1 and ends != {""} and len(starts) == len(names) and not _OVERLAPPING.search("".join(names))


def _of_rates(text: str, numbers: Sequence[Number]) -> Iterator[Finding]:
    for at, rate in enumerate(numbers):
        named = _RATE.search(rate.before) if rate.measure == "%" and rate.value == rate.value else None
        stem = next((stem for stem in _STEMS if named and named["name"].endswith(stem)), None)
        if not named or not stem or at < 2 or "；" in rate.before:
            continue
        words = (stem, _OTHER_WORDS.get(stem, stem))
        done = next((one for one in reversed(numbers[:at]) if any(word in one.before for word in words)), None)
        if done is None or "率" in done.before or re.search("分别|平均|均|预计", done.before + rate.before):
            continue
        when = _IN_TIME.search(named["name"])
        if done.value != done.value or (when and when[0] not in done.before):
            continue
        of = [one.value for one in numbers[:at] if one is not done and one.measure == done.measure and one.value > 0]
        first = numbers[0]
        if first is done or first.measure != done.measure or not of:
            continue
        if done.value <= max(of) and not any(_is_share(rate, done.value / value) for value in of):
            meant = done.value / of[-1] * 100
            message = f"按“{first.figure.text}”“{done.figure.text}”计算，{stem}率约为 {meant:.4g}%，请核对。"
            yield disagreeing(rate.figure, message)


def _of_changes(numbers: Sequence[Number]) -> Iterator[Finding]:
    for at in range(len(numbers) - 1):
        yield from _from_to(numbers[at], numbers[at + 1], numbers[at + 2] if at + 2 < len(numbers) else None)
    for was, now, rate in zip(numbers, numbers[1:], numbers[2:], strict=False):
        compared = _COMPARED.search(rate.before)
        if compared and rate.measure == "%" and was.measure == now.measure and len(rate.before) <= 10:
            if _LAST_YEAR.search(was.before) and _THIS_YEAR.search(now.before):
                yield from _differs(was, now, rate, compared["way"])
            elif _THIS_YEAR.search(was.before) and _LAST_YEAR.search(now.before):
                yield from _differs(now, was, rate, compared["way"])


def _from_to(was: Number, now: Number, rate: Number | None) -> Iterator[Finding]:
    way = _FROM_TO.search(now.before)
    if not way or was.measure != now.measure or not _FROM.search(was.before) or len(now.before) > 14:
        return
    if was.value != was.value or now.value != now.value:
        return
    rose = bool(re.fullmatch(_ROSE, way["way"]))
    if was.value != now.value and rose != (now.value > was.value):
        message = f"由“{was.figure.text}”到“{now.figure.text}”，不是“{way['way']}”，请核对。"
        yield disagreeing(now.figure, message)
        return
    change = _CHANGE.match(rate.before) if rate else None
    if rate and change:
        yield from _differs(was, now, rate, change["way"])


def _differs(was: Number, now: Number, rate: Number, way: str) -> Iterator[Finding]:
    """A change that is not what it comes to, in percent or in the measure itself."""
    if not (was.value > 0) or now.value != now.value or rate.value != rate.value:
        return
    rose = bool(re.fullmatch(_ROSE, way))
    change = (now.value - was.value) * (1 if rose else -1)
    if rate.measure == "%" and was.measure != "%":
        if not _is_share(rate, change / was.value):
            said = (
                f"{change / was.value * 100:.4g}%"
                if change >= 0
                else f"{'下降' if rose else '增长'}{-change / was.value * 100:.4g}%"
            )
            message = f"由“{was.figure.text}”到“{now.figure.text}”，按此计算是 {said}，请核对。"
            yield disagreeing(rate.figure, message)
    elif rate.measure == was.measure == "%" and _same(change, rate.value):
        yield _in_points(rate.figure)
    elif rate.measure == was.measure and not _same(change, rate.value):
        message = f"由“{was.figure.text}”到“{now.figure.text}”相差 {written(abs(change))}，请核对。"
        yield disagreeing(rate.figure, message)


def _in_points(figure: Figure) -> Finding:
    """由90%提高到95%，提高5%: that is five percentage points (百分点)."""
    new = re.sub("[%％]$", "个百分点", figure.text)
    message = f"两个百分数相差的是“百分点”，应为“{new}”。"
    return Finding(figure.start, figure.end, figure.text, "numeral", "warning", message, new, "points of percent", 0.8)


def _is_share(rate: Number, share: float) -> bool:
    """Whether a rate is `share`, rounded or cut off to the places that it is written with."""
    places = len(re.sub(r"\D", "", rate.figure.text.partition(".")[2]))
    return abs(rate.value - share * 100) < float(10) ** -places + 1e-9


def _same(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=1e-6, abs_tol=1e-6)

"""What belongs to another agency (他人的事实): bodies, places that no list of divisions holds, lines of work.

Pure: no Django. Named patterns, each beside a text in which it finds something and one in which it must not; the words
stand in `foreign.toml`.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib import resources
from typing import Any, Final, NamedTuple

from mofan.text.proofread.residue import TRADES


class Foreign(NamedTuple):
    """A stretch that holds for the other agency alone (他人的事实)."""

    start: int
    end: int
    what: str
    """单位名, 上级单位, 地名, 场所, 行业 or 业务."""
    instead: str | None
    """Words that stand for it; None where only the writer knows."""


class Sign(NamedTuple):
    """How something of another agency is recognised (标志)."""

    what: str
    pattern: re.Pattern[str]
    finds: str
    leaves: str


_WORDS: Final[dict[str, Any]] = tomllib.loads(
    resources.files("mofan.drafting").joinpath("foreign.toml").read_text(encoding="utf-8")
)
COMMON: Final = frozenset(_WORDS["common"])
"""Phrases between quotation marks that belong to nobody."""
_PEOPLE: Final[dict[str, str]] = _WORDS["people"]


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"


_TITLE: Final = r"(?:的?(?:常务)?副?(?:[教校院所部处室组局]育?长|主任|书记|教授|研究员|专家|讲师))?"
_NO_NAME: Final = "第式多家各全本进入到驻的在下每个和与向往去赴为以及等这该所有某xX×乡农帮扶出回村了是把对从由共"
_NAME: Final = rf"(?!{_any(_WORDS['plain'])})[^\W\d{_NO_NAME}]{{2}}"
"""Two characters that may be a name: no other word that often stands there."""
SIGNS: Final = (
    Sign(
        "单位名",
        re.compile(rf"(?:中央|省委|市委|县委|区委|自治区党委)党校(?:（[^（）]{{2,10}}）)?{_TITLE}"),
        "特邀中央党校（国家行政学院）副教育长授课",
        "组织党员到党校学习",
    ),
    Sign(
        "单位名",
        re.compile(rf"{_NAME}(?:大学(?!生)|学院|研究院|研究所|设计院|实验室){_TITLE}"),
        "邀请明德大学教授讲课",
        "办好老年大学",
    ),
    Sign(
        "单位名",
        re.compile(rf"{_NAME}(?:股份)?(?:有限公司|集团公司|集团|合作社|商会|协会|学会|基金会|律师事务所)"),
        "走访启明有限公司",
        "走访上市公司",
    ),
    Sign(
        "单位名",
        re.compile(rf"{_NAME}(?:[小中]学(?![习生校])|幼儿园|医院|敬老院|养老院|福利院|卫生院|派出所|法庭)"),
        "到白石小学开展活动",
        "开展各类集中学习",
    ),
    Sign(
        "上级单位",
        re.compile(
            r"国家税务总局|最高人民法院|最高人民检察院|(?<!和)国家(?!发展|工作|事业)[\u4e00-\u9fff]{1,5}[^\W大全布开格结好]局(?!面|限)"
            r"|总局|(?:自治区|省|市|区|州)(?:局|厅)(?![长部级域面限势]|党)"
        ),
        "代表市局参加比武",
        "服务党和国家工作大局",
    ),
    Sign(
        "地名",
        re.compile(rf"{_NAME}(?:[\u4e00-\u9fff]族)?(?:社区|行政村|自然村|小区|嘎查|苏木|街道)"),
        "到南山社区报到",
        "深入社区开展服务",
    ),
    Sign(
        "地名",
        re.compile(rf"{_NAME}(?:[\u4e00-\u9fff]族)?村(?![委干民务容规史庄集级组镇居社企医])"),
        "帮扶太平畲族村",
        "推进乡村振兴",
    ),
    Sign(
        "场所",
        re.compile(
            rf"{_NAME}(?:纪念[馆园]|陈列馆|博物馆|展览馆|烈士陵园|旧址|故居|水库|公园|广场|大桥|湿地|林场|灌区|工业园)"
        ),
        "赴红岭纪念馆参观",
        "参观廉政文化展览馆",
    ),
    Sign(
        "行业",
        re.compile(
            rf"{_any(_WORDS['lines'])}(?=干部|干警|系统|队伍|铁军|职工|青年|机关|战线|人员|工作者)"
            rf"|{_any(_WORDS['works'])}(?=工作|事业|业务)"
        ),
        "广大税务干部踊跃参加",
        "开展税务登记",
    ),
    Sign("行业", re.compile(f"{_any(_PEOPLE)}+"), "全体干警集中学习", "全体干部集中学习"),
    Sign("业务", re.compile(f"{_any(_WORDS['matters'])}+"), "解决办税缴费需求", "方便群众办事"),
    Sign("行业", re.compile("苏木(?=镇|乡)|嘎查(?=村)"), "苏木镇、嘎查村", "城镇乡村"),
)
"""What is cut out of a skeleton beside names of divisions and people."""
_DOCUMENT: Final = re.compile("《[^《》\n]{2,60}》")
_MARKS: Final = re.compile(r"[^\u4e00-\u9fff0-9A-Za-z]+")


def is_everybodys(phrase: str) -> bool:
    """Whether every part of a quoted phrase is one that everybody uses: 让党放心 人民满意."""
    parts = [one for one in _MARKS.split(phrase) if one]
    return bool(parts) and all(one in COMMON for one in parts)


def find_foreign(text: str, unit: str) -> Iterator[Foreign]:
    """Every stretch of `text` that is another's than `unit`'s, outside the titles of documents. Stretches may overlap:
    the first found is meant."""
    titles = [one.span() for one in _DOCUMENT.finditer(text)]
    for start, end, what in _found(text, unit):
        if not any(low < end and start < high for low, high in titles):
            word = text[start:end]
            yield Foreign(start, end, what, _instead(word) if what == "行业" else None)


def without_foreign(words: str, unit: str) -> str:
    """A few words without what is another's than `unit`'s: 税务干部 is 干部."""
    meant: list[Foreign] = []
    for one in find_foreign(words, unit):
        if all(one.end <= other.start or other.end <= one.start for other in meant):
            meant.append(one)
    for one in sorted(meant, reverse=True):
        words = words[: one.start] + (one.instead or "") + words[one.end :]
    return words


def _found(text: str, unit: str) -> Iterator[tuple[int, int, str]]:
    for sign in SIGNS:
        for found in sign.pattern.finditer(text):
            if found[0] not in unit and not _is_ones_own(found[0], unit):
                yield *found.span(), sign.what
    for trade in TRADES:
        if not re.search(trade.units, unit):
            for found in re.finditer(f"(?:{trade.words})+", text):
                yield *found.span(), "业务"


def _instead(word: str) -> str:
    """What stands for a line of work: nothing, or what everybody calls its people."""
    return next((other for own, other in _PEOPLE.items() if own in word), "")


def _is_ones_own(word: str, unit: str) -> bool:
    """Whether the word belongs to this unit's own line of work."""
    return any(re.search(one.words, word) and re.search(one.units, unit) for one in TRADES)

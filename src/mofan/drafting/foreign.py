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
_MATTERS_OF: Final[dict[str, list[str]]] = _WORDS["matters_of"]


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
        "单位名",
        re.compile(
            rf"{_NAME}(?:林业|建筑|建设|水务|物业|运输|商贸|科技|能源|电力|矿业|农业|旅游|发展|投资|食品|药业|机械|实业)公司"
        ),
        "与云岭林业公司联防",
        "走访国有林业公司",
    ),
    Sign(
        "单位名",
        re.compile(
            rf"(?<![\u4e00-\u9fff]){_NAME}[市县区旗州](?!直|级|属|域|内|外|里|委|政|长)[\u4e00-\u9fff]{{0,6}}?"
            rf"(?:局(?!面|限|长)|委员会|法院|检察院|医院|中学|小学)"
            rf"|(?<=[与和同向到赴的]){_NAME}[市县区旗州](?:[\u4e00-\u9fff]{{1,4}}局(?!面|限)|人民医院|人民法院|人民检察院)"
        ),
        "与相邻的白桦县林业局联防",
        "联合县司法局",
    ),
    Sign(
        "上级单位",
        re.compile(r"[省市县区州旗](?:第[一二三四五六七八九十]{1,2})?(?:人民医院|中医院|实验[中小]学)"),
        "与省人民医院协作",
        "办好人民医院",
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
            rf"{_NAME}(?:红色|革命|抗日|抗战|烈士|党史|历史|英雄|廉政|廉洁){{0,2}}(?:纪念[馆园]|陈列馆|博物馆|展览馆|烈士陵园|旧址|故居|水库|公园|广场|大桥|湿地|林场|灌区|工业园)"
        ),
        "赴红岭纪念馆参观",
        "参观廉政文化展览馆",
    ),
    Sign(
        "场所",
        re.compile(
            rf"{_NAME}(?:管护站|瞭望塔|苗圃|收费站|变电站|水电站|泵站|水文站|检查站|养护站|供电所|税务所|司法所|码头|口岸|煤矿"
            r"|电厂|水厂|项目部|分公司)"
        ),
        "住进鹰嘴岩管护站",
        "把支部建在管护站",
    ),
    Sign(
        "行业",
        re.compile(
            rf"{_any(_WORDS['lines'])}(?=干部|干警|系统|队伍|铁军|职工|青年|机关|战线|人员|工作者|部门|形象|之声|条线|领域|一线)"
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
_NAMED: Final = frozenset(("单位名", "地名", "场所"))
_ONE_BEFORE: Final = re.compile(
    rf"(?:^|[^\u4e00-\u9fff]|[到在和与往赴去及进])(?![{_NO_NAME}访助建游观看抵设办经沿距临近靠处请送])[\u4e00-\u9fff]$"
)
"""One character between a mark and a name belongs to it: 、柳树沟村."""
_STEM: Final = re.compile(
    r"([\u4e00-\u9fff]{2,3}?)(?:省|市|自治|地区|州|盟|县|区|旗|街道|镇|乡|村|社区|国?[有营]?(?:林场|农场|煤矿|水库|灌区|医院|中学|小学))"
)
"""A place or a body that is called after one. Matches 清河 of 清河县人民医院, 青石 of 青石林场."""
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


def stems_of(names: Iterable[str], unit: str) -> frozenset[str]:
    """The bare names of the places that these are called after; none that is `unit`'s own or another word as well."""
    found = {one[1] for name in names if (one := _STEM.match(name))}
    return frozenset(one for one in found if one not in unit and one not in _WORDS["no_stems"])


def find_bare(text: str, stems: Iterable[str]) -> Iterator[Foreign]:
    """Places by their bare names (建设美丽清河), and schools and hospitals by their short ones (清河三中)."""
    for stem in stems:
        for found in re.finditer(
            rf"{stem}(?P<short>第?[一二三四五六七八九十]{{1,2}}[中小院](?![\u4e00-\u9fff]*?[届次]))?", text
        ):
            yield Foreign(*found.span(), "单位名" if found["short"] else "地名", None)


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
                start = found.start() - (sign.what in _NAMED and _ONE_BEFORE.search(text[: found.start()]) is not None)
                yield start, found.end(), sign.what
    for trade in TRADES:
        if not re.search(trade.units, unit):
            words = "|".join([trade.words, *(one for one in _MATTERS_OF.get(trade.name, ()) if one not in _PEOPLE)])
            for found in re.finditer(f"(?:{words})+", text):
                yield *found.span(), "业务"


def _instead(word: str) -> str:
    """What stands for a line of work: nothing, or what everybody calls its people."""
    return next((other for own, other in _PEOPLE.items() if own in word), "")


def _is_ones_own(word: str, unit: str) -> bool:
    """Whether the word belongs to this unit's own line of work."""
    return any(
        re.search(one.units, unit)
        and (re.search(one.words, word) or any(own in word for own in _MATTERS_OF.get(one.name, ())))
        for one in TRADES
    )

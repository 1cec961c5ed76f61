"""Residue of borrowed text (借用残留): what belongs to another unit, another place or another year."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from mofan.text.describe.persons import find_persons
from mofan.text.describe.regions import find_regions
from mofan.text.describe.result import NATIONAL_LEADERS
from mofan.text.describe.slogans import find_slogans
from mofan.text.gazetteer import divisions_named
from mofan.text.proofread.finding import Finding
from mofan.text.proofread.lexicon import time_phrases
from mofan.text.proofread.register import Own, Register


class Trade(NamedTuple):
    """The words of one line of work (行业), and the units that may speak them."""

    name: str
    units: str
    words: str


TRADES = (
    Trade("税务", r"税务|税收", r"纳税人|缴费人|税费|办税|税收征管|退税|征纳|税源|便民办税"),
    Trade("法院", r"法院|政法", r"审判(?:工作|职能|质效|团队)|立案庭|执行干警|诉讼服务|庭审|办案法官|巡回审判"),
    Trade("检察", r"检察|政法", r"检察官|公益诉讼检察|检察建议|批捕起诉|法律监督职能"),
    Trade("公安", r"公安|派出所|警|政法", r"民警辅警|接处警|警务室|派出所民警|公安队伍|反诈民警"),
    Trade("税收以外的金融", r"银行|金融|信用社|联社", r"网点柜面|存贷款|信贷投放|不良贷款率|厅堂服务"),
    Trade("公路", r"公路|交通|养护", r"公路养护|路域环境|养护站|路政执法|国省干线|养护里程"),
    Trade("供销", r"供销", r"供销合作|基层社|供销系统|农资供应网点|社有企业"),
    Trade("民政", r"民政|社会工作", r"低保对象|特困供养|殡葬改革|婚姻登记|养老机构星级|孤儿保障"),
    Trade("医院", r"医院|卫生|卫健|医疗|医保|疾控|中医", r"医护人员|诊疗服务|门诊量|住院患者|护理质量|医德医风"),
    Trade("学校", r"学校|教育|中学|小学|大学|学院|幼儿园|教体", r"师德师风|教书育人|课堂教学|班主任队伍|教研活动"),
    Trade("烟草", r"烟草", r"卷烟|烟农|烟叶|零售客户"),
    Trade("电力", r"电力|供电|电网", r"供电所|配电网|台区|用电客户|抄表"),
    Trade("气象", r"气象", r"气象预警|人工影响天气|观测站|预报员"),
    Trade("消防", r"消防|应急", r"消防指战员|灭火救援|消防站"),
    Trade("水务", r"水务|水利|河", r"河长制|水库除险加固|灌区|农村饮水"),
    Trade("农业农村", r"农|乡村|乡|镇|村", r"高标准农田|农机补贴|粮食播种面积|富硒|种养大户"),
)  # fmt: skip
"""Lines of work known here; a word of one in a text of another unit is asked about."""

_THIS_YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)年(?:以来|上半年|下半年|度|第?[一二三四]季度|底|年底|全年)?")
_SLOGAN_NUMBER = re.compile(r"^(?:\d{2,}|[\d一二三四五六七八九十]+[+＋][\dN一二三四五六七八九十+＋]+)$")


def find_residue(text: str, own: Own, register: Register) -> Iterator[Finding]:
    """Everything that does not fit `own`: what is not known of it (None, empty) is not asked about."""
    if own.places:
        yield from _places(text, own, register)
    if own.year:
        yield from _times(text, own.year)
    if own.unit:
        yield from _trades(text, own.unit)
    if register.slogans:
        yield from _slogans(text, register)
    if own.persons or register.persons:
        yield from _persons(text, {*own.persons, *register.persons, *NATIONAL_LEADERS})


def _places(text: str, own: Own, register: Register) -> Iterator[Finding]:
    mine = {*own.places, *register.places, own.unit or ""}
    above = {parent for place in mine for division in divisions_named(place) for parent in division.parents}
    for region in find_regions(text):
        if region.value != "省" and not any(
            region.text in name or name in region.text for name in mine | above if name
        ):
            yield _residue(
                region.start, region.text, "foreign place", f"“{region.text}”不是本地地名，请核对是否借用时留下。"
            )


def _times(text: str, year: int) -> Iterator[Finding]:
    for phrase in time_phrases():
        if year > phrase.until and phrase.text in text:
            for found in re.finditer(re.escape(phrase.text), text):
                yield _residue(
                    found.start(), found[0], "past event", f"“{found[0]}”是 {phrase.until} 年以前的提法，{phrase.note}"
                )
    for found in _THIS_YEAR.finditer(text):
        if found[0][5:] and int(found["year"]) < year - 1:
            yield _residue(
                found.start(), found[0], "past year", f"“{found[0]}”早于本文年份（{year} 年），请核对是否借用时留下。"
            )


def _trades(text: str, unit: str) -> Iterator[Finding]:
    for trade in TRADES:
        if not re.search(trade.units, unit):
            for found in re.finditer(trade.words, text):
                yield _residue(
                    found.start(),
                    found[0],
                    "foreign trade",
                    f"“{found[0]}”是{trade.name}的用语，请核对是否借用时留下。",
                )


def _slogans(text: str, register: Register) -> Iterator[Finding]:
    known = set(register.slogans)
    for slogan in find_slogans(text):
        if _SLOGAN_NUMBER.match(slogan.text) and slogan.text not in known:
            yield _residue(
                slogan.start,
                slogan.text,
                "foreign slogan",
                f"“{slogan.text}”不在本单位提法之列，请核对是否借用时留下。",
            )


def _persons(text: str, known: set[str]) -> Iterator[Finding]:
    for person in find_persons(text):
        if person.text not in known:
            yield _residue(
                person.start, person.text, "unknown person", f"“{person.text}”不在名录中，请核对是否借用时留下。"
            )


def _residue(start: int, quote: str, rule: str, message: str) -> Finding:
    return Finding(start, start + len(quote), quote, "residue", "warning", message, None, rule, 0.6)

"""Residue of borrowed text (借用残留): what belongs to another unit, another place or another year."""

import re
from collections.abc import Iterator

from mofan.text.describe.persons import find_persons
from mofan.text.describe.regions import find_regions
from mofan.text.describe.result import NATIONAL_LEADERS
from mofan.text.gazetteer import divisions_named
from mofan.text.late import late
from mofan.text.proofread.finding import Finding, Severity
from mofan.text.proofread.lexicon.regional import find_regional
from mofan.text.proofread.register import Own, Register
from mofan.text.proofread.residue.sayings import find_sayings
from mofan.text.proofread.residue.times import find_former, find_past
from mofan.text.proofread.residue.trades import TRADES, Trade

__all__ = ["TRADES", "Trade", "find_residue"]

_AUTONOMOUS = ("内蒙古", "广西", "西藏", "宁夏", "新疆")
_REGION = late("(?<!族)自治区(?=[党政各有农卫公财税教纪]|[、，。；级内第的“])")


def find_residue(text: str, own: Own, register: Register) -> Iterator[Finding]:
    """Everything that does not fit `own`: what is not known of it (None, empty) is not asked about."""
    if own.places:
        yield from _places(text, own, register)
    if own.year:
        for start, quote, rule, message in find_past(text, own.year):
            yield _residue(start, quote, rule, message)
    else:
        for start, quote, rule, message in find_former(text):
            yield _residue(start, quote, rule, message)
    if own.unit:
        yield from _trades(text, own.unit)
    if register.slogans or own.unit:
        yield from _sayings(text, own, register)
    if known := {*own.persons, *register.persons}:
        yield from _persons(text, known, "不在名录中，请核对是否借用时留下。", "warning", 0.6)
    elif own.unit:
        yield from _persons(text, set(), "是人名，请核对是否借用时留下。", "style", 0.4)


def _places(text: str, own: Own, register: Register) -> Iterator[Finding]:
    mine = {*own.places, *register.places, own.unit or ""}
    above = {parent for place in mine for division in divisions_named(place) for parent in division.parents}
    known = {name for name in mine | above if name}
    for region in find_regions(text):
        if region.value != "省" and not any(region.text in name or name in region.text for name in known):
            yield _residue(
                region.start, region.text, "foreign place", f"“{region.text}”不是本地地名，请核对是否借用时留下。"
            )
    for start, name, province, what in find_regional(text):
        if not any(province in other for other in known):
            message = f"“{name}”是{province}的{what}，请核对是否借用时留下。"
            yield _residue(start, name, "foreign place", message)
    if above and not any(one in other for one in _AUTONOMOUS for other in known):
        for found in _REGION.finditer(text):
            yield _residue(found.start(), found[0], "foreign place", "本地不属自治区，请核对是否借用时留下。")


def _trades(text: str, unit: str) -> Iterator[Finding]:
    for trade in TRADES:
        if not re.search(trade.units, unit):
            for found in re.finditer(trade.words, text):
                message = f"“{found[0]}”是{trade.name}的用语，请核对是否借用时留下。"
                yield _residue(found.start(), found[0], "foreign trade", message)


def _sayings(text: str, own: Own, register: Register) -> Iterator[Finding]:
    known = {*register.slogans, *register.words}
    for start, quote, what in find_sayings(text, of_others=own.unit is not None):
        if quote not in known:
            message = f"“{quote}”不在本单位{what}之列，请核对是否借用时留下。"
            yield _residue(start, quote, "foreign slogan", message)


def _persons(text: str, known: set[str], said: str, severity: Severity, confidence: float) -> Iterator[Finding]:
    for person in find_persons(text):
        if person.text not in known and person.text not in NATIONAL_LEADERS:
            end = person.start + len(person.text)
            message = f"“{person.text}”{said}"
            yield Finding(
                person.start, end, person.text, "residue", severity, message, None, "unknown person", confidence
            )


def _residue(start: int, quote: str, rule: str, message: str) -> Finding:
    return Finding(start, start + len(quote), quote, "residue", "warning", message, None, rule, 0.6)

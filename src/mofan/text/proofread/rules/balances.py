"""Figures that must balance (平衡关系): who should come, came and stayed away; ballots given out, returned, valid and
void; parts and the sum that stands behind them (新开工18个、续建12个，合计30个)."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from mofan.text.late import late
from mofan.text.proofread.finding import Finding
from mofan.text.proofread.rules.sentence_figures import Number, disagreeing, written

_WHO = r"(?:[\u4e00-\u9fff]{0,6}?)"
_SHOULD = late(rf"应(?:到会?|出席|参会|参加会议|参加|出勤){_WHO}$")
_CAME = late(rf"(?:实到会?|实际(?:到会|参会|出席|参加|出勤)|实参会){_WHO}$")
_AWAY = late(
    r"^[，、；,及和]?(?:因[病事公差故]{1,2})?(?:请假|缺席|缺勤|未到会?|病假|事假|公差|出差|外出|休假|旷工|旷课|缺课)(?:的)?[党团]?员?$"
)
_BESIDES = late("列席|邀请|其中|占|率")
"""What follows the count of those who came and is no part of it."""
_GIVEN = late(r"(?:发出|发放)[\u4e00-\u9fff]{0,8}$")
_RETURNED = late(r"(?:收回|回收)[\u4e00-\u9fff]{0,8}$")
_VALID = late(r"^[，、；]?(?:其中)?[，：:]?有效[\u4e00-\u9fff]{0,4}$")
_VOID = late(r"^[，、；]?(?:无效|作废|废)[\u4e00-\u9fff]{0,4}$")
_VOTES = late(r"^[，、；：]?(?:其中)?[，：:]?(?P<how>赞成|同意|反对|不同意|弃权|不赞成)[\u4e00-\u9fff]{0,3}$")
_SUMMED = late(r"^[，,；]?(?:[两三四五六七八九十]项|以上|各项|总)?(?:合计|共计|总计|总共)(?:为|是|达)?$")
_LISTED = late(r"^[、，；和及与]|^以及")
_NEW_WHOLE = late("其中|同比|比[上去]年|增长|下降|占|率")
"""What shows that a number is none of the parts before it."""


def find_imbalances(numbers: Sequence[Number]) -> Iterator[Finding]:
    """Every figure of a sentence that does not balance with the others."""
    yield from _of_attendance(numbers)
    yield from _of_ballots(numbers)
    yield from _of_sums_behind(numbers)


def _first(numbers: Sequence[Number], pattern: re.Pattern[str]) -> int | None:
    return next((at for at, one in enumerate(numbers) if one.is_exact and pattern.search(one.before)), None)


def _of_attendance(numbers: Sequence[Number]) -> Iterator[Finding]:
    due, came = _first(numbers, _SHOULD), _first(numbers, _CAME)
    if due is None or came is None or came <= due:
        return
    wanted, here = numbers[due], numbers[came]
    if here.value > wanted.value:
        yield disagreeing(here.figure, f"实到“{here.figure.text}”多于应到“{wanted.figure.text}”，请核对。")
        return
    away = list(_while(numbers[came + 1 :], _AWAY))
    behind = numbers[came + 1 + len(away) :]
    said_all = not behind or behind[0].measure != here.measure or _BESIDES.search(behind[0].before)
    missing = sum(one.value for one in away)
    if away and said_all and here.value + missing != wanted.value:
        message = f"应到“{wanted.figure.text}”、实到“{here.figure.text}”，相差 {written(wanted.value - here.value)}，"
        yield disagreeing(here.figure, f"{message}与请假、缺席的 {written(missing)} 不符，请核对。")


def _while(numbers: Sequence[Number], pattern: re.Pattern[str]) -> Iterator[Number]:
    for one in numbers:
        if not one.is_exact or not pattern.search(one.before):
            return
        yield one


def _of_ballots(numbers: Sequence[Number]) -> Iterator[Finding]:
    given, returned = _first(numbers, _GIVEN), _first(numbers, _RETURNED)
    if returned is None:
        return
    back = numbers[returned]
    out = numbers[given] if given is not None and given < returned else None
    if out and out.measure == back.measure and back.value > out.value:
        yield disagreeing(back.figure, f"收回“{back.figure.text}”多于发出“{out.figure.text}”，请核对。")
        return
    valid, void = _first(numbers, _VALID), _first(numbers, _VOID)
    if valid is not None and void is not None and numbers[valid].measure == numbers[void].measure == back.measure:
        total = numbers[valid].value + numbers[void].value
        if total != back.value:
            said = f"有效、无效相加是 {written(total)}，与收回的“{back.figure.text}”不符，请核对。"
            yield disagreeing(back.figure, said)
    cast = [(vote["how"], one.value) for one in numbers[returned + 1 :] if (vote := _VOTES.search(one.before))]
    total = sum(value for _, value in cast)
    if len(cast) > 1 and len({how for how, _ in cast}) == len(cast) and total > back.value:
        said = f"各项得票相加是 {written(total)}，多于收回的“{back.figure.text}”，请核对。"
        yield disagreeing(back.figure, said)


def _of_sums_behind(numbers: Sequence[Number]) -> Iterator[Finding]:
    """A sum that none of the runs of parts right before it makes."""
    for at, total in enumerate(numbers):
        if at < 2 or not total.is_exact or not _SUMMED.search(total.before):
            continue
        parts: list[Number] = []
        for one in reversed(numbers[:at]):
            if not one.is_exact or one.measure != total.measure or _NEW_WHOLE.search(one.before):
                break
            parts.append(one)
            if not _LISTED.search(one.before):
                break
        sums = list(accumulate(one.value for one in parts))[1:]
        if sums and all(abs(one - total.value) > 1e-6 * max(1.0, total.value) for one in sums):
            said = "、".join(one.figure.text for one in reversed(parts))
            message = f"前面各项（{said}）相加是 {written(sums[-1])}，与“{total.figure.text}”不符，请核对。"
            yield disagreeing(total.figure, message)

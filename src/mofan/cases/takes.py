"""What may be counted of cases (数事项的什么): the numbers, what each means, the rates made of them. Pure data.

A number counts things that belong to a case: the case itself as it came in, was decided or was closed, a leg of it, its
time limit, a move, a callback, a whistle, a call of a whistle. Every one has a unit and a moment of its own: by these
it falls into a scope and a period. A call has two sides and is counted on each.
"""

from dataclasses import dataclass
from typing import Final, Literal

from mofan.cases.kinds import Kind

Base = Literal["intake", "decision", "closing", "leg", "clock", "move", "callback", "whistle", "calling", "called"]


@dataclass(frozen=True, slots=True)
class Counted:
    """What one counts: by which moment it falls into a period, by which unit into a scope."""

    period_by: str
    scope_by: str


BASES: Final[dict[Base, Counted]] = {
    "intake": Counted("登记时间", "首接单位"),
    "decision": Counted("作出决定的时间", "首接单位"),
    "closing": Counted("最后一次办结的时间", "首接单位"),
    "leg": Counted("交办时间", "承办单位"),
    "clock": Counted("办理时限届满的时间（含已批准的延期）", "承担时限的单位，有交办的是牵头承办单位"),
    "move": Counted("办理动作的时间", "首接单位"),
    "callback": Counted("可以回访的时间", "回访单位"),
    "whistle": Counted("吹哨时间", "吹哨单位"),
    "calling": Counted("吹哨时间", "吹哨单位"),
    "called": Counted("吹哨时间", "被吹哨的单位"),
}


@dataclass(frozen=True, slots=True)
class Take:
    """One number (一种数)."""

    code: str
    name: str
    base: Base
    means: str
    """The definition without the name of the kind: it stands before it."""
    measure: str = "件"
    quantile: str = ""
    """"" counts; "median" and "p90" are of the days that each took."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a call (吹哨的一方): its base, what its numbers begin with, who marks it."""

    base: Base
    code: str
    name: str
    marked_by: str


SIDES: Final = (Side("calling", "calls", "吹哨", "被吹哨的单位"), Side("called", "called", "被吹哨", "吹哨单位"))
_OF_CALLS: Final = (
    (
        "due",
        "应报到次数",
        "叫到单位、应当报到的次数，一次吹哨叫几个单位算几次：已经报到的、拒不报到的，和响应时限已过还没有报到的",
    ),
    ("arrived", "报到次数", "应报到的里已经报到的次数，过了时限才到的也算，先说不来后来到的也算"),
    ("on_time", "按时报到次数", "应报到的里在吹哨写明的响应时限以前报到的次数"),
    ("refused", "拒不报到次数", "应报到的里说明不来、到现在也没有报到的次数"),
    ("reported_up", "拒不报到上报次数", "应报到的里说过不来、已经报告双方的共同上级单位的次数，后来到的也算"),
    ("absent", "逾期未报到次数", "应报到的里响应时限已过，没有说不来也没有报到的次数"),
    ("handled", "报到办结次数", "应报到的里已经报到并且报了办理结果的次数"),
)


def _of_side(side: Side) -> list[Take]:
    """The numbers of calls on one side, and how the other found it."""
    during = "在统计期内吹哨，"
    marked = f"{during}应报到的里由{side.marked_by}作了评价的次数"
    return [
        *(
            Take(f"{side.code}_{code}", f"{side.name}{name}", side.base, f"{during}{means}", "次")
            for code, name, means in _OF_CALLS
        ),
        Take(f"{side.code}_marked", f"{side.name}受评次数", side.base, marked, "次"),
        Take(f"{side.code}_good", f"{side.name}好评次数", side.base, f"{marked}里评为好的次数", "次"),
    ]


TAKES: Final[dict[str, Take]] = {
    one.code: one
    for one in (
        Take("received", "收件数", "intake", "在统计期内登记的件数，等于其中受理、不予受理、待研判的件数之和"),
        Take("accepted", "收件中受理数", "intake", "在统计期内登记、到现在已经受理的件数，重办的不再计"),
        Take("refused", "收件中不予受理数", "intake", "在统计期内登记、到现在已经决定不予受理的件数"),
        Take(
            "undecided", "收件中待研判数", "intake", "在统计期内登记、到现在没有决定是否受理的件数，含没有决定就撤回的"
        ),
        Take("accepted_then", "本期决定受理数", "decision", "在统计期内决定受理的件数，不论何时登记"),
        Take("refused_then", "本期决定不予受理数", "decision", "在统计期内决定不予受理的件数，不论何时登记"),
        Take("closed", "办结数", "closing", "在统计期内办结、现在没有再重办的件数，办结过几次的按最后一次"),
        Take(
            "days_median",
            "办结天数中位数",
            "closing",
            "在统计期内办结的，从登记到最后一次办结的天数（自然日，含小数）的中位数",
            "天",
            "median",
        ),
        Take(
            "days_p90",
            "办结天数九成位数",
            "closing",
            "在统计期内办结的，把从登记到最后一次办结的天数（自然日，含小数）由短到长排列，排在九成处的天数",
            "天",
            "p90",
        ),
        Take("dispatched", "交办数", "leg", "在统计期内交给单位办理的次数，主办、协办和转办都算", "次"),
        Take("returned", "退单数", "leg", "在统计期内交给单位办理、后来同意退单的次数", "次"),
        Take(
            "due",
            "到期应办结数",
            "clock",
            "办理时限在统计期内届满、已经办完或者已经超期的件数，有交办的按牵头单位，退单、收回、撤回、并案的不算",
            "件次",
        ),
        Take(
            "done", "到期已办结数", "clock", "办理时限在统计期内届满、已经办完并且审核通过的件数，迟办完的也算", "件次"
        ),
        Take(
            "on_time",
            "按时办结数",
            "clock",
            "办理时限在统计期内届满、已经办完并且在届满以前（含批准的延期）报了结果的件数",
            "件次",
        ),
        Take("extended", "延期数", "clock", "办理时限在统计期内届满、已经办完或者已经超期的件数里批准过延期的", "件次"),
        Take("closings", "办结次数", "move", "在统计期内办结的次数，一件重办后再办结算两次", "次"),
        Take("reopenings", "重办次数", "move", "在统计期内办结后重新办理的次数", "次"),
        Take(
            "callbacks_answered", "回访有回答数", "callback", "在统计期内可以回访、已经回答的次数，含核准剔除的", "次"
        ),
        Take(
            "callbacks_excluded",
            "剔除数",
            "callback",
            "在统计期内可以回访、已经回答而经两人核准作为不合理诉求剔除的次数",
            "次",
        ),
        Take(
            "callbacks",
            "有效回访数",
            "callback",
            "在统计期内可以回访、已经回答并且没有剔除的次数，联系不上的不算",
            "次",
        ),
        Take("contacted", "回访已联系数", "callback", "有效回访里回答联系过本人的次数", "次"),
        Take("solved", "回访已解决数", "callback", "有效回访里回答已经解决的次数", "次"),
        Take("satisfied", "回访满意数", "callback", "有效回访里回答满意或者基本满意的次数", "次"),
        Take("whistles", "吹哨次数", "whistle", "在统计期内吹哨的次数，一次吹哨不论叫几个单位都算一次", "次"),
        Take("whistles_ended", "销哨次数", "whistle", "在统计期内吹哨、到现在已经销哨的次数", "次"),
        *(take for side in SIDES for take in _of_side(side)),
    )
}


@dataclass(frozen=True, slots=True)
class Rate:
    """One number divided by another (率)."""

    code: str
    name: str
    part: str
    whole: str
    means: str


RATES: Final[tuple[Rate, ...]] = (
    Rate("accepted_rate", "受理率", "accepted", "received", "受理的件数除以收件数"),
    Rate("completion", "交办完成率", "done", "due", "办理时限在统计期内届满的，已经办完的件数除以到期应办结的件数"),
    Rate("on_time_rate", "按时办结率", "on_time", "due", "按时办结的件数除以到期应办结的件数"),
    Rate("extension_rate", "延期率", "extended", "due", "批准过延期的件数除以到期应办结的件数"),
    Rate("return_rate", "退单率", "returned", "dispatched", "同意退单的次数除以交办的次数"),
    Rate("rework_rate", "重办率", "reopenings", "closings", "重办的次数除以办结的次数"),
    Rate("response_rate", "响应率", "contacted", "callbacks", "回答联系过本人的次数除以有效回访数"),
    Rate("solved_rate", "解决率", "solved", "callbacks", "回答已经解决的次数除以有效回访数"),
    Rate("satisfied_rate", "满意率", "satisfied", "callbacks", "回答满意或者基本满意的次数除以有效回访数"),
    Rate("excluded_share", "剔除率", "callbacks_excluded", "callbacks_answered", "核准剔除的次数除以有回答的次数"),
)
"""Of cases, as the overview tells them."""
_RATES_OF_CALLS: Final = (
    ("arrived_rate", "报到率", "arrived", "due", "报到的次数除以应报到的次数"),
    ("on_time_rate", "按时报到率", "on_time", "due", "按时报到的次数除以应报到的次数"),
    ("refused_rate", "拒不报到率", "refused", "due", "拒不报到的次数除以应报到的次数"),
    ("handled_rate", "办结率", "handled", "due", "报到并且报了办理结果的次数除以应报到的次数"),
    ("good_rate", "好评率", "good", "marked", "评为好的次数除以作了评价的次数"),
)
WHISTLE_RATES: Final[tuple[Rate, ...]] = (
    Rate("whistles_ended_rate", "销哨率", "whistles_ended", "whistles", "已经销哨的次数除以吹哨的次数"),
    *(
        Rate(f"{side.code}_{code}", f"{side.name}{name}", f"{side.code}_{part}", f"{side.code}_{whole}", means)
        for side in SIDES
        for code, name, part, whole, means in _RATES_OF_CALLS
    ),
)
"""Of whistles, on both sides."""
EVERY_RATE: Final = RATES + WHISTLE_RATES


def applies(take: Take, kind: Kind) -> bool:
    """Whether a kind has what is counted; of kinds that only some may read nothing is counted."""
    if kind.restricted:
        return False
    match take.base:
        case "intake" | "decision":
            return kind.decides or take.code == "received"
        case "closing":
            return any(one.effect == "close" for one in kind.moves)
        case "leg":
            return any(one.effect == "dispatch" for one in kind.moves)
        case "clock":
            return any(one.code == FINISH for one in kind.clocks)
        case "move":
            return any(one.effect == "reopen" for one in kind.moves)
        case "whistle" | "calling" | "called":
            return True
        case _:
            return kind.called_back


FINISH: Final = "finish"
"""The clock of handling a case: over the leg of the unit that leads, or over the case where nothing is dispatched."""

"""What a leg goes through (承办环节的流转): the same for every kind of case. Pure."""

from collections.abc import Mapping
from typing import Final

from mofan.cases.kinds import Move, Need

LEG_STATES: Final[Mapping[str, str]] = {
    "sent": "待签收",
    "working": "办理中",
    "return_asked": "申请退单",
    "submitted": "待审核",
    "done": "已办完",
    "returned": "已退单",
    "recalled": "已收回",
}
LEG_ENDS: Final = ("done", "returned", "recalled")
"""States of a leg that owes nothing any more."""
LEG_START: Final = "sent"
OUTCOMES: Final[Mapping[str, str]] = {
    "solved": "已解决",
    "partly": "部分解决",
    "explained": "解释说明",
    "not_possible": "暂时办不到",
}
"""What came of a leg (办理结果)."""
_WHY: Final = Need("why", "缘由", "text", required=True)

LEG_MOVES: Final[tuple[Move, ...]] = (
    Move("sign", "签收", ("sent",), "working", ("handler", "leader")),
    Move(
        "assign",
        "指定承办人",
        ("sent", "working"),
        "",
        ("handler", "leader"),
        (Need("handler", "承办人", "person", required=True),),
    ),
    Move(
        "ask_return",
        "申请退单",
        ("sent", "working"),
        "return_asked",
        ("handler", "leader"),
        (_WHY, Need("suggested", "建议由谁办", "unit")),
    ),
    Move("grant_return", "同意退单", ("return_asked",), "returned", ("centre", "arbiter"), (_WHY,)),
    Move("refuse_return", "不同意退单", ("return_asked",), "working", ("arbiter",), (_WHY,)),
    Move(
        "progress",
        "报进展",
        ("working", "return_asked"),
        "",
        ("handler", "leader"),
        (Need("said", "进展", "text", required=True),),
    ),
    Move("dispatch_on", "转下级或协办", ("working",), "", ("handler", "leader")),
    Move("pause", "中止计时", ("working",), "", ("centre", "leader"), (_WHY,)),
    Move("resume", "恢复计时", ("working",), "", ("centre", "handler", "leader")),
    Move(
        "ask_extension",
        "申请延期",
        ("working",),
        "",
        ("handler", "leader"),
        (Need("number", "延长多少", "number", required=True), _WHY),
    ),
    Move(
        "submit",
        "报办理结果",
        ("working",),
        "submitted",
        ("handler", "leader"),
        (
            Need("outcome", "结果", "choice", required=True, choices=OUTCOMES),
            Need("result", "办理情况", "text", required=True, hint="写给中心看：查了什么、怎么办的。"),
            Need("reply", "给诉求人的答复", "text", hint="写给本人看：用他看得懂的话，逐点回应。"),
        ),
    ),
    Move("approve", "审核通过", ("submitted",), "done", ("centre",)),
    Move("send_back", "退回重办", ("submitted",), "working", ("centre",), (_WHY,)),
    Move("recall", "收回", ("sent", "working", "return_asked"), "recalled", ("centre",), (_WHY,)),
)
"""The allowed moves of a leg. Dispatching starts it; returns, extensions and pauses have rows of their own."""


def leg_move(code: str) -> Move:
    """The move of that code. Raises KeyError."""
    return {one.code: one for one in LEG_MOVES}[code]

"""The forms about the mediation of a case (调解的表单): which can be filled in now, and what each asks for."""

from dataclasses import dataclass
from typing import Final

from mofan.cases.kinds import Need
from mofan.cases.models import Form, Mediation
from mofan.web.views.cases.controls import Control, controls_of
from mofan.web.views.cases.tried import Tried

_NEEDS: Final[dict[str, tuple[str, tuple[Need, ...]]]] = {
    "open": (
        "开始调解",
        (
            Need("name", "调解员", "line", required=True),
            Need("committee", "调解组织", "unit", hint="不填就是受理单位。"),
            Need("chosen", "由当事人选定", "tick"),
            Need("why", "说明", "line"),
        ),
    ),
    "consent": ("登记是否同意", ()),
    "sit": (
        "记一次调解",
        (
            Need("held_at", "调解时间", "line", required=True),
            Need("place", "地点", "line"),
            Need("present", "到场人员", "line", required=True),
            Need("record", "记录", "text", required=True),
        ),
    ),
    "agree": (
        "达成协议",
        (
            Need("form", "协议形式", "choice", required=True, choices=dict(Form.choices)),
            Need("content", "协议内容", "text", required=True),
            Need("facts", "争议事实", "text"),
            Need("manner", "履行方式", "line"),
            Need("perform_by", "履行期限", "day"),
            Need("amount", "涉及金额", "number", measure="元"),
        ),
    ),
    "end": ("终止调解", (Need("why", "缘由", "text", required=True),)),
    "sign": ("登记当事人签署", ()),
    "seal": ("调解员签名盖章", ()),
    "perform": ("登记履行情况", ()),
}


@dataclass(frozen=True, slots=True)
class MediationForm:
    """One thing that can be done about the mediation now."""

    verb: str
    name: str
    place: str
    controls: tuple[Control, ...]
    is_open: bool

    @property
    def with_party(self) -> bool:
        return self.verb in ("consent", "sign")


def mediation_forms(effects: frozenset[str], mediation: Mediation | None, tried: Tried) -> list[MediationForm]:
    """The forms that fit: `effects` are those of the moves that can be made now."""
    verbs = ["open"] if "mediate" in effects else []
    agreement = getattr(mediation, "agreement", None) if mediation is not None else None
    if mediation is not None and mediation.ending == "running":
        verbs += ["consent", "sit", "agree", "end"]
    if agreement is not None and agreement.effective_at is None:
        verbs += ["sign", "seal"]
    if agreement is not None and agreement.effective_at is not None:
        verbs += ["perform"]
    return [_form(verb, tried) for verb in verbs]


def _form(verb: str, tried: Tried) -> MediationForm:
    name, needs = _NEEDS[verb]
    place = f"mediation-{verb}"
    is_open = tried.place == place
    return MediationForm(verb, name, place, controls_of(needs, place, tried.typed if is_open else None), is_open)

"""The forms about the mediation of a case (调解的表单): which can be filled in now, and what each asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from mofan.cases.kinds import Need
from mofan.cases.mediators import mediators_for
from mofan.cases.models import Case, Form, Mediation
from mofan.web.views.cases.controls import Control, controls_of
from mofan.web.views.cases.tried import Tried

_MEDIATOR: Final = (
    Need("listed", "调解员", "choice", hint="从调解员名册里选；名册外的写在下面。"),
    Need("name", "名册外的调解员", "line", hint="特邀调解员、律师、当事人信任的人。"),
    Need("committee", "名册外调解员所在的调解组织", "unit", hint="不填就是受理单位。"),
    Need("chosen", "由当事人选定", "tick"),
)
_NEEDS: Final[dict[str, tuple[str, tuple[Need, ...]]]] = {
    "open": (
        "开始调解",
        (
            *_MEDIATOR,
            Need("why", "说明", "line"),
        ),
    ),
    "consent": ("登记是否同意", ()),
    "change": ("更换调解员", (*_MEDIATOR, Need("why", "缘由", "line", required=True))),
    "open_up": ("改为公开调解", ()),
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
            Need("facts", "纠纷主要事实", "text"),
            Need("disputed", "争议事项", "text"),
            Need("content", "协议内容", "text", required=True),
            Need("manner", "履行方式", "line"),
            Need("perform_by", "履行期限", "day"),
            Need("amount", "涉及金额", "number", measure="元"),
        ),
    ),
    "end": ("终止调解", (Need("why", "缘由", "text", required=True),)),
    "sign": ("登记当事人签署", ()),
    "seal": ("调解员签名盖章", ()),
    "perform": ("登记履行情况", ()),
    "confirm": (
        "共同申请司法确认",
        (
            Need("court", "向哪个人民法院申请", "line", required=True),
            Need("on", "申请日期", "day", hint="今天申请的可不填；要在协议生效之日起三十日内。"),
            Need(
                "jointly",
                "各方当事人共同申请",
                "tick",
                hint="一方不愿意的不能申请。确认身份关系、收养关系、婚姻关系的协议，法院不受理。",
            ),
        ),
    ),
    "rule": (
        "登记裁定",
        (
            Need("confirmed", "裁定", "choice", required=True, choices={"1": "裁定有效", "0": "驳回申请"}),
            Need("on", "裁定日期", "day", required=True),
        ),
    ),
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


def mediation_forms(
    row: Case, effects: frozenset[str], mediation: Mediation | None, tried: Tried
) -> list[MediationForm]:
    """The forms that fit: `effects` are those of the moves that can be made now."""
    verbs = ["open"] if "mediate" in effects else []
    agreement = getattr(mediation, "agreement", None) if mediation is not None else None
    if mediation is not None and mediation.ending == "running":
        verbs += ["consent", "sit", "agree", "change", *(["open_up"] if mediation.private else []), "end"]
    if agreement is not None and agreement.effective_at is None:
        verbs += ["sign", "seal"]
    if agreement is not None and agreement.effective_at is not None:
        verbs += ["perform"]
        asked = agreement.confirmation_asked_at is not None
        verbs += (["rule"] if agreement.confirmed is None else []) if asked else ["confirm"]
    return [_form(verb, tried, _listed(row) if verb in ("open", "change") else {}) for verb in verbs]


def _listed(row: Case) -> dict[str, str]:
    return {
        f"{one.person.pk}-{one.committee.pk}": f"{one.person.name}（{one.committee}）" for one in mediators_for(row)
    }


def _form(verb: str, tried: Tried, listed: Mapping[str, str]) -> MediationForm:
    name, needs = _NEEDS[verb]
    needs = tuple(replace(one, choices=listed) if one.code == "listed" else one for one in needs)
    place = f"mediation-{verb}"
    is_open = tried.place == place
    return MediationForm(verb, name, place, controls_of(needs, place, tried.typed if is_open else None), is_open)

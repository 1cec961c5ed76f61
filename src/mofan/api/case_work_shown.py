"""What is given back of legs in a list (所答): whose, of which case, how it stands."""

from datetime import datetime

from ninja import Field, Schema

from mofan.cases.known_kinds import known_kinds
from mofan.cases.legs import LEG_STATES
from mofan.cases.models import Leg


class LegItem(Schema):
    """列表里的一个承办环节."""

    case: str = Field(description="事项的编码")
    kind: str = Field(description="种类的代码")
    kind_name: str = Field(description="种类")
    title: str = Field(description="标题")
    place: str = Field(description="地点")
    no: int = Field(description="次序")
    unit: int = Field(description="承办单位的编号")
    unit_name: str = Field(description="承办单位")
    sender: int = Field(description="交办单位的编号")
    sender_name: str = Field(description="交办单位")
    part: str = Field(description="lead 主办，co 协办")
    state: str = Field(description="状态的代码")
    state_name: str = Field(description="状态")
    instruction: str = Field(description="交办要求")
    sent_at: datetime = Field(description="交办时间")
    signed_at: datetime | None = Field(description="签收时间")
    submitted_at: datetime | None = Field(description="报结果时间")
    ended_at: datetime | None = Field(description="了结时间")
    revision: int = Field(description="环节的版次", ge=0)


def leg_item(one: Leg) -> LegItem:
    """A leg in a list."""
    kind = known_kinds().get(one.case.kind)
    named = {
        "case": one.case.code,
        "kind": one.case.kind,
        "kind_name": kind.name if kind else one.case.kind,
        "title": one.case.title,
        "place": one.case.place,
        "unit": one.unit_id,
        "unit_name": str(one.unit),
        "sender": one.sender_id,
        "sender_name": str(one.sender),
        "state_name": LEG_STATES[one.state],
    }
    return LegItem(**({name: getattr(one, name) for name in LegItem.model_fields if name not in named} | named))

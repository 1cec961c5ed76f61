"""Plain makers of entries for tests (录入内容)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from mofan.records.actions import enter
from mofan.records.attendance import State, Votes
from mofan.records.catalogue import kind_of
from mofan.records.entry import Entry, Item, OnRoll, Who
from mofan.records.models import Record
from tests.make import AT
from tests.records.conftest import NAMES, PROBATIONARY, House

HELD = date(2026, 11, 13)
POINTS = (("沈知行", "第三季度下村走访四十一次，解决用水问题十九件"), ("陆怀瑾", "灌渠冬修要提前与镇里对好停水时间"))


def roll_of(house: House, away: dict[str, State] | None = None) -> tuple[OnRoll, ...]:
    """The branch, everybody there but those who are `away`."""
    away = away or {}
    return tuple(
        OnRoll(
            Who(name, house.person(name).pk),
            away.get(name, "present"),
            has_vote=name not in PROBATIONARY,
            reason="防汛值班" if away.get(name) == "leave" else "",
        )
        for name in (*NAMES, *PROBATIONARY)
    )


def meeting(house: House, **changes: object) -> Entry:
    """A general meeting of the branch with a vote."""
    chair = {"chair": (Who("沈知行", house.person("沈知行").pk),), "minute_taker": (Who("程以宁", None),)}
    entry = Entry(
        kind=kind_of("general_meeting"),
        title="讨论唐予怀同志预备期满转正",
        held_on=HELD,
        values={"place": "三楼会议室"},
        people=chair,
        roll=roll_of(house, {"何清越": "leave", "方叔同": "absent"}),
        agenda=(
            Item("听取第三季度支部工作情况", POINTS),
            Item("讨论唐予怀同志转正", (("何清越", "一年来表现踏实"),), "同意按期转正。", Votes(8, 0, 0)),
        ),
    )
    return replace(entry, **changes)  # type: ignore[arg-type]


def visit(house: House, day: date = HELD, problems: int = 3, **changes: object) -> Entry:
    """A field visit with numbers."""
    entry = Entry(
        kind=kind_of("field_visit"),
        title="走访灌渠沿线村组",
        held_on=day,
        values={
            "place": "柳湾村",
            "to": "village",
            "households": Decimal(12),
            "problems": Decimal(problems),
            "content": "村民反映支渠淤积，春灌前要清一次。",
        },
        people={"visitors": (Who("陆怀瑾", house.person("陆怀瑾").pk),)},
    )
    return replace(entry, **changes)  # type: ignore[arg-type]


def talk(house: House) -> Entry:
    """A reminder talk, which only its writer and leaders read."""
    partner = (Who("顾明川", house.person("顾明川").pk),)
    return Entry(
        kind=kind_of("reminder_talk"),
        title="约谈提醒",
        held_on=HELD,
        values={"reason": "报销单据不规范。", "points": "按规定报销。"},
        people={"talker": (Who("沈知行", house.person("沈知行").pk),), "partner": partner},
    )


def entered(house: House, entry: Entry) -> Record:
    """Entered by the recorder, for the branch."""
    return enter(entry, house.branch, by=house.recorder, at=AT)

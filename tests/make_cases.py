"""Plain makers of cases for tests: a small county with its centre, and demands that come in there."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from mofan.cases.actions import Dispatch, approve, dispatch, move, sign, submit, take_in
from mofan.cases.catalogue import kind_of
from mofan.cases.intake import Intake, PartyFacts
from mofan.cases.models import Case, Channel, Leg
from mofan.org.kinds import UnitKind
from mofan.org.models import Person, RoleGrant, Unit
from mofan.org.roles import Role, UnitRole
from mofan.org.tree import plant
from tests.make import AT, PASSWORD, make_unit


@dataclass(frozen=True)
class County:
    """安澜县: a centre, two agencies, a town with its centre and a village; and who acts in them."""

    root: Unit
    centre: Unit
    water: Unit
    pipes: Unit
    streets: Unit
    town: Unit
    village: Unit
    clerk: Person
    dispatcher: Person
    head: Person
    """The leader of the centre, who arbitrates returns."""
    water_handler: Person
    water_head: Person
    pipes_handler: Person
    streets_handler: Person
    town_handler: Person
    tip_officer: Person
    county_viewer: Person
    outsider: Person


def make_county() -> County:
    """The county, once a test. Every person has one role in one unit, the tip-off officer two in the centre."""
    root = plant("安澜县", UnitKind.COUNTY)
    centre = plant("县社会治理中心", UnitKind.CENTRE, parent=root)
    water = plant("县水务局", parent=root)
    pipes = plant("供水股", UnitKind.DIVISION, parent=water)
    streets = plant("县城市管理局", parent=root)
    town = plant("柳湾镇", UnitKind.TOWNSHIP, parent=root)
    village = plant("柳湾村", UnitKind.VILLAGE, parent=town)

    people: list[Person] = []
    grants: list[RoleGrant] = []
    make_unit()  # the agency of everybody who is made alone

    def person(account: str, name: str, unit: Unit, *roles: UnitRole) -> Person:
        made = Person(account=account, name=name, role=Role.READER, unit_id=unit.pk, created_at=AT)
        made.set_password(PASSWORD)
        people.append(made)
        grants.extend(RoleGrant(person=made, unit=unit, role=role) for role in roles)
        return made

    county = County(
        root,
        centre,
        water,
        pipes,
        streets,
        town,
        village,
        person("window", "乔一诺", centre, UnitRole.CLERK),
        person("desk", "许望舒", centre, UnitRole.DISPATCHER),
        person("centre_head", "顾明川", centre, UnitRole.LEADER),
        person("water", "陆怀瑾", water, UnitRole.HANDLER),
        person("water_head", "方叔同", water, UnitRole.LEADER),
        person("pipes", "何清越", pipes, UnitRole.HANDLER),
        person("streets", "江映雪", streets, UnitRole.HANDLER),
        person("town", "温如玉", town, UnitRole.HANDLER),
        person("tips", "钟伯言", centre, UnitRole.DISPATCHER, UnitRole.TIP_OFFICER, UnitRole.LEADER),
        person("county", "沈见山", root, UnitRole.READER),
        person("nobody", "白亦舟", streets),
    )
    Person.objects.bulk_create(people)
    RoleGrant.objects.bulk_create(grants)
    return county


WATER = Intake(
    kind_of("public_demand"),
    "柳湾小区三号楼停水两天",
    Channel.WINDOW,
    text="三号楼自周三晚起没有水，楼里有两位老人行动不便。",
    category="housing",
    place="柳湾小区三号楼",
    points=("尽快恢复供水", "说明停水的原因"),
    parties=(PartyFacts("applicant", name="欧阳静", phone="13800005678", address="柳湾小区三号楼"),),
)
"""A demand with two points, as a window takes it in."""


def taken_in(county: County, intake: Intake = WATER, *, at: datetime = AT, **changes: Any) -> Case:
    """Taken in at the centre's window; `changes` are fields of `Intake`."""
    by = county.tip_officer if intake.kind.restricted else county.clerk
    return take_in(replace(intake, **changes), county.centre, by=by, at=at)


def accepted(county: County, *, at: datetime = AT, **changes: Any) -> Case:
    """Taken in and accepted."""
    case = taken_in(county, at=at, **changes)
    move(case, "accept", by=county.dispatcher, at=at)
    return case


def dispatched(county: County, *co: Unit, at: datetime = AT, **changes: Any) -> tuple[Leg, ...]:
    """Accepted and sent to the water bureau as lead, with these units to help. `legs[0].case` is the case."""
    case = accepted(county, at=at, **changes)
    return dispatch(case, Dispatch(county.water, co, "请尽快到现场"), by=county.dispatcher, at=at)


def submitted(county: County, *, at: datetime = AT) -> Leg:
    """The water bureau has signed and handed in its result an hour later."""
    (leg,) = dispatched(county, at=at)
    sign(leg, by=county.water_handler, at=at)
    submit(
        leg,
        "solved",
        "更换了损坏的阀门",
        reply="已修好，今晚八点恢复供水。",
        by=county.water_handler,
        at=at + timedelta(hours=1),
    )
    return leg


def approved(county: County, *, at: datetime = AT) -> Case:
    """The centre has approved the result; the points are still to be answered."""
    leg = submitted(county, at=at)
    approve(leg, by=county.dispatcher, at=at + timedelta(hours=2))
    return leg.case

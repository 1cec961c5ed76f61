"""安澜县: a county with its people, five who may sign in, and the materials of this folder, taken in as any file is."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from mofan.library.ingestion.driving import drive
from mofan.library.ingestion.receiving import chunks_of, open_batch, receive
from mofan.library.models import Origin, Piece
from mofan.ops.demo.cases import CENTRE, hold_cases
from mofan.ops.demo.names import COUNTY
from mofan.ops.demo.organisation import FULL, SMALL, Size, organisation
from mofan.ops.demo.planting import plant_organisation
from mofan.ops.demo.recording import fill, record_happenings
from mofan.org.kinds import UnitKind
from mofan.org.models import Membership, Person, Post, RoleGrant, Unit
from mofan.org.roles import Role, UnitRole
from mofan.org.spelling import spell
from mofan.org.tree import plant, replant

PASSWORD = "Mofan-demo-1"
SINCE = date(2019, 7, 1)
"""Since when they have their posts."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who may sign in to the demonstration: his role in the whole system, and in his unit and all below it."""

    account: str
    name: str
    role: Role
    unit: str
    title: str
    here: UnitRole | None = None
    over: str = ""
    """The unit in which he has that role, if it is not his own."""


PEOPLE = (
    Visitor("clerk", "程以宁", Role.LIBRARIAN, "安澜县水务局", "办公室干事", UnitRole.RECORDER),
    Visitor("leader", "沈知行", Role.ADMINISTRATOR, "安澜县直属机关工作委员会", "办公室主任"),
    Visitor("stranger", "白亦舟", Role.READER, "安澜县农业农村局", "科员"),
    Visitor("secretary", "陆清和", Role.READER, "安澜县水务局", "党建办公室主任", UnitRole.LEADER),
    Visitor("window", "乔一诺", Role.READER, CENTRE, "窗口受理员", UnitRole.CLERK),
    Visitor("desk", "许望舒", Role.READER, CENTRE, "调度员", UnitRole.DISPATCHER),
    Visitor("handler", "顾明川", Role.READER, "安澜县水务局", "供水科科员", UnitRole.HANDLER),
    Visitor("supervisor", "闻素秋", Role.READER, "安澜县直属机关工作委员会", "组织科科长", UnitRole.SUPERVISOR, COUNTY),
)
MATERIALS = Path(__file__).parent


def load_demo(size: Size = SMALL) -> None:
    """Plant the county, make the accounts and take the materials in, unless they are there; print who may sign in."""
    plant_county(size)
    make_people()
    if not Piece.objects.exists():
        take_materials()
    drive()
    record_happenings()
    hold_cases()
    print("演示数据：安澜县为虚构，账号只供试用，密码公开。", flush=True)
    for one in PEOPLE:
        here = f"，{one.over or one.unit}{one.here.label}" if one.here else ""
        print(f"  {one.account:<11}{PASSWORD}　{one.name}，{one.unit}，{one.role.label}{here}", flush=True)


def load_full() -> Counter[str]:
    """The county in its full size with the known people and two years of records of every unit, in an empty system; how
    many rows of which table of the records were made."""
    plant_county(FULL)
    make_people()
    return fill(Unit.objects.valid())


@transaction.atomic
def plant_county(size: Size) -> None:
    """The organisation, unless it stands. Units of a demonstration from before there was a county stay and stand under
    it."""
    if Unit.objects.filter(name=COUNTY).exists():
        return
    older = {unit.name: unit for unit in Unit.objects.filter(parent=None)}
    county = plant_organisation(organisation(size, timezone.localdate()), at=timezone.now())
    for unit in older.values():
        new = Unit.objects.filter(parent=county, name=unit.name).first()
        if new is None:
            replant(unit, county)
        else:
            Person.objects.filter(unit=unit).update(unit=new)


@transaction.atomic
def make_people() -> None:
    """The known people; their passwords are public, so this runs only on a demonstration."""
    for one in PEOPLE:
        if Person.objects.filter(account=one.account).exists():
            continue
        if one.unit == CENTRE and not Unit.objects.filter(name=CENTRE).exists():
            continue  # a county too small to have a centre takes no cases in
        home = _named(one.unit)
        person = Person(account=one.account, name=one.name, role=one.role, unit=home, created_at=timezone.now())
        person.pinyin, person.initials = spell(one.name)
        person.set_password(PASSWORD)
        person.save()
        Post.objects.create(person=person, unit=home, title=one.title, since=SINCE)
        branch = Unit.objects.valid().filter(parent=home, kind=UnitKind.BRANCH).first()
        if branch is not None:
            Membership.objects.create(person=person, branch=branch, since=SINCE)
        if one.here:
            RoleGrant.objects.create(person=person, unit=_named(one.over or one.unit), role=one.here)


def _named(name: str) -> Unit:
    return Unit.objects.valid().filter(name=name).order_by("-depth", "pk").first() or plant(name)


def take_materials() -> None:
    """Hand in the texts of this folder in the name of the clerk."""
    clerk = Person.objects.get(account="clerk")
    batch = open_batch(Origin.COMMAND, by=clerk, at=timezone.now(), note="演示材料")
    for path in sorted(MATERIALS.iterdir()):
        if path.suffix in {".txt", ".md"}:
            receive(batch, path.name, chunks_of(path), at=timezone.now())

"""Verbs on units (单位): found, change, move, close, void. Each asks for leave to manage where it acts."""

from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from mofan.org.actions.entries import Change, allow, note, reason
from mofan.org.kinds import UnitKind
from mofan.org.models import Membership, Person, Post, Unit
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken
from mofan.org.tree import plant, replant


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """What is said of a unit (单位信息). `since`: founded on; `order`: its place among its neighbours."""

    name: str
    kind: UnitKind = UnitKind.AGENCY
    short_name: str = ""
    called: str = ""
    code: str = ""
    order: int = 0
    since: date | None = None


LABELS = {
    "name": "名称",
    "kind": "类别",
    "short_name": "简称",
    "called": "当地称谓",
    "code": "机构代码",
    "order": "次序",
    "since": "成立日期",
}
LONGEST = {"name": 100, "short_name": 40, "called": 20, "code": 40}


@transaction.atomic
def add_unit(facts: UnitFacts, *, parent: Unit | None, by: Person, at: datetime) -> Unit:
    """Enter a unit below `parent` (建立单位), or at the top, which only an administrator of the system may.

    Raises RuleBroken without a name or leave, and for a name that stands below that parent already.
    """
    _allow_in(parent, by=by)
    _check(facts, parent, None)
    unit = plant(
        facts.name.strip(),
        facts.kind,
        parent=parent,
        short_name=facts.short_name.strip(),
        called=facts.called.strip(),
        code=facts.code.strip(),
        order=facts.order,
        since=facts.since,
    )
    note(unit, "建立单位", by=by, at=at, why=f"在“{parent}”之下" if parent else "")
    return unit


@transaction.atomic
def change_unit(unit: Unit, facts: UnitFacts, *, by: Person, at: datetime, why: str = "") -> tuple[Change, ...]:
    """Change what is said of a unit (修改单位); what was and what is now stands in its history. Nothing is written if
    nothing changed. Raises RuleBroken as `add_unit` does."""
    allow(by, Right.MANAGE, unit)
    _check(facts, unit.parent, unit)
    changes = []
    for field in fields(facts):
        now = getattr(facts, field.name)
        now = now.strip() if isinstance(now, str) and field.name != "kind" else now
        was = getattr(unit, field.name)
        if was != now:
            changes.append((LABELS[field.name], _said(field.name, was), _said(field.name, now)))
            setattr(unit, field.name, now)
    if changes:
        unit.save(update_fields=[field.name for field in fields(facts)])
        note(unit, "修改单位", by=by, at=at, why=why, changes=changes)
    return tuple(changes)


@transaction.atomic
def move_unit(unit: Unit, parent: Unit | None, *, since: date | None, why: str, by: Person, at: datetime) -> None:
    """Put a unit with all below it under another (调整隶属) from `since` on; without a day it is a mistake corrected.

    Raises RuleBroken without leave here and there or a reason, and as `replant` does.
    """
    allow(by, Right.MANAGE, unit)
    _allow_in(unit.parent, by=by)
    _allow_in(parent, by=by)
    why, was = reason(why), unit.parent
    if parent == was:
        raise RuleBroken(f"“{unit}”已经在“{parent or '最上级'}”之下。")
    _check_name(unit.name, parent, unit)
    replant(unit, parent, since=since)
    day = f"自{since:%Y-%m-%d}起" if since else "更正"
    note(unit, "调整隶属", by=by, at=at, why=f"{day}：{why}", changes=[("上级", str(was or "—"), str(parent or "—"))])


@transaction.atomic
def close_unit(unit: Unit, *, on: date, why: str, by: Person, at: datetime) -> None:
    """A unit exists no longer after `on` (撤销单位); its posts end with it, what it did stays.

    Raises RuleBroken while units stand below it or members of the Party belong to it, and where a post in it begins
    later.
    """
    allow(by, Right.MANAGE, unit)
    why = reason(why)
    if unit.since and on < unit.since:
        raise RuleBroken(f"撤销日期早于成立日期（{unit.since:%Y-%m-%d}），请核对。")
    below = Unit.objects.valid().filter(parent=unit, until=None).count()
    if below:
        raise RuleBroken(f"“{unit}”之下还有 {below} 个单位，先撤销它们，或把它们调到别处。")
    members = Membership.objects.valid().filter(Q(branch=unit) | Q(cell=unit)).filter(_after(on)).count()
    if members:
        raise RuleBroken(f"还有 {members} 名党员在“{unit}”，先转走。")
    posts = Post.objects.valid().filter(unit=unit)
    if later := posts.filter(since__gt=on).count():
        raise RuleBroken(f"有 {later} 个职务在 {on:%Y-%m-%d} 以后才开始，先更正或作废。")
    unit.until = on
    unit.save(update_fields=["until"])
    ended = posts.filter(_after(on)).update(until=on)
    note(unit, "撤销单位", by=by, at=at, why=f"{on:%Y-%m-%d}：{why}" + (f"；{ended} 个职务同时终止" if ended else ""))


@transaction.atomic
def reopen_unit(unit: Unit, *, why: str, by: Person, at: datetime) -> None:
    """A closed unit exists again (恢复单位). Posts that ended with it are not brought back: they are given anew."""
    allow(by, Right.MANAGE, unit)
    why, was = reason(why), unit.until
    if was is None:
        raise RuleBroken(f"“{unit}”没有撤销。")
    unit.until = None
    unit.save(update_fields=["until"])
    note(unit, "恢复单位", by=by, at=at, why=why, changes=[("撤销日期", str(was), "—")])


@transaction.atomic
def void_unit(unit: Unit, *, why: str, by: Person, at: datetime) -> None:
    """A unit that was entered by mistake (作废单位); it stays readable. Raises RuleBroken while anything
    hangs on it."""
    allow(by, Right.MANAGE, unit)
    why = reason(why)
    hanging = (
        Unit.objects.valid().filter(parent=unit).exists()
        or Post.objects.valid().filter(unit=unit).exists()
        or Membership.objects.valid().filter(branch=unit).exists()
        or Membership.objects.valid().filter(cell=unit).exists()
        or Person.objects.valid().filter(unit=unit).exists()
    )
    if hanging:
        raise RuleBroken(f"“{unit}”有下属单位或人员，不能作废。真实存在过的单位请用“撤销”。")
    unit.voided_at, unit.void_reason = at, why
    unit.save(update_fields=["voided_at", "void_reason"])
    note(unit, "作废单位", by=by, at=at, why=why)


def _after(day: date) -> Q:
    """What still holds after a day."""
    return Q(until=None) | Q(until__gt=day)


def _allow_in(parent: Unit | None, *, by: Person) -> None:
    if parent is None:
        allow(by, Right.ADMINISTER)
    else:
        allow(by, Right.MANAGE, parent)


def _check(facts: UnitFacts, parent: Unit | None, unit: Unit | None) -> None:
    if not facts.name.strip():
        raise RuleBroken("单位名称要填写。")
    for field in fields(facts):
        value, longest = getattr(facts, field.name), LONGEST.get(field.name)
        if longest and len(value.strip()) > longest:
            raise RuleBroken(f"{LABELS[field.name]}不超过 {longest} 个字。")
    if facts.kind == UnitKind.CELL and (parent is None or parent.kind != UnitKind.BRANCH):
        raise RuleBroken("党小组要建在党支部之下。")
    if parent is not None and parent.until is not None and unit is None:
        raise RuleBroken(f"“{parent}”已经撤销，不能在它之下建立单位。")
    _check_name(facts.name.strip(), parent, unit)


def _check_name(name: str, parent: Unit | None, unit: Unit | None) -> None:
    same = Unit.objects.valid().filter(name=name, parent=parent)
    if (same.exclude(pk=unit.pk) if unit else same).exists():
        raise RuleBroken(f"“{parent}”之下已有“{name}”。" if parent else f"已有“{name}”。")


def _said(field: str, value: object) -> str:
    if field == "kind":
        return str(UnitKind(str(value)).label)
    return str(value) if value not in (None, "") else "—"

"""Verbs on what people are, where and when (职务、组织关系、角色): give, correct, end, void."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from mofan.org.actions.entries import Change, allow, note, reason
from mofan.org.kinds import Rank, Standing, UnitKind
from mofan.org.models import Membership, Person, Post, RoleGrant, Unit
from mofan.org.roles import Right, UnitRole
from mofan.org.rules import RuleBroken

Held = Post | Membership | RoleGrant
"""What a person holds from a day to a day (任职)."""
NAMES = {Post: "职务", Membership: "组织关系", RoleGrant: "角色"}


@dataclass(frozen=True, slots=True)
class PostFacts:
    """What is said of a post (职务信息)."""

    title: str = ""
    rank: Rank = Rank.STAFF
    since: date | None = None
    until: date | None = None
    order: int = 0


@transaction.atomic
def appoint(person: Person, unit: Unit, facts: PostFacts, *, by: Person, at: datetime) -> Post:
    """Give a post (任职); others that the person has stay. Raises RuleBroken for the same post at the same time."""
    allow(by, Right.MANAGE, unit)
    _check_days(facts.since, facts.until, unit)
    title = facts.title.strip()
    if len(title) > 60:
        raise RuleBroken("职务不超过 60 个字。")
    same = Post.objects.between(facts.since or date.min, facts.until or date.max)
    if same.filter(person=person, unit=unit, title=title).exists():
        raise RuleBroken(f"“{person}”在这段时间已任“{unit}”{title}，不必重复登记。")
    post = Post.objects.create(
        person=person,
        unit=unit,
        title=title,
        rank=facts.rank,
        since=facts.since,
        until=facts.until,
        order=facts.order,
    )
    if person.unit_id is None:
        person.unit = unit
        person.save(update_fields=["unit"])
    note(post, "任职", by=by, at=at, why=_said(post))
    return post


@transaction.atomic
def correct_post(post: Post, facts: PostFacts, *, why: str, by: Person, at: datetime) -> tuple[Change, ...]:
    """Correct what is said of a post (更正职务): it was written wrong. When the post itself changed, end it and give
    another."""
    allow(by, Right.MANAGE, post.unit)
    _open(post)
    _check_days(facts.since, facts.until, post.unit)
    why = reason(why)
    labels = {"title": "职务", "rank": "层次", "since": "任职日期", "until": "免职日期", "order": "次序"}
    changes = []
    for name, label in labels.items():
        was, now = getattr(post, name), getattr(facts, name)
        if was != now:
            words = (Rank(was).label, Rank(now).label) if name == "rank" else (str(was or "—"), str(now or "—"))
            changes.append((label, *words))
            setattr(post, name, now)
    if changes:
        post.save(update_fields=list(labels))
        note(post, "更正职务", by=by, at=at, why=why, changes=changes)
    return tuple(changes)


@transaction.atomic
def admit(
    person: Person,
    branch: Unit,
    standing: Standing,
    *,
    since: date | None,
    cell: Unit | None = None,
    by: Person,
    at: datetime,
) -> Membership:
    """The person belongs to a branch with a standing from `since` on (接收组织关系、转正、转入): the membership that
    runs until then ends the day before.

    Raises RuleBroken for a unit that is no branch, a group of another branch, a day not after the present one began.
    """
    allow(by, Right.MANAGE, branch)
    if branch.kind != UnitKind.BRANCH:
        raise RuleBroken(f"“{branch}”不是党支部，组织关系要落在党支部。")
    if cell is not None and (cell.kind != UnitKind.CELL or cell.parent_id != branch.pk):
        raise RuleBroken(f"“{cell}”不是“{branch}”的党小组。")
    _check_days(since, None, branch)
    running = Membership.objects.valid().filter(person=person, until=None).select_related("branch").first()
    if running is not None:
        _follow(running, branch, standing, cell, since)
    ended = person.memberships.valid().exclude(until=None).order_by("-until").first()
    if ended is not None and (since is None or (ended.until is not None and since <= ended.until)):
        raise RuleBroken(f"“{person}”在{ended.until:%Y-%m-%d}前已有组织关系（{ended.branch}），日期请填在那之后。")
    if running is not None and since is not None:
        running.until = since - timedelta(days=1)
        running.save(update_fields=["until"])
    made = Membership.objects.create(person=person, branch=branch, cell=cell, standing=standing, since=since)
    was = [("组织关系", _said(running), _said(made))] if running else []
    note(made, "登记组织关系", by=by, at=at, why=_said(made), changes=was)
    return made


@transaction.atomic
def grant_role(
    person: Person, unit: Unit, role: UnitRole, *, since: date | None, until: date | None, by: Person, at: datetime
) -> RoleGrant:
    """Give a role in a unit and all below it (授予角色). Raises RuleBroken for an inspector without an end, for a day
    that has passed, and when the person has that role there already."""
    allow(by, Right.MANAGE, unit)
    _check_days(since, until, unit)
    if role == UnitRole.INSPECTOR and until is None:
        raise RuleBroken("检查员要写明到哪一天为止。")
    if person.account is None:
        raise RuleBroken(f"“{person}”没有账号，角色用不上。先由系统管理员开通账号。")
    same = RoleGrant.objects.between(since or date.min, until or date.max)
    if same.filter(person=person, unit=unit, role=role).exists():
        raise RuleBroken(f"“{person}”在这段时间已是“{unit}”的{role.label}。")
    made = RoleGrant.objects.create(person=person, unit=unit, role=role, since=since, until=until)
    note(made, "授予角色", by=by, at=at, why=_said(made))
    return made


@transaction.atomic
def end(held: Held, *, on: date, why: str = "", by: Person, at: datetime) -> None:
    """A post, membership or role holds until `on`, that day included (终止). Raises RuleBroken before it began."""
    allow(by, Right.MANAGE, _place(held))
    _open(held)
    if held.since is not None and on < held.since:
        raise RuleBroken(f"终止日期早于开始日期（{held.since:%Y-%m-%d}）。登记错了的，请用“作废”。")
    was = held.until
    held.until = on
    held.save(update_fields=["until"])
    note(held, f"终止{NAMES[type(held)]}", by=by, at=at, why=why.strip(), changes=[("至", str(was or "—"), str(on))])


@transaction.atomic
def void(held: Held, *, why: str, by: Person, at: datetime) -> None:
    """A post, membership or role that was entered by mistake (作废): it never held, and stays readable."""
    allow(by, Right.MANAGE, _place(held))
    _open(held)
    held.voided_at, held.void_reason = at, reason(why)
    held.save(update_fields=["voided_at", "void_reason"])
    note(held, f"作废{NAMES[type(held)]}", by=by, at=at, why=held.void_reason)


def _place(held: Held) -> Unit:
    return held.branch if isinstance(held, Membership) else held.unit


def _open(held: Held) -> None:
    if held.is_void:
        raise RuleBroken(f"这条{NAMES[type(held)]}已经作废，不能再改。")


def _follow(running: Membership, branch: Unit, standing: Standing, cell: Unit | None, since: date | None) -> None:
    """Whether another membership may follow the one that runs."""
    if (running.branch, running.standing, running.cell) == (branch, standing, cell):
        raise RuleBroken(f"“{running.person}”已是“{branch}”的{standing.label}，没有变化。")
    if since is None:
        raise RuleBroken("请填写从哪一天起。")
    if running.since is not None and since <= running.since:
        raise RuleBroken(f"现在的组织关系自{running.since:%Y-%m-%d}起，日期请填在那之后。")


def _check_days(since: date | None, until: date | None, unit: Unit) -> None:
    if since is not None and until is not None and until < since:
        raise RuleBroken("终止日期早于开始日期，请核对。")
    if unit.is_void:
        raise RuleBroken(f"“{unit}”已经作废。")
    if unit.until is not None and (since is None or since > unit.until):
        raise RuleBroken(f"“{unit}”已于{unit.until:%Y-%m-%d}撤销。")


def _said(held: Held) -> str:
    days = f"{held.since or '…'} 至 {held.until or '今'}"
    if isinstance(held, Post):
        return f"{held.unit}{held.title}（{Rank(held.rank).label}），{days}"
    if isinstance(held, Membership):
        return f"{held.branch}{held.cell or ''}，{Standing(held.standing).label}，{days}"
    return f"{held.unit}：{UnitRole(held.role).label}，{days}"

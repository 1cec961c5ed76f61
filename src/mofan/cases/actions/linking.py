"""Link cases (关联), merge one into another with no loss (并案)."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from mofan.cases import kinds as k
from mofan.cases.actions.holding import Doing, chosen, holding, write
from mofan.cases.actions.moving import carry
from mofan.cases.known_kinds import kind_of_case
from mofan.cases.models import Case, Concern, Decision, Link, Point, Relation
from mofan.cases.standing import parts_in_case
from mofan.org.actions import reason
from mofan.org.models import Person
from mofan.org.rules import RuleBroken

LINKED = k.Move("link", "关联", (), "", ("centre", "clerk", "handler", "leader", "supervisor", "mediator"))
UNLINKED = k.Move("unlink", "解除关联", (), "", LINKED.who)
TAKEN_UP = k.Move("take_up", "并入其他事项", (), "", ("centre",))


@transaction.atomic
def link(later: Case, earlier: Case, relation: Relation, *, why: str = "", by: Person, at: datetime) -> Link:
    """Say that two cases belong together (关联). Raises RuleBroken for a case with itself, the same link twice, one
    that the person may not read or act on, and for merging, which is `merge`."""
    if relation == Relation.MERGED:
        raise ValueError("merging has a verb of its own")
    if later.pk == earlier.pk:
        raise RuleBroken("不能关联自己。")
    _readable(earlier, by)
    part = _part(later, LINKED, by)
    if Link.objects.filter(earlier=earlier, later=later, relation=relation, undone_at=None).exists():
        raise RuleBroken("已经关联过。")
    made = Link.objects.create(earlier=earlier, later=later, relation=relation, why=why[:300].strip(), by=by, at=at)
    note = f"{Relation(relation).label}：{earlier.code}" + (f"（{made.why}）" if made.why else "")
    write(later, LINKED, later.state, Doing(by, at, part, later.unit), note=note)
    return made


@transaction.atomic
def unlink(linked: Link, why: str, *, by: Person, at: datetime) -> Link:
    """They do not belong together after all (解除关联). Raises RuleBroken without a reason, for merged ones."""
    why = reason(why)
    part = _part(linked.later, UNLINKED, by)
    if linked.relation == Relation.MERGED:
        raise RuleBroken("已并案的不能直接解除；需要分开办理的，请重新登记并注明原编码。")
    if not Link.objects.filter(pk=linked.pk, undone_at=None).update(undone_at=at, undone_by=by):
        raise RuleBroken("已经解除。")
    linked.refresh_from_db()
    later = linked.later
    write(later, UNLINKED, later.state, Doing(by, at, part, later.unit), note=f"{linked.earlier.code}：{why}")
    return linked


def merge(later: Case, earlier: Case, *, why: str = "", by: Person, at: datetime) -> Link:
    """Handle one case within another (并案): its points are answered there, its people read there how it goes; nothing
    of it is lost.

    Raises RuleBroken where the table allows no merging, into another kind, into one that ended, was refused or merged
    itself; Outdated for either case.
    """
    if later.pk == earlier.pk:
        raise RuleBroken("不能并入自己。")
    if later.kind != earlier.kind:
        raise RuleBroken("只能并入同一种事项。")
    _readable(earlier, by)
    kind = kind_of_case(later)
    with transaction.atomic():
        first, second = sorted((later, earlier), key=lambda one: one.pk)
        with holding(first), holding(second):
            code = next((one.code for one in kind.moves if one.effect == "merge" and later.state in one.was), "merge")
            made, part = chosen(kind.moves, code, later.state, parts_in_case(later, by), kind.states)
            if earlier.ended or earlier.closed_at is not None or earlier.decision == Decision.REFUSED:
                raise RuleBroken("要并入的事项已经办结或者不予受理，不能并入。")
            linked = Link.objects.create(
                earlier=earlier, later=later, relation=Relation.MERGED, why=why[:300].strip(), by=by, at=at
            )
            doing = Doing(by, at, part, later.unit)
            carry(later, kind, made, {"why": f"并入 {earlier.code}。{why}".strip()}, doing)
            _take_up(earlier, later)
            write(earlier, TAKEN_UP, earlier.state, doing, note=f"并入 {later.code}")
            return linked


def _take_up(earlier: Case, later: Case) -> None:
    """Points and units of the later case come over; its own stay as they are."""
    last = earlier.points.aggregate(last=Max("no"))["last"] or 0
    said = {one.text for one in earlier.points.all()}
    texts = [one.text for one in later.points.all() if one.text not in said]
    Point.objects.bulk_create(Point(case=earlier, no=no, text=text) for no, text in enumerate(texts, last + 1))
    for unit in Concern.objects.filter(case=later).values_list("unit", flat=True):
        Concern.objects.get_or_create(case=earlier, unit_id=unit)


def _readable(case: Case, by: Person) -> None:
    if not Case.objects.seen_by(by).filter(pk=case.pk).exists():
        raise RuleBroken("没有这件事，或者您不能看它。")


def _part(case: Case, move: k.Move, by: Person) -> k.Actor:
    parts = parts_in_case(case, by)
    part = next((one for one in move.who if one in parts), None)
    if part is None:
        raise RuleBroken("关联由中心或者承办单位办，您没有这个身份。")
    return part

"""The units of the demonstration with their people, read once (单位与在册人员)."""

from collections.abc import Iterable

from mofan.ops.demo.places import Held, Place
from mofan.org.kinds import Rank, UnitKind
from mofan.org.models import Membership, Person, Post, Unit
from mofan.records.entry import Who

_SORTS = {
    UnitKind.BRANCH: "branch",
    UnitKind.CELL: "cell",
    UnitKind.VILLAGE: "village",
    UnitKind.TEAM: "team",
    UnitKind.WINDOW: "window",
    UnitKind.STATION: "window",
    UnitKind.AGENCY: "agency",
    UnitKind.INSTITUTION: "agency",
    UnitKind.TOWNSHIP: "agency",
}
_LEADING = (Rank.HEAD, Rank.LEADING)
_MOST_AT_ONCE = 500


def places_of(units: Iterable[Unit]) -> list[Place]:
    """These units as places, in their order; those of a sort that records nothing are left out."""
    places = {one.pk: Place(one.pk, sort, one.name) for one in units if (sort := _sort(one))}
    keys = list(places)
    for start in range(0, len(keys), _MOST_AT_ONCE):
        _fill(places, keys[start : start + _MOST_AT_ONCE])
    return list(places.values())


def _sort(unit: Unit) -> str:
    if unit.kind == UnitKind.CENTRE:
        return "agency" if unit.depth == 1 else "window"
    return _SORTS.get(UnitKind(unit.kind), "")


def _fill(places: dict[int, Place], keys: list[int]) -> None:
    members = Membership.objects.valid().select_related("person").order_by("person__pinyin", "person_id")
    for one in members.filter(branch__in=keys):
        places[one.branch_id].members.append(_member(one))
    for one in members.filter(cell__in=keys):
        assert one.cell_id is not None
        places[one.cell_id].members.append(_member(one))
    posts = Post.objects.valid().filter(unit__in=keys).select_related("person").order_by("rank", "order", "pk")
    for post in posts:
        who = Who(post.person.name, post.person_id)
        places[post.unit_id].posts.append(Held(who, post.since, post.until, leads=post.rank in _LEADING))
    for person in Person.objects.valid().filter(unit__in=keys, is_active=True).order_by("pinyin", "pk"):
        assert person.unit_id is not None
        places[person.unit_id].staff.append(Who(person.name, person.pk))


def _member(one: Membership) -> Held:
    return Held(Who(one.person.name, one.person_id), one.since, one.until, votes=one.votes)

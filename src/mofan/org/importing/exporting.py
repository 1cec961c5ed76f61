"""Units and people as tables with the headings that the import knows (导出): what goes out may come in again."""

from collections.abc import Iterable
from datetime import date

from mofan.org.importing.columns import PEOPLE, UNITS
from mofan.org.kinds import Rank, Standing, UnitKind
from mofan.org.masking import MASKS
from mofan.org.models import Membership, PersonalData, Post, Unit
from mofan.org.models.people import PersonQuerySet
from mofan.org.sheets import Cell, Sheet

_PEOPLE = ("name", "unit", "title", "rank", "since", "gender", "phone", "id_number", "born_on", "number",
           "joined_party_on", "standing", "branch", "cell", "joined_branch_on")  # fmt: skip


def sheet_of_units(units: Iterable[Unit]) -> Sheet:
    """A row a unit, the parent as the path that finds it again."""
    rows: list[tuple[Cell, ...]] = [tuple(UNITS[field][0] for field in UNITS)]
    for unit in units:
        parent = unit.parent
        above = parent.name if parent else ""
        if parent and parent.parent:
            above = f"{parent.parent.name}/{parent.name}"
        rows.append(
            (
                unit.name,
                above,
                UnitKind(unit.kind).label,
                unit.short_name,
                unit.called,
                unit.code,
                unit.order,
                unit.since,
            )
        )
    return Sheet("单位", tuple(rows))


def sheet_of_people(people: PersonQuerySet, day: date, *, masked: bool) -> Sheet:
    """A row a post that holds on `day`, one for who has none; personal data masked unless `masked` is False."""
    keys = list(people.values_list("pk", flat=True))
    posts: dict[int, list[Post]] = {}
    held_now = Post.objects.on(day).filter(person__in=people.order_by().values("pk"))
    for one in held_now.select_related("unit__parent"):
        posts.setdefault(one.person_id, []).append(one)
    members = {
        one.person_id: one
        for one in Membership.objects.on(day)
        .filter(person__in=people.order_by().values("pk"))
        .select_related("branch__parent", "cell")
    }
    data = (
        PersonalData.objects.in_bulk(keys) if len(keys) < 900 else {one.pk: one for one in PersonalData.objects.all()}
    )
    rows: list[tuple[Cell, ...]] = [tuple(PEOPLE[field][0] for field in _PEOPLE)]
    for person in people.select_related("unit__parent"):
        member, kept = members.get(person.pk), data.get(person.pk) or PersonalData()
        held: list[Post | None] = [*posts.get(person.pk, [])]
        for post in held or [None]:
            first: tuple[Cell, ...] = (person.name, _path(post.unit if post else person.unit))
            place: tuple[Cell, ...] = (post.title, Rank(post.rank).label, post.since) if post else ("", "", None)
            private = (kept.phone, kept.id_number, kept.born_on.isoformat() if kept.born_on else "")
            if masked:
                private = (MASKS["phone"](private[0]), MASKS["id_number"](private[1]), MASKS["born_on"](private[2]))
            rest: tuple[Cell, ...] = (person.number, person.joined_party_on)
            of_party: tuple[Cell, ...] = ("", "", "", None)
            if member:
                cell = member.cell.name if member.cell else ""
                of_party = (Standing(member.standing).label, _path(member.branch), cell, member.since)
            rows.append((*first, *place, kept.gender, *private, *rest, *of_party))
    return Sheet("人员", tuple(rows))


def _path(unit: Unit | None) -> str:
    if unit is None:
        return ""
    return f"{unit.parent.name}/{unit.name}" if unit.parent else unit.name


def blank_sheets() -> list[Sheet]:
    """Empty sheets with the headings, for whoever has no table yet (模板)."""
    return [
        Sheet("单位", (tuple(UNITS[field][0] for field in UNITS),)),
        Sheet("人员", (tuple(PEOPLE[field][0] for field in _PEOPLE),)),
    ]

"""Kinds of record of this place (自定种类)."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from mofan.org.actions import allow, note, reason
from mofan.org.models import Person
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken
from mofan.records.actions.duties import end_duties_with
from mofan.records.catalogue import NotAKind, read_kind
from mofan.records.catalogue.shipped import agree
from mofan.records.known_kinds import known_kinds
from mofan.records.models import AddedKind
from mofan.records.retention import classes_of_records


@transaction.atomic
def add_kind(table: dict[str, Any], *, purpose: str, basis: str, ends_on: date, by: Person, at: datetime) -> AddedKind:
    """Add a kind of record (添加记录种类). A new form is a burden on others, so why, on what basis and until when are
    asked for. Raises RuleBroken for whoever does not administer, where one of them is missing, for a day that is past,
    and for a table that is no kind or does not agree with those that there are."""
    allow(by, Right.ADMINISTER)
    purpose, basis = " ".join(purpose.split()), " ".join(basis.split())
    if not purpose or not basis:
        raise RuleBroken("新增一种台账是在给基层加事，用途和依据都要写明。")
    if ends_on < timezone.localtime(at).date():
        raise RuleBroken("停用日期已经过去，请填以后的日期。")
    try:
        kind = read_kind(table)
        if kind.keeping not in {one.code for one in classes_of_records()}:
            raise NotAKind("按哪一类保管从列出的里选。")
        agree([*known_kinds().values(), kind])
    except NotAKind as error:
        raise RuleBroken(str(error)) from error
    added = AddedKind.objects.create(
        code=kind.code,
        table=table,
        purpose=purpose[:200],
        basis=basis[:200],
        ends_on=ends_on,
        added_by=by,
        added_at=at,
    )
    note(added, "添加记录种类", by=by, at=at, why=f"{kind.name}：{purpose}")
    return added


@transaction.atomic
def end_kind(added: AddedKind, *, ends_on: date, why: str, by: Person, at: datetime) -> None:
    """Let a kind end on another day (调整停用日期); its records stay, what units owe of it ends with it. Raises
    RuleBroken without a reason."""
    allow(by, Right.ADMINISTER)
    why = reason(why)
    was = added.ends_on
    added.ends_on = ends_on
    added.save(update_fields=["ends_on"])
    end_duties_with(added.code, was=was, until=ends_on, why=f"种类停用日期调整：{why}"[:200], by=by, at=at)
    note(added, "调整停用日期", by=by, at=at, why=why, changes=[("停用日期", f"{was}", f"{ends_on}")])

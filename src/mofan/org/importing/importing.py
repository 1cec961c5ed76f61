"""Units, people, posts and memberships from an agency's own table (导入): tried first, written after, never doubled.

A trial does the very same in a transaction that is taken back, so what it says is what would be. Each row stands or
falls alone. An empty cell never takes anything away; a masked one (138****5678) counts as empty.
"""

import contextlib
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from django.db import transaction

from mofan.org.actions import (
    PersonFacts,
    PostFacts,
    UnitFacts,
    add_unit,
    admit,
    allow,
    appoint,
    change_person,
    change_unit,
    correct_post,
    end,
    enter_person,
    facts_of,
    move_person,
    note,
)
from mofan.org.importing.columns import Headed, headed
from mofan.org.importing.finding import People, Units
from mofan.org.importing.guessing import kind_of, rank_of, standing_of
from mofan.org.kinds import Rank, Standing, UnitKind
from mofan.org.models import Person, Unit
from mofan.org.reading_days import NotADay, read_day
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken
from mofan.org.sheets import Cell, NotASheet, read_sheets, said

TOLD_EVERY = 20
"""Rows between two words on how far it is."""
Outcome = Literal["new", "changed", "same", "wrong"]
_Act = Callable[[Mapping[str, Cell]], tuple[Outcome, list[str]]]


@dataclass(frozen=True, slots=True)
class RowDone:
    """What came of a row (逐行结果): where it stands, whom it names, and sentences on what was done or is wrong."""

    sheet: str
    no: int
    label: str
    outcome: Outcome
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What came of a file (导入结果); `written` is False after a trial."""

    rows: tuple[RowDone, ...]
    headed: tuple[Headed, ...]
    ignored: tuple[str, ...]
    """Sheets without headings that were understood."""
    written: bool

    def count(self, outcome: Outcome) -> int:
        return sum(row.outcome == outcome for row in self.rows)


class _TakenBack(Exception):
    """Ends the transaction of a trial."""


def import_file(
    data: bytes,
    name: str,
    *,
    under: Unit,
    make_units: bool = False,
    write: bool,
    tell: Callable[[int], None] | None = None,
    by: Person,
    at: datetime,
) -> ImportReport:
    """Read a table into the organisation below `under`; with `write` False only say what would come of it.

    With `tell`, which hears now and then how many rows are done, each row is kept as soon as it is written, so that the
    others who write need not wait; without it all of them are kept together at the end.

    Raises RuleBroken without leave, for what is no table, and when no sheet has headings that are understood.
    """
    allow(by, Right.MANAGE, under)
    try:
        sheets = read_sheets(data, name)
    except NotASheet as error:
        raise RuleBroken(str(error)) from error
    found = [(sheet.name, headed(sheet)) for sheet in sheets]
    known = sorted((one for _, one in found if one is not None), key=lambda one: one.what == "people")
    if not known:
        raise RuleBroken("没有看到认识的表头。人员表要有“姓名”和“单位”等列，单位表要有“单位名称”和“上级单位”或“类别”。")
    run = _Run(under, make_units, by, at, tell)
    rows: list[RowDone] = []
    try:
        with contextlib.nullcontext() if write and tell else transaction.atomic():
            for one in known:
                rows += run.units_of(one) if one.what == "units" else run.people_of(one)
            if not write:
                raise _TakenBack
            numbers = Counter(row.outcome for row in rows)
            said_so = (
                f"新增 {numbers['new']}，更新 {numbers['changed']}，无变化 {numbers['same']}，有错 {numbers['wrong']}"
            )
            note(under, "导入单位和人员", by=by, at=at, why=f"{name[:60]}：{said_so}")
    except _TakenBack:
        pass
    ignored = tuple(sheet for sheet, one in found if one is None)
    return ImportReport(tuple(rows), tuple(known), ignored, write)


class _Run:
    """One pass over a file."""

    def __init__(
        self, under: Unit, make_units: bool, by: Person, at: datetime, tell: Callable[[int], None] | None
    ) -> None:
        self.under, self.make_units, self.by, self.at = under, make_units, by, at
        self.tell, self.done = tell, 0
        self.units, self.people = Units(under), People(under)
        self.titles: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        """Name and unit as they are written → the posts that the tables name."""

    def units_of(self, table: Headed) -> list[RowDone]:
        """Rows whose parent stands further down wait for it."""
        done: dict[int, RowDone] = {}
        waiting = list(table.rows)
        while waiting:
            held_up = []
            names = Counter(said(cells.get("name")) for _, cells in waiting)
            for no, cells in waiting:
                parent = said(cells.get("parent"))
                if names[parent] and parent != said(cells.get("name")) and self.units.find(parent) is None:
                    held_up.append((no, cells))
                else:
                    done[no] = self._row(table, no, self._unit, cells)
            if len(held_up) == len(waiting):  # they wait for one another
                for no, cells in held_up:
                    sentence = f"上级“{said(cells.get('parent'))}”与它互为上级，请核对。"
                    done[no] = RowDone(table.sheet, no, said(cells.get("name")), "wrong", (sentence,))
                break
            waiting = held_up
        return [done[no] for no in sorted(done)]

    def people_of(self, table: Headed) -> list[RowDone]:
        """In their order. Posts of one person in one unit that the table names side by side are all his."""
        for _, cells in table.rows:
            self.titles[said(cells.get("name")), said(cells.get("unit"))].add(said(cells.get("title")))
        return [self._row(table, no, self._person, cells) for no, cells in table.rows]

    def _row(self, table: Headed, no: int, act: _Act, cells: Mapping[str, Cell]) -> RowDone:
        label = said(cells.get("name"))
        self.done += 1
        if self.tell is not None and self.done % TOLD_EVERY == 0:
            self.tell(self.done)
        try:
            with transaction.atomic():
                outcome, sentences = act(cells)
        except (RuleBroken, NotADay) as error:
            return RowDone(table.sheet, no, label or "（没有名称）", "wrong", (str(error),))
        return RowDone(table.sheet, no, label, outcome, tuple(sentences))

    def _unit(self, cells: Mapping[str, Cell]) -> tuple[Outcome, list[str]]:
        name, written = said(cells.get("name")), said(cells.get("parent"))
        if not name:
            raise RuleBroken("没有写单位名称。")
        parent = self.units.wanted(written) if written else self.under
        given = {key: said(cells.get(key)) for key in ("short_name", "called", "code")}
        given = {key: value for key, value in given.items() if value}
        order, since = said(cells.get("order")), read_day(cells.get("since"))
        kind = kind_of(name, said(cells.get("kind")))
        known = self._known(name, parent if written else None)
        if known is None:
            facts = UnitFacts(name, kind, order=_number(order), since=since, **given)
            self.units.add(add_unit(facts, parent=parent, by=self.by, at=self.at))
            return "new", [f"建立在“{parent}”之下，类别{kind.label}"]
        facts = UnitFacts(
            known.name,
            kind if said(cells.get("kind")) else UnitKind(known.kind),
            order=_number(order) if order else known.order,
            since=since or known.since,
            **{key: given.get(key, getattr(known, key)) for key in ("short_name", "called", "code")},
        )
        changes = change_unit(known, facts, by=self.by, at=self.at, why="导入")
        return ("changed" if changes else "same"), [f"{what}：{was} → {now}" for what, was, now in changes]

    def _known(self, name: str, parent: Unit | None) -> Unit | None:
        if parent is None:
            return self.units.find(name)
        return next((one for one in self.units.by_name.get(name, []) if one.parent_id == parent.pk), None)

    def _person(self, cells: Mapping[str, Cell]) -> tuple[Outcome, list[str]]:
        facts = _facts(cells)
        unit = self._place(said(cells.get("unit")))
        person = self.people.find(facts, unit)
        sentences: list[str] = []
        outcome: Outcome = "same"
        if person is None:
            person = enter_person(facts, unit=unit or self.under, by=self.by, at=self.at)
            self.people.add(person, facts)
            outcome = "new"
            sentences.append(f"登记在“{person.unit}”")
        else:
            changes = change_person(person, _over(facts_of(person), facts), by=self.by, at=self.at, why="导入")
            sentences += [f"{what}：{was} → {now}" for what, was, now in changes]
            if unit is not None and person.unit_id != unit.pk and unit.pk not in self.people.units[person.pk]:
                sentences.append(f"所在单位：{person.unit} → {unit}")
                move_person(person, unit, by=self.by, at=self.at)
        sentences += self._post(person, unit or person.unit or self.under, cells)
        sentences += self._membership(person, unit or person.unit, facts, cells)
        self.people.units[person.pk].add(unit.pk if unit else 0)
        return (outcome if outcome == "new" or not sentences else "changed"), sentences

    def _place(self, written: str) -> Unit | None:
        if not written:
            return None
        unit = self.units.find(written)
        if unit is None and self.make_units:
            name = written.split("/")[-1].strip()
            unit = add_unit(UnitFacts(name, kind_of(name)), parent=self.under, by=self.by, at=self.at)
            self.units.add(unit)
        return unit or self.units.wanted(written)

    def _post(self, person: Person, unit: Unit, cells: Mapping[str, Cell]) -> list[str]:
        title, since, until = said(cells.get("title")), read_day(cells.get("since")), read_day(cells.get("until"))
        if not title:
            return []
        facts = PostFacts(title, rank_of(title, said(cells.get("rank"))), since, until)
        held = list(person.posts.valid().filter(unit=unit))
        same = next(
            (post for post in held if post.title == title and (post.until is None or post.since in (None, since))), None
        )
        if same is not None:
            now = replace(facts, since=since or same.since, until=until or same.until, order=same.order)
            now = now if said(cells.get("rank")) else replace(now, rank=same.rank)  # type: ignore[arg-type]
            changes = correct_post(same, now, why="导入", by=self.by, at=self.at)
            return [f"{what}：{was} → {is_now}" for what, was, is_now in changes]
        there = self.titles[said(cells.get("name")), said(cells.get("unit"))]
        running = [post for post in held if post.until is None and until is None and post.title not in there]
        if not running:
            appoint(person, unit, facts, by=self.by, at=self.at)
            return [f"职务：{unit}{title}"]
        before = next((post for post in running if post.since == since), running[0])
        if since is None:
            raise RuleBroken(f"现任职务是“{before.title}”，表里是“{title}”。请填任职时间，或先在系统里终止原职务。")
        if before.since == since:  # the same post, called otherwise
            now = facts if said(cells.get("rank")) else replace(facts, rank=Rank(before.rank))
            now = replace(now, order=before.order)
            changes = correct_post(before, now, why="导入", by=self.by, at=self.at)
            return [f"{what}：{was} → {is_now}" for what, was, is_now in changes]
        if before.since is not None and since < before.since:
            raise RuleBroken(
                f"现任职务“{before.title}”自{before.since:%Y-%m-%d}起，表里的“{title}”在那之前。"
                "写错了的，请改任职时间；是以前的职务，请填免职时间。"
            )
        end(before, on=since - timedelta(days=1), why="导入", by=self.by, at=self.at)
        appoint(person, unit, facts, by=self.by, at=self.at)
        return [f"职务：{unit}{title}（原任{before.title}）"]

    def _membership(
        self, person: Person, unit: Unit | None, facts: PersonFacts, cells: Mapping[str, Cell]
    ) -> list[str]:
        written, branch_name = said(cells.get("standing")), said(cells.get("branch"))
        standing = standing_of(written) if written else None
        if not branch_name or (written and standing is None):
            return []
        branch = self.units.find(branch_name, kind=UnitKind.BRANCH, below=unit)
        if branch is None and self.make_units:
            name = branch_name.split("/")[-1].strip()
            parent = unit or self.under
            branch = add_unit(UnitFacts(name, UnitKind.BRANCH), parent=parent, by=self.by, at=self.at)
            self.units.add(branch)
        branch = branch or self.units.wanted(branch_name, kind=UnitKind.BRANCH, below=unit)
        cell_name = said(cells.get("cell"))
        cell = self._cell(cell_name, branch) if cell_name else None
        running = person.memberships.valid().filter(until=None).first()
        confirmed, joined = read_day(cells.get("confirmed_on")), read_day(cells.get("joined_branch_on"))
        standing = standing or (Standing(running.standing) if running else Standing.FULL)
        same_cell = running is not None and (cell is None or running.cell_id == cell.pk)
        if running is not None and same_cell and (running.branch_id, running.standing) == (branch.pk, standing):
            return []
        starts = _first_day(standing, joined, confirmed, facts.joined_party_on if running is None else None)
        made = admit(person, branch, standing, since=starts, cell=cell, by=self.by, at=self.at)
        return [f"组织关系：{branch}{cell or ''}，{Standing(made.standing).label}"]

    def _cell(self, name: str, branch: Unit) -> Unit:
        known = next((one for one in self.units.by_name.get(name, []) if one.parent_id == branch.pk), None)
        if known is None:
            if not self.make_units:
                raise RuleBroken(f"“{branch}”没有党小组“{name}”。先建立，或勾选“没有的单位一并建立”。")
            known = add_unit(UnitFacts(name, UnitKind.CELL), parent=branch, by=self.by, at=self.at)
            self.units.add(known)
        return known


def _first_day(
    standing: Standing, joined: date | None, confirmed: date | None, member_since: date | None
) -> date | None:
    """From when a membership counts: since he came to the branch or, if that is later or not said, since the
    standing."""
    since_standing = confirmed if standing == Standing.FULL else member_since
    days = [day for day in (joined, since_standing) if day is not None]
    return max(days) if days else member_since


def _facts(cells: Mapping[str, Cell]) -> PersonFacts:
    text = {key: said(cells.get(key)) for key in ("name", "number", "phone", "id_number", "gender")}
    text = {key: "" if "*" in value else value for key, value in text.items()} | {"name": text["name"]}
    if not text["name"]:
        raise RuleBroken("没有写姓名。")
    if "*" in text["name"]:
        raise RuleBroken("姓名被遮盖了，请用完整的名单导入。")
    born = None if "*" in said(cells.get("born_on")) else read_day(cells.get("born_on"))
    text["name"] = "".join(text["name"].split()) if not text["name"].isascii() else text["name"]
    text["id_number"] = text["id_number"].upper()
    return PersonFacts(joined_party_on=read_day(cells.get("joined_party_on")), born_on=born, **text)


def _over(known: PersonFacts, given: PersonFacts) -> PersonFacts:
    """What is known, with what is given put over it where something is given."""
    names = ("name", "number", "joined_party_on", "phone", "id_number", "gender", "born_on")
    return PersonFacts(**{name: getattr(given, name) or getattr(known, name) for name in names})


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0

"""Who and what a row of a table means among those that there are (比对): units by name, people by what tells them
apart."""

from collections import defaultdict
from difflib import get_close_matches

from mofan.org.actions import PersonFacts
from mofan.org.kinds import UnitKind
from mofan.org.models import Person, PersonalData, Unit
from mofan.org.rules import RuleBroken
from mofan.org.sealing import digest


class Units:
    """The units under one, by name, short name and path."""

    def __init__(self, under: Unit) -> None:
        self.under = under
        self.by_name: dict[str, list[Unit]] = defaultdict(list)
        for unit in Unit.objects.under(under).valid().select_related("parent").order_by("depth", "pk"):
            self.add(unit)

    def add(self, unit: Unit) -> None:
        """One more."""
        for name in {unit.name, unit.short_name} - {""}:
            self.by_name[name].append(unit)

    def find(self, written: str, *, kind: UnitKind | None = None, below: Unit | None = None) -> Unit | None:
        """The unit that is written as a name or as a path (上级/单位); None if there is none.

        Raises RuleBroken when several have that name and the path does not tell which.
        """
        *path, name = [part.strip() for part in written.replace("／", "/").split("/") if part.strip()] or [""]
        found = [unit for unit in self.by_name.get(name, []) if kind is None or unit.kind == kind]
        if path:
            found = [unit for unit in found if unit.parent and path[-1] in (unit.parent.name, unit.parent.short_name)]
        if below is not None and len(found) > 1:
            found = [unit for unit in found if _stands_below(unit, below)] or found
        if len(found) > 1:
            where = "、".join(str(unit.parent or "最上级") for unit in found[:4])
            raise RuleBroken(f"有 {len(found)} 个单位叫“{name}”（分别在{where}之下），请写成“上级/{name}”。")
        return found[0] if found else None

    def wanted(self, written: str, *, kind: UnitKind | None = None, below: Unit | None = None) -> Unit:
        """The same. Raises RuleBroken, with the nearest name, when there is none."""
        unit = self.find(written, kind=kind, below=below)
        if unit is None:
            near = get_close_matches(written, [one for one in self.by_name], n=1, cutoff=0.6)
            hint = f"是不是“{near[0]}”？" if near else "先建立单位，或勾选“没有的单位一并建立”。"
            raise RuleBroken(f"没有找到单位“{written}”。{hint}")
        return unit


class People:
    """The people who have or had a place under a unit, by what tells them apart."""

    def __init__(self, under: Unit) -> None:
        self.by_name: dict[str, list[Person]] = defaultdict(list)
        self.data: dict[int, PersonalData] = {}
        self.units: dict[int, set[int]] = defaultdict(set)
        here = Person.objects.valid().of(Unit.objects.under(under).valid())
        for person in here.select_related("unit"):
            self.by_name[person.name].append(person)
            self.units[person.pk].add(person.unit_id or 0)
        for data in PersonalData.objects.filter(person__in=here.values("pk")):
            self.data[data.pk] = data
        for person_id, unit_id in here.exclude(posts=None).values_list("posts__person", "posts__unit"):
            self.units[person_id].add(unit_id)

    def add(self, person: Person, facts: PersonFacts) -> None:
        """One more, who was entered from a row."""
        self.by_name[person.name].append(person)
        self.units[person.pk].add(person.unit_id or 0)
        self.data[person.pk] = PersonalData(person=person, phone=facts.phone, id_number_digest=digest(facts.id_number))

    def find(self, facts: PersonFacts, unit: Unit | None) -> Person | None:
        """The person that a row means: by ID number, then number, then telephone, then the unit; None if there is none.

        Raises RuleBroken when two people could be meant, and when the ID number belongs to one of another name.
        """
        wanted = digest(facts.id_number)
        if wanted:
            same = [pk for pk, data in self.data.items() if data.id_number_digest == wanted]
            if same:
                person = next((one for one in self.by_name[facts.name] if one.pk == same[0]), None)
                if person is None:
                    raise RuleBroken("这个身份证号已登记在另一个姓名下，请核对。")
                return person
        found = [one for one in self.by_name[facts.name] if not self._another(one, facts)]
        for known in (
            [one for one in found if facts.number and one.number == facts.number],
            [one for one in found if facts.phone and self._data(one).phone == facts.phone],
        ):
            if len(known) == 1:
                return known[0]
        here = [one for one in found if unit is not None and unit.pk in self.units[one.pk]]
        if len(here) > 1:
            raise RuleBroken(f"“{unit}”有 {len(here)} 位“{facts.name}”，请填工号、手机号或身份证号。")
        return here[0] if here else None

    def _data(self, person: Person) -> PersonalData:
        return self.data.get(person.pk) or PersonalData()

    def _another(self, person: Person, facts: PersonFacts) -> bool:
        """Whether the row says something that this person is not."""
        kept = self._data(person)
        pairs = ((digest(facts.id_number), kept.id_number_digest), (facts.number, person.number))
        return any(given and known and given != known for given, known in pairs)


def _stands_below(unit: Unit, above: Unit) -> bool:
    at: Unit | None = unit
    while at is not None:
        if at.pk == above.pk:
            return True
        at = at.parent
    return False

"""Forms drawn from the tables of moves (表单): a control for each need, and what was filled in read back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from mofan.cases.intake import Value, read_values
from mofan.cases.kinds import Need
from mofan.cases.receivers import callable_units, handlers_of, receivers
from mofan.org.models import Unit
from mofan.web.asked import number_asked

_NAMED: Final = ("unit", "units", "person")


@dataclass(frozen=True, slots=True)
class Control:
    """A control as the page draws it: what is asked, its id, what stands in it, what may be chosen."""

    need: Need
    id: str
    value: str = ""
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        return f"n-{self.need.code}"


def controls_of(
    needs: Sequence[Need], place: str, typed: Mapping[str, str] | None = None, people: Unit | None = None,
    *, restricted: bool = False,
) -> tuple[Control, ...]:  # fmt: skip
    """The controls of a form at that place of the page, with what was typed; people are those who handle in a unit."""
    typed = typed or {}
    found = []
    for need in needs:
        choices = tuple(need.choices.items())
        if need.type == "person" and people is not None:
            choices = tuple((str(one.pk), one.name) for one in handlers_of(people, restricted=restricted))
        found.append(Control(need, f"{place}-{need.code}", typed.get(f"n-{need.code}", ""), choices))
    return tuple(found)


def read_needs(
    needs: Sequence[Need], typed: Mapping[str, str], sender: Unit, people: Unit | None = None,
    *, restricted: bool = False,
) -> tuple[dict[str, Value], list[str]]:  # fmt: skip
    """What was filled in for those needs, read by type; and what cannot be read, in sentences. Units are named as
    `sender` could call them."""
    plain = {need.code: typed.get(f"n-{need.code}", "") for need in needs if need.type not in _NAMED}
    values, wrong = read_values([need for need in needs if need.type not in _NAMED], plain)
    for need in needs:
        text = typed.get(f"n-{need.code}", "").strip()
        if need.type not in _NAMED or not text:
            continue
        if need.type == "person":
            key = number_asked(text)
            person = handlers_of(people or sender, restricted=restricted).filter(pk=key or 0).first()
            if person is None:
                wrong.append(f"“{need.name}”里的人不能选，请从名单里选。")
            else:
                values[need.code] = person
            continue
        units, unknown = units_named(sender, text, called=True)
        if unknown:
            wrong.append(
                f"“{need.name}”里找不到：{'、'.join(unknown)}。请写全称，或者从联想里选；重名的写成“县水务局/办公室”。"
            )
        elif units:
            values[need.code] = tuple(units) if need.type == "units" else units[0]
    return values, wrong


def units_named(sender: Unit, text: str, *, called: bool = False) -> tuple[list[Unit], list[str]]:
    """The units whose names stand in a line, separated by 、 or commas, each as 县水务局 or, where several are called
    so, 县水务局/办公室; and the names behind which there is none, or not one alone. They are those that `sender` can
    send to, or where they are `called` those that it can call or name."""
    for mark in "，,；;":
        text = text.replace(mark, "、")
    names = list(dict.fromkeys(one.strip() for one in text.split("、") if one.strip()))
    last = {one: one.rpartition("/")[2] for one in names}
    open_to = callable_units(sender) if called else receivers(sender)
    found: dict[str, list[Unit]] = {one: [] for one in names}
    for unit in open_to.filter(name__in=last.values()).select_related("parent"):
        for one in names:
            above = one.rpartition("/")[0]
            if unit.name == last[one] and (not above or (unit.parent is not None and unit.parent.name == above)):
                found[one].append(unit)
    return [some[0] for some in found.values() if len(some) == 1], [one for one in names if len(found[one]) != 1]


def label_of(unit: Unit, among: Sequence[Unit]) -> str:
    """How a unit is named where it is chosen by name: with the unit above it where others of them have its name."""
    alone = sum(one.name == unit.name for one in among) == 1
    return unit.name if alone or unit.parent is None else f"{unit.parent.name}/{unit.name}"

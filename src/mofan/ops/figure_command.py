"""`mofan figure [CODE]`: a number, its definition and the rows behind it; without a code, what figures there are."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from mofan.ops.answering import print_json, refuse
from mofan.ops.system_commands import start_django, told

if TYPE_CHECKING:
    from mofan.figures.scopes import Scope
    from mofan.org.models import Person


def declare(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    figure = commands.add_parser("figure", help="数一个数：值、口径、数到的记录；不写代码时列出有哪些数")
    figure.add_argument("code", metavar="代码", nargs="?", help="如 cautionary_education.count")
    figure.add_argument(
        "--unit", metavar="单位", action="append", default=[], help="名称或编号，可写几个；不写为全部单位"
    )
    figure.add_argument("--below", action="store_true", help="连同所有下属单位")
    figure.add_argument("--period", metavar="期间", default="今年以来", help="如 2026Q3、2026-03、十四五，默认今年以来")
    figure.add_argument("--rows", metavar="条数", type=int, default=100, help="最多列出几条记录，默认 100")
    figure.add_argument("--json", action="store_true", help="输出一个 JSON 对象")
    figure.set_defaults(command=count)


@told
def count(asked: argparse.Namespace) -> int:
    """`mofan figure CODE --unit … --period …`: as the card of the figure shows it."""
    start_django()
    from django.utils import timezone

    from mofan.figures.answering import Question
    from mofan.figures.definitions import NoSuchFigure, definition_of
    from mofan.figures.scopes import NotVisible
    from mofan.figures.telling import tell
    from mofan.measure import NotAPeriod, read_period
    from mofan.org.actions import console

    if asked.code is None:
        return _list(asked)
    if asked.rows < 0:
        return refuse("--rows 至少是 0。")
    me, today = console(at=timezone.now()), timezone.localdate()
    try:
        figure = definition_of(asked.code)
        scope = _scope(me, asked.unit, below=asked.below or not asked.unit)
        question = Question(figure, scope, read_period(asked.period, today), today)
    except (NoSuchFigure, NotVisible, NotAPeriod) as refusal:
        return refuse(str(refusal))
    answer = tell(question, me, limit=asked.rows)
    if asked.json:
        print_json(answer)
    else:
        print("\n".join(_lines(answer)))
    return 0


def _scope(me: Person, named: list[str], *, below: bool) -> Scope:
    """The units named; without any, those at the top, which are asked with all below them. Raises NotVisible."""
    from mofan.figures.scopes import NotVisible, scope_for
    from mofan.org.queries import units_visible_to

    units = units_visible_to(me)
    keys: list[int] = []
    for name in named:
        by_name = units.filter(name=name) | units.filter(short_name=name)
        found = list(units.filter(pk=int(name)) if name.isdecimal() and len(name) < 18 else by_name)
        if len(found) != 1:
            raise NotVisible(f"没有叫“{name}”的单位。" if not found else f"叫“{name}”的单位不止一个，请写编号。")
        keys.append(found[0].pk)
    if not named:
        keys = list(units.filter(parent=None).values_list("pk", flat=True))
    return scope_for(me, tuple(keys), below=below)


def _list(asked: argparse.Namespace) -> int:
    from mofan.figures.definitions import definitions

    known = list(definitions().values())
    if asked.json:
        columns = ("code", "name", "measure", "group", "definition")
        print_json([{column: getattr(one, column) for column in columns} for one in known])
    else:
        print("\n".join(f"{one.code}\t{one.name}（{one.measure}）" for one in known))
    return 0


def _lines(answer: dict[str, Any]) -> list[str]:
    lines = [
        f"{answer['name']}：{answer['shown']}",
        f"范围：{answer['scope']['label']}　期间：{answer['period']['label']}",
        f"口径：{answer['definition']}",
    ]
    if answer["formula"]:
        lines.append(f"算法：{answer['formula']}")
        lines += [f"  {part['name']}：{part['shown']}" for part in answer["parts"]]
    lines += [f"  {row['held_on']}　{row['title']}　{row['unit']}　计 {row['adds']}" for row in answer["rows"]]
    if answer["row_count"] > len(answer["rows"]):
        lines.append(f"  ……共 {answer['row_count']} 条")
    lines += [f"未计入：{one['why']} {one['count']}" for one in answer["left_out"]]
    return lines

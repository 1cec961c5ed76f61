"""`mofan draft new|fill|check|export|send|publish …`: drafting on the command line, by the functions of the pages."""

from __future__ import annotations

import argparse
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

from mofan.ops.answering import print_json, refuse, say_warnings
from mofan.ops.system_commands import Command, start_django, told

if TYPE_CHECKING:
    from datetime import datetime

    from mofan.drafting.models import Draft
    from mofan.org.models import Person, Unit


def ruled(command: Command) -> Command:
    """A broken rule is one sentence and a refusal."""

    @wraps(command)
    def run(asked: argparse.Namespace) -> int:
        from mofan.org.rules import RuleBroken

        try:
            return command(asked)
        except RuleBroken as error:
            return refuse(error.sentence)

    return run


def declare(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands to the command line."""
    draft = commands.add_parser("draft", help="起草材料：起稿、填数、检查、导出、送审、发布")
    verbs = draft.add_subparsers(required=True, metavar="做什么")
    new = verbs.add_parser("new", help="起一份稿：空白的，或取一篇素材的骨架，或接上一期写")
    new.add_argument("--unit", metavar="单位", required=True, help="为哪个单位写，名称或编号")
    new.add_argument("--title", metavar="标题", default="", help="材料的标题")
    new.add_argument("--piece", metavar="篇目", type=int, help="取这一篇的骨架，编号见 mofan search")
    new.add_argument("--follow", metavar="草稿", type=int, help="接这一份写下一期，编号见 mofan draft new 的输出")
    new.add_argument("--keep", choices=("outline", "figures", "all"), default="figures", help="骨架留多少")
    new.add_argument("--period", metavar="期间", default="今年以来", help="统计期间，默认今年以来")
    new.set_defaults(command=begin)
    fill = verbs.add_parser("fill", help="给空着的数位找数；加 --accept 采用头一个")
    fill.add_argument("draft", metavar="草稿", type=int, help="草稿编号")
    fill.add_argument("--accept", action="store_true", help="每一处采用头一个建议；没有建议的列为待登记")
    fill.set_defaults(command=fill_in)
    look = verbs.add_parser("check", help="还要处理什么：待写、没有来源的数、没有数的断语、校对意见")
    look.add_argument("draft", metavar="草稿", type=int, help="草稿编号")
    look.set_defaults(command=look_at)
    export = verbs.add_parser("export", help="导出 Word 文件")
    export.add_argument("draft", metavar="草稿", type=int, help="草稿编号")
    export.add_argument("-o", "--output", metavar="文件", type=Path, help="写到哪里，默认以标题为名")
    export.add_argument("--sources", action="store_true", help="附数据来源表")
    export.add_argument("--unfinished", action="store_true", help="没有填完也导出")
    export.set_defaults(command=write_out)
    send = verbs.add_parser("send", help="送审：数在这时定住")
    send.add_argument("draft", metavar="草稿", type=int, help="草稿编号")
    send.set_defaults(command=send_off)
    publish = verbs.add_parser("publish", help="把已签发的材料发布到素材库和订阅")
    publish.add_argument("draft", metavar="草稿", type=int, help="草稿编号")
    publish.set_defaults(command=hand_on)
    for one in (new, fill, look, export, send, publish):
        one.add_argument("--json", action="store_true", help="输出一个 JSON 对象")


@told
@ruled
def begin(asked: argparse.Namespace) -> int:
    """`mofan draft new`: the number of the draft, and what was taken and removed."""
    start_django()
    from django.utils import timezone

    from mofan.drafting.actions import NewDraft, carry_forward, start, start_from_piece
    from mofan.drafting.queries import drafts_visible_to
    from mofan.library.queries import pieces_visible_to
    from mofan.org.actions import console

    at = timezone.now()
    me = console(at=at)
    unit = _unit(me, asked.unit)
    if isinstance(unit, str):
        return refuse(unit)
    facts = NewDraft(unit, asked.title, period_words=asked.period)
    taken, removed = 0, 0
    if asked.follow is not None:
        before = drafts_visible_to(me).filter(pk=asked.follow).first()
        if before is None:
            return refuse(f"没有编号为 {asked.follow} 的草稿。")
        draft, _ = carry_forward(before, asked.period, by=me, at=at, title=asked.title)
    elif asked.piece is not None:
        piece = pieces_visible_to(me).filter(pk=asked.piece).first()
        if piece is None:
            return refuse(f"没有编号为 {asked.piece} 的篇目。")
        draft, made = start_from_piece(piece, facts, by=me, at=at, keep=asked.keep)
        taken, removed = len(made.taken), len(made.removed)
    else:
        draft = start(facts, by=me, at=at)
    slots = len(draft.text.slots)
    if asked.json:
        print_json({"id": draft.pk, "title": draft.title, "slots": slots, "taken": taken, "removed": removed})
    else:
        print(f"草稿 {draft.pk}：{draft.title}（{slots} 个数位，取 {taken} 段，去掉 {removed} 处）")
    return 0


@told
@ruled
def fill_in(asked: argparse.Namespace) -> int:
    """`mofan draft fill`: what each open slot may be."""
    draft, me, at = _opened(asked)
    from django.utils import timezone

    from mofan.drafting.actions import Choice, accept_figure, make_task
    from mofan.drafting.chips import chips_of
    from mofan.drafting.finding import proposals_for

    answers = []
    for key, one in proposals_for(draft).items():
        if asked.accept and one.proposals:
            code = one.proposals[0].figure.code
            accept_figure(one.slot, Choice(code, period_words=one.period_words), by=me, at=at)
        elif asked.accept:
            make_task(one.slot, "", by=me, at=at)
        proposals = [
            {"code": found.figure.code, "name": found.figure.name, "score": found.score, "reason": found.reason}
            for found in one.proposals
        ]
        answers.append(
            {
                "slot": key,
                "what": one.slot.what,
                "written": one.slot.written,
                "period": one.period_words,
                "proposals": proposals,
            }
        )
    chips = chips_of(draft, timezone.localdate(at))
    for answer in answers:
        answer |= {"state": chips[str(answer["slot"])].state, "shown": chips[str(answer["slot"])].shown}
    if asked.json:
        print_json(answers)
    else:
        for answer in answers:
            found = answer["proposals"]
            first = f"{found[0]['name']}：{found[0]['reason']}" if isinstance(found, list) and found else "没有合适的数"
            print(f"{answer['slot']}　{answer['what'] or answer['written']}　{answer['shown']}　{first}")
    return 0


@told
@ruled
def look_at(asked: argparse.Namespace) -> int:
    """`mofan draft check`: 1 where something must be dealt with before sending."""
    draft, me, at = _opened(asked)
    from dataclasses import asdict

    from django.utils import timezone

    from mofan.drafting.checking import SEVERITIES, check

    notices = check(draft, me, timezone.localdate(at))
    if asked.json:
        print_json([asdict(one) for one in notices])
    else:
        for one in notices:
            print(f"{SEVERITIES[one.severity]}　{one.kind_label}　“{one.quote}”　{one.message}")
    return 1 if any(one.severity == "must" for one in notices) else 0


@told
@ruled
def write_out(asked: argparse.Namespace) -> int:
    """`mofan draft export`: prints the path; writes over nothing."""
    draft, me, at = _opened(asked)
    from django.utils import timezone

    from mofan.drafting.exporting import export

    made = export(draft, me, timezone.localdate(at), sources=asked.sources, unfinished=asked.unfinished)
    target: Path = asked.output or Path(made.name)
    try:
        with target.open("xb") as out:
            out.write(made.data)
    except FileExistsError:
        return refuse(f"“{target}”已经有了，不覆盖。请用 -o 换一个名字。")
    except OSError as error:
        return refuse(f"写不了“{target}”（{error.strerror}），请检查文件夹和权限。")
    say_warnings(made.warnings)
    if asked.json:
        print_json({"output": str(target), "warnings": list(made.warnings)})
    else:
        print(target)
    return 0


@told
@ruled
def send_off(asked: argparse.Namespace) -> int:
    """`mofan draft send`: whose turn it is then. Opinions are given on the pages or over the interface, by who gives
    them."""
    draft, me, at = _opened(asked)
    from mofan.drafting.actions import send
    from mofan.drafting.models import Draft

    step = send(draft, by=me, at=at).next
    now = Draft.objects.get(pk=draft.pk)
    assert step is not None  # what was just sent waits for somebody
    if asked.json:
        print_json({"id": now.pk, "state": now.state, "next": step.name, "who": step.who})
    else:
        print(f"草稿 {now.pk} 已送审，现在是“{step.name}”，等{step.who}签意见。")
    return 0


@told
@ruled
def hand_on(asked: argparse.Namespace) -> int:
    """`mofan draft publish`: the number of the file that the library has received."""
    draft, me, at = _opened(asked)
    from mofan.drafting.actions import publish

    made = publish(draft, by=me, at=at)
    if asked.json:
        print_json({"id": made.pk, "state": made.state, "source": made.source_id})
    else:
        print(f"草稿 {made.pk} 已发布，素材库来源 {made.source_id}，读过之后就能检索到。")
    return 0


def _opened(asked: argparse.Namespace) -> tuple[Draft, Person, datetime]:
    """The draft that was named, who asks, and when. Raises RuleBroken where there is none."""
    start_django()
    from django.utils import timezone

    from mofan.drafting.queries import drafts_visible_to
    from mofan.org.actions import console
    from mofan.org.rules import RuleBroken

    at = timezone.now()
    me = console(at=at)
    draft = drafts_visible_to(me).filter(pk=asked.draft).first()
    if draft is None:
        raise RuleBroken(f"没有编号为 {asked.draft} 的草稿。")
    return draft, me, at


def _unit(me: Person, named: str) -> Unit | str:
    """The unit, or why there is none."""
    from mofan.org.queries import units_visible_to

    units = units_visible_to(me)
    by_name = units.filter(name=named) | units.filter(short_name=named)
    found = list(units.filter(pk=int(named)) if named.isdecimal() and len(named) < 18 else by_name)
    if len(found) == 1:
        return found[0]
    return f"没有叫“{named}”的单位。" if not found else f"叫“{named}”的单位不止一个，请写编号。"

"""What is wrong with an entry, and what deserves a remark (校核). Pure: no Django.

Law and habit differ: only what cannot be true is refused; what departs from a rule is said and kept, because a record
tells what happened.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from mofan.measure import date_text
from mofan.records.attendance import Grades, Judged, VoteResult, judge_presence, judge_votes, too_many
from mofan.records.entry import FIRST_DAY, Entry, Item, OnRoll

LONGEST_TITLE: Final = 200
LONGEST_REASON: Final = 100
_PARTS: Final = frozenset(("chair", "minute_taker", "lecturer", "leader", "reader", "speaker", "speakers"))
"""Fields of those who had to be there."""
_GRADES: Final = ("excellent", "qualified", "basic", "unqualified")


@dataclass(frozen=True, slots=True)
class Problem:
    """What has to be put right before it is saved (须改): the control it belongs to, and a Chinese sentence."""

    control: str
    sentence: str


def problems(entry: Entry, today: date) -> tuple[Problem, ...]:
    """All that cannot stand, in the order of the form."""
    return (
        *_about_time(entry, today),
        *_about_fields(entry),
        *_about_roll(entry),
        *_about_agenda(entry),
        *_about_serving(entry),
    )


def _about_time(entry: Entry, today: date) -> Iterator[Problem]:
    kind = entry.kind
    if not entry.title.strip():
        yield Problem("title", f"{kind.title_name}要填写。")
    elif len(entry.title) > LONGEST_TITLE:
        yield Problem("title", f"{kind.title_name}最多 {LONGEST_TITLE} 字，现在 {len(entry.title)} 字。")
    if entry.held_on > today:
        yield Problem("held_on", f"{kind.date_name}在今天以后。记录的是已经发生的事，到那天以后再记。")
    elif entry.held_on < FIRST_DAY:
        yield Problem("held_on", f"{kind.date_name}太早，请核对年份。")


def _about_fields(entry: Entry) -> Iterator[Problem]:
    for field in entry.kind.fields:
        if not field.required or field.type in ("agenda", "file"):
            continue
        given = entry.people.get(field.code) if field.type == "people" else entry.values.get(field.code)
        if given is None or given == () or given == "":
            yield Problem(field.code, f"{field.name}要填写。")


def _about_roll(entry: Entry) -> Iterator[Problem]:
    if entry.kind.roll is None:
        return
    seen: set[object] = set()
    for one in entry.roll:
        key = one.who.person or one.who.name
        if key in seen:
            yield Problem("roll", f"名册里“{one.who.name}”有两行，留一行。")
        seen.add(key)
        if len(one.reason) > LONGEST_REASON:
            yield Problem("roll", f"{one.who.name}的事由最多 {LONGEST_REASON} 字。")
    unexplained = [one.who.name for one in entry.roll if one.state == "leave" and not one.reason.strip()]
    if unexplained:
        yield Problem("roll", f"{'、'.join(unexplained)}请假，要写事由。")
    counted = entry.tally
    if counted is None or not counted.present:
        yield Problem("roll", "到会名单是空的，至少有一人到会。")


def _about_agenda(entry: Entry) -> Iterator[Problem]:
    field = next((one for one in entry.kind.fields if one.type == "agenda"), None)
    if field is None:
        return
    if field.required and not entry.agenda:
        yield Problem("agenda", f"{field.name}至少记一项。")
    for no, item in enumerate(entry.agenda, 1):
        if not item.title.strip():
            yield Problem(f"item-{no}", f"第 {no} 项没有写题目。")
        elif len(item.title) > LONGEST_TITLE:
            yield Problem(f"item-{no}", f"第 {no} 项的题目最多 {LONGEST_TITLE} 字。")
        if over := _over(entry, item):
            yield Problem(f"item-{no}", f"第 {no} 项：{over}。")
        if any(task.due_on < entry.held_on for task in item.tasks):
            yield Problem(f"item-{no}", f"第 {no} 项：任务的时限早于{entry.kind.date_name}，请核对。")


def _over(entry: Entry, item: Item) -> str:
    """What is wrong with the count of a vote, whether the kind has a rule for carrying it or not."""
    if (result := vote_result(entry, item)) is not None:
        return result.problem
    counted = entry.tally
    return too_many(item.votes, counted.present_voting) if item.votes is not None and counted is not None else ""


def _about_serving(entry: Entry) -> Iterator[Problem]:
    for code in entry.serves:
        if code not in entry.kind.may_serve:
            yield Problem("serves", f"{entry.kind.name}不能一并算作这一项：{code}。")


def presence(entry: Entry) -> Judged | None:
    """Whether enough came, by the rule of the kind; None where it has no rule."""
    roll, counted = entry.kind.roll, entry.tally
    if roll is None or roll.quorum.present is None or counted is None:
        return None
    return judge_presence(roll.quorum.present, counted)


def vote_result(entry: Entry, item: Item) -> VoteResult | None:
    """What came of the vote on an item; None without a vote or without a rule for it."""
    roll, counted = entry.kind.roll, entry.tally
    if item.votes is None or roll is None or roll.quorum.yes is None or counted is None:
        return None
    return judge_votes(roll.quorum.yes, counted, item.votes, roll.quorum.present)


def is_late(entry: Entry, entered_on: date) -> bool:
    """Whether the entry comes so long after the event that it is shown as late (补记)."""
    return (entered_on - entry.held_on).days > entry.kind.late_after


def remarks(entry: Entry, today: date) -> tuple[str, ...]:
    """What the author should know and may leave as it is (提醒): Chinese sentences."""
    return tuple(_remarks(entry, today))


def _remarks(entry: Entry, today: date) -> Iterator[str]:
    if is_late(entry, today):
        days = (today - entry.held_on).days
        yield (
            f"{days} 天后补记。保存后同时显示{entry.kind.date_name}{date_text(entry.held_on)}和"
            f"录入日期{date_text(today)}，不影响是否算数。"
        )
    judged = presence(entry)
    if judged is not None and not judged.met:
        yield f"{judged.sentence}。如确已召开，照实保存，并写明缘由。"
    if judged is not None and judged.on_the_edge:
        yield "到会人数恰好在门槛上，不同规定说法不一，请先问上级党组织。"
    for no, item in enumerate(entry.agenda, 1):
        if (result := vote_result(entry, item)) and result.reminder:
            yield f"第 {no} 项：{result.reminder}。"
    yield from _about_grades(entry)
    yield from _away(entry)
    yield from _strangers(entry)


def differs_from_the_day(entry: Entry, then: Sequence[OnRoll], now: Sequence[OnRoll]) -> tuple[str, ...]:
    """Where the roll is that of today (`now`) and not that of the day of the meeting (`then`): whoever left since is
    missing, whoever came since is on it (当日名册). A Chinese sentence, or none."""
    there = {one.who.person for one in entry.roll}
    due = {one.who.person for one in then}
    left = [one.who.name for one in then if one.who.person not in there]
    came = [one.who.name for one in now if one.who.person in there - due]
    if not entry.roll or not (left or came):
        return ()
    parts = [f"应到的还有{'、'.join(left)}"] if left else []
    parts += [f"{'、'.join(came)}当时不在名册上"] if came else []
    return (f"按{date_text(entry.held_on)}的名册，{'；'.join(parts)}。请按“换成当日的名册”核对。",)


def _about_grades(entry: Entry) -> Iterator[str]:
    counted = entry.tally
    numbers = [entry.values.get(code) for code in _GRADES]
    if counted is None or not counted.due or None in numbers:
        return
    grades = Grades(*(int(str(number).partition(".")[0]) for number in numbers))
    yield from grades.remarks(members=counted.due, probationary=counted.due - counted.due_voting)


def _away(entry: Entry) -> Iterator[str]:
    """Who had a part that only somebody there can have, and stands on the roll as away."""
    away = {one.who for one in entry.roll if one.state in ("leave", "absent")}
    for field in entry.kind.fields:
        names = [one.name for one in entry.people.get(field.code, ()) if one in away]
        if names and field.code in _PARTS:
            yield f"{field.name}{'、'.join(names)}在名册上没有到会，请核对。"


def _strangers(entry: Entry) -> Iterator[str]:
    """Speakers who are on no roll: either the name is wrong or somebody is missing."""
    if not entry.roll:
        return
    there = {one.who.name for one in entry.roll if one.state in ("present", "observer")}
    there |= {who.name for people in entry.people.values() for who in people}
    speakers = dict.fromkeys(name for item in entry.agenda for name, _ in item.points if name)
    if missing := [name for name in speakers if name not in there]:
        yield f"发言的{'、'.join(missing)}不在到会和列席名单里，请核对姓名或名单。"

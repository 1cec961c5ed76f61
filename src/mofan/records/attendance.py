"""Attendance and votes (到会与表决): counted by a kind's rule, with the sum said in words. Pure: no Django.

Sources: 《中国共产党支部工作条例（试行）》 Art 11 (half of those with a vote are present; more than half of those due
with a vote say yes) and Art 12; the two thirds of the democratic life meeting. Probationary members and members on
probation within the Party attend without a vote: they count as due and present, never in the base of a vote.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from mofan.records.catalogue.kinds import Threshold

State = Literal["present", "leave", "absent", "observer"]

STATES: Final[dict[State, str]] = {"present": "到会", "leave": "请假", "absent": "缺席", "observer": "列席"}
_SHARES: Final = {Fraction(1, 2): "半数", Fraction(2, 3): "三分之二", Fraction(4, 5): "五分之四"}


@dataclass(frozen=True, slots=True)
class Attendee:
    """One person at a meeting (参会人员). An observer is not due and never votes."""

    state: State
    has_vote: bool = True


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were due and came (应到、实到). Raises ValueError when more came than were due."""

    due: int
    due_voting: int
    present: int
    present_voting: int
    leave: int = 0
    absent: int = 0
    observers: int = 0

    def __post_init__(self) -> None:
        if min(self.due, self.due_voting, self.present, self.present_voting, self.leave, self.absent) < 0:
            raise ValueError("人数不能是负数。")
        if self.present + self.leave + self.absent != self.due:
            raise ValueError("到会、请假、缺席之和要等于应到。")
        if not self.present_voting <= min(self.present, self.due_voting) or self.due_voting > self.due:
            raise ValueError("有表决权的人数不能多于应到或者实到的人数。")

    @property
    def sentence(self) -> str:
        """应到 23 人，有表决权 21 人，实到 17 人，请假 4 人，缺席 2 人，列席 1 人; what is nought is left out."""
        said = [f"应到 {self.due} 人"]
        if self.due_voting != self.due:
            said.append(f"有表决权 {self.due_voting} 人")
        said.append(f"实到 {self.present} 人{self._voters_present}")
        said += [
            f"{word} {count} 人"
            for word, count in (("请假", self.leave), ("缺席", self.absent), ("列席", self.observers))
            if count
        ]
        return "，".join(said)

    @property
    def _voters_present(self) -> str:
        """（有表决权 15 人）, where some who came have no vote."""
        return "" if self.present_voting == self.present else f"（有表决权 {self.present_voting} 人）"


def tally(attendees: Iterable[Attendee]) -> Tally:
    """Count a roll. Whoever observes is counted apart."""
    all_of = tuple(attendees)
    due = [one for one in all_of if one.state != "observer"]
    present = [one for one in due if one.state == "present"]
    return Tally(
        due=len(due),
        due_voting=sum(one.has_vote for one in due),
        present=len(present),
        present_voting=sum(one.has_vote for one in present),
        leave=sum(one.state == "leave" for one in due),
        absent=sum(one.state == "absent" for one in due),
        observers=len(all_of) - len(due),
    )


@dataclass(frozen=True, slots=True)
class Judged:
    """Whether a threshold is met (是否符合), how many it needs, and the sum in words."""

    met: bool
    needed: int
    sentence: str
    on_the_edge: bool = False
    """Exactly the share, which a rule that says "more than" refuses and other sources let pass: ask the superior."""


def needed(threshold: Threshold, base: int) -> int:
    """The smallest whole number that meets the threshold over `base` (需要几人、几票)."""
    exact = threshold.share * base
    return exact.__floor__() + 1 if threshold.more else exact.__ceil__()


def judge_presence(threshold: Threshold, roll: Tally) -> Judged:
    """Whether enough came (到会人数是否符合要求): 应到 23 人，有表决权 21 人，实到 17 人，符合半数以上要求."""
    base, came = (roll.due_voting, roll.present_voting) if threshold.of != "due" else (roll.due, roll.present)
    wanted = needed(threshold, base)
    met = base > 0 and came >= wanted
    who = "有表决权的" if threshold.of != "due" and roll.due_voting != roll.due else ""
    head = _counted(threshold, roll)
    if not base:
        said = "应到人员里没有人有表决权，不能开会表决" if roll.due else "没有应到人员，不能开会"
    elif met:
        said = f"符合{_requirement(threshold)}要求"
    else:
        said = f"不符合{_requirement(threshold)}要求，{who}到会至少 {wanted} 人，还差 {wanted - came} 人"
    return Judged(met, wanted, f"{head}，{said}", _edge(threshold, came, base))


def _counted(threshold: Threshold, roll: Tally) -> str:
    if threshold.of == "due":
        return f"应到 {roll.due} 人，实到 {roll.present} 人"
    return f"应到 {roll.due} 人，有表决权 {roll.due_voting} 人，实到 {roll.present} 人{roll._voters_present}"


def _requirement(threshold: Threshold) -> str:
    """半数以上 (the number itself is enough), 过半数, 超过三分之二."""
    share = _SHARES.get(threshold.share, str(threshold.share))
    if not threshold.more:
        return f"{share}以上"
    return "过半数" if share == "半数" else f"超过{share}"


def _edge(threshold: Threshold, count: int, base: int) -> bool:
    return threshold.more and base > 0 and threshold.share * base == count


@dataclass(frozen=True, slots=True)
class Votes:
    """A count of votes (计票). Raises ValueError for a negative number."""

    yes: int
    no: int = 0
    abstained: int = 0

    def __post_init__(self) -> None:
        if min(self.yes, self.no, self.abstained) < 0:
            raise ValueError("票数不能是负数。")

    @property
    def cast(self) -> int:
        """All votes (总票数)."""
        return self.yes + self.no + self.abstained

    @property
    def sentence(self) -> str:
        """赞成 15 票，反对 1 票，弃权 1 票."""
        return f"赞成 {self.yes} 票，反对 {self.no} 票，弃权 {self.abstained} 票"


@dataclass(frozen=True, slots=True)
class VoteResult:
    """What came of a vote (表决结果)."""

    passed: bool
    needed: int
    sentence: str
    problem: str = ""
    """More votes than voters: the count is wrong and no result stands."""
    reminder: str = ""
    """Fewer votes than voters present: somebody did not vote, which the minutes should say."""


def judge_votes(threshold: Threshold, roll: Tally, votes: Votes, present: Threshold | None = None) -> VoteResult:
    """What came of a vote by the rule: carried, not carried, or not valid because too few came.

    `present` is the rule for opening the meeting; None where there is none. A kind whose people all have a vote
    (`of = "due"`) counts those who came.
    """
    base = {"due": roll.due, "due_voting": roll.due_voting, "present_voting": roll.present_voting}[threshold.of]
    voters = roll.present if threshold.of == "due" else roll.present_voting
    wanted = needed(threshold, base)
    if over := too_many(votes, voters):
        return VoteResult(False, wanted, f"{votes.sentence}，票数有误", problem=over)
    reminder = ""
    if votes.cast < voters:
        short = voters - votes.cast
        reminder = f"赞成、反对、弃权合计 {votes.cast} 票，到会有表决权的是 {voters} 人，少 {short} 票，请写明缘由"
    if present is not None and not (opened := judge_presence(present, roll)).met:
        return VoteResult(False, wanted, f"{votes.sentence}；{opened.sentence}，表决无效", reminder=reminder)
    passed = base > 0 and votes.yes >= wanted
    whose = {"due": "应到", "due_voting": "应到会有表决权", "present_voting": "到会有表决权"}[threshold.of]
    rule = f"按{whose}的 {base} 人计算，须赞成 {wanted} 票以上"
    return VoteResult(passed, wanted, f"{votes.sentence}；{rule}，{'通过' if passed else '未通过'}", reminder=reminder)


def too_many(votes: Votes, voters: int) -> str:
    """What is wrong with more votes than there were voters (票多于人); empty where it is not so."""
    if votes.cast <= voters:
        return ""
    return f"赞成、反对、弃权合计 {votes.cast} 票，到会有表决权的是 {voters} 人，多 {votes.cast - voters} 票"


def excellent_limit(members: int) -> int:
    """How many may normally be rated excellent (优秀一般不超过三分之一), of `members` in all."""
    return members // 3


@dataclass(frozen=True, slots=True)
class Grades:
    """What an appraisal came to (民主评议结果): four grades of Party members, never those of civil servants."""

    excellent: int
    qualified: int
    basic: int
    unqualified: int

    def remarks(self, *, members: int, probationary: int) -> tuple[str, ...]:
        """Chinese sentences where the numbers do not fit: too many excellent (normally one third of all members), more
        graded than there are full members. `members` counts the probationary ones too; they are not graded."""
        graded = self.excellent + self.qualified + self.basic + self.unqualified
        full = members - probationary
        said = []
        if self.excellent > excellent_limit(members):
            limit = excellent_limit(members)
            said.append(f"评为优秀 {self.excellent} 人，党员 {members} 人的三分之一是 {limit} 人，一般不超过。")
        if graded > full:
            said.append(f"评定等次 {graded} 人，正式党员 {full} 人，多 {graded - full} 人；预备党员不评等次。")
        elif graded < full:
            said.append(f"评定等次 {graded} 人，正式党员 {full} 人，少 {full - graded} 人，请写明缘由。")
        return tuple(said)

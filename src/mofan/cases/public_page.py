"""What the public does without an account (公众页面): hand in, follow by code, say how it went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest

from django.db import transaction

from mofan.cases.actions import Said, attach_photos, rate_by_code, take_in
from mofan.cases.intake import Intake
from mofan.cases.models import Callback, Case, Point
from mofan.cases.numbers import read_code
from mofan.cases.parties import whole
from mofan.cases.queries import PublicCase, public_case
from mofan.cases.tallies import SMALL
from mofan.org.actions import console
from mofan.org.kinds import UnitKind
from mofan.org.models import Unit
from mofan.org.models.units import UnitQuerySet
from mofan.org.rules import RuleBroken
from mofan.org.sealing import digest

_SECRET, _WORD = 24, 6
"""Characters of the secret in the address, and of the word that whoever left no telephone number is given."""


@dataclass(frozen=True, slots=True)
class Followed:
    """A case as whoever follows it reads it (公开进度)."""

    shown: PublicCase
    points: tuple[Point, ...]
    """What was asked, with its answer; answers are there once the case is closed."""
    secret: str
    can_rate: bool
    rated: str
    """What was said of it, in a word; empty if nothing."""


def receiving_centres() -> UnitQuerySet:
    """The centres that the public hands in to (受理中心), the highest first."""
    return Unit.objects.valid().filter(kind=UnitKind.CENTRE, until=None).order_by("depth", "order", "pk")


def hand_in(intake: Intake, unit: Unit, photos: Sequence[bytes] = (), *, at: datetime) -> Case:
    """Take in what somebody hands in himself (网上提交), with photos if he likes. Raises RuleBroken for a kind that is
    not for the public, for a unit that is no centre, and as `take_in` and `attach_photos`: then nothing comes in."""
    if not intake.kind.from_public:
        raise RuleBroken(f"{intake.kind.name}不能在网上提交，请到窗口办理。")
    if not receiving_centres().filter(pk=unit.pk).exists():
        raise RuleBroken("请选受理中心。")
    with transaction.atomic():
        by = console(at=at)
        case = take_in(intake, unit, by=by, at=at)
        attach_photos(case, photos, by=by, at=at)
    return case


def secret_of(code: str) -> str:
    """The secret that stands in the address of a case's QR code (二维码里的口令)."""
    return digest(f"follow {code}")[:_SECRET]


def word_of(code: str) -> str:
    """The word by which whoever left no telephone number follows his case (查询口令)."""
    return digest(f"word {code}")[:_WORD].upper()


def follow(typed: str, proof: str) -> Followed | None:
    """The case behind a code, for whoever proves that it is his: by the secret of its QR code, by the last four digits
    of a telephone number that he left, or by the word that he was given. None for anything else: that a code exists is
    not told either."""
    code = read_code(typed)
    case = Case.objects.filter(code=code).first() if code else None
    if code is None or case is None or not _proves(case, proof.strip()):
        return None
    shown = public_case(code)
    if shown is None:
        return None
    callback = Callback.objects.filter(case=case, round=case.reopened).first()
    closed = case.closed_at is not None
    points = tuple(case.points.all())
    if not closed:
        points = tuple(Point(case=case, no=one.no, text=one.text) for one in points)
    return Followed(
        shown,
        points,
        secret_of(code),
        closed and callback is not None and callback.state == "due",
        callback.get_satisfied_display() if callback is not None and callback.state == "answered" else "",
    )


def _proves(case: Case, proof: str) -> bool:
    if compare_digest(proof.encode(), secret_of(case.code).encode()):
        return True
    if compare_digest(proof.upper().encode(), word_of(case.code).encode()):
        return True
    if len(proof) != 4 or not proof.isdecimal():
        return False
    for party in case.parties.exclude(role="respondent"):
        digits = "".join(one for one in whole(party).phone if one.isdecimal())
        if len(digits) >= 7 and compare_digest(digits[-4:].encode(), proof.encode()):
            return True
    return False


def rate(typed: str, proof: str, said: Said, *, at: datetime) -> Callback:
    """Say how it went (本人评价), for whoever proves that it is his case. Raises RuleBroken."""
    if follow(typed, proof) is None:
        raise RuleBroken("编码或者口令不对，请核对后再评价。")
    return rate_by_code(typed, said, at=at)


def protected(counts: Sequence[int]) -> list[str]:
    """The numbers of a column as the public reads them (小数隐去): fewer than 5 are “少于5”; where that hides only one
    of them, the next smallest is not published either, so that it cannot be reckoned from the sum."""
    shown = [f"少于{SMALL}" if 0 < one < SMALL else f"{one:,}" for one in counts]
    hidden = [place for place, one in enumerate(counts) if 0 < one < SMALL]
    others = [place for place, one in enumerate(counts) if one >= SMALL]
    if len(hidden) == 1 and others:
        shown[min(others, key=lambda place: counts[place])] = "不公布"
    return shown

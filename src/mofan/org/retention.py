"""How long classes of record are kept (保管期限): the usual periods, what was set here, what has passed its period.

Nothing is deleted by this. Once a day what has passed its period is counted and offered to an administrator, who
decides; packages above count their own classes and hand the counts to `actions.offer`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from mofan.org.models import Access, PersonalData, RetentionClass, RetentionOffer


@dataclass(frozen=True, slots=True)
class Kept:
    """A class of record with its period (保管期限): years, None for ever, on what basis, what is offered afterwards.
    `own` says that it was set here."""

    code: str
    name: str
    years: int | None
    basis: str
    then: str
    own: bool = False

    @property
    def said(self) -> str:
        """10 年; 永久."""
        return "永久" if self.years is None else f"{self.years} 年"


_FILES = "机关文件材料归档范围和文书档案保管期限规定"
USUAL = (
    Kept("decisions", "集体决策、重要会议记录", None, _FILES, "移交档案馆"),
    Kept("personnel", "任职、组织关系、奖惩", None, _FILES, "移交档案馆"),
    Kept("party_life", "组织生活、学习、谈话记录", 30, _FILES, "移交档案馆"),
    Kept("supervision", "督查、整改、廉政记录", 30, _FILES, "移交档案馆"),
    Kept("mediation", "调解卷宗", 30, "人民调解委员会档案管理的有关规定", "移交档案馆"),
    Kept("cases", "群众和企业诉求办理", 10, _FILES, "去标识后保留"),
    Kept("service", "志愿服务、走访、活动记录", 10, _FILES, "去标识后保留"),
    Kept("leaver_data", "已离任人员的手机号、身份证号、出生日期", 3, "个人信息保护法第十九条", "去标识"),
    Kept("unmasking", "查看、导出完整个人信息的日志", 3, "网络数据安全管理条例第十二条", "继续保管或归档"),
    Kept("access_log", "登录、下载等访问日志", 1, "网络安全法：不少于六个月", "继续保管或归档"),
    Kept("assessment", "个人信息保护影响评估", 3, "个人信息保护法第五十六条", "继续保管或归档"),
)
"""What holds unless another period is set here. Periods are the usual ones; where local rules are stricter, set
those."""
LOGS = ("access_log", "unmasking")
"""Classes of the access log."""
PRIVATE = ("查看完整信息", "导出完整信息")
"""Lines of the access log that are kept longer."""


@dataclass(frozen=True, slots=True)
class Expired:
    """Rows of a class from before a day have passed their period (已满期限)."""

    code: str
    before: date
    rows: int


def together(expired: Iterable[Expired]) -> list[Expired]:
    """A class once, with all its rows, wherever they are."""
    found: dict[str, Expired] = {}
    for one in expired:
        before = found.get(one.code, Expired(one.code, one.before, 0))
        found[one.code] = Expired(one.code, one.before, before.rows + one.rows)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days of rows that have passed their period and on which nobody has decided (待处置的一段): from `since`, the
    first ever where that is None, to the day before `before`; what was entered after `decided_at` was not decided on
    however old it is."""

    since: date | None
    before: date
    decided_at: datetime | None = None


def classes() -> list[Kept]:
    """All classes: the usual ones with what was set here in their place, then those that exist only here."""
    here = {row.code: row for row in RetentionClass.objects.all()}
    found = []
    for usual in USUAL:
        row = here.pop(usual.code, None)
        found.append(_kept(row) if row else usual)
    return found + [_kept(row) for row in here.values()]


def kept_for(code: str) -> Kept:
    """The class of that code. Raises KeyError if there is none."""
    return {one.code: one for one in classes()}[code]


def limit_of(code: str, today: date) -> date | None:
    """Rows of that class from before this day have passed their period; None while they are kept for ever."""
    years = kept_for(code).years
    if years is None:
        return None
    day = min(today.day, 28) if today.month == 2 else today.day
    return date(today.year - years, today.month, day)


def undecided(code: str, today: date) -> Stretch | None:
    """Of which days the rows of a class wait for a decision; None while they are kept for ever. What was decided is not
    asked again."""
    before = limit_of(code, today)
    if before is None:
        return None
    return _since_decided(code, before)


def expired_here(today: date) -> Iterator[Expired]:
    """What of the organisation itself has passed its period."""
    for code in (*LOGS, "leaver_data"):
        stretch = undecided(code, today)
        if stretch is None:
            continue
        rows = leavers_data(stretch.before) if code == "leaver_data" else lines_of(code, stretch)
        if count := rows.count():
            yield Expired(code, stretch.before, count)


def leavers_data(before: date) -> QuerySet[PersonalData]:
    """The personal data of people whose last post, membership and account ended before that day (离任人员)."""
    left = PersonalData.objects.annotate(
        last_post=Max("person__posts__until", filter=Q(person__posts__voided_at=None)),
        last_membership=Max("person__memberships__until", filter=Q(person__memberships__voided_at=None)),
    )
    running = Q(person__posts__until=None, person__posts__pk__isnull=False, person__posts__voided_at=None)
    member = Q(
        person__memberships__until=None,
        person__memberships__pk__isnull=False,
        person__memberships__voided_at=None,
    )
    here = PersonalData.objects.filter(running | member | Q(person__account__isnull=False)).values("pk")
    left = left.exclude(last_post=None, last_membership=None)
    for last in ("last_post", "last_membership"):
        left = left.filter(Q(**{last: None}) | Q(**{f"{last}__lt": before}))
    said = Q(born_on__isnull=False) | ~Q(phone="") & ~Q(phone__contains="*") | ~Q(id_number_digest="")
    return left.filter(said).exclude(pk__in=here)


def open_offers() -> QuerySet[RetentionOffer]:
    """What waits for a decision."""
    return RetentionOffer.objects.filter(decided_at=None).select_related("of")


def stretch_of(offered: RetentionOffer) -> Stretch:
    """The days whose rows an open offer asks about (待处置的一段)."""
    return _since_decided(offered.of.code, offered.before)


def past_offers() -> QuerySet[RetentionOffer]:
    """What was decided, the latest first."""
    return RetentionOffer.objects.exclude(decided_at=None).select_related("of", "decided_by").order_by("-decided_at")


def lines_of(code: str, stretch: Stretch, rows: QuerySet[Access] | None = None) -> QuerySet[Access]:
    """Of these lines of the access log, of all where none are given, those of a class and of these days."""
    lines = (Access.objects.all() if rows is None else rows).filter(at__lt=_midnight(stretch.before))
    if stretch.since is not None:
        lines = lines.filter(at__gte=_midnight(stretch.since))
    return lines.filter(what__in=PRIVATE) if code == "unmasking" else lines.exclude(what__in=PRIVATE)


def _since_decided(code: str, before: date) -> Stretch:
    last = RetentionOffer.objects.filter(of__code=code).exclude(decided_at=None).order_by("-before").first()
    return Stretch(last.before, before, last.decided_at) if last is not None else Stretch(None, before)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _kept(row: RetentionClass) -> Kept:
    return Kept(row.code, row.name, row.years, row.basis, row.then, own=True)

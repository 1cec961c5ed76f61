"""Cases, what was written in them, who stands in them (事项、正文、当事人)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from mofan.cases.kinds import PARTY_ROLES, URGENCIES
from mofan.org.models import Person, Unit, UnitLink
from mofan.org.roles import Right

if TYPE_CHECKING:
    from mofan.cases.models.clocks import ClockQuerySet
    from mofan.cases.models.legs import LegQuerySet
    from mofan.cases.models.moves import Move


class Channel(models.TextChoices):
    """How a case came in (渠道)."""

    WINDOW = "window", "窗口"
    HOTLINE = "hotline", "热线"
    GRID = "grid", "网格"
    WEB = "web", "网上"
    UPPER = "upper", "上级转交"
    MAIL = "mail", "邮件"
    OWN = "own", "本级发现"


class Decision(models.TextChoices):
    """Whether a case was taken up (受理决定). Received = refused + accepted + undecided, always."""

    UNDECIDED = "undecided", "待研判"
    ACCEPTED = "accepted", "受理"
    REFUSED = "refused", "不予受理"


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, person: Person) -> CaseQuerySet:
        """Those that the person may read (可见事项): of units in which he may look, those that he took in or handles.
        Tip-offs: of units in which he has that right, and never those against himself or his own unit."""
        return self.filter(readable(person))

    def seen_by(self, person: Person) -> CaseQuerySet:
        """The same, quick where other conditions have found few rows: each of these is tried by itself."""
        return self.filter(readable(person, few=True))

    def visible_in_order(self, person: Person, *among: Q) -> CaseQuerySet:
        """The same, those `among` others, quick where there are many and the first in order are shown: cases are gone
        through in the order of an index until enough are found."""
        found = models.When(Q(readable(person), *among), then=True)
        return self.alias(found=models.Case(found, default=False)).filter(found=True).order_by("-taken_in_at", "-pk")

    def count_visible_to(self, person: Person) -> int:
        """How many there are of them (可见件数): the keys of what he may read are counted, no case is looked at."""
        if person.may(Right.TIP_OFF) or not person.may_be(Right.VIEW) or looks_everywhere(person):
            return self.visible_to(person).count()
        few = self.filter(restricted=True, pk__gt=0).values("pk")  # by a bound of the key their own index is found
        ways = _ordinary(person)
        every = [rows.values(column) for rows, column in ways]
        tip_offs = [rows.filter(**{f"{column}__in": few}).values(column) for rows, column in ways]
        return every[0].union(*every[1:]).count() - tip_offs[0].union(*tip_offs[1:]).count()

    def open(self) -> CaseQuerySet:
        """Those in which something is still owed (未了结)."""
        return self.filter(ended=False)


class Case(models.Model):
    """One matter that moves (事项). Only `cases.actions` sets its state, and writes the `Move` with it.

    `revision` counts what happened to it: an action on a case that was loaded before somebody else's action is refused
    (`Outdated`) and nothing is lost. What was written stands in `CaseDetail`, people in `Party`.
    """

    kind = models.CharField("种类", max_length=40)
    code = models.CharField("编码", max_length=20, unique=True)
    """One case one code (一案一码): 261122-K7QF-9X3M-P."""
    state = models.CharField("状态", max_length=40)
    ended = models.BooleanField("已了结", default=False)
    """Whether the state is an end of its kind: nothing is owed any more."""
    title = models.CharField("标题", max_length=120)
    category = models.CharField("类别", max_length=40, blank=True)
    urgency = models.CharField("轻重缓急", max_length=10, choices=[*URGENCIES.items()], default="ordinary")
    channel = models.CharField("渠道", max_length=10, choices=Channel.choices)
    place = models.CharField("地点", max_length=120, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="受理单位", db_index=False)
    """The unit that received it and answers for it (首接单位)."""
    restricted = models.BooleanField("限阅", default=False)
    taken_in_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="登记人", db_index=False)
    taken_in_at = models.DateTimeField("登记时间")
    decision = models.CharField("受理决定", max_length=10, choices=Decision.choices, default=Decision.UNDECIDED)
    decided_at = models.DateTimeField("决定时间", null=True)
    """The first decision; a case that is reopened keeps it."""
    ground = models.CharField("不予受理的情形", max_length=40, blank=True)
    closed_at = models.DateTimeField("办结时间", null=True)
    """The last time it was closed; None while it is open or open again."""
    outcome = models.CharField("结果", max_length=40, blank=True)
    reopened = models.PositiveSmallIntegerField("重办次数", default=0)
    outside = models.CharField("外部编号", max_length=80, null=True, unique=True)  # noqa: DJ001  None never clashes
    """The key of an upper platform: the same one comes in once (幂等)."""
    revision = models.PositiveIntegerField("版次", default=0)

    objects = CaseQuerySet.as_manager()

    if TYPE_CHECKING:
        detail: CaseDetail
        parties: models.QuerySet[Party]
        points: models.QuerySet[Point]
        legs: LegQuerySet
        moves: models.QuerySet[Move]
        clocks: ClockQuerySet

    class Meta:
        ordering = ("-taken_in_at", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(decision__in=Decision.values), name="decision_known"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="channel_known"),
            models.CheckConstraint(condition=Q(urgency__in=tuple(URGENCIES)), name="urgency_known"),
            models.CheckConstraint(
                condition=Q(decision=Decision.UNDECIDED, decided_at=None)
                | (~Q(decision=Decision.UNDECIDED) & Q(decided_at__isnull=False)),
                name="a_decision_has_its_moment",
            ),
            models.CheckConstraint(
                condition=(Q(decision=Decision.REFUSED) & ~Q(ground=""))
                | (~Q(decision=Decision.REFUSED) & Q(ground="")),
                name="a_refusal_has_its_ground",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None) | Q(decided_at__gte=F("taken_in_at")), name="decided_after_taken_in"
            ),
        )
        indexes = (
            models.Index(fields=("-taken_in_at", "-id", "restricted", "kind", "closed_at"), name="case_in_order"),
            models.Index(fields=("kind", "-taken_in_at", "-id"), name="case_of_kind"),
            models.Index(fields=("unit", "state", "-taken_in_at", "-id"), name="case_of_unit"),
            models.Index(
                fields=("kind", "unit", "taken_in_at", "decision", "decided_at", "restricted"), name="case_come_in"
            ),
            models.Index(
                fields=("kind", "unit", "closed_at", "taken_in_at", "restricted"),
                name="case_done",
                condition=Q(closed_at__isnull=False),
            ),
            models.Index(fields=("id",), name="case_of_few", condition=Q(restricted=True)),
            models.Index(fields=("taken_in_by", "-taken_in_at"), name="case_taken_in_by"),
            models.Index(
                fields=("unit", "kind", "state", "decision", "restricted", "ended", "taken_in_at"),
                name="case_open_of_unit",
                condition=Q(ended=False),
            ),
            models.Index(fields=("place", "category", "taken_in_at"), name="case_at_place"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def counted_kind(self) -> str | None:
        """As which kind figures count what belongs to it (计入种类); None: a tip-off, which is in no figure. What was
        written to it keeps this beside itself: the kind of a case never changes."""
        return None if self.restricted else self.kind


class CaseDetail(models.Model):
    """What was written in a case (正文): kept apart so that lists stay light."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="detail")
    text = models.TextField("诉求内容", blank=True)
    values: models.JSONField[Any] = models.JSONField("栏目内容", default=dict)
    """Field code → what was entered at intake: text, ISO date, choice code, number as text."""
    reply = models.TextField("答复", blank=True)
    """What the person is told in the end; shown by code."""

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.case_id}"


class Party(models.Model):
    """Somebody who stands in a case from outside (当事人). Masked wherever shown, unless asked for with a reason."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="parties", verbose_name="事项")
    role = models.CharField("身份", max_length=20, choices=[*PARTY_ROLES.items()])
    name = models.CharField("姓名", max_length=60, blank=True)
    phone = models.CharField("电话", max_length=30, blank=True)
    address = models.CharField("住址", max_length=200, blank=True)
    organisation = models.CharField("单位或企业", max_length=120, blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", verbose_name="本系统内的单位", db_index=False
    )
    """Of somebody complained of or reported: his unit here. A tip-off is never shown there."""
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="本系统内的人", db_index=False
    )
    hidden = models.BooleanField("保密", default=False)
    """Of an informant: name, telephone number and address are sealed too, and the columns are empty."""
    sealed = models.TextField("加密保存", blank=True)
    """The ID number, and what is hidden, as sealed JSON (`cases.parties`)."""
    phone_digest = models.CharField("电话摘要", max_length=64, blank=True)
    id_digest = models.CharField("证号摘要", max_length=64, blank=True)
    """By which the same person is found again without reading what is sealed."""
    no = models.PositiveSmallIntegerField("次序", default=0)

    class Meta:
        ordering = ("case", "no", "pk")
        constraints = (models.CheckConstraint(condition=Q(role__in=tuple(PARTY_ROLES)), name="party_role_known"),)
        indexes = (
            models.Index(fields=("phone_digest", "case"), name="party_by_phone", condition=~Q(phone_digest="")),
            models.Index(fields=("id_digest", "case"), name="party_by_id", condition=~Q(id_digest="")),
            models.Index(fields=("unit",), name="party_of_unit", condition=Q(unit__isnull=False)),
            models.Index(fields=("person",), name="party_here", condition=Q(person__isnull=False)),
        )

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.pk}"


class PointState(models.TextChoices):
    """What became of one point (诉求点的办理)."""

    OPEN = "open", "待答复"
    ANSWERED = "answered", "已答复"
    EXPLAINED = "explained", "已说明"


class Point(models.Model):
    """One thing that is asked in a case (诉求点): a demand is split at intake, each point is answered or explained."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="points", verbose_name="事项", db_index=False)
    no = models.PositiveSmallIntegerField("次序")
    text = models.CharField("诉求点", max_length=300)
    state = models.CharField("状态", max_length=10, choices=PointState.choices, default=PointState.OPEN)
    answer = models.TextField("答复", blank=True)

    class Meta:
        ordering = ("case", "no")
        constraints = (
            models.UniqueConstraint(fields=("case", "no"), name="one_point_a_place"),
            models.CheckConstraint(condition=Q(state__in=PointState.values), name="point_state_known"),
            models.CheckConstraint(condition=Q(state=PointState.OPEN) | ~Q(answer=""), name="an_answer_has_words"),
        )

    def __str__(self) -> str:
        return self.text


class Concern(models.Model):
    """That a unit has to do with a case (关联单位): it received it or has a leg of it. Who may read a case follows from
    these rows."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="concerns", verbose_name="事项", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位", db_index=False)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("case", "unit"), name="one_concern_a_unit"),)
        indexes = (models.Index(fields=("unit", "case"), name="concern_of_unit"),)

    def __str__(self) -> str:
        return f"{self.case_id} {self.unit_id}"


def readable(person: Person, case: str = "", *, few: bool = False) -> Q:
    """Which cases the person may read, as a condition: of the cases themselves, or of rows that stand by a case, to
    which `case` is the way, as `clock__case__`.

    Of a list of cases the keys of all that he may read are looked up at once. Where other conditions have found few
    rows, as on rows by a case, each is tried by itself.
    """
    if not person.may_be(Right.VIEW):
        return Q(pk__in=())
    key = case.removesuffix("__") or "pk"
    known = _tried(key) if few or case else _listed(key)
    ordinary = Q()
    if not looks_everywhere(person):
        for keys, column in _ordinary(person):
            ordinary |= known(keys, column)
    ordinary &= Q(**{f"{case}restricted": False})
    if not person.may(Right.TIP_OFF):
        return ordinary
    secret = known(_of_units(Unit.objects.where(person, Right.TIP_OFF)), "case") & Q(**{f"{case}restricted": True})
    return ordinary | (secret & ~known(_against(person), "case"))


def _ordinary(person: Person) -> list[tuple[models.QuerySet[Any], str]]:
    """Rows in whose column the keys of the cases stand that somebody may read, if they are no tip-offs."""
    return [
        (_of_units(Unit.objects.where(person, Right.VIEW)), "case"),
        (Case.objects.filter(taken_in_by=person).order_by(), "pk"),
        (Case.objects.filter(mediation__mediator=person).order_by(), "pk"),
        (Case.objects.filter(legs__handler=person).order_by(), "pk"),
    ]


def looks_everywhere(person: Person) -> bool:
    """Whether he may look at every unit that there is: then nothing need be looked up, since every case has to do with
    a unit. Asked once on a page that changes nothing, and not otherwise."""
    if person.remembered is None or person.may_everywhere(Right.VIEW):
        return person.may_everywhere(Right.VIEW)
    if "looks everywhere" not in person.remembered.kept:
        units = Unit.objects.where(person, Right.VIEW)
        person.remembered.kept["looks everywhere"] = not Unit.objects.exclude(
            pk__in=units.order_by().values("pk")
        ).exists()
    return bool(person.remembered.kept["looks everywhere"])


def _listed(key: str) -> Callable[[models.QuerySet[Any], str], Q]:
    """That the case is one of those of some rows."""
    return lambda rows, column: Q(**{f"{key}__in": rows.values(column)})


def _tried(key: str) -> Callable[[models.QuerySet[Any], str], Q]:
    """That there is such a row of the case."""
    return lambda rows, column: Q(Exists(rows.filter(**{column: OuterRef(key)})))


def _of_units(units: models.QuerySet[Unit]) -> models.QuerySet[Concern]:
    """That these units have to do with a case."""
    return Concern.objects.filter(unit__in=units.order_by().values("pk")).order_by()


def _against(person: Person) -> models.QuerySet[Party]:
    """That a case is against this person, or against a unit that he belongs to."""
    posts = person.posts.on(timezone.localdate()).values("unit")
    own = UnitLink.objects.on().filter(Q(below=person.unit_id) | Q(below__in=posts)).values("above")
    return Party.objects.filter(Q(person=person) | Q(unit__in=own), role="respondent").order_by()

"""Templates, drafts and their versions (模板、草稿、版本)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from mofan.drafting.document import Body, read_body
from mofan.library.compact_json import CompactEncoder
from mofan.org.models import Person, Unit
from mofan.org.roles import Right

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from mofan.drafting.models.slots import Slot
    from mofan.library.models import Piece


class DraftState(models.TextChoices):
    """Where a draft stands (状态)."""

    DRAFT = "draft", "起草"
    REVIEW = "review", "审核"
    COUNTERSIGN = "countersign", "会签"
    SIGNING = "signing", "待签发"
    SIGNED = "signed", "已签发"
    PUBLISHED = "published", "已发布"
    VOIDED = "voided", "已作废"


class TemplateQuerySet(models.QuerySet["Template"]):
    def visible_to(self, person: Person) -> TemplateQuerySet:
        """Those of everybody, and those of the units that this person may look at; without the voided ones."""
        mine = Unit.objects.visible_to(person).order_by().values("pk")
        return self.filter(voided_at=None).filter(Q(unit=None) | Q(unit__in=mine))


class Template(models.Model):
    """What a kind of material usually looks like (模板): an outline with set phrases, slots without figures."""

    name = models.CharField("名称", max_length=100)
    genre = models.CharField("文种", max_length=40, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name="单位")
    body = models.JSONField("正文", encoder=CompactEncoder, default=dict)
    slots = models.JSONField("数位", encoder=CompactEncoder, default=list)
    """[{"key", "written", "what", "measure", "approximate", "period_words", "code"}] for each slot of the body."""
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="何人")
    added_at = models.DateTimeField("建立时间")
    voided_at = models.DateTimeField("作废时间", null=True)

    objects = TemplateQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


class MaterialQuerySet(models.QuerySet["Draft"]):
    def visible_to(self, person: Person) -> MaterialQuerySet:
        """The drafts of the units that this person may look at, and his own."""
        if not person.may_be(Right.VIEW):
            return self.none()
        units = Unit.objects.where(person, Right.VIEW).order_by().values("pk")
        return self.filter(Q(unit__in=units) | Q(created_by=person) | Q(pk__in=_asked_of(person)))

    def writable_by(self, person: Person) -> MaterialQuerySet:
        """Those that this person may write on."""
        return self.filter(unit__in=Unit.objects.where(person, Right.RECORD).order_by().values("pk"))

    def standing(self) -> MaterialQuerySet:
        """Not voided."""
        return self.exclude(state=DraftState.VOIDED)

    def voided(self) -> MaterialQuerySet:
        """Voided: kept with the reason, shown apart."""
        return self.filter(state=DraftState.VOIDED)

    def withdrawn(self) -> MaterialQuerySet:
        """Voided after they were published (已撤回)."""
        return self.voided().filter(voided_from=DraftState.PUBLISHED)


class Draft(models.Model):
    """One material that is being written (草稿). `body` is the text as it stands; every text before is a version."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="drafts", verbose_name="单位")
    title = models.CharField("标题", max_length=500)
    genre = models.CharField("文种", max_length=40, default="经验材料")
    period_words = models.CharField("统计期间", max_length=60, default="今年以来")
    """What the material speaks of: the period that a figure gets where its sentence names none."""
    state = models.CharField("状态", max_length=12, choices=DraftState.choices, default=DraftState.DRAFT)
    revision = models.PositiveIntegerField("版次", default=1)
    body = models.JSONField("正文", encoder=CompactEncoder, default=dict)
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="followers", verbose_name="上一期")
    template = models.ForeignKey(Template, models.PROTECT, null=True, related_name="+", verbose_name="模板")
    sendings = models.PositiveIntegerField("送审次数", default=0)
    """How often it was sent for review; an approval counts for the sending that it was given in."""
    source = models.ForeignKey("library.Source", models.PROTECT, null=True, related_name="+", verbose_name="入库文件")
    """What the library received of it when it was published; its piece is there as soon as the library has read it."""
    withdrew: models.ManyToManyField[Piece, models.Model] = models.ManyToManyField(
        "library.Piece", related_name="+", verbose_name="随作废撤下的篇"
    )
    """The pieces that left the shelves of the library with the voiding, and come back with its taking back."""
    dated = models.DateField("成文日期", null=True)
    published_at = models.DateTimeField("发布时间", null=True)
    voided_from = models.CharField("作废前", max_length=12, choices=DraftState.choices, blank=True)
    """Where it stood when it was voided, and stands again once that is taken back; empty for one that is not voided."""
    void_reason = models.CharField("作废缘由", max_length=200, blank=True)
    voided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="何人作废")
    voided_at = models.DateTimeField("作废时间", null=True)
    created_by = models.ForeignKey(Person, models.PROTECT, related_name="drafts", verbose_name="起草人")
    created_at = models.DateTimeField("起草时间")
    changed_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="最后修改人")
    changed_at = models.DateTimeField("最后修改时间")

    if TYPE_CHECKING:
        slots: RelatedManager[Slot]

    objects = MaterialQuerySet.as_manager()

    class Meta:
        ordering = ("-changed_at", "-pk")
        indexes = (
            models.Index(fields=("unit", "-changed_at"), name="drafts_of_a_unit"),
            models.Index(
                fields=("-published_at", "-id"), condition=Q(state=DraftState.PUBLISHED), name="drafts_published"
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def text(self) -> Body:
        """The body as a value."""
        return read_body(self.body)

    @property
    def is_under_review(self) -> bool:
        """Whether it is on its way to the signature."""
        return self.state in (DraftState.REVIEW, DraftState.COUNTERSIGN, DraftState.SIGNING)

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was published and then voided (已撤回)."""
        return self.state == DraftState.VOIDED and self.voided_from == DraftState.PUBLISHED

    @property
    def is_open(self) -> bool:
        """Whether the text may still be changed: not signed, not published, not voided."""
        return self.state == DraftState.DRAFT or self.is_under_review


class DraftVersion(models.Model):
    """The text as it was after one save (版本). Every save is kept; most as what they changed, so each is small."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="versions", verbose_name="草稿")
    revision = models.PositiveIntegerField("版次")
    body = models.JSONField("正文", encoder=CompactEncoder, null=True)
    """The whole text; None where `delta` says what changed since the revision before."""
    delta = models.JSONField("修改", encoder=CompactEncoder, null=True)
    title = models.CharField("标题", max_length=500)
    label = models.CharField("说明", max_length=100, blank=True)
    """What somebody called this version, or how it came about; empty for a save in passing."""
    aside = models.BooleanField("未并入", default=False)
    """A text that could not be merged with another's (冲突): kept, never the current one; its `body` is whole."""
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="何人")
    at = models.DateTimeField("时间")

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("draft", "revision"), condition=Q(aside=False), name="one_version_a_revision"
            ),
            models.CheckConstraint(
                condition=Q(body__isnull=False) | Q(delta__isnull=False), name="version_says_something"
            ),
        )

    def __str__(self) -> str:
        return f"第 {self.revision} 版"


def _asked_of(person: Person) -> models.QuerySet[Draft, int]:
    """The drafts under review in whose chain this person is named, or a unit where he approves."""
    from mofan.drafting.models.reviewing import ChainStep

    named = Q(person=person) | Q(asked__in=Unit.objects.where(person, Right.APPROVE).order_by().values("pk"))
    units = ChainStep.objects.standing().filter(named).values("unit")
    waiting = Draft.objects.exclude(state__in=(DraftState.DRAFT, DraftState.VOIDED))
    return waiting.filter(unit__in=units).order_by().values_list("pk", flat=True)

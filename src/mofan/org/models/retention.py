"""How long classes of record are kept (保管期限): rows that people set, and what was offered to an administrator."""

from django.db import models
from django.db.models import Q


class RetentionClass(models.Model):
    """A class of record with its period (保管期限). Nothing is ever deleted by it: what has passed its period is
    offered to an administrator, who decides."""

    code = models.SlugField("代码", max_length=40, unique=True)
    name = models.CharField("类别", max_length=60)
    years = models.PositiveSmallIntegerField("年限", null=True, blank=True)
    """None: for ever (永久)."""
    basis = models.CharField("依据", max_length=200, blank=True)
    then = models.CharField("期满", max_length=100, blank=True)
    """What is offered when the period has passed, in words: 移交档案馆、去标识后保留 …"""

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class Decision(models.TextChoices):
    """What was decided on rows that have passed their period (处置)."""

    OPEN = "", "待决定"
    KEEP = "keep", "继续保管"
    ARCHIVE = "archive", "移交档案"
    MASK = "mask", "去标识"


class RetentionOffer(models.Model):
    """Rows of a class that have passed their period, offered to an administrator (期满待处置)."""

    of = models.ForeignKey(RetentionClass, models.PROTECT, related_name="offers", verbose_name="类别")
    before = models.DateField("早于")
    rows = models.PositiveIntegerField("条数")
    offered_at = models.DateTimeField("提出时间")
    decision = models.CharField("决定", max_length=10, choices=Decision.choices, blank=True)
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)
    decided_by = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+", verbose_name="决定人")
    why = models.CharField("缘由", max_length=200, blank=True)

    class Meta:
        ordering = ("-offered_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("of",), condition=Q(decided_at=None), name="one_open_offer_a_class"),
        )

    def __str__(self) -> str:
        return f"{self.of}（{self.before}以前，{self.rows}条）"

"""What a writer hands in beside a draft (上传): two boxes that never mix, so that a style text gives no facts."""

from django.db import models

from mofan.drafting.models.drafts import Draft
from mofan.org.models import Person


class BoxFile(models.Model):
    """A file beside a draft: its bytes under their sha256, its text as read."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="%(class)ss", verbose_name="草稿")
    name = models.CharField("文件名", max_length=255)
    sha256 = models.CharField("sha256", max_length=64)
    size = models.PositiveBigIntegerField("字节")
    text = models.TextField("文字")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="何人")
    at = models.DateTimeField("时间")
    voided_at = models.DateTimeField("移出时间", null=True)

    class Meta:
        abstract = True
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name


class FactFile(BoxFile):
    """Where facts may be taken from (事实材料)."""

    class Meta(BoxFile.Meta):
        verbose_name = "事实材料"


class StyleFile(BoxFile):
    """How it may sound (参考文风): no number and no name is ever taken from it."""

    class Meta(BoxFile.Meta):
        verbose_name = "参考文风"

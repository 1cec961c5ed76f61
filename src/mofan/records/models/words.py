"""Which records hold which two characters (记录字词索引): what is looked for in hundreds of thousands of records is
found without reading them. Made from the records alone, and can be made anew at any time."""

from __future__ import annotations

from django.db import models


class WordBlock(models.Model):
    """Records whose keys follow one another, all of them indexed (一段记录). A record never changes: a block does not
    grow old."""

    first = models.BigIntegerField("首键", primary_key=True)
    count = models.PositiveIntegerField("记录数")

    class Meta:
        ordering = ("first",)

    def __str__(self) -> str:
        return f"{self.first}"


class WordPair(models.Model):
    """The records of a block that hold two characters side by side, or one (两字)."""

    block = models.ForeignKey(WordBlock, models.CASCADE, related_name="pairs", verbose_name="段", db_index=False)
    pair = models.CharField("两字", max_length=2)
    keys = models.BinaryField("记录")
    """How far behind the first key of the block each stands, two bytes a record, little end first."""

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("pair", "block"), name="one_place_a_pair"),)

    def __str__(self) -> str:
        return f"{self.pair} {self.block_id}"

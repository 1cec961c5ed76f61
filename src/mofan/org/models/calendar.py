"""The working calendar as rows (工作日历): a year that has a row stands in place of the packaged plan of that year."""

from django.db import models


class CalendarYear(models.Model):
    """A year whose plan of days off was entered or changed here (年度放假安排)."""

    year = models.PositiveSmallIntegerField("年份", unique=True)
    source = models.CharField("依据", max_length=200, blank=True)
    changed_at = models.DateTimeField("更新时间")

    class Meta:
        ordering = ("year",)

    def __str__(self) -> str:
        return f"{self.year}年"


class CalendarDay(models.Model):
    """A weekday off, or a day of the weekend that is worked, of such a year (放假、上班)."""

    year = models.ForeignKey(CalendarYear, models.CASCADE, related_name="days", verbose_name="年度")
    day = models.DateField("日期", unique=True)
    name = models.CharField("名称", max_length=40, blank=True)
    worked = models.BooleanField("上班")

    class Meta:
        ordering = ("day",)

    def __str__(self) -> str:
        return f"{self.day}{'上班' if self.worked else '放假'}"

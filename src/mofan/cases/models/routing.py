"""Rules by which cases are sent to units (派单规则): a category and a place lead to a unit, from a day to a day."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from mofan.org.models import Person, Unit
from mofan.org.roles import Right


class RoutingRuleQuerySet(models.QuerySet["RoutingRule"]):
    def visible_to(self, person: Person) -> RoutingRuleQuerySet:
        """Those of the centres in which the person may look."""
        return self.filter(centre__in=Unit.objects.where(person, Right.VIEW).order_by().values("pk"))

    def on(self, day: date) -> RoutingRuleQuerySet:
        """Those in force that day."""
        return self.filter(Q(until=None) | Q(until__gte=day), since__lte=day)


class RoutingRule(models.Model):
    """One line of the table (派单规则). It only ever suggests. It is ended by a day and never overwritten."""

    centre = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="派单单位")
    kind = models.CharField("种类", max_length=40)
    category = models.CharField("类别", max_length=40, blank=True)
    """Empty: every category."""
    place = models.CharField("地点含有", max_length=60, blank=True)
    """What stands in the place of the case; empty: everywhere."""
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="承办单位")
    since = models.DateField("自何日起")
    until = models.DateField("至何日止", null=True)
    """The last day on which it holds; None without an end."""
    place_by_hand = models.PositiveIntegerField("人工排的次序", default=0)
    """From 1 among the rules of its kind at its centre, once somebody has put them in an order; 0 before that: then the
    closest counts."""

    objects = RoutingRuleQuerySet.as_manager()

    class Meta:
        ordering = ("centre", "kind", "category", "place", "since", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="a_routing_rule_ends_after_it_begins"
            ),
        )

    def __str__(self) -> str:
        return f"{self.place or '各地'}→{self.unit}"

"""Leave for programs (接口令牌), and answers that were given to requests with a key."""

from __future__ import annotations

from django.db import models

from mofan.org.models.people import Person
from mofan.org.roles import Right


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def visible_to(self, person: Person) -> ApiTokenQuerySet:
        """An administrator sees every token; anyone else sees his own."""
        return self if person.may(Right.ADMINISTER) else self.filter(person=person)


class ApiToken(models.Model):
    """Leave for a program to act in a person's name (接口令牌). The secret itself is kept nowhere, only its sha256."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="tokens", verbose_name="何人")
    name = models.CharField("名称", max_length=60)
    prefix = models.CharField("前缀", max_length=12, unique=True)
    digest = models.CharField("指纹", max_length=64)
    scopes = models.JSONField("范围", default=list)
    created_at = models.DateTimeField("签发时间")
    expires_at = models.DateTimeField("到期时间")
    last_used_at = models.DateTimeField("最近使用", null=True)
    revoked_at = models.DateTimeField("撤销时间", null=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.name}（mofan_{self.prefix}…）"

    @property
    def rights(self) -> tuple[Right, ...]:
        """What the token was given; its person may have less by now."""
        return tuple(Right(scope) for scope in self.scopes)


class KeptAnswer(models.Model):
    """What was answered to a request that bears a key of its sender (幂等键): asked again, it is answered the same."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="何人")
    key = models.CharField("幂等键", max_length=200)
    fingerprint = models.CharField("请求指纹", max_length=64)
    answer = models.JSONField("答复", null=True)
    at = models.DateTimeField("时间")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "key"), name="one_answer_a_key"),)

    def __str__(self) -> str:
        return self.key

"""Units, people, history, access log (单位、人员、履历、访问日志)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from mofan.org.roles import RIGHTS, Right, Role


class Unit(models.Model):
    """A unit of the organisation (单位)."""

    name = models.CharField("名称", max_length=100, unique=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级"
    )
    order = models.PositiveIntegerField("次序", default=0)

    class Meta:
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.name


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, person: Person) -> PersonQuerySet:
        """An administrator sees every account; anyone else sees his own."""
        return self if person.may(Right.ADMINISTER) else self.filter(pk=person.pk)


class PersonManager(BaseUserManager["Person"]):
    def get_queryset(self) -> PersonQuerySet:
        return PersonQuerySet(self.model, using=self._db)

    def visible_to(self, person: Person) -> PersonQuerySet:
        return self.get_queryset().visible_to(person)


class Person(AbstractBaseUser):
    """Somebody with an account (人员)."""

    account = models.CharField("账号", max_length=60, unique=True)
    name = models.CharField("姓名", max_length=60)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="people", verbose_name="单位")
    role = models.CharField("角色", max_length=20, choices=Role.choices, default=Role.READER)
    is_active = models.BooleanField("启用", default=True)
    must_change_password = models.BooleanField("须改密码", default=False)
    failed_sign_ins = models.PositiveIntegerField("连续登录失败次数", default=0)
    locked_until = models.DateTimeField("锁定至", null=True, blank=True)
    created_at = models.DateTimeField("建立时间")

    USERNAME_FIELD = "account"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = PersonManager()

    narrowed_to: frozenset[Right] | None = None
    """While a program acts in this person's name: the rights of its token. Never stored."""

    class Meta:
        ordering = ("pk",)
        constraints = (models.CheckConstraint(condition=Q(role__in=Role.values), name="person_role_known"),)

    def __str__(self) -> str:
        return self.name

    def may(self, right: Right) -> bool:
        """Whether this person has leave to do that, here and now."""
        if self.narrowed_to is not None and right not in self.narrowed_to:
            return False
        return self.is_active and right in RIGHTS[Role(self.role)]

    def narrow(self, rights: Iterable[Right]) -> None:
        """From here on this object has no more rights than these; the row stays as it is."""
        self.narrowed_to = frozenset(rights)


class History(models.Model):
    """Who did what to which row, when and why (履历). Screens show it; nothing is ever taken out of it."""

    at = models.DateTimeField("时间")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="何人")
    verb = models.CharField("做了什么", max_length=40)
    subject = models.CharField("对象", max_length=40)
    subject_id = models.BigIntegerField("编号")
    note = models.TextField("缘由", blank=True)

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("subject", "subject_id", "-at"), name="history_of_subject"),)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by} {self.verb}"


class Access(models.Model):
    """A line of the access log (访问日志): sign-ins, downloads, unmasking. Kept six months at least (DOMAIN 7.2)."""

    at = models.DateTimeField("时间", db_index=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="何人")
    what = models.CharField("做了什么", max_length=40)
    detail = models.CharField("详情", max_length=300, blank=True)
    address = models.CharField("来自", max_length=60, blank=True)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.what}"


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

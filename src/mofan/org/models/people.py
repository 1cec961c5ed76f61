"""People, with or without an account (人员), and their personal data, which stand apart (个人信息)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone

from mofan.org.models.dated import Voidable
from mofan.org.models.remembered import Remembered
from mofan.org.models.units import Unit, UnitLink
from mofan.org.roles import RIGHTS, WITH, Right, Role, roles_with
from mofan.org.sealing import digest, seal, unseal

if TYPE_CHECKING:
    from mofan.org.models.posts import MembershipQuerySet, PostQuerySet, RoleGrantQuerySet


class PersonQuerySet(models.QuerySet["Person"]):
    def valid(self) -> PersonQuerySet:
        """Without those that were voided (未作废)."""
        return self.filter(voided_at=None)

    def visible_to(self, person: Person) -> PersonQuerySet:
        """An administrator sees everybody; anyone else himself, and who has or had a place in the units that he may
        look at."""
        if person.may(Right.ADMINISTER):
            return self
        return self.filter(Q(pk=person.pk) | _with_a_place_in(Unit.objects.where(person, Right.VIEW)))

    def of(self, units: models.QuerySet[Unit]) -> PersonQuerySet:
        """Who has or had a place in one of these units: as his own unit, by a post, by membership."""
        return self.filter(_with_a_place_in(units))

    def with_account(self) -> PersonQuerySet:
        """Those who can sign in (有账号)."""
        return self.exclude(account=None)


class PersonManager(BaseUserManager["Person"]):
    def get_queryset(self) -> PersonQuerySet:
        return PersonQuerySet(self.model, using=self._db)

    def visible_to(self, person: Person) -> PersonQuerySet:
        return self.get_queryset().visible_to(person)

    def valid(self) -> PersonQuerySet:
        return self.get_queryset().valid()

    def of(self, units: models.QuerySet[Unit]) -> PersonQuerySet:
        return self.get_queryset().of(units)

    def with_account(self) -> PersonQuerySet:
        return self.get_queryset().with_account()


class Person(Voidable, AbstractBaseUser):
    """Somebody of the organisation (人员); with an `account` he can sign in.

    `unit` is where the person belongs now (所在单位); what he was where and when stands in `posts` and `memberships`.
    """

    account = models.CharField("账号", max_length=60, unique=True, null=True, blank=True)
    name = models.CharField("姓名", max_length=60)
    pinyin = models.CharField("拼音", max_length=120, blank=True)
    """The syllables of the name, joined by spaces: what lists of people are sorted by."""
    initials = models.CharField("拼音首字母", max_length=20, blank=True)
    number = models.CharField("工号", max_length=40, blank=True)
    joined_party_on = models.DateField("入党日期", null=True, blank=True)
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
    remembered: Remembered | None = None
    """While a page is drawn: what was looked up of his rights."""

    if TYPE_CHECKING:
        posts: PostQuerySet
        memberships: MembershipQuerySet
        grants: RoleGrantQuerySet

    class Meta:
        ordering = ("pk",)
        constraints = (models.CheckConstraint(condition=Q(role__in=Role.values), name="person_role_known"),)
        indexes = (
            models.Index(fields=("name",), name="person_by_name"),
            models.Index(fields=("initials",), name="person_by_initials"),
            models.Index(fields=("pinyin", "id"), name="person_by_pinyin"),
        )

    def __str__(self) -> str:
        return self.name

    def may(self, right: Right, unit: Unit | None = None) -> bool:
        """Whether this person has leave to do that, here and now: in `unit`, or, where none is named, anywhere."""
        if self.may_everywhere(right):
            return True
        if not self.may_be(right) or not (roles := roles_with(right)):
            return False
        if self.remembered is not None and unit is None:
            return bool(self.remembered.granted(right))
        if self.remembered is not None and unit is not None and (keys := self.remembered.below(right)) is not None:
            return unit.pk in keys
        grants = self.grants.on(timezone.localdate()).filter(role__in=roles)
        if unit is not None:
            grants = grants.filter(unit__in=UnitLink.objects.on().filter(below=unit).values("above"))
        return grants.exists()

    def may_everywhere(self, right: Right) -> bool:
        """Whether the role in the whole system gives that right."""
        return self.may_be(right) and right in RIGHTS[Role(self.role)]

    def may_be(self, right: Right) -> bool:
        """Whether nothing stands against it: the account is open, and the token, if a program asks, is for it."""
        return self.is_active and (self.narrowed_to is None or right in self.narrowed_to)

    def remember(self) -> None:
        """From here on what this person may is looked up once: for a request that changes nothing."""
        self.remembered = Remembered(self)

    def narrow(self, rights: Iterable[Right]) -> None:
        """From here on this object has no more rights than these, what comes with them included; the row stays as it
        is."""
        given = frozenset(rights)
        self.narrowed_to = given.union(*(WITH[right] for right in given if right in WITH))


class PersonalData(models.Model):
    """What is masked unless somebody asks with a reason (个人信息); in a table of its own, so that no list loads it."""

    person = models.OneToOneField(Person, models.PROTECT, primary_key=True, related_name="data", verbose_name="何人")
    phone = models.CharField("手机号", max_length=30, blank=True, db_index=True)
    id_number_sealed = models.TextField("身份证号（加密）", blank=True)
    id_number_digest = models.CharField("身份证号摘要", max_length=64, blank=True, db_index=True)
    """What it is found by; nothing where the number is masked for good."""
    gender = models.CharField("性别", max_length=4, blank=True)
    born_on = models.DateField("出生日期", null=True, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return str(self.person)

    @property
    def id_number(self) -> str:
        """The ID number (身份证号), unsealed. Raises SealBroken."""
        return unseal(self.id_number_sealed)

    @id_number.setter
    def id_number(self, number: str) -> None:
        self.id_number_sealed = seal(number)
        self.id_number_digest = "" if "*" in number else digest(number)


def _with_a_place_in(units: models.QuerySet[Unit]) -> Q:
    from mofan.org.models.posts import Membership, Post

    keys = units.order_by().values("pk")
    posts = Post.objects.valid().filter(unit__in=keys)
    members = Membership.objects.valid().filter(branch__in=keys)
    return Q(unit__in=keys) | Q(pk__in=posts.values("person")) | Q(pk__in=members.values("person"))

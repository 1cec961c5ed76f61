"""Reads of units, people, posts, memberships and history (单位、人员、职务、组织关系、履历)."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Model, Q, QuerySet

from mofan.org.kinds import Rank
from mofan.org.masking import MASKS
from mofan.org.models import (
    Access,
    ApiToken,
    CalendarYear,
    FeedLink,
    History,
    ImportRun,
    Membership,
    Person,
    PersonalData,
    Post,
    RoleGrant,
    Unit,
)
from mofan.org.models.feeds import FeedLinkQuerySet
from mofan.org.models.imports import ImportRunQuerySet
from mofan.org.models.posts import MembershipQuerySet, PostQuerySet, RoleGrantQuerySet
from mofan.org.models.units import UnitQuerySet
from mofan.org.roles import Right


def units_visible_to(person: Person) -> UnitQuerySet:
    """The units that this person may look at, in their order (可见单位)."""
    return Unit.objects.visible_to(person).valid().select_related("parent")


def units_ever_visible_to(person: Person) -> UnitQuerySet:
    """Those too that were voided: they stay readable."""
    return Unit.objects.visible_to(person).select_related("parent")


def units_where(person: Person, right: Right) -> UnitQuerySet:
    """The units in which this person has a right (有权限的单位): those he may offer in a form."""
    return Unit.objects.where(person, right).valid()


def units_under(unit: Unit, day: date | None = None) -> UnitQuerySet:
    """A unit with all below it (本级及下属), as the tree stood on `day`, today if none is named; voided units left out.

    Filter a table by it with `.filter(unit__in=units_under(unit))`.
    """
    return Unit.objects.under(unit, day=day).valid()


def units_over(unit: Unit, day: date | None = None) -> UnitQuerySet:
    """All above a unit and itself, from the top down (逐级上级), as the tree stood on `day`."""
    return Unit.objects.over(unit, day)


def posts_on(day: date, unit: Unit | None = None) -> PostQuerySet:
    """The posts that hold on `day` (当日在任), in one unit or, where none is named, in all; the person is loaded."""
    posts = Post.objects.on(day).select_related("person", "unit")
    return posts if unit is None else posts.filter(unit=unit)


def leading_body_on(unit: Unit, day: date) -> PostQuerySet:
    """The leading body of a unit on `day` (班子成员); of a branch, its committee (支委)."""
    return posts_on(day, unit).filter(rank__in=(Rank.HEAD, Rank.LEADING))


def members_on(unit: Unit, day: date) -> MembershipQuerySet:
    """The members of the Party on `day` (党员): of a branch, of a group in it, or of all branches below a unit. The
    person is loaded; `.votes` says who has a vote."""
    below = Unit.objects.under(unit, day=day).values("pk")
    members = Membership.objects.on(day).filter(Q(branch__in=below) | Q(cell__in=below))
    return members.select_related("person", "branch", "cell").order_by("person__pinyin", "person_id")


def voting_members_on(unit: Unit, day: date) -> MembershipQuerySet:
    """Those of `members_on` who have a vote (有表决权): probationary members and those on probation have none."""
    return members_on(unit, day).voting()


def ended_posts(unit: Unit, day: date) -> PostQuerySet:
    """The posts in a unit that ended before `day` (历任), the latest first."""
    posts = Post.objects.valid().filter(unit=unit, until__lt=day).select_related("person")
    return posts.order_by("-until", "order", "pk")


def grants_over(unit: Unit, day: date) -> RoleGrantQuerySet:
    """The roles that reach a unit on `day` (有效角色): given there or to a unit above it."""
    above = Unit.objects.over(unit, day).order_by().values("pk")
    grants = RoleGrant.objects.on(day).filter(unit__in=above)
    return grants.select_related("person", "unit").order_by("unit__depth", "role", "person__pinyin")


def grants_visible_to(person: Person, day: date) -> RoleGrantQuerySet:
    """The roles that run on `day` or later in the units which this person manages (单位角色)."""
    managed = Unit.objects.where(person, Right.MANAGE).order_by().values("pk")
    grants = RoleGrant.objects.valid().filter(Q(until=None) | Q(until__gte=day), unit__in=managed)
    return grants.select_related("person", "unit").order_by("unit__depth", "unit__order", "unit", "role", "pk")


def people_visible_to(person: Person) -> QuerySet[Person]:
    """The people that this person may see, with or without an account, in the order in which they were entered."""
    return people_ever_visible_to(person).filter(voided_at=None)


def people_ever_visible_to(person: Person) -> QuerySet[Person]:
    """Those too who were voided: they stay readable."""
    return Person.objects.visible_to(person).select_related("unit").exclude(account="console")


def accounts_visible_to(person: Person) -> QuerySet[Person]:
    """Those of them who have an account (账号)."""
    return people_visible_to(person).exclude(account=None)


def history_of(subject: Model, limit: int = 50) -> QuerySet[History]:
    """What happened to a row, newest first. The caller has loaded the row through its own `visible_to`."""
    entries = History.objects.filter(subject=subject._meta.label_lower, subject_id=subject.pk)
    return entries.select_related("by")[:limit]


def history_of_all(subjects: Sequence[Model], limit: int = 50) -> QuerySet[History]:
    """What happened to rows of one table that follow one another, newest first; they are loaded as for `history_of`."""
    label = subjects[0]._meta.label_lower
    entries = History.objects.filter(subject=label, subject_id__in=[one.pk for one in subjects])
    return entries.select_related("by")[:limit]


def history_of_year(year: int) -> QuerySet[History]:
    """What was changed of the plan of a year, newest first."""
    keys = CalendarYear.objects.filter(year=year).values("pk")
    return History.objects.filter(subject="org.calendaryear", subject_id__in=keys).select_related("by")


def history_of_retention(limit: int = 20) -> QuerySet[History]:
    """What was changed of the periods of keeping and decided by them, newest first."""
    return History.objects.filter(subject="org.retentionclass").select_related("by")[:limit]


def masked_data_of(person: Person) -> dict[str, str]:
    """The masked personal data of somebody who was loaded through `people_visible_to` (个人信息), by field."""
    data = PersonalData.objects.filter(pk=person.pk).first() or PersonalData()
    return {name: mask(str(getattr(data, name) or "")) for name, mask in MASKS.items()}


def accesses_visible_to(person: Person) -> QuerySet[Access]:
    """The access log: an administrator sees all of it, anyone else his own lines."""
    lines = Access.objects.select_related("by")
    return lines if person.may(Right.ADMINISTER) else lines.filter(by=person)


def tokens_visible_to(person: Person) -> QuerySet[ApiToken]:
    """The tokens that this person may see, newest first, revoked and expired ones too."""
    return ApiToken.objects.visible_to(person).select_related("person")


def feeds_visible_to(person: Person) -> FeedLinkQuerySet:
    """The calendar feeds that this person may see, newest first, revoked ones too."""
    return FeedLink.objects.visible_to(person).select_related("person", "unit")


def imports_visible_to(person: Person) -> ImportRunQuerySet:
    """The long imports that this person may see, newest first."""
    return ImportRun.objects.visible_to(person).select_related("unit", "by")

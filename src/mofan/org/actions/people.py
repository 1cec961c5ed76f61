"""Verbs on people (人员): enter, change, void, open an account, show what is masked."""

import re
from dataclasses import dataclass, fields, replace
from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from mofan.org.actions.accounts import check_free, check_strength
from mofan.org.actions.entries import Change, allow, log_access, note, reason
from mofan.org.id_numbers import born_on, is_id_number
from mofan.org.masking import FIELDS, MASKS
from mofan.org.models import Person, PersonalData, Unit
from mofan.org.roles import Right
from mofan.org.rules import RuleBroken
from mofan.org.sealing import digest
from mofan.org.spelling import spell

_PHONE = re.compile(r"[\d+\-() ]{5,30}")
DATA = ("phone", "id_number", "gender", "born_on")
"""The facts that stand in `PersonalData`."""


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What is said of a person (人员信息); no more than is needed is asked for (个人信息保护法 Art. 6)."""

    name: str
    number: str = ""
    joined_party_on: date | None = None
    phone: str = ""
    id_number: str = ""
    gender: str = ""
    born_on: date | None = None


LABELS = {
    "name": "姓名",
    "number": "工号",
    "joined_party_on": "入党日期",
    "phone": "手机号",
    "id_number": "身份证号",
    "gender": "性别",
    "born_on": "出生日期",
}


def may_manage(by: Person, person: Person) -> bool:
    """Whether `by` manages the person: everywhere, or a unit in which the person has or had a place."""
    if by.may_everywhere(Right.MANAGE):
        return True
    return (
        by.may(Right.MANAGE) and Person.objects.of(Unit.objects.where(by, Right.MANAGE)).filter(pk=person.pk).exists()
    )


@transaction.atomic
def enter_person(facts: PersonFacts, *, unit: Unit, by: Person, at: datetime) -> Person:
    """Enter somebody without an account (登记人员) into a unit.

    Raises RuleBroken for what is written wrong, for an ID number that somebody has already, and for a second person of
    the same name in the unit with nothing to tell the two apart.
    """
    allow(by, Right.MANAGE, unit)
    facts = _checked(facts, None)
    same = Person.objects.valid().filter(name=facts.name, unit=unit)
    if same.exists() and not (facts.number or facts.id_number or facts.phone):
        raise RuleBroken(f"“{unit}”已有“{facts.name}”。若是另一人，请填工号、手机号或身份证号加以区别。")
    person = Person(name=facts.name, number=facts.number, joined_party_on=facts.joined_party_on, unit=unit)
    person.created_at = at
    person.pinyin, person.initials = spell(facts.name)
    person.set_unusable_password()
    person.save()
    PersonalData.objects.create(person=person, **{name: getattr(facts, name) for name in DATA})
    note(person, "登记人员", by=by, at=at, why=str(unit))
    return person


def facts_of(person: Person) -> PersonFacts:
    """What is said of a person now, unmasked: for the actions and the import, never for a page."""
    data = PersonalData.objects.filter(pk=person.pk).first() or PersonalData()
    rest = {name: getattr(data, name) for name in DATA}
    return PersonFacts(person.name, person.number, person.joined_party_on, **rest)


@transaction.atomic
def change_person(person: Person, facts: PersonFacts, *, by: Person, at: datetime, why: str = "") -> tuple[Change, ...]:
    """Change what is said of a person (修改人员信息); masked in the history. Nothing is written if nothing changed."""
    _allow_to_manage(by, person)
    was, now = facts_of(person), _checked(facts, person)
    changes = tuple(
        (LABELS[one.name], _masked(one.name, getattr(was, one.name)), _masked(one.name, getattr(now, one.name)))
        for one in fields(now)
        if getattr(was, one.name) != getattr(now, one.name)
    )
    if not changes:
        return ()
    person.name, person.number, person.joined_party_on = now.name, now.number, now.joined_party_on
    person.pinyin, person.initials = spell(now.name)
    person.save(update_fields=["name", "number", "joined_party_on", "pinyin", "initials"])
    PersonalData.objects.update_or_create(person=person, defaults={name: getattr(now, name) for name in DATA})
    note(person, "修改人员信息", by=by, at=at, why=why, changes=changes)
    return changes


@transaction.atomic
def move_person(person: Person, unit: Unit, *, by: Person, at: datetime) -> None:
    """The person belongs to another unit now (调整所在单位). Posts and membership stay as they are."""
    _allow_to_manage(by, person)
    allow(by, Right.MANAGE, unit)
    was = person.unit
    if was == unit:
        return
    person.unit = unit
    person.save(update_fields=["unit"])
    note(person, "调整所在单位", by=by, at=at, changes=[("单位", str(was or "—"), str(unit))])


@transaction.atomic
def void_person(person: Person, *, why: str, by: Person, at: datetime) -> None:
    """Somebody entered by mistake or twice (作废人员); stays readable. Raises RuleBroken for one with an open account,
    with posts or membership."""
    _allow_to_manage(by, person)
    why = reason(why)
    if person.account is not None and person.is_active:
        raise RuleBroken(f"“{person}”有启用的账号，先停用账号。")
    if person.posts.valid().exists() or person.memberships.valid().exists():
        raise RuleBroken(f"“{person}”有职务或组织关系，先把它们作废或终止。离任、调走的人不必作废。")
    person.voided_at, person.void_reason = at, why
    person.save(update_fields=["voided_at", "void_reason"])
    note(person, "作废人员", by=by, at=at, why=why)


def open_account(person: Person, account: str, password: str, *, by: Person, at: datetime) -> None:
    """Give somebody who is known an account (开通账号); the password is changed at the first sign-in."""
    allow(by, Right.ADMINISTER)
    account = account.strip()
    if person.account is not None:
        raise RuleBroken(f"“{person}”已有账号“{person.account}”。")
    if not account or len(account) > 60:
        raise RuleBroken("账号要填写，不超过 60 个字。")
    check_strength(password, person)
    hashed = make_password(password)
    with transaction.atomic():
        check_free(account)
        person.account, person.password, person.must_change_password = account, hashed, True
        person.save(update_fields=["account", "must_change_password", "password"])
        note(person, "开通账号", by=by, at=at, why=account)


@transaction.atomic
def unmask(person: Person, field: str, *, why: str, by: Person, at: datetime, address: str = "") -> str:
    """A masked field in full (查看完整信息), once, for a reason that goes into the access log.

    Raises RuleBroken without a reason, and without leave in a unit in which the person has a place. One's own is free.
    """
    if field not in FIELDS:
        raise RuleBroken("没有这一项信息。")
    why = reason(why)
    if not may_unmask(by, person):
        raise RuleBroken(f"您没有“{Right.UNMASK.label}”的权限，请找单位管理员。")
    log_access("查看完整信息", by=by, at=at, detail=f"{person}（{person.pk}）{FIELDS[field]}：{why}", address=address)
    value = getattr(PersonalData.objects.filter(pk=person.pk).first() or PersonalData(), field)
    return str(value or "")


def may_unmask(by: Person, person: Person) -> bool:
    """Whether `by` may see the person's data in full: his own, and of whoever has a place in a unit where he has that
    right."""
    units = Unit.objects.where(by, Right.UNMASK)
    return person == by or Person.objects.of(units).filter(pk=person.pk).exists()


def _allow_to_manage(by: Person, person: Person) -> None:
    if not may_manage(by, person):
        raise RuleBroken(f"您没有“{Right.MANAGE.label}”的权限，请找单位管理员。")


def _checked(facts: PersonFacts, person: Person | None) -> PersonFacts:
    facts = replace(
        facts,
        name="".join(facts.name.split()) if not facts.name.isascii() else facts.name.strip(),
        number=facts.number.strip(),
        phone=facts.phone.strip(),
        id_number=facts.id_number.strip().upper(),
        gender=facts.gender.strip(),
    )
    if not facts.name or len(facts.name) > 60:
        raise RuleBroken("姓名要填写，不超过 60 个字。")
    if len(facts.number) > 40:
        raise RuleBroken("工号不超过 40 个字。")
    if facts.gender not in ("", "男", "女"):
        raise RuleBroken(f"性别“{facts.gender}”不认识，请填“男”或“女”。")
    if facts.phone and not _PHONE.fullmatch(facts.phone):
        raise RuleBroken("手机号里有不该有的字符，请核对。")
    if facts.id_number:
        if not is_id_number(facts.id_number):
            raise RuleBroken("身份证号不对（位数、日期或校验码不符），请核对。")
        facts = replace(facts, born_on=facts.born_on or born_on(facts.id_number))
        same = PersonalData.objects.filter(id_number_digest=digest(facts.id_number), person__voided_at=None)
        if (same.exclude(person=person) if person else same).exists():
            raise RuleBroken("这个身份证号已登记在另一人名下，请核对是否同一人。")
    return facts


def _masked(field: str, value: object) -> str:
    if value in (None, ""):
        return "—"
    return MASKS[field](str(value)) if field in MASKS else str(value)

"""Verbs on accounts (账号): open, sign in, passwords, roles in the whole system.

A password is reckoned before a transaction is begun: it takes long on purpose, and on SQLite all who write would wait.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import models, transaction

from mofan.org.actions.entries import allow, log_access, note
from mofan.org.models import Person, Unit
from mofan.org.roles import Right, Role
from mofan.org.rules import RuleBroken
from mofan.org.spelling import spell
from mofan.org.tree import plant

FAILURES_BEFORE_LOCK = 5
LOCKED_FOR = timedelta(minutes=30)
"""Assessors of the multi-level protection scheme expect a lock after five failures for half an hour (DOMAIN 7.2)."""
CONSOLE = "console"
"""The account in whose name commands act (命令行); nobody can sign in with it."""
PASSWORD_ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"


@dataclass(frozen=True, slots=True)
class Credentials:
    """An account with the password that is shown once (一次性密码)."""

    account: str
    password: str


@transaction.atomic
def first_start(*, at: datetime) -> Credentials | None:
    """Make the first administrator with a one-time password; None where there is an account already."""
    console(at=at)
    if Person.objects.with_account().exclude(account=CONSOLE).exists():
        return None
    password = _one_time_password()
    person = _make("admin", "系统管理员", Role.ADMINISTRATOR, make_password(password), unit=None, at=at)
    note(person, "首次启动，建立管理员账号", by=console(at=at), at=at)
    return Credentials("admin", password)


def console(*, at: datetime) -> Person:
    """The person in whose name commands act: whoever may start them on this machine has its rows in hand anyway. Made
    when first needed, cannot sign in."""
    person, made = Person.objects.get_or_create(
        account=CONSOLE, defaults={"name": "命令行", "role": Role.ADMINISTRATOR, "created_at": at}
    )
    if made or person.role != Role.ADMINISTRATOR:
        person.role = Role.ADMINISTRATOR
        person.set_unusable_password()
        person.save(update_fields=["password", "role"])
    return person


def add_person(
    account: str, name: str, role: Role, password: str, *, unit: str = "", by: Person, at: datetime
) -> Person:
    """Open an account (建立账号); the person must change the password at the first sign-in. A unit of that name is made
    if there is none yet.

    Raises RuleBroken when the account is taken, empty, or the password too weak.
    """
    allow(by, Right.ADMINISTER)
    account = account.strip()
    if not account or not name.strip():
        raise RuleBroken("账号和姓名都要填写。")
    check_strength(password, None)
    hashed = make_password(password)
    with transaction.atomic():
        check_free(account)
        person = _make(account, name.strip(), role, hashed, unit=_unit_named(unit, by=by, at=at), at=at)
        note(person, "建立账号", by=by, at=at, why=role.label)
    return person


def change_password(person: Person, old: str, new: str, *, at: datetime) -> None:
    """A person changes his own password (修改密码). Raises RuleBroken when the old one is wrong or the new one weak."""
    if not person.check_password(old):
        raise RuleBroken("原密码不对，请重新输入。")
    if old == new:
        raise RuleBroken("新密码与原密码相同，请换一个。")
    check_strength(new, person)
    person.set_password(new)
    person.must_change_password = False
    with transaction.atomic():
        person.save(update_fields=["password", "must_change_password"])
        note(person, "修改密码", by=person, at=at)


def reset_password(person: Person, *, by: Person, at: datetime) -> Credentials:
    """Give a one-time password (重设密码); the account is unlocked with it."""
    allow(by, Right.ADMINISTER)
    if person.account is None:
        raise RuleBroken(f"“{person.name}”没有账号，先开通账号。")
    password = _one_time_password()
    person.set_password(password)
    person.must_change_password = True
    person.failed_sign_ins, person.locked_until = 0, None
    with transaction.atomic():
        person.save(update_fields=["password", "must_change_password", "failed_sign_ins", "locked_until"])
        note(person, "重设密码", by=by, at=at)
    return Credentials(person.account, password)


@transaction.atomic
def set_role(person: Person, role: Role, *, by: Person, at: datetime) -> None:
    """Change what a person may do (调整角色). Raises RuleBroken for the last administrator."""
    allow(by, Right.ADMINISTER)
    if role != Role.ADMINISTRATOR:
        _keep_an_administrator(person)
    was = Role(person.role).label
    person.role = role
    person.save(update_fields=["role"])
    note(person, "调整角色", by=by, at=at, why=f"{was} → {role.label}")


@transaction.atomic
def set_active(person: Person, active: bool, *, by: Person, at: datetime) -> None:
    """Close or reopen an account (停用、启用); it is never deleted. Raises RuleBroken for the last administrator."""
    allow(by, Right.ADMINISTER)
    if not active:
        _keep_an_administrator(person)
    person.is_active = active
    person.save(update_fields=["is_active"])
    note(person, "启用账号" if active else "停用账号", by=by, at=at)


def sign_in(account: str, password: str, *, at: datetime, address: str = "") -> Person:
    """The person behind account and password (登录).

    Raises RuleBroken when they do not fit, when the account is closed,
    and for 30 minutes after five failures in a row.
    The failure is counted and logged in any case.
    """
    person = Person.objects.filter(account=account.strip()).first()
    if person is None or not person.is_active:
        Person().set_password(password)  # as slow as a real check: the answer does not tell which accounts exist
        log_access("登录失败", by=None, at=at, detail=account, address=address)
        raise RuleBroken("账号或密码不对。忘记密码，请本单位管理员重设。")
    if person.locked_until and person.locked_until > at:
        minutes = -(-int((person.locked_until - at).total_seconds()) // 60)
        raise RuleBroken(f"连续输错 {FAILURES_BEFORE_LOCK} 次，账号已锁定，{minutes} 分钟后再试，或请管理员重设密码。")
    if not person.check_password(password):
        _count_failure(person, at=at)
        log_access("登录失败", by=person, at=at, address=address)
        raise RuleBroken("账号或密码不对。忘记密码，请本单位管理员重设。")
    Person.objects.filter(pk=person.pk).update(failed_sign_ins=0, locked_until=None)
    log_access("登录", by=person, at=at, address=address)
    return person


def _unit_named(name: str, *, by: Person, at: datetime) -> Unit | None:
    name = name.strip()
    if not name:
        return None
    known = Unit.objects.valid().filter(name=name).order_by("depth", "pk").first()
    if known is not None:
        return known
    unit = plant(name)
    note(unit, "建立单位", by=by, at=at)
    return unit


def _count_failure(person: Person, *, at: datetime) -> None:
    Person.objects.filter(pk=person.pk).update(failed_sign_ins=models.F("failed_sign_ins") + 1)
    Person.objects.filter(pk=person.pk, failed_sign_ins__gte=FAILURES_BEFORE_LOCK).update(
        failed_sign_ins=0, locked_until=at + LOCKED_FOR
    )


def _make(account: str, name: str, role: Role, hashed: str, *, unit: Unit | None, at: datetime) -> Person:
    """An account whose password (`hashed`) is changed at the first sign-in."""
    person = Person(account=account, name=name, role=role, unit=unit, created_at=at, must_change_password=True)
    person.pinyin, person.initials = spell(name)
    person.password = hashed
    person.save()
    return person


def _one_time_password() -> str:
    return "-".join("".join(secrets.choice(PASSWORD_ALPHABET) for _ in range(4)) for _ in range(3))


def check_free(account: str) -> None:
    """Raises RuleBroken for an account that somebody has."""
    if Person.objects.filter(account=account).exists():
        raise RuleBroken(f"账号“{account}”已有人用，请换一个。")


def check_strength(password: str, person: Person | None) -> None:
    """Raises RuleBroken for a password that is too short, too common or of too few kinds of characters."""
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise RuleBroken("密码不够强：" + "".join(error.messages)) from error
    kinds = sum(
        (
            any(map(str.islower, password)),
            any(map(str.isupper, password)),
            any(map(str.isdigit, password)),
            any(not char.isalnum() for char in password),
        )
    )
    if kinds < 3:
        raise RuleBroken("密码不够强：大写字母、小写字母、数字、符号四类里至少要有三类。")


def _keep_an_administrator(person: Person) -> None:
    others = Person.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exclude(pk=person.pk)
    others = others.exclude(account=CONSOLE)
    if person.role == Role.ADMINISTRATOR and not others.exists():
        raise RuleBroken("这是最后一位系统管理员，先指定另一位再改。")

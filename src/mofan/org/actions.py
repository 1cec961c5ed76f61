"""Verbs that write accounts and the log (账号、履历)."""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import models, transaction

from mofan.org.models import Access, ApiToken, History, KeptAnswer, Person, Unit
from mofan.org.roles import SCOPES, Right, Role
from mofan.org.rules import RuleBroken
from mofan.org.tree import plant

FAILURES_BEFORE_LOCK = 5
LOCKED_FOR = timedelta(minutes=30)
"""Assessors of the multi-level protection scheme expect a lock after five failures for half an hour (DOMAIN 7.2)."""
CONSOLE = "console"
"""The account in whose name commands act (命令行); nobody can sign in with it."""
LONGEST_TOKEN = timedelta(days=366)
MOST_TOKENS = 20
"""Tokens of one person that are good at the same time."""
USED_EVERY = timedelta(minutes=1)
"""The last use of a token is written down at most so often: a read stays a read."""
ABANDONED_AFTER = timedelta(minutes=10)
"""A request that has not been answered for so long died on its way; its key may be used again."""
PASSWORD_ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"


Change = tuple[str, str, str]
"""What was changed, what it was, what it is now (变更), in words that a reader knows; personal data masked."""


def note(
    subject: models.Model, verb: str, *, by: Person, at: datetime, why: str = "", changes: Sequence[Change] = ()
) -> History:
    """Write one history entry. Called by the action that did it, in its transaction."""
    return History.objects.create(
        at=at,
        by=by,
        verb=verb,
        subject=subject._meta.label_lower,
        subject_id=subject.pk,
        note=why,
        changes=[list(one) for one in changes],
    )


def log_access(what: str, *, by: Person | None, at: datetime, detail: str = "", address: str = "") -> Access:
    """Write one line of the access log."""
    return Access.objects.create(at=at, by=by, what=what, detail=detail[:300], address=address[:60])


@dataclass(frozen=True, slots=True)
class Credentials:
    """An account with the password that is shown once (一次性密码)."""

    account: str
    password: str


@transaction.atomic
def first_start(*, at: datetime) -> Credentials | None:
    """Make the first administrator with a one-time password; None where there is an account already."""
    console(at=at)
    if Person.objects.exclude(account=CONSOLE).exists():
        return None
    password = _one_time_password()
    person = _make("admin", "系统管理员", Role.ADMINISTRATOR, password, unit=None, at=at, must_change=True)
    note(person, "首次启动，建立管理员账号", by=console(at=at), at=at)
    return Credentials("admin", password)


def console(*, at: datetime) -> Person:
    """The person in whose name commands act; made when first needed, cannot sign in."""
    person, made = Person.objects.get_or_create(
        account=CONSOLE, defaults={"name": "命令行", "role": Role.LIBRARIAN, "created_at": at}
    )
    if made:
        person.set_unusable_password()
        person.save(update_fields=["password"])
    return person


@transaction.atomic
def add_person(
    account: str, name: str, role: Role, password: str, *, unit: str = "", by: Person, at: datetime
) -> Person:
    """Open an account (建立账号); the person must change the password at the first sign-in. A unit of that name is made
    if there is none yet.

    Raises RuleBroken when the account is taken, empty, or the password too weak.
    """
    _allow(by, Right.ADMINISTER)
    account = account.strip()
    if not account or not name.strip():
        raise RuleBroken("账号和姓名都要填写。")
    if Person.objects.filter(account=account).exists():
        raise RuleBroken(f"账号“{account}”已有人用，请换一个。")
    _check_strength(password, None)
    person = _make(account, name.strip(), role, password, unit=_unit_named(unit, by=by, at=at), at=at, must_change=True)
    note(person, "建立账号", by=by, at=at, why=role.label)
    return person


@transaction.atomic
def change_password(person: Person, old: str, new: str, *, at: datetime) -> None:
    """A person changes his own password (修改密码). Raises RuleBroken when the old one is wrong or the new one weak."""
    if not person.check_password(old):
        raise RuleBroken("原密码不对，请重新输入。")
    if old == new:
        raise RuleBroken("新密码与原密码相同，请换一个。")
    _check_strength(new, person)
    person.set_password(new)
    person.must_change_password = False
    person.save(update_fields=["password", "must_change_password"])
    note(person, "修改密码", by=person, at=at)


@transaction.atomic
def reset_password(person: Person, *, by: Person, at: datetime) -> Credentials:
    """Give a one-time password (重设密码); the account is unlocked with it."""
    _allow(by, Right.ADMINISTER)
    if person.account is None:
        raise RuleBroken(f"“{person.name}”没有账号，先开通账号。")
    password = _one_time_password()
    person.set_password(password)
    person.must_change_password = True
    person.failed_sign_ins, person.locked_until = 0, None
    person.save(update_fields=["password", "must_change_password", "failed_sign_ins", "locked_until"])
    note(person, "重设密码", by=by, at=at)
    return Credentials(person.account, password)


@transaction.atomic
def set_role(person: Person, role: Role, *, by: Person, at: datetime) -> None:
    """Change what a person may do (调整角色). Raises RuleBroken for the last administrator."""
    _allow(by, Right.ADMINISTER)
    if role != Role.ADMINISTRATOR:
        _keep_an_administrator(person)
    was = Role(person.role).label
    person.role = role
    person.save(update_fields=["role"])
    note(person, "调整角色", by=by, at=at, why=f"{was} → {role.label}")


@transaction.atomic
def set_active(person: Person, active: bool, *, by: Person, at: datetime) -> None:
    """Close or reopen an account (停用、启用); it is never deleted. Raises RuleBroken for the last administrator."""
    _allow(by, Right.ADMINISTER)
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


@dataclass(frozen=True, slots=True)
class Issued:
    """A token with its secret, which is shown once (令牌)."""

    token: ApiToken
    secret: str


@transaction.atomic
def issue_token(name: str, scopes: Sequence[Right], *, lasts: timedelta, by: Person, at: datetime) -> Issued:
    """Give a program leave to act in one's own name (签发令牌), for some of one's rights and a time.

    Raises RuleBroken without a name or scope, for a right that the person has not or no token is given, for a time of
    more than a year, and when twenty tokens are good already.
    """
    name, given = name.strip(), list(dict.fromkeys(scopes))
    if not name or len(name) > 60:
        raise RuleBroken("给令牌起个名称，不超过 60 个字，写明给哪个程序用。")
    if not given:
        raise RuleBroken("至少选一项范围。")
    if any(scope not in SCOPES or not by.may(scope) for scope in given):
        raise RuleBroken("令牌的范围不能超出您自己的权限。")
    if not timedelta() < lasts <= LONGEST_TOKEN:
        raise RuleBroken("有效期最短一天，最长一年。")
    if ApiToken.objects.filter(person=by, revoked_at=None, expires_at__gt=at).count() >= MOST_TOKENS:
        raise RuleBroken(f"有效的令牌已有 {MOST_TOKENS} 个。先撤销不用的，再签发。")
    prefix, rest = secrets.token_hex(4), secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        person=by,
        name=name,
        prefix=prefix,
        digest=_digest(rest),
        scopes=[scope.value for scope in given],
        created_at=at,
        expires_at=at + lasts,
    )
    note(token, "签发令牌", by=by, at=at, why=f"{name}：{'；'.join(scope.label for scope in given)}")
    return Issued(token, f"mofan_{prefix}_{rest}")


@transaction.atomic
def revoke_token(token: ApiToken, *, by: Person, at: datetime) -> None:
    """The token is good no longer (撤销令牌); it stays in the list. Raises RuleBroken for a token that is somebody
    else's, unless an administrator does it, and for one that was revoked before."""
    if token.person_id != by.pk:
        _allow(by, Right.ADMINISTER)
    if not ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at):
        raise RuleBroken("这个令牌已经撤销过了。")
    token.revoked_at = at
    note(token, "撤销令牌", by=by, at=at, why=token.name)


def use_token(secret: str, *, at: datetime) -> ApiToken:
    """The token behind a secret; its person has no more rights than the token from here on.

    Raises RuleBroken when there is none, when it was revoked or has expired, and when its person could not sign in:
    account closed or locked, one-time password not changed yet.
    """
    token = _token_behind(secret)
    if token is None:
        raise RuleBroken("令牌无效。请核对是否抄全，或在“我的账号”签发一个。")
    if token.revoked_at:
        raise RuleBroken("这个令牌已经撤销。请在“我的账号”另签发一个。")
    if token.expires_at <= at:
        raise RuleBroken("这个令牌已经到期。请在“我的账号”另签发一个。")
    person = token.person
    if not person.is_active:
        raise RuleBroken("令牌所属的账号已停用，请找系统管理员。")
    if person.locked_until and person.locked_until > at:
        raise RuleBroken("令牌所属的账号已锁定，过一会儿再试，或请管理员重设密码。")
    if person.must_change_password:
        raise RuleBroken("令牌所属的账号须先登录网页修改一次性密码。")
    if token.last_used_at is None or at - token.last_used_at >= USED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=at)
    person.narrow(token.rights)
    return token


def _token_behind(secret: str) -> ApiToken | None:
    parts = secret.split("_", 2)
    if len(parts) != 3 or parts[0] != "mofan" or not parts[1].isalnum() or not parts[1].isascii():
        return None
    token = ApiToken.objects.select_related("person", "person__unit").filter(prefix=parts[1]).first()
    known = token.digest if token else "0" * 64
    return token if hmac.compare_digest(known, _digest(parts[2])) else None


def _digest(secret: str) -> str:
    """256 random bits need no slow hash."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def claim_key(key: str, fingerprint: str, *, by: Person, at: datetime) -> KeptAnswer:
    """Take a sender's key for a request of this fingerprint (占用幂等键). An `answer` on it was given before: give
    that one again and do nothing.

    Raises RuleBroken when the key belongs to another request, or its request is still being worked on.
    """
    kept, made = KeptAnswer.objects.get_or_create(person=by, key=key, defaults={"fingerprint": fingerprint, "at": at})
    if made or (kept.fingerprint == fingerprint and kept.answer is not None):
        return kept
    if kept.fingerprint != fingerprint:
        raise RuleBroken("这个幂等键已用于另一份内容。内容不同，请换一个键。")
    abandoned = KeptAnswer.objects.filter(pk=kept.pk, answer__isnull=True, at__lte=at - ABANDONED_AFTER)
    if not abandoned.update(at=at):
        raise RuleBroken("同一个幂等键的请求还在处理，请过一会儿再问。")
    return kept


def keep_answer(kept: KeptAnswer, answer: dict[str, Any], *, at: datetime) -> None:
    """Write down what was answered under a claimed key (记下答复)."""
    KeptAnswer.objects.filter(pk=kept.pk).update(answer=answer, at=at)


def release_key(kept: KeptAnswer, *, at: datetime) -> None:
    """The request under a claimed key came to nothing: whoever asks again starts anew (放开幂等键)."""
    KeptAnswer.objects.filter(pk=kept.pk, answer__isnull=True, at__lte=at).delete()


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


def _make(
    account: str, name: str, role: Role, password: str, *, unit: Unit | None, at: datetime, must_change: bool
) -> Person:
    person = Person(account=account, name=name, role=role, unit=unit, created_at=at, must_change_password=must_change)
    person.set_password(password)
    person.save()
    return person


def _one_time_password() -> str:
    return "-".join("".join(secrets.choice(PASSWORD_ALPHABET) for _ in range(4)) for _ in range(3))


def _check_strength(password: str, person: Person | None) -> None:
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
    if person.role == Role.ADMINISTRATOR and not others.exists():
        raise RuleBroken("这是最后一位系统管理员，先指定另一位再改。")


def _allow(person: Person, right: Right) -> None:
    if not person.may(right):
        raise RuleBroken(f"您没有“{right.label}”的权限，请找系统管理员。")

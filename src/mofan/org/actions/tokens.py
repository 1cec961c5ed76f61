"""Verbs on tokens of programs and on the keys of their requests (令牌、幂等键)."""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from mofan.org.actions.entries import allow, note
from mofan.org.models import ApiToken, KeptAnswer, Person
from mofan.org.roles import SCOPES, Right
from mofan.org.rules import RuleBroken

LONGEST_TOKEN = timedelta(days=366)
MOST_TOKENS = 20
"""Tokens of one person that are good at the same time."""
USED_EVERY = timedelta(minutes=1)
"""The last use of a token is written down at most so often: a read stays a read."""
ABANDONED_AFTER = timedelta(minutes=10)
"""A request that has not been answered for so long died on its way; its key may be used again."""


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
        allow(by, Right.ADMINISTER)
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

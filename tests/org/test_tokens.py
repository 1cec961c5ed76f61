"""Tokens of the interface, and the keys under which an answer is kept."""

from datetime import timedelta

import pytest

from mofan.org import actions
from mofan.org.models import ApiToken, KeptAnswer, Person
from mofan.org.queries import history_of, tokens_visible_to
from mofan.org.roles import SCOPES, Right
from mofan.org.rules import RuleBroken
from tests.make import AT

MONTH = timedelta(days=30)


def issue(by: Person, *scopes: Right) -> actions.Issued:
    return actions.issue_token("素材同步", scopes or (Right.READ,), lasts=MONTH, by=by, at=AT)


def test_a_token_acts_in_its_persons_name_with_the_rights_it_was_given(clerk: Person) -> None:
    made = issue(clerk, Right.READ)
    token = actions.use_token(made.secret, at=AT)
    assert token.person == clerk
    assert token.person.may(Right.READ)
    assert not token.person.may(Right.INGEST)
    assert clerk.may(Right.INGEST)
    entry = history_of(made.token)[0]
    assert (entry.verb, entry.by, entry.note) == ("签发令牌", clerk, "素材同步：检索、阅读、下载")


def test_the_secret_is_kept_nowhere(clerk: Person) -> None:
    made = issue(clerk)
    kept = str(ApiToken.objects.filter(pk=made.token.pk).values().get())
    assert made.secret.split("_", 2)[2] not in kept
    assert str(made.token).startswith("素材同步（mofan_")


@pytest.mark.parametrize(
    ("name", "scopes", "lasts", "said"),
    [
        ("  ", (Right.READ,), MONTH, "起个名称"),
        ("名" * 61, (Right.READ,), MONTH, "不超过 60"),
        ("同步", (), MONTH, "至少选一项"),
        ("同步", (Right.INGEST,), MONTH, "不能超出您自己的权限"),
        ("同步", (Right.READ,), timedelta(), "最短一天"),
        ("同步", (Right.READ,), timedelta(days=367), "最长一年"),
    ],
)
def test_a_token_that_cannot_be_issued_says_why(
    stranger: Person, name: str, scopes: tuple[Right, ...], lasts: timedelta, said: str
) -> None:
    with pytest.raises(RuleBroken, match=said):
        actions.issue_token(name, scopes, lasts=lasts, by=stranger, at=AT)


def test_no_token_administers_accounts(leader: Person) -> None:
    with pytest.raises(RuleBroken, match="不能超出"):
        issue(leader, Right.ADMINISTER)
    made = issue(leader, *SCOPES)
    assert not actions.use_token(made.secret, at=AT).person.may(Right.ADMINISTER)


def test_nobody_has_more_than_twenty_good_ones(clerk: Person) -> None:
    made = [issue(clerk) for _ in range(actions.MOST_TOKENS)]
    with pytest.raises(RuleBroken, match="先撤销不用的"):
        issue(clerk)
    actions.revoke_token(made[0].token, by=clerk, at=AT)
    issue(clerk)


def test_a_revoked_token_is_good_no_longer(clerk: Person) -> None:
    made = issue(clerk)
    actions.revoke_token(made.token, by=clerk, at=AT)
    with pytest.raises(RuleBroken, match="已经撤销"):
        actions.use_token(made.secret, at=AT)
    with pytest.raises(RuleBroken, match="已经撤销过了"):
        actions.revoke_token(made.token, by=clerk, at=AT)
    assert history_of(made.token)[0].verb == "撤销令牌"


def test_others_tokens_are_an_administrators_to_revoke(clerk: Person, stranger: Person, leader: Person) -> None:
    made = issue(clerk)
    with pytest.raises(RuleBroken, match="管理账号"):
        actions.revoke_token(made.token, by=stranger, at=AT)
    actions.revoke_token(made.token, by=leader, at=AT)
    assert list(tokens_visible_to(stranger)) == []
    assert list(tokens_visible_to(leader)) == list(tokens_visible_to(clerk)) == [made.token]


def test_an_expired_token_is_good_no_longer(clerk: Person) -> None:
    made = issue(clerk)
    actions.use_token(made.secret, at=AT + MONTH - timedelta(seconds=1))
    with pytest.raises(RuleBroken, match="已经到期"):
        actions.use_token(made.secret, at=AT + MONTH)


@pytest.mark.parametrize(
    "secret", ["", "x", "mofan_1", "mofan_1234_", "mofan_a\x00b_c", "其他_1234_abc", "mofan_１２_c"]
)
def test_what_is_no_token_opens_nothing(clerk: Person, secret: str) -> None:
    with pytest.raises(RuleBroken, match="令牌无效"):
        actions.use_token(secret, at=AT)


def test_the_right_prefix_with_a_wrong_secret_opens_nothing(clerk: Person) -> None:
    made = issue(clerk)
    with pytest.raises(RuleBroken, match="令牌无效"):
        actions.use_token(f"mofan_{made.token.prefix}_x", at=AT)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"is_active": False}, "已停用"),
        ({"locked_until": AT + timedelta(minutes=5)}, "已锁定"),
        ({"must_change_password": True}, "修改一次性密码"),
    ],
)
def test_whoever_cannot_sign_in_has_no_token_either(clerk: Person, changed: dict[str, object], said: str) -> None:
    made = issue(clerk)
    Person.objects.filter(pk=clerk.pk).update(**changed)
    with pytest.raises(RuleBroken, match=said):
        actions.use_token(made.secret, at=AT)


def test_a_lock_that_is_over_holds_nobody(clerk: Person) -> None:
    made = issue(clerk)
    Person.objects.filter(pk=clerk.pk).update(locked_until=AT)
    assert actions.use_token(made.secret, at=AT).person == clerk


def test_the_last_use_is_written_once_a_minute(clerk: Person) -> None:
    made = issue(clerk)
    for seconds, written in ((0, 0), (30, 0), (60, 60)):
        actions.use_token(made.secret, at=AT + timedelta(seconds=seconds))
        made.token.refresh_from_db()
        assert made.token.last_used_at == AT + timedelta(seconds=written)


def test_under_a_key_the_same_is_answered_again(clerk: Person) -> None:
    first = actions.claim_key("k1", "f", by=clerk, at=AT)
    assert (str(first), first.answer) == ("k1", None)
    actions.keep_answer(first, {"batch": 7}, at=AT)
    assert actions.claim_key("k1", "f", by=clerk, at=AT).answer == {"batch": 7}


def test_a_key_belongs_to_one_request_of_one_person(clerk: Person, leader: Person) -> None:
    actions.claim_key("k1", "f", by=clerk, at=AT)
    with pytest.raises(RuleBroken, match="另一份内容"):
        actions.claim_key("k1", "g", by=clerk, at=AT)
    assert actions.claim_key("k1", "g", by=leader, at=AT).answer is None


def test_a_key_in_use_waits_and_an_abandoned_one_is_taken_over(clerk: Person) -> None:
    first = actions.claim_key("k1", "f", by=clerk, at=AT)
    with pytest.raises(RuleBroken, match="还在处理"):
        actions.claim_key("k1", "f", by=clerk, at=AT + timedelta(minutes=1))
    later = AT + actions.ABANDONED_AFTER
    assert actions.claim_key("k1", "f", by=clerk, at=later) == first
    with pytest.raises(RuleBroken, match="还在处理"):
        actions.claim_key("k1", "f", by=clerk, at=later)


def test_a_key_whose_request_came_to_nothing_is_free_again(clerk: Person) -> None:
    first = actions.claim_key("k1", "f", by=clerk, at=AT)
    actions.release_key(first, at=AT)
    assert not KeptAnswer.objects.exists()
    kept = actions.claim_key("k1", "g", by=clerk, at=AT)
    actions.keep_answer(kept, {}, at=AT)
    actions.release_key(kept, at=AT)
    assert KeptAnswer.objects.exists()

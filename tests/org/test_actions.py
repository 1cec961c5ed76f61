from datetime import timedelta

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection

from mofan.org import actions
from mofan.org.models import Access, History, Person
from mofan.org.queries import accesses_visible_to, history_of, people_visible_to
from mofan.org.roles import Right, Role
from mofan.org.rules import RuleBroken
from tests.make import AT, PASSWORD, make_unit

GOOD = "Qingtang-77"


def test_the_first_start_opens_one_administrator_with_a_password_shown_once(db: None) -> None:
    made = actions.first_start(at=AT)
    assert made is not None
    person = actions.sign_in(made.account, made.password, at=AT)
    assert person.role == Role.ADMINISTRATOR
    assert person.must_change_password
    assert actions.first_start(at=AT) is None


def test_an_administrator_opens_an_account(leader: Person) -> None:
    person = actions.add_person(" xu ", "徐知微", Role.LIBRARIAN, GOOD, unit=" 安澜县司法局", by=leader, at=AT)
    assert person.account == "xu"
    assert str(person.unit) == "安澜县司法局"
    assert actions.add_person("xu2", "许一", Role.READER, GOOD, by=leader, at=AT).unit is None
    same = actions.add_person("xu3", "许二", Role.READER, GOOD, unit="安澜县司法局", by=leader, at=AT)
    assert same.unit == person.unit
    assert person.must_change_password
    entry = history_of(person)[0]
    assert (entry.verb, entry.by, entry.note) == ("建立账号", leader, "素材库管理员")


def test_nobody_else_opens_accounts(clerk: Person) -> None:
    with pytest.raises(RuleBroken, match="您没有“管理账号”的权限"):
        actions.add_person("xu", "徐知微", Role.READER, GOOD, by=clerk, at=AT)


@pytest.mark.parametrize(
    ("account", "name", "password", "said"),
    [
        ("clerk", "另一人", GOOD, "已有人用"),
        ("", "徐知微", GOOD, "都要填写"),
        ("xu", "  ", GOOD, "都要填写"),
        ("xu", "徐知微", "short1A", "密码不够强"),
        ("xu", "徐知微", "onlysmallletters", "至少要有三类"),
    ],
)
def test_an_account_that_cannot_be_opened_says_why(
    leader: Person, clerk: Person, account: str, name: str, password: str, said: str
) -> None:
    with pytest.raises(RuleBroken, match=said):
        actions.add_person(account, name, Role.READER, password, by=leader, at=AT)
    assert not Person.objects.filter(account="xu").exists()


def test_a_person_changes_the_password(clerk: Person) -> None:
    actions.change_password(clerk, PASSWORD, GOOD, at=AT)
    assert actions.sign_in("clerk", GOOD, at=AT) == clerk
    assert history_of(clerk)[0].verb == "修改密码"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [("wrong", GOOD, "原密码不对"), (PASSWORD, PASSWORD, "相同"), (PASSWORD, "12345678", "不够强")],
)
def test_a_password_that_cannot_be_changed_says_why(clerk: Person, old: str, new: str, said: str) -> None:
    with pytest.raises(RuleBroken, match=said):
        actions.change_password(clerk, old, new, at=AT)
    assert actions.sign_in("clerk", PASSWORD, at=AT) == clerk


def test_five_wrong_passwords_lock_the_account_for_half_an_hour(clerk: Person) -> None:
    for _ in range(5):
        with pytest.raises(RuleBroken, match="账号或密码不对"):
            actions.sign_in("clerk", "wrong", at=AT)
    with pytest.raises(RuleBroken, match="账号已锁定，30 分钟后再试"):
        actions.sign_in("clerk", PASSWORD, at=AT)
    assert actions.sign_in("clerk", PASSWORD, at=AT + timedelta(minutes=30)) == clerk
    assert Access.objects.filter(what="登录失败").count() == 5


def test_an_unknown_or_closed_account_gets_the_same_answer(clerk: Person, leader: Person) -> None:
    actions.set_active(clerk, False, by=leader, at=AT)
    for account in ("clerk", "nobody"):
        with pytest.raises(RuleBroken, match="账号或密码不对"):
            actions.sign_in(account, PASSWORD, at=AT)
    actions.set_active(clerk, True, by=leader, at=AT)
    assert actions.sign_in("clerk", PASSWORD, at=AT) == clerk


def test_a_reset_gives_a_password_for_once_and_unlocks(clerk: Person, leader: Person) -> None:
    clerk.locked_until = AT + timedelta(minutes=20)
    clerk.save()
    given = actions.reset_password(clerk, by=leader, at=AT)
    assert actions.sign_in("clerk", given.password, at=AT).must_change_password


def test_a_role_is_changed_and_written_down(stranger: Person, leader: Person) -> None:
    actions.set_role(stranger, Role.LIBRARIAN, by=leader, at=AT)
    assert stranger.may(Right.INGEST)
    assert history_of(stranger)[0].note == "读者 → 素材库管理员"
    actions.set_role(stranger, Role.ADMINISTRATOR, by=leader, at=AT)
    actions.set_role(leader, Role.READER, by=stranger, at=AT)
    assert not leader.may(Right.ADMINISTER)


def test_the_last_administrator_stays(leader: Person) -> None:
    with pytest.raises(RuleBroken, match="最后一位系统管理员"):
        actions.set_role(leader, Role.READER, by=leader, at=AT)
    with pytest.raises(RuleBroken, match="最后一位系统管理员"):
        actions.set_active(leader, False, by=leader, at=AT)


def test_nobody_signs_in_as_the_command_line(db: None) -> None:
    console = actions.console(at=AT)
    assert console.may(Right.INGEST)
    with pytest.raises(RuleBroken):
        actions.sign_in("console", "", at=AT)


def test_a_person_sees_his_own_account_and_log_an_administrator_all(
    clerk: Person, leader: Person, stranger: Person
) -> None:
    actions.console(at=AT)
    actions.log_access("下载", by=clerk, at=AT, detail="一篇")
    actions.note(clerk, "测试", by=leader, at=AT)
    assert set(people_visible_to(leader)) == {clerk, leader, stranger}
    assert list(people_visible_to(stranger)) == [stranger]
    assert list(accesses_visible_to(stranger)) == []
    assert accesses_visible_to(leader).count() == accesses_visible_to(clerk).count() == 1
    assert "测试" in str(History.objects.get())
    assert "下载" in str(Access.objects.get())
    assert (str(clerk), str(clerk.unit)) == ("程以宁", "安澜县水务局")


def test_nobody_waits_for_a_password_that_is_reckoned(
    leader: Person, clerk: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes long on purpose: no transaction is open meanwhile, in which other writers would wait."""
    outside = len(connection.savepoint_ids)
    reckoned = []
    encode = MD5PasswordHasher.encode

    def watched(self: MD5PasswordHasher, password: str, salt: str) -> str:
        reckoned.append(len(connection.savepoint_ids) - outside)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", watched)
    known = actions.enter_person(actions.PersonFacts("顾怀"), unit=make_unit(), by=leader, at=AT)
    for verb in (
        lambda: actions.add_person("xu", "徐知微", Role.READER, GOOD, by=leader, at=AT),
        lambda: actions.open_account(known, "gu", GOOD, by=leader, at=AT),
        lambda: actions.change_password(clerk, PASSWORD, GOOD, at=AT),
        lambda: actions.sign_in("clerk", GOOD, at=AT),
        lambda: actions.reset_password(clerk, by=leader, at=AT),
    ):
        before = len(reckoned)
        verb()
        assert len(reckoned) > before
    for account in ("clerk", "nobody"):
        with pytest.raises(RuleBroken):
            actions.sign_in(account, "Wrong-word-1", at=AT)
    assert set(reckoned) == {0}

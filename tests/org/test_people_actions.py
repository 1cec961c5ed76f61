"""Verbs on people and on what they hold."""

from datetime import date, timedelta

import pytest

from mofan.org.actions import (
    PersonFacts,
    PostFacts,
    admit,
    appoint,
    change_person,
    correct_post,
    decide_offer,
    end,
    enter_person,
    facts_of,
    grant_role,
    log_access,
    move_person,
    offer_expired,
    open_account,
    reset_password,
    set_active,
    set_retention,
    unmask,
    void,
    void_person,
)
from mofan.org.kinds import Rank, Standing, UnitKind
from mofan.org.models import Access, Membership, Person, PersonalData, Post, RetentionOffer, Unit
from mofan.org.overview import history_around, people_on, roster
from mofan.org.queries import (
    ended_posts,
    history_of,
    leading_body_on,
    masked_data_of,
    members_on,
    posts_on,
    voting_members_on,
)
from mofan.org.retention import Expired, classes, kept_for, limit_of, open_offers, past_offers, stretch_of, undecided
from mofan.org.roles import UnitRole
from mofan.org.rules import RuleBroken
from mofan.org.tree import plant
from tests.make import AT

MARCH, JUNE = date(2026, 3, 1), date(2026, 6, 1)
DAY = timedelta(days=1)
ID = "110101199001011237"


@pytest.fixture
def bureau(leader: Person) -> Unit:
    return plant("安澜县林草局", parent=plant("安澜县", UnitKind.COUNTY))


@pytest.fixture
def branch(bureau: Unit) -> Unit:
    return plant("林草局党支部", UnitKind.BRANCH, parent=bureau)


@pytest.fixture
def one(bureau: Unit, leader: Person) -> Person:
    return enter_person(PersonFacts("顾 淮", phone="13800005678"), unit=bureau, by=leader, at=AT)


def test_old_posts_stay_true(one: Person, bureau: Unit, leader: Person) -> None:
    first = appoint(one, bureau, PostFacts("副局长", Rank.LEADING, since=date(2020, 1, 1)), by=leader, at=AT)
    end(first, on=MARCH - DAY, why="任局长", by=leader, at=AT)
    appoint(one, bureau, PostFacts("局长", Rank.HEAD, since=MARCH), by=leader, at=AT)
    team = plant("防汛专班", UnitKind.TEAM)
    appoint(one, team, PostFacts("组长", Rank.HEAD, since=JUNE), by=leader, at=AT)
    assert [post.title for post in leading_body_on(bureau, MARCH - DAY)] == ["副局长"]
    assert [post.title for post in leading_body_on(bureau, MARCH)] == ["局长"]
    assert {str(post) for post in posts_on(JUNE)} == {"顾淮 安澜县林草局局长", "顾淮 防汛专班组长"}
    assert list(ended_posts(bureau, JUNE)) == [first]
    assert set(people_on(team, MARCH)) == set()
    assert set(people_on(team, JUNE)) == {one}
    assert Post.objects.between(MARCH - DAY, JUNE).count() == 3
    assert first.holds_on(MARCH - DAY)
    assert not first.holds_on(MARCH)
    with pytest.raises(RuleBroken, match="不必重复登记"):
        appoint(one, bureau, PostFacts("局长", since=JUNE), by=leader, at=AT)


def test_a_person_without_a_unit_gets_one_with_the_first_post(leader: Person, bureau: Unit) -> None:
    person = Person.objects.create(name="白榆", created_at=AT)
    appoint(person, bureau, PostFacts(), by=leader, at=AT)
    assert Person.objects.get(pk=person.pk).unit == bureau


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (PostFacts("长" * 61), "不超过 60 个字"),
        (PostFacts("局长", since=JUNE, until=MARCH), "终止日期早于开始日期"),
    ],
)
def test_a_post_that_cannot_be_says_why(one: Person, bureau: Unit, leader: Person, facts: PostFacts, said: str) -> None:
    with pytest.raises(RuleBroken, match=said):
        appoint(one, bureau, facts, by=leader, at=AT)


def test_a_post_is_corrected_or_voided(one: Person, bureau: Unit, leader: Person) -> None:
    post = appoint(one, bureau, PostFacts("副局长", since=MARCH), by=leader, at=AT)
    facts = PostFacts("局长", Rank.HEAD, MARCH)
    changes = correct_post(post, facts, why="写错了", by=leader, at=AT)
    assert changes == (("职务", "副局长", "局长"), ("层次", "工作人员", "主要负责人"))
    assert correct_post(post, facts, why="再看", by=leader, at=AT) == ()
    void(post, why="不是他", by=leader, at=AT)
    assert list(posts_on(JUNE, bureau)) == []
    for act in (
        lambda: void(post, why="再来", by=leader, at=AT),
        lambda: end(post, on=JUNE, by=leader, at=AT),
        lambda: correct_post(post, facts, why="再来", by=leader, at=AT),
    ):
        with pytest.raises(RuleBroken, match="已经作废"):
            act()
    assert [entry.verb for entry in history_around(one)] == ["作废职务", "更正职务", "任职", "登记人员"]


def test_a_probationary_member_has_no_vote_until_confirmed(one: Person, branch: Unit, leader: Person) -> None:
    cell = plant("第一党小组", UnitKind.CELL, parent=branch)
    admit(one, branch, Standing.PROBATIONARY, since=MARCH, by=leader, at=AT)
    made = admit(one, branch, Standing.FULL, since=JUNE, cell=cell, by=leader, at=AT)
    assert members_on(branch, MARCH).count() == members_on(branch, JUNE).count() == 1
    assert list(voting_members_on(branch, JUNE - DAY)) == []
    assert list(voting_members_on(branch, JUNE)) == list(members_on(cell, JUNE)) == [made]
    assert list(members_on(cell, MARCH)) == []
    assert str(made) == "顾淮 林草局党支部"
    admit(one, branch, Standing.ON_PROBATION, since=JUNE + DAY, by=leader, at=AT)
    assert list(voting_members_on(branch, JUNE + DAY)) == []
    assert Membership.objects.get(standing=Standing.FULL).votes


def test_a_membership_that_cannot_be_says_why(one: Person, branch: Unit, bureau: Unit, leader: Person) -> None:
    cell = plant("第一党小组", UnitKind.CELL, parent=plant("别的党支部", UnitKind.BRANCH))
    full = Standing.FULL
    with pytest.raises(RuleBroken, match="不是党支部"):
        admit(one, bureau, full, since=MARCH, by=leader, at=AT)
    with pytest.raises(RuleBroken, match="不是“林草局党支部”的党小组"):
        admit(one, branch, full, since=MARCH, cell=cell, by=leader, at=AT)
    row = admit(one, branch, full, since=MARCH, by=leader, at=AT)
    with pytest.raises(RuleBroken, match="没有变化"):
        admit(one, branch, full, since=JUNE, by=leader, at=AT)
    with pytest.raises(RuleBroken, match="从哪一天起"):
        admit(one, branch, Standing.ON_PROBATION, since=None, by=leader, at=AT)
    with pytest.raises(RuleBroken, match="日期请填在那之后"):
        admit(one, branch, Standing.ON_PROBATION, since=MARCH, by=leader, at=AT)
    end(row, on=JUNE, by=leader, at=AT)
    for since in (None, JUNE):
        with pytest.raises(RuleBroken, match="前已有组织关系"):
            admit(one, branch, full, since=since, by=leader, at=AT)
    with pytest.raises(RuleBroken, match="登记错了的，请用"):
        end(row, on=MARCH - DAY, by=leader, at=AT)
    admit(one, branch, full, since=JUNE + DAY, by=leader, at=AT)


def test_a_person_is_changed_with_masked_history(one: Person, leader: Person) -> None:
    assert facts_of(one).phone == "13800005678"
    facts = PersonFacts("顾淮", "07", MARCH, "13800009999", ID.lower(), "男")
    changes = change_person(one, facts, by=leader, at=AT, why="补全")
    assert ("手机号", "138****5678", "138****9999") in changes
    assert ("身份证号", "—", "110101********1237") in changes
    assert masked_data_of(one) == {"phone": "138****9999", "id_number": "110101********1237", "born_on": "1990-**-**"}
    assert change_person(one, facts_of(one), by=leader, at=AT) == ()
    assert "13800009999" not in str([entry.changes for entry in history_of(one)])
    assert str(PersonalData.objects.get(person=one)) == "顾淮"


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (PersonFacts(" "), "姓名要填写"),
        (PersonFacts("甲", "1" * 41), "工号不超过"),
        (PersonFacts("甲", gender="x"), "性别“x”不认识"),
        (PersonFacts("甲", phone="1"), "手机号"),
        (PersonFacts("甲", id_number="1"), "校验码不符"),
        (PersonFacts("甲", id_number="110101199013011231"), "校验码不符"),
        (PersonFacts("甲", id_number=ID), "已登记在另一人名下"),
        (PersonFacts("顾淮"), "若是另一人"),
    ],
)
def test_a_person_who_cannot_be_entered_says_why(
    one: Person, bureau: Unit, leader: Person, facts: PersonFacts, said: str
) -> None:
    enter_person(PersonFacts("乙", id_number=ID), unit=bureau, by=leader, at=AT)
    with pytest.raises(RuleBroken, match=said):
        enter_person(facts, unit=bureau, by=leader, at=AT)


def test_a_foreign_name_keeps_its_spaces(bureau: Unit, leader: Person) -> None:
    assert enter_person(PersonFacts("Li Wei"), unit=bureau, by=leader, at=AT).name == "Li Wei"


def test_a_person_moves_and_is_voided_when_nothing_is_held(one: Person, bureau: Unit, leader: Person) -> None:
    other = plant("安澜县商务局")
    move_person(one, other, by=leader, at=AT)
    move_person(one, other, by=leader, at=AT)
    assert history_of(one)[0].changes == [["单位", "安澜县林草局", "安澜县商务局"]]
    post = appoint(one, other, PostFacts(), by=leader, at=AT)
    with pytest.raises(RuleBroken, match="先把它们作废或终止"):
        void_person(one, why="重复", by=leader, at=AT)
    void(post, why="错", by=leader, at=AT)
    open_account(one, "guhuai", "Qingtang-77", by=leader, at=AT)
    with pytest.raises(RuleBroken, match="先停用账号"):
        void_person(one, why="重复", by=leader, at=AT)
    set_active(one, False, by=leader, at=AT)
    void_person(one, why="重复", by=leader, at=AT)
    assert list(roster(leader, other, MARCH)) == []


@pytest.mark.parametrize(("account", "said"), [(" ", "要填写"), ("leader", "已有人用"), ("长" * 61, "不超过 60")])
def test_an_account_that_cannot_be_opened_says_why(one: Person, leader: Person, account: str, said: str) -> None:
    with pytest.raises(RuleBroken, match=said):
        open_account(one, account, "Qingtang-77", by=leader, at=AT)
    with pytest.raises(RuleBroken, match="没有账号，先开通"):
        reset_password(one, by=leader, at=AT)
    with pytest.raises(RuleBroken, match="没有账号，角色用不上"):
        grant_role(one, one.unit, UnitRole.READER, since=None, until=None, by=leader, at=AT)  # type: ignore[arg-type]
    with pytest.raises(RuleBroken, match="已有账号"):
        open_account(leader, "another", "Qingtang-77", by=leader, at=AT)


def test_unmasking_needs_leave_and_is_logged(one: Person, bureau: Unit, leader: Person, stranger: Person) -> None:
    with pytest.raises(RuleBroken, match="没有“查看完整个人信息”的权限"):
        unmask(one, "phone", why="看看", by=stranger, at=AT)
    grant_role(stranger, bureau, UnitRole.RECORDER, since=None, until=None, by=leader, at=AT)
    assert unmask(one, "phone", why="通知开会", by=stranger, at=AT, address="10.0.0.1") == "13800005678"
    assert unmask(one, "born_on", why="政治生日", by=stranger, at=AT) == ""
    assert unmask(stranger, "phone", why="核对自己的", by=stranger, at=AT) == ""
    assert Access.objects.filter(what="查看完整信息", by=stranger).count() == 3
    with pytest.raises(RuleBroken, match="没有“管理单位和人员”的权限"):
        change_person(one, PersonFacts("乙"), by=stranger, at=AT)


def test_periods_of_keeping_are_set_here(leader: Person, clerk: Person) -> None:
    assert kept_for("cases").years == 10
    set_retention("cases", 15, basis="县档案馆", by=leader, at=AT)
    row = set_retention("cases", None, basis="县档案馆", by=leader, at=AT)
    assert history_of(row)[0].changes == [["年限", "15 年", "永久"]]
    assert (kept_for("cases").years, kept_for("cases").own, str(row)) == (None, True, "群众和企业诉求办理")
    assert limit_of("cases", MARCH) is None
    assert undecided("cases", MARCH) is None
    assert limit_of("access_log", date(2028, 2, 29)) == date(2027, 2, 28)
    assert len(classes()) == len({one.code for one in classes()})
    for code, years, basis, said in (
        ("nothing", 3, "x", "没有这一类"),
        ("cases", 0, "x", "年限填"),
        ("cases", 3, " ", "写明依据"),
    ):
        with pytest.raises(RuleBroken, match=said):
            set_retention(code, years, basis=basis, by=leader, at=AT)
    with pytest.raises(RuleBroken, match="管理账号"):
        set_retention("cases", 3, basis="x", by=clerk, at=AT)


def test_what_has_passed_its_period_is_offered_and_never_deleted(leader: Person, one: Person, bureau: Unit) -> None:
    post = appoint(one, bureau, PostFacts("科员"), by=leader, at=AT)
    end(post, on=date(2020, 1, 1), by=leader, at=AT)
    log_access("登录", by=leader, at=AT - timedelta(days=900))
    made = offer_expired(at=AT)
    assert {row.of.code: row.rows for row in made} == {"access_log": 1, "leaver_data": 1}
    assert offer_expired(at=AT) == made
    log, data = (open_offers().get(of__code=code) for code in ("access_log", "leaver_data"))
    assert str(log) == "登录、下载等访问日志（2025-11-20以前，1条）"
    for offered, decision, said in ((log, "burn", "请选"), (log, "mask", "不能在这里去标识")):
        with pytest.raises(RuleBroken, match=said):
            decide_offer(offered, decision, why="到期", by=leader, at=AT)
    decide_offer(log, "archive", why="已导出", by=leader, at=AT)
    decide_offer(data, "mask", why="已离任", by=leader, at=AT)
    with pytest.raises(RuleBroken, match="已经决定过了"):
        decide_offer(data, "mask", why="再来", by=leader, at=AT)
    assert PersonalData.objects.get(person=one).phone == "138****5678"
    assert Access.objects.filter(what="登录").exists()
    assert offer_expired(at=AT) == []
    assert past_offers().count() == RetentionOffer.objects.count() == 2
    log_access("登录", by=leader, at=AT - timedelta(days=350))
    soon, later = AT + timedelta(days=20), AT + timedelta(days=50)
    assert offer_expired(at=soon) == []  # the day has not moved on a month
    # what was decided does not come again
    made = offer_expired([Expired("cases", date(2017, 1, 1), 2), Expired("cases", date(2017, 1, 1), 3)], at=later)
    assert {row.of.code: row.rows for row in made} == {
        "access_log": 1,
        "cases": 5,
    }
    assert stretch_of(made[0]).since == log.before

"""Units and people on their pages."""

import io
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from mofan.org import waiting_files
from mofan.org.actions import PersonFacts, PostFacts, admit, appoint, enter_person, grant_role
from mofan.org.kinds import Rank, Standing, UnitKind
from mofan.org.models import Access, Membership, Person, PersonalData, Post, RoleGrant, Unit
from mofan.org.overview import people_on, tree_of
from mofan.org.roles import UnitRole
from mofan.org.tree import plant
from mofan.records.models import Duty
from tests.make import AT
from tests.web.conftest import Enter

DAY = date(2024, 3, 1)


@pytest.fixture
def county(leader: Person) -> Unit:
    """安澜县 with two bureaus, a branch with a group, and three people."""
    county = plant("安澜县", UnitKind.COUNTY)
    bureau = plant("安澜县林草局", parent=county, short_name="林草局")
    branch = plant("林草局党支部", UnitKind.BRANCH, parent=bureau)
    plant("第一党小组", UnitKind.CELL, parent=branch)
    plant("安澜县商务局", parent=county)
    for name, title, rank, standing in (
        ("顾淮", "局长", Rank.HEAD, Standing.FULL),
        ("陆映川", "副局长", Rank.LEADING, Standing.FULL),
        ("何秋白", "科员", Rank.STAFF, Standing.PROBATIONARY),
    ):
        facts = PersonFacts(name, phone=f"1000000000{len(title)}", joined_party_on=DAY)
        person = enter_person(facts, unit=bureau, by=leader, at=AT)
        appoint(person, bureau, PostFacts(title, rank, DAY), by=leader, at=AT)
        admit(person, branch, standing, since=DAY, by=leader, at=AT)
    return county


def named(name: str) -> Unit:
    return Unit.objects.get(name=name)


def someone(name: str) -> Person:
    return Person.objects.get(name=name)


def page(client: Client, at: str, /, *args: object, **asked: str) -> str:
    answer = client.get(reverse(at, args=args), asked)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def post(client: Client, at: str, /, *args: object, **given: object) -> str:
    answer = client.post(reverse(at, args=args), given, follow=True)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_the_tree_leads_to_a_unit_and_its_numbers_to_their_rows(county: Unit, leaders: Client) -> None:
    tree = page(leaders, "units")
    assert "您可以看到 6 个单位" in tree
    bureau = named("安澜县林草局")
    assert reverse("unit", args=[bureau.pk]) in tree
    shown = page(leaders, "unit", bureau.pk)
    numbers = re.findall(r'<a href="([^"#]*roster[^"]*)">(\d+)</a> (?:人|名)', shown)
    assert [int(number) for _, number in numbers] == [3, 3, 2]
    for address, number in numbers:
        listed = leaders.get(address.replace("&amp;", "&")).content.decode()
        assert f"共 {number} 人" in listed
    assert "局长" in shown
    assert "党支部" in shown


def test_the_tree_counts_whoever_has_a_place_once(county: Unit, leader: Person, clerk: Person) -> None:
    bureau, cell = named("安澜县林草局"), named("第一党小组")
    admit(someone("何秋白"), named("林草局党支部"), Standing.FULL, since=date(2025, 3, 1), cell=cell, by=leader, at=AT)
    appoint(someone("顾淮"), named("安澜县商务局"), PostFacts("局长"), by=leader, at=AT)
    Person.objects.filter(name="陆映川").update(voided_at=AT)
    grant_role(clerk, bureau, UnitRole.READER, since=None, until=None, by=leader, at=AT)
    for day in (DAY, timezone.localdate()):
        shown: dict[Person, dict[Unit, tuple[int | None, int]]] = {}
        for person in (leader, clerk):
            waiting, shown[person] = tree_of(person, day), {}
            while waiting:
                node = waiting.pop()
                waiting += node.below
                shown[person][node.unit] = (node.people, node.inside)
        assert shown[leader] == {
            one: (people_on(one, day).count(), Unit.objects.under(one, day=day).count() - 1)
            for one in Unit.objects.all()
        }
        own: dict[Unit, tuple[int | None, int]] = {
            one: (None, 0) for one in Unit.objects.all() if one.pk == clerk.unit_id
        }
        assert shown[clerk] == own | {one: shown[leader][one] for one in Unit.objects.under(bureau)}


def test_a_unit_shows_an_earlier_day(county: Unit, leaders: Client, leader: Person) -> None:
    bureau = named("安澜县林草局")
    before = page(leaders, "unit", bureau.pk, on="2023-01-01")
    assert "2023年1月1日直接下设" in before
    assert "这一天没有登记的班子成员" in before
    assert 'on=2023-01-01">0</a> 人' in before


def test_a_unit_is_entered_changed_moved_closed_reopened_and_voided(county: Unit, leaders: Client) -> None:
    made = post(leaders, "add_unit", county.pk, name="安澜县水文站", kind="station", order="7")
    assert "已建立“安澜县水文站”" in made
    unit = named("安澜县水文站")
    assert "已保存" in post(leaders, "change_unit", unit.pk, name="安澜县水文中心", kind="centre", since="1986-5")
    unit.refresh_from_db()
    assert (unit.name, unit.since) == ("安澜县水文中心", date(1986, 5, 1))
    shown = page(leaders, "unit", unit.pk)
    assert "名称：安澜县水文站 → 安澜县水文中心" in shown
    assert "没有改动" in post(leaders, "change_unit", unit.pk, name="安澜县水文中心", kind="centre", since="1986-05-01")
    bureau = named("安澜县商务局")
    assert "隶属已调整" in post(leaders, "move_unit", unit.pk, parent=bureau.pk, since="2026-01-01", why="机构改革")
    assert "上级：安澜县 → 安澜县商务局" in page(leaders, "unit", unit.pk)
    duty = Duty.objects.create(kind="pledge", unit=unit, every="month")
    assert "单位已撤销" in post(leaders, "close_unit", unit.pk, on="2026-06-30", why="并入")
    duty.refresh_from_db()
    assert duty.until == date(2026, 6, 30)
    assert "安澜县水文中心" not in page(leaders, "units")
    assert "2026-06-30撤销" in page(leaders, "units", closed="1")
    assert "单位已恢复" in post(leaders, "reopen_unit", unit.pk, why="改错了")
    assert "单位已作废" in post(leaders, "void_unit", unit.pk, why="登记错了")
    assert "安澜县水文中心" not in page(leaders, "units")
    assert "安澜县水文中心" in page(leaders, "units", closed="1")
    assert "作废：登记错了" in page(leaders, "unit", unit.pk)
    assert leaders.get(reverse("change_unit", args=[unit.pk])).status_code == 404


def test_what_is_wrong_with_a_unit_is_said_on_the_form(county: Unit, leaders: Client) -> None:
    assert "这一项要填写" in post(leaders, "add_unit", county.pk, name="", kind="agency")
    assert "之下已有“安澜县商务局”" in post(leaders, "add_unit", county.pk, name="安澜县商务局", kind="agency")
    bureau = named("安澜县林草局")
    assert "还有 1 个单位" in post(leaders, "close_unit", bureau.pk, on="2026-06-30", why="并入")
    assert "这一项要填写" in post(leaders, "close_unit", bureau.pk, on="", why="并入")
    assert "不是一个日期" in post(leaders, "close_unit", bureau.pk, on="2026-02-30", why="并入")
    assert "这一项要填写" in post(leaders, "void_unit", bureau.pk, why="")
    assert "这一项要填写" in post(leaders, "move_unit", bureau.pk, parent=county.pk, why="")
    branch = named("林草局党支部")
    answer = post(leaders, "move_unit", bureau.pk, parent=branch.pk, why="试试")
    assert "不能做它的上级" in answer
    assert "已建立" in post(leaders, "add_top_unit", name="临湖市", kind="prefecture")
    assert "党小组要建在党支部之下" in post(leaders, "change_unit", bureau.pk, name="甲", kind="cell")


def test_units_are_found_by_name(county: Unit, leaders: Client) -> None:
    assert "林草局党支部" in page(leaders, "units", name="林草")
    assert "没有名称含“海关”的单位" in page(leaders, "units", name="海关")


def test_people_are_found_by_name_initials_and_unit(county: Unit, leaders: Client) -> None:
    for words in ("顾", "gh", "gu huai"):
        listed = page(leaders, "roster", q=words)
        assert "顾淮" in listed
        assert "陆映川" not in listed
    bureau = named("安澜县林草局")
    listed = page(leaders, "roster", unit=str(bureau.pk), standing="probationary")
    assert "何秋白" in listed
    assert "顾淮" not in listed
    assert "共 3 人" in page(leaders, "roster", unit=str(bureau.pk), standing="nonsense")
    assert "没有符合条件的人员" in page(leaders, "roster", q="zzz")
    assert leaders.get(reverse("roster"), {"unit": "99999"}).status_code == 404


def test_a_person_is_entered_with_post_membership_and_role(county: Unit, leaders: Client, stranger: Person) -> None:
    bureau, branch = named("安澜县商务局"), named("林草局党支部")
    made = post(leaders, "add_roster_person", bureau.pk, name="白 榆", phone="10000000009", joined_party_on="2019.7")
    assert "已登记“白榆”" in made
    assert "100****0009" in made
    assert "10000000009" not in made
    one = someone("白榆")
    assert "职务已登记" in post(
        leaders, "appoint", one.pk, unit=bureau.pk, title="股长", rank="staff", since="2025-01-01"
    )
    cell = named("第一党小组")
    assert "组织关系已登记" in post(leaders, "admit", one.pk, branch=cell.pk, standing="full", since="2025-01-01")
    assert Membership.objects.get(person=one).branch == branch
    assert "这一项要填写" in post(leaders, "appoint", one.pk, unit=bureau.pk, title="股长", rank="")
    assert "不必重复登记" in post(leaders, "appoint", one.pk, unit=bureau.pk, title="股长", rank="staff")
    assert "请填写从哪一天起" in post(leaders, "admit", one.pk, branch=branch.pk, standing="probationary")
    assert "先由系统管理员开通账号" in post(leaders, "grant", one.pk, unit=bureau.pk, role="recorder")
    assert "已为“白榆”开通账号" in post(leaders, "open_account", one.pk, account="baiyu", password="Qingtang-77")
    assert "密码不够强" in post(leaders, "open_account", someone("顾淮").pk, account="gh", password="1")
    assert "现在是“安澜县商务局”的记录员" in post(leaders, "grant", one.pk, unit=bureau.pk, role="recorder")
    assert "检查员要写明" in post(leaders, "grant", one.pk, unit=bureau.pk, role="inspector")
    assert "记录员" in page(leaders, "roles")
    assert "还没有人有这个角色" in page(leaders, "roles", role="handler")
    held = Post.objects.get(person=one)
    assert "职务已更正" in post(
        leaders, "correct_post", one.pk, held.pk, title="副股长", rank="staff", since="2025-02-01", why="写错了"
    )
    assert "缘由" in post(leaders, "correct_post", one.pk, held.pk, title="副股长", rank="staff", why="")
    assert "终止日期早于开始日期" in post(leaders, "end_held", one.pk, "post", held.pk, on="2024-01-01", why="x")
    assert "已终止" in post(leaders, "end_held", one.pk, "post", held.pk, on="2026-01-01", why="调离")
    assert "历任" in page(leaders, "unit", bureau.pk)
    grant = RoleGrant.objects.get(person=one)
    assert "这一项要填写" in post(leaders, "void_held", one.pk, "role", grant.pk, why="")
    assert "已作废" in post(leaders, "void_held", one.pk, "role", grant.pk, why="给错了")
    member = Membership.objects.get(person=one)
    assert "已终止" in post(leaders, "end_held", one.pk, "membership", member.pk, on="2026-01-01", why="转出")
    assert leaders.post(reverse("end_held", args=[one.pk, "nothing", 1])).status_code == 404


def test_a_person_is_changed_moved_and_voided(county: Unit, leaders: Client) -> None:
    one = someone("何秋白")
    form = page(leaders, "change_roster_person", one.pk)
    assert "现为 100****0002；不改就留空。" in form
    assert "已保存" in post(
        leaders, "change_roster_person", one.pk, name="何秋白", gender="女", joined_party_on="2024-03-01"
    )
    assert PersonalData.objects.get(person=one).phone == "10000000002"
    assert "没有改动" in post(
        leaders, "change_roster_person", one.pk, name="何秋白", gender="女", joined_party_on="2024-03-01"
    )
    assert "手机号里有不该有的字符" in post(leaders, "change_roster_person", one.pk, name="何秋白", phone="abc-x")
    bureau = named("安澜县商务局")
    assert "现在属于“安澜县商务局”" in post(leaders, "move_roster_person", one.pk, unit=bureau.pk)
    assert "先把它们作废或终止" in post(leaders, "void_roster_person", one.pk, why="重复")
    assert "这一项要填写" in post(leaders, "void_roster_person", one.pk, why="")
    extra = post(leaders, "add_roster_person", bureau.pk, name="多余", phone="")
    assert "已登记“多余”" in extra
    extra_one = someone("多余")
    assert "“多余”已作废" in post(leaders, "void_roster_person", extra_one.pk, why="重复")
    assert "多余" in page(leaders, "roster", standing="voided")
    assert "作废：重复" in page(leaders, "roster_person", extra_one.pk)
    assert leaders.get(reverse("change_roster_person", args=[extra_one.pk])).status_code == 404
    assert "已有“何秋白”" in post(leaders, "add_roster_person", bureau.pk, name="何秋白")


def test_what_is_masked_is_shown_once_with_a_reason_and_logged(county: Unit, leaders: Client, leader: Person) -> None:
    one = someone("顾淮")
    assert "请写明缘由" in post(leaders, "unmask", one.pk, field="phone", why=" ")
    assert "没有这一项" in post(leaders, "unmask", one.pk, field="password", why="x")
    shown = post(leaders, "unmask", one.pk, field="phone", why="通知开会")
    assert "10000000002" in shown
    line = Access.objects.get(what="查看完整信息")
    assert (line.by, line.detail) == (leader, f"顾淮（{one.pk}）手机号：通知开会")
    assert "通知开会" in page(leaders, "accesses", what="完整信息", on=f"{timezone.localtime(line.at):%Y-%m-%d}")
    assert "没有符合条件" in page(leaders, "accesses", what="没有的事")


def test_units_and_people_go_out_masked_and_in_full_with_a_reason(county: Unit, leaders: Client) -> None:
    bureau = named("安澜县林草局")
    address = f"{reverse('export_people')}?unit={bureau.pk}"

    def phones(data: bytes) -> set[object]:
        rows = load_workbook(io.BytesIO(data))["人员"].iter_rows(min_row=2, values_only=True)
        return {row[6] for row in rows}

    assert phones(leaders.get(address).content) == {"100****0002", "100****0003"}
    assert leaders.post(address, {"why": ""}).status_code == 302
    assert phones(leaders.post(address, {"why": "报送名册"}).content) == {"10000000002", "10000000003"}
    assert Access.objects.get(what="导出完整信息").detail.endswith("报送名册")
    assert leaders.get(reverse("export_people")).status_code == 404


ROSTER = "姓名,单位,职务\n林溪,安澜县商务局,科员\n许一苇,不知道的局,科员\n"


def upload(text: str | bytes, name: str = "花名册.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


def test_a_roster_is_tried_and_then_written(county: Unit, leaders: Client) -> None:
    tried = post(leaders, "import_units", unit=county.pk, file=upload(ROSTER))
    assert "核对结果，还没有写入" in tried
    assert "没有找到单位“不知道的局”" in tried
    assert not Person.objects.filter(name="林溪").exists()
    (key,) = re.findall(r'name="key" value="(\w+)"', tried)
    assert leaders.post(reverse("confirm_import"), {"key": "0"}).status_code == 404
    done = post(leaders, "confirm_import", key=key)
    assert "已导入“安澜县”" in done
    assert someone("林溪").posts.get().title == "科员"
    assert waiting_files.kept(key) is None
    assert leaders.post(reverse("confirm_import"), {"key": key}).status_code == 404


def test_a_file_that_cannot_be_imported_is_said(county: Unit, leaders: Client) -> None:
    assert "请选要导入的文件" in post(leaders, "import_units", unit=county.pk)
    assert "没有看到认识的表头" in post(leaders, "import_units", unit=county.pk, file=upload("甲,乙\n1,2\n"))
    tried = post(leaders, "import_units", unit=county.pk, file=upload(ROSTER))
    (key,) = re.findall(r'name="key" value="(\w+)"', tried)
    waiting_files.drop(key)
    assert "不再保留" in post(leaders, "confirm_import", key=key)
    assert "导入单位和人员" in page(leaders, "import_units")
    assert load_workbook(io.BytesIO(leaders.get(reverse("import_template")).content)).sheetnames == ["单位", "人员"]


def test_who_manages_a_unit_sees_its_pages_and_no_others(
    county: Unit, leader: Person, stranger: Person, strangers: Client
) -> None:
    bureau, other = named("安澜县林草局"), named("安澜县商务局")
    for role in (UnitRole.READER, UnitRole.ADMINISTRATOR):
        grant_role(stranger, bureau, role, since=None, until=None, by=leader, at=AT)
    assert "安澜县商务局" not in page(strangers, "units")
    assert "登记人员" in page(strangers, "unit", bureau.pk)
    assert strangers.get(reverse("unit", args=[other.pk])).status_code == 404
    assert strangers.get(reverse("change_unit", args=[other.pk])).status_code == 404
    assert strangers.get(reverse("add_top_unit")).status_code == 403
    assert strangers.post(reverse("move_roster_person", args=[someone("顾淮").pk]), {"unit": "x"}).status_code == 404
    assert "修改信息" in page(strangers, "roster_person", someone("顾淮").pk)


def test_a_stranger_sees_his_own_unit_without_its_people(stranger: Person, strangers: Client, leaders: Client) -> None:
    assert stranger.unit is not None
    shown = page(strangers, "unit", stranger.unit.pk)
    assert "要看人员名单和履历，需要查阅权限" in shown
    assert "程以宁" not in shown
    assert "共 1 人" in page(strangers, "roster")
    assert "白亦舟" in page(strangers, "roster_person", stranger.pk)


def test_a_large_tree_is_shown_two_levels_deep(county: Unit, leaders: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mofan.web.views.units.WHOLE_TREE", 3)
    tree = page(leaders, "units")
    assert "安澜县林草局" in tree
    assert "林草局党支部" not in tree


def test_pages_take_few_queries(
    county: Unit, leaders: Client, enter: Enter, django_assert_max_num_queries: object
) -> None:
    bureau = named("安澜县林草局")
    for address in (
        reverse("units"),
        reverse("roster"),
        reverse("unit", args=[bureau.pk]),
        reverse("roster_person", args=[someone("顾淮").pk]),
        reverse("roles"),
    ):
        with django_assert_max_num_queries(30):  # type: ignore[operator]
            leaders.get(address)

"""Units, people, posts and memberships from an agency's own table."""

import io
from datetime import date

import pytest
from openpyxl import Workbook

from mofan.org.actions import grant_role, open_account
from mofan.org.importing import ImportReport, import_file, sheet_of_people, sheet_of_units
from mofan.org.kinds import Rank, Standing, UnitKind
from mofan.org.models import History, Membership, Person, PersonalData, Post, Unit
from mofan.org.queries import history_of, members_on
from mofan.org.roles import UnitRole
from mofan.org.rules import RuleBroken
from mofan.org.sheets import Sheet, write_csv, write_workbook
from mofan.org.tree import plant
from tests.make import AT

TODAY = date(2026, 11, 20)
ROSTER = """安澜县水务局人员花名册,,,,,,,
序号,姓 名,工作单位,现任职务,任现职时间,联系电话,入党时间（年月）,党员类别,所在支部,备注
1,顾 淮,安澜县水务局,党组书记、局长,2024.03,10000000001,2003年7月,正式党员,水务局党支部,
2,陆映川,安澜县水务局,副局长,2025-01-15,10000000002,2010.6,正式党员,水务局党支部,借调
3,何秋白,安澜县水务局,科员,,10000000003,2026-05-20,预备党员,水务局党支部,
4,许一苇,水务局,,,,,群众,,
"""


@pytest.fixture
def county(db: None) -> Unit:
    county = plant("安澜县", UnitKind.COUNTY)
    bureau = plant("安澜县水务局", parent=county, short_name="水务局")
    plant("水务局党支部", UnitKind.BRANCH, parent=bureau)
    return county


def load(
    text: str | bytes, under: Unit, by: Person, *, write: bool = True, make_units: bool = False, name: str = "表.csv"
) -> ImportReport:
    data = text.encode() if isinstance(text, str) else text
    return import_file(data, name, under=under, make_units=make_units, write=write, by=by, at=AT)


def wrong(report: ImportReport) -> list[tuple[int, str]]:
    return [(row.no, row.sentences[0]) for row in report.rows if row.outcome == "wrong"]


def test_a_roster_is_tried_then_written_then_changes_nothing(county: Unit, leader: Person) -> None:
    tried = load(ROSTER, county, leader, write=False)
    assert [row.outcome for row in tried.rows] == ["new"] * 4
    assert not Person.objects.filter(name="顾淮").exists()
    assert not tried.written
    assert load(ROSTER, county, leader).rows == tried.rows
    head = Person.objects.get(name="顾淮")
    assert (str(head.unit), head.joined_party_on, head.initials) == ("安澜县水务局", date(2003, 7, 1), "gh")
    post = head.posts.get()
    assert (post.title, post.rank, post.since) == ("党组书记、局长", Rank.HEAD, date(2024, 3, 1))
    assert Post.objects.get(person__name="陆映川").rank == Rank.LEADING
    members = members_on(county, TODAY)
    assert [(one.person.name, one.votes) for one in members] == [("顾淮", True), ("何秋白", False), ("陆映川", True)]
    assert Person.objects.get(name="许一苇").unit == head.unit
    again = load(ROSTER, county, leader)
    assert [row.outcome for row in again.rows] == ["same"] * 4
    assert (Person.objects.filter(account=None).count(), Post.objects.count()) == (4, 3)
    assert history_of(county)[0].note.endswith("新增 0，更新 0，无变化 4，有错 0")
    assert tried.headed[0].unused == ("备注",)
    assert tried.headed[0].columns["joined_party_on"] == "入党时间（年月）"


def test_what_changed_is_changed_and_old_posts_end(county: Unit, leader: Person) -> None:
    load(ROSTER, county, leader)
    later = """姓名,单位,职务,任职时间,手机号,政治面貌,党支部,转正时间
何秋白,安澜县水务局,办公室主任,2026-09-01,10000000009,正式党员,水务局党支部,2026-10-20
陆映川,安澜县水务局,副局长,2025-02-01,,,,
"""
    report = load(later, county, leader)
    assert [row.outcome for row in report.rows] == ["changed", "changed"]
    assert report.rows[1].sentences == ("任职日期：2025-01-15 → 2025-02-01",)
    one = Person.objects.get(name="何秋白")
    assert [(post.title, post.since, post.until) for post in one.posts.order_by("pk")] == [
        ("科员", None, date(2026, 8, 31)),
        ("办公室主任", date(2026, 9, 1), None),
    ]
    assert [(row.standing, row.until) for row in one.memberships.order_by("pk")] == [
        (Standing.PROBATIONARY, date(2026, 10, 19)),
        (Standing.FULL, None),
    ]
    assert PersonalData.objects.get(person=one).phone == "10000000009"
    assert History.objects.filter(subject="org.person", subject_id=one.pk).first().changes == [  # type: ignore[union-attr]
        ["手机号", "100****0003", "100****0009"]
    ]


def test_posts_side_by_side_are_all_held_and_the_one_that_is_changed_is_changed(county: Unit, leader: Person) -> None:
    head = "姓名,单位,职务,任职时间\n"
    both = "顾淮,水务局,局长,2024-03-01\n顾淮,水务局,河长办主任,2025-06-01\n"
    load(head + both, county, leader)
    posts = Person.objects.get(name="顾淮").posts.order_by("since")
    assert [(one.title, one.until) for one in posts] == [("局长", None), ("河长办主任", None)]
    (_, renamed) = load(head + both.replace("河长办主任", "河长办公室主任"), county, leader).rows
    assert renamed.sentences == ("职务：河长办主任 → 河长办公室主任",)
    (_, later) = load(head + both.replace("河长办主任,2025-06", "灌区主任,2026-02"), county, leader).rows
    assert later.sentences == ("职务：安澜县水务局灌区主任（原任河长办公室主任）",)
    assert [(one.title, one.until) for one in posts.all()] == [
        ("局长", None),
        ("河长办公室主任", date(2026, 1, 31)),
        ("灌区主任", None),
    ]
    (_, early) = load(head + both.replace("河长办主任,2025-06", "副局长,2025-01"), county, leader).rows
    assert early.sentences[0].startswith("现任职务“灌区主任”自2026-02-01起，表里的“副局长”在那之前。")
    ranked = "姓名,单位,职务,任职时间,层次\n顾淮,水务局,局长,2024-03-01,\n顾淮,水务局,总工程师,2026-02-01,班子成员\n"
    (_, ranked_row) = load(ranked, county, leader).rows
    assert ranked_row.sentences == ("职务：灌区主任 → 总工程师", "层次：工作人员 → 班子成员")


def test_rows_that_are_wrong_say_why_and_stop_no_other(county: Unit, leader: Person) -> None:
    rows = """姓名,单位,职务,手机号,身份证号,政治面貌,党支部,党小组,性别,出生日期
,安澜县水务局,,,,,,,,
甲乙,安澜县水务处,,,,,,,,
丙丁,安澜县水务局,,abc,,,,,,
戊己,安澜县水务局,,,110101199001011234,,,,,
庚辛,安澜县水务局,,,,少先队员,,,,
壬癸,安澜县水务局,,,,正式党员,教育局党支部,,,
子丑,安澜县水务局,,,,正式党员,水务局党支部,第一党小组,,
寅卯,安澜县水务局,,,,,,,中,
辰巳,安澜县水务局,,,,,,,女,去年
张*,安澜县水务局,,,,,,,,
午未,安澜县水务局,,,,,,,,1990-02-30
申酉,安澜县水务局,,138****5678,,,,,女,1990-**-**
"""
    report = load(rows, county, leader)
    sentences = dict(wrong(report))
    assert sentences.keys() == set(range(2, 13))
    for no, said in {
        2: "没有写姓名",
        3: "是不是“安澜县水务局”",
        4: "手机号里有不该有的字符",
        5: "校验码不符",
        6: "政治面貌“少先队员”认不出",
        7: "没有找到单位“教育局党支部”",
        8: "没有党小组“第一党小组”",
        9: "性别“中”不认识",
        10: "认不出是哪一天",
        11: "姓名被遮盖",
        12: "日历上没有这一天",
    }.items():
        assert said in sentences[no]
    assert [row.label for row in report.rows if row.outcome == "new"] == ["申酉"]
    assert not Person.objects.filter(name__in=("甲乙", "庚辛", "壬癸", "子丑")).exists()
    assert PersonalData.objects.get(person__name="申酉").phone == ""


def test_people_of_one_name_are_told_apart(county: Unit, leader: Person) -> None:
    first = "姓名,单位,工号,手机号,身份证号\n王海,安澜县水务局,01,,11010119900101123X\n王海,水务局,02,10000000001,\n"
    report = load(first, county, leader)
    assert wrong(report) == [(2, "身份证号不对（位数、日期或校验码不符），请核对。")]
    good = "姓名,单位,工号,手机号,身份证号\n王海,安澜县水务局,01,,110101199001011237\n"
    assert load(good, county, leader).count("new") == 1
    assert wrong(load("姓名,单位\n王海,安澜县水务局\n", county, leader)) == [
        (2, "“安澜县水务局”有 2 位“王海”，请填工号、手机号或身份证号。")
    ]
    assert load("姓名,单位,电话\n王海,安澜县水务局,10000000001\n", county, leader).count("same") == 1
    assert load("姓名,单位,工号,性别\n王海,,01,男\n", county, leader).count("changed") == 1
    assert PersonalData.objects.get(person__number="01").born_on == date(1990, 1, 1)
    other = "姓名,单位,身份证号\n王洋,安澜县水务局,110101199001011237\n"
    assert "已登记在另一个姓名下" in wrong(load(other, county, leader))[0][1]


def test_somebody_known_by_his_number_moves(county: Unit, leader: Person) -> None:
    plant("安澜县司法局", parent=county)
    load("姓名,单位,工号\n顾淮,安澜县水务局,7\n", county, leader)
    report = load("姓名,单位,工号\n顾淮,安澜县司法局,7\n", county, leader)
    assert report.rows[0].sentences == ("所在单位：安澜县水务局 → 安澜县司法局",)
    assert str(Person.objects.get(name="顾淮").unit) == "安澜县司法局"


UNITS = """单位名称,上级单位,类别,排序,成立时间,统一社会信用代码
第一党小组,档案馆党支部,党小组,,,
安澜县档案馆,,事业单位,3,1986年5月,
档案馆党支部,安澜县档案馆,,,,
查阅窗口,安澜县/安澜县档案馆,,,,
甲,乙,机关,,,
乙,甲,机关,,,
丙,不知道的单位,机关,,,
丁,,神秘,,,
"""


def test_units_come_in_any_order(county: Unit, leader: Person) -> None:
    report = load(UNITS, county, leader)
    assert [row.outcome for row in report.rows] == ["new"] * 4 + ["wrong"] * 4
    assert "互为上级" in dict(wrong(report))[6]
    archive = Unit.objects.get(name="安澜县档案馆")
    assert (archive.parent, archive.kind, archive.order) == (county, UnitKind.INSTITUTION, 3)
    assert archive.since == date(1986, 5, 1)
    assert Unit.objects.get(name="第一党小组").depth == 3
    assert Unit.objects.get(name="查阅窗口").kind == UnitKind.WINDOW
    again = load(UNITS.replace(",3,1986", ",8,1986"), county, leader)
    assert [row.outcome for row in again.rows][:4] == ["same", "changed", "same", "same"]
    assert again.rows[1].sentences == ("次序：3 → 8",)


def test_units_that_are_not_there_are_made_if_wanted(county: Unit, leader: Person) -> None:
    rows = "姓名,单位,职务,党支部,党小组,入党日期\n白榆,青棠镇,镇长,青棠镇党支部,第一党小组,2001-01-01\n"
    assert "没有找到单位“青棠镇”" in wrong(load(rows, county, leader))[0][1]
    assert load(rows, county, leader, make_units=True).count("new") == 1
    assert Unit.objects.get(name="青棠镇").kind == UnitKind.TOWNSHIP
    member = Membership.objects.get()
    assert (str(member.branch), str(member.cell), member.since) == ("青棠镇党支部", "第一党小组", date(2001, 1, 1))
    assert load(rows, county, leader, make_units=True).count("same") == 1


def test_a_workbook_may_hold_units_and_people(county: Unit, leader: Person) -> None:
    book = Workbook()
    people, units, note = book.active, book.create_sheet("机构"), book.create_sheet("说明")
    assert people is not None
    for row in (["姓名", "单位", "职务", "任职时间"], ["白榆", "安澜县林草局", "局长", date(2025, 3, 1)]):
        people.append(row)
    for row in (["名称", "类型"], ["安澜县林草局", "行政机关"]):
        units.append(row)
    note.append(["填写说明"])
    out = io.BytesIO()
    book.save(out)
    report = load(out.getvalue(), county, leader, name="全.xlsx")
    assert [(row.label, row.outcome) for row in report.rows] == [("安澜县林草局", "new"), ("白榆", "new")]
    assert report.ignored == ("说明",)


def test_several_units_of_one_name_need_a_path(county: Unit, leader: Person) -> None:
    for name in ("青棠镇", "云汀镇"):
        plant("农业站", UnitKind.STATION, parent=plant(name, UnitKind.TOWNSHIP, parent=county))
    report = load("姓名,单位\n白榆,农业站\n林溪,云汀镇/农业站\n", county, leader)
    assert wrong(report)[0][1].startswith("有 2 个单位叫“农业站”")
    assert Person.objects.get(name="林溪").unit == Unit.objects.get(name="农业站", parent__name="云汀镇")


def test_what_goes_out_comes_in_again(county: Unit, leader: Person) -> None:
    load(ROSTER, county, leader)
    people = Person.objects.of(Unit.objects.under(county)).order_by("pk")
    out = [sheet_of_units(Unit.objects.under(county)), sheet_of_people(people, TODAY, masked=False)]
    report = load(write_workbook(out), county, leader, name="out.xlsx")
    assert {row.outcome for row in report.rows} == {"same"}
    assert len(report.rows) >= 7
    masked = sheet_of_people(people, TODAY, masked=True)
    assert [row[6] for row in masked.rows if row[0] == "顾淮"] == ["100****0001"]
    assert {row.outcome for row in load(write_csv(masked), county, leader).rows} == {"same"}
    assert isinstance(masked, Sheet)


def test_who_manages_a_unit_imports_into_it_and_nowhere_else(county: Unit, leader: Person, stranger: Person) -> None:
    bureau = Unit.objects.get(name="安澜县水务局")
    with pytest.raises(RuleBroken, match="没有“管理单位和人员”的权限"):
        load(ROSTER, bureau, stranger)
    grant_role(stranger, bureau, UnitRole.ADMINISTRATOR, since=None, until=None, by=leader, at=AT)
    assert load(ROSTER, bureau, stranger).count("new") == 4
    with pytest.raises(RuleBroken, match="权限"):
        load(ROSTER, county, stranger)
    person = Person.objects.get(name="许一苇")
    open_account(person, "yiwei", "Qingtang-77", by=leader, at=AT)
    assert person.account == "yiwei"


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "a.csv", "没有内容"),
        ("日期,主题\n1,2\n".encode(), "a.csv", "没有看到认识的表头"),
        (b"PK\x03\x04xx", "a.xlsx", "已损坏"),
        (b"\xd0\xcf\x11\xe0", "a.xls", "旧版 .xls"),
    ],
)
def test_a_file_that_is_no_roster_says_why(county: Unit, leader: Person, data: bytes, name: str, said: str) -> None:
    with pytest.raises(RuleBroken, match=said):
        load(data, county, leader, name=name)


def test_a_branch_is_looked_for_where_the_person_works(county: Unit, leader: Person) -> None:
    for name in ("安澜县司法局", "安澜县教育局"):
        plant("第一党支部", UnitKind.BRANCH, parent=plant(name, parent=county))
    rows = "姓名,单位,党支部,政治面貌,入党时间\n"
    rows += "白榆,安澜县教育局,第一党支部,中共党员,2001-7-1\n林溪,安澜县水务局,第一党支部,,\n"
    report = load(rows, county, leader)
    assert [row.outcome for row in report.rows] == ["new", "wrong"]
    assert "有 2 个单位叫“第一党支部”" in report.rows[1].sentences[0]
    assert str(Membership.objects.get().branch.parent) == "安澜县教育局"
    moved = "姓名,单位,党支部,党小组,转入时间\n白榆,安澜县教育局,安澜县司法局/第一党支部,第一党小组,2026-03-01\n"
    assert load(moved, county, leader, make_units=True).rows[0].outcome == "changed"
    member = Membership.objects.get(until=None)
    assert (str(member.branch.parent), str(member.cell), member.since) == (
        "安澜县司法局",
        "第一党小组",
        date(2026, 3, 1),
    )

"""The working calendar as rows: entered, imported, and provisional deadlines reckoned again."""

import io
import json
from datetime import date

import pytest
from openpyxl import Workbook

from mofan.org.actions import import_plan, set_day, set_plan
from mofan.org.deadlines import Reckoned, Running, recomputed
from mofan.org.holiday_plans import read_notice, read_plan_file
from mofan.org.models import CalendarYear, Person
from mofan.org.queries import history_of
from mofan.org.rules import RuleBroken
from mofan.org.working_calendar import known_years, plan_of, working_calendar
from mofan.org.working_days import DayOff, Due, NotACalendar, WorkingCalendar, packaged
from tests.make import AT

NOTICE = """安澜县人民政府办公室转发2027年部分节假日安排
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（农历腊月二十九、周五）至12日（周五）放假调休，共8天。1月31日（周日）、2月20日（周六）上班。
三、劳动节：5月1日至5日放假调休，共5天，5月8日（周六）上班。
请各单位做好值班。"""
NEW_YEAR = DayOff(date(2027, 1, 1), "元旦", worked=False)


def test_a_year_is_imported_and_deadlines_become_firm(leader: Person) -> None:
    before = working_calendar().due(date(2026, 12, 30), 5, "working_day")
    assert before == Due(date(2027, 1, 6), provisional=True)
    import_plan(read_notice(NOTICE).days, source="国办通知", by=leader, at=AT)
    after = working_calendar()
    running = Running(7, date(2026, 12, 30), 5, "working_day", before)
    firm = Running(8, date(2026, 12, 1), 5, "working_day", Due(date(2026, 12, 8), provisional=False))
    assert list(recomputed([running, firm], after)) == [Reckoned(7, before, Due(date(2027, 1, 7), provisional=False))]
    assert next(recomputed([running], after)).moved
    assert list(recomputed([running], WorkingCalendar.of(packaged()))) == []
    assert known_years()[:2] == [2027, 2026]
    entry = history_of(CalendarYear.objects.get(year=2027))[0]
    assert (entry.note, entry.changes[0]) == ("国办通知", ["2027-01-01", "照常", "放假（元旦）"])


def test_without_rows_the_packaged_plans_hold(db: None) -> None:
    assert working_calendar() == WorkingCalendar.of(packaged())
    assert len(plan_of(2026)) == 39
    assert plan_of(2027) == ()
    assert known_years()[-1] == 2004


def test_one_day_is_changed_and_changed_back(leader: Person) -> None:
    monday = date(2026, 11, 23)
    set_day(monday, "off", "防汛停工", by=leader, at=AT, why="县政府通知")
    assert not working_calendar().is_working_day(monday)
    assert not working_calendar().is_working_day(date(2026, 10, 1))
    set_day(date(2026, 11, 28), "work", by=leader, at=AT)
    assert working_calendar().is_working_day(date(2026, 11, 28))
    set_day(monday, "usual", by=leader, at=AT)
    set_day(date(2026, 11, 28), "usual", by=leader, at=AT)
    assert set_day(monday, "usual", by=leader, at=AT) == ()
    assert plan_of(2026) == tuple(one for one in packaged() if one.day.year == 2026)


def test_days_of_the_year_before_are_put_into_theirs(leader: Person) -> None:
    swapped = DayOff(date(2026, 12, 27), "元旦", worked=True)
    second = DayOff(date(2027, 1, 2), "元旦", worked=False)
    done = import_plan([swapped, NEW_YEAR, second], by=leader, at=AT)
    assert set(done) == {2026, 2027}
    assert len(plan_of(2026)) == 40
    assert working_calendar().is_working_day(date(2026, 12, 27))


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ([], "没有可导入"),
        ([NEW_YEAR, DayOff(date(2031, 1, 1), "元旦", worked=False)], "隔了几年"),
        ([DayOff(date(1999, 1, 1), "元旦", worked=False)], "年份要在"),
        ([NEW_YEAR, NEW_YEAR], "写了两次"),
    ],
)
def test_a_plan_that_cannot_be_says_why(leader: Person, days: list[DayOff], said: str) -> None:
    with pytest.raises(RuleBroken, match=said):
        import_plan(days, by=leader, at=AT)


def test_a_plan_is_one_years_and_an_administrators(leader: Person, clerk: Person) -> None:
    with pytest.raises(RuleBroken, match="不属于 2026 年"):
        set_plan(2026, [NEW_YEAR], by=leader, at=AT)
    with pytest.raises(RuleBroken, match="管理账号"):
        set_plan(2027, [NEW_YEAR], by=clerk, at=AT)
    with pytest.raises(RuleBroken, match="请选"):
        set_day(date(2026, 1, 1), "maybe", by=leader, at=AT)


def test_a_notice_is_read_as_it_is_written() -> None:
    read = read_notice(NOTICE)
    off = {one.day for one in read.days if not one.worked}
    assert {one.day for one in read.days if one.worked} == {date(2027, 1, 31), date(2027, 2, 20), date(2027, 5, 8)}
    assert len(off) == 3 + 8 + 5
    assert {one.name for one in read.days} == {"元旦", "春节", "劳动节"}
    assert read.problems == ()


def test_a_span_goes_over_the_end_of_the_month_and_of_the_year() -> None:
    read = read_notice("2027年节假日：国庆节、中秋节：9月30日至10月2日放假。元旦：12月31日至1月2日放假。")
    assert [one.day for one in read.days][:3] == [date(2027, 9, 30), date(2027, 10, 1), date(2027, 10, 2)]
    assert read.days[-1].day == date(2028, 1, 2)


@pytest.mark.parametrize(
    ("text", "said"),
    [("元旦放假三天", "哪一年"), ("2027年元旦放假三天。", "没有从文字里读出"), ("2027年：2月30日放假。", "没有看懂")],
)
def test_a_text_that_is_no_notice_says_why(text: str, said: str) -> None:
    with pytest.raises(NotACalendar, match=said):
        read_notice(text)


def test_a_doubtful_plan_is_read_with_what_is_doubtful() -> None:
    read = read_notice("元旦：1月1日至3日放假，1月3日（周日）上班。1月5日上班。3月9日至1日放假。", 2027)
    assert [one[:10] for one in read.problems] == ["“3月9日至1日放假", "2027-01-03", "2027-01-05"]


def sheet(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("安排.csv", "date,name,kind\n2027-01-01,元旦,off\n2027-01-09,元旦,work\n".encode()),
        ("安排.csv", "日期,节日,类型\n2027年1月1日,元旦,放假\n1月9日,元旦,调休上班\n".encode("gb18030")),
        ("安排.csv", "日期,节日,是否放假\n2027/1/1,元旦,是\n2027.1.9,元旦,否\n".encode()),
        ("安排.csv", "开始日期,结束日期,名称,安排\n1月1日,,元旦,休\n1月9日,1月9日,元旦,班\n".encode()),
        ("安排.xlsx", sheet(("2027年安排",), ("日期", "名称", "类型"), (date(2027, 1, 1), "元旦", "放假"), (),
                          (date(2027, 1, 9), "元旦", "上班"))),
        ("2027.json", json.dumps({"days": [{"date": "2027-01-01", "name": "元旦", "isOffDay": True},
                                           {"date": "2027-01-09", "name": "元旦", "isOffDay": False}]}).encode()),
        ("通知.txt", "元旦：1月1日放假。1月9日上班。".encode()),
    ],
)  # fmt: skip
def test_a_plan_comes_in_many_forms(name: str, data: bytes) -> None:
    assert read_plan_file(data, name, 2027).days == (NEW_YEAR, DayOff(date(2027, 1, 9), "元旦", worked=True))


def test_a_span_may_stand_in_one_cell() -> None:
    read = read_plan_file("日期,类型\n1月1日至3日,放假\n".encode(), "a.csv", 2027)
    assert [one.day.day for one in read.days] == [1, 2, 3]


def test_bad_rows_are_named_by_their_number() -> None:
    rows = "开始日期,结束日期,类型\n1月1日,1月3日,放假\n,,放假\n1月9日,,也许\n3月9日,1月1日,放假\n"
    assert [one[:6] for one in read_plan_file(rows.encode(), "a.csv", 2027).problems] == [
        "第 3 行：",
        "第 4 行：",
        "第 5 行：",
    ]
    rows = "日期,类型\n,放假\n2027-01-01,放假\n"
    assert read_plan_file(rows.encode(), "a.csv").problems == ("第 2 行：没有写日期。",)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.csv", "姓名,单位\n甲,乙\n".encode(), "没有看到表头"),
        ("a.csv", "日期,类型\n".encode(), "没有读出"),
        ("a.csv", b"", "没有内容"),
        ("a.json", b'{"days": [{"date": "x"}]}', "不是放假安排"),
        ("a.json", b'{"days": []}', "可能还没有公布"),
    ],
)
def test_a_file_that_is_no_plan_says_why(name: str, data: bytes, said: str) -> None:
    with pytest.raises(NotACalendar, match=said):
        read_plan_file(data, name, 2027)

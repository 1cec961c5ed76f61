"""The ledger of rectification: who, by when, with what evidence, closed by another, looked at again."""

from datetime import date, timedelta

from mofan.cases.actions import Dispatch, approve, dispatch, move, sign, submit
from mofan.cases.known_kinds import kind_named
from mofan.cases.models import Case
from mofan.cases.queries import cases_visible_to
from mofan.cases.rectification_ledger import HEADINGS, Looked, Narrowed, items_of, ledger, reports_of, sheet_rows
from mofan.cases.rectification_list import KIND, Item, take_in_list
from tests.make import AT
from tests.make_cases import County

DAY = timedelta(days=1)
ITEMS = (
    Item(1, "泵站巡检记录不全。", "补齐巡检制度", "县水务局", date(2026, 12, 31)),
    Item(2, "垃圾清运不及时。", "", "县城市管理局"),
)


def listed(county: County) -> tuple[Case, Case]:
    first, second = take_in_list(ITEMS, "巡察反馈", "inspection", county.centre, by=county.head, at=AT).new
    return first, second


def closed(county: County, case: Case) -> Case:
    (leg,) = dispatch(case, Dispatch(county.water), by=county.dispatcher, at=AT)
    sign(leg, by=county.water_handler, at=AT)
    submit(leg, "solved", "已补齐记录", by=county.water_handler, at=AT + DAY)
    approve(leg, by=county.dispatcher, at=AT + DAY)
    done = {"outcome": "done", "evidence": "逐页看了巡检本"}
    move(leg.case, "close", done, by=county.dispatcher, at=AT + 2 * DAY)
    return leg.case


def test_an_item_is_closed_by_another_and_looked_at_again(county: County) -> None:
    closed(county, listed(county)[0])
    line, other = ledger(list(items_of(county.head)), AT + 3 * DAY)
    assert (line.problem, line.owner, line.due_on, line.standing) == (
        "泵站巡检记录不全。",
        "县水务局",
        date(2026, 12, 31),
        "in_time",
    )
    assert (line.result, line.evidence, line.closed_by) == ("已补齐记录", "逐页看了巡检本", county.dispatcher.name)
    assert (line.closed_on, line.looked, line.look_due) == (date(2026, 11, 22), None, date(2027, 2, 22))
    assert (other.owner, other.due_on, other.standing, other.evidence) == ("县城市管理局", None, None, "")


def test_a_look_back_that_fails_opens_the_item_again(county: County) -> None:
    case = closed(county, listed(county)[0])
    move(case, "relapse", {"why": "又有两个月没有签字"}, by=county.head, at=AT + 9 * DAY)
    line = ledger([case], AT + 9 * DAY)[0]
    assert line.looked == Looked(False, "又有两个月没有签字", date(2026, 11, 29), county.head.name)
    assert (case.state, case.reopened, line.closed_by, line.look_due) == ("listed", 1, "", None)


def test_the_ledger_is_narrowed(county: County) -> None:
    first, second = listed(county)
    closed(county, first)
    rows = items_of(county.head)
    assert reports_of(county.head) == ["巡察反馈"]
    for narrowed, found in (
        (Narrowed(), [first, second]),
        (Narrowed(report="巡察反馈", state="listed"), [second]),
        (Narrowed(report="审计报告"), []),
        (Narrowed(unit=county.water.pk), [first]),
        (Narrowed(late_at=AT + 400 * DAY), [first]),
        (Narrowed(looking=True), [first]),
        (Narrowed(words="垃圾"), [second]),
        (Narrowed(words=first.code), [first]),
    ):
        assert list(narrowed.of(rows)) == found, narrowed
    assert not items_of(county.outsider).exists()


def test_the_ledger_is_a_sheet(county: County) -> None:
    case = closed(county, listed(county)[0])
    move(case, "relapse", {"why": "又漏签"}, by=county.head, at=AT + 9 * DAY)
    rows = sheet_rows(ledger(list(cases_visible_to(county.head)), AT + 9 * DAY), dict(kind_named(KIND).states))
    assert rows[0] == HEADINGS
    told = next(row for row in rows[1:] if row[1] == "泵站巡检记录不全。")
    assert told[3:6] == ("县水务局", date(2026, 12, 31), "已列入台账")
    assert told[10] == f"问题反弹：又漏签（{county.head.name}）"
    assert told[12] == "巡察反馈"

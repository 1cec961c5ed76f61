"""The ledger of a list of cases."""

from datetime import timedelta

from mofan.cases.channels.ledger import HEADINGS, case_ledger
from mofan.cases.models import Case
from mofan.cases.queries import Asked, case_list
from tests.make import AT
from tests.make_cases import County, dispatched, taken_in


def test_a_row_says_who_handles_it_and_until_when(county: County) -> None:
    dispatched(county, county.streets)
    taken_in(county, title="公园里没有座椅", at=AT + timedelta(hours=1))
    rows = case_list(county.dispatcher, Asked(order="taken_in_at"))
    sheet = case_ledger(rows, 10, AT + timedelta(days=30))
    assert sheet.rows[0] == HEADINGS
    first, second = (dict(zip(HEADINGS, row, strict=True)) for row in sheet.rows[1:])
    assert (first["主办单位"], first["协办单位"]) == ("县水务局", "县城市管理局")
    assert (first["是否超期"], first["状态"], first["受理决定"]) == ("是", "办理中", "受理")
    assert first["办理期限"]
    assert (second["标题"], second["主办单位"], second["办理期限"]) == ("公园里没有座椅", "", "")
    assert len(case_ledger(rows, 1, AT).rows) == 2
    said = "".join(str(cell) for row in sheet.rows for cell in row)
    assert "欧阳" not in said
    assert "13800005678" not in said


def test_what_came_of_it_is_said_in_words(county: County) -> None:
    case = taken_in(county)
    Case.objects.filter(pk=case.pk).update(outcome="solved", kind="nothing")
    (_, row) = case_ledger(case_list(county.dispatcher, Asked()), 10, AT).rows
    assert dict(zip(HEADINGS, row, strict=True))["结果"] == ""
    Case.objects.filter(pk=case.pk).update(kind="public_demand")
    (_, row) = case_ledger(case_list(county.dispatcher, Asked()), 10, AT).rows
    assert dict(zip(HEADINGS, row, strict=True))["结果"] == "已解决"


def test_the_ledger_of_others_is_empty(county: County) -> None:
    taken_in(county)
    assert case_ledger(case_list(county.outsider, Asked()), 10, AT).rows == (HEADINGS,)

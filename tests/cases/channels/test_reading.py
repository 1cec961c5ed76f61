"""A list of an upper platform, read row by row."""

from datetime import date
from typing import Any

import pytest

from mofan.cases.catalogue import kind_of
from mofan.cases.channels.columns import NOTE, guess_columns, targets
from mofan.cases.channels.reading import How, RowRead, category_words, guess_words, read_rows, wrong_rows
from mofan.org.sheets import Cell
from mofan.records.ledger_sheets import Ledger, ledger_of

DEMAND = kind_of("public_demand")
HEADINGS = (
    "序号",
    "工单编号",
    "来电时间",
    "来电人",
    "联系电话",
    "诉求标题",
    "诉求内容",
    "问题分类",
    "事发地址",
    "紧急程度",
)
ROW: tuple[Cell, ...] = (
    1.0, "GD20261122001", "2026-11-22 08:15", "欧阳静", 13800005678.0, "路灯不亮",
    "小区南门的路灯坏了一周。", "城乡建设", "柳湾小区南门", "紧急",
)  # fmt: skip


def ledger(*rows: tuple[Cell, ...], headings: tuple[str, ...] = HEADINGS) -> Ledger:
    return ledger_of((("某市热线工单",), headings, *rows))


def read(*rows: tuple[Cell, ...], kind: Any = DEMAND, **columns: str) -> tuple[RowRead, ...]:
    one = ledger(*rows)
    chosen = guess_columns(kind, one.headings) | columns
    return read_rows(kind, one, How(chosen, guess_words(kind, category_words(one, chosen))))


def changed(**cells: Cell) -> tuple[Cell, ...]:
    return tuple(cells.get(heading, cell) for heading, cell in zip(HEADINGS, ROW, strict=True))


def test_a_row_becomes_what_is_handed_in() -> None:
    (row,) = read(ROW)
    assert (row.number, row.outside, row.sentences) == (3, "upper::GD20261122001", ())
    one = row.intake
    assert one is not None
    assert (one.title, one.channel, one.urgency, one.category) == ("路灯不亮", "upper", "urgent", "housing")
    assert one.text == "小区南门的路灯坏了一周。\n来电时间：2026-11-22 08:15"
    assert (one.parties[0].name, one.parties[0].phone) == ("欧阳静", "13800005678")
    assert (one.place, one.outside) == ("柳湾小区南门", "upper::GD20261122001")


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("工单号", "number"),
        ("诉求编号", "number"),
        ("平台编号（必填）", "number"),
        ("反映内容", "text"),
        ("事件描述", "text"),
        ("来电人姓名", "applicant.name"),
        ("来电号码", "applicant.phone"),
        ("诉求人联系电话", "applicant.phone"),
        ("诉求人地址", "applicant.address"),
        ("被投诉单位", "respondent.organisation"),
        ("派单时间", NOTE),
        ("备注", NOTE),
        ("序号", ""),
        ("满意度", ""),
    ],
)
def test_headings_of_many_platforms_are_known(heading: str, code: str) -> None:
    assert guess_columns(DEMAND, [heading]) == {heading: code}


def test_a_kind_collects_no_more_than_it_needs() -> None:
    assert "applicant.id_number" not in targets(DEMAND)
    assert guess_columns(DEMAND, ["身份证号"]) == {"身份证号": ""}
    assert targets(kind_of("dispute"))["applicant.id_number"].endswith("身份证号")
    assert not any(code.endswith(".unit") for code in targets(DEMAND))


def test_what_a_column_is_is_given_once_but_notes() -> None:
    assert guess_columns(DEMAND, ["工单编号", "编号", "来电时间", "备注"]) == {
        "工单编号": "number",
        "编号": "",
        "来电时间": NOTE,
        "备注": NOTE,
    }


def test_a_row_without_a_number_is_said() -> None:
    (row,) = read(changed(工单编号=None))
    assert row.intake is None
    assert "没有平台编号" in row.sentences[0]


def test_the_same_number_twice_in_a_list_is_said_the_second_time() -> None:
    first, second, third = read(ROW, changed(诉求标题="又一次"), changed(工单编号=" GD20261122001 "))
    assert first.intake is not None
    assert second.sentences == third.sentences == ("平台编号与第 3 行相同。",)


def test_a_row_that_cannot_stand_says_all_that_is_wrong() -> None:
    (row,) = read(changed(联系电话="不详", 诉求标题=None, 诉求内容=None))
    assert row.intake is None
    assert [one[:6] for one in row.sentences] == ["标题要填写，", "诉求人的电话"]


def test_empty_rows_are_passed_over() -> None:
    assert [one.number for one in read((None,) * 10, ROW)] == [4]


def test_without_a_title_the_first_clause_is_it_and_a_long_one_stays_whole_in_the_text() -> None:
    (row,) = read(changed(诉求标题=None, 诉求内容="南门的路灯坏了一周。晚上看不见路。"))
    assert row.intake is not None
    assert row.intake.title == "南门的路灯坏了一周"
    (row,) = read(changed(诉求标题=None, 诉求内容="长" * 60))
    assert row.intake is not None
    assert row.intake.title == "长" * 39 + "…"
    (row,) = read(changed(诉求标题="长" * 130))
    assert row.intake is not None
    assert row.intake.title == "长" * 119 + "…"
    assert row.intake.text.startswith("长" * 130 + "\n小区南门")


@pytest.mark.parametrize(
    ("word", "urgency", "noted"),
    [
        ("特别紧急", "emergency", False),
        ("不紧急", "ordinary", False),
        ("一般", "ordinary", False),
        ("疑难复杂", "complex", False),
        ("加急", "urgent", False),
        ("红灯", "ordinary", True),
        (None, "ordinary", False),
    ],
)
def test_urgency_is_read_as_platforms_write_it(word: str | None, urgency: str, noted: bool) -> None:
    (row,) = read(changed(紧急程度=word))
    assert row.intake is not None
    assert row.intake.urgency == urgency
    assert ("紧急程度：红灯" in row.intake.text) == noted


def test_a_category_that_is_none_of_ours_is_kept_in_the_text() -> None:
    (row,) = read(changed(问题分类="某某专项"))
    assert row.intake is not None
    assert row.intake.category == ""
    assert "问题分类：某某专项" in row.intake.text


def test_categories_are_matched_by_their_names() -> None:
    one = ledger(ROW, changed(问题分类="社会保障"), changed(问题分类="城乡建设"), changed(问题分类=None), ROW[:3])
    words = category_words(one, guess_columns(DEMAND, one.headings))
    assert words == ("城乡建设", "社会保障")
    assert guess_words(DEMAND, ("城乡建设", "城乡建设类", "教育", "专项行动")) == {
        "城乡建设": "housing",
        "城乡建设类": "housing",
        "教育": "education",
        "专项行动": "",
    }


def test_points_are_cut_at_lines_and_semicolons() -> None:
    columns = {"来电时间": "points"}
    (row,) = read(changed(来电时间="修好路灯；加装一盏\n\n说明原因"), **columns)
    assert row.intake is not None
    assert row.intake.points == ("修好路灯", "加装一盏", "说明原因")


COMPLAINT = kind_of("consumer_complaint")


def complaint(**cells: Cell) -> RowRead:
    given: dict[str, Cell] = {
        "编号": "X1", "标题": "退款难", "诉求人": "乔木", "联系电话": "13800005678", "商家名称": "某某商行",
        "商品或者服务": "电饭锅", "诉求": "退款", "购买日期": date(2026, 3, 5),
    }  # fmt: skip
    given |= cells
    one = ledger_of((tuple(given), tuple(given.values())))
    columns = guess_columns(COMPLAINT, one.headings)
    names = {name: code for code, name in targets(COMPLAINT).items()}
    columns |= {"商品或者服务": "value.goods", "诉求": "value.demand", "购买日期": "value.bought_on"}
    assert set(columns.values()) <= {*names.values(), ""}
    (row,) = read_rows(COMPLAINT, one, How(columns, {}))
    return row


def test_the_fields_of_a_kind_are_read_by_type() -> None:
    row = complaint()
    assert row.sentences == ()
    assert row.intake is not None
    assert row.intake.values == {"goods": "电饭锅", "demand": "退款", "bought_on": date(2026, 3, 5)}
    assert {one.role for one in row.intake.parties} == {"applicant", "respondent"}
    assert complaint(购买日期="2026.3.5").sentences == ()
    assert "不是一个日期" in complaint(购买日期="2026-13-45").sentences[0]
    no_day = complaint(购买日期="无").intake
    assert no_day is not None
    assert "bought_on" not in no_day.values


def test_choices_are_read_by_their_names() -> None:
    dispute = kind_of("dispute")
    need = next(one for one in dispute.fields if one.type == "choice")
    code, name = next(iter(need.choices.items()))
    given = ("编号", "标题", "诉求人", "电话", "被申请人", "风险")
    rows = [("1", "邻里", "甲某", "13800005678", "乙某", name), ("2", "邻里", "甲某", "13800005678", "乙某", "无此项")]
    one = ledger_of((given, *rows))
    columns = guess_columns(dispute, one.headings) | {"风险": f"value.{need.code}"}
    good, bad = read_rows(dispute, one, How(columns, {}))
    assert good.intake is not None
    assert good.intake.values == {need.code: code}
    assert "没有这个选项" in bad.sentences[0]


def test_wrong_rows_are_given_back_as_they_stood() -> None:
    one = ledger(ROW, changed(工单编号="2", 联系电话="不详"))
    how = How(guess_columns(DEMAND, one.headings), {})
    sheet = wrong_rows(one, read_rows(DEMAND, one, how))
    assert sheet.rows[0][:3] == ("问题", "序号", "工单编号")
    assert len(sheet.rows) == 2
    assert "电话" in str(sheet.rows[1][0])
    again = ledger_of(sheet.rows)
    assert guess_columns(DEMAND, again.headings)["问题"] == ""

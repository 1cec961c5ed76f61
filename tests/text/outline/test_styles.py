"""Further styles of headings, and lists that look like headings."""

import pytest

from mofan.text.outline import numbering_issues, outline

BODY = "各级各部门要高度重视，结合实际细化措施，把任务落实到岗、责任压实到人，确保取得实效。"


def texts(*lines: str) -> list[str]:
    """The headings of a notice with `lines`, in which 〔 stands for a paragraph of body."""
    text = "\n".join(["关于做好冬春季森林防火工作的通知", BODY, *lines]).replace("〔", BODY)
    headings = outline(text)
    assert all(text[heading.start : heading.end] == heading.text for heading in headings)
    assert numbering_issues(headings) == ()
    return [heading.text for heading in headings]


HEADED = ("一、压实责任", "〔", "二、管住火源", "〔")


def test_headings_before_a_list_of_attachments_stay() -> None:
    assert texts(*HEADED, "附件：1.值班电话", "2.报送要求", "临河县林业局", "2024年3月1日") == [HEADED[0], HEADED[2]]


@pytest.mark.parametrize(
    "attachments",
    [
        ("附件：1.值班电话", "2.报送要求", "3.物资清单"),
        ("附件：", "1.值班电话", "2.报送要求"),
        ("附件1.值班电话", "2.报送要求"),
        ("附：1、值班电话", "2、报送要求"),
        ("附件：（1）值班电话", "（2）报送要求"),
        ("附件：一、值班电话", "二、报送要求"),
        ("附件：值班电话",),
        ("附件：", "值班电话"),
    ],
)
def test_entries_of_a_list_of_attachments_are_no_headings(attachments: tuple[str, ...]) -> None:
    assert texts(*HEADED, *attachments) == [HEADED[0], HEADED[2]]
    assert texts(*HEADED, *attachments, "临河县林业局", "2024年3月1日") == [HEADED[0], HEADED[2]]


def test_the_headings_of_an_attachment_itself_are_headings() -> None:
    found = texts(*HEADED, "附件：1.值守办法", "2.报送要求", "临河县林业局", "附件1", "值守办法", *HEADED)
    assert found == [HEADED[0], HEADED[2]] * 2


def test_an_entry_that_does_not_go_on_ends_the_list_of_attachments() -> None:
    assert texts("附件：1.值班电话", "一、压实责任", "〔", "二、管住火源", "〔") == [HEADED[0], HEADED[2]]


@pytest.mark.parametrize(
    "headings",
    [
        ("【一、压实责任】", "【二、管住火源】"),
        ("[一、压实责任]", "[二、管住火源]"),
        ("【压实责任】", "【管住火源】", "【备足队伍】"),
        ("壹、压实责任", "贰、管住火源", "叁、备足队伍"),
        ("Ⅰ. 压实责任", "Ⅱ. 管住火源", "Ⅲ. 备足队伍"),
        ("一　压实责任", "二　管住火源", "三　备足队伍"),
        ("一、压实责任（责任单位：县林业局；各乡镇）", "二、管住火源（责任单位：县公安局；完成时限：年底）"),
        ("党员带头，压实责任", "群众参与，管住火源", "部门联动，备足队伍"),
        ("压责任，强堤防", "管火源，除隐患", "备队伍，保平安"),
    ],
)
def test_lines_of_every_style_are_headings(headings: tuple[str, ...]) -> None:
    assert texts(*(line for heading in headings for line in (heading, "〔"))) == list(headings)


def test_sentences_of_one_measure_that_begin_alike_lead_their_paragraphs() -> None:
    leads = ["突出“防”字，压实各方责任", "突出“查”字，消除火灾隐患", "突出“快”字，备足扑火队伍"]
    assert texts(*(f"{lead}。〔" for lead in leads)) == leads


@pytest.mark.parametrize(
    "lines",
    [
        ("一 张家湾村", "二 李家湾村", "三 王家湾村"),
        ("【案例】", "〔", "〔"),
        ("【2024】12号", "〔"),
        ("【】", "〔"),
        ("今年，巡山3次", "〔", "去年，扑火2次", "〔", "前年，植树5亩", "〔"),
    ],
)
def test_rows_and_single_words_are_no_headings(lines: tuple[str, ...]) -> None:
    assert texts(*lines) == []


def test_an_open_bracket_does_not_hide_the_end_of_a_sentence() -> None:
    assert texts("一、压实责任（含村级。〔", "二、管住火源。〔") == ["一、压实责任（含村级", "二、管住火源"]


def test_a_short_rule_after_a_colon_is_no_part_of_the_heading() -> None:
    assert texts("一、元旦：1月1日放假。", "二、春节：2月4日至10日放假调休，共7天。〔") == ["一、元旦", "二、春节"]

"""The sheet with what proofreading found, drawn."""

from mofan.text.proofread import Finding
from mofan.web.proof_sheet import draw, key_of, listed

TEXT = "题目\n一、压实责任\n截止目前，全局\n完成任务。\n"


def finding(quote: str) -> Finding:
    start = TEXT.index(quote)
    return Finding(start, start + len(quote), quote, "confusion", "error", "试", "改", "试", 1.0)


def test_findings_are_marked_where_they_stand() -> None:
    lines = draw(TEXT, [finding("截止"), finding("任务")], body_start=3, most=100)
    assert [line.level for line in lines] == [-1, 1, 0, 0]
    assert [(one.text, one.number, one.begins) for one in lines[2].stretches] == [
        ("截止", 1, True),
        ("目前，全局", 0, False),
    ]
    assert [one.number for one in lines[3].stretches] == [0, 2, 0]


def test_a_finding_over_two_lines_is_marked_in_both() -> None:
    lines = draw(TEXT, [finding("全局\n完成")], body_start=3, most=100)
    assert [(one.text, one.number, one.begins) for line in lines[2:] for one in line.stretches] == [
        ("截止目前，", 0, False),
        ("全局", 1, True),
        ("完成", 1, False),
        ("任务。", 0, False),
    ]


def test_no_more_is_drawn_than_is_asked_for() -> None:
    lines = draw(TEXT, [finding("任务")], body_start=0, most=14)
    assert "".join(one.text for line in lines for one in line.stretches) == TEXT[:14].replace("\n", "")


def test_the_list_says_where_a_finding_stands() -> None:
    (one,) = listed(TEXT, [finding("截止")])
    assert (one.number, one.before, one.after, one.paragraph) == (1, "", "目前，全局", 3)
    assert (one.kind, one.severity, one.shape, one.key) == ("用词", "错误", "late", key_of(finding("截止")))

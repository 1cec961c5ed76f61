"""A text proofread whole: what is found, what stays, what happens when it is put in."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from mofan.text.proofread import KINDS, Finding, Own, Register, Severity, apply, proofread, proofread_each
from mofan.text.proofread.settling import settle
from tests.growth import grows_evenly

DRAFT = (
    "关于作风建设情况的报告\n"
    "县水务局坚持稳住求进,落实“一岗双责“要求。截止目前，召开专题会议x次，以优异成绩迎接接新年到来。\n"
    "开展业务培圳，完善值班制度 。"
)


def corrected(text: str) -> str:
    return apply(text, proofread(text))


def test_an_old_hand_marks_what_is_wrong_and_says_what_should_stand() -> None:
    assert [(finding.kind, finding.quote, finding.replacement) for finding in proofread(DRAFT)] == [
        ("wording", "稳住求进", "稳中求进"),
        ("punctuation", ",", "，"),
        ("quotation", "“", "”"),
        ("confusion", "截止目前", "截至目前"),
        ("blank", "x", None),
        ("doubling", "接接", "接"),
        ("spelling", "圳", "训"),
        ("punctuation", " ", ""),
    ]


def test_every_finding_is_a_sentence_with_a_kind_that_is_known() -> None:
    for finding in proofread(DRAFT):
        assert finding.kind in KINDS
        assert finding.message.endswith(("。", "）。", "”。"))
        assert 0 < finding.confidence <= 1


def test_what_is_put_in_is_right_and_putting_it_in_again_changes_nothing() -> None:
    findings = proofread(DRAFT)
    once = apply(DRAFT, findings)
    assert "坚持稳中求进，落实“一岗双责”要求。截至目前，" in once
    assert "业务培训，完善值班制度。" in once
    assert apply(once, findings) == once


def test_only_what_was_accepted_is_put_in() -> None:
    accepted = [finding for finding in proofread(DRAFT) if finding.kind == "wording"]
    assert apply(DRAFT, accepted) == DRAFT.replace("稳住", "稳中")


def test_a_plain_text_has_nothing_to_mark() -> None:
    assert proofread("") == ()
    assert proofread("各部门要按照职责分工，认真抓好贯彻落实。") == ()


def test_the_same_text_gives_the_same_findings() -> None:
    assert proofread(DRAFT) == proofread(DRAFT)


def test_names_of_the_register_are_never_corrected() -> None:
    text = "全局深入开展稳住求进专题研讨。"
    assert [finding.replacement for finding in proofread(text)] == ["稳中求进"]
    assert proofread(text, register=Register(slogans=("稳住求进",))) == ()
    assert proofread(text, register=Register(words=("稳住求进专题",))) == ()


def test_who_says_something_is_nobody_s_slip() -> None:
    assert proofread("会上，何以宁指出了工作中的不足。") == ()
    assert [finding.quote for finding in proofread("会上，大家指出了工作中的不卒。")] == ["卒"]


def test_what_is_given_to_somebody_is_no_part_of_the_name() -> None:
    assert [finding.replacement for finding in proofread("会议决定授于王明同志“先进个人”称号。")] == ["授予"]
    assert proofread("会议由于明同志主持。") == ()


def test_residue_is_asked_about_only_where_one_says_whose_text_it_is() -> None:
    text = "以优异成绩迎接党的二十大胜利召开。"
    assert proofread(text) == ()
    assert [finding.rule for finding in proofread(text, own=Own(year=2025))] == ["past event"]


def finding(start: int, quote: str, new: str | None, severity: Severity = "error") -> Finding:
    return Finding(start, start + len(quote), quote, "wording", severity, "请核对。", new, "rule", 0.9)


def test_of_two_findings_on_one_spot_the_graver_stays() -> None:
    doubtful, sure = finding(0, "的的", "的", "warning"), finding(1, "的一", "地一")
    assert settle("的的一", [doubtful, sure]) == (sure,)


def test_a_replacement_that_begins_with_its_quote_takes_in_what_follows() -> None:
    settled = settle("心—理念", [finding(1, "—", "——")])
    assert [(one.quote, one.replacement) for one in settled] == [("—理", "——理")]
    assert [one.replacement for one in settle("心—", [finding(1, "—", "——")])] == [None]
    assert [one.replacement for one in settle("好" * 40, [finding(1, "好好", "好")])] == [None]


def test_overlapping_replacements_are_put_in_once() -> None:
    assert apply("甲乙丙", [finding(0, "甲乙", "子丑"), finding(1, "乙丙", "寅卯")]) == "子丑丙"


def test_findings_of_another_text_change_nothing() -> None:
    assert apply("另一篇材料", [finding(0, "甲", "乙")]) == "另一篇材料"
    assert apply("甲乙", [finding(0, "甲", "丙"), finding(1, "丁", "戊")]) == "甲乙"


MARKS = "的了“”（）《》，。、,. x一二三是第\n—-()十大12年月日号〔〕[]\"'截止目前接党书记"


@given(st.text(alphabet=MARKS, max_size=60))
def test_any_text_is_proofread_without_overlaps_and_applied_once(text: str) -> None:
    findings = proofread(text, register=Register(units=("临河县水务局",)), own=Own("县水务局", ("临河县",), 2025))
    assert all(text[one.start : one.end] == one.quote != "" for one in findings)
    assert all(before.end <= after.start for before, after in pairwise(findings))
    once = apply(text, findings)
    assert apply(once, findings) == once


@given(
    st.text(max_size=40), st.sampled_from([DRAFT, "x", "“", "一、", "\ud800", "\x00", "第一，"]), st.text(max_size=20)
)
def test_no_character_at_all_ends_it(before: str, middle: str, behind: str) -> None:
    text = before + middle + behind
    for one in proofread(text, register=Register(slogans=("五比五看",)), own=Own("县水务局", ("临河县",), 2025)):
        assert text[one.start : one.end] == one.quote != ""
        assert one.replacement != one.quote
        assert one.kind in KINDS


def test_halves_of_characters_stay_as_they_are() -> None:
    findings = proofread('落实"责\ud800任"，截止目前完成。')
    assert [(one.quote, one.replacement) for one in findings] == [
        ('"责\ud800任"', None), ("截止目前", "截至目前"),
    ]  # fmt: skip


def test_many_texts_are_as_if_each_were_alone() -> None:
    texts = ["", DRAFT, "好", DRAFT * 300, *["推动高量发展"] * 1200]
    each = proofread_each(texts)
    assert next(each) == ()
    assert next(each) == proofread(DRAFT)
    assert list(each)[-1] == proofread("推动高量发展")
    assert list(proofread_each([])) == []


PARTS = (
    *(
        DRAFT,
        "“",
        "（",
        "《",
        "一是加强领导。二是",
        "一、加强领导\n",
        "加强领导，",
        "农业、",
        "省、市、县、",
        "x",
        "1.",
        "①",
        "的",
    ),
    *("第一条 总则\n", "四个方面：一是", "“四个到位”，即到位、", " ", "—", "发〔2025〕", "坚持", "约3", "由县、"),
    *("《中华人民共和国", "在南山社区x县", "县委、县政府、"),
)


def test_a_long_text_costs_no_more_a_character() -> None:
    assert grows_evenly(lambda count: proofread("".join((part * count)[:count] for part in PARTS)), 400)

"""Words around a number: what is asked, what is proposed, what is left alone."""

import pytest

from mofan.drafting.finding import NEAR, _near, counts_the_same, current_vocabulary
from mofan.drafting.proposing import ENOUGH, asked_in, propose
from mofan.text.describe import describe


def first(text: str) -> list[tuple[str, str]]:
    """(figure or nothing, reason) for each blank number."""
    blanks = [one for one in describe(text, title="材料").figures if one.blank]
    spans = [(one.start, one.end) for one in blanks]
    words = current_vocabulary()
    told = []
    for one in blanks:
        found = propose(asked_in(text, one.start, one.end, one.measure or "", spans), words)
        told.append((found[0].figure.code, found[0].reason) if found else ("", ""))
    return told


def test_a_proposal_says_why(db: None) -> None:
    ((code, why),) = first("截至目前，召开警示教育大会x次。")
    assert code == "cautionary_education.meeting"
    assert "“警示教育大会”" in why
    assert "量词“次”相同" in why


def test_a_number_without_words_of_its_own_speaks_of_what_stands_before(db: None) -> None:
    told = first("举办政策辅导x期，涉及x余户次。")
    assert [code for code, _ in told] == ["policy_session.count", "policy_session.sum.households"]
    assert "承前说" in told[1][1]


def test_the_heading_above_may_say_it(db: None) -> None:
    words = current_vocabulary()
    text = "今年以来x次。"
    asked = asked_in(text, 4, 6, "次", [(4, 6)], "（一）抓好警示教育")
    found = propose(asked, words)
    assert found[0].figure.code == "cautionary_education.count"
    assert "上文说" in found[0].reason
    assert all(one.score >= ENOUGH for one in found)


@pytest.mark.parametrize("text", ["种植杨树x棵。", "x个乡镇全部通车。", "获得补助x万元。", "资金x万元，厂房x平方米。"])
def test_what_nothing_records_gets_no_proposal(db: None, text: str) -> None:
    assert [code for code, _ in first(text)] == [""] * len(first(text))


def test_measures_that_count_the_same_are_known(db: None) -> None:
    assert counts_the_same("场", "次")
    assert counts_the_same("万元", "元")
    assert not counts_the_same("人", "人次")


def codes(text: str) -> list[str]:
    return [code for code, _ in first(text)]


def test_things_listed_first_get_the_numbers_behind_them_in_order(db: None) -> None:
    assert codes("全年办结矛盾纠纷、消费投诉和企业诉求分别为x件、x件和x件。") == [
        "cases.dispute.closed",
        "cases.consumer_complaint.closed",
        "cases.enterprise_demand.closed",
    ]
    assert codes("支委会、党小组会分别召开x次、x次。") == ["committee_meeting.count", "cell_meeting.count"]


@pytest.mark.parametrize(
    "text",
    [
        "支委会、党小组会、主题党日分别召开x次、x次。",  # three things, two numbers
        "支委会、党小组会分别召开x次，先进x个。",  # one number
    ],
)
def test_a_list_that_does_not_fit_its_numbers_is_no_list(db: None, text: str) -> None:
    blanks = [one for one in describe(text, title="材料").figures if one.blank]
    spans = [(one.start, one.end) for one in blanks]
    asked = asked_in(text, blanks[0].start, blanks[0].end, "次", spans)
    assert asked.own.endswith("分别召开")


def test_a_number_per_head_is_not_one_per_session(db: None) -> None:
    assert codes("党员人均参加集中学习x学时。") == [""]
    assert codes("每次集中学习平均x学时。")[0] in ("collective_study.average_hours", "collective_study.average.hours")


def test_a_part_must_be_said_apart_from_the_whole(db: None) -> None:
    assert codes("向上级请示报告x件，其中请示x件、报告x件。") == [
        "upward_report.count",
        "upward_report.request",
        "upward_report.report",
    ]


def test_who_does_it_names_no_subject(db: None) -> None:
    assert codes("班子成员x次。") == [""]


def test_what_is_quoted_may_be_the_subject(db: None) -> None:
    assert codes("党组研究“三重一大”事项x项。") == ["collective_decision.count"]


def test_the_second_number_of_the_same_thing_is_of_the_same_part(db: None) -> None:
    assert codes("评查涉企案卷x件x册。") == ["case_file_review.enterprise_cases", "case_file_review.enterprise_volumes"]


def test_our_own_people_are_those_who_took_part(db: None) -> None:
    assert codes("开展志愿服务x次，x余名党员参加。")[1] in ("volunteer_service.attendance", "volunteer_service.people")


def test_the_sentence_around_a_slot_is_short() -> None:
    text = "头一句。" + "长" * 100 + "x次" + "尾" * 100 + "。"
    before, after = _near(text, 104, 106)
    assert before == "…" + "长" * NEAR
    assert after == "尾" * NEAR + "…"
    assert _near("头一句。开会x次，很好。又", 6, 8) == ("开会", "，很好。")
    assert _near("开会x次\n", 2, 4) == ("开会", "")


def test_a_number_without_a_measure_word_takes_that_of_its_figure(db: None) -> None:
    text = "召开支委会x，很及时。"
    found = propose(asked_in(text, 5, 6, ""), current_vocabulary())
    assert found[0].figure.code == "committee_meeting.count"
    assert "文中没有量词，这个数的量词是“次”" in found[0].reason


def test_numbers_side_by_side_count_the_same_thing(db: None) -> None:
    assert codes("案件评查中，随机抽查x件x册逐一过筛。") == [
        "case_file_review.sum.cases",
        "case_file_review.sum.volumes",
    ]


def test_whom_it_was_done_with_is_no_other_thing(db: None) -> None:
    assert codes("县纪委约谈科室负责人x人次。") == ["reminder_talk.count"]
    assert codes("督查通报x人。") == [""]  # no record of it is of one person


def test_the_thing_itself_may_say_how_it_is_measured(db: None) -> None:
    assert codes("中心组集体学习x次，累计学时x个。")[1] == "study_group_session.sum.hours"


def test_who_does_it_is_carried_over_only_from_the_head_of_a_clause(db: None) -> None:
    assert codes("班子成员带头学，全年讲党课x次。") == ["party_lecture.by_leading_body"]
    assert codes("梳理班子成员履职清单x项，层层签订责任书x份。")[1] == "responsibility_letter.count"


def test_what_is_handed_on_is_spoken_of_in_cases(db: None) -> None:
    assert codes("网格上报事件x件，交办x件，退回x件。") == ["cases.received", "cases.dispatched", "cases.returned"]


@pytest.mark.parametrize(
    "text", ["干部大讲堂x讲，听众累计达x人次，人均学时达到XX。", "举办干部大讲堂N期，听众人次达XX，平均  学时。"]
)
def test_a_number_by_a_rarer_mark_or_behind_its_measure_is_asked_for_too(db: None, text: str) -> None:
    assert codes(text) == ["cadre_lecture.count", "cadre_lecture.attendance", ""]


def test_a_rate_of_another_thing_is_not_the_one_that_is_kept(db: None) -> None:
    assert codes("受理审批事项x件，提前办结率x%。")[1] == ""
    assert codes("受理审批事项x件，办结率x%。")[1] == "cases.approval.completion"


def test_a_share_may_be_written_out(db: None) -> None:
    assert codes("抽查案卷x件，瑕疵案件占比x%。")[1] == "case_file_review.faulty_share"


def test_what_describes_another_thing_is_not_counted(db: None) -> None:
    assert codes("抽查行政处罚案卷x件，反馈整改意见x条。")[1] == ""


def test_what_is_done_with_examples_is_done_with_what_they_stand_for(db: None) -> None:
    assert codes("包联企业，协调解决用工、融资等难题x个。") == ["enterprise_contact.sum.solved"]
    assert codes("开展用工、融资等培训x期。") == ["training_session.count"]


def test_a_sentence_goes_on_with_the_kind_that_it_spoke_of(db: None) -> None:
    told = codes("机关支部与青杨村结对，走访脱贫户x户，发放慰问品折合人民币x元，帮助解决实际困难x件。")
    assert told[1:] == ["paired_help.sum.sum", "paired_help.sum.problems"]


def test_a_weak_word_says_not_both_what_and_which_part(db: None) -> None:
    assert codes("对调结的纠纷逐件回访，回访当事人x人次。") == ["cases.dispute.callbacks"]


def test_what_comes_in_is_not_what_is_handed_on(db: None) -> None:
    assert codes("接到12345热线转办工单x件。") == ["cases.public_demand.received"]
    assert codes("群众诉求工单转办x件。") == ["cases.public_demand.dispatched"]


def test_what_is_still_open_is_not_done(db: None) -> None:
    assert codes("认领巡视反馈问题x个，已销号x个，持续推进x个。") == [
        "cases.rectification_item.received",
        "cases.rectification_item.closed",
        "",
    ]


def test_to_whom_it_was_handed_on_is_no_other_thing(db: None) -> None:
    assert codes("排查矛盾纠纷x件，移交司法所x件。")[1] == "cases.dispute.dispatched"


def test_a_measure_word_that_a_kind_has_once_says_which_part(db: None) -> None:
    assert codes("送温暖，慰问困难家庭x户。") == ["paired_help.sum.households"]
    assert codes("慰问困难青年x户，送去慰问金x元。") == ["paired_help.sum.households", "paired_help.sum.sum"]


def test_the_clause_before_says_which_kind_of_case(db: None) -> None:
    assert codes("受理“12345”工单x件；按期办结x件，按期办结率x%，回访满意x件。")[1:] == [
        "cases.public_demand.on_time",
        "cases.public_demand.on_time_rate",
        "cases.public_demand.satisfied",
    ]


def test_problems_go_by_many_names(db: None) -> None:
    assert codes("召开晨会x次，提出窗口堵点x个。")[1] == "morning_meeting.sum.problems"


def test_a_rate_of_whistles_needs_a_whistle(db: None) -> None:
    assert codes("审批窗口延时服务办件x件，群众好评率x%。")[1] == ""


def test_a_part_of_a_number_per_head_is_one_too(db: None) -> None:
    assert codes("全局干部人均参训x学时，其中网络学习x学时。") == ["", ""]


def test_who_spoke_is_not_who_took_part(db: None) -> None:
    assert codes("干部大讲堂开办x讲，邀请专家授课x人次。") == ["cadre_lecture.count", ""]


def test_problems_solved_are_not_those_found(db: None) -> None:
    assert codes("开展专项督查x次，发现问题x个，推动解决问题x个。")[1:] == ["supervision_round.sum.problems", ""]


def test_what_was_promised_is_done_by_now(db: None) -> None:
    assert codes("年初确定为民办实事x件，目前完成x件。")[1] == "cases.practical_matter.closed"


def test_an_average_is_no_plain_number(db: None) -> None:
    assert codes("全年晨会x场，平均到会x人。") == ["morning_meeting.count", ""]


def test_places_are_not_what_is_done_in_them(db: None) -> None:
    assert codes("设立消费维权服务站x个，处理投诉x件。") == ["", "cases.consumer_complaint.closed"]


def test_households_that_were_called_on_are_those_of_the_visits(db: None) -> None:
    assert codes("残联干部上门走访残疾人家庭x户。") == ["field_visit.sum.households"]
    assert codes("走访慰问企业x家。") == ["field_visit.sum.households"]


def test_between_equals_the_kind_decides_that_stands_before(db: None) -> None:
    assert codes("召开民主生活会x次，会前征求意见x条。")[1] == "democratic_life_meeting.sum.opinions"
    assert codes("召开组织生活会x次，会前征求意见x条。")[1] == "branch_life_meeting.sum.opinions"


def test_a_study_group_learns_together(db: None) -> None:
    assert codes("县委中心组坚持每月学，集体学习x次。") == ["study_group_session.count"]

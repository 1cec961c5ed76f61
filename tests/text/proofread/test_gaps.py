"""Blanks, names left in, personal data, secrecy marks."""

from mofan.text.describe.figures import find_figures
from mofan.text.proofread import proofread
from mofan.text.proofread.rules.gaps import find_gaps, find_secrecy


def found(text: str) -> list[tuple[str, str]]:
    return [(finding.rule, finding.quote) for finding in find_gaps(text, find_figures(text))]


def test_every_blank_says_what_is_missing() -> None:
    text = "召开警示教育x次，x县水务局走访群众××人，交办完成率x。"
    findings = list(find_gaps(text, find_figures(text)))
    assert [finding.message for finding in findings] == [
        "空缺未填：警示教育（次）。", "空缺未填：地名。", "空缺未填：群众（人）。", "空缺未填：交办完成率（%）。",
    ]  # fmt: skip


def test_real_names_beside_names_that_were_taken_out_are_reported() -> None:
    text = "x县水务局到x镇调研。信丰县县长周明远同志陪同，察看S454线和江西省有关项目，"
    text += "落实临府发〔2021〕5号和国发〔2012〕14号。"
    assert [quote for rule, quote in found(text) if rule == "name left in"] == [
        "信丰县", "周明远", "S454", "临府发〔2021〕5号",
    ]  # fmt: skip


def test_a_text_that_hides_nothing_leaks_nothing() -> None:
    assert found("信丰县县长周明远同志察看S454线。") == []


def test_a_national_leader_is_no_leak() -> None:
    assert "习近平" not in [quote for _, quote in found("x县x镇学习贯彻习近平总书记重要讲话精神。")]


def test_rays_are_no_blank() -> None:
    assert found("射线装置，是指X线机、加速器。") == []


def test_personal_data_and_secrecy_marks_are_reported() -> None:
    assert [finding.kind for finding in proofread("联系电话13800000000")] == ["personal_data"]
    assert [finding.kind for finding in find_secrecy("机密★10年\n关于值班的请示\n")] == ["secrecy"]
    assert list(find_secrecy("关于值班的请示")) == []


def test_names_that_only_their_ending_betrays_are_asked_about() -> None:
    text = "x局在南山社区设立服务点，帮扶太平畲族村，到石塘小学走访，完成京九铁路沿线整治，"
    text += "参观周明远工作室，电话0797-3312345。"
    assert [quote for rule, quote in found(text) if rule == "name left in"] == [
        "南山社区", "太平畲族村", "石塘小学", "京九铁路", "周明远", "0797-3312345",
    ]  # fmt: skip


def test_who_acts_in_a_case_is_asked_about() -> None:
    text = "某县人民法院审判员刘建军审理了此案，村民张大山表示满意，律师严格履职。"
    assert {quote for rule, quote in found(text) if rule == "name left in"} == {"刘建军", "张大山"}


def test_names_that_tell_the_part_of_the_country_are_asked_about() -> None:
    text = "x局用好赣法民意中心，打造“龚明远工作室”，落实县委“1356”工作思路，前往云岭纪念馆参观，在赣南各苏木走访。"
    assert {quote for rule, quote in found(text) if rule == "name left in"} == {
        "龚明远", "赣法民意中心", "1356", "云岭纪念馆", "赣南", "苏木",
    }  # fmt: skip


def test_words_that_name_no_place_are_no_leak() -> None:
    text = "x局到结对社区报到，在重点村推进，到中心小学走访，深入全县农村公路，探索新路，走好群众路线。"
    assert [quote for rule, quote in found(text) if rule == "name left in"] == []


def test_a_place_of_any_name_before_its_organs_is_asked_about() -> None:
    text = "××县纪委对云山县民政局某副局长的问题进行了审查，该县财政局、全县公安局协助。"
    assert [one.quote for one in proofread(text) if one.kind == "anonymity"] == ["云山县"]


def test_a_text_that_says_it_is_secret_is_reported() -> None:
    assert [one.quote for one in find_secrecy("本材料属秘密级，请注意保管。")] == ["秘密级"]
    assert list(find_secrecy("国家秘密分为绝密、机密、秘密三级。")) == []


def test_a_party_or_a_patient_whose_name_is_kept_back_is_no_blank() -> None:
    text = "公诉机关指控被告人刘某犯盗窃罪，刘某当庭认罪；书记员由王某担任。"
    assert [finding.start for finding in proofread(text) if finding.rule == "unfilled blank"] == [
        text.index("王某") + 1
    ]
    assert not [one for one in proofread("患者李某某因胸闷入院，李某某既往体健。") if one.kind == "blank"]
    assert [one for one in proofread("当事人陈某书记表示服从。") if one.kind == "blank"]


def test_parties_and_numbers_of_houses_beside_hidden_names_are_asked_about() -> None:
    text = "××县法院查明，王某与刘志强签订了合同，店铺位于虹桥路168号。"
    assert {quote for kind, quote in found(text) if kind == "name left in"} >= {"刘志强", "虹桥路168号"}

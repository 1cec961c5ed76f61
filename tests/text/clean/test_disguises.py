"""The twenty-five ways in which advertisements are hidden, and what looks like one and must stay."""

import pytest

from mofan.text.clean import clean

BEFORE = "松河县水利局坚持党建引领，扎实推进各项工作。"
AFTER = "下一步，将继续抓好落实。"


def _only_the_ad_goes(advertisement: str, before: str = BEFORE, after: str = "") -> None:
    assert clean(before + advertisement + after).text == before + after


def _stays(text: str) -> None:
    assert clean(text).removals == ()


def _everywhere(line: str, mark: str) -> list[str]:
    return [line[:at] + mark + line[at:] for at in range(1, len(line))]


@pytest.mark.parametrize("line", _everywhere("【更多公文素材，微信：lanshan88】", " "))
def test_01_a_space_at_any_place_of_a_bracketed_contact(line: str) -> None:
    _only_the_ad_goes(line)


@pytest.mark.parametrize("line", _everywhere("获取更多实用素材，请添加公文君微信（纯数字）：", "^"))
def test_02_a_caret_at_any_place(line: str) -> None:
    _only_the_ad_goes(line)


@pytest.mark.parametrize("number", ["1060", "10^60", "106^0", "8 0 2 4", "77^23391"])
def test_03_what_is_left_of_a_number_after_the_colon(number: str) -> None:
    _only_the_ad_goes(f"获取更多实用素材，请添加公文君微信（纯数字）：{number}")


@pytest.mark.parametrize("name", ["老船长公文君", "老船^长公文君", "笔墨公文君", "公文小助手"])
def test_04_the_name_of_the_advertiser_varies(name: str) -> None:
    _only_the_ad_goes(f"获取更多实用素材，请添加{name}微信（纯数字）：")


def test_05_glued_to_a_heading_without_a_mark() -> None:
    heading = "三、党建引领，凝聚治水兴水合力"
    _only_the_ad_goes("获取更多实用素材，^请添加公文君微信（纯数字）：", before=heading)
    _only_the_ad_goes("更多范文请加微信gw_8866", before=heading)
    _only_the_ad_goes("微信：gw_8866", before=heading)


@pytest.mark.parametrize(
    "title", ["松河县水利局创建经验交流材料（2）", "关于机关作风建设情况的报告", "聚焦“四个过硬” 打造模范机关"]
)
def test_06_at_the_end_of_a_title_the_title_comes_out_clean(title: str) -> None:
    body = "\n近年来，我局扎实工作。"
    _only_the_ad_goes("【更多公文素材，微信：lan shan88】", before=title, after=body)
    _only_the_ad_goes("获取更多实用素材，请添加老船长公文君微信（纯数字）：", before=title, after=body)
    _only_the_ad_goes("更多资料请关注公众号“老笔头”", before=title, after=body)


def test_07_two_and_three_in_a_row() -> None:
    one, other = "【更多公文素材，微信：lanshan88】", "获取更多实用素材，请添加公文君微信（纯数字）：10^60"
    _only_the_ad_goes(other + one)
    _only_the_ad_goes(one + other)
    _only_the_ad_goes(one + one + other)


def test_08_before_the_full_stop_and_in_mid_sentence() -> None:
    assert clean("推动各项工作走深走实【更多范文加V：gw8866】。下一步").text == "推动各项工作走深走实。下一步"
    assert clean("推动各项工作走深走实更多范文加微信gw8866。下一步").text == "推动各项工作走深走实。下一步"
    assert clean("坚持人民至上，更多范文请加微信gw8866，办好民生实事。").text == "坚持人民至上，办好民生实事。"
    assert clean("坚持人民至上，更多范文请加微信gw8866办好民生实事。").text == "坚持人民至上，办好民生实事。"
    assert clean("坚持人民至上更多范文请加微信gw8866，办好民生实事。").text == "坚持人民至上，办好民生实事。"
    assert clean("坚持人民至上。更多范文请加微信gw8866。办好民生实事。").text == "坚持人民至上。办好民生实事。"


def test_09_a_paid_mark_before_the_dash_of_a_subtitle() -> None:
    cleaned = clean("治水为民谱新篇\n##paidbegin##——松河县水利局经验材料（1）\n正文\n##paidend##")
    assert cleaned.text == "治水为民谱新篇\n——松河县水利局经验材料（1）\n正文"
    assert [removal.kind for removal in cleaned.removals] == ["paid_mark", "paid_mark"]


def test_10_a_trailer_that_begins_with_a_comma_and_what_trails_it() -> None:
    trailer = (
        "，每日更新范文800多篇，会员群+网盘群同步更新，一键精准搜索，有意加入请联系vx： ，：1350246879。"
        "加入“vip会员”，六千万字范文随您挑选，写稿不再发愁，添加微信：获取"
    )
    assert clean(f"{BEFORE}\n{trailer}##paidend##\n").text == f"{BEFORE}\n"
    assert clean(f"{BEFORE}\n{trailer}\n{trailer}").text == BEFORE


@pytest.mark.parametrize("contact", ["ｌａｎｓｈａｎ８８", "lanshan⑧⑧", "𝐥𝐚𝐧shan88", "🅛🅐🅝shan88", "l-a-n·s_h*a|n88"])
def test_11_letters_and_digits_of_other_shapes(contact: str) -> None:
    _only_the_ad_goes(f"【更多公文素材，微信：{contact}】")
    _only_the_ad_goes(f"更多公文素材请加微信{contact}")


@pytest.mark.parametrize("mark", ["\u200b", "\u200d", "\ufeff", "\u2060", "\u00ad", "\u0336", "\u3164"])
def test_12_characters_that_nobody_sees(mark: str) -> None:
    for line in _everywhere("【更多公文素材，微信：lanshan88】", mark)[::3]:
        _only_the_ad_goes(line)


@pytest.mark.parametrize(
    "label",
    [
        "微信",
        "威信",
        "薇信",
        "徽信",
        "微芯",
        "V信",
        "v❤",
        "薇❤️",
        "微♥",
        "VX",
        "wx",
        "WeiXin",
        "微信号",
        "加卫星",
        "➕V",
        "扣扣",
        "QQ",
        "Q群",
        "企鹅号",
    ],
)
def test_13_every_spelling_of_where_to_turn(label: str) -> None:
    _only_the_ad_goes(f"{label}：35792468")
    _only_the_ad_goes(f"更多范文请联系{label}：gw_8866")


@pytest.mark.parametrize("number", ["一三七九六四九五六四", "壹叁柒玖陆肆玖伍", "一3七9六4九5", "〇二四六八〇二四"])
def test_14_numbers_in_chinese(number: str) -> None:
    _only_the_ad_goes(f"更多材料请加微信：{number}")
    _only_the_ad_goes(f"微信：{number}")
    _only_the_ad_goes(f"【公文素材 微信{number}】")


@pytest.mark.parametrize("contact", ["lаnshаn88", "lanѕһan88", "lαnshαn88", "ӏаnѕһаn88"])
def test_15_look_alike_letters_of_other_scripts(contact: str) -> None:
    _only_the_ad_goes(f"【更多公文素材，微信：{contact}】")
    _only_the_ad_goes(f"联系ԝeixin：{contact}")


def test_16_a_number_alone_on_a_line() -> None:
    assert clean(f"{BEFORE}\nQQ：135792468\n{AFTER}").text == f"{BEFORE}\n{AFTER}"
    known = clean(f"{BEFORE}【更多公文素材，QQ：135792468】\n135792468\n{AFTER}")
    assert known.text == f"{BEFORE}\n{AFTER}"
    _stays("135792468")


@pytest.mark.parametrize("at", range(2, 20))
def test_17_a_line_break_inside_it(at: int) -> None:
    line = "【更多公文素材，微信：lanshan88】"
    if at < len(line):
        assert clean(f"{BEFORE}{line[:at]}\n{line[at:]}{AFTER}").text == BEFORE + AFTER
        assert clean(f"{BEFORE}{line[:at]}\n{line[at:]}\n{AFTER}").text == f"{BEFORE}\n{AFTER}"


def test_17_a_line_break_inside_one_without_brackets() -> None:
    assert clean(f"{BEFORE}获取更多实用素材，请添加公文\n君微信（纯数字）：10^60\n{AFTER}").text == f"{BEFORE}\n{AFTER}"
    assert clean(f"{BEFORE}更多范文请加微\n信：gw_8866\n{AFTER}").text == f"{BEFORE}\n{AFTER}"
    assert clean(f"{BEFORE}更多范文请加微信：lans\nhan88\n{AFTER}").text == f"{BEFORE}\n{AFTER}"


def test_18_a_watermark_on_every_page() -> None:
    pages = [BEFORE, "青松文库", AFTER, "青松文库", BEFORE, "青松文库", AFTER]
    assert clean("\n".join(pages)).text == "\n".join([BEFORE, AFTER, BEFORE, AFTER])
    _stays("\n".join([BEFORE, "内部资料", AFTER, "内部资料", BEFORE, "内部资料"]))


def test_19_in_a_page_head_and_in_a_table_cell() -> None:
    assert clean(f"第一范文网 www.gwfw99.com\n{BEFORE}").text == BEFORE
    assert clean("|单位|更多范文加微信gw_8866|备注|").text == "|单位||备注|"
    assert clean("水利局\t【更多公文素材，微信：lanshan88】\t3人").text == "水利局\t\t3人"


@pytest.mark.parametrize(
    "address",
    [
        "www.gwfw99.com",
        "w w w . gwfw99 . com",
        "gwfw99点com",
        "ｗｗｗ．ｇｗｆｗ９９．ｃｏｍ",
        "https://www.gwfw99.cn/a1",
    ],
)
def test_20_web_addresses_in_disguise(address: str) -> None:
    _only_the_ad_goes(f"更多范文请登录{address}")
    _only_the_ad_goes(f"【素材下载：{address}】")


@pytest.mark.parametrize(
    "genuine",
    [
        "加强微信公众号建设，及时发布权威信息。",
        "请关注“松河发布”微信公众号，有事请拨12345。",
        "组建流动党员微信群，随时添加外出务工党员。",
        "推行“扫码办事”，群众扫一扫即可下载申请表格。",
        "会员单位要带头自律，每日更新学习内容。",
    ],
)
def test_21_genuine_words_on_platforms_stay(genuine: str) -> None:
    _stays(genuine)


def test_22_a_signature_with_a_telephone_stays() -> None:
    _stays("联系人：王某；联系电话：0797—2135×××；电子邮箱：bgs@songhe.gov.cn。")
    _stays("（联系人：李某，手机：13970754321，QQ：845213697）")


@pytest.mark.parametrize(
    "genuine",
    [
        "【案例】柳坪村推行积分制。",
        "【典型做法】该局推行首问负责制。",
        "【微信扫码支付】窗口开通新渠道。",
        "【公文素质提升年】活动启动。",
    ],
)
def test_23_real_notes_in_heavy_brackets_stay(genuine: str) -> None:
    _stays(genuine)


def test_24_a_bracket_that_never_closes_ends_with_the_sentence() -> None:
    assert clean(f"{BEFORE}【更多公文素材，微信：lanshan88。{AFTER}").text == BEFORE + AFTER
    assert clean(f"推动工作落实【更多公文素材，微信：lanshan88。{AFTER}").text == f"推动工作落实。{AFTER}"
    assert clean(f"{BEFORE}【更多公文素材，微信：lanshan88\n{AFTER}").text == f"{BEFORE}\n{AFTER}"


@pytest.mark.parametrize(
    "line",
    [
        "请扫码进群，及时接收通知。",
        "有意者请将稿件发送至邮箱shhr2024@163.com。",
    ],
)
def test_25_a_doubtful_line_is_reported_and_kept(line: str) -> None:
    cleaned = clean(f"{BEFORE}\n{line}\n{AFTER}")
    assert cleaned.text == f"{BEFORE}\n{line}\n{AFTER}"
    assert cleaned.removals == ()
    assert len(cleaned.candidates) == 1
    candidate = cleaned.candidates[0]
    assert candidate.text in line
    assert candidate.text == f"{BEFORE}\n{line}\n{AFTER}"[candidate.start : candidate.end]
    assert candidate.reason.endswith("。")


@pytest.mark.parametrize(
    "genuine",
    [
        "2023年作风建设经验材料汇编\n政府工作报告",
        "干部的做法各不相同，或者有",
        "二、深入推进体制内人员轮岗",
        "为各级干部提供学习保障",
        "坚持为群众提供需要的服务",
        "十年树木，百年树人，做好人才工作",
    ],
)
def test_the_commonest_advertisement_glued_to_a_sentence_takes_none_of_it(genuine: str) -> None:
    for ad in ("获取更多实用素材，请添加公文君微信（纯数字）：", "更多公文素材，请加微信 anlan_demo7"):
        assert clean(f"{genuine}{ad}\n正文从这里开始。").text == f"{genuine}\n正文从这里开始。"


@pytest.mark.parametrize(
    "genuine", ["二、深入推进体制内人员轮岗", "为各级干部提供学习保障", "十年树木，百年树人，做好人才工作"]
)
def test_ordinary_words_before_a_glued_advertisement_are_not_taken_for_its_lead(genuine: str) -> None:
    for ad in ("代写公文请联系微信anlan_demo7", "加微信 anlan_demo7 领范文"):
        assert clean(f"{genuine}{ad}\n正文从这里开始。").text == f"{genuine}\n正文从这里开始。"

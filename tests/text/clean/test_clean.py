"""Injected advertisements go, whatever their disguise; genuine sentences stay."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mofan.text.clean import clean, find_removals


def test_it_takes_an_advertisement_out_of_a_sentence() -> None:
    cleaned = clean("全镇上下一条心。【更多公文素材，微信：lanshan88】\n二、抓好落实")
    assert cleaned.text == "全镇上下一条心。\n二、抓好落实"
    assert [removal.kind for removal in cleaned.removals] == ["ad"]
    assert cleaned.removals == find_removals("全镇上下一条心。【更多公文素材，微信：lanshan88】\n二、抓好落实")


@pytest.mark.parametrize(
    ("dirty", "left"),
    [
        ("扎实开展各项工作。需要以上材料电子版的请加微信gw_8866", "扎实开展各项工作。"),
        ("扎实开展各项工作。请加微信gw_8866，备注“公文”下一步继续努力。", "扎实开展各项工作。下一步继续努力。"),
        ("扎实开展各项工作。更多范文请搜索公众号公文小铺", "扎实开展各项工作。"),
        ("扎实开展各项工作。公文写作难？找老秘！电话微信同号13712345678", "扎实开展各项工作。"),
        ("扎实开展各项工作。要材料，找老王，微信gw_8866", "扎实开展各项工作。"),
        ("更多材料加微信gw8866 2023年工作总结", "2023年工作总结"),
        ("微信：一三七九六四九五六一、坚持党的领导", "一、坚持党的领导"),
        ("公文小铺微信：gw_8866", ""),
        ("扎实开展各项工作。想看以上内容请加微信gw_8866", "扎实开展各项工作。"),
        (
            "扎实开展各项工作。请加微信gw_8866，拉你进入同行群下一步我们将继续努力抓好落实。",
            "扎实开展各项工作。下一步我们将继续努力抓好落实。",
        ),
        ("扎实开展各项工作。更多范文请搜一搜公文小铺", "扎实开展各项工作。"),
        ("##paidbegin##正文【更多素材，微信：gw_8866】##paidend##", "正文"),
        ("凝心聚力（注：详见附件，更多范文加V：gw8866）办实事。", "凝心聚力（注：详见附件）办实事。"),
    ],
)
def test_borders_fall_where_the_advertisement_begins_and_ends(dirty: str, left: str) -> None:
    assert clean(dirty).text == left


def test_brackets_may_nest_and_be_long() -> None:
    assert clean("凝心聚力。【【更多公文素材，微信：lanshan88】】").text == "凝心聚力。"
    assert clean("凝心聚力。（【更多公文素材，微信：lanshan88】）").text == "凝心聚力。"
    long = "（" + "扎实开展各项工作，" * 40 + "完成年度任务）"
    assert clean(long + "【更多公文素材，微信：lanshan88】").text == long
    assert clean("凝心聚力（甲】办实事【更多公文素材，微信：lanshan88】").text == "凝心聚力（甲】办实事"
    assert clean("凝心聚力】办实事（更多公文素材，微信：lanshan88").text == "凝心聚力】办实事"


def test_finds_that_run_on_are_one_removal() -> None:
    both = "下载更多材料，请访问公文文库www.qsgongwen.com 〖公文写作交流QQ群：2362544553〗➕V：bcj_1997"
    assert clean(both).text == ""
    assert clean("群主微信fkf859，备注入群paidend").text == ""


def test_a_line_that_only_names_official_writing_stays() -> None:
    cleaned = clean("规范公文处理。")
    assert (cleaned.removals, cleaned.candidates) == ((), ())


def test_candidates_speak_chinese_and_stay() -> None:
    text = "参训学员请扫码进群，及时接收通知。"
    cleaned = clean(text)
    assert cleaned.text == text
    assert "请人工核对" in cleaned.candidates[0].reason


def test_an_empty_text_stays_empty() -> None:
    assert clean("").text == ""
    assert clean("\n\n").text == "\n\n"


@given(st.text(alphabet="微信：vx12 【】（）公文素材更多，。\n请加^#paidbegin“”|关注号回复", max_size=60))
def test_whatever_comes_removals_are_apart_and_true(text: str) -> None:
    cleaned = clean(text)
    assert all(removal.text == text[removal.start : removal.end] for removal in cleaned.removals)
    ends = [removal.end for removal in cleaned.removals]
    assert all(end <= removal.start for end, removal in zip(ends, cleaned.removals[1:], strict=False))


@pytest.mark.shared
def test_the_seeds_lose_every_advertisement_and_nothing_else(shared: Path) -> None:
    lost = {}
    for seed in sorted((shared / "seeds").glob("*.txt")):
        cleaned = clean(seed.read_text("utf-8-sig"))
        lost[seed.name[:3]] = (len(cleaned.removals), sum(removal.end - removal.start for removal in cleaned.removals))
    assert lost == {"000": (10, 362), "004": (17, 547)}


@pytest.mark.shared
def test_every_annotated_document_comes_out_clean(shared: Path) -> None:
    rows = [json.loads(line) for line in (shared / "ads_dev.jsonl").read_text("utf-8").splitlines()]
    assert [row["id"] for row in rows if clean(row["text"]).text != row["clean"]] == []

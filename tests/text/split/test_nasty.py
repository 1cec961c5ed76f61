"""The nasty inputs of splitting, one by one."""

import pytest

from mofan.text.split import Compilation, split
from tests.text.split.writing import BODIES, FRAME, TITLES, compilation, heads


def pieces_of(text: str, found: Compilation) -> list[str]:
    return [text[piece.start : piece.end] for piece in found.pieces]


def test_01_one_piece_only_and_no_frame() -> None:
    text = "\n".join([TITLES[0], *BODIES[0]])
    found = split(text)
    assert found.header is None
    assert pieces_of(text, found) == [text]
    assert found.pieces[0].title == TITLES[0]


def test_02_more_pieces_declared_than_found() -> None:
    text, pieces = compilation(heads("{title}（{k}）"), frame=["基层工作经验材料合集", "(7篇)"])
    found = split(text)
    assert pieces_of(text, found) == pieces
    assert found.warnings == ("标题写明7篇，实际找到3篇，请核对原文。",)


def test_03_a_title_over_two_lines() -> None:
    parts = heads("{title}", "——{unit}经验材料（{k}）")
    parts[1][:1] = ["减负提速出实招", "办税服务更暖心"]
    text, pieces = compilation(parts)
    found = split(text)
    assert pieces_of(text, found) == pieces
    assert found.pieces[1].title == "减负提速出实招 办税服务更暖心"


def test_03_a_numbered_title_over_two_lines_that_names_a_document() -> None:
    parts = heads("{title}（{k}）")
    parts[2] = ["白杨镇党委关于推进网格", "治理工作情况的报告（3）"]
    text, pieces = compilation(parts)
    found = split(text)
    assert pieces_of(text, found) == pieces
    assert found.pieces[2].title == "白杨镇党委关于推进网格治理工作情况的报告（3）"


def test_03_titles_over_two_lines_throughout_even_after_an_open_end() -> None:
    parts = [["守土尽责出实招", f"基层工作换新颜（{k}）"] for k in (1, 2, 3)]
    text, pieces = compilation(parts)
    text = text.replace("发现问题当天交办。", "发现问题当天交办\n巡河员名单")
    found = split(text)
    assert pieces_of(text, found)[1:] == pieces[1:]
    assert {piece.title for piece in found.pieces} == {f"守土尽责出实招 基层工作换新颜（{k}）" for k in (1, 2, 3)}


def test_04_titles_of_one_line_with_a_number() -> None:
    text, pieces = compilation(heads("{title}（{k}）"))
    found = split(text)
    assert pieces_of(text, found) == pieces
    assert [piece.subtitle for piece in found.pieces] == [None, None, None]


def test_05_a_paid_mark_before_the_subtitle() -> None:
    text, pieces = compilation(heads("{title}", "##paidbegin##——{unit}经验材料（{k}）"))
    found = split(text)
    assert pieces_of(text, found) == pieces
    assert found.pieces[0].subtitle == "——临河县水务局经验材料（1）"


@pytest.mark.parametrize("dash", ["——", "－－", "―", "–", "—", "--"])
def test_06_every_kind_of_dash(dash: str) -> None:
    text, pieces = compilation(heads("{title}", dash + " {unit}经验材料（{k}）"))
    assert pieces_of(text, split(text)) == pieces


def test_07_a_number_that_is_skipped() -> None:
    parts = heads("{title}（{k}）")
    parts[2] = ["小网格撬动大治理（5）"]
    text, pieces = compilation(parts)
    found = split(text)
    assert pieces_of(text, found) == pieces
    assert found.warnings == ("篇号从2跳到5，中间可能缺篇。",)
    assert [piece.no for piece in found.pieces] == [1, 2, 3]


def test_07_numbers_that_start_again() -> None:
    titles = [f"{title}（{k}）" for title, k in zip(TITLES, (1, 2, 3, 1, 2), strict=True)]
    text, pieces = compilation([[title] for title in titles], frame=["基层工作经验材料合集", "(5篇)"])
    found = split(text)
    assert pieces_of(text, found) == pieces
    assert found.warnings == ("篇号在3之后又从1开始。",)


def test_07_numbers_that_start_late_and_come_twice() -> None:
    titles = [f"{title}（{k}）" for title, k in zip(TITLES, (2, 3, 3, 4), strict=False)]
    text, pieces = compilation([[title] for title in titles], frame=["基层工作经验材料合集", "(4篇)"])
    found = split(text)
    assert pieces_of(text, found) == pieces
    assert found.warnings == ("篇号3出现了两次。", "篇号从2开始，前面可能缺篇。")


@pytest.mark.parametrize("title", ["{title}({k})", "【范文{c}】{title}", "篇{c}：{title}", "第{c}篇 {title}"])
def test_08_half_width_brackets_and_other_marks(title: str) -> None:
    text, pieces = compilation(heads(title))
    assert pieces_of(text, split(text)) == pieces


def test_09_lines_of_the_body_that_end_in_a_number() -> None:
    text, pieces = compilation(heads("{title}（{k}）"))
    listed = "巡河记录表（1）\n问题交办单（2）\n整改销号单（3）"
    body = BODIES[1][-1]
    text = text.replace(body, f"{body}\n{listed}")
    pieces[1] += "\n" + listed
    assert pieces_of(text, split(text)) == pieces


@pytest.mark.parametrize("entry", ["{title}", "{k}. {title}……{k}", "{title}（{k}）", "{title}（{k}） 12"])
def test_10_a_table_of_contents_before_the_pieces(entry: str) -> None:
    contents = [entry.format(title=title, k=k) for k, title in enumerate(TITLES[:3], 1)]
    text, pieces = compilation(heads("{title}（{k}）"), frame=[*FRAME, "目录", *contents])
    found = split(text)
    assert pieces_of(text, found) == pieces
    assert found.header is not None
    assert text[found.header.start : found.header.end] == "\n".join(FRAME)


def test_11_a_piece_without_a_subtitle_between_two_with() -> None:
    parts = heads("{title}", "——{unit}经验材料（{k}）")
    parts[1] = [TITLES[1]]
    text, pieces = compilation(parts)
    found = split(text)
    assert pieces_of(text, found) == pieces
    assert [piece.subtitle is None for piece in found.pieces] == [False, True, False]
    assert found.warnings == ()


def test_11_the_last_piece_without_a_subtitle() -> None:
    parts = heads("{title}", "——{unit}经验材料（{k}）")
    parts[2] = [TITLES[2]]
    text, pieces = compilation(parts)
    assert split(text).pieces[2].title == TITLES[2]
    assert pieces_of(text, split(text)) == pieces


def test_12_the_same_title_twice() -> None:
    parts = heads("{title}", "——{unit}经验材料（{k}）")
    parts[1][0] = TITLES[0]
    text, pieces = compilation(parts)
    found = split(text)
    assert pieces_of(text, found) == pieces
    assert found.pieces[0].title == found.pieces[1].title


def test_13_a_title_of_four_characters() -> None:
    parts = heads("{title}（{k}）")
    parts[1] = ["为民办税（2）"]
    text, pieces = compilation(parts)
    found = split(text)
    assert pieces_of(text, found) == pieces
    assert found.pieces[1].title == "为民办税（2）"


def test_14_a_title_longer_than_sixty_characters() -> None:
    long = (
        "青石区税务局关于深入推进便民办税春风行动持续优化税收营商环境"
        "全面提升纳税人缴费人获得感满意度安全感的实践探索与经验启示以及下一步打算（2）"
    )
    assert len(long) > 60
    parts = heads("{title}（{k}）")
    parts[1] = [long]
    text, pieces = compilation(parts)
    found = split(text)
    assert pieces_of(text, found) == pieces
    assert found.pieces[1].title == long


def test_15_no_blank_line_anywhere() -> None:
    text, pieces = compilation(heads("{title}", "——{unit}经验材料（{k}）"))
    assert "\n\n" not in text
    assert pieces_of(text, split(text)) == pieces


def test_16_a_blank_line_after_every_line() -> None:
    text, pieces = compilation(heads("{title}", "——{unit}经验材料（{k}）"), glue="\n\n")
    found = split(text)
    assert pieces_of(text, found) == pieces
    assert text[found.pieces[0].body_start :].startswith(BODIES[0][0])


def test_17_all_in_one_physical_line() -> None:
    text, _ = compilation(heads("{title}", "——{unit}经验材料（{k}）"), glue="")
    assert "\n" not in text
    found = split(text)
    assert [piece.title for piece in found.pieces] == list(TITLES[:3])
    assert found.pieces[0].subtitle == "——临河县水务局经验材料（1）"
    assert [text[piece.end - 1] for piece in found.pieces] == ["。", "。", "。"]
    assert found.header is not None
    assert found.header.count == 3


def test_17_one_line_without_pieces_stays_one_piece() -> None:
    text = "".join(BODIES[0] + BODIES[1] + BODIES[3])
    found = split(text)
    assert pieces_of(text, found) == [text]


def test_18_a_title_with_a_full_stop_at_its_end() -> None:
    parts = heads("{title}", "——{unit}经验材料（{k}）")
    parts[1][0] = "减负提速，让办税更暖心。"
    text, pieces = compilation(parts)
    found = split(text)
    assert pieces_of(text, found) == pieces
    assert found.pieces[1].title == "减负提速，让办税更暖心。"


def test_19_a_speech_that_opens_with_an_address() -> None:
    text, pieces = compilation(heads("在座谈会上的发言：{title}（{k}）"))
    text = text.replace(BODIES[1][0], "各位领导，同志们：\n" + BODIES[1][0])
    pieces[1] = pieces[1].replace(BODIES[1][0], "各位领导，同志们：\n" + BODIES[1][0])
    found = split(text)
    assert pieces_of(text, found) == pieces
    assert text[found.pieces[1].body_start :].startswith("各位领导")


def test_20_signature_and_date_belong_to_the_piece_above() -> None:
    text, pieces = compilation(heads("{title}", "——{unit}经验材料（{k}）"))
    signature = "\n临河县水务局\n2024年3月12日"
    text = text.replace(BODIES[0][-1], BODIES[0][-1] + signature)
    pieces[0] += signature
    found = split(text)
    assert pieces_of(text, found) == pieces
    assert found.pieces[1].title == TITLES[1]


def test_21_an_attachment_is_no_piece() -> None:
    text, pieces = compilation(heads("{title}（{k}）"))
    attachment = "\n附件1\n巡河任务分解表\n附件2\n问题整改台账"
    text = text.replace(BODIES[0][-1], BODIES[0][-1] + attachment)
    pieces[0] += attachment
    assert pieces_of(text, split(text)) == pieces


def test_22_a_quoted_title_with_a_number_in_the_text() -> None:
    text, pieces = compilation(heads("{title}（{k}）"))
    quoted = "\n详见《基层工作经验材料（1）》\n此前印发的《守好一方水（2）》一文亦可参考。"
    text = text.replace(BODIES[1][-1], BODIES[1][-1] + quoted)
    pieces[1] += quoted
    assert pieces_of(text, split(text)) == pieces


def test_23_a_unit_cut_short_is_completed_from_the_first_sentence() -> None:
    parts = heads("{title}", "——{unit}经验材料（{k}）")
    parts[1][1] = "——公司经验材料（2）"
    text, _ = compilation(parts)
    text = text.replace(BODIES[1][0], "xx水务集团有限公司x县分公司把便民服务作为第一要务，推动服务从能办向好办转变。")
    found = split(text)
    assert found.pieces[1].unit == "xx水务集团有限公司x县分公司"


def test_24_the_collection_title_again_at_the_head_of_pages() -> None:
    text, pieces = compilation(heads("{title}（{k}）"))
    head = "基层工作经验材料合集"
    text = text.replace(BODIES[0][1], f"{head}\n{BODIES[0][1]}")
    text = text.replace("\n" + TITLES[2], f"\n{head}\n{TITLES[2]}")
    pieces[0] = pieces[0].replace(BODIES[0][1], f"{head}\n{BODIES[0][1]}")
    assert pieces_of(text, split(text)) == pieces


def test_25_two_genres_in_one_file() -> None:
    parts = [["在全县河长制会议上的讲话（1）"], ["青石区税务局便民办税经验材料（2）"], ["白杨镇调解工作信息简报（3）"]]
    text, pieces = compilation(parts)
    found = split(text)
    assert pieces_of(text, found) == pieces
    assert [piece.title for piece in found.pieces] == [part[0] for part in parts]

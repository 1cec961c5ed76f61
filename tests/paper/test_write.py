"""The .docx: faces, places, round trip, and what nasty texts do to it (numbered as in the list of nasty inputs)."""

import io
import time
import zipfile

import pytest
from lxml import etree

from mofan.paper import Paper, Paragraph, inspect_docx, paper_of, write_docx
from mofan.text.read import read_bytes
from tests.paper.samples import (
    SUBTITLE,
    TITLE,
    W,
    heading,
    paragraphs,
    part,
    plain,
    runs,
    sample,
    style,
    written,
)


def lines_read(data: bytes) -> list[str]:
    return read_bytes(data, "材料.docx").text.splitlines()


def test_a_paper_is_read_back_line_by_line_and_meets_the_standard() -> None:
    data, _ = written(sample())
    assert lines_read(data) == list(sample().lines())
    assert inspect_docx(data) == ()


def test_each_part_of_it_has_its_style_and_face() -> None:
    found = paragraphs(written(sample())[0])
    assert style(found[TITLE]) == "Title"
    assert {face for _, face in runs(found[TITLE])} == {"方正小标宋简体"}
    assert (style(found[SUBTITLE]), runs(found[SUBTITLE])[0][1]) == ("Subtitle", "楷体_GB2312")
    assert (style(found["一、总体要求"]), runs(found["一、总体要求"])[0][1]) == ("Heading1", "黑体")
    assert (style(found["1.学习内容"]), runs(found["1.学习内容"])[0][1]) == ("Heading3", "仿宋_GB2312")
    assert (style(found["（1）学什么"]), runs(found["（1）学什么"])[0][1]) == ("Heading4", "仿宋_GB2312")
    assert style(found["各科室、下属单位："]) == "Salutation"
    assert style(found["支部书记讲党课x次。"]) == "BodyText"


def test_a_heading_of_level_two_on_its_own_line_is_in_kai() -> None:
    body = "（一）抓好学习\n正文。"
    found = paragraphs(written(plain(body, found=[heading(body, "（一）抓好学习", 2)]))[0])
    assert runs(found["（一）抓好学习"]) == [("（一）抓好学习", "楷体_GB2312")]


def indent(paragraph: "etree._Element", side: str) -> int:
    element = paragraph.find(f"{W}pPr/{W}ind")
    assert element is not None
    return int(element.get(f"{W}{side}Chars") or 0)


def test_a_short_unit_moves_left_so_that_the_date_ends_two_characters_in() -> None:
    found = paragraphs(written(sample())[0])
    assert indent(found["2026年11月20日"], "right") == 200
    assert indent(found["安澜县水务局"], "right") == 500  # the unit begins two characters before the date


def test_a_long_unit_ends_two_characters_in() -> None:
    found = paragraphs(written(plain("正文。\n安澜县机关事务服务中心\n2026年1月5日"))[0])
    assert indent(found["安澜县机关事务服务中心"], "right") == 200
    assert indent(found["2026年1月5日"], "left") == 1700  # 28 - 2 - 11 + 2: two characters after the unit begins


def test_units_that_sign_together_are_centred_on_each_other() -> None:
    found = paragraphs(written(plain("正文。\n安澜县机关事务服务中心\n安澜县水务局\n2026年1月5日"))[0])
    assert indent(found["安澜县水务局"], "right") == 450


def test_a_date_without_a_unit_stands_at_the_right() -> None:
    found = paragraphs(written(plain("正文。\n请审议。\n2026年1月5日"))[0])
    assert (style(found["2026年1月5日"]), indent(found["2026年1月5日"], "right")) == ("Date", 200)


def test_attachments_hang_below_each_other() -> None:
    found = paragraphs(written(sample())[0])
    assert indent(found["附件：1.任务分工表"], "hanging") == 400
    assert indent(found["2.时间安排表"], "left") == indent(found["附件：1.任务分工表"], "left")
    alone = paragraphs(written(plain("正文。\n附件：任务分工表\n2.这是正文。"))[0])
    assert indent(alone["附件：任务分工表"], "hanging") == 300
    assert alone["2.这是正文。"].find(f"{W}pPr/{W}ind") is None


def kept(paragraph: "etree._Element") -> bool:
    """By itself; the unit that signs is kept by its style."""
    return paragraph.find(f"{W}pPr/{W}keepNext") is not None


def test_a_signature_never_stands_alone_on_a_page() -> None:
    found = paragraphs(written(sample())[0])
    assert [kept(each) for each in found.values()][-5:] == [False, True, True, False, False]
    found = paragraphs(written(plain("第一段。\n第二段。\n安澜县水务局\n2026年1月5日"))[0])
    assert [kept(each) for each in found.values()] == [False, False, True, False, False]
    found = paragraphs(written(plain("第一段。\n附件：1.表\n2.表"))[0])
    assert not any(kept(each) for each in found.values())


def test_the_date_of_a_speech_stands_under_its_title() -> None:
    data, _ = written(
        paper_of("在推进会上的讲话", None, "县委副书记 何以宁\n（2026年3月12日）\n同志们：\n下面讲三点。", ())
    )
    found = paragraphs(data)
    assert style(found["（2026年3月12日）"]) == "Subtitle"
    assert runs(found["县委副书记 何以宁"]) == [("县委副书记 何以宁", "楷体_GB2312")]
    assert style(found["同志们："]) == "Salutation"


def test_every_run_names_its_faces_on_every_slot() -> None:
    data, _ = written(sample())
    for run in part(data).iter(f"{W}r"):
        fonts = run.find(f"{W}rPr/{W}rFonts")
        assert fonts is not None
        assert [fonts.get(f"{W}{slot}") for slot in ("ascii", "hAnsi", "cs", "hint")] == ["Times New Roman"] * 3 + [
            "eastAsia"
        ]


def test_its_properties_tell_title_and_author_and_no_time() -> None:
    data, _ = written(sample())
    text = "".join(str(each.text or "") for each in part(data, "docProps/core.xml"))
    assert text == f"{TITLE}安澜县水务局zh-CN"


def test_other_programs_open_it_with_its_title_whole() -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document(io.BytesIO(written(sample())[0]))
    assert document.paragraphs[0].text == TITLE
    assert document.core_properties.title == TITLE


def test_nasty_1_a_title_of_fifty_characters_is_broken_between_words() -> None:
    title = "关于深入学习贯彻全县机关党的建设工作会议精神进一步推动模范机关创建工作走深走实见行见效的若干实施意见"
    data, _ = written(plain("正文。", title=title))
    assert lines_read(data)[0] == title
    assert len(list(part(data).iter(f"{W}br"))) == 2


def test_nasty_2_quotation_marks_take_the_chinese_face() -> None:
    title = "做到“六个过硬”争当‘模范’机关"
    found = paragraphs(written(plain("正文“如此”。", title=title))[0])
    assert runs(found[title]) == [(title, "方正小标宋简体")]


def test_nasty_3_the_dash_of_a_subtitle_is_not_split() -> None:
    long = "——安澜县人民代表大会常务委员会机关第一党支部模范机关建设工作经验材料（12）"
    data, _ = written(paper_of("短标题", long, "正文。", ()))
    assert lines_read(data)[1] == long
    assert runs(paragraphs(data)[long])[0][0].startswith("——安澜县")


def test_nasty_4_a_text_without_headings() -> None:
    data, report = written(plain("第一段。\n第二段。"))
    assert lines_read(data) == ["年度工作总结", "第一段。", "第二段。"]
    assert (inspect_docx(data), report.warnings) == ((), ())


def test_nasty_5_five_levels() -> None:
    texts = ["一、甲级", "（一）乙级", "1.丙级", "（1）丁级", "①戊级"]
    body = "\n".join(texts)
    data, _ = written(plain(body, found=[heading(body, text, level) for level, text in enumerate(texts, 1)]))
    assert [style(each) for each in paragraphs(data).values()][1:] == [f"Heading{n}" for n in (1, 2, 3, 4, 4)]


def test_nasty_6_a_run_in_heading_has_two_faces_in_one_paragraph() -> None:
    body = "（一）抓好学习。每月一次。"
    found = paragraphs(written(plain(body, found=[heading(body, "（一）抓好学习。", 2, "lead")]))[0])
    assert runs(found[body]) == [("（一）抓好学习。", "楷体_GB2312"), ("每月一次。", "仿宋_GB2312")]


def test_nasty_7_characters_that_the_face_lacks_are_set_in_another_and_reported() -> None:
    body = "镕金、堃元、𠮷田同志参加，镕金主持。"
    data, report = written(plain(body))
    assert runs(paragraphs(data)[body])[:2] == [("镕", "仿宋"), ("金、", "仿宋_GB2312")]
    assert ("𠮷", "SimSun-ExtB") in runs(paragraphs(data)[body])
    assert report.substitutions == (
        "“镕”不在仿宋_GB2312字库内，已改用仿宋。",
        "“堃”不在仿宋_GB2312字库内，已改用仿宋。",
        "“𠮷”不在仿宋_GB2312字库内，已改用SimSun-ExtB。",
    )
    assert lines_read(data)[1] == body
    assert inspect_docx(data) == ()


def test_nasty_7_a_wide_face_shows_them_itself() -> None:
    body = "一、镕金同志的经验\n正文。"
    _, report = written(plain(body, found=[heading(body, "一、镕金同志的经验", 1)]))
    assert report.substitutions == ()


def test_nasty_9_no_line_begins_with_a_full_stop() -> None:
    normal = next(each for each in part(written(sample())[0], "word/styles.xml") if each.get(f"{W}styleId") == "Normal")
    assert normal.find(f"{W}pPr/{W}kinsoku") is not None
    assert normal.find(f"{W}pPr/{W}overflowPunct") is not None


def test_nasty_11_three_hundred_pages_take_linear_time() -> None:
    paragraph = Paragraph("县里" * 140 + "。")

    def seconds(count: int) -> float:
        started = time.process_time()
        write_docx(Paper("汇编", None, (paragraph,) * count), io.BytesIO())
        return time.process_time() - started

    seconds(10)
    short, long = seconds(66), seconds(660)  # 660 x 10 lines: 300 pages
    assert long < max(short, 0.02) * 30


def test_nasty_13_latin_and_digits_are_in_times() -> None:
    found = paragraphs(written(plain("完成A类任务35件，占98.6%。"))[0])
    fonts = next(found["完成A类任务35件，占98.6%。"].iter(f"{W}rFonts"))
    assert fonts.get(f"{W}ascii") == "Times New Roman"


def test_nasty_14_a_long_address_may_be_broken() -> None:
    body = "详见https://www.anlan.example/2026/11/20/model-agency/index.html网页。\n没有网址。"
    found = paragraphs(written(plain(body))[0])
    assert [each.find(f"{W}pPr/{W}wordWrap") is not None for each in found.values()] == [False, True, False]


def test_nasty_16_control_characters_are_taken_out_and_reported() -> None:
    body = "（一）抓\x0b学习。每\x00月\ud800一次。\n\x0c\n\ufffe\n"
    paper = paper_of("年度\x01总结", "\x02", body, [heading(body, "（一）抓\x0b学习。", 2, "lead")])
    data, report = written(paper)
    assert lines_read(data) == ["年度总结", "（一）抓学习。每月一次。"]
    assert runs(paragraphs(data)["（一）抓学习。每月一次。"])[0][0] == "（一）抓学习。"
    assert report.removed == 7
    assert report.warnings == ("有7个控制字符无法写入文档，已去掉。",)


def test_nasty_17_marks_of_xml_are_text() -> None:
    body = '若A<B && C>D则]]>结束，"引用"&amp;。'
    data, _ = written(plain(body, title="甲<乙>&丙"))
    assert lines_read(data) == ["甲<乙>&丙", body]


def test_nasty_20_full_width_spaces_do_not_double_the_indent() -> None:
    data, _ = written(plain("　　第一段。\n\u3000 第二段。"))
    assert lines_read(data)[1:] == ["第一段。", "第二段。"]


def test_nasty_22_nothing_is_written_before_the_whole_file_is_made() -> None:
    class Full(io.BytesIO):
        def write(self, data: object) -> int:
            raise OSError("磁盘已满")

    with pytest.raises(OSError, match="磁盘已满"):
        write_docx(sample(), Full())


def test_nasty_23_the_same_paper_is_the_same_bytes() -> None:
    assert written(sample())[0] == written(sample())[0]
    with zipfile.ZipFile(io.BytesIO(written(sample())[0])) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_nasty_24_spaces_in_a_title_survive_a_line_break() -> None:
    title = "坚持政治引领　强化责任担当  以高质量党建推动审计工作高质量发展"
    data, _ = written(plain("正文\t有 空格　的。", title=title))
    assert lines_read(data) == [title, "正文\t有 空格　的。"]


def test_a_title_on_several_lines_is_several_lines() -> None:
    data, _ = written(paper_of("上一行\n下一行", "甲\n乙", "正文。", ()))
    assert lines_read(data) == ["上一行", "下一行", "甲", "乙", "正文。"]


def test_a_signature_wider_than_a_line_stays_on_the_page() -> None:
    units = "安澜县" + "推进新型城镇化和城乡融合发展工作" * 2 + "办"
    found = paragraphs(written(plain(f"正文。\n{units}\n2026年1月5日"))[0])
    assert indent(found[units], "right") == 0

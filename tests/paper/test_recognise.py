"""Elements read from a text; what is not there stays away."""

import pytest

from mofan.paper import inspect_docx
from mofan.paper.document_types import problems_of
from mofan.paper.official import Attachment, Attendance, Imprint, OfficialDocument, Signature, Stamp
from mofan.paper.recognise import LINES, official_of
from mofan.text.outline import outline
from mofan.text.read import read_bytes
from tests.paper.official_samples import SAMPLES, written_official

NOTICE = """000017
特急
安澜县水务局文件
安水发[2026] 3号
安澜县水务局关于开展机关作风
集中整改工作的通知
各乡镇水利站，局属各单位：
为进一步转变机关作风，现通知如下。
一、总体要求
每周五下午组织集中学习。
附件：1.任务分工表
2.联系人名单
安澜县水务局
2026年3月2日
（此件公开发布）
附件1
任务分工表
由办公室负责。
附件2
联系人名单
周砚秋，5550123
——————
抄送：县委办公室，县政府办公室。
安澜县水务局办公室　　　　2026年3月3日印发
— 1 —
"""


def read(text: str, kind: str = "通知", *, sealed: bool = True) -> OfficialDocument:
    return official_of(text, kind, outline, sealed=sealed)


def texts(document: OfficialDocument) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def test_a_notice_gives_all_its_elements() -> None:
    document = read(NOTICE)
    assert (document.copy_number, document.urgency, document.organs) == ("000017", "特急", ("安澜县水务局",))
    assert document.number == "安水发[2026]3号"  # as it was written; the check says what is wrong
    assert document.title == "安澜县水务局关于开展机关作风集中整改工作的通知"
    assert document.addressees == "各乡镇水利站，局属各单位"
    assert texts(document) == ["为进一步转变机关作风，现通知如下。", "一、总体要求", "每周五下午组织集中学习。"]
    assert document.paragraphs[1].level == 1
    assert [one.title for one in document.attachments] == ["任务分工表", "联系人名单"]
    assert [one.paragraphs[0].text for one in document.attachments] == ["由办公室负责。", "周砚秋，5550123"]
    assert document.signature == Signature(("安澜县水务局",), "2026年3月2日", "seal")
    assert document.note == "此件公开发布"
    assert document.imprint == Imprint("县委办公室，县政府办公室", "安澜县水务局办公室", "2026年3月3日")


def test_a_bare_text_gives_nothing_but_title_and_body() -> None:
    document = read("关于河道清淤的通知\n各单位于月底前完成清淤。")
    assert document == OfficialDocument("通知", "关于河道清淤的通知", document.paragraphs)
    assert texts(document) == ["各单位于月底前完成清淤。"]


@pytest.mark.parametrize("kind", ["通知", "命令", "纪要", "函"])
def test_an_empty_text_gives_nothing(kind: str) -> None:
    assert read("\n \n", kind).paragraphs == ()


def test_an_imprint_before_the_attachments_is_read_too() -> None:
    document = read(
        "关于清淤的通知\n请按期完成。\n抄送：县财政局\n安澜县水务局办公室\n2026年3月3日印发\n附件\n分工表\n由办公室负责。"
    )
    assert document.imprint == Imprint("县财政局", "安澜县水务局办公室", "2026年3月3日")
    assert document.attachments[0].title == "分工表"


def test_a_name_in_the_note_goes_before_the_title_of_the_text() -> None:
    document = read("关于清淤的通知\n请按期完成。\n附件：分工表\n安澜县水务局\n2026年3月2日\n附件\n任务分工")
    assert document.attachments == (Attachment("分工表", heading="任务分工"),)


def test_no_word_of_an_attachment_is_lost() -> None:
    document = read(
        "关于清淤的通知\n请按期完成。\n附件：1.分工表（共12段）\n2.承诺书\n安澜县水务局\n2026年3月2日\n"
        "附件1\n分工表\n由办公室负责。\n附件2\n我单位承诺按期完成。"
    )
    table, promise = document.attachments
    assert (table.title, table.heading) == ("分工表（共12段）", "分工表")
    assert (promise.title, promise.heading) == ("承诺书", None)
    assert [paragraph.text for paragraph in promise.paragraphs] == ["我单位承诺按期完成。"]
    assert [problem.element for problem in problems_of(document)].count("附件标题") == 1


def test_units_beside_each_other_above_a_number_are_the_head() -> None:
    document = read(
        "中共安澜县委 安澜县人民政府\n安发〔2026〕8号\n中共安澜县委 安澜县人民政府关于清淤的通知\n请按期完成。"
    )
    assert document.organs == ("中共安澜县委", "安澜县人民政府")
    assert document.number == "安发〔2026〕8号"
    assert document.title == "中共安澜县委 安澜县人民政府关于清淤的通知"


def test_who_took_the_minutes_stands_with_those_who_were_there() -> None:
    document = read("安澜县水务局局务会议纪要\n第5期\n会议听取了汇报。\n出席：何以宁\n缺席：江河\n记录：程野", "纪要")
    assert [row.label for row in document.attendance] == ["出席", "缺席", "记录"]


def test_an_attachment_without_a_text_is_only_named() -> None:
    assert read("关于清淤的通知\n请按期完成。\n附件：分工表").attachments == (Attachment("分工表"),)
    assert read("关于清淤的通知\n请按期完成。\n附件").attachments == (Attachment(""),)


def test_a_sentence_about_attachments_stays_in_the_body() -> None:
    document = read("关于清淤的通知\n附件：所列各项，请按期完成。\n附件：1.甲表\n无关一句\n")
    assert document.attachments == ()
    assert len(document.paragraphs) == 3


def test_a_request_has_signatories_beside_its_number() -> None:
    document = read(
        "安澜县水务局\n安澜县财政局文件\n安水发〔2026〕9号　　签发人：周砚秋　何 宁\n签发人：沈若木\n"
        "关于追加资金的请示\n县人民政府：\n现请示如下。\n安澜县水务局　安澜县财政局\n2026年3月12日\n（联系人：周砚秋）",
        "请示",
    )
    assert document.organs == ("安澜县水务局", "安澜县财政局")
    assert document.signatories == ("周砚秋", "何宁", "沈若木")
    assert document.number == "安水发〔2026〕9号"
    assert document.signature.organs == ("安澜县水务局", "安澜县财政局")
    assert document.note == "联系人：周砚秋"


def test_a_letter_has_the_name_of_its_unit_above() -> None:
    document = read("安澜县水务局\n安水函〔2026〕12号\n关于清淤的函\n县自然资源局：\n请予支持。", "函")
    assert (document.organs, document.number) == (("安澜县水务局",), "安水函〔2026〕12号")


def test_an_announcement_may_have_its_own_mark() -> None:
    document = read(
        "安澜县水务局公告\n2026年第2号\n安澜县水务局关于划定河道管理范围的公告\n现公告如下。\n安澜县水务局\n2026年3月5日",
        "公告",
    )
    assert (document.organs, document.mark, document.number) == (("安澜县水务局",), "安澜县水务局公告", "2026年第2号")
    assert (document.title, texts(document)) == ("安澜县水务局关于划定河道管理范围的公告", ["现公告如下。"])
    assert inspect_docx(written_official(document)[0]) == ()


@pytest.mark.parametrize(
    "text",
    [
        "安澜县水务局公告\n2026年第2号\n现将河道管理范围公告如下。",
        "安澜县水务局公告\n现将河道管理范围公告如下。\n一、清溪河",
        "安澜县水务局公告\n2026年第2号",
    ],
)
def test_an_announcement_whose_title_is_its_first_line(text: str) -> None:
    document = read(text, "公告")
    assert (document.title, document.mark) == ("安澜县水务局公告", None)


def test_a_unit_above_a_plain_text_is_not_taken_for_the_head() -> None:
    assert read("安澜县水务局\n请予支持。").organs == ()
    assert read("\n".join(["安澜县水务局"] * 8)).organs == ()


def test_an_order_is_signed_with_post_and_name() -> None:
    document = read("安澜县人民政府令\n第3号\n《办法》已经通过，现予公布。\n县长　　何以宁\n2026年3月2日", "命令")
    assert (document.organs, document.mark, document.number) == (("安澜县人民政府",), "安澜县人民政府令", "第3号")
    assert document.signature == Signature((), "2026年3月2日", "stamp", (Stamp("县长", "何以宁"),))
    assert texts(document) == ["《办法》已经通过，现予公布。"]


def test_minutes_have_who_was_there() -> None:
    document = read(
        "安澜县水务局局务会议纪要\n第5期\n会议听取了汇报。\n出席：周砚秋、何以宁\n请假：江河\n2026年3月2日", "纪要"
    )
    assert (document.mark, document.number, document.title) == ("安澜县水务局局务会议纪要", "第5期", "")
    assert document.attendance == (Attendance("出席", "周砚秋、何以宁"), Attendance("请假", "江河"))
    assert (document.signature.date, document.signature.manner) == ("2026年3月2日", "plain")


@pytest.mark.parametrize(
    ("lines", "attended"),
    [
        (
            "出席：周砚秋、何以宁、江\n河、林知远\n请假：苏明\n远（病假）",
            [("出席", "周砚秋、何以宁、江河、林知远"), ("请假", "苏明远（病假）")],
        ),
        ("出席：周砚秋、\n何以宁、\n江　河", [("出席", "周砚秋、何以宁、江　河")]),
        (
            "出席：周砚秋\n列席：局办公室、工程建设股、水政监察大\n队负责人。",
            [("出席", "周砚秋"), ("列席", "局办公室、工程建设股、水政监察大队负责人。")],
        ),
        ("列席：John\nSmith、Mary\nBrown", [("列席", "John Smith、Mary Brown")]),
        ("出席：周砚秋、\n安澜县水务局", [("出席", "周砚秋、安澜县水务局")]),
        ("出席：周砚秋", [("出席", "周砚秋")]),
        ("出席：周砚秋\n请各股室抓好落实，月底前报送。", []),
        ("出席：周砚秋\n散会", []),
        ("出席：周砚秋。\n何以宁", []),
        ("出席：周砚秋\n一、学习情况", []),
        ("出席：周砚秋\n安澜县水务局", []),
    ],
)
def test_a_name_may_be_broken_over_two_lines(lines: str, attended: list[tuple[str, str]]) -> None:
    document = read(f"安澜县水务局局务会议纪要\n会议听取了汇报。\n{lines}", "纪要")
    assert [(row.label, row.names) for row in document.attendance] == attended


def test_lines_that_could_go_on_without_any_attendance_are_the_body() -> None:
    document = read("安澜县水务局局务会议纪要\n研究汛前准备\n研究培训安排", "纪要")
    assert document.attendance == ()
    assert texts(document) == ["研究培训安排"]


def test_behind_broken_names_the_unit_and_the_date_are_the_signature() -> None:
    document = read(
        "安澜县水务局局务会议纪要\n会议听取了汇报。\n出席：周砚秋、江\n河\n安澜县水务局办公室\n2026年3月2日", "纪要"
    )
    assert document.attendance == (Attendance("出席", "周砚秋、江河"),)
    assert document.signature.organs == ("安澜县水务局办公室",)


def test_minutes_say_to_whom_they_go() -> None:
    document = read(
        "安澜县水务局局务会议纪要\n会议听取了汇报。\n出席：何以宁　林知远\n请假：苏明远\n"
        "发：各股室。\n抄送：县政府办公室。\n"
        "安澜县水务局办公室　2026年4月3日印发",
        "纪要",
    )
    assert [row.label for row in document.attendance] == ["出席", "请假"]
    assert document.imprint == Imprint("县政府办公室", "安澜县水务局办公室", "2026年4月3日", ("发：各股室。",))


def test_a_joint_document_may_have_文件_on_a_line_of_its_own() -> None:
    document = read(
        "安澜县水务局\n安澜县财政局\n文件\n安水发〔2026〕3号\n安澜县水务局　安澜县财政局关于做好值守的通知\n正文。"
    )
    assert document.organs == ("安澜县水务局", "安澜县财政局")
    assert (document.number, document.title[-8:]) == ("安水发〔2026〕3号", "关于做好值守的通知"[-8:])


@pytest.mark.parametrize(
    ("text", "kind", "subtitle"),
    [
        ("安澜县水务局关于表彰先进的决定\n（2026年4月2日）\n现予表彰。", "决定", "（2026年4月2日）"),
        ("安澜县人民政府公告\n2026年第2号\n现公告如下。", "公告", "2026年第2号"),
        ("安澜县水务局关于表彰先进的决定\n（试行）\n现予表彰。", "决定", None),
    ],
)
def test_what_stands_under_the_title_is_centred_there(text: str, kind: str, subtitle: str | None) -> None:
    document = read(text, kind)
    assert document.subtitle == subtitle
    data, _ = written_official(document)
    assert inspect_docx(data) == ()
    again = official_of(read_bytes(data, "文.docx").text, kind, outline)
    assert again.subtitle == subtitle


def test_a_person_signs_without_a_seal() -> None:
    document = read("关于清淤的报告\n清淤已经完成。\n周砚秋\n2026年3月2日", "报告")
    assert document.signature == Signature(("周砚秋",), "2026年3月2日", "plain")


def test_a_signature_may_be_without_a_seal() -> None:
    document = read("关于清淤的通知\n请按期完成。\n安澜县水务局\n2026年3月2日", sealed=False)
    assert document.signature.manner == "plain"


def test_a_date_inside_an_attachment_stays_there() -> None:
    document = read("关于清淤的通知\n请按期完成。\n附件\n承诺书\n本人承诺按期完成。\n安澜县水务局\n2026年3月2日")
    assert [one.text for one in document.attachments[0].paragraphs] == [
        "本人承诺按期完成。",
        "安澜县水务局",
        "2026年3月2日",
    ]


def test_a_long_first_line_is_no_title() -> None:
    assert read("为进一步做好工作，现就有关事项通知如下。\n请按期完成。").title == ""
    assert read("工作安排\n请按期完成。").title == "工作安排"


@pytest.mark.parametrize("element", LINES)
def test_a_pattern_knows_its_line(element: str) -> None:
    pattern, right, wrong = LINES[element]
    assert pattern.fullmatch(right)
    assert not pattern.fullmatch(wrong)


@pytest.mark.parametrize("name", SAMPLES)
def test_what_was_laid_out_is_read_again(name: str) -> None:
    document = SAMPLES[name]()
    again = read(read_bytes(written_official(document)[0], "公文.docx").text, document.type)
    for element in (
        "title",
        "number",
        "organs",
        "addressees",
        "signatories",
        "urgency",
        "note",
        "imprint",
        "attendance",
    ):
        assert getattr(again, element) == getattr(document, element), element
    assert (texts(again), again.attachments, again.signature) == (
        texts(document),
        document.attachments,
        document.signature,
    )

"""One piece, described as a whole."""

from mofan.text.describe import as_json, describe
from mofan.text.units import Unit

PIECE = """锚定新目标 当好护河人
——x县水利局模范机关建设工作经验材料范文（2）
2023年以来，x县水利局坚持“河长+警长”机制，召开专题会议x次，巡河3000余人次，整改问题12个，问题整改率x。
一、建强支部，守护母亲河
张远航同志带头讲党课两场，投入资金近300万元，惠及清河县太平镇群众。
"""


def test_it_tells_what_the_piece_says() -> None:
    found = describe(PIECE)
    assert found.title == "锚定新目标 当好护河人"
    assert found.subtitle == "——x县水利局模范机关建设工作经验材料范文（2）"
    assert found.unit == Unit("x县水利局", "县", "政府部门", 1)
    assert (found.unit_level, found.unit_kind) == ("县", "政府部门")
    assert found.genre == "经验材料"
    assert "机关党建" in found.themes
    assert [figure.text for figure in found.figures] == ["x次", "3000余人次", "12个", "x", "两场", "近300万元"]
    assert [(blank.what, blank.measure) for blank in found.blanks] == [
        ("地名", None),
        ("地名", None),
        ("专题会议", "次"),
        ("问题整改率", "%"),
    ]
    assert [region.text for region in found.regions] == ["清河县", "太平镇"]
    assert [person.text for person in found.persons] == ["张远航"]
    assert [date.text for date in found.dates] == ["2023年以来"]
    assert [slogan.text for slogan in found.slogans] == ["河长+警长"]
    assert found.year == 2023


def test_every_offset_leads_back_to_its_text() -> None:
    found = describe(PIECE)
    mentions = [*found.regions, *found.persons, *found.dates, *found.slogans]
    spans = [(mention.start, mention.end, mention.text) for mention in mentions]
    spans += [(figure.start, figure.end, figure.text) for figure in found.figures]
    spans += [(blank.start, blank.end, blank.text) for blank in found.blanks]
    assert len(spans) == 15
    assert all(PIECE[start:end] == text for start, end, text in spans)


def test_as_json_is_plain_data() -> None:
    data = as_json(describe(PIECE))
    assert data["unit"] == "x县水利局"
    assert data["figures"][1] == {
        "start": PIECE.index("3000"),
        "end": PIECE.index("3000") + 7,
        "text": "3000余人次",
        "value": 3000,
        "measure": "人次",
        "approximate": True,
        "blank": False,
    }
    assert data["dates"][0]["value"] == "2023"
    assert data["regions"][0]["level"] == "县"
    assert as_json(describe("空文"))["unit"] is None

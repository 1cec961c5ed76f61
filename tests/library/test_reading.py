"""A piece laid out for the eye."""

from mofan.library.reading import Cut, SheetPart, lay_out

RAW = "题\n正文一广告。\n一、标题\n要点。说明。\n整行广告\n末段"


def heading(text: str, form: str, level: int = 1) -> dict[str, object]:
    start = RAW.index(text)
    return {"start": start, "end": start + len(text), "form": form, "level": level, "text": text}


def same(position: int) -> int:
    return position


def test_headings_leads_and_cuts_stand_at_their_places() -> None:
    cuts = [
        Cut(1, RAW.index("广告。"), RAW.index("广告。") + 2),
        Cut(2, RAW.index("整行广告"), RAW.index("整行广告") + 4),
    ]
    lines = lay_out(RAW, 2, cuts, [heading("一、标题", "line"), heading("要点。", "lead", 2)], same)
    assert lines[0].parts == (SheetPart("text", "正文一"), SheetPart("cut", "广告", 1), SheetPart("text", "。"))
    assert (lines[1].level, lines[1].anchor) == (1, "s1")
    assert lines[2].parts == (SheetPart("heading", "要点。"), SheetPart("text", "说明。"))
    assert (lines[2].level, lines[2].anchor) == (0, "s2")
    assert lines[3].is_cut
    assert not lines[4].is_cut


def test_a_cut_over_two_lines_is_shown_on_both() -> None:
    lines = lay_out("甲乙\n丙丁", 0, [Cut(5, 1, 4)], [], same)
    assert [part.text for line in lines for part in line.parts if part.kind == "cut"] == ["乙", "丙"]


def test_empty_lines_are_left_out() -> None:
    assert len(lay_out("甲\n\n　\n乙", 0, [], [], same)) == 2

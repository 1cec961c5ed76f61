"""What a skeleton keeps of a piece, what it takes out, and what it says of both."""

from mofan.drafting.document import Gap, Slot, lay_out
from mofan.drafting.skeleton import OWN_WORK, Own, skeleton
from tests.drafting.making import PIECE

OWN = Own("安澜县水务局", 2026)


def text_of(text: str, **options: object) -> str:
    made = skeleton(text, OWN, **options)  # type: ignore[arg-type]
    return lay_out(made.body, {one.key: one.written for one in made.slots}).text


def test_the_outline_stays_and_names_go() -> None:
    made = skeleton(PIECE, OWN)
    headings = [lay_out(made.body, {}).of_block(one.id) for one in made.body.blocks if one.kind == "heading"]
    assert headings == [
        "一、突出政治引领，筑牢思想根基",
        "二、突出正风肃纪，营造清廉氛围",
        "三、突出服务群众，解决急难愁盼",
    ]
    assert {(one.what, one.text) for one in made.removed} >= {
        ("单位名", "白石县林业局"),
        ("人名", "赵远山"),
        ("提法", "青山夜话"),
        ("文件名", "《白石县林业局内控办法》"),
    }
    assert [one.written for one in made.slots][:3] == ["3次", "x次", "x期"]
    assert made.slots[1].period_words == "今年以来"
    assert made.slots[4].approximate
    assert [one.kind for one in made.body.blocks][-2:] == ["signature", "date"]


def test_what_was_taken_is_counted() -> None:
    made = skeleton(PIECE, OWN)
    taken = {one.block: one for one in made.taken}
    heading = next(one for one in made.taken if one.heading and "正风肃纪" in one.text)
    assert (heading.share, heading.characters) == (1.0, 15)
    assert all(0 < one.share <= 1 for one in taken.values())
    assert all(made.body.block(key) for key in taken)


def test_how_much_is_kept_can_be_chosen() -> None:
    everything = text_of(PIECE, keep="all")
    assert "大家把课堂搬到了〔业务〕站" in everything
    assert OWN_WORK not in everything
    outline = text_of(PIECE, keep="outline")
    assert "召开警示教育" not in outline
    assert "（一）常敲警钟" in outline


def test_a_part_of_the_outline_brings_what_stands_below_it() -> None:
    made = skeleton(PIECE, OWN, headings=[1, 99])
    said = lay_out(made.body, {}).text
    assert "常敲警钟" in said
    assert "政治引领" not in said


def test_years_move_with_the_draft_and_days_are_left_to_be_written() -> None:
    piece = "白石县林业局2023年工作总结\n2023年以来，召开警示教育x次。2023年3月5日，赴红旗水库开展走访调研x次。\n"
    made = skeleton(piece, OWN, keep="all")
    said = lay_out(made.body, {}).text
    assert "2026年以来，召开" in said
    assert "〔日期〕" in said
    assert made.slots[0].period_words == "今年以来"
    assert "2023" not in said


def test_an_anonymous_piece_loses_its_marks() -> None:
    piece = "x县水利局经验材料\n近年来，x县水利局党总支与某镇结对，x县水利局为民服务。帮扶困难户x户。\n"
    made = skeleton(piece, OWN, keep="all")
    said = lay_out(made.body, {}).text
    assert "x县" not in said
    assert "xx" not in said
    assert "某镇" not in said
    assert said.count("安澜县水务局") == 3
    assert len(made.slots) == 1


def test_phrases_of_everybody_stay() -> None:
    piece = "经验材料\n落实“一岗双责”，打造“柳浪先锋”。走访x次。\n"
    said = text_of(piece, keep="all", is_common=lambda phrase: phrase == "一岗双责")
    assert "“一岗双责”" in said
    assert "柳浪先锋" not in said


def test_what_begins_a_part_of_a_series_stays() -> None:
    piece = "经验材料\n一、服务群众\n围绕民生办实事。一是送服务上门，把窗口搬到村口。二是结对帮扶，帮扶困难户x户。\n"
    made = skeleton(piece, OWN)
    said = lay_out(made.body, {}).text
    assert "一是送服务上门，〔写本单位的做法〕二是结对帮扶，帮扶困难户x。" in said


def test_a_bare_text_and_an_empty_one_are_no_trouble() -> None:
    assert skeleton("", OWN).body.blocks == ()
    made = skeleton("走访群众x户", OWN)
    assert sum(isinstance(run, Slot) for one in made.body.blocks for run in one.runs) == 1
    assert not any(isinstance(run, Gap) for one in made.body.blocks for run in one.runs)

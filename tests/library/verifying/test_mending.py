"""What is spoiled is found by its name, and mended or left alone with a word on what to do."""

from collections.abc import Callable

import pytest

from mofan.library.ingestion.receiving import store
from mofan.library.models import (
    Piece,
    PieceState,
    Removal,
    Source,
    SourceText,
)
from mofan.org.models import Person
from tests.library.verifying.asking import found, mend, shown
from tests.library.verifying.spoiling import (
    another_schema,
    break_the_index,
    cut_member_file,
    double_an_entry,
    forget_lines,
    leave_half_way,
    leave_strays,
    link_to_a_copy,
    link_to_another_text,
    link_to_nothing,
    lose_detail,
    lose_entries,
    lose_lines,
    lose_member,
    lose_member_file,
    lose_text_and_pieces,
    lose_texts,
    lose_the_index,
    spoil_member_file,
    spoil_text,
    spoil_text_with_removal,
    unlink_a_copy,
)

SPOILED: list[tuple[Callable[[], None], set[str], str]] = [
    (lose_entries, {"索引缺篇"}, "检索索引缺 2 篇"),
    (leave_strays, {"索引多篇"}, "检索索引里有 4 篇是库里没有的"),
    (double_an_entry, {"索引重复"}, "检索索引里有 1 篇重复"),
    (break_the_index, {"索引"}, "检索索引已损坏"),
    (another_schema, {"索引"}, "检索索引的格式是"),
    (lose_the_index, {"索引缺篇"}, "检索索引缺 9 篇"),
    (leave_half_way, {"半途来源", "索引多篇"}, "无人处理的来源 2 个"),
    (link_to_nothing, {"重复文件"}, "找不到相同文件的来源 1 个"),
    (lose_member_file, {"原件"}, "原件缺 1 个"),
    (cut_member_file, {"原件大小"}, "原件大小与收到时不符 1 个"),
    (spoil_member_file, {"原件内容"}, "原件内容与指纹不符 1 个"),
    (forget_lines, {"已处理行数"}, "少于库里的行数 1 个"),
    (lose_lines, {"成批与压缩包", "索引多篇"}, "记录缺失 1 个"),
    (lose_member, {"成批与压缩包", "索引多篇"}, "记录缺失 1 个"),
    (lose_texts, {"正文"}, "没有正文的来源 3 个"),
    (lose_text_and_pieces, {"正文", "索引多篇"}, "没有正文的来源 2 个"),
    (lose_detail, {"提纲和要素"}, "没有提纲和要素的篇目 1 篇"),
    (link_to_a_copy, {"逐字相同"}, "其实不同的篇目 1 篇"),
    (link_to_another_text, {"逐字相同"}, "其实不同的篇目 1 篇"),
    (unlink_a_copy, {"重复篇目"}, "却未相连的 1 篇"),
    (spoil_text, {"净文"}, "净文与指纹不符的篇目 1 篇"),
    (spoil_text_with_removal, {"清除项文字", "净文"}, "净文与指纹不符的篇目 1 篇"),
]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("spoil", "names", "sentence"), SPOILED, ids=[spoil.__name__ for spoil, _, _ in SPOILED])
def test_what_is_spoiled_is_found_and_mended(
    library: Person, spoil: Callable[[], None], names: set[str], sentence: str
) -> None:
    before = shown()
    spoil()
    withdrawn = set(Piece.objects.filter(state=PieceState.WITHDRAWN).values_list("title", flat=True))
    findings = found()
    assert set(findings) == names
    assert any(sentence in finding.sentence for finding in findings.values())
    mend(library)
    assert found() == {}
    assert shown() == [row for row in before if row[0] not in withdrawn]


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_mended_says_what_to_do_and_is_left_alone(library: Person) -> None:
    whole = Source.objects.get(name="总结.txt")
    store().path(whole.sha256).unlink()
    gone = Source.objects.get(name="第1条")
    SourceText.objects.filter(pk=gone.pk).delete()
    store().path(Source.objects.get(name="成批.jsonl").sha256).unlink()
    Source.objects.filter(name="一批.zip").update(report={"members": 7})
    Removal.objects.filter(source__name="第2条").update(end=5000)
    outside = Removal.objects.filter(source__name="合集.txt", piece__no=2).latest("start")
    Removal.objects.filter(pk=outside.pk).update(piece=Piece.objects.get(source__name="合集.txt", no=1))
    last = Piece.objects.filter(source__name="合集.txt").latest("no")
    Source.objects.filter(name="甲.txt").update(report={"pieces": 3})
    findings = found()
    assert set(findings) == {"原件", "成批与压缩包", "正文", "篇数", "篇目位置", "清除项位置", "净文"}
    assert "再交一次" in findings["原件"].next_step
    assert "备份" in findings["正文"].next_step
    rows = Source.objects.count(), Piece.objects.count(), Removal.objects.count()
    mend(library)
    assert (Source.objects.count(), Piece.objects.count(), Removal.objects.count()) == rows
    assert {"原件", "正文", "篇数", "篇目位置", "清除项位置"} <= set(found())
    last.refresh_from_db()
    assert last.state == PieceState.KEPT

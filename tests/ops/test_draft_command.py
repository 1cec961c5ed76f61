"""`mofan draft …`: the same as the pages do."""

import json
from pathlib import Path

import pytest

from mofan.drafting.actions import approve
from mofan.drafting.models import Draft, SlotState
from mofan.ops import command_line
from tests.drafting.making import make_piece
from tests.drafting.test_reviewing import filled
from tests.make import AT
from tests.records.conftest import House, house

__all__ = ["house"]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = command_line.run(["draft", *arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_draft_is_begun_filled_checked_and_exported(
    house: House, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    piece = make_piece()
    code, out, _ = run(capsys, "new", "--unit", "安澜县水务局", "--piece", str(piece.pk), "--json")
    begun = json.loads(out)
    key = str(begun["id"])
    assert (code, begun["slots"]) == (0, 10)
    code, out, _ = run(capsys, "fill", key)
    assert code == 0
    assert "警示教育" in out
    code, out, _ = run(capsys, "fill", key, "--accept", "--json")
    assert {one["state"] for one in json.loads(out)} <= {"live", "task"}
    assert Draft.objects.get().slots.filter(state=SlotState.LIVE).count() >= 6
    code, out, _ = run(capsys, "check", key)
    assert code == 1
    assert "送审前必须处理" in out
    code, out, _ = run(capsys, "check", key, "--json")
    assert all(one["message"] for one in json.loads(out))
    target = tmp_path / "材料.docx"
    code, _, err = run(capsys, "export", key, "-o", str(target))
    assert (code, target.exists()) == (2, False)
    assert "没有填好" in err
    code, out, err = run(capsys, "export", key, "-o", str(target), "--unfinished", "--sources")
    assert (code, out.strip()) == (0, str(target))
    assert "没有填好" in err
    code, _, err = run(capsys, "export", key, "-o", str(target), "--unfinished")
    assert "不覆盖" in err
    code, _, err = run(capsys, "export", key, "-o", str(tmp_path / "无" / "材料.docx"), "--unfinished")
    assert "写不了" in err
    code, out, _ = run(capsys, "export", key, "-o", str(tmp_path / "再.docx"), "--unfinished", "--json")
    assert json.loads(out)["warnings"]


def test_the_next_period_follows_the_last(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "new", "--unit", str(house.agency.pk), "--title", "三季度小结", "--json")
    first = json.loads(out)["id"]
    code, out, _ = run(capsys, "new", "--unit", "安澜县水务局", "--follow", str(first), "--period", "2026年第四季度")
    assert code == 0
    assert "三季度小结" in out
    assert Draft.objects.get(follows=first).period_words == "2026年第四季度"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("new", "--unit", "无此单位"), "没有叫“无此单位”的单位"),
        (("new", "--unit", "安澜县水务局", "--piece", "999"), "没有编号为 999 的篇目"),
        (("new", "--unit", "安澜县水务局", "--follow", "999"), "没有编号为 999 的草稿"),
        (("new", "--unit", "安澜县水务局", "--period", "猴年"), "看不懂统计期间"),
        (("fill", "999"), "没有编号为 999 的草稿"),
        (("check", "999"), "没有编号为 999 的草稿"),
        (("export", "999"), "没有编号为 999 的草稿"),
    ],
)
def test_what_is_not_there_is_refused_in_one_sentence(
    house: House, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], sentence: str
) -> None:
    code, _, err = run(capsys, *arguments)
    assert code == 2
    assert sentence in err


@pytest.mark.parametrize("form", [(), ("--json",)], ids=["words", "json"])
def test_a_draft_is_sent_and_what_was_signed_is_published(
    form: tuple[str, ...], house: House, home: None, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = filled(house)
    key = str(draft.pk)
    code, _, err = run(capsys, "publish", key, *form)
    assert (code, "只有已签发" in err) == (2, True)
    code, out, _ = run(capsys, "send", key, *form)
    assert code == 0
    if form:
        assert json.loads(out) == {"id": draft.pk, "state": "review", "next": "审核", "who": "安澜县水务局的负责人"}
    else:
        assert "等安澜县水务局的负责人签意见" in out
    code, _, err = run(capsys, "send", key, *form)
    assert (code, "已经在审签中" in err) == (2, True)
    for _ in range(2):
        approve(draft, by=house.leader, at=AT)
    code, out, _ = run(capsys, "publish", key, *form)
    assert code == 0
    if form:
        assert json.loads(out)["state"] == "published"
    else:
        assert "已发布，素材库来源" in out

"""Injected advertisements go, whatever their disguise; genuine sentences stay."""

import json
from pathlib import Path

import pytest

from mofan.text.clean import clean, find_removals


def test_it_takes_an_advertisement_out_of_a_sentence() -> None:
    cleaned = clean("全镇上下一条心。【更多公文素材，微信：lanshan88】\n二、抓好落实")
    assert cleaned.text == "全镇上下一条心。\n二、抓好落实"
    assert [removal.kind for removal in cleaned.removals] == ["ad"]
    assert cleaned.removals == find_removals("全镇上下一条心。【更多公文素材，微信：lanshan88】\n二、抓好落实")


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

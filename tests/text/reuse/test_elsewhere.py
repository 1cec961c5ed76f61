"""What another process finds in the folder is what this one finds."""

from pathlib import Path

import pytest

from mofan.text.reuse import Asked, ReuseIndex, UnreadableIndex, candidates_for, compared, elsewhere, fingerprint
from tests.text.reuse.samples import GRAIN, WATER

TEXTS = {1: WATER, 2: GRAIN, 3: WATER[: len(WATER) // 2] + GRAIN}


def saved(folder: Path) -> ReuseIndex:
    index = ReuseIndex(lambda keys: {key: TEXTS[key] for key in keys}, folder)
    index.add_all({key: fingerprint(text).hashes for key, text in TEXTS.items()})
    index.save()
    return index


def test_the_matches_are_those_that_the_index_finds_itself(tmp_path: Path) -> None:
    index = saved(tmp_path)
    prints = fingerprint(TEXTS[3]).hashes
    (candidates,) = elsewhere(tmp_path, candidates_for, [prints])
    assert candidates.rated == index.candidates([prints], held=True)[0].rated
    (found,) = elsewhere(tmp_path, compared, [Asked(TEXTS[3], candidates, TEXTS)])
    assert found == index.matches(TEXTS[3], candidates)
    assert {match.uid for match in found} >= {1, 2}


def test_texts_that_did_not_come_along_are_left_out(tmp_path: Path) -> None:
    index = saved(tmp_path)
    (candidates,) = index.candidates([fingerprint(TEXTS[3]).hashes], held=True)
    assert elsewhere(tmp_path, compared, [Asked(TEXTS[3], candidates, {})]) == [[]]
    assert elsewhere(tmp_path, compared, [Asked(TEXTS[3], candidates.only(()), TEXTS)]) == [[]]
    assert index.folder == tmp_path


def test_what_is_saved_later_is_seen_and_what_is_broken_is_said(tmp_path: Path) -> None:
    index = saved(tmp_path)
    (candidates,) = index.candidates([fingerprint(WATER).hashes], held=True)
    elsewhere(tmp_path, compared, [Asked(WATER, candidates, TEXTS)])
    (tmp_path / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(UnreadableIndex):
        elsewhere(tmp_path, compared, [Asked(WATER, candidates, TEXTS)])

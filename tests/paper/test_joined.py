"""Words that are said together."""

from pathlib import Path

import pytest

from mofan.paper import make_joined
from mofan.paper.joined import closeness
from mofan.text.proofread.statistics.evidence import Evidence


def test_words_that_are_said_together_are_closer_than_others() -> None:
    assert closeness("政务", "服务") > closeness("小区", "改造") > closeness("印发", "云川县") == 0


def test_of_longer_words_the_characters_at_the_break_count() -> None:
    assert closeness("县政务", "服务中心") == closeness("政务", "服务")


def test_the_table_is_made_of_what_stands_together_often(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    evidence = Evidence()
    evidence.learn(["政务服务，" * 40 + "政务公开。服务群众。" + "改造，" * 3000 + "工作，" * 3000 + "改造工作。" * 16])
    monkeypatch.setattr(make_joined, "shipped", lambda: evidence)
    target = tmp_path / "joined.txt"
    assert make_joined.make(target) == 1
    assert target.read_text(encoding="utf-8").splitlines()[2] == "10 政务服务"

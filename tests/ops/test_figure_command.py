"""`mofan figure`: as the card says it."""

import json

import pytest

from mofan.ops import command_line
from tests.records.conftest import House, house
from tests.records.making import entered, visit

__all__ = ["house"]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = command_line.run(["figure", *arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_figure_is_printed_with_its_rows(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    record = entered(house, visit(house))
    asked = ("field_visit.sum.problems", "--unit", "安澜县水务局", "--below", "--period", "2026")
    code, out, _ = run(capsys, *asked, "--json")
    found = json.loads(out)
    assert (code, found["value"], [row["id"] for row in found["rows"]]) == (0, 3, [record.pk])
    code, out, _ = run(capsys, *asked)
    assert "走访调研收集问题合计：3个" in out
    assert "走访灌渠沿线村组" in out
    _, out, _ = run(capsys, "field_visit.sum.problems", "--period", "2026", "--json")
    assert json.loads(out)["value"] == 3
    _, out, _ = run(capsys, *asked, "--rows", "0")
    assert "……共 1 条" in out


def test_a_derived_figure_says_how_it_is_reckoned(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "field_visit.solved_share")
    assert code == 0
    assert "走访收集问题当场解决率：—" in out
    assert "算法：" in out


def test_without_a_code_the_figures_are_listed(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys)
    assert "cautionary_education.count\t开展警示教育次数（次）" in out
    _, out, _ = run(capsys, "--json")
    assert len(json.loads(out)) > 100


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("没有的数",), "没有代码为“没有的数”的数"),
        (("field_visit.count", "--unit", "没有的单位"), "没有叫“没有的单位”的单位"),
        (("field_visit.count", "--period", "猴年"), "看不懂统计期间"),
        (("field_visit.count", "--rows", "-1"), "--rows 至少是 0"),
    ],
)
def test_what_cannot_be_counted_is_refused_in_one_sentence(
    house: House, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], sentence: str
) -> None:
    code, _, error = run(capsys, *arguments)
    assert code == 2
    assert sentence in error

"""Figures for programs: the catalogue, the number with its rows."""

from mofan.org.models import Unit
from tests.api.conftest import Program
from tests.records.conftest import House, house
from tests.records.making import entered, visit

__all__ = ["house"]


def test_a_figure_is_told_with_its_rows(house: House, leaders: Program) -> None:
    record = entered(house, visit(house))
    found = leaders.get("/figures/field_visit.sum.problems", unit=house.agency.pk, below=True, period="2026").json()
    assert (found["value"], found["shown"], found["row_count"], found["hidden_rows"]) == (3, "3个", 1, 0)
    assert [(row["id"], row["adds"]) for row in found["rows"]] == [(record.pk, 3)]
    assert found["period"] == {"start": "2026-01-01", "end": "2026-12-31", "label": "2026年"}
    assert found["scope"]["label"] == "安澜县水务局及下属单位"


def test_units_are_found_with_the_numbers_that_figures_ask_for(
    house: House, leaders: Program, strangers: Program
) -> None:
    found = leaders.get("/units", words="机关 支部").json()["items"]
    assert [(one["id"], one["parent"], one["kind"]) for one in found] == [(house.branch.pk, house.agency.pk, "党支部")]
    assert {one["id"] for one in leaders.get("/units", under=house.agency.pk).json()["items"]} == {
        house.agency.pk,
        house.branch.pk,
    }
    assert leaders.get("/units", under=10**9).status_code == 404
    assert "机关党支部" not in [one["name"] for one in strangers.get("/units").json()["items"]]


def test_a_derived_one_names_its_parts(house: House, leaders: Program) -> None:
    found = leaders.get("/figures/field_visit.solved_share", unit=house.agency.pk).json()
    assert (found["value"], found["shown"], found["rows"]) == (None, "—", [])
    assert [part["code"] for part in found["parts"]] == ["field_visit.sum.solved", "field_visit.sum.problems"]


def test_the_catalogue_is_searched(leaders: Program) -> None:
    found = leaders.get("/figures", words="警示教育 次数", size=5).json()
    assert "cautionary_education.count" in [one["code"] for one in found["items"]]
    assert leaders.get("/figures").json()["total"] > 100


def test_what_cannot_be_asked_is_a_problem_document(house: House, leaders: Program) -> None:
    def status(code: str, **asked: object) -> int:
        return int(leaders.get(f"/figures/{code}", **asked).status_code)

    assert status("没有的数", unit=house.agency.pk) == 404
    assert status("field_visit.count", unit=10**9) == 404
    assert status("field_visit.count", unit=house.agency.pk, period="猴年") == 422
    assert status("field_visit.count") == 422
    assert Unit.objects.count() > 1

"""Similar past cases: shown with what they have in common, closed ones first, never what one may not read."""

import shutil
from pathlib import Path

from mofan.cases.catalogue import kind_of
from mofan.cases.models import Case
from mofan.cases.similar import Asking, catch_up, index_anew, indexing, similar_cases
from mofan.cases.similar.indexing import found_by, last_indexed
from tests.cases.suggesting.test_suggested import closed
from tests.make_cases import County, taken_in

DEMAND = kind_of("public_demand")


def test_cases_like_it_are_shown_with_the_reason(county: County) -> None:
    done = closed(county, "柳湾小区五号楼水压不足", "housing", county.water)
    taken_in(county, title="东门街摊贩占道经营")
    (found,) = similar_cases(county.dispatcher, DEMAND, Asking("青杨小区水压太低", "六楼没有水"))
    assert found.case == done
    assert "“水压”" in found.why
    assert 0.15 <= found.likeness <= 1


def test_of_like_cases_the_closed_one_comes_first_and_the_same_place_is_said(county: County) -> None:
    open_case = taken_in(county, title="三号楼水压不足", place="柳湾小区")
    done = closed(county, "三号楼水压不足", "housing", county.water)
    found = similar_cases(county.dispatcher, DEMAND, Asking("三号楼水压不足"))
    assert [one.case for one in found] == [done, open_case]
    near = similar_cases(county.dispatcher, DEMAND, Asking("三号楼水压不足", place="柳湾小区"), leaving_out=done)
    assert [one.case for one in near] == [open_case]
    assert near[0].why.endswith("，同一地点")


def test_a_title_without_common_words_is_only_called_near(county: County) -> None:
    taken_in(county, title="楼上漏")
    found = similar_cases(county.dispatcher, DEMAND, Asking("楼上漏"))
    assert found[0].why


def test_nothing_is_shown_of_what_one_may_not_read_or_of_tip_offs(county: County) -> None:
    taken_in(county)
    assert similar_cases(county.outsider, DEMAND, Asking("柳湾小区三号楼停水两天")) == []
    assert similar_cases(county.tip_officer, kind_of("tip_off"), Asking("停水")) == []
    assert similar_cases(county.dispatcher, DEMAND, Asking("！")) == []


def test_the_index_finds_old_ones_and_the_rows_what_came_since(county: County, home: object) -> None:
    done = closed(county, "五号楼水压不足", "housing", county.water)
    assert catch_up() == 1
    assert catch_up() == 0
    new = taken_in(county, title="六号楼水压不足", place="柳湾小区")
    found = similar_cases(county.dispatcher, DEMAND, Asking("四号楼水压不足", "总是停"))
    assert {one.case for one in found} == {done, new}
    Case.objects.filter(pk=new.pk).update(restricted=True)
    assert index_anew() == 1
    assert last_indexed() == done.pk


def test_the_index_tells_kinds_apart_and_finds_nothing_for_no_words(county: County, home: object) -> None:
    case = taken_in(county)
    catch_up()
    assert found_by(["停水"], "public_demand", 5) == [case.pk]
    assert found_by(["停水"], "dispute", 5) == []
    assert found_by([], "public_demand", 5) == []


def test_a_lost_index_is_filled_anew(county: County, home: Path) -> None:
    case = taken_in(county)
    catch_up()
    shutil.rmtree(home / "cases" / "similar")
    indexing._open.cache_clear()
    assert catch_up() == 1
    assert found_by(["停水"], "public_demand", 5) == [case.pk]


def test_a_broken_index_is_begun_anew(county: County, home: Path) -> None:
    case = taken_in(county)
    catch_up()
    place = home / "cases" / "similar"
    (place / "meta.json").write_text("{", encoding="ascii")
    indexing._open.cache_clear()
    assert found_by(["停水"], "public_demand", 5) == []
    assert catch_up() == 1
    assert found_by(["停水"], "public_demand", 5) == [case.pk]

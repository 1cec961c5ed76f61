"""The form that adds a kind of record tells all that is missing or wrong at once, each at its control."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from mofan.records.catalogue import shipped
from mofan.records.models import AddedKind
from mofan.web.views.records_kind_form import wrong_in

FORM = {
    "purpose": "汛期交接清楚",
    "basis": "局长办公会议",
    "ends_on": "2099-12-31",
    "name": "防汛值班交接",
    "group": "机关管理",
    "count": "4",
}
TODAY = date(2026, 11, 20)


def sentences(**changes: str) -> list[str]:
    return [wrong.sentence for wrong in wrong_in(FORM | changes, 4, shipped(), TODAY)]


def test_what_is_right_has_nothing_wrong_with_it() -> None:
    row = {"name-1": "水位", "type-1": "number", "measure-1": "米", "type-2": "text"}
    assert sentences(**row, code="flood_watch", english="flood watch") == []


def test_everything_that_is_missing_is_told_at_once_each_at_its_control(leaders: Client) -> None:
    empty = {"count": "4", "name-2": "天气", "type-2": "choice", "type-3": "number", "measure-3": "米"}
    shown = leaders.post(reverse("add_kind"), empty).content.decode()
    controls = ["purpose", "basis", "ends_on", "name", "group", "choices-2", "name-3"]
    assert re.findall(r'<li><a href="#([^"]+)">', shown) == controls
    assert "有 7 处需要改" in shown
    for control in controls:
        assert f'id="{control}"' in shown
        assert f'aria-invalid="true" aria-describedby="wrong-{control}"' in shown
        assert f'<p class="error" id="wrong-{control}">' in shown
    assert not AddedKind.objects.exists()


def test_what_was_typed_right_stays_beside_what_is_wrong(leaders: Client) -> None:
    shown = leaders.post(
        reverse("add_kind"), FORM | {"purpose": " ", "name-1": "水位", "type-1": "number"}
    ).content.decode()
    assert 'value="防汛值班交接"' in shown
    assert 'value="水位"' in shown
    assert re.findall(r'<li><a href="#([^"]+)">', shown) == ["purpose", "measure-1"]


def test_the_last_day_is_a_day_to_come() -> None:
    assert "不是日期" in sentences(ends_on="年底")[0]
    assert sentences(ends_on="2026-11-19") == ["用到哪一天：这一天已经过去，请填以后的日期。"]
    assert sentences(ends_on="2026-11-20") == []


def test_a_name_is_new_and_can_be_spelt() -> None:
    assert sentences(name="党课") == ["名称：已经有“党课”这一种，换一个名称。"]
    assert "只用汉字" in sentences(name="2026年防汛")[0]
    assert sentences(name="2026年防汛", english="flood watch", code="flood_watch") == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"code": "防汛"}, "代号：只用小写英文、数字和下划线"),
        ({"code": "a" * 41}, "40 个以内"),
        ({"code": "general_meeting"}, "已经用了 general_meeting"),
        ({"english": "防汛"}, "英文名称：只用英文词和空格"),
        ({"english": "Party lecture"}, "英文名称：已经有 Party lecture"),
    ],
)
def test_what_programs_read_is_spelt_rightly_and_once(changes: dict[str, str], sentence: str) -> None:
    assert [sentence in one for one in sentences(**changes)] == [True]


@pytest.mark.parametrize(
    ("row", "control", "sentence"),
    [
        ({"type-1": "text", "required-1": "1"}, "name-1", "没有写名称"),
        ({"name-1": "水位", "type-1": "level"}, "type-1", "类型从列出的里选"),
        ({"name-1": "水位", "type-1": "number"}, "measure-1", "要写计量单位"),
        ({"name-1": "天气", "type-1": "choice", "choices-1": "、"}, "choices-1", "要写有哪些选项"),
        ({"name-1": "天气", "type-1": "text", "choices-1": "晴、雨"}, "choices-1", "类型就选“选项”"),
        ({"name-1": "要求", "type-1": "paragraph", "carry-1": "1"}, "carry-1", "不能沿用上次"),
        ({"name-1": "水位", "type-1": "text", "name-4": "水位", "type-4": "text"}, "name-4", "和第 1 栏同名"),
    ],
)
def test_a_row_says_what_is_wrong_with_it(row: dict[str, str], control: str, sentence: str) -> None:
    wrong = wrong_in(FORM | row, 4, shipped(), TODAY)
    assert [one.control for one in wrong] == [control]
    assert sentence in wrong[0].sentence


def test_what_only_the_catalogue_can_know_is_told_at_the_name(leaders: Client) -> None:
    leaders.post(reverse("add_kind"), FORM)
    shown = leaders.post(reverse("add_kind"), FORM | {"name": "防汛值班交结"}).content.decode()
    assert re.findall(r'<li><a href="#([^"]+)">([^<]*)', shown) == [
        ("name", "名称：记录种类的代号重复：own_fangxunzhibanjiaojie。")
    ]
    assert AddedKind.objects.count() == 1

"""The divisions of the country, and their names in running text."""

import gzip
from pathlib import Path

import pytest

from mofan.text.gazetteer import divisions_named, find_places
from mofan.text.gazetteer.make import TABLE, lines_of, make
from mofan.text.gazetteer.table import divisions, full_names, short_name


def read(text: str) -> list[tuple[str, str]]:
    return [(text[place.start : place.end], place.level) for place in find_places(text)]


def test_a_full_name_says_its_level() -> None:
    assert read("江西省赣州市信丰县古陂镇") == [
        ("江西省", "省"),
        ("赣州市", "市"),
        ("信丰县", "县"),
        ("古陂镇", "乡镇"),
    ]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("在江西赣州信丰考察", [("江西", "省"), ("赣州", "市"), ("信丰", "县")]),
        ("江西南昌、湖南长沙", [("江西", "省"), ("南昌", "市"), ("湖南", "省"), ("长沙", "市")]),
        ("云南鲁甸等地", [("云南", "省"), ("鲁甸", "县")]),
        ("恩施土家族苗族自治州", [("恩施土家族苗族自治州", "市")]),
        ("巴彦塔拉苏木和观音桥街道", [("巴彦塔拉苏木", "乡镇"), ("观音桥街道", "乡镇")]),
        ("到蔚县、在赵县。", [("蔚县", "县"), ("赵县", "县")]),
        ("邯郸市大名县大街镇", [("邯郸市", "市"), ("大名县", "县"), ("大街镇", "乡镇")]),
        ("南京市民", [("南京", "市")]),
        ("杭州市场", [("杭州", "市")]),
        ("香港特别行政区和台湾", [("香港特别行政区", "省"), ("台湾", "省")]),
        ("上海南京两地", [("上海", "省"), ("南京", "市")]),
        ("浙江钱塘江", [("浙江", "省")]),
        ("新城区街道", [("新城区街道", "乡镇")]),
        ("内蒙古自治区", [("内蒙古自治区", "省")]),
    ],
)
def test_names_short_and_long(text: str, places: list[tuple[str, str]]) -> None:
    assert read(text) == places


@pytest.mark.parametrize(
    "text",
    [
        "全区社区园区片区", "县域经济", "和县委县政府", "市委和县委", "新型城镇化", "市场监管", "聚焦作风",
        "均衡水平", "医保定点", "推广东西部协作",
        "加大城镇建设", "会同乡镇政府", "创新乡村治理", "长治久安", "世界大同", "高举旗帜", "黄河南岸", "日照时间",
        "适应城市发展", "鼓浪屿",
        "中心城区", "各乡镇", "北京话", "规范村镇建设", "朝阳产业",
    ],
)  # fmt: skip
def test_words_that_only_look_like_names(text: str) -> None:
    assert read(text) == []


def test_equal_names_are_told_apart_by_what_they_belong_to() -> None:
    assert {found.parents[1] for found in divisions_named("鼓楼区")} == {"南京市", "徐州市", "福州市", "开封市"}
    assert divisions_named("不存在县") == ()


def test_a_division_knows_its_parents() -> None:
    (found,) = divisions_named("信丰县")
    assert (found.level, found.parents) == ("县", ("江西省", "赣州市"))
    (chaoyang,) = (found for found in divisions_named("朝阳区") if found.parents[0] == "北京市")
    assert chaoyang.parents == ("北京市",)


def test_short_names_drop_type_and_peoples() -> None:
    assert [short_name(name) for name in ("江西省", "恩施土家族苗族自治州", "广西壮族自治区", "阿里地区")] == [
        "江西",
        "恩施",
        "广西",
        "阿里",
    ]


def test_the_table_holds_every_level() -> None:
    assert len(divisions()) > 44_000
    assert "市辖区" not in full_names()


def test_the_table_is_made_from_rows(tmp_path: Path) -> None:
    source, target = tmp_path / "rows.csv.gz", tmp_path / "table.gz"
    rows = "code,name,level,parent\n3607,赣州市,city,36\n36,江西省,province,\n360722,信丰县,county,3607\n"
    source.write_bytes(gzip.compress(rows.encode()))
    assert make(source, target) == 3
    assert gzip.decompress(target.read_bytes()).decode() == "0江西省\n1赣州市\n2信丰县"
    assert list(lines_of([{"code": "1", "name": "甲", "level": "town"}])) == ["3甲"]


@pytest.mark.shared
def test_the_packaged_table_is_that_of_the_source(shared: Path, tmp_path: Path) -> None:
    target = tmp_path / "table.gz"
    make(shared / "divisions.csv.gz", target)
    assert gzip.decompress(target.read_bytes()) == gzip.decompress(TABLE.read_bytes())

"""Persons: names beside titles and in signatures."""

import pytest

from mofan.text.describe.persons import find_persons


def read(text: str) -> list[str]:
    return [person.text for person in find_persons(text)]


def test_a_name_stands_before_its_title() -> None:
    assert read("张远航同志作了发言") == ["张远航"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("县委书记高明远在会上强调", ["高明远"]),
        ("副局长刘洋、韩雪梅", ["刘洋"]),
        ("邀请省委党校贺明远教授授课", ["贺明远"]),
        ("王磊局长出席", ["王磊"]),
        ("县委书记 王 磊", ["王 磊"]),
        ("（记者　林若溪）", ["林若溪"]),
        ("通讯员 王 某", []),
        ("欧阳明德副县长出席", ["欧阳明德"]),
        ("撰稿：李晓 审核：周卫国", ["李晓", "周卫国"]),
        ("劳动模范获得者孟庆林为榜样", ["孟庆林"]),
        ("秘书长刘奇作报告", ["刘奇"]),
        ("以习近平同志为核心的党中央", ["习近平"]),
        ("学习习近平总书记重要讲话", ["习近平"]),
    ],
)
def test_it_finds_names_with_titles(text: str, names: list[str]) -> None:
    assert read(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "党委书记", "支部书记召开会议", "有关负责同志", "各位同志", "全体党员同志", "市长和书记", "关于同志",
        "重大事项召开书记办公会议", "联系人：办公室",
        "基层书记", "主任委员会议", "村民代表大会", "第一书记", "高级教授", "任何同志",
    ],
)  # fmt: skip
def test_it_leaves_titles_without_names(text: str) -> None:
    assert read(text) == []

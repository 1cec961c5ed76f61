"""The order of organs and levels, and titles of acts."""

import pytest

from mofan.text.proofread.lexicon import find_titles, titles
from mofan.text.proofread.rules.precedence import find_precedence


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("县政府、县委、县政协、县人大领导出席。", "县委、县人大、县政府、县政协"),
        ("县委、县政府、县人大、县政协要求", "县委、县人大、县政府、县政协"),
        ("区政府、区委高度重视", "区委、区政府"),
        ("省、县、市各级部门", "省、市、县"),
        ("县长、县委书记出席会议", "县委书记、县长"),
        ("县政协主席、县人大常委会主任、县长参加", "县人大常委会主任、县长、县政协主席"),
    ],
)
def test_what_stands_out_of_order_is_put_into_it(text: str, new: str) -> None:
    assert [finding.replacement for finding in find_precedence(text)] == [new]


@pytest.mark.parametrize(
    "text",
    [
        "县委、县人大、县政府、县政协领导出席。",
        "县委、县政府要求",
        "县委、市政府",
        "县政府、县政府办公室",
        "省、市、县各级部门",
        "村、乡、县三级",
        "各县、市、区有关部门",
        "县委书记、县长出席会议",
        "市长、县长、区长",
    ],
)
def test_what_stands_in_order_is_left(text: str) -> None:
    assert list(find_precedence(text)) == []


def meant(text: str) -> list[str | None]:
    return [finding.replacement for finding in find_titles(text)]


def test_a_title_that_nearly_is_a_known_one_is_reported() -> None:
    assert meant("学习《中国共产党廉洁自律规则》。") == ["《中国共产党廉洁自律准则》"]
    assert meant("学习《中国共产党党支部工作条例》。") == ["《中国共产党支部工作条例（试行）》"]
    assert meant("按照《党政领导干部选拔任用工作规定》执行。") == ["《党政领导干部选拔任用工作条例》"]
    assert meant("《中华人民共和国信息公开条例》和《中华人民共和国行政处罚条例》") == ["《中华人民共和国行政处罚法》"]


@pytest.mark.parametrize(
    "text",
    [
        "《中国共产党支部工作条例（试行）》",
        "《中国共产党支部工作条例》",
        "《临河县信访工作条例实施细则》",
        "《关于加强值班工作的通知》",
        "《信访工作条例》",
        "《中华人民共和国天上地下法》",
        "《办法》",
    ],
)
def test_other_titles_are_left(text: str) -> None:
    assert meant(text) == []


def test_every_known_title_is_left() -> None:
    assert [title for title in titles() if meant(f"《{title}》")] == []

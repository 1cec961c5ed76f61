"""Very long lines, line breaks inside an advertisement, and what stands far from it."""

import pytest

from mofan.text.clean import clean
from mofan.text.clean.borders import Clause, head_flavour
from mofan.text.clean.edges import settle_edges
from mofan.text.clean.evidence import EVIDENCE
from mofan.text.clean.skeleton import skeleton_of
from mofan.text.clean.weigh import Find
from mofan.text.span import Span

AD = "更多范文请加微信gw_8866"


def test_an_advertisement_in_a_very_long_line_is_found() -> None:
    sentences = "各镇要抓好春耕备耕，确保颗粒归仓。" * 200
    assert clean(f"{sentences}{AD}。{sentences}").text == sentences + sentences


def test_a_long_line_without_a_full_stop_is_cut_anywhere() -> None:
    words = "微信" * 4000
    assert clean(words).text == words


@pytest.mark.parametrize(
    ("dirty", "left"),
    [
        ("各项工作有序推进。\n更多范文请加微信gw_\n8866领全套", "各项工作有序推进。"),
        ("各项工作有序推进。\n更多范文请加微信：\ngw8866", "各项工作有序推进。"),
        ("各项工作有序推进。\n本\n文来自公众号“公文小铺”，关注后回复“材料”领取素材", "各项工作有序推进。"),
        ("各项工作有序推进。更多范文请加微信gw8866。\n三、办好民生实事", "各项工作有序推进。\n三、办好民生实事"),
    ],
)
def test_a_line_break_inside_goes_with_it(dirty: str, left: str) -> None:
    assert clean(dirty).text == left


def test_what_stands_far_behind_the_contact_stays() -> None:
    genuine = "全县各级党组织认真谋划部署并扎实推进公众号建设，成效明显。"
    assert clean(f"【{AD}】{genuine}").text == genuine
    assert clean(f"{AD}{genuine}").text == genuine


def test_a_searched_name_is_taken_to_its_end() -> None:
    assert clean("工作有序推进。更多公文请加微信gw8866或搜索公众号：老王笔记本").text == "工作有序推进。"


def test_a_clause_that_ends_the_advertisement_goes_with_it() -> None:
    assert clean("工作有序推进。加入公文写作QQ群：135792468，与同行交流").text == "工作有序推进。"
    assert clean(f"工作有序推进。{AD}，办公室要抓好落实。").text != "工作有序推进。"


def test_two_finds_with_little_between_are_one() -> None:
    removals = clean(f"工作有序推进。{AD}另附目录【更多公文素材，微信：gw8866】").removals
    assert [removal.text for removal in removals] == [f"{AD}另附目录【更多公文素材，微信：gw8866】"]


def test_dashes_and_quotes_around_it() -> None:
    line = f"推进。——{AD}——"
    assert settle_edges(line, Span(5, len(line)), Span(0, len(line))) == Span(3, len(line))
    line = f"推进。“{AD}”"
    assert settle_edges(line, Span(4, len(line)), Span(0, len(line))) == Span(3, len(line))


def test_a_full_stop_of_the_page_joins_letters_as_a_plain_one() -> None:
    assert skeleton_of("pan。baidu。com，好。").text == "pan.baidu.com,好。"
    assert skeleton_of("㈠㊇").text == "一八"


@pytest.mark.parametrize(
    ("dirty", "left"),
    [
        (f"联系人：周明，微信同号。{AD}", "联系人：周明，微信同号。"),
        (
            f"{AD}，免费领取素材各级党组织要认真谋划周密部署并压实责任抓好各项任务的落实见效",
            "各级党组织要认真谋划周密部署并压实责任抓好各项任务的落实见效",
        ),
        ("工作有序推进。更多公文请加微信gw8866，搜公众号老王笔记本", "工作有序推进。"),
        ("工作有序推进。\n更多公文\n请加微信gw8866", "工作有序推进。"),
        ("工作有序推进。\n更多公文范文\n加微信gw8866领全套素材", "工作有序推进。"),
        ("工作有序推进。\n想要更多公文素材。\n请加微信gw8866领全套素材", "工作有序推进。\n想要更多公文素材。"),
    ],
)
def test_neighbours_of_an_advertisement(dirty: str, left: str) -> None:
    assert clean(dirty).text == left


def test_words_of_advertisers_that_open_the_next_clause_go_along() -> None:
    wish = next(evidence for evidence in EVIDENCE if evidence.name == "more_works")
    clause = Clause(Span(0, 12), ",")
    assert head_flavour(clause, [Find(wish, 0, 4), Find(wish, 4, 6)]) == 6
    assert head_flavour(clause, [Find(wish, 3, 6)]) == 0

"""What a passage is, by its wording alone."""

import pytest

from mofan.text.reuse.frequency import kind_of
from mofan.text.reuse.set_phrases import SET_PHRASES, share_of_set_phrases

SET = [
    "坚持以习近平新时代中国特色社会主义思想为指导，全面贯彻党的二十大精神，",
    "切实增强“四个意识”、坚定“四个自信”、做到“两个维护”",
    "充分发挥基层党组织战斗堡垒作用和党员先锋模范作用",
    "在县委、县政府的坚强领导下，统筹推进各项工作，取得了明显成效",
    "落实全面从严治党主体责任，驰而不息纠治“四风”",
    "认真抓好下半年的各项任务",
]
LOCAL = ["紧扣县委“三湾五岭、一河两岸”的总体布局", "打响“青塘快办”政务服务的招牌，让群众少跑腿"]
COPIED = [
    "每个村留下两名护渠员，由水务站逐月发放补贴，哪段渠归谁看管，牌子就立在哪段渠边",
    "镇里请来几位跑了半辈子运输的老司机出主意，把排队的人分成三拨",
    "局里把本年度办公经费压下来一成，统筹推进护岸工程，在县委、县政府的坚强领导下又请砂石场按成本价供料",
    "他在会上说：“账款要当天结清，数字由农户自己核对一遍，有疑问的当场复秤，复秤的结果写在同一张单子上。”",
]


@pytest.mark.parametrize("passage", SET)
def test_a_set_phrase_is_known_by_its_words(passage: str) -> None:
    assert kind_of(passage, None) == "set_phrase"


@pytest.mark.parametrize("passage", LOCAL)
def test_a_short_passage_with_a_slogan_of_its_own_is_local(passage: str) -> None:
    assert kind_of(passage, None) == "local_slogan"


@pytest.mark.parametrize("passage", COPIED)
def test_anything_else_of_some_length_is_copied(passage: str) -> None:
    assert kind_of(passage, None) == "copied_passage"


def test_the_share_of_set_phrases_leaves_marks_out() -> None:
    assert share_of_set_phrases("，。“”") == 1.0
    assert share_of_set_phrases("高度重视、精心组织") == 1.0
    assert share_of_set_phrases("石坝河") == 0.0
    assert all(phrase.isalnum() for phrase in SET_PHRASES)

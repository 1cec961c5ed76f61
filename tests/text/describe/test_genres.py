"""Genres by heading, header, opening and closing."""

import re

import pytest

from mofan.text.describe.genres import CUES, GENRES, NEWS, OTHER, Cue, Genre, genre_of


def test_the_subtitle_names_the_genre() -> None:
    assert genre_of("锚定新目标 展现新作为", "——x县水利局模范机关建设工作经验材料范文（3）", None, "正文") == "经验材料"


@pytest.mark.parametrize("genre", GENRES, ids=lambda genre: genre.name)
def test_each_genre_finds_its_heading_and_leaves_the_other(genre: Genre) -> None:
    assert re.search(genre.pattern, genre.finds)
    assert not re.search(genre.pattern, genre.leaves)
    assert genre_of(genre.finds, None, None, "") == genre.name


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: f"{cue.name} {cue.where} {cue.finds[:4]}")
def test_each_cue_finds_its_phrase_and_leaves_the_other(cue: Cue) -> None:
    assert re.search(cue.pattern, cue.finds, re.S)
    assert not re.search(cue.pattern, cue.leaves, re.S)


@pytest.mark.parametrize(
    ("title", "subtitle", "header", "body", "genre"),
    [
        ("聚焦主责主业 打造过硬队伍（1）", None, "2022年优化营商环境工作汇报合集", "正文", "工作汇报"),
        ("聚焦主责主业 打造过硬队伍（1）", None, None, "正文", "经验材料"),
        ("x局党支部“四个维度”推进机关建设", None, None, "正文", "经验材料"),
        ("以党建引领促乡村振兴", None, None, "正文", "经验材料"),
        ("县气象局发布预警", None, None, "记者今天从县气象局获悉，降温在即。", NEWS),
        ("各地开展春耕", None, None, "3月5日，清河县举行春耕启动仪式。", NEWS),
        ("关于x的请示", None, None, "3月5日，清河县举行春耕启动仪式。", "请示"),
        ("县长出席会议并讲话", None, None, "全文", OTHER),
        ("水利局", None, None, "现将有关情况汇报如下：", "工作汇报"),
        ("水利局", None, None, "事项如上。妥否，请批示。", "请示"),
        ("《关于加强消防工作的意见》", None, None, "", "意见"),
        ("清河县养老服务条例", None, None, "第一条 为了", "法规制度"),
        ("2019年政府工作报告", None, None, "——2019年3月5日在大会上", "工作报告"),
        ("杂记", None, None, "天气不错", OTHER),
    ],
)
def test_headings_come_before_the_words_of_the_body(
    title: str, subtitle: str | None, header: str | None, body: str, genre: str
) -> None:
    assert genre_of(title, subtitle, header, body) == genre

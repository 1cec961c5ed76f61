"""Secrecy marks are found; talk about secrets is not."""

import gzip
import json
from pathlib import Path

import pytest

from mofan.text.secrecy import ANYWHERE, IN_HEAD, MarkPattern, find_secrecy_mark

BODY = "\n各县直单位：\n现将有关安排通知如下，请结合实际抓好落实，并于本月底前将办理情况报送至县委办公室综合科。\n"
TITLE = "关于做好年度值班工作的通知"


def found(text: str) -> str | None:
    span = find_secrecy_mark(text)
    return None if span is None else span.of(text)


def test_it_finds_the_mark_at_the_head_of_a_document() -> None:
    assert found(f"机密★10年\n{TITLE}{BODY}") == "机密★10年"


@pytest.mark.parametrize(
    ("head", "mark"),
    [
        ("绝密★30年", "绝密★30年"),
        ("秘密★", "秘密★"),
        ("　　机 密 ★ 10 年", "机 密 ★ 10 年"),
        ("机\u200b密★1年", "机\u200b密★1年"),
        ("機密★長期", "機密★"),
        ("秘密☆５年", "秘密☆５年"),
        ("绝密★启用前", "绝密★启用前"),
        ("000012    机密★二十年", "机密★二十年"),
        ("000012\n机密\n特急", "机密"),
        ("机　密", "机　密"),
        ("秘密  平急", "秘密"),
        ("特急 机密", "机密"),
        ("机密10年", "机密10年"),
        ("机密*10年", "机密*10年"),
        ("机密＊10年", "机密＊10年"),
        ("〔秘密〕", "秘密"),
        ("【机密】", "机密"),
        ("（绝密）", "绝密"),
        ("［秘密★3年］", "秘密★3年"),
        ("密级：机密", "机密"),
        ("密 级：秘密", "秘密"),
        ("密级:机密★20年", "机密★20年"),
        ("保密等级：秘密级", "秘密级"),
        ("文号：云政办〔2025〕3号  密级：秘密", "秘密"),
        ("密级\t机密\t保密期限\t10年", "机密"),
        ("密级：☑机密 □秘密 □公开", "机密"),
        ("工作秘密★1年", "工作秘密★1年"),
        ("核心商业秘密★5年", "核心商业秘密★5年"),
        ("秘密（会后收回）", "秘密"),
        ("★机密", "机密"),
        ("云河县委办公室文件        秘密★1年", "秘密★1年"),
    ],
)
def test_it_knows_the_variants(head: str, mark: str) -> None:
    assert found(f"{head}\n{TITLE}{BODY}") == mark


@pytest.mark.parametrize(
    "title", ["【秘密】关于报送名单的请示", "关于报送名单的请示（机密）", "关于报送名单的请示〔秘密·3年〕"]
)
def test_it_finds_a_mark_at_the_title(title: str) -> None:
    assert found(title + BODY) is not None


def test_it_finds_a_starred_mark_in_the_middle_of_a_compilation() -> None:
    text = f"{TITLE}{BODY * 30}机密★10年\n{TITLE}{BODY}"
    span = find_secrecy_mark(text)
    assert span is not None
    assert span.of(text) == "机密★10年"
    assert span.start > 1000


@pytest.mark.parametrize(
    "line",
    [
        "定密时要分清绝密、机密、秘密三个等级。",
        "绝密级文件由专人保管，传阅时逐次登记。",
        "国家秘密标志的形式为“机密★10年”，不得随意变更。",
        "文件首页左上角标注机密★10年的，按规定登记。",
        "秘密★、机密★与绝密★都要写明期限。",
        "机密★10年的标注位置在首页左上角。",
        "密级：绝密、机密、秘密",
        "密级：绝密/机密/秘密",
        "密级\t绝密\t机密\t秘密",
        "密级：□绝密 □机密 □秘密",
        "密级：公开",
        "一、机密",
        "第三节 秘密",
        "商业秘密",
        "工作秘密",
        "保守国家秘密法宣传月活动",
        "党的机密重于生命",
        "秘密投票",
        "他把名单秘密转移到山里。",
        "会议由机要秘书 密切配合完成。",
    ],
)
def test_it_leaves_talk_about_secrets_alone(line: str) -> None:
    assert found(f"{TITLE}\n{line}{BODY}{line}\n") is None
    assert found(f"{line}{BODY}") is None


def test_a_level_alone_on_a_line_of_the_body_is_a_heading() -> None:
    assert found(f"{TITLE}{BODY}秘密\n保守秘密是每名干部的责任。\n") is None


def test_a_list_of_levels_is_no_mark() -> None:
    assert found(f"密级分类\n绝密\n机密\n秘密{BODY}") is None


def test_white_space_at_the_ends_of_a_line_is_no_part_of_the_mark() -> None:
    assert found(f"\u3000\u3000机密★10年 \u3000\r\n{TITLE}{BODY}") == "机密★10年"


def test_the_head_ends_after_ten_lines() -> None:
    assert found("小标题\n\n" * 10 + "机密\n") is None


@pytest.mark.parametrize("text", ["", "密", "机\n密\n", "通知"])
def test_it_finds_nothing_in_texts_without_a_level(text: str) -> None:
    assert found(text) is None


@pytest.mark.parametrize("form", [*ANYWHERE, *IN_HEAD], ids=lambda form: form.name)
def test_every_pattern_keeps_its_examples(form: MarkPattern) -> None:
    assert found(form.matches + BODY) is not None
    assert found(form.misses + BODY) is None


@pytest.mark.shared
def test_no_published_document_is_taken_for_a_secret_one(shared: Path) -> None:
    for part in ("laws", "local_rules", "policy", "work_reports"):
        with gzip.open(shared / "corpus" / f"{part}.jsonl.gz", "rt", encoding="utf-8") as lines:
            marked = [document["id"] for document in map(json.loads, lines) if find_secrecy_mark(document["text"])]
        assert marked == []

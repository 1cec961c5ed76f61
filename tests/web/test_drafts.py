"""Drafts on pages (起草): the list, ways to start, the paper, saving, versions."""

import json
import re
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mofan.drafting.document import Slot, Words, block
from mofan.drafting.models import Draft
from tests.drafting.making import PIECE, make_draft, make_piece, make_skeleton
from tests.records.conftest import House, house
from tests.web.conftest import Enter

__all__ = ["house"]


@pytest.fixture
def writers(house: House, enter: Enter) -> Client:
    return enter(house.recorder)


def sent(client: Client, draft: Draft, body: Any, revision: int) -> Any:
    return client.post(
        reverse("save_draft", args=[draft.pk]),
        json.dumps({"revision": revision, "body": body}),
        content_type="application/json",
    )


def with_words(draft: Draft, key: str, words: str) -> dict[str, Any]:
    return draft.text.with_block(block(key, "paragraph", Words(words))).as_json()


def test_a_writer_starts_from_nothing_writes_and_finds_the_draft_in_the_list(house: House, writers: Client) -> None:
    assert "还没有草稿" in writers.get(reverse("drafts")).content.decode()
    facts = {"unit": house.agency.pk, "title": "安澜县水务局工作总结", "genre": "工作总结", "period": "今年以来"}
    started = writers.post(reverse("new_draft"), facts, follow=True)
    draft = Draft.objects.get()
    assert started.redirect_chain == [(reverse("draft", args=[draft.pk]), HTTPStatus.FOUND)]
    answer = sent(writers, draft, with_words(draft, "b2", "今年以来，全局上下一条心。"), 1).json()
    assert (answer["revision"], answer["characters"]) == (2, 23)
    page = writers.get(reverse("draft", args=[draft.pk])).content.decode()
    assert "全局上下一条心" in page
    assert 'id="told"' in page
    listed = writers.get(reverse("drafts"), {"mine": "1", "words": "总结", "state": "draft"}).content.decode()
    assert "安澜县水务局工作总结" in listed
    assert "改到第 2 版" in listed
    assert "没有这样的草稿" in writers.get(reverse("drafts"), {"words": "没有的"}).content.decode()


def test_a_piece_becomes_a_skeleton_with_its_numbers_open(house: House, writers: Client) -> None:
    piece = make_piece(PIECE.replace("二是结对帮扶。", "二是送税上门。办理便民办税x次。"))
    form = writers.get(reverse("draft_from_piece", args=[piece.pk])).content.decode()
    assert "一、突出政治引领，筑牢思想根基" in form
    places = re.findall(rf'name="heading-{piece.pk}" value="(\d+)"', form)
    facts = {"unit": house.agency.pk, "keep": "figures", f"heading-{piece.pk}": places}
    page = writers.post(reverse("draft_from_piece", args=[piece.pk]), facts, follow=True).content.decode()
    assert "已记入借用登记" in page
    assert "那一行才有的业务" in page
    assert "白石县" not in page.split('class="sheet paper"')[1].split("</article>")[0]
    assert 'class="figure blank"' in page
    few = writers.post(
        reverse("draft_from_piece", args=[piece.pk]),
        {"unit": house.agency.pk, "keep": "nonsense", f"heading-{piece.pk}": places[:1]},
        follow=True,
    ).content.decode()
    assert "筑牢思想根基" in few
    assert "营造清廉氛围" not in few


def test_headings_are_taken_from_outlines_side_by_side(house: House, writers: Client) -> None:
    piece = make_piece()
    page = writers.get(reverse("draft_outlines"), {"words": "模范机关"}).content.decode()
    assert f"piece={piece.pk}" in page
    offered = writers.get(reverse("draft_outlines")).content.decode()
    assert (f"piece={piece.pk}" in offered) == (piece.genre == "经验材料")
    assert "没有题目里有" in writers.get(reverse("draft_outlines"), {"words": "没有的词"}).content.decode()
    page = writers.get(reverse("draft_outlines"), {"piece": [piece.pk, piece.pk, 999]}).content.decode()
    assert page.count("拿走这一篇") == 1
    facts = {"unit": house.agency.pk, "piece": [piece.pk], "title": "新的一份"}
    wrong = writers.post(reverse("draft_outlines"), facts)
    assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "请至少选一个小标题" in wrong.content.decode()
    page = writers.post(reverse("draft_outlines"), facts | {f"heading-{piece.pk}": ["0"]}, follow=True).content.decode()
    assert "突出政治引领，筑牢思想根基" in page
    assert "新的一份" in page


@pytest.mark.parametrize("page", ["new_draft", "draft_outlines"])
def test_a_draft_is_for_a_unit_and_a_period(house: House, writers: Client, page: str) -> None:
    answer = writers.post(reverse(page), {"unit": "999"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "请选为哪个单位起草" in answer.content.decode()
    assert Draft.objects.count() == 0


def test_a_period_that_cannot_be_read_is_said(house: House, writers: Client) -> None:
    piece = make_piece()
    facts = {"unit": house.agency.pk, "period": "猴年马月"}
    for address in (reverse("new_draft"), reverse("draft_from_piece", args=[piece.pk])):
        answer = writers.post(address, facts)
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "猴年马月" in answer.content.decode()
    answer = writers.post(reverse("draft_from_piece", args=[piece.pk]), {"unit": "999"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_two_writers_of_other_paragraphs_are_put_together(house: House, writers: Client, enter: Enter) -> None:
    draft = make_skeleton(house)
    keys = [one.id for one in draft.text.blocks if one.kind == "paragraph"][:2]
    assert sent(writers, draft, with_words(draft, keys[0], "一人写的。"), 1).json()["revision"] == 2
    answer = sent(enter(house.leader), draft, with_words(draft, keys[1], "另一人写的。"), 1).json()
    texts = [run.get("text") for one in answer["body"]["blocks"] for run in one["runs"]]
    assert answer["revision"] == 3
    assert {"一人写的。", "另一人写的。"} <= set(texts)
    seen = writers.get(reverse("draft_now", args=[draft.pk]), {"revision": 2}).json()
    assert (seen["revision"], seen["by"]) == (3, house.leader.name)
    assert seen["body"] == answer["body"]
    assert "body" not in writers.get(reverse("draft_now", args=[draft.pk]), {"revision": 3}).json()


def test_two_writers_of_one_paragraph_lose_nothing(house: House, writers: Client, enter: Enter) -> None:
    draft = make_skeleton(house)
    first, second = [one.id for one in draft.text.blocks if one.kind == "paragraph"][:2]
    sent(writers, draft, with_words(draft, first, "先存的。"), 1)
    mine = draft.text.with_block(block(first, "paragraph", "后存的。")).with_block(
        block(second, "paragraph", "另一段。")
    )
    answer = sent(enter(house.leader), draft, mine.as_json(), 1)
    told = answer.json()
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "同一段" in told["sentence"]
    assert [(one["mine"], one["theirs"]) for one in told["clashes"]] == [("后存的。", "先存的。")]
    texts = [run.get("text") for one in told["body"]["blocks"] for run in one["runs"]]
    assert "另一段。" in texts
    assert "先存的。" in texts
    page = writers.get(reverse("draft_versions", args=[draft.pk])).content.decode()
    address = re.search(r'href="(/drafts/\d+/aside/\d+/)"', page)
    assert address is not None
    assert "<ins>后</ins>" in writers.get(address[1]).content.decode()
    assert writers.get(reverse("draft_aside", args=[draft.pk, 999])).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("given", ["", "[]", "{}", '{"revision": "x", "body": {}}', '{"revision": null}'])
def test_what_is_not_whole_is_refused_with_a_sentence(house: House, writers: Client, given: str) -> None:
    draft = make_draft(house)
    answer = writers.post(reverse("save_draft", args=[draft.pk]), given, content_type="application/json")
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "请刷新页面" in answer.json()["sentence"]


def test_what_is_no_body_is_refused_and_nothing_changes(house: House, writers: Client) -> None:
    draft = make_draft(house)
    unknown = draft.text.with_block(block("b2", "paragraph", Slot("s99"))).as_json()
    for body in ({"blocks": 3}, {"blocks": [{"id": "b1", "kind": "poem"}]}, unknown):
        answer = sent(writers, draft, body, 1)
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert answer.json()["sentence"]
    draft.refresh_from_db()
    assert draft.revision == 1


def test_versions_are_named_compared_and_brought_back(house: House, writers: Client) -> None:
    draft = make_draft(house)
    sent(writers, draft, with_words(draft, "b2", "第一种写法。"), 1)
    page = writers.post(reverse("name_version", args=[draft.pk]), {"name": "送审稿"}, follow=True).content.decode()
    assert "已存为“送审稿”" in page
    assert (
        "请给这一版起个名"
        in writers.post(reverse("name_version", args=[draft.pk]), {"name": " "}, follow=True).content.decode()
    )
    sent(writers, draft, with_words(draft, "b2", "第二种写法。"), 2)
    page = writers.get(reverse("draft_version", args=[draft.pk, 2])).content.decode()
    assert "<del>一</del><ins>二</ins>" in page.replace("\n", "")
    assert "没有不同" in writers.get(reverse("draft_version", args=[draft.pk, 3])).content.decode()
    assert writers.get(reverse("draft_version", args=[draft.pk, 9])).status_code == HTTPStatus.NOT_FOUND
    page = writers.post(reverse("restore_version", args=[draft.pk, 2]), follow=True).content.decode()
    assert "已恢复到第 2 版" in page
    assert "第一种写法" in page
    page = writers.post(reverse("restore_version", args=[draft.pk, 9]), follow=True).content.decode()
    assert "没有这一版" in page


def test_a_reader_reads_and_a_stranger_finds_nothing(house: House, enter: Enter) -> None:
    draft = make_skeleton(house)
    page = enter(house.reader).get(reverse("draft", args=[draft.pk])).content.decode()
    assert "quill" not in page
    assert "插入数字" not in page
    strangers = enter(house.stranger)
    one = [draft.pk]
    for name, args in (
        ("draft", one), ("draft_now", one), ("draft_chips", one), ("slot", [*one, "s1"]), ("draft_versions", one),
        ("draft_version", [*one, 1]), ("draft_aside", [*one, 1]),
    ):  # fmt: skip
        assert strangers.get(reverse(name, args=args)).status_code == HTTPStatus.NOT_FOUND, name
    for name, args in (
        ("save_draft", one), ("add_slot", one), ("settle_slot", [*one, "s1"]), ("name_version", one),
        ("restore_version", [*one, 1]),
    ):  # fmt: skip
        assert strangers.post(reverse(name, args=args)).status_code == HTTPStatus.NOT_FOUND, name
    assert "还没有草稿" in strangers.get(reverse("drafts")).content.decode()
    assert "您还不能起草" in strangers.get(reverse("new_draft")).content.decode()
    assert "您还不能起草" in strangers.get(reverse("draft_outlines")).content.decode()


def test_a_reader_changes_nothing(house: House, enter: Enter) -> None:
    draft = make_skeleton(house)
    readers = enter(house.reader)
    assert sent(readers, draft, draft.body, 1).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    answer = readers.post(reverse("add_slot", args=[draft.pk]))
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert answer.json()["sentence"]
    readers.post(reverse("restore_version", args=[draft.pk, 1]))
    readers.post(reverse("settle_slot", args=[draft.pk, "s1"]), {"do": "type", "number": "3次"})
    draft.refresh_from_db()
    assert draft.revision == 1
    assert draft.slots.get(key="s1").state == "open"

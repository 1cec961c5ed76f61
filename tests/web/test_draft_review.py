"""From the paper to the signature on pages (审签): opinions, remarks, files out and back, the next period."""

import io
import json
from datetime import date
from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document

from mofan.drafting.models import Draft, DraftState
from tests.drafting.making import make_piece, make_skeleton
from tests.drafting.test_reviewing import filled
from tests.records.conftest import House, house
from tests.records.making import entered, visit
from tests.web.conftest import Enter

__all__ = ["house"]


@pytest.fixture
def writers(house: House, enter: Enter) -> Client:
    return enter(house.recorder)


@pytest.fixture
def draft(house: House) -> Draft:
    entered(house, visit(house, date(2026, 3, 5), problems=5))
    return filled(house)


def act(client: Client, draft: Draft, do: str, **given: str) -> str:
    answer = client.post(reverse("act_on_draft", args=[draft.pk]), {"do": do, **given}, follow=True)
    return answer.content.decode()


def test_a_material_goes_to_the_leader_is_signed_exported_and_published(
    house: House, home: None, writers: Client, enter: Enter, draft: Draft
) -> None:
    leaders = enter(house.leader)
    assert "待您审签" not in leaders.get(reverse("home")).content.decode()
    assert "已送审，文中的数已定住" in act(writers, draft, "send")
    waiting = leaders.get(reverse("home")).content.decode()
    assert "待您审签的材料" in waiting
    assert f'href="{reverse("draft_review", args=[draft.pk])}"' in waiting
    assert "待您审签" not in writers.get(reverse("home")).content.decode()
    page = leaders.get(reverse("draft_review", args=[draft.pk])).content.decode()
    seal = page.split('name="seal" value="')[1].split('"')[0]
    assert "安澜县水务局的负责人" in page
    assert "已签“同意”" in act(leaders, draft, "approve", seal=seal, note="很好")
    assert "您看的时候，材料又有改动" in act(leaders, draft, "approve", seal="0" * 64)
    page = act(leaders, draft, "approve", seal=seal)
    assert "已签发" in page
    assert "待您审签" not in leaders.get(reverse("home")).content.decode()
    assert "发布到素材库" in page
    answer = writers.get(reverse("export_draft", args=[draft.pk]), {"sources": "1"})
    words = "\n".join(one.text for one in Document(io.BytesIO(answer.content)).paragraphs)
    assert "走访收集问题" in words
    assert "数据来源表" in words
    assert "已发布" in act(leaders, draft, "publish")
    assert "素材库正在读" in writers.get(reverse("draft_review", args=[draft.pk])).content.decode()
    paper = writers.get(reverse("draft", args=[draft.pk])).content.decode()
    assert "quill" not in paper


def test_what_changed_after_an_opinion_is_shown_and_asks_for_it_again(
    house: House, writers: Client, enter: Enter, draft: Draft
) -> None:
    leaders = enter(house.leader)
    act(writers, draft, "send")
    act(leaders, draft, "approve")
    draft.refresh_from_db()
    body = draft.text.as_json()
    body["blocks"][1]["runs"].append({"text": "又加了一句。"})
    writers.post(
        reverse("save_draft", args=[draft.pk]),
        json.dumps({"revision": draft.revision, "body": body}),
        content_type="application/json",
    )
    page = writers.get(reverse("draft_review", args=[draft.pk])).content.decode()
    assert "同意后有改动" in page
    assert "又加了一句。</ins>" in page
    assert "已退回修改" in act(leaders, draft, "send_back", note="第一段太长")
    assert "第一段太长" in writers.get(reverse("draft_review", args=[draft.pk])).content.decode()


def test_records_that_come_later_are_shown_and_taken_on_demand(house: House, writers: Client, draft: Draft) -> None:
    act(writers, draft, "send")
    entered(house, visit(house, date(2026, 3, 6), problems=2))
    page = writers.get(reverse("draft_review", args=[draft.pk])).content.decode()
    assert "定数以后，有 1 个数的台账变了" in page
    paper = writers.get(reverse("draft", args=[draft.pk])).content.decode()
    assert 'class="figure changed"' in paper
    assert "已取现在的数" in act(writers, draft, "freeze_again")
    assert "已撤回" in act(writers, draft, "take_back")
    assert "没有这种办法" in act(writers, draft, "nonsense")


def test_a_remark_is_answered_and_settled(house: House, writers: Client, enter: Enter, draft: Draft) -> None:
    address = reverse("remark_draft", args=[draft.pk])
    page = enter(house.reader).post(address, {"block": "b2", "text": "这里说具体些"}, follow=True).content.decode()
    assert "这里说具体些" in page
    one = page.split('name="answers" value="')[1].split('"')[0]
    assert "好的" in writers.post(address, {"answers": one, "text": "好的"}, follow=True).content.decode()
    assert "已处理" in writers.post(address, {"settle": one}, follow=True).content.decode()
    assert "已经处理过" in writers.post(address, {"settle": one}, follow=True).content.decode()
    assert writers.post(address, {"settle": "99"}).status_code == HTTPStatus.NOT_FOUND


def test_what_is_open_is_not_exported_unless_asked(house: House, writers: Client) -> None:
    skeleton = make_skeleton(house)
    address = reverse("export_draft", args=[skeleton.pk])
    assert "不能导出成稿" in writers.get(address, follow=True).content.decode()
    answer = writers.get(address, {"unfinished": "1"})
    assert Document(io.BytesIO(answer.content)).paragraphs
    page = writers.get(reverse("draft_review", args=[skeleton.pk])).content.decode()
    assert "没有填好" in page
    assert 'value="send"' not in page


def test_an_edited_word_file_comes_back(house: House, writers: Client, draft: Draft) -> None:
    file = writers.get(reverse("export_draft", args=[draft.pk])).content
    document = Document(io.BytesIO(file))
    next(one for one in document.paragraphs if "走访" in one.text).add_run("补写一句。")
    out = io.BytesIO()
    document.save(out)
    upload = SimpleUploadedFile("改稿.docx", out.getvalue())
    page = writers.post(reverse("reread_draft", args=[draft.pk]), {"file": upload}).content.decode()
    assert "补写一句" in page
    draft.refresh_from_db()
    revision = draft.revision
    body = draft.text.as_json()
    body["blocks"][1]["runs"].append({"text": "补写一句。"})
    given = {"body": json.dumps(body), "revision": str(revision)}
    assert "改稿已并入" in writers.post(reverse("take_in_draft", args=[draft.pk]), given, follow=True).content.decode()
    draft.refresh_from_db()
    assert draft.revision == revision + 1
    for wrong in ({"body": "{"}, {"body": '{"blocks": 1}'}):
        writers.post(reverse("take_in_draft", args=[draft.pk]), wrong)
    for broken in ({}, {"file": SimpleUploadedFile("坏.docx", b"PK\x03\x04nonsense")}):
        answer = writers.post(reverse("reread_draft", args=[draft.pk]), broken, follow=True)
        assert 'class="note bad' in answer.content.decode()
    draft.refresh_from_db()
    assert draft.revision == revision + 1


def test_the_next_period_carries_text_and_numbers_on(house: House, writers: Client, draft: Draft) -> None:
    address = reverse("next_draft", args=[draft.pk])
    page = writers.post(address, {"period": "去年", "title": "去年的材料"}).content.decode()
    assert "手填的数要重新核实" in page
    assert Draft.objects.filter(follows=draft, title="去年的材料").exists()
    assert "猴年" in writers.post(address, {"period": "猴年"}, follow=True).content.decode()


@pytest.mark.parametrize("panel", ["check", "likeness", "borrowed", "passages", "files"])
def test_every_panel_beside_the_paper_answers(house: House, home: None, writers: Client, panel: str) -> None:
    skeleton = make_skeleton(house)
    address = reverse("draft_beside", args=[skeleton.pk, panel])
    assert "<html" in writers.get(address).content.decode()
    part = writers.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert part.strip()


def test_the_panels_say_what_they_found(house: House, home: None, writers: Client) -> None:
    skeleton = make_skeleton(house)
    page = writers.get(reverse("draft_beside", args=[skeleton.pk, "check"])).content.decode()
    assert "送审前必须处理" in page
    page = writers.get(reverse("draft_beside", args=[skeleton.pk, "borrowed"])).content.decode()
    assert "借用" in page
    page = writers.get(reverse("draft_beside", args=[skeleton.pk, "passages"]), {"words": "警示教育"}).content.decode()
    assert "<mark>" in page
    assert writers.get(reverse("draft_beside", args=[skeleton.pk, "nonsense"])).status_code == HTTPStatus.NOT_FOUND


def test_facts_and_styles_lie_in_boxes_of_their_own(house: House, home: None, writers: Client, draft: Draft) -> None:
    for box, name in (("facts", "事实"), ("style", "文风")):
        file = SimpleUploadedFile(f"{name}.txt", f"{name}里的一句话。".encode())
        page = writers.post(reverse("put_draft_file", args=[draft.pk, box]), {"files": file}, follow=True)
        assert f"{name}.txt" in page.content.decode()
    fact = draft.factfiles.get()
    assert "事实里的一句话" in writers.get(reverse("draft_file", args=[draft.pk, "facts", fact.pk])).content.decode()
    assert writers.get(reverse("draft_file", args=[draft.pk, "box", fact.pk])).status_code == HTTPStatus.NOT_FOUND
    out = reverse("take_draft_file_out", args=[draft.pk, "facts", fact.pk])
    assert "已移出" in writers.post(out, follow=True).content.decode()
    assert "已经移出" in writers.post(out, follow=True).content.decode()
    assert (
        writers.post(reverse("take_draft_file_out", args=[draft.pk, "style", 99])).status_code == HTTPStatus.NOT_FOUND
    )
    put = reverse("put_draft_file", args=[draft.pk, "facts"])
    assert "请先选文件" in writers.post(put, follow=True).content.decode()
    broken = SimpleUploadedFile("坏.docx", b"PK\x03\x04nonsense")
    assert "没有放入" in writers.post(put, {"files": broken}, follow=True).content.decode()
    assert writers.post(reverse("put_draft_file", args=[draft.pk, "box"])).status_code == HTTPStatus.NOT_FOUND


def test_the_list_of_what_to_record_counts_what_materials_claim(house: House, home: None, writers: Client) -> None:
    assert "素材库里没有" in writers.get(reverse("wanted_figures"), {"genre": "没有的文种"}).content.decode()
    make_piece()
    page = writers.get(reverse("wanted_figures")).content.decode()
    assert "应记清单" in page


def test_nothing_of_a_draft_is_open_to_a_stranger(house: House, enter: Enter, draft: Draft) -> None:
    strangers, one = enter(house.stranger), [draft.pk]
    for name, args in (
        ("draft_beside", [*one, "check"]), ("draft_review", one), ("draft_files", one), ("export_draft", one),
        ("draft_file", [*one, "facts", 1]),
    ):  # fmt: skip
        assert strangers.get(reverse(name, args=args)).status_code == HTTPStatus.NOT_FOUND, name
    for name, args in (
        ("act_on_draft", one), ("remark_draft", one), ("reread_draft", one), ("take_in_draft", one),
        ("next_draft", one), ("put_draft_file", [*one, "facts"]), ("take_draft_file_out", [*one, "facts", 1]),
    ):  # fmt: skip
        assert strangers.post(reverse(name, args=args)).status_code == HTTPStatus.NOT_FOUND, name
    draft.refresh_from_db()
    assert draft.state == DraftState.DRAFT

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

from mofan.drafting.actions import save
from mofan.drafting.document import block
from mofan.drafting.models import Draft, DraftState
from tests.drafting.making import make_draft, make_piece, make_skeleton
from tests.drafting.test_reviewing import filled
from tests.make import AT
from tests.records.conftest import House, house
from tests.records.making import entered, visit
from tests.web.conftest import Enter

__all__ = ["house"]


@pytest.fixture
def writers(house: House, enter: Enter) -> Client:
    return enter(house.recorder)


@pytest.fixture
def draft(house: House, standing_clock: None) -> Draft:
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
    draft.refresh_from_db()
    assert draft.state == DraftState.REVIEW
    page = writers.get(reverse("draft_review", args=[draft.pk])).content.decode()
    assert "同意后有改动" in page
    assert "【" in page
    assert "【s" not in page
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


def test_what_has_no_number_behind_it_is_marked_and_told_to_whoever_signs(
    house: House, writers: Client, draft: Draft
) -> None:
    body = draft.text.with_block(block("b2", "paragraph", "为60岁以上的老人购置设备3台。群众满意度大幅提升。"))
    save(draft, body, revision=draft.revision, by=house.recorder, at=AT)
    told = writers.get(reverse("draft_marks", args=[draft.pk])).json()
    assert told["revision"] == draft.revision
    assert [(one["kind"], one["id"], one["at"], one["words"]) for one in told["marks"]] == [
        ("number", "b2", 13, "3台"),
        ("claim", "b2", 21, "大幅提升"),
    ]
    page = writers.get(reverse("draft_review", args=[draft.pk])).content.decode()
    assert "文中有 1 个数是直接写的，没有来源。" in page
    assert "有 1 句断语没有数支撑。" in page
    blank = make_draft(house)
    assert writers.get(reverse("draft_marks", args=[blank.pk])).json()["marks"] == []


def test_remarks_are_written_and_answered_beside_the_paper(house: House, home: None, writers: Client) -> None:
    skeleton = make_skeleton(house)
    address, part = reverse("remark_draft", args=[skeleton.pk]), {"HX-Request": "true"}
    block = next(one.id for one in skeleton.text.blocks if one.kind == "paragraph")
    page = writers.post(address, {"block": block, "text": "这里说具体些"}, headers=part).content.decode()
    assert "<html" not in page
    assert f'data-goes="{block}"' in page
    assert "请写出批注" in writers.post(address, {"block": block, "text": ""}, headers=part).content.decode()
    one = page.split('name="answers" value="')[1].split('"')[0]
    assert "答：好的" in writers.post(address, {"answers": one, "text": "好的"}, headers=part).content.decode()


def test_a_remark_is_answered_and_settled(house: House, writers: Client, enter: Enter, draft: Draft) -> None:
    address = reverse("remark_draft", args=[draft.pk])
    page = enter(house.reader).post(address, {"block": "b2", "text": "这里说具体些"}, follow=True).content.decode()
    assert "这里说具体些" in page
    assert "1 条批注</a>还没有处理" in page
    one = page.split('name="answers" value="')[1].split('"')[0]
    assert "好的" in writers.post(address, {"answers": one, "text": "好的"}, follow=True).content.decode()
    settled = writers.post(address, {"settle": one}, follow=True).content.decode()
    assert "已处理" in settled
    assert "还没有处理" not in settled
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
    answer = writers.post(address, {"period": "去年", "title": "去年的材料"}, follow=True)
    made = Draft.objects.get(follows=draft, title="去年的材料")
    assert answer.redirect_chain == [(reverse("draft_carried", args=[made.pk]), HTTPStatus.FOUND)]
    assert "手填的数要重新核实" in answer.content.decode()
    assert "有变化" in answer.content.decode()
    assert "有变化" in writers.get(reverse("draft_beside", args=[made.pk, "last"])).content.decode()
    assert writers.get(reverse("draft_carried", args=[draft.pk])).status_code == HTTPStatus.NOT_FOUND
    assert writers.get(reverse("draft_beside", args=[draft.pk, "last"])).status_code == HTTPStatus.NOT_FOUND
    assert "猴年" in writers.post(address, {"period": "猴年"}, follow=True).content.decode()


@pytest.mark.parametrize("panel", ["check", "remarks", "passages", "sayings", "likeness", "borrowed", "files"])
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
    assert "没有带过来的" in page
    for words in ("白石县", "赵远山", "青山夜话"):
        assert words in page
    page = writers.get(reverse("draft_beside", args=[skeleton.pk, "sayings"]), {"words": "警示教育"}).content.decode()
    assert "data-put" in page
    assert "库里 1 篇，2023 年" in page
    page = writers.get(reverse("draft_beside", args=[skeleton.pk, "sayings"]), {"words": "紫砂壶"}).content.decode()
    assert "没有与“紫砂壶”相近的" in page
    page = writers.get(reverse("draft_beside", args=[skeleton.pk, "passages"]), {"words": "警示教育"}).content.decode()
    assert "<mark>" in page
    assert writers.get(reverse("draft_beside", args=[skeleton.pk, "nonsense"])).status_code == HTTPStatus.NOT_FOUND


def test_what_was_copied_while_writing_is_entered_in_the_ledger(house: House, writers: Client) -> None:
    piece, draft = make_piece(), make_draft(house)
    copied = "山里的路不好走，大家把课堂搬到了护林站。"
    save(draft, draft.text.with_block(block("b2", "paragraph", copied)), revision=1, by=house.recorder, at=AT)
    page = writers.get(reverse("draft_beside", args=[draft.pk, "likeness"])).content.decode()
    assert "照抄" in page
    assert "登记借用" in page
    address = reverse("lend_to_draft", args=[draft.pk])
    given = {"piece": str(piece.pk), "block": "b2", "text": copied}
    page = writers.post(address, given, headers={"HX-Request": "true"}).content.decode()
    assert "已登记的借用" in page
    assert "照抄" not in page
    assert "已经登记过" in writers.post(address, given, headers={"HX-Request": "true"}).content.decode()
    for wrong, said in (
        ({"text": "那一篇里没有的话"}, "不在那一篇里"),
        ({"text": " "}, "请选出借用的文字"),
        ({"block": "b9"}, "这一段已经不在了"),
    ):
        assert said in writers.post(address, given | wrong, follow=True).content.decode()
    assert "没有带过来的" not in writers.get(reverse("draft_beside", args=[draft.pk, "borrowed"])).content.decode()
    assert writers.post(address, given | {"piece": "0"}).status_code == HTTPStatus.NOT_FOUND
    assert writers.post(address, given | {"text": copied[:10]}).status_code == HTTPStatus.FOUND


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
        ("draft_file", [*one, "facts", 1]), ("draft_marks", one), ("draft_carried", one),
    ):  # fmt: skip
        assert strangers.get(reverse(name, args=args)).status_code == HTTPStatus.NOT_FOUND, name
    for name, args in (
        ("act_on_draft", one), ("remark_draft", one), ("reread_draft", one), ("take_in_draft", one),
        ("next_draft", one), ("lend_to_draft", one), ("put_draft_file", [*one, "facts"]),
        ("take_draft_file_out", [*one, "facts", 1]),
    ):  # fmt: skip
        assert strangers.post(reverse(name, args=args)).status_code == HTTPStatus.NOT_FOUND, name
    draft.refresh_from_db()
    assert draft.state == DraftState.DRAFT
